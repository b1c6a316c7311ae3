"""From two real documents to a plan that is steered, handed on and taken back: the real commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PLANNER_SHARED", ROOT.parent / "shared"))
MINUTES = SHARED / "minutes"
FIRST, SECOND = "001_referat_2024-11-06.txt", "002_dagsorden_2025-05-28.txt"
AFTER_FIRST, BEFORE_SECOND = "2024-11-06T14:00", "2025-05-26"

pytestmark = pytest.mark.skipif(not MINUTES.is_dir(), reason=f"the real documents are not in {MINUTES}")


@dataclass(frozen=True)
class Plan:
    """A database and the command that works on it."""

    folder: Path

    def run(self, *words: str, now: str = AFTER_FIRST, expect: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "planner", "--db", str(self.folder / "t.db"), "--now", now, *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == expect, done.stderr
        return done.stdout

    def json(self, *words: str, now: str = AFTER_FIRST) -> Any:
        return json.loads(self.run(*words, "--json", now=now))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    made = Plan(tmp_path)
    made.run(
        *("init", "--board", "DIR", "--name", "Direktionen"),
        *("--weekday", "onsdag", "--start", "09:00", "--end", "13:00"),
    )
    return made


@pytest.fixture
def first(plan: Plan) -> Plan:
    plan.run("import", str(MINUTES / FIRST), "--accept", "all")
    return plan


def gold_rows(name: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Date -> (title, sub-points) of every coming meeting, as a careful reader wrote them down."""
    gold = json.loads((MINUTES / name).read_text(encoding="utf-8"))
    return {
        meeting["date"]: [
            (plain(item["title"]), tuple(plain(child) for child in item.get("children", ())))
            for item in meeting["items"]
        ]
        for meeting in gold["meetings"][1:]
    }


def plain(title: str) -> str:
    return title.rstrip(" :").casefold()


def test_look_shows_the_six_dates_with_their_points_as_they_stand_in_the_minutes(first: Plan) -> None:
    look = first.json("look", "--weeks", "6")
    shown = {
        meeting["date"]: [
            (plain(row["title"]), tuple(plain(child) for child in row["children"])) for row in meeting["rows"]
        ]
        for meeting in look["meetings"]
    }
    assert shown == gold_rows("001.gold.json")


def test_items_that_return_are_settled_by_the_forward_table(first: Plan) -> None:
    gold = json.loads((MINUTES / "001.gold.json").read_text(encoding="utf-8"))
    promised = {entry["title"]: entry["resolved_by_forward_table"] for entry in gold["tentative"]}
    look = first.json("look", "--weeks", "6")
    settled = {
        item["title"]: meeting["date"]
        for meeting in look["meetings"]
        for item in meeting["items"]
        if item["title"] in promised and not item["held"]
    }
    assert settled == promised


def test_backlog_holds_what_awaits_a_date(first: Plan) -> None:
    titles = [item["title"] for item in first.json("backlog")["items"]]
    assert "Regeringens lovprogram" in titles


def test_plan_and_document_together_show_every_known_finding(first: Plan) -> None:
    of_plan = {found["rule"] for found in first.json("check")["findings"]}
    of_document = {found["rule"] for found in first.json("check", "--document", FIRST)["findings"]}
    assert of_plan >= {"over_capacity"}
    assert of_document == {
        "candidate_after_event",
        "openness_clash",
        "presenter_without_slot",
        "presenter_gap",
        "removed_without_trace",
        "two_spellings",
    }


def test_same_minutes_in_three_formats_give_one_plan(plan: Plan) -> None:
    plan.run("import", str(MINUTES / FIRST), "--accept", "all")
    before = plan.json("look", "--weeks", "6")["meetings"]
    for suffix in (".docx", ".pdf"):
        plan.run("import", str(MINUTES / Path(FIRST).with_suffix(suffix).name), "--accept", "sure")
    assert [(m["date"], m["rows"]) for m in plan.json("look", "--weeks", "6")["meetings"]] == [
        (m["date"], m["rows"]) for m in before
    ]


def test_table_in_word_read_again_is_the_same_plan(first: Plan) -> None:
    first.run("table", "--docx", "t.docx")
    proposal = first.json("import", "t.docx", "--dry-run")
    assert {row["state"] for row in proposal["rows"]} == {"known"}
    assert proposal["count"] | {"dates": 6, "left_out": 0} == proposal["count"]


def test_plan_is_steered_closed_fed_again_and_taken_back(first: Plan) -> None:
    first.run("assign", "lovprogram", "4.", "dec.", "eller", "11.", "dec.")
    held = first.run("show", "lovprogram")
    assert "4. dec." in held
    assert "11. dec." in held
    first.run("undo")
    first.run("sæt", "lovprogram", "11/12")
    cancelled = first.run("aflys", "18/12", "fælles", "lederdag")
    assert "fælles lederdag" in cancelled
    first.run("close", "6/11")
    first.run("import", str(MINUTES / SECOND), "--accept", "all", now=BEFORE_SECOND)

    gold = gold_rows("002.gold.json")
    look = first.json("look", now=BEFORE_SECOND)["meetings"]
    known = {meeting["date"]: [plain(row["title"]) for row in meeting["rows"]] for meeting in look}
    for day in gold:
        wanted = [title for title, _ in gold[day] if "deltager" not in title]
        assert known.get(day, []) == wanted, day

    steps = first.json("history", now=BEFORE_SECOND)["steps"]
    assert [step["kind"] for step in steps][-1] == "do"
    end = first.run("export", now=BEFORE_SECOND)
    undone = 0
    while undone < 50:
        done = subprocess.run(
            [sys.executable, "-m", "planner", "--db", "t.db", "--now", BEFORE_SECOND, "undo"],
            cwd=first.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            break
        undone += 1
    assert undone == 5
    assert json.loads(first.run("export", now=BEFORE_SECOND)) != json.loads(end)
    for _ in range(undone):
        first.run("redo", now=BEFORE_SECOND)
    assert first.run("export", now=BEFORE_SECOND) == end
