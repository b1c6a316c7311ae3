"""Cancel a meeting: its items await a date again."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.sittings import cancel
from planner.domain.typed import clean_text
from planner.domain.wording import echo
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import one_day


@dataclass(frozen=True)
class CancelMeeting:
    """The day, and the reason after it ("18/12 fælles lederdag")."""

    words: tuple[str, ...]
    manner: Manner


def cancel_meeting(command: CancelMeeting, *, store: Store, clock: Clock) -> Done:
    """The meeting does not take place; in one step its items go back to those that await a date."""

    def decide(desk: Desk) -> Decision:
        choice, reason = address.days_before(
            command.words, address.context(desk.read, desk.board, desk.today)
        )
        day = one_day(choice)
        found = desk.read.meeting_on(desk.board.id, day)
        if found is None:
            raise address.no_meeting(desk.read, desk.board, day)
        plan = desk.about((), [day])
        plan = plan.merged(desk.read.items([placement.item for placement in plan.on(found.id)]))
        returned = [placement for placement in plan.on(found.id) if placement.outcome is None]
        notes = () if returned else (f"Der stod ingen punkter {echo(day)}.",)
        changes = cancel(plan, found, clean_text(reason, "Begrundelsen") if reason else None, desk.now)
        return Decision(plan, changes, (day,), notes)

    return carry_out(command.manner, decide, store=store, clock=clock)
