"""`planner assign`, `unassign`, `withdraw`: items onto dates, off them, and out of the plan."""

from __future__ import annotations

import click

from planner.entrypoints.cli.doing import insisting, manner, tell
from planner.entrypoints.cli.parameters import writing_command
from planner.wiring import App


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
    tell(assign_items(AssignItems(words, how), store=app.store(), clock=app.clock), as_json=as_json)


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
