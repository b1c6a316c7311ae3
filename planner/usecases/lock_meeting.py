"""Lock a meeting's time plan, open it again, and send its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planner.domain.changes import Change
from planner.domain.errors import Refused
from planner.domain.meeting import Meeting
from planner.domain.placing import is_over
from planner.domain.plan import Plan
from planner.domain.stages import dispatch, lock, unlock
from planner.domain.wording import echo
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out


@dataclass(frozen=True)
class FirmUp:
    """The day of a meeting as typed, and what its time plan or agenda is to be.

    "lock": presenters get their exact times; "open": the time plan is provisional again; "send": the
    agenda goes out, and its numbers stay.
    """

    words: tuple[str, ...]
    manner: Manner
    to: Literal["lock", "open", "send"] = "lock"


def firm_up(command: FirmUp, *, store: Store, clock: Clock) -> Done:
    """Take the step; Refused where the meeting is over, or is there already. Nobody is told before a publication."""

    def decide(desk: Desk) -> Decision:
        meeting = address.meeting(desk.read, desk.board, command.words, desk.today)
        if is_over(meeting, desk.now):
            raise Refused(f"Mødet {echo(meeting.date)} er holdt.", hint="Vælg et kommende møde.")
        plan = desk.about((), [meeting.date])
        changes, note = _decided(command, desk, plan, meeting)
        return Decision(plan, changes, (meeting.date,), (note,))

    return carry_out(command.manner, decide, store=store, clock=clock)


def _decided(command: FirmUp, desk: Desk, plan: Plan, meeting: Meeting) -> tuple[Sequence[Change], str]:
    if command.to == "send":
        return dispatch(plan, meeting), "Dagsordenen går ud, når du kører planner udgiv."
    if command.to == "open":
        return (
            unlock(desk.board, meeting, desk.today),
            "De berørte får en foreløbig tid i stedet, når du kører planner udgiv.",
        )
    return lock(meeting), "De berørte får deres præcise tider, når du kører planner udgiv."
