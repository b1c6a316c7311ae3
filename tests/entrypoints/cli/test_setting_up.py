"""Setting up, care of the database, and the prompt: the real command, in a process of its own."""

from __future__ import annotations

import json

import pytest

from tests.entrypoints.cli.real_command import INIT, said

# ------------------------------------------------------------------------------------------- init


def test_init_makes_the_board_once(planner, plan):
    board = json.loads(planner("--db", "plan.db", "eksport").stdout)["plan"]["board"]
    assert [(b["code"], b["name"], b["weekday"], b["start"], b["end"]) for b in board] == [
        ("DIR", "Direktionen", 2, "09:00", "13:00")
    ]
    assert said(planner("--db", "plan.db", *INIT)) == (1, "Planen har allerede udvalget DIR (Direktionen).")


def test_init_is_journalled_but_undo_stops_there(planner, plan):
    steps = json.loads(planner("--db", "plan.db", "eksport", "--journal").stdout)["steps"]
    assert [(s["command"], s["by"], s["at"], len(s["changes"])) for s in steps] == [
        ("init", "prøve", "2024-11-06T14:00:00+01:00", 1)
    ]
    assert planner("--db", "plan.db", "fortryd").returncode == 1
    assert planner("--db", "plan.db", "look").returncode == 0


def test_init_rehearsed_leaves_no_file(planner, tmp_path):
    done = planner("--db", "ny.db", *INIT, "--dry-run")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "Ville oprette planen for Direktionen (DIR).",
    )
    assert list(tmp_path.iterdir()) == []


def test_init_without_a_terminal_names_what_is_missing(planner):
    assert said(planner("--db", "ny.db", "init", "--board", "DIR", "--start", "9")) == (
        2,
        "Der mangler --name, --weekday, --end.",
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (["--weekday", "blåsdag"], "“blåsdag” er ikke en ugedag."),
        (["--start", "25"], "“25” er ikke et klokkeslæt."),
        (["--end", "8"], "Mødet skal slutte, efter at det er begyndt."),
        (["--zone", "Mars"], "“Mars” er ikke en tidszone."),
        (["--board", "to ord"], "Koden skal være ét kort ord."),
        (["--name", "x" * 10_000], "Navnet er for langt eller har tegn, der ikke kan vises."),
        (["--name", "a\x1b[31mb"], "Navnet er for langt eller har tegn, der ikke kan vises."),
    ],
)
def test_init_refuses_what_makes_no_sense(planner, tmp_path, wrong, sentence):
    assert said(planner("--db", "ny.db", *INIT, *wrong)) == (2, sentence)


# ------------------------------------------------------------------------------- care of the database


def test_a_copy_is_verified_and_can_be_put_back(planner, plan, tmp_path):
    assert planner("--db", "plan.db", "db", "kopi", "kopi.db").returncode == 0
    before = planner("--db", "plan.db", "eksport").stdout
    plan.write_bytes(b"noget helt andet")
    assert planner("--db", "plan.db", "db", "gendan", "kopi.db").returncode == 0
    assert planner("--db", "plan.db", "eksport").stdout == before
    assert planner("--db", "plan.db", "db", "tjek").stdout == (
        "Databasen er hel, og planen svarer til sin historik.\n"
    )
    assert planner("--db", "plan.db", "db", "opgrader").stdout == "Databasen er allerede ny nok.\n"


# ------------------------------------------------------------------------------------------ the prompt


def test_the_prompt_runs_lines_and_an_error_does_not_end_it(planner, plan):
    lines = "fejl\nplanner ny “Status på budget”\n\nafv?\nvis budget --json\nslut\nny Aldrig\n"
    done = planner("--db", "plan.db", "--now", "2024-11-06T14:00", "prompt", stdin=lines)
    assert (done.returncode, done.stderr) == (
        2,
        "Kommandoen “fejl” findes ikke.\nSe dem alle med “planner --help”.\n",
    )
    assert "  afventer  Punkter som afventer dato." in done.stdout.splitlines()
    items = json.loads(planner("--db", "plan.db", "eksport").stdout)["plan"]["item"]
    assert [item["title"] for item in items] == ["Status på budget"]


def test_the_language_of_the_screen_does_not_decide_how_dates_are_typed(planner, tmp_path):
    planner("--db", "plan.db", "--lang", "en", *INIT, "--now", "2024-11-06T14:00")
    done = planner(
        *"--db plan.db --lang en --now 2024-11-06T14:00 meeting add 1/6-2025 --json".split(),
    )
    assert json.loads(done.stdout)["understood"] == ["2025-06-01"]
