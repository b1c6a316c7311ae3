from __future__ import annotations

import json

import pytest

from planner.domain.audience import AUDIENCES
from planner.domain.letter_facts import items_in, seen_by

CANARY = "KANARIEFUGL"


def part(number, *, closed, **changed):
    return {
        "item": number,
        "title": f"{CANARY} titel {number}",
        "public": None,
        "closed": closed,
        "marked_closed": closed,
        "own": [],
        "presenters": [{"name": CANARY}],
        "heading": CANARY,
        "why": CANARY,
        "start": "09:00",
        **changed,
    }


FACTS = {
    "meetings": [{"points": [part(1, closed=True), part(2, closed=True, public="En sag")]}],
    "waiting": [part(3, closed=True)],
    "changes": [part(4, closed=True)],
    "pending": [part(5, closed=False)],
    "missing": {"papers": [CANARY]},
}


@pytest.mark.parametrize("reader", ["oplægsholder", "medarbejder", "dagsorden", "åben"])
def test_nothing_closed_is_left_for_those_who_are_not_entitled(reader):
    assert CANARY not in json.dumps(seen_by(FACTS, AUDIENCES[reader], ()))


@pytest.mark.parametrize("reader", ["oplægsholder", "medarbejder"])
def test_what_was_closed_after_the_facts_were_frozen_is_hidden(reader):
    facts = {"meetings": [{"points": [part(1, closed=False)]}]}
    assert CANARY in json.dumps(seen_by(facts, AUDIENCES[reader], ()))
    assert CANARY not in json.dumps(seen_by(facts, AUDIENCES[reader], {1}))


def test_what_was_opened_after_the_facts_were_frozen_stays_hidden():
    assert CANARY not in json.dumps(seen_by(FACTS, AUDIENCES["oplægsholder"], ()))


def test_a_member_sees_all_but_what_is_for_the_secretariat():
    seen = seen_by(FACTS, AUDIENCES["medlem"], ())
    assert sorted(seen) == ["changes", "meetings", "waiting"]
    assert [one["title"] for one in seen["waiting"]] == [f"{CANARY} titel 3"]


def test_the_secretariat_sees_everything():
    seen = seen_by(FACTS, AUDIENCES["sekretariat"], ())
    assert (seen["missing"], sorted(items_in(seen))) == ({"papers": [CANARY]}, [1, 2, 3, 4, 5])


def test_who_attends_sees_that_a_closed_item_comes_and_a_reader_does_not():
    def titles(reader):
        seen = seen_by(FACTS, AUDIENCES[reader], ())
        return [one["title"] for one in seen["meetings"][0]["points"]]

    assert titles("oplægsholder") == ["Lukket punkt", "En sag"]
    assert titles("medarbejder") == ["En sag"]


@pytest.mark.parametrize(("reader", "titles"), [("oplægsholder", ["En sag"]), ("medarbejder", ["En sag"])])
def test_of_closed_items_that_changed_only_public_titles_that_moved_are_told(reader, titles):
    edit = {"what": "title", "old": CANARY, "new": CANARY}
    changes = [
        part(1, closed=True, change="moved", edits=[edit]),
        part(2, closed=True, change="moved", edits=[edit], public="En sag"),
        part(3, closed=True, change="edited", edits=[edit], public="En anden sag"),
    ]
    seen = seen_by({"changes": changes}, AUDIENCES[reader], ())
    assert CANARY not in json.dumps(seen)
    assert [one["title"] for one in seen["changes"]] == titles


def test_reasons_are_for_those_who_are_entitled():
    facts = {"changes": [part(1, closed=False)]}
    assert seen_by(facts, AUDIENCES["medlem"], ())["changes"][0]["why"] == CANARY
    assert seen_by(facts, AUDIENCES["medarbejder"], ())["changes"][0]["why"] is None
