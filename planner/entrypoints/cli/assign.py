"""`planner assign`, `unassign`, `withdraw`: items onto dates, off them, and out of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import insisting, manner, tell
from planner.entrypoints.cli.parameters import writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.board import Board
    from planner.ports import Store
    from planner.usecases.step import Done


@writing_command(
    examples=(
        "planner sæt 12 27/11",
        "planner sæt 12 14 15 27/11",
        "planner sæt lovprogram 4. dec. eller 11. dec.",
    )
)
@click.argument("words", nargs=-1, required=True, metavar="PUNKT... DATO")
@insisting
def assign(
    app: App, words: tuple[str, ...], *, force: bool, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Sæt punkter på en dato, eller foreløbig på flere.

    Et punkt er et nummer eller en del af titlen. Står punktet allerede på en anden dato, flyttes det; stod
    det foreløbig på flere, ligger det nu fast.
    """
    from planner.usecases.assign import AssignItems, assign_items  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why, force=force)
    store = app.store()
    done = assign_items(AssignItems(words, how), store=store, clock=app.clock)
    if "ews" in app.ways and app.settings.calendar_busy_check == "on":
        done = _with_who_is_busy(app, done, how.board, store)
    tell(done, as_json=as_json)


def _with_who_is_busy(app: App, done: Done, board: Board, store: Store) -> Done:
    """The same, with a note about each presenter who is taken at that time; whatever goes wrong, nothing is."""
    from dataclasses import replace  # noqa: PLC0415 -- only to send

    from planner.domain.errors import PlannerError  # noqa: PLC0415 -- slow import
    from planner.usecases.busy import taken_presenters  # noqa: PLC0415 -- slow import

    try:
        calendar = app.glance()
        if calendar is None:
            return done
        notes = taken_presenters(
            done.changes, board, store=store, gateway=calendar, is_written=not done.dry_run
        )
    except PlannerError:
        return done  # what cannot be asked is not worth stopping for: planner diagnose says why
    return replace(done, notes=(*done.notes, *notes))


@writing_command(examples=("planner tag-af 12", "planner tag-af lovprogram"))
@click.argument("words", nargs=-1, required=True, metavar="PUNKT...")
def unassign(app: App, words: tuple[str, ...], *, as_json: bool, dry_run: bool, why: str | None) -> None:
    """Tag punkter af deres dato, så de igen afventer en."""
    from planner.usecases.unassign import UnassignItems, unassign_items  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why)
    tell(unassign_items(UnassignItems(words, how), store=app.store(), clock=app.clock), as_json=as_json)


@writing_command(examples=("planner udgår 12", 'planner udgår 12 --replaced-by "Oplæg om én indgang"'))
@click.argument("words", nargs=-1, required=True, metavar="PUNKT...")
@click.option("--replaced-by", metavar="TITEL", help="Det punkt, der kommer i stedet og afventer dato.")
def withdraw(
    app: App,
    words: tuple[str, ...],
    *,
    replaced_by: str | None,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Lad et punkt udgå, eventuelt med et andet i stedet."""
    from planner.usecases.withdraw import WithdrawItems, withdraw_items  # noqa: PLC0415 -- slow import

    command = WithdrawItems(words, manner(app, words, dry_run=dry_run, why=why), replaced_by)
    tell(withdraw_items(command, store=app.store(), clock=app.clock), as_json=as_json)
