"""The frame of the command line: help, names, options, exit codes. The real command, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.entrypoints.cli import names
from planner.entrypoints.cli.group import import_command
from tests.entrypoints.cli.real_command import said

ROOT = Path(__file__).resolve().parents[3]
SLOW = ("sqlalchemy", "alembic", "rich", "docx", "pdfplumber", "pypdfium2", "icalendar", "lxml", "holidays")


def test_who_acts_is_the_account_where_no_variable_says_it(planner, plan):
    names = dict.fromkeys(("LOGNAME", "USER", "LNAME", "USERNAME"), "")
    done = planner("--db", str(plan), "config", "show", "--json", env=names)
    pwd = pytest.importorskip("pwd", reason="accounts without variables are known on POSIX only")
    assert json.loads(done.stdout)["by"] == pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ny", "Budget"], "så intet er gemt."),
        (
            ["import", "referat.txt", "--accept", "all"],
            "Der var ikke plads på disken til at læse referat.txt.",
        ),
        (["db", "backup", "kopi.db"], "så intet er gemt."),
    ],
)
def test_full_disk_is_one_sentence_and_changes_nothing(planner, plan, tmp_path, words, sentence):
    (tmp_path / "referat.txt").write_text(
        "Referat af møde\n" + "".join(f"{n}. Punkt nummer {n}\n" for n in range(1, 99)), encoding="utf-8"
    )
    before = planner("--db", str(plan), "export").stdout
    done = planner("--db", str(plan), *words, room=1)
    code, first = said(done)
    assert (code, first.endswith(sentence)) == (3, True)
    assert planner("--db", str(plan), "export").stdout == before


# ------------------------------------------------------------------------------------------- help


def test_help_shows_every_command_by_its_danish_name_once(planner):
    page = planner("--help").stdout
    listed = [
        line.split("  ")[1] for line in page.splitlines() if line.startswith("  ") and "  " in line.strip()
    ]
    for key, entry in names.COMMANDS.items():
        assert ", ".join(dict.fromkeys((*entry.danish, key))) in listed


def test_help_groups_hold_every_command_once():
    grouped = [key for _, _, keys in names.GROUPS for key in keys]
    assert sorted(grouped) == sorted(names.COMMANDS)


def test_help_is_in_english_on_request(planner):
    page = planner("--lang", "en", "--help").stdout
    assert ["look", "The coming meetings."] in [line.split(maxsplit=1) for line in page.splitlines()]
    assert ["assign", "Put items on dates."] in [line.split(maxsplit=1) for line in page.splitlines()]
    assert "Options for all commands:" in page


def test_help_writes_ranges_as_people_do(planner):
    assert "[0-520]" in planner("oversigt", "--help", env={"PYTHONIOENCODING": "utf-8"}).stdout
    assert "[≥ 1]" in planner("tjek", "--help", env={"PYTHONIOENCODING": "utf-8"}).stdout


def test_help_of_a_command_shows_its_examples_and_only_its_own_options(planner):
    page = planner("udvalg", "ret", "--help").stdout
    assert page.startswith("Brug: planner udvalg ret ")
    assert "Eksempler:\n  planner " in page
    rows = [
        line.split()[0] for line in page.partition("Tilvalg:\n")[2].splitlines() if line.startswith("  -")
    ]
    assert rows[-3:] == ["--dry-run", "--why", "-h,"]


@pytest.mark.parametrize(
    ("group", "meant"),
    [("udbakke", ["liste"]), ("indbakke", ["liste"]), ("serie", ["liste"]), ("konfig", ["vis"])],
)
def test_group_by_itself_shows_what_it_holds(planner, plan, group, meant):
    alone, named = (planner("--db", str(plan), group, *words) for words in ([], meant))
    assert (alone.returncode, alone.stdout) == (0, named.stdout)


def test_group_with_nothing_to_show_asks_for_a_command(planner, plan):
    done = planner("--db", str(plan), "database")
    assert (done.returncode, "Brug: planner database KOMMANDO" in done.stdout + done.stderr) == (2, True)


def test_help_and_look_load_no_slow_library(planner, plan):
    watch = (
        "import sys\n"
        "from planner.entrypoints.cli.main import run\n"
        "code = run(sys.argv[1:])\n"
        f"print(code, sorted(set(sys.modules) & {set(SLOW)}))"
    )
    for args in (["--help"], ["--db", str(plan), "look"]):
        done = subprocess.run(
            [sys.executable, "-c", watch, *args],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("key", names.COMMANDS)
def test_command_can_be_imported_and_has_danish_help(key):
    command = import_command(key)
    assert command.help
    assert command.examples


# ------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("look", ["look"]),
        ("oversigt", ["look"]),
        ("over", ["look"]),
        ("Sæt", ["assign"]),
        ("saet", ["assign"]),
        ("sæt", ["assign"]),
        ("sæ", ["assign"]),
        ("sæt".replace("æ", "Æ"), ["assign"]),
        ("tag_af", ["unassign"]),
        ("udgår", ["withdraw"]),
        ("udga\u030ar", ["withdraw"]),
        ("udgaar", ["withdraw"]),
        ("moede", ["meeting"]),
        ("råd", ["board"]),
        ("raad", ["board"]),
        ("indlæs", ["import"]),
        ("ta", ["unassign", "table"]),
        ("ret", ["edit"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_name_means(typed, meant):
    assert names.matches(typed, names.top_names()) == meant


@given(
    st.sampled_from([(k, n) for k, e in names.COMMANDS.items() for n in (k, *e.danish)]), st.integers(1, 20)
)
def test_name_and_its_unique_prefixes_mean_their_command(named, length):
    key, name = named
    found = names.matches(name[:length], names.top_names())
    assert key in found or names.matches(name[:length], names.top_names()) == found != []
    assert names.matches(name, names.top_names()) == [key]


def test_names_are_unique_with_their_ascii_twins():
    folded = [names.fold(n) for key, entry in names.COMMANDS.items() for n in {key, *entry.danish}]
    assert sorted(folded) == sorted(set(folded))


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (["ta"], 2, "“ta” kan betyde flere kommandoer: tag-af, tabel."),
        (["sæd"], 2, "Kommandoen “sæd” findes ikke."),
        (["--uger"], 2, "Tilvalget '--uger' findes ikke."),
        (["læs"], 2, "Der mangler 'FIL...'."),
        (
            ["opret", "--unclassified", "x"],
            2,
            "Ugyldig værdi til '--unclassified': 'x' er ikke en af 'open', 'closed'.",
        ),
        (["look", "--weeks", "900"], 2, "Ugyldig værdi til '--weeks': 900 ligger uden for 0-520."),
        (["opret", "x"], 2, "Der er et ord for meget (x)."),
        (["konf", "vis", "--lang"], 2, "Efter tilvalget '--lang' skal der stå noget."),
        (["--db", "", "look"], 2, "Efter --db skal der stå noget."),
        (["--db", "plan.db", "--now", "i går", "look"], 2, "“i går” er ikke et tidspunkt."),
        (["--db", "plan.db", "--board", "XX", "look"], 1, "Der er intet udvalg, der hedder “XX”."),
        (["--db", "nej.db", "look"], 3, "Der er ingen plan i nej.db."),
    ],
)
def test_bad_words_are_refused_in_a_danish_sentence(planner, plan, args, code, sentence):
    assert said(planner(*args)) == (code, sentence)


def test_an_error_is_json_on_stderr_when_json_is_asked_for(planner, plan):
    done = planner("--db", "plan.db", "look", "--json", "--board", "XX")
    assert done.stdout == ""
    assert json.loads(done.stderr) == {
        "error": {
            "kind": "refused",
            "name": "Unknown",
            "sentence": "Der er intet udvalg, der hedder “XX”.",
            "hint": "Planen har: DIR.",
            "data": {"board": "XX"},
        }
    }


def test_a_traceback_is_shown_with_v_only(planner, plan):
    assert "Traceback" not in planner("--db", "nej.db", "look").stderr
    assert "Traceback" in planner("--db", "nej.db", "look", "-v").stderr


# ------------------------------------------------------------------------------- options for all


@pytest.mark.parametrize(
    "line",
    [
        "--db plan.db --as Kim konfig vis --json",
        "konfig --db plan.db vis --as Kim --json",
        "--json konfig vis --db plan.db --as Per --as Kim",
    ],
)
def test_options_for_all_may_stand_anywhere_and_the_last_counts(planner, line):
    view = json.loads(planner(*line.split()).stdout)
    assert (view["database"], view["by"]) == ("plan.db", "Kim")


def test_no_command_is_the_look(planner, plan):
    assert planner("--db", "plan.db", "--now", "2024-11-06").stdout == (
        planner("oversigt", "--db", "plan.db", "--now", "2024-11-06").stdout
    )


def test_letters_come_out_right_where_the_output_is_said_to_be_ascii(planner):
    assert "Læg planen:" in planner("--help").stdout


# --------------------------------------------------------------------------------- the world outside


READING = (
    ["look"],
    ["eksport"],
    ["eksport", "--journal"],
    ["afventer"],
    ["db", "tjek"],
    ["db", "kopi", "kopi.db"],
)
WRITING = (
    "init --board KB --name Byrådet --weekday onsdag --start 9 --end 13".split(),
    ["ny", "Et punkt"],
    ["fortryd"],
)


@pytest.mark.parametrize("args", [*READING, *WRITING], ids=" ".join)
def test_a_file_that_is_no_plan_is_refused(planner, tmp_path, args):
    (tmp_path / "brev.db").write_text("Kære alle\n" * 200, encoding="utf-8")
    assert said(planner("--db", "brev.db", *args)) == (3, "brev.db er ikke en plan.")


@pytest.mark.parametrize("args", [*READING[:3], *WRITING, ["db", "opgrader"]], ids=" ".join)
def test_a_plan_from_a_newer_version_is_left_alone(planner, plan, args):
    import sqlite3

    connection = sqlite3.connect(plan)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = plan.read_bytes()
    code, sentence = said(planner("--db", "plan.db", *args))
    assert (code, sentence) == (1, "Planen i plan.db er gemt af en nyere udgave af planner.")
    assert plan.read_bytes() == before


@pytest.mark.parametrize("args", [*READING, *WRITING, ["konf", "vis"]], ids=" ".join)
def test_every_fault_of_the_settings_is_named_by_every_command(planner, plan, tmp_path, args):
    (tmp_path / "fejl.toml").write_text(
        'langauge = "da"\nzone = "Mars"\n[look]\nweeks = 0\n', encoding="utf-8"
    )
    code, sentence = said(planner("--config", "fejl.toml", "--db", "plan.db", *args))
    assert code == 2
    assert sentence.startswith(
        "Indstillingerne har 3 fejl: “langauge” findes ikke, mente du “language”?; zone skal"
    )
    assert "look.weeks skal være et helt tal fra 1 til 104, ikke 0." in sentence


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this platform")
@pytest.mark.parametrize("args", [["--help"], ["--db", "plan.db", "eksport"], ["--db", "plan.db", "look"]])
def test_a_full_disk_under_the_output_is_said(planner, plan, args):
    with Path("/dev/full").open("w") as full:
        assert said(planner(*args, stdout=full)) == (3, "Der er ikke mere plads på disken.")


def test_a_reader_that_goes_away_is_no_error(planner, plan):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        assert said(planner("--db", "plan.db", "eksport", stdout=gone)) == (0, "")
