"""The jobs that write letters, and posting those that wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.entrypoints.jobs.turn import Turn

if TYPE_CHECKING:
    from planner.usecases.post import Posted


def post_letters(turn: Turn) -> Mapping[str, int]:
    """Post the letters that are due; without any, nothing of the mail server is loaded."""
    from planner.usecases.post import post  # noqa: PLC0415 -- slow import

    app = turn.app
    store = app.store()
    with store.work() as work:
        if not work.letters.queue().states:
            return {}

    def heard(_: Posted) -> None:
        turn.go_on()

    done = post(store=store, mailer=app.mailer(), rendering=app.rendering(), clock=app.clock, heard=heard)
    return {
        "letters_sent": sum(row.state == "acked" for row in done.done),
        "letters_expired": sum(row.state == "expired" for row in done.done),
        "letters_waiting": done.waiting,
        "letters_for_a_person": done.for_a_person,
        "template_faults": len(done.faults),
    }


def forward_look(turn: Turn) -> Mapping[str, int]:
    """Send the weekly forward look that is due: once for its day, however often it is asked for."""
    from planner.usecases.forward_look import ForwardLook, issue  # noqa: PLC0415 -- slow import

    app, board = turn.app, turn.board
    if board is None:
        return {}
    sender = app.sender(board)
    command = ForwardLook(board, "planner", sender.mailbox, turn.due.nominal.date(), sender.telephone)
    app.rendering()  # what is missing in the settings is said before anything is written
    issued = issue(command, store=app.store(), clock=app.clock)
    return {"queued": issued.queued, "without_address": len(issued.without_address), **post_letters(turn)}


def remind(turn: Turn) -> Mapping[str, int]:
    """Remind people of what is due; at night and on days off nobody."""
    from planner.usecases.remind import Remind  # noqa: PLC0415 -- slow import
    from planner.usecases.remind import remind as remind_people  # noqa: PLC0415 -- slow import

    app, board = turn.app, turn.board
    if board is None:
        return {}
    sender = app.sender(board)
    app.rendering()  # what is missing in the settings is said before anything is written
    done = remind_people(Remind(board, sender.mailbox, sender.telephone), store=app.store(), clock=app.clock)
    return {"queued": done.letters, "without_address": len(done.without_address), **post_letters(turn)}


def digest(turn: Turn) -> Mapping[str, int]:
    """Send the secretariat its list of that day, once, where there is something on it."""
    from planner.usecases.digest import Digest  # noqa: PLC0415 -- slow import
    from planner.usecases.digest import digest as queue_digest  # noqa: PLC0415 -- slow import

    app, board = turn.app, turn.board
    if board is None:
        return {}
    app.rendering()
    command = Digest(board, app.sender(board).mailbox, turn.due.nominal.date(), app.unused_templates())
    done = queue_digest(command, store=app.store(), clock=app.clock)
    return {"queued": done.queued, **post_letters(turn)}
