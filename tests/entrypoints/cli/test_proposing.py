"""`planner propose` by the real command: shown, asked about in scripts, accepted whole and in part."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

import pytest

from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added
from planner.domain.errors import SolverMissing
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.entrypoints.cli.propose import usual, work_out
from planner.usecases.propose import propose
from planner.wiring import App, Options
from tests.entrypoints.cli.real_command import said

SHOWN = """\
DIR · forslag                                               13. nov. til 4. dec.

onsdag den 20. november 2024 (uge 47)
   9.00    #3  Klimaplan                                  60  ny
               sættes på 20. nov.: punktet skal på senest 20. nov., og den 13.
               nov. er fuld
  10.00    #2  Lokaleplan                                 30  ny
               sættes på 20. nov.: det mangler en dato, og den 13. nov. er fuld

Point (færre er bedre): 1232 → 52 (bedst mulig)
   punkter uden dato, afgørelse eller plads 1200 → 0 · datoerne: ventetid,
   flytninger og advarsler 0 → 20

Intet er ændret endnu. Gennemfør det: planner foreslå --accept
Eller kun en del af det: planner foreslå --accept 3
"""


ROOT = Path(__file__).resolve().parents[3]
WEEKS = [Meeting(n, 1, date(2024, 11, 6 + 7 * n), time(9), time(13)) for n in (1, 2, 3)]


@pytest.fixture
def plan(tmp_path):
    """Four meetings in November: the first is full, two items await a date."""
    database = tmp_path / "plan.db"
    now = datetime(2024, 11, 6, 14, tzinfo=UTC)
    records = [
        Board(1, "DIR", "Direktionen", weekday=2, start=time(9), end=time(13)),
        *WEEKS,
        Meeting(4, 1, date(2024, 12, 4), time(9), time(13)),
        Item(1, 1, "Budget", minutes=240),
        Placement(1, 1, 1, 1),
        Item(2, 1, "Lokaleplan", minutes=30, since=now.date()),
        Item(3, 1, "Klimaplan", minutes=60, since=now.date(), by=date(2024, 11, 20)),
    ]
    with open_store(database, create=True).work() as work:
        work.append([added(one) for one in records[:1]], board=1, at=now, by="mette", command="init")
        work.append([added(one) for one in records[1:]], board=1, at=now, by="mette", command="ny")
        work.commit()
    return database


@pytest.fixture
def run(planner, plan):
    """The command on that plan, on 6 November."""

    def run(*words, **more):
        return planner("--db", str(plan), "--now", "2024-11-06T14:00", *words, **more)

    return run


def test_proposal_is_shown_with_reasons_and_changes_nothing(run):
    before = run("oversigt").stdout
    done = run("foreslå")
    assert done.stdout == SHOWN
    assert (done.returncode, run("oversigt").stdout) == (0, before)


def test_accepted_part_is_one_step_with_its_command_and_can_be_undone(run):
    before = run("oversigt").stdout
    assert run("foreslaa", "--accept", "2", "3", "--json").returncode == 0
    (step, *_) = json.loads(run("historik", "--json").stdout)["steps"]
    assert step["command"] == "foreslå --accept 2 --accept 3"
    assert "Planen er så god, som den kan blive" in run("foreslå").stdout
    assert run("fortryd").returncode == 0
    assert run("oversigt").stdout == before


def test_item_that_has_a_date_and_keeps_it_is_not_said_to_be_without(run):
    lines = run("foreslå", "--only", "1", "--keep", "13/11").stdout.splitlines()
    assert lines[4:6] == [
        "Bliver, hvor de står (1)",
        "   #1 Budget: mødet 13. nov. skal blive, som det er",
    ]


def test_words_after_an_option_belong_to_it(run):
    found = json.loads(run("foreslå", "--only", "2", "--keep", "20/11", "27/11", "--json").stdout)
    assert [(one["item"], one["day"]) for one in found["suggestions"]] == [(2, "2024-12-04")]
    assert found["done"] is None


def test_cancelled_meeting_is_repaired_at_once_where_that_is_wished(run):
    done = run("aflys", "13/11", "sygdom", "--propose")
    assert "#1 Budget: afventer dato (stod på 13. nov.)\n\nDIR · forslag" in done.stdout
    assert "mødet den 13. nov. er aflyst" in done.stdout
    plain = json.loads(run("aflys", "4/12", "--propose", "--json").stdout)
    assert (plain["step"] is not None, plain["proposal"]) == (True, None)


def test_what_is_done_stands_where_there_is_nowhere_to_repair_it(run):
    for day in ("20/11", "27/11", "4/12"):
        assert run("aflys", day).returncode == 0
    nowhere = run("aflys", "13/11", "--propose")
    assert nowhere.returncode == 0
    assert nowhere.stdout.splitlines()[1:3] == [
        "#1 Budget: afventer dato (stod på 13. nov.)",
        "Der er ingen kommende møder at lægge punkter på.",
    ]
    assert run("fortryd").returncode == 0
    again = run("aflys", "13/11", "--propose", "--json")
    plain = json.loads(again.stdout)
    assert (again.returncode, plain["proposal"], plain["step"] is not None) == (0, None, True)


def test_absence_that_touches_nothing_is_repaired_by_nothing(run):
    assert run("person", "tilføj", "Bo Bak").returncode == 0
    assert run("afbud", "Bo", "Bak", "13/11", "--propose").stdout.splitlines()[-1] == (
        "Ingen punkter skal have en ny dato."
    )


def test_item_that_is_not_in_an_empty_proposal_is_not_accepted_in_silence(run):
    assert run("foreslå", "--accept").returncode == 0
    assert said(run("foreslå", "--accept", "2")) == (1, "#2 er ikke med i forslaget.")


def test_item_without_room_comes_with_what_can_be_done_for_it(run):
    assert run("ret", "1", "--minutes", "300").returncode == 0
    ways = "Hvad der kan gøres for #1:"
    done = run("aflys", "13/11", "--propose").stdout
    assert "Der er intet at foreslå på disse møder." in done
    assert done.partition(ways)[2].splitlines()[1:] == [
        "   tilføje et møde: planner møde tilføj DATO",
        "   se, hvad der står i vejen: planner forklar 1",
    ]
    asked = run("foreslå", "--only", "1", "--weeks", "3").stdout.partition(ways)[2].splitlines()[1:]
    assert asked == [
        "   se længere frem: planner foreslå --only 1 --weeks 5",
        "   lade andre punkter give plads: planner foreslå --only 1 --make-room --weeks 3",
        "   tilføje et møde: planner møde tilføj DATO",
        "   se, hvad der står i vejen: planner forklar 1",
    ]
    for line in ("foreslå --only 1 --weeks 5", "foreslå --only 1 --make-room --weeks 3", "forklar 1"):
        assert run(*line.split()).returncode == 0
    assert run("møde", "tilføj", "11/12", "--start", "9", "--end", "15").returncode == 0
    assert ways not in run("foreslå", "--only", "1", "--weeks", "6").stdout


def test_command_that_is_to_be_typed_is_never_broken(run):
    for title in ("Takster", "Tilsyn", "Tilbud", "Tildeling"):
        assert run("ny", title, "--minutes", "10").returncode == 0
    shown = run("foreslå", "--only", "2", "3", "4", "5", "6", "7", "--weeks", "4", "--keep", "13/11").stdout
    assert shown.splitlines()[-4:] == [
        "Intet er ændret endnu. Gennemfør det:",
        "   planner foreslå --only 2 3 4 5 6 7 --weeks 4 --keep 13/11 --accept",
        "Eller kun en del af det:",
        "   planner foreslå --only 2 3 4 5 6 7 --weeks 4 --keep 13/11 --accept 3",
    ]


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("--only", "99"), 1, "Der er ikke noget punkt #99."),
        (("--keep", "14/11"), 1, "Der er ikke noget møde torsdag den 14. november 2024 (uge 46)."),
        (
            ("--keep", "13/11, 20/11, 27/11 og 4/12"),
            1,
            "Alle de kommende møder skal blive, som de er, så der er intet at foreslå.",
        ),
        (("--accept", "1"), 1, "#1 er ikke med i forslaget."),
        (("--accept", ""), 2, "Hvilke punkter? Der står et tomt ord."),
        (("--accept", "3", " "), 2, "Hvilke punkter? Der står et tomt ord."),
        (("--accept=",), 2, "Hvilke punkter? Der står et tomt ord."),
        (("--make-room",), 2, "--make-room hører sammen med --only."),
        (("--weeks", "0"), 2, None),
        (("--board", "XX"), 1, "Der er intet udvalg, der hedder “XX”."),
    ],
)
def test_what_cannot_be_proposed_is_one_clear_line(run, words, code, line):
    before = run("oversigt").stdout
    done = run("foreslå", *words)
    found, first = said(done)
    assert (found, first) == (code, first if line is None else line)
    assert run("oversigt").stdout == before


def test_points_come_from_the_settings(run, tmp_path):
    (tmp_path / "egne.toml").write_text(
        "[propose]\nleave_out = 0\nwaiting_week = 0\ncrowding = 0\n", encoding="utf-8"
    )
    found = json.loads(run("--config", "egne.toml", "foreslå", "--json").stdout)
    assert [one["item"] for one in found["suggestions"]] == [3]


def add_other_board(run):
    """A board of another name, with one meeting, and an item that awaits a date."""
    frame = ("--weekday", "onsdag", "--start", "9", "--end", "11")
    for words in (
        ("udvalg", "tilføj", "ØK", "Økonomiudvalget", *frame),
        ("--board", "ØK", "møde", "tilføj", "27/11"),
        ("--board", "ØK", "ny", "Takster", "--minutes", "45"),
    ):
        assert run(*words).returncode == 0


def test_boards_planned_together_are_one_step(run):
    add_other_board(run)
    shown = run("foreslå", "--board", "DIR", "ØK").stdout
    assert "onsdag den 27. november 2024 (uge 48) · ØK\n   9.00    #4  Takster" in shown
    assert "planner foreslå --board DIR ØK --accept" in shown
    done = json.loads(run("foreslå", "--board", "DIR", "ØK", "--accept", "--json").stdout)["done"]
    placed = {change["after"]["item"] for change in done["changes"] if change["table"] == "placement"}
    assert placed == {2, 3, 4}
    (step, *_) = json.loads(run("--board", "ØK", "historik", "--json").stdout)["steps"]
    assert (step["id"], step["command"]) == (done["step"], "foreslå --board DIR --board ØK --accept")
    assert run("--board", "ØK", "fortryd").returncode == 0
    assert run("foreslå", "--board", "DIR", "ØK").stdout == shown


def test_board_that_was_named_is_named_in_what_is_to_be_typed(run):
    add_other_board(run)
    assert run("--board", "ØK", "ny", "Tilsyn", "--minutes", "200").returncode == 0
    assert run("--board", "ØK", "foreslå").stdout.splitlines()[-5:] == [
        "Hvad der kan gøres for #5:",
        "   tilføje et møde: planner møde tilføj DATO --board ØK",
        "   se, hvad der står i vejen: planner forklar 5 --board ØK",
        "",
        "Intet er ændret endnu. Gennemfør det: planner foreslå --board ØK --accept",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made here as POSIX has it")
def test_on_a_terminal_the_repair_is_offered_and_asked_about(run, plan):
    typed = [sys.executable, "-m", "planner", "--db", str(plan), "--now", "2024-11-06T14:00"]
    ours, theirs = os.openpty()
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(plan.parent), "TERM": "dumb"}
    with subprocess.Popen(
        [*typed, "aflys", "13/11"], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ) as process:
        os.close(theirs)
        os.write(ours, b"d\n1, 1 og 1\n")
        shown = b""
        with suppress(OSError):  # the end of a terminal whose last user has left
            while said_now := os.read(ours, 4096):
                shown += said_now
    os.close(ours)
    assert process.returncode == 0
    assert "Skal forslaget gennemføres? (j = ja, n = nej, d = del af det)" in shown.decode()
    assert "#1 Budget: sat på" in shown.decode()
    assert "Point (færre er bedre)" in shown.decode()
    assert json.loads(run("historik", "--json").stdout)["steps"][0]["command"] == "foreslå --only 1 --accept"


class WithoutEngine(App):
    """An installation without the extra."""

    def solver(self):
        class Missing:
            def solve(self, *_):
                raise SolverMissing

        return Missing()


def test_without_the_engine_there_is_a_first_bid_and_how_to_install_it(run, plan, capsys):
    app = WithoutEngine(Options(db=str(plan), now="2024-11-06T14:00"))
    with app.reader() as reader:
        asked = usual(app, app.board(reader))
    worked = work_out(app, partial(propose, asked))
    assert set(worked.wanted.on) == {2, 3}
    assert worked.proposal.proven is False
    bid = "Det, der finder den bedste plan, er ikke installeret, så forslaget er kun et første bud:"
    assert capsys.readouterr() == ("", f"{bid} pip install 'planner[solver]'\n")
