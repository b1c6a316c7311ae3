"""Two entries that are one person become one; everything that pointed at the one points at the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from planner.domain.board import Alias
from planner.domain.changes import Change, edited, removed
from planner.domain.errors import Refused
from planner.domain.item import FollowUp, ItemSeries, Presenter, SeriesPresenter
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import Plan
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

Shared = TypeVar("Shared", Membership, Presenter, SeriesPresenter, Absence)
_FILLED = ("initials", "title", "unit", "email", "telephone", "language", "channel")


@dataclass(frozen=True)
class MergePeople:
    """The entry that goes, and the one that stays, as typed."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]
    manner: Manner


def merge_people(command: MergePeople, *, store: Store, clock: Clock) -> Done:
    """The one that stays keeps its own words and takes what it lacked; the other's names become spellings."""

    def decide(desk: Desk) -> Decision:
        goes, stays = address.person(desk.read, command.goes), address.person(desk.read, command.stays)
        if goes.id == stays.id:
            raise Refused(f"{goes.name} kan ikke flettes med sig selv.", hint="Skriv to personer.")
        # Rare, and it must reach every board and every year.
        plan = desk.read.everything()
        return Decision(plan, merged(plan, goes, stays))

    return carry_out(command.manner, decide, store=store, clock=clock)


def merged(plan: Plan, goes: Person, stays: Person) -> tuple[Change, ...]:
    """The changes of a merge; what both had (a seat, a part in an item, an absence) is kept once."""
    taken = {
        name: getattr(goes, name)
        for name in _FILLED
        if getattr(stays, name) is None and getattr(goes, name) is not None
    }
    names = dict.fromkeys((*stays.spellings, goes.name, *goes.spellings))
    names.pop(stays.name, None)
    changes: list[Change] = [edited(stays, **taken, spellings=tuple(names))]
    for item in plan.items.values():
        roles = {role: stays.id for role in ("responsible", "officer") if getattr(item, role) == goes.id}
        changes += [edited(item, **roles)] if roles else []
    wheel = plan.all(ItemSeries).values()
    changes += [edited(series, responsible=stays.id) for series in wheel if series.responsible == goes.id]
    changes += [edited(p, secretary=stays.id) for p in plan.people.values() if p.secretary == goes.id]
    changes += [edited(f, person=stays.id) for f in plan.all(FollowUp).values() if f.person == goes.id]
    changes += [
        edited(alias, target=stays.id)
        for alias in plan.all(Alias).values()
        if alias.kind == "person" and alias.target == goes.id
    ]
    changes += _once(plan.all(Membership).values(), goes, stays, lambda seat: (seat.board,))
    changes += _once(plan.all(Presenter).values(), goes, stays, lambda part: (part.item, part.meeting))
    changes += _once(plan.all(SeriesPresenter).values(), goes, stays, lambda part: (part.item_series,))
    changes += _once(plan.all(Absence).values(), goes, stays, lambda a: (a.board, a.first, a.last))
    return (*changes, removed(goes))


def _once(
    rows: Iterable[Shared], goes: Person, stays: Person, same: Callable[[Shared], object]
) -> list[Change]:
    """The rows of the one who goes, given to the other; those that one has already are removed."""
    every = list(rows)
    there = {same(row) for row in every if row.person == stays.id}
    return [
        removed(row) if same(row) in there else edited(row, person=stays.id)
        for row in every
        if row.person == goes.id
    ]
