"""What the jobs do: each calls the use-cases of the command that does the same by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.domain.errors import Unreachable
from planner.entrypoints.jobs.letters import post_letters
from planner.entrypoints.jobs.turn import Turn

if TYPE_CHECKING:
    from planner.usecases.deliver import Delivery


def sync(turn: Turn) -> Mapping[str, int]:
    """Deliver what is queued and read the answers, as `planner sync` does."""
    from planner.usecases.synchronise import synchronise  # noqa: PLC0415 -- slow import

    app = turn.app
    if not app.ways:
        return post_letters(turn)
    store = app.store()

    def heard(_: Delivery) -> None:
        turn.go_on()

    run = synchronise(store=store, gateways=app.gateways, clock=app.clock, heard=heard, between=turn.go_on)
    done = run.done
    app.refresh_feeds(store)
    turn.go_on()
    mailed = post_letters(turn)
    return {
        "sent": sum(row.state == "acked" for row in done.done),
        "waiting": done.waiting + done.under_way,
        "for_a_person": done.for_a_person + run.received.for_a_person,
        "stopped": len(done.stopped) + (run.found.standstill is not None),
        **mailed,
    }


def keep_stages(turn: Turn) -> Mapping[str, int]:
    """Publish what a board's own days of locking and sending change, and nothing else."""
    from planner.usecases.keep_stages import KeepStages  # noqa: PLC0415 -- slow import
    from planner.usecases.keep_stages import keep_stages as keep  # noqa: PLC0415 -- slow import

    app, board = turn.app, turn.board
    if board is None or not app.ways:
        return {}
    command = KeepStages(
        board, "planner", app.usual_way(board), app.sender(board), app.language, frozenset(app.ways)
    )
    kept = keep(command, store=app.store(), clock=app.clock, new_key=app.new_key)
    return {"told": kept.told, "unpublished": kept.unpublished}


def fill_wheel(turn: Turn) -> Mapping[str, int]:
    """Make the items of the year wheel that are due, on every board, as `planner series fill` does."""
    from planner.usecases.item_series import FillSeries, fill_series  # noqa: PLC0415 -- slow import
    from planner.usecases.step import Manner  # noqa: PLC0415 -- slow import

    store, made = turn.app.store(), 0
    with turn.app.reader() as reader:
        boards = [board for board in reader.boards() if board.own and reader.ahead.series(board.id)]
    for board in boards:
        turn.go_on()
        command = FillSeries(Manner(board, "planner", "årshjul"))
        done = fill_series(command, store=store, clock=turn.app.clock)
        made += sum(change.name == "ItemAdded" for change in done.changes)
    return {"made": made}


def back_up(turn: Turn) -> Mapping[str, int]:
    """Copy the database to the folder for copies, and keep the newest of those made here."""
    from pathlib import Path  # noqa: PLC0415 -- slow import

    settings = turn.app.settings
    folder = Path(settings.run_backup_directory or ".").expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        raise Unreachable(
            f"Mappen til sikkerhedskopier kan ikke laves: {folder}.",
            hint="Ret run.backup_directory i indstillingerne, eller giv planner lov til at skrive dér.",
        ) from trouble
    name = Path(turn.app.database).stem
    turn.app.back_up(str(folder / f"{name}-kl-{turn.app.clock.now():%Y-%m-%d-%H%M%S}.db"))
    old = sorted(folder.glob(f"{name}-kl-????-??-??-??????.db"))[: -settings.run_backup_keep]
    for copy in old:
        copy.unlink(missing_ok=True)
    return {"copies": 1, "dropped": len(old)}
