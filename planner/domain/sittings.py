"""Meetings: set up, moved, cancelled and closed, and what that does to their items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from planner.domain.changes import Change, added, edited, net, removed
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import FollowUp, Item, Outcome, Placement
from planner.domain.meeting import Meeting
from planner.domain.placing import New, Target, presenters_along, put
from planner.domain.plan import Plan
from planner.domain.typed import brief
from planner.domain.wording import clock, echo

OUTCOMES: tuple[str, ...] = get_args(Outcome)


@dataclass(frozen=True)
class Noted:
    """What became of one item. `targets` are the meetings it is on again, `title` what replaces it."""

    outcome: Outcome
    decision: str | None = None
    targets: tuple[Target, ...] = ()
    title: str | None = None


@dataclass(frozen=True)
class Undertaking:
    """Somebody undertook something at the meeting: a follow-up still without its number."""

    text: str
    owner: str | None = None
    person: int | None = None
    item: int | None = None
    due: dt.date | None = None


@dataclass(frozen=True)
class Minutes:
    """Everything noted of a meeting, by item."""

    items: Mapping[int, Noted] = field(default_factory=dict)
    follow_ups: Sequence[Undertaking] = ()


def must_have_length(start: dt.time, end: dt.time) -> None:
    """Refuse a frame that ends before it begins."""
    if end <= start:
        raise BadUsage(
            f"Et møde kan ikke slutte kl. {clock(end)}, når det begynder kl. {clock(start)}.",
            hint="Skriv for eksempel --start 9.00 --end 12.00.",
        )


def must_be_free(plan: Plan, board: int, day: dt.date, *, extraordinary: bool = False) -> None:
    """Refuse a day on which the board meets already; an extraordinary meeting may share it."""
    other = plan.meeting_on(board, day)
    if other is not None and other.status != "cancelled" and not extraordinary:
        raise Refused(f"Der er allerede et møde {echo(day)}.", hint=f"planner vis {day.day}/{day.month}")


def move(plan: Plan, meeting: Meeting, day: dt.date, now: dt.datetime) -> tuple[Change, ...]:
    """The meeting is held on another day; its items come along."""
    _must_stand(meeting)
    if day == meeting.date:
        raise Refused(f"Mødet er allerede {echo(day)}.", hint="Skriv den dag, det flyttes til.")
    if day < now.date():
        raise Refused(f"Datoen er passeret: {echo(day)}.", hint="Vælg en kommende dato.")
    must_be_free(plan, meeting.board, day, extraordinary=meeting.extraordinary)
    return (edited(meeting, date=day, moved_from=meeting.moved_from or meeting.date),)


def cancel(plan: Plan, meeting: Meeting, reason: str | None, now: dt.datetime) -> tuple[Change, ...]:
    """The meeting is cancelled; its items await a date again, unless they stand elsewhere too."""
    _must_stand(meeting)
    changes: list[Change] = [edited(meeting, status="cancelled", reason=reason)]
    for placement in plan.on(meeting.id):
        if placement.outcome is not None:
            continue
        changes.append(removed(placement))
        item = plan.items[placement.item]
        if item.status == "open" and len(plan.open_of(item.id)) == 1:
            changes.append(edited(item, since=now.date()))
            changes += presenters_along(plan, [placement], None)
    return tuple(changes)


def close(plan: Plan, meeting: Meeting, minutes: Minutes, now: dt.datetime, new: New) -> tuple[Change, ...]:
    """The meeting is over, and this became of its items. What was not noted stays open.

    An outcome that was noted before may be corrected.
    """
    if meeting.status == "cancelled":
        raise Refused(f"Mødet {echo(meeting.date)} er aflyst.", hint="Et aflyst møde har intet at afslutte.")
    if meeting.date > now.date():
        raise Refused(
            f"Mødet {echo(meeting.date)} er ikke holdt endnu.", hint="Afslut det på dagen eller senere."
        )
    on = {placement.item: placement for placement in plan.on(meeting.id)}
    changes: list[Change] = []
    for number, noted in minutes.items.items():
        item = plan.items.get(number)
        if item is None or number not in on:
            raise Refused(
                f"#{number} står ikke på mødet {echo(meeting.date)}.",
                hint=f"planner vis {meeting.date.day}/{meeting.date.month} viser dagsordenen.",
            )
        made = _noted(plan.apply(changes), item, on[number], noted, now, new)
        changes += made
    if meeting.status != "closed":
        changes.append(edited(meeting, status="closed"))
    changes += [
        added(FollowUp(new(FollowUp), meeting.board, u.text, u.owner, u.person, u.item, meeting.id, u.due))
        for u in minutes.follow_ups
    ]
    return net(changes)


def not_noted(plan: Plan, meeting: Meeting) -> tuple[Item, ...]:
    """Items on the meeting of which nobody has said what became."""
    return tuple(plan.items[p.item] for p in plan.on(meeting.id) if p.outcome is None)


def _noted(
    plan: Plan, item: Item, placement: Placement, noted: Noted, now: dt.datetime, new: New
) -> list[Change]:
    changes: list[Change] = [
        edited(
            placement,
            outcome=noted.outcome,
            decision=noted.decision if noted.decision is not None else placement.decision,
            state="placed",
        )
    ]
    plan = plan.apply(changes)
    elsewhere = bool(plan.open_of(item.id))
    if noted.outcome == "replaced":
        if noted.title is None:
            raise BadUsage(
                f"Hvad træder i stedet for #{item.id} {brief(item.title)}?",
                hint="Giv titlen på det nye punkt.",
            )
        successor = Item(new(Item), item.board, noted.title, since=now.date())
        return [*changes, added(successor), *_gone(plan, item, successor.id)]
    if noted.outcome == "withdrawn":
        return [*changes, *_gone(plan, item, None)]
    if noted.targets:
        return [*changes, *put(plan, item, noted.targets, now, new)]
    if noted.outcome == "treated":
        # A candidate date that is still ahead is of no use to an item that was treated.
        left = [p for p in plan.open_of(item.id) if p.state == "held"]
        firm = len(plan.open_of(item.id)) > len(left)
        changes += [removed(p) for p in left]
        return changes if firm else [*changes, edited(item, status="done", since=None)]
    if elsewhere:
        return changes
    return [*changes, edited(item, status="open", since=now.date())]


def _gone(plan: Plan, item: Item, replaced_by: int | None) -> list[Change]:
    off = [removed(placement) for placement in plan.open_of(item.id)]
    return [*off, edited(item, status="withdrawn", since=None, replaced_by=replaced_by)]


def _must_stand(meeting: Meeting) -> None:
    if meeting.status == "cancelled":
        raise Refused(f"Mødet {echo(meeting.date)} er allerede aflyst.", hint="Der er intet at ændre.")
    if meeting.status == "closed":
        raise Refused(
            f"Mødet {echo(meeting.date)} er afsluttet.", hint="planner fortryd tager afslutningen tilbage."
        )
