from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys

import pytest

from planner.adapters.store import queries
from planner.adapters.store.readonly import open_reader
from planner.domain.board import Acceptance, Alias, ImportedDocument, Standing
from planner.domain.changes import TABLES, added, edited
from planner.domain.errors import Refused
from planner.domain.item import Attachment, FollowUp, Item, ItemSeries, Leg, Placement, Presenter, Route
from planner.domain.meeting import Activity, Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import Plan

DAY = dt.date(2024, 11, 13)
LATER = dt.date(2024, 12, 4)
AT = dt.datetime(2024, 11, 6, 14, tzinfo=dt.UTC)

READS = {
    "boards": lambda r: r.boards(),
    "meeting_on": lambda r: r.meeting_on(1, DAY),
    "meeting_on_none": lambda r: r.meeting_on(1, dt.date(2024, 1, 1)),
    "meetings_near": lambda r: r.meetings_near(1, dt.date(2024, 11, 21)),
    "meeting_dates": lambda r: r.meeting_dates(1, DAY, LATER),
    "window": lambda r: r.window(1, DAY, LATER),
    "open_past": lambda r: r.open_past(1, dt.date(2025, 1, 1)),
    "items": lambda r: r.items([1, 3, 99]),
    "backlog": lambda r: r.backlog(1),
    "titled": lambda r: r.titled(1, "skur"),
    "titled_shortly": lambda r: r.titled(1, "år"),
    "candidates": lambda r: r.candidates(1, ["nytårskur", "24/7615", "budget"]),
    "search": lambda r: r.search(1, "godkendt"),
    "people": lambda r: r.people("åse"),
    "person_plan": lambda r: r.person_plan(1, DAY, LATER),
    "documents": lambda r: r.documents(1),
    "documents_named": lambda r: r.documents(1, "a.docx"),
    "aliases": lambda r: r.aliases(1),
    "steps": lambda r: r.steps(1),
    "steps_of_item": lambda r: r.steps(1, item=1),
    "routes": lambda r: r.ahead.routes([1, 2]),
    "routes_at": lambda r: r.ahead.routes_at([3]),
    "open_routes": lambda r: r.ahead.open_routes(1, dt.date(2024, 1, 1)),
    "meetings_ahead": lambda r: r.ahead.meetings(1, DAY, LATER),
    "series": lambda r: r.ahead.series(1),
    "instances": lambda r: r.ahead.instances(1),
    "moves": lambda r: r.ahead.moves(1),
    "everything": lambda r: r.everything(),
    "everything_of_board": lambda r: r.everything(1),
    "journal": lambda r: r.journal(),
}


@pytest.fixture
def full(store, write):
    write(
        added(Person(1, "Åse Æbelø", initials="åæ")),
        added(Person(2, "Bo Holm", title="Økonomichef")),
        added(Membership(1, 1, 2)),
        added(Absence(1, 1, 1, DAY, DAY)),
        added(Standing(1, 1, "Frokost", "break")),
        added(Standing(2, 1, "Kun den dag", meeting=2)),
        added(Presenter(1, 1, 1)),
        added(Placement(3, 1, 3, 2, state="held")),
        added(FollowUp(1, 1, "Sender den godkendte plan", meeting=1)),
        added(Attachment(1, 1, item=1, title="Godkendt budget")),
        added(Activity(1, 1, DAY, "Konference")),
        added(ImportedDocument(1, 1, "a.docx", "00", AT, reading='{"lines": ["Blev godkendt"]}')),
        added(Alias(1, 1, "item", "kuren", 1)),
        added(Acceptance(1, 1, "nøgle")),
        added(Route(1, 1, 1, 7)),
        added(Leg(1, 1, 1, 1)),
        added(Leg(2, 1, 1, 2, 3)),
        added(ItemSeries(1, 1, "Økonomi", "month", DAY, skip="7", made="2024-11")),
        added(Item(20, 1, "Økonomi, november", "done", item_series=1, period="2024-11")),
        added(Item(21, 1, "Økonomi, december", "done", item_series=1, period="2024-12")),
        added(Meeting(9, 1, dt.date(2025, 2, 5), dt.time(9), dt.time(12), status="cancelled")),
    )
    return store


@pytest.mark.parametrize("name", READS)
def test_fast_path_and_transaction_give_the_same_answer(full, path, name):
    with open_reader(path) as fast, full.work() as work, full.reading() as reading:
        answer = READS[name](fast)
        assert answer == READS[name](work.read)
        assert answer == READS[name](reading)


def test_window_is_exactly_its_meetings_and_all_that_stands_on_them(full, path):
    with open_reader(path) as read:
        plan = read.window(1, DAY, DAY + dt.timedelta(days=7))
    assert list(plan.meetings) == [1, 2]
    assert {kind.__name__: list(rows) for kind, rows in plan.records.items() if kind is not Meeting} == {
        "Placement": [1, 2],
        "Activity": [1],
        "Item": [1, 2],
        "Presenter": [1],
        "Attachment": [1],
        "FollowUp": [1],
        "Standing": [2, 1],
        "Membership": [1],
        "Acceptance": [1],
        "Absence": [1],
        "Board": [1],
        "Person": [1, 2],
    }


def test_items_come_with_every_placement_of_theirs(full, path):
    with open_reader(path) as read:
        plan = read.items([1])
    assert (list(plan.placements), list(plan.meetings), list(plan.people)) == ([1, 3], [1, 3], [1, 2])


def test_meeting_that_stands_comes_before_a_cancelled_one(full, write, path):
    write(added(Meeting(10, 1, dt.date(2025, 2, 5), dt.time(13), dt.time(15))))
    with open_reader(path) as read:
        assert read.meeting_on(1, dt.date(2025, 2, 5)).id == 10
        assert read.meeting_dates(1, LATER, dt.date(2026, 1, 1)) == (LATER, dt.date(2025, 2, 5))


def test_open_past_is_the_meetings_with_an_item_without_outcome(full, write, path):
    plan = _everything(path)
    write(edited(plan.placements[1], outcome="treated"))
    with open_reader(path) as read:
        assert list(read.open_past(1, LATER).meetings) == [3, 2]
        assert list(read.open_past(1, LATER, limit=1).meetings) == [3]


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("skur", [1]),
        ("NYTÅRSKUR", [1]),
        ("kur for lederne", [1]),
        ("ult. oktober", [2]),
        ("år", [1]),
        ('"', []),
        ("findes ikke", []),
        ("lov*", []),
        ("", [3, 2, 1, 21, 20]),
    ],
)
def test_items_are_found_by_any_piece_of_a_title(full, path, fragment, found):
    with open_reader(path) as read:
        assert [item.id for item in read.titled(1, fragment)] == found


def test_open_items_are_found_before_others_and_newest_first(full, write, path):
    write(*(added(Item(n, 1, f"Årsplan {n}")) for n in (10, 11, 12)))
    write(edited(_everything(path).items[12], status="done"))
    with open_reader(path) as read:
        assert [item.id for item in read.titled(1, "årsplan")] == [11, 10, 12]
        assert [item.id for item in read.titled(1, "årsplan", limit=2)] == [11, 10]
        assert read.titled(2, "årsplan") == ()


def test_items_that_share_most_words_come_first(full, path):
    with open_reader(path) as read:
        assert [i.id for i in read.candidates(1, ["kur", "for", "ledere", "oktober"])] == [1, 2]
        assert [i.id for i in read.candidates(1, ["24/7615"])] == [1]


def test_full_text_covers_decisions_follow_ups_and_documents(full, write, path):
    write(edited(_everything(path).placements[2], decision="Godkendt med ændringer", outcome="treated"))
    with open_reader(path) as read:
        hits = read.search(1, "GODKENDT")
    assert [(hit.table, hit.id) for hit in hits] == [
        ("placement", 2),
        ("followup", 1),
        ("attachment", 1),
        ("document", 1),
    ]
    assert hits[0].text == "Godkendt med ændringer"


@pytest.mark.parametrize(
    ("fragment", "found"), [("åse", [1]), ("ÅÆ", [1]), ("økonomi", [2]), ("x", []), (None, [2, 1])]
)
def test_people_are_found_by_name_initials_and_title(full, path, fragment, found):
    with open_reader(path) as read:
        assert [person.id for person in read.people(fragment)] == found


def test_fast_path_loads_no_slow_library(full, path):
    code = (
        "import sys, datetime\n"
        "from planner.adapters.store.readonly import open_reader\n"
        "with open_reader(sys.argv[1]) as r: r.window(1, datetime.date.min, datetime.date.max); r.backlog(1)\n"
        "print([m for m in ('sqlalchemy', 'alembic', 'urllib', 'pathlib') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, env=env
    )
    assert done.stdout.strip() == "[]"


def test_routes_come_with_their_legs_and_what_those_point_at(full, path):
    with open_reader(path) as read:
        plan = read.ahead.routes([1])
        assert {kind.__name__: list(rows) for kind, rows in plan.records.items()} == {
            "Route": [1],
            "Leg": [1, 2],
            "Meeting": [3],
            "Board": [1],
        }
        assert read.ahead.routes([2]) == read.ahead.routes_at([1]) == read.ahead.routes([]) == Plan()
        assert read.ahead.routes_at([3]) == read.ahead.open_routes(1, dt.date(2024, 1, 1)) == plan


def test_items_of_a_series_come_latest_period_first(full, path):
    with open_reader(path) as read:
        assert [item.id for item in read.ahead.instances(1)] == [21, 20]
        assert [item.id for item in read.ahead.instances(1, 1)] == [21]


def test_period_of_a_series_is_never_stored_twice(full, write):
    with pytest.raises(Refused):
        write(added(Item(22, 1, "Økonomi, december", item_series=1, period="2024-12")))


def test_moves_are_those_of_the_latest_steps_that_stand(full, write, undo, path):
    plan = _everything(path)
    write(edited(plan.placements[1], meeting=4), command="sæt")
    write(edited(plan.placements[2], outcome="treated"), command="luk")
    write(edited(plan.items[3], title="Lovprogram"), command="ret")
    undo()
    with open_reader(path) as read:
        moves = [(move.command, move.change.record.id) for move in read.ahead.moves(1) if move.change.before]
        assert moves == [("sæt", 1), ("luk", 2)]
        added_there = {move.change.record.id for move in read.ahead.moves(1) if move.change.before is None}
        assert added_there == set(plan.placements)
        assert [move.command for move in read.ahead.moves(1, 1)] == ["luk"]
        assert read.ahead.moves(9) == ()


def _statements():
    found = {name: text for name, text in vars(queries).items() if isinstance(text, str) and "SELECT" in text}
    del found["IN"]
    return found


UNBOUNDED = {"BOARDS", "PERSON_ALL", "JOURNAL"}  # everyone, and the whole journal for `db check`


@pytest.mark.parametrize("name", sorted(_statements().keys() - UNBOUNDED))
def test_read_searches_an_index_and_scans_no_table(full, name):
    query = _statements()[name]
    with full.work() as work:
        plan = [row[3] for row in work.run(f"EXPLAIN QUERY PLAN {query}", [1] * query.count("?"))]
    scanned = [line for line in plan if line.startswith("SCAN")]
    allowed = re.compile(r"SCAN (json_each|words) VIRTUAL TABLE")
    assert [line for line in scanned if not allowed.match(line)] == []


def test_every_kind_of_record_is_part_of_everything():
    assert set(queries.EVERYTHING) == set(TABLES.values())


def _everything(path):
    with open_reader(path) as read:
        return read.everything()
