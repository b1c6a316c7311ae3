"""Real minutes beside the project, where they are present: what is proposed when their plan is disturbed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.adapters.solver.engine import Engine
from planner.clocks import FixedClock, moment_of, zone_of
from planner.domain.planning.frame import frame
from planner.domain.planning.ground import Scope
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.best_plan import as_planned
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.explain import explained
from planner.usecases.horizon import look_ahead
from planner.usecases.propose import Ask, propose
from planner.usecases.repair import repair, returned
from planner.usecases.step import Manner
from planner.usecases.wishes import Wishes
from planner.wiring import App, Options

ROOT = Path(__file__).resolve().parents[2]
MINUTES = Path(os.environ.get("PLANNER_SHARED", ROOT.parent / "shared")) / "minutes"
pytestmark = pytest.mark.skipif(
    not (MINUTES / "002_dagsorden_2025-05-28.docx").exists(),
    reason=f"the real minutes are not present in {MINUTES}",
)


class Office:
    """A plan with one document read into it, and everything a use-case asks for."""

    def __init__(self, folder: Path, document: str, now: str) -> None:
        database = folder / "plan.db"
        for words in (
            "init --board DIR --name Direktionen --weekday onsdag --start 09:00 --end 13:00".split(),
            ["indlæs", str(MINUTES / document), "--accept", "all"],
        ):
            command = [sys.executable, "-m", "planner", "--db", str(database), "--now", now, *words]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
            assert done.returncode == 0, done.stderr
        app = App(Options(db=str(database)))
        self.store, self.clock = app.store(), FixedClock(moment_of(now, zone_of("Europe/Copenhagen")))
        with app.reader() as reader:
            self.board = app.board(reader)
        self.manner = Manner(self.board, "prøve", "prøve", force=True)

    def run(self, use_case, command, *words, **more):
        return use_case(command(words, self.manner, **more), store=self.store, clock=self.clock)

    def ask(self, how=propose, *rest, **wanted):
        asked = Ask((self.board,), **wanted)
        return how(asked, *rest, store=self.store, clock=self.clock, solver=Engine())

    @property
    def plan(self):
        with self.store.reading() as read:
            return read.everything()


def day(one):
    return one.day.day, one.day.month


@pytest.fixture
def june(tmp_path):
    return Office(tmp_path, "002_dagsorden_2025-05-28.docx", "2025-05-28T08:00")


CANCELLED = {(18, 6), (25, 6)}
TAKING = {(28, 5), (4, 6), (11, 6), (2, 7)}


def test_items_of_a_cancelled_meeting_find_another_and_never_a_cancelled_one(june):
    meeting = june.plan.meeting_on(june.board.id, date(2025, 6, 25))
    six = {one.item for one in june.plan.on(meeting.id)}
    done = june.run(cancel_meeting, CancelMeeting, "25/6")
    worked = june.ask(repair, returned(done))
    placed = {one.item: day(one) for one in worked.proposal.suggestions}
    stands = {
        item: (on.day, on.month)
        for item in six - set(placed)
        for one in june.plan.open_of(item)
        for on in [june.plan.meetings[one.meeting].date]
    }
    left = {one.item for one in worked.proposal.left}
    assert len(six) == 6
    assert set(placed) | set(stands) | left == six
    assert set(placed) == set(returned(done))
    assert {*placed.values(), *stands.values()} <= TAKING - CANCELLED
    assert all("mødet den 25. juni er aflyst" in one.reason for one in worked.proposal.suggestions)


def test_item_of_somebody_absent_goes_there_only_with_the_warning_shown(june):
    done = june.run(cancel_meeting, CancelMeeting, "25/6")
    away = next(one.person for one in june.plan.absent_on(june.board.id, date(2025, 6, 4)))
    name = june.plan.people[away].name
    item = min(returned(done))
    june.run(edit_items, EditItems, str(item), wishes=Wishes(responsible=name))
    (free,) = june.ask(items=frozenset([item])).proposal.suggestions
    assert day(free) == (4, 6) if free.warnings else (11, 6)
    (forced,) = june.ask(items=frozenset([item]), keep=("28/5", "11/6", "2/7")).proposal.suggestions
    assert (day(forced), forced.warnings) == ((4, 6), (f"{name} kan ikke deltage den 4. juni",))


@pytest.fixture
def november(tmp_path):
    return Office(tmp_path, "001_referat_2024-11-06.docx", "2024-11-06T15:00")


def test_explain_says_why_an_item_cannot_come_after_the_day_that_it_prepares(november):
    (item,) = {one.id for one in november.plan.items.values() if date(2024, 11, 26) in one.event_dates}
    with november.store.reading() as read:
        view = explained(read, november.board, november.clock.now(), (str(item), "27/11"))
    (row,) = view.dates
    assert (row.answer, [(one.rule, one.level) for one in row.against][:1]) == (
        "no",
        [("after_event", "block")],
    )
    assert row.against[0].sentence == "punktet skal på senest 26. nov. på grund af begivenheden"


def test_explain_says_of_a_bullet_that_follows_something_up_when_that_is(november):
    days = (date(2024, 12, 12), date(2024, 12, 13))
    bullets = {
        one.refers_to[0]: one.id
        for one in november.plan.items.values()
        if one.refers_to[:1] in ((d,) for d in days)
    }
    assert sorted(bullets) == list(days)
    with november.store.reading() as read:
        view = explained(read, november.board, november.clock.now(), (str(bullets[days[0]]), "11/12"))
    assert [one.sentence for one in view.dates[0].against] == ["begivenheden er først 12. dec."]


def test_returning_items_end_on_the_printed_dates_unless_another_plan_costs_less(november):
    office = november
    printed = office.plan
    returning = [
        item
        for item in sorted(printed.items)
        if len(printed.open_of(item)) == 1 and any(one.outcome == "again" for one in printed.of(item))
    ]
    assert len(returning) == 5
    dates = {item: printed.meetings[printed.open_of(item)[0].meeting].date for item in returning}
    assert {(on.day, on.month) for on in dates.values()} == {(20, 11), (27, 11)}
    for item in returning:
        office.run(assign_items, AssignItems, str(item), "20/11 eller 27/11")
    worked = office.ask(items=frozenset(returning))
    with office.store.reading() as read:
        scene = look_ahead(read, [office.board], office.clock.now()).scene
    framed = frame(
        scene, Scope(tuple(m.id for m in scene.meetings if m.status == "planned"), only=frozenset(returning))
    )
    as_printed = as_planned(framed, replace(scene, plan=printed))
    chosen = {one.item: one.day for one in worked.proposal.suggestions}
    assert chosen == dates or worked.proposal.after < as_printed.total
    assert worked.proposal.proven
