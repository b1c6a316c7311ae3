"""A secretariat that reads English: every screen, refusal and help page, on a plan whose own words are English.

Nothing in the plan is Danish, so a Danish word on the screen is one of ours that was not put into English.
"""

from __future__ import annotations

import json
import re

import pytest

from planner.entrypoints.cli import names
from planner.entrypoints.cli.language import speak
from planner.entrypoints.cli.main import planner_command, run
from tests.entrypoints.cli.catalogue import ENGLISH, entries
from tests.habits.spoken import words_of

MINUTES = """# Executive Board

Date: 6 November 2030
Time: 9.00-12.00

## 1. Budget 2031

The budget was discussed.

## Coming meetings

| Date | Items |
|---|---|
| 20 November | Climate plan |
"""
# Words that are typed as they stand in any language, or that English knows as well.
SHARED = {
    "nej",
    "afbud",
    "ingen",
    "orientering",
    "drøftelse",
    "beslutning",
    "medlem",
    "gæst",
    "sekretariat",
    "tidsrum",
    "intet",
    "lang",
    "indbakke",
}
SCREENS = """\
look | backlog | check | check 13/11 | history | history 1 | show 1 | show 13/11 | show Bolt | find budget
find nothing-at-all | person list | person list zz | board list | series list | config show | status | outbox
db check | db upgrade | table | table 13/11 | inbox | who Ada | undo --dry-run | feed list | completion bash
late 20 13/11 | publish --dry-run"""
CHANGES = """\
add "Climate plan" --minutes 30 --kind drøftelse --on "20/11 or 27/11" | assign 2 20/11 --why "the chair agreed"
add "Climate plan" | add "Late paper" --by 14/11 --on 20/11 | add "Late paper" --by 14/11 --on 20/11 --force
add "Summer party on 15 November" --event 15/11 --on 20/11 --force | move 1 20/11 | swap 1 2 | edit 1 --minutes 45
edit 1 --closed | absent Ada 20/11 | edit 1 --responsible Ada | unassign 2 | withdraw 2 --replaced-by "Green plan"
cancel 27/11 illness | undo | redo | undo | lock 13/11 | dispatch 13/11 | board edit --end 12.30
meeting add 4/12 --note "with the mayor" | meeting move 4/12 5/12 | close 6/11 --rest treated
check --accept 1 --why "agreed" | person edit Ada --email ada@plan.example | series add --from 8/1 --to 26/2
publish --dry-run | look | check | backlog | show 1 | show 20/11 | table | table 20/11 | history"""
REFUSALS = """\
assign 99 20/11 | assign 1 5/10 | assign 1 21/11 | assign 1 31/9 | assign 1 32 | assign 1 | assign no-such-item 20/11
look --weks 3 | look --weeks x | lok | meeting | show | show 1/1 | absent Nobody 20/11 | edit 1 --minutes x
edit 1 --after 20/11 --by 13/11 | add "" | board add EB Again | person add Ada Bolt | close 27/11 | swap 1 1
move 1 before 1 | read nothing.docx | import nothing.docx | db backup plan.db | db restore nothing.db | sync
publish --until 5 | init | check --accept 99 | check 13/11 --document x.md | series add --from 8/1 --to 7/1
meeting add 13/11 | meeting move 13/11 13/11 | cancel 6/10 | outbox retry 7 | redo | table --for somebody
withdraw 1 2 --replaced-by "x" | person merge Ada --into Ada | person import nothing.csv | inbox accept 3"""


def lines_of(block):
    return [line.strip() for line in block.replace("\n", "|").split("|")]


def words_on_a_line(line):
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]


@pytest.fixture(scope="module")
def danish():
    found = {d: e for d, e in entries((ENGLISH / "planner.po").read_text(encoding="utf-8")).items() if d}
    english = set().union(*map(words_of, found.values()))
    return set().union(*map(words_of, found)) - english - SHARED


@pytest.fixture
def planner(tmp_path, capsys, monkeypatch):
    """Run one command line in English; gives the exit code and everything on the screen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    base = ["--db", "plan.db", "--as", "secretary", "--now", "2030-11-08T14:00", "--lang", "en"]

    def call(words):
        code = run([*base, *words])
        told = capsys.readouterr()
        return code, told.out + told.err

    def typed(line):
        return call(words_on_a_line(line))

    for line in (
        "init --board EB --name Executive --weekday Wednesday --start 9.00 --end 12.00",
        "person add Ada Bolt --title Director --role medlem",
        "meeting add 6/11 --force",
        "meeting add 13/11",
        "meeting add 20/11",
        "meeting add 27/11",
        'add "Budget 2031" --minutes 60 --on 13/11',
    ):
        code, told = typed(line)
        assert code == 0, told
    yield typed
    speak("da")


def found_danish(told, danish):
    """The Danish words of what was told, outside quotes and addresses."""
    return sorted(words_of(told) & danish | set(re.findall(r"\w*[æøåÆØÅ]\w*", told)) - SHARED)


def test_every_screen_is_english(planner, danish):
    told = {line: planner(line)[1] for line in lines_of(SCREENS)}
    assert {line: words for line, text in told.items() if (words := found_danish(text, danish))} == {}


def test_what_changes_say_is_english(planner, danish):
    told = {line: planner(line)[1] for line in lines_of(CHANGES)}
    assert {line: words for line, text in told.items() if (words := found_danish(text, danish))} == {}


def test_every_refusal_and_its_hint_is_english(planner, danish):
    told = {line: planner(line) for line in lines_of(REFUSALS)}
    assert [line for line, (code, _) in told.items() if code == 0] == []
    assert {line: words for line, (_, text) in told.items() if (words := found_danish(text, danish))} == {}


def test_a_document_is_read_and_imported_in_english(planner, danish, tmp_path):
    (tmp_path / "minutes.md").write_text(MINUTES, encoding="utf-8")
    lines = ["read minutes.md", "import minutes.md --dry-run", "import minutes.md --accept all"]
    told = {line: planner(line)[1] for line in [*lines, "import minutes.md", "history", "look"]}
    assert {line: words for line, text in told.items() if (words := found_danish(text, danish))} == {}


def test_every_help_page_is_english(planner, danish):
    top = planner_command()
    pages = [[key] for key in names.COMMANDS]
    for key in names.COMMANDS:
        inner = getattr(top.get_command(None, key), "commands", {})
        pages += [[key, name] for name in inner]
    told = {" ".join(page): planner(" ".join([*page, "--help"]))[1] for page in [[], *pages]}
    assert {page: words for page, text in told.items() if (words := found_danish(text, danish))} == {}


def test_the_settings_may_ask_for_english(planner, danish, tmp_path, capsys):
    (tmp_path / "own.toml").write_text('language = "en"\n', encoding="utf-8")
    assert run(["--config", "own.toml", "--db", "plan.db", "--now", "2030-11-08T14:00", "look"]) == 0
    assert capsys.readouterr().out.startswith("Executive · coming meetings")
    assert run(["--config", "own.toml", "lok"]) == 2
    assert capsys.readouterr().err.startswith("There is no command “lok”.")


def test_danish_is_spoken_unless_asked_otherwise(planner, tmp_path, capsys):
    assert run(["--db", "plan.db", "--now", "2030-11-08T14:00", "look"]) == 0
    assert capsys.readouterr().out.startswith("Executive · kommende møder")


def test_errors_in_json_are_english_too(planner):
    error = json.loads(planner("assign 99 20/11 --json")[1])["error"]
    assert (error["sentence"], error["hint"]) == (
        "There is no item #99.",
        "planner find TEXT searches the titles.",
    )
