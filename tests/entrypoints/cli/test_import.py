"""Reading and taking in documents through the real command, with and without a person at a terminal."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.domain.proposal.rows import Row
from planner.domain.reading import Count, Source
from planner.entrypoints.cli import asking, intake
from planner.entrypoints.cli.screen_reading import reading_count

ROOT = Path(__file__).resolve().parents[3]
MINUTES = """\
Havnerådet

REFERAT

Dato: Onsdag den 6. november 2030
Start kl.: 9:00
Slut kl.: 12:00

1. Kommende møder

Dato\tPunkter
13. nov.\t- Lokalplan for åen
\t- Takster for hallen
20. nov.\tAflyst pga. temadag

Punkter som afventer dato:

- Ny lov om vandløb
"""
SAME_AGAIN = MINUTES.replace("Lokalplan for åen", "Lokalplan for åen og engene")


def planner(folder: Path, *words: str, expect: int = 0) -> str:
    done = subprocess.run(_command(*words), cwd=folder, env=_env(), capture_output=True, check=False)
    assert done.returncode == expect, done.stderr.decode()
    return (done.stdout + done.stderr).decode()


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "planner", "--db", "t.db", "--now", "2030-11-06T14:00", *words]


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "80"}


def at_terminal(folder: Path, answers: list[tuple[str, str]], *words: str) -> str:
    """Run the command at a terminal; each answer is typed when its question has been shown."""
    pty = pytest.importorskip("pty", reason="this platform has no pseudo-terminals")
    child, ours = pty.fork()
    if child == 0:
        os.chdir(folder)
        command = _command(*words)
        os.execve(command[0], command, _env())  # noqa: S606 -- a real process at a real terminal
    shown, waiting, deadline = "", list(answers), time.monotonic() + 60
    seen = 0
    while time.monotonic() < deadline:
        ready, _, _ = select.select([ours], [], [], 1)
        try:
            part = os.read(ours, 65536).decode("utf-8", "replace") if ready else ""
        except OSError:
            break
        shown += part
        if waiting and waiting[0][0] in shown[seen:]:
            seen = len(shown)
            os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
    else:
        os.kill(child, signal.SIGKILL)  # it waits for an answer to a question that was not expected
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown
    assert not waiting, shown
    return shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "referat.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "igen.txt").write_text(SAME_AGAIN, encoding="utf-8")
    planner(
        tmp_path,
        *("init", "--board", "HAV", "--name", "Havnerådet"),
        *("--weekday", "onsdag", "--start", "9:00", "--end", "12:00"),
    )
    return tmp_path


def test_read_ends_with_a_count_that_reconciles(folder: Path) -> None:
    assert planner(folder, "læs", "referat.txt").splitlines()[-1] == (
        "2 datoer, 2 punkter i tabellen, 2 læst, 0 udeladt"
    )


def test_read_as_json_names_the_line_of_every_item(folder: Path) -> None:
    reading = json.loads(planner(folder, "read", "referat.txt", "--json"))
    sources = [item["source"]["line"] for m in reading["meetings"] for item in m["items"]]
    assert sources[-2:] == [12, 13]


def test_import_in_a_script_without_acceptance_writes_nothing_and_says_a_person_must_decide(
    folder: Path,
) -> None:
    said = planner(folder, "indlæs", "referat.txt", expect=4)
    assert "Intet er gemt" in said
    assert json.loads(planner(folder, "look", "--json"))["meetings"] == []


def test_import_accepts_the_sure_rows(folder: Path) -> None:
    planner(folder, "indlæs", "referat.txt", "--accept", "sure")
    look = json.loads(planner(folder, "look", "--json"))
    assert [(m["date"], m["status"], [i["title"] for i in m["items"]]) for m in look["meetings"]] == [
        ("2030-11-13", "planned", ["Lokalplan for åen", "Takster for hallen"]),
        ("2030-11-20", "cancelled", []),
    ]


def test_import_twice_says_so_and_changes_nothing(folder: Path) -> None:
    planner(folder, "indlæs", "referat.txt", "--accept", "all")
    before = planner(folder, "export")
    assert "allerede læst ind" in planner(folder, "indlæs", "referat.txt", "--accept", "all")
    assert planner(folder, "export") == before


def test_import_is_taken_back_by_undo(folder: Path) -> None:
    before = planner(folder, "export")
    planner(folder, "indlæs", "referat.txt", "--accept", "all")
    planner(folder, "fortryd")
    assert planner(folder, "export") == before


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "tom.txt", "tom"),
        (b"\x00\xff" * 4000, "billede.docx", "billede.docx"),
        (b"PK\x03\x04 half a zip", "halv.docx", "halv.docx"),
        (b"%PDF-1.7 half a pdf", "halv.pdf", "halv.pdf"),
    ],
)
def test_import_of_a_bad_file_is_one_sentence_and_changes_nothing(
    folder: Path, content: bytes, name: str, sentence: str
) -> None:
    (folder / name).write_bytes(content)
    before = planner(folder, "export")
    said = planner(folder, "indlæs", name, "--accept", "all", expect=2)
    assert sentence in said
    assert "Traceback" not in said
    assert planner(folder, "export") == before


def test_review_at_a_terminal_accepts_the_sure_rows_with_one_key(folder: Path) -> None:
    shown = at_terminal(folder, [("Skal det ind i planen?", "s")], "indlæs", "referat.txt")
    assert "Godkendt" in shown
    assert len(json.loads(planner(folder, "look", "--json"))["meetings"]) == 2


def test_review_at_a_terminal_can_be_stopped(folder: Path) -> None:
    at_terminal(folder, [("Skal det ind i planen?", "n")], "indlæs", "referat.txt")
    assert json.loads(planner(folder, "look", "--json"))["meetings"] == []


def test_review_answers_the_same_as_and_it_is_remembered(folder: Path) -> None:
    planner(folder, "indlæs", "referat.txt", "--accept", "sure")
    proposal = json.loads(planner(folder, "indlæs", "igen.txt", "--dry-run", "--json"))
    doubtful = [row for row in proposal["rows"] if row["state"] == "doubtful"]
    answers = [("Skal det ind i planen?", "g")]
    for row in doubtful:
        known = row["suggestions"]
        answers.append(("det samme som", f"#{known[0]}" if known else "n"))
    at_terminal(folder, answers, "indlæs", "igen.txt")
    titles = {
        i["title"] for m in json.loads(planner(folder, "look", "--json"))["meetings"] for i in m["items"]
    }
    assert titles == {"Lokalplan for åen", "Takster for hallen"}


def test_rows_left_undecided_are_shown_again_until_they_are_decided(folder: Path) -> None:
    planner(folder, "indlæs", "referat.txt", "--accept", "sure")
    sure, again, everything, at_last = (
        planner(folder, "indlæs", "igen.txt", "--accept", accept) for accept in ("sure", "sure", "all", "all")
    )

    assert "Ikke afgjort: 2. Læs dokumentet ind igen for at tage stilling til dem." in sure
    assert again.splitlines()[0] == "igen.txt er allerede læst ind den 6. nov.; det her var ikke afgjort:"
    assert again.splitlines()[-1].startswith("Intet er ændret. Godkend med --accept all")
    assert "Godkendt: 2 rækker" in everything
    assert at_last.splitlines() == ["igen.txt er allerede læst ind den 6. nov.; intet er ændret."]


def test_rows_left_undecided_are_decided_at_a_terminal(folder: Path) -> None:
    planner(folder, "indlæs", "referat.txt", "--accept", "sure")
    planner(folder, "indlæs", "igen.txt", "--accept", "sure")
    planner(folder, "indlæs", "igen.txt", expect=4)

    answers = [("Skal det ind i planen?", "g"), ("1/2: j ja", "n"), ("2/2: j ja", "n")]
    shown = at_terminal(folder, answers, "indlæs", "igen.txt")

    assert "g = gennemgå dem, n = nej" in shown
    assert "intet er ændret" in planner(folder, "indlæs", "igen.txt", "--accept", "all")


@pytest.mark.parametrize(
    ("typed", "actions"),
    [
        (["j", "n", "j"], ["accept", "skip", "accept"]),
        (["n", "a"], ["skip", "accept", "accept"]),
        (["j", "s"], ["accept"]),
        (["#4", "hvad?", "a"], ["same", "accept", "accept"]),
    ],
)
def test_review_lets_one_answer_hold_for_all_that_are_left(monkeypatch, typed, actions) -> None:
    rows = [
        Row(f"{n}", "item", "doubtful", f"13. nov.: Punkt {n}", Source("referat.txt", n, f"Punkt {n}"))
        for n in range(3)
    ]
    keys = iter(typed)
    monkeypatch.setattr(asking, "ask", lambda _question, **_: next(keys))
    assert [one.action for one in intake._answers(rows, lambda _: rows).values()] == actions
    assert list(keys) == []


@pytest.mark.parametrize(
    ("typed", "actions"),
    [(["j", "n", "j"], ["accept", "skip", "accept"]), (["n"], ["skip"]), (["s"], [])],
)
def test_review_asks_about_the_items_of_a_meeting_once_it_is_accepted(monkeypatch, typed, actions) -> None:
    source = Source("referat.txt", 1, "7. marts: Budget, Skole")
    meeting = Row("m", "meeting", "doubtful", "Møde 7. marts", source)
    items = [Row(key, "item", "doubtful", f"7. marts: {key}", source) for key in ("Budget", "Skole")]

    def proposed(answers):
        return [meeting, *(items if answers["m"].action == "accept" else ())]

    keys = iter(typed)
    monkeypatch.setattr(asking, "ask", lambda _question, **_: next(keys))
    assert [one.action for one in intake._answers([meeting], proposed).values()] == actions


def test_count_of_one_is_in_the_singular() -> None:
    assert reading_count(Count(1, 1, 1, 0)) == "1 dato, 1 punkt i tabellen, 1 læst, 0 udeladt"
    assert reading_count(Count(6, 12, 12, 0)) == "6 datoer, 12 punkter i tabellen, 12 læst, 0 udeladt"
