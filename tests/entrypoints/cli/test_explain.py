"""`planner explain` as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import time

import pytest

from planner.domain.item import Placement
from planner.domain.meeting import Meeting
from tests.entrypoints.cli.real_command import in_spring as planner
from tests.fakes.spring_plan import ITEMS, PLACEMENTS, RECORDS
from tests.fakes.stored_plan import store_plan


def test_explain_shows_every_coming_date_and_writes_nothing(database):
    before = database.read_bytes()
    lines = planner(database, "forklar", "2").splitlines()
    dates = [row["date"] for row in json.loads(planner(database, "explain", "2", "--json"))["dates"]]
    assert lines[0].startswith("#2 ")
    assert dates == sorted(set(dates))
    assert dates[0] == "2031-03-05"
    assert max(map(len, lines)) <= 80
    assert database.read_bytes() == before


def test_explain_one_date_tells_of_that_date_alone(database):
    found = json.loads(planner(database, "explain", "2", "12/3", "--json"))
    assert [row["date"] for row in found["dates"]] == ["2031-03-12"]
    assert [one["sentence"] for one in found["dates"][0]["against"] if one["level"] == "block"] == [
        "punktet skal på senest 11. marts på grund af begivenheden"
    ]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["99"], 1, "Der er ikke noget punkt #99."),
        (["2", "13/3"], 1, "Der er ikke noget møde torsdag den 13. marts 2031 (uge 11)."),
        (["2", "5/3 eller 12/3"], 2, "Spørg om ét punkt og én dato ad gangen."),
        (["2", "31/2"], 2, "31. februar findes ikke: februar har højst 29 dage."),
        (["2", "den", "31.", "februar"], 2, "31. februar findes ikke: februar har højst 29 dage."),
        (["lovprogram", "31/2"], 2, "31. februar findes ikke: februar har højst 29 dage."),
        (["2", "32/13"], 2, "32/13 findes ikke: der er 12 måneder."),
        (["2", "uge", "60"], 2, "“60” forstås ikke i “uge 60”."),
        (["2", "5/3", "blå"], 2, "“blå” forstås ikke i “5/3 blå”."),
        (["2", "blåbær"], 1, "Intet punkt hedder noget med “2 blåbær”."),
        (["7", "26/2"], 1, "Mødet onsdag den 26. februar 2031 (uge 9) er afsluttet."),
    ],
)
def test_explain_refuses_in_a_sentence(database, words, code, sentence):
    assert planner(database, "forklar", *words, code=code).splitlines()[0] == sentence


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("5/3", "  5. marts  kan ikke  den 5. marts er fuld"),
        ("19/3", "  19. marts kan ikke  mødet den 19. marts er aflyst"),
    ],
)
def test_explain_answers_about_a_day_before_the_one_that_the_item_stands_on(database, day, shown):
    assert planner(database, "forklar", "7", day).splitlines()[-1] == shown


def test_explain_tells_of_an_item_with_a_clock_time_as_of_any_other(tmp_path):
    fixed = [replace(row, start=time(11)) if row == PLACEMENTS[8] else row for row in RECORDS]
    shown = planner(store_plan(tmp_path / "fixed.db", fixed), "forklar", "7")
    assert shown == planner(store_plan(tmp_path / "flowing.db", RECORDS), "forklar", "7")
    assert "  26. marts står her" in shown


def test_explain_says_why_an_item_is_not_moved(tmp_path):
    held = [
        replace(row, status="planned") if row.id == 1 and isinstance(row, Meeting) else row for row in RECORDS
    ]
    on_it = Placement(99, 9, 1, 9)
    database = store_plan(tmp_path / "held.db", [*held, on_it])
    assert planner(database, "forklar", "9", code=1).splitlines() == [
        "#9 flyttes ikke: punktet står på mødet 26. feb., som er holdt.",
        "Sig først, hvad der blev af det: planner afslut 26/2",
    ]


def test_explain_keeps_a_long_title_within_the_screen(tmp_path):
    long = [replace(row, title=row.title + " og" * 40) if row == ITEMS[6] else row for row in RECORDS]
    lines = planner(store_plan(tmp_path / "long.db", long), "forklar", "7").splitlines()
    assert [line for line in lines if len(line) > 80] == []


def test_explain_imports_no_solver(database):
    command = [sys.executable, "-X", "importtime", "-m", "planner", "--db", str(database), "forklar", "2"]
    done = subprocess.run(
        [*command, "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    loaded = {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "planner" in loaded
    assert loaded & {"highspy", "numpy", "ortools", "sqlalchemy"} == set()
