"""Items onto meetings and off them again: what each wish does to the plan, as changes.

Every function is pure: it looks at a plan that holds the items with all their placements, and the
meetings in question whole. Refusals are sentences. `New` gives the next id of a kind of record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from planner.domain.changes import Change, Record, added, edited, removed
from planner.domain.errors import Refused
from planner.domain.item import Item, Outcome, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.typed import brief
from planner.domain.wording import clock, echo

New = Callable[[type[Record]], int]


@dataclass(frozen=True)
class Target:
    """A meeting that an item is to stand on: firmly, or held as one of several candidates."""

    meeting: Meeting
    state: Literal["placed", "held"] = "placed"


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Whether the meeting is over; `now` is wall time in its board's zone."""
    return (meeting.date, meeting.end) <= (now.date(), now.time().replace(tzinfo=None))


def must_be_open(meeting: Meeting, now: datetime) -> None:
    """Refuse a meeting that takes no items: cancelled, closed or past."""
    day = echo(meeting.date)
    if meeting.status == "cancelled":
        reason = f" ({meeting.reason})" if meeting.reason else ""
        raise Refused(f"Mødet {day} er aflyst{reason}.", hint="Vælg en anden dato.", meeting=meeting)
    if meeting.status == "closed":
        raise Refused(f"Mødet {day} er afsluttet.", hint="Vælg en kommende dato.", meeting=meeting)
    if meeting.date < now.date():
        raise Refused(f"Datoen er passeret: {day}.", hint="Vælg en kommende dato.", meeting=meeting)
    if is_over(meeting, now):
        raise Refused(
            f"Mødet i dag sluttede kl. {clock(meeting.end)}.", hint="Vælg en kommende dato.", meeting=meeting
        )


def put(plan: Plan, item: Item, targets: Sequence[Target], now: datetime, new: New) -> tuple[Change, ...]:
    """The item stands on these meetings and no other coming one.

    One target moves it, or settles it when it was held there. A past meeting where nobody noted what
    became of it keeps it with the outcome "again", for it is on again.
    """
    for target in targets:
        must_be_open(target.meeting, now)
    wanted = {target.meeting.id: target.state for target in targets}
    changes = [*_reopened(item)]
    past, standing = _standing(plan, item, now)
    changes += [edited(placement, outcome="again") for placement in past if placement.meeting not in wanted]
    standing += [placement for placement in past if placement.meeting in wanted]
    leaving = [placement for placement in standing if placement.meeting not in wanted]
    for placement in standing:
        state = wanted.get(placement.meeting)
        if state is not None and state != placement.state:
            changes.append(edited(placement, state=state))
    missing = [target for target in targets if target.meeting.id not in {p.meeting for p in standing}]
    if len(leaving) == len(standing):
        to = missing[0].meeting.id if len(missing) == 1 else None
        changes += presenters_along(plan, leaving, to)
    if len(missing) == 1 and len(leaving) == 1:
        changes.append(_moved(plan, leaving.pop(), missing.pop()))
    changes += [removed(placement) for placement in leaving]
    changes += [
        added(
            Placement(
                new(Placement), item.id, target.meeting.id, next_position(plan, target.meeting), target.state
            )
        )
        for target in missing
    ]
    return tuple(changes)


def take_off(plan: Plan, item: Item, now: datetime, since: date | None = None) -> tuple[Change, ...]:
    """The item awaits a date again. A past meeting keeps it as postponed."""
    past, standing = _standing(plan, item, now)
    if not past and not standing:
        raise Refused(
            f"#{item.id} {brief(item.title)} står ikke på nogen dato.", hint="planner afventer viser punktet."
        )
    changes: list[Change] = [edited(placement, outcome="postponed") for placement in past]
    changes += [removed(placement) for placement in standing]
    changes += presenters_along(plan, standing, None)
    if item.status == "open":
        changes.append(edited(item, since=since or now.date()))
    return tuple(changes)


def withdraw(plan: Plan, item: Item, now: datetime, replaced_by: Item | None = None) -> tuple[Change, ...]:
    """The item falls away, for another one where `replaced_by` is given (a new item in the backlog).

    An agenda that was sent, and a meeting that is over, keep it with what became of it.
    """
    if item.status == "withdrawn":
        raise Refused(
            f"#{item.id} {brief(item.title)} er allerede udgået.",
            hint=f"planner vis {item.id} viser hvorfor.",
        )
    outcome: Outcome = "replaced" if replaced_by else "withdrawn"
    past, standing = _standing(plan, item, now)
    sent = [placement for placement in standing if placement.agenda_number is not None]
    changes: list[Change] = [added(replaced_by)] if replaced_by else []
    changes += [edited(placement, outcome=outcome) for placement in (*past, *sent)]
    changes += [removed(placement) for placement in standing if placement.agenda_number is None]
    changes.append(
        edited(item, status="withdrawn", since=None, replaced_by=replaced_by.id if replaced_by else None)
    )
    return tuple(changes)


def next_position(plan: Plan, meeting: Meeting) -> int:
    """The place after everything that stands on the meeting."""
    return max((placement.position for placement in plan.on(meeting.id)), default=0) + 1


def times_on(plan: Plan, item: int) -> int:
    """How many times the item has been on, the coming time included: 2 means "på igen (2. gang)"."""
    earlier = [p for p in plan.of(item) if p.outcome in ("treated", "again", "postponed", "not_reached")]
    return len(earlier) + bool(plan.open_of(item))


def _standing(plan: Plan, item: Item, now: datetime) -> tuple[list[Placement], list[Placement]]:
    """The open placements of an item: on meetings that are over, and on the others."""
    past: list[Placement] = []
    standing: list[Placement] = []
    for placement in plan.open_of(item.id):
        meeting = plan.meetings[placement.meeting]
        over = meeting.status == "closed" or is_over(meeting, now)
        # A candidate date that passed was never more than a candidate: it leaves no outcome behind.
        (past if over and placement.state == "placed" else standing).append(placement)
    return past, standing


def _reopened(item: Item) -> tuple[Change, ...]:
    if item.status != "open":
        return (edited(item, status="open", since=None, replaced_by=None),)
    return (edited(item, since=None),) if item.since is not None else ()


def _moved(plan: Plan, placement: Placement, target: Target) -> Change:
    """The same placement on another meeting: what was agreed about it comes along, its clock time does not."""
    after = replace(
        placement,
        meeting=target.meeting.id,
        position=next_position(plan, target.meeting),
        state=target.state,
        start=None,
        agenda_number=None,
    )
    return Change(placement, after)


def presenters_along(plan: Plan, leaving: Sequence[Placement], to: int | None) -> list[Change]:
    """Who was to present on the meetings that an item leaves does so where it goes; everywhere, for None."""
    left = {(placement.item, placement.meeting) for placement in leaving}
    rows = sorted(plan.all(Presenter).values(), key=lambda one: one.id)
    there = {(one.item, one.person) for one in rows if one.meeting in (None, to)}
    changes = []
    for one in rows:
        if (one.item, one.meeting) not in left:
            continue
        is_double = (one.item, one.person) in there
        there.add((one.item, one.person))
        changes.append(removed(one) if is_double else edited(one, meeting=to))
    return changes
