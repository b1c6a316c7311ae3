"""Whatever a document holds, its reading is a value: nothing raises, and nothing is invented."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.adapters.documents.lexicon import load_all
from planner.domain.document import Document, Line, Row, Table
from planner.domain.minutes.as_json import from_json, to_json
from planner.domain.minutes.reader import read_minutes
from tests.fakes.made_reading import reading

LEXICONS = load_all()
WORDS_OF_MINUTES = [
    "Dagsorden",
    "Dato:",
    "kl. 9.00",
    "10.00-10.30",
    "1.",
    "2)",
    "Punkt 3:",
    "§ 4",
    "Sak 3/25",
    "Afbud:",
    "N.N. Holm",
    "den 3. marts",
    "eller",
    "20. nov.",
    "udgår",
    "Beslutning",
    "Indstilling:",
    "Bilag:",
    "1 Lukket",
    "(Lukket)",
    "aflyst",
    "deltager ikke",
    "under behandlingen",
    "følger op.",
    "næste møde",
    "Tid\tPunkt",
    "Dato Punkter",
    "..:..",
    "XX",
    "31. februar",
    "29/2",
    "99/99",
    "uge 60",
    "Økonomichef Pia Holm",
    "v/",
    "\u00ad",
    "•",
    "-",
    ":",
    "24/1234",
    "25:71",
]
LINES = st.lists(
    st.lists(st.sampled_from(WORDS_OF_MINUTES) | st.text(max_size=12), max_size=7).map(" ".join), max_size=25
)


def made_document(lines: list[str], cells: list[list[str]], *, wrapped: bool) -> Document:
    blocks: list[Line | Table] = [
        Line(text, number, kind="bullet" if number % 5 == 0 else "text", bold=number % 7 == 0)
        for number, text in enumerate(lines, 1)
    ]
    rows = tuple(Row(tuple((Line(cell, 1),) if cell else () for cell in row), 1) for row in cells)
    if rows:
        blocks.insert(len(blocks) // 2, Table(rows, 1))
    return Document("tilfældig.txt", "txt", "0" * 64, tuple(blocks), wrapped=wrapped)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=LINES,
    cells=st.lists(st.lists(st.sampled_from([*WORDS_OF_MINUTES, ""]), max_size=4), max_size=5),
    wrapped=st.booleans(),
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_read_minutes_never_raises_and_always_survives_storing(lines, cells, wrapped, language):
    found = read_minutes(made_document(lines, cells, wrapped=wrapped), {language: LEXICONS[language]})
    stored = json.loads(json.dumps(to_json(found)))
    assert to_json(from_json(stored)) == stored
    assert found.count.read + found.count.left_out == found.count.rows


def test_read_minutes_of_prose_finds_no_meeting():
    prose = "Kommunen har i flere år arbejdet med stier. Borgerne er glade for dem, og der kommer flere."
    found = reading(prose, prose)
    assert (found.meetings, found.backlog, found.tentative, found.followups, found.unreadable) == (
        (),
        (),
        (),
        (),
        (),
    )


def test_read_minutes_leaves_placeholders_of_a_template_unread():
    found = reading(
        "Dagsorden",
        "Dato: xx.xx.xxxx",
        "Tid: kl. ..:.. - ..:..",
        "Sted: XX",
        "1. Godkendelse af dagsorden",
        "2. XX",
        "3. Eventuelt",
    )
    meeting = found.meetings[0]
    assert (meeting.date, meeting.start, meeting.end, meeting.location) == (None, None, None, None)
    assert [item.title for item in meeting.items] == ["Godkendelse af dagsorden", "Eventuelt"]


def test_read_minutes_counts_rows_and_lists_those_it_cannot_read():
    found = reading(
        "Referat fra mødet den 5. marts 2025",
        [["Dato", "Punkter"], ["12. marts", "* Budget\n* Skole"], ["snart", "* Noget"], ["19. marts", ""]],
    )
    assert [(row.text, row.why) for row in found.unreadable] == [
        ("snart | Noget", "rækken har ingen dato, som kan læses")
    ]
    assert (found.count.dates, found.count.left_out) == (2, 1)
