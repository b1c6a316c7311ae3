"""Change what is known about a meeting: its frame, place, note and kind."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.changes import Change
from planner.domain.errors import BadUsage
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.add_meeting import Frame, framed
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out


@dataclass(frozen=True)
class EditMeeting:
    """The day as typed, and what is to be different."""

    words: tuple[str, ...]
    manner: Manner
    frame: Frame


def edit_meeting(command: EditMeeting, *, store: Store, clock: Clock) -> Done:
    """Set what is given, on that meeting only."""
    if command.frame == Frame():
        raise BadUsage("Hvad skal rettes?", hint="Skriv for eksempel: planner møde ret 27/11 --end 12.00.")

    def decide(desk: Desk) -> Decision:
        meeting = address.meeting(desk.read, desk.board, command.words, desk.today)
        plan = desk.about((), [meeting.date])
        return Decision(plan, [Change(meeting, framed(meeting, command.frame))], (meeting.date,))

    return carry_out(command.manner, decide, store=store, clock=clock)
