"""The small parts of the command line: lines and JSON, words typed, candidates, the Danish catalogue."""

from __future__ import annotations

import gettext
import importlib.util
import io
import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.clocks import FixedClock
from planner.domain.changes import added
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.entrypoints.cli.call import Call
from planner.entrypoints.cli.candidates import candidates
from planner.entrypoints.cli.main import planner_command
from planner.entrypoints.cli.output import clip, plain, show, to_json
from planner.entrypoints.cli.parameters import joined
from planner.entrypoints.cli.shell import split
from planner.usecases.found import FoundBoard, found_board
from planner.wiring import App, Options

NOON = datetime(2024, 11, 6, 12, tzinfo=timezone(timedelta(hours=1)))


# ---------------------------------------------------------------------------------- lines and JSON


@dataclass(frozen=True)
class Row:
    title: str
    on: date | None = None
    start: time | None = None


class Count(NamedTuple):
    read: int
    left_out: int


@pytest.mark.parametrize(
    ("view", "plain_value"),
    [
        (
            Row("Æblegrød", date(2024, 11, 6), time(9)),
            {"title": "Æblegrød", "on": "2024-11-06", "start": "09:00"},
        ),
        ([Row("a")], [{"title": "a", "on": None, "start": None}]),
        (Count(12, 0), {"read": 12, "left_out": 0}),
        ({"at": NOON, 7: (1, 2)}, {"at": "2024-11-06T12:00:00+01:00", "7": [1, 2]}),
        (frozenset({"b", "a"}), ["a", "b"]),
    ],
)
def test_json_shows_records_by_their_fields(view, plain_value):
    assert json.loads(to_json(view)) == plain_value


def test_json_keeps_the_order_of_fields_and_danish_letters():
    assert to_json(Row("Ærø")).splitlines()[1] == '  "title": "Ærø",'


def test_json_refuses_what_has_no_form():
    with pytest.raises(TypeError, match="object"):
        to_json(object())


def test_lines_are_plain_anywhere_but_on_a_terminal():
    out = io.StringIO()
    show([[("#12", "id"), ("  Nytårskur  ", "")], "slut"], out)
    assert out.getvalue() == "#12  Nytårskur\nslut\n"


@given(st.text(), st.integers(3, 40))
def test_clipped_text_fits_and_short_text_is_whole(text, room):
    assert len(clip(text, room)) <= room
    assert clip(text, len(text)) == text


def test_plain_joins_the_words_of_spans():
    assert plain([("a", "id"), ("b", "")]) == "ab"


# --------------------------------------------------------------------------------------- words typed


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["27.", "nov."], "27. nov."),
        (["”20. nov. eller 27. nov.”"], "20. nov. eller 27. nov."),
        (["„20.", "nov.“"], "20. nov."),
        (["27.\u00a0nov."], "27. nov."),
        (["  "], ""),
        (["'", "a", "'"], "a"),
        (["“"], "“"),
    ],
)
def test_words_are_joined_without_quotes_and_hard_spaces(words, text):
    assert joined(words) == text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sæt 12 27/11", ["sæt", "12", "27/11"]),
        ('ny "Status på budget" --minutes 30', ["ny", "Status på budget", "--minutes", "30"]),
        ("ny “Status på budget”", ["ny", "Status på budget"]),
        ("ny KL's oplæg", ["ny", "KL's", "oplæg"]),
        ('ny 15" skærme', ["ny", '15"', "skærme"]),
        ('ret 3 --why="fordi det er så"', ["ret", "3", "--why=fordi det er så"]),
        (r"indlæs C:\referater\6.docx", ["indlæs", r"C:\referater\6.docx"]),
        ("", []),
    ],
)
def test_a_line_of_the_prompt_is_split_as_it_is_meant(line, words):
    assert split(line) == words


# ----------------------------------------------------------------------------------------- candidates


@pytest.fixture
def app(tmp_path):
    """A plan with one meeting, two items and one person, on 6 November 2024."""
    app = App(Options(db=str(tmp_path / "plan.db"), now="2024-11-06T12:00", config=str(_empty(tmp_path))))
    board = found_board(
        FoundBoard("DIR", "Direktionen", 2, time(9), time(13), by="prøve"),
        store=app.store(create=True),
        clock=FixedClock(NOON),
    ).board
    with app.store().work() as work:
        meeting = Meeting(work.new_id(Meeting), board.id, date(2024, 11, 27), time(9), time(13))
        budget = Item(work.new_id(Item), board.id, "Budgetopfølgning", since=date(2024, 11, 6))
        award = Item(work.new_id(Item), board.id, "Årets ærespris")
        placed = Placement(work.new_id(Placement), award.id, meeting.id, 1)
        person = Person(work.new_id(Person), "Åse Ørsted", initials="ÅØ", title="Økonomichef")
        work.append(
            [added(record) for record in (meeting, budget, award, placed, person)],
            board=board.id,
            at=NOON,
            by="prøve",
            command="test",
        )
        work.commit()
    return app


def _empty(folder):
    file = folder / "tom.toml"
    file.write_text("", encoding="utf-8")
    return file


def offered(words, begun, app=None):
    return [(one.value, one.meaning) for one in candidates(planner_command(), words, begun, Call(app))]


@pytest.mark.parametrize(
    ("words", "begun", "found"),
    [
        ([], "sæ", [("sæt", "Sæt punkter på en eller flere datoer.")]),
        ([], "sae", [("sæt", "Sæt punkter på en eller flere datoer.")]),
        (["konfig"], "", [("vis", "Vis hver indstilling, dens værdi og hvor den kommer fra.")]),
        (
            ["opret"],
            "--unc",
            [("--unclassified", "Regnes et punkt uden oplysning for åbent (open) eller lukket (closed)?")],
        ),
        (["opret", "--unclassified"], "o", [("open", "")]),
        (["findes-ikke"], "", []),
    ],
)
def test_completion_offers_commands_and_options(words, begun, found):
    assert offered(words, begun) == found


@pytest.mark.parametrize(
    ("words", "begun", "found"),
    [
        (["sæt"], "2", [("2", "Årets ærespris"), ("27/11", "onsdag den 27. november 2024 (uge 48)")]),
        (["sæt"], "budg", [("Budgetopfølgning", "#1 Budgetopfølgning")]),
        (["sæt", "1"], "27", [("27/11", "onsdag den 27. november 2024 (uge 48)")]),
        (["afbud"], "åse", [("Åse", "Åse Ørsted, Økonomichef")]),
    ],
)
def test_completion_offers_items_dates_and_people(app, words, begun, found):
    assert offered(words, begun, app) == found


def test_completion_offers_nothing_where_there_is_no_plan(tmp_path):
    words = ["--db", str(tmp_path / "nej.db"), "--config", str(_empty(tmp_path)), "sæt"]
    assert offered(words, "1") == []


def test_completion_reads_the_database_named_on_the_line(app):
    words = ["--db", app.database, "--now", "2024-11-06", "--config", app.options.config, "sæt"]
    assert offered(words, "27") == [("27/11", "onsdag den 27. november 2024 (uge 48)")]


# ------------------------------------------------------------------------------------- the catalogue


def _catalogue():
    spec = importlib.util.spec_from_file_location("catalogue", Path(__file__).with_name("catalogue.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_compiled_catalogue_is_made_from_the_one_people_edit():
    catalogue = _catalogue()
    for source in catalogue.SOURCES:
        made = catalogue.compiled(source.read_text(encoding="utf-8"))
        assert source.with_suffix(".mo").read_bytes() == made, f"python {catalogue.__file__}"


def test_every_translation_keeps_the_places_of_the_original():
    catalogue = _catalogue()
    source = (catalogue.FOLDER / "messages.po").read_text(encoding="utf-8")
    for original, danish in catalogue.entries(source).items():
        if original:
            assert _places(danish) <= _places(original), original


def _places(text):
    return {part.partition("}")[0].partition("!")[0] for part in text.split("{")[1:]}


def test_click_finds_its_sentences_in_danish(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "da")
    folder = str(_catalogue().FOLDER.parents[1])
    danish = gettext.translation("messages", folder, languages=["da"])
    assert danish.gettext("Missing option") == "Der mangler tilvalget"
    assert danish.ngettext(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2
    ) == ("Der er ord for meget ({args}).")
