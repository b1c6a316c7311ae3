"""A document proposed again: only what waits, and what that brings with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.domain.plan import Plan, plan_of
from planner.domain.proposal.again import left_waiting, propose_again
from planner.domain.proposal.propose import propose
from planner.domain.proposal.rows import SURE, Row
from planner.domain.reading import Reading, ReadMeeting
from tests.domain.proposal.readings import BOARD, at, item, minutes, terms

SURE_ONLY = terms(accept=lambda row: row.state in SURE)


def reading() -> Reading:
    """The minutes with a doubtful meeting and its item."""
    late = ReadMeeting(
        date(2030, 12, 18), at(40), forward=True, state="doubtful", items=(item("Skolens tag", 40),)
    )
    return replace(minutes(), meetings=(*minutes().meetings, late))


def taken(plan: Plan, rows: tuple[Row, ...]) -> Plan:
    """The plan with what was accepted."""
    for row in rows:
        plan = plan.apply(row.changes) if row.accepted else plan
    return plan


def test_items_wait_with_their_meeting_and_come_with_it() -> None:
    rows = propose(reading(), plan_of([BOARD]), BOARD, SURE_ONLY)
    waiting = left_waiting(rows, ())
    plan = taken(plan_of([BOARD]), rows)

    again = propose_again(reading(), plan, BOARD, terms(), waiting)

    assert [row.key for row in again] == list(waiting)
    assert [row.text for row in again if row.kind == "item"] == ["18. dec.: Skolens tag"]
    assert propose_again(reading(), taken(plan, again), BOARD, terms(), ()) == ()


def test_what_was_sure_is_never_proposed_again_however_the_plan_has_changed() -> None:
    rows = propose(reading(), plan_of([BOARD]), BOARD, SURE_ONLY)
    waiting = left_waiting(rows, ())

    again = propose_again(reading(), plan_of([BOARD]), BOARD, terms(), waiting)

    sure = {row.key for row in rows if row.accepted and row.kind in ("meeting", "item", "hold", "backlog")}
    assert {row.key for row in again} & sure == set()


def test_what_a_person_declined_does_not_wait() -> None:
    rows = propose(reading(), plan_of([BOARD]), BOARD, SURE_ONLY)
    first, *others = left_waiting(rows, ())

    left = left_waiting(rows, {first}, waiting=(first, "gone"))

    assert sorted(left) == sorted(["gone", *others])
