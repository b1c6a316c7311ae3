"""Say of a finding that it is deliberate, once, so that it never returns."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.board import Acceptance
from planner.domain.changes import added
from planner.domain.plan import Plan
from planner.domain.wording import sentence
from planner.ports import Clock, Store
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out


@dataclass(frozen=True)
class AcceptFinding:
    """The key of the finding, and its sentence for the answer."""

    key: str
    sentence: str
    manner: Manner


def accept_finding(command: AcceptFinding, *, store: Store, clock: Clock) -> Done:
    """Remember that the finding is deliberate; accepting it twice changes nothing."""

    def decide(desk: Desk) -> Decision:
        today = desk.today
        known = desk.read.window(desk.board.id, today, today).all(Acceptance).values()
        if any(one.finding == command.key for one in known):
            return Decision(Plan(), ())
        accepted = Acceptance(desk.new_id(Acceptance), desk.board.id, command.key, command.manner.why)
        note = sentence(f"Det er med vilje og vises ikke igen: {command.sentence}")
        return Decision(Plan(), [added(accepted)], notes=(note,))

    return carry_out(command.manner, decide, store=store, clock=clock)
