"""Repair: new dates for what a cancelled meeting or an absence has touched, with as little else as possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.domain.errors import Refused
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.planning.problem import Watch
from planner.domain.wording import short
from planner.ports import Clock, Solver, Store
from planner.usecases.propose import Ask, Worked, propose
from planner.usecases.step import Done

_FAR: Final = 26


def returned(done: Done) -> Mapping[int, str]:
    """Items that await a date because their meeting was cancelled, with the clause that says so."""
    cancelled = {
        change.after.id: change.after
        for change in done.changes
        if isinstance(change.after, Meeting) and change.after.status == "cancelled"
    }
    waiting = {
        change.after.id for change in done.changes if isinstance(change.after, Item) and change.after.since
    }
    return {
        change.before.item: f"mødet den {short(cancelled[change.before.meeting].date)} er aflyst"
        for change in done.changes
        if isinstance(change.before, Placement) and change.after is None
        if change.before.meeting in cancelled and change.before.item in waiting
    }


def left_without(done: Done) -> Mapping[int, str]:
    """Items whose presenter, or the one responsible, cannot attend any more; why is said by the rule."""
    numbers = {finding.subject.removeprefix("#") for finding in done.findings if finding.rule == "absent"}
    return {int(number): "" for number in sorted(numbers) if number.isdecimal()}


def repair(
    ask: Ask,
    items: Mapping[int, str],
    *,
    store: Store,
    clock: Clock,
    solver: Solver,
    watch: Watch | None = None,
) -> Worked:
    """New dates for these items: nearby and with nothing else moved where that can be; further away where not;
    and at last by moving what stands on the coming meetings. Refused where there are no meetings at all.
    """
    own = replace(ask, items=frozenset(items), because={number: why for number, why in items.items() if why})
    tries = (own, replace(own, weeks=max(_FAR, own.weeks or 0)), replace(own, yielding=True))
    found: list[Worked] = []
    refused = None
    for one in tries:
        try:
            worked = propose(one, store=store, clock=clock, solver=solver, watch=watch)
        except Refused as nowhere:
            # There may be meetings further away than this one looks.
            refused = refused or nowhere
            continue
        if not _open(worked, items):
            return worked
        found.append(worked)
    if refused is not None and not found:
        raise refused
    best = min(found, key=lambda worked: len(_open(worked, items)))
    # Further away and others that yield: that has been tried.
    tried = replace(best.no_room, weeks=None, may_yield=False) if best.no_room is not None else None
    return replace(best, no_room=tried)


def _open(worked: Worked, items: Mapping[int, str]) -> set[int]:
    """Those of the items that have no date after it, or one that a rule warns of."""
    left = {one.item for one in worked.proposal.left} & set(items)
    stays = set(items) - set(worked.wanted.on) - left
    warned = {one.item for one in worked.proposal.suggestions if one.warnings}
    return left | stays | (warned & set(items))
