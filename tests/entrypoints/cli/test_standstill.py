"""After `planner db gendan`: nothing leaves before a person has looked, and every command says what to do."""

from __future__ import annotations

import json

import pytest

from planner.entrypoints.cli.main import run
from tests.fakes.mail_server import MailServer

OK, PERSON = 0, 4
ADA = "ada@plan.example"
CONFIG = """
[secretariat]
mailbox = "sekretariat@plan.example"
[calendar]
backend = "mail"
[mail]
host = "localhost"
port = {port}
security = "none"
"""


@pytest.fixture
def planner(tmp_path, capsys):
    """Commands of a secretariat that has copied its plan, worked on, and put the copy back."""
    with MailServer() as server:
        config = tmp_path / "planner.toml"
        config.write_text(CONFIG.format(port=server.port), encoding="utf-8")
        base = ["--config", str(config), "--db", str(tmp_path / "plan.db"), "--as", "mette"]

        def call(line):
            words = line.split("|") if "|" in line else line.split()
            code = run([*base, "--now", "2031-03-05T14:00", *words])
            printed = capsys.readouterr()
            assert printed.err == ""
            return code, " ".join(printed.out.split())

        call.letters = lambda: sum(len(own) for own in server.letters.values())
        for line in (
            "init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12",
            "møde tilføj 12/3 og 19/3",
            f"person|add|Ada Ravn|--email|{ADA}",
            "ny|Budgetopfølgning|--on|12/3|--open|--presenter|Ada Ravn",
            "udgiv --yes",
            "synk",
            f"db kopi {tmp_path}/kopi.db",
            "sæt 1 19/3",
            "udgiv --yes",
            "synk",
            f"db gendan {tmp_path}/kopi.db",
        ):
            code, printed = call(line)
            assert code == OK, printed
        assert "før du har set på det: planner synk" in printed
        yield call


def test_sync_sends_nothing_and_says_why_and_what_to_do(planner):
    before = planner.letters()
    code, printed = planner("synk")
    assert (code, planner.letters()) == (PERSON, before)
    assert printed.startswith(
        "1 aftale kan være sendt efter kopien: 1 er sendt som mail og regnes for nået frem. "
        "Planen er hentet tilbage fra en kopi, så der er sendt noget, den ikke kender. "
        "Der bliver ikke sendt noget, før du har set på det."
    )
    assert "planner synk --confirm" in printed


def test_status_says_it_too(planner):
    code, printed = planner("status")
    assert code == OK
    assert "Planen er hentet tilbage fra en kopi" in printed
    assert json.loads(planner("status --json")[1])["standstill"] == "older"


def test_person_who_has_looked_sees_what_the_plan_would_change_for_people(planner):
    before = planner.letters()
    code, printed = planner("synk --confirm")
    assert (code, planner.letters()) == (OK, before)
    assert "Bekræftet: der bliver sendt igen." in printed
    _, printed = planner("udgiv --dry-run")
    assert "ny tid: onsdag den 12. marts" in printed
    assert "(før den 19. marts" in printed
    planner("udgiv --yes")
    assert planner("synk")[0] == OK
    assert planner.letters() == before + 1
    assert json.loads(planner("status --json")[1])["standstill"] is None


def test_answer_as_json_has_what_was_found(planner):
    code, printed = planner("synk --json")
    found = json.loads(printed)
    assert (code, found["standstill"], found["done"]) == (PERSON, "older", [])
    assert found["reconciled"] == {
        "standstill": "older",
        "touched": 1,
        "agreed": 0,
        "corrected": 0,
        "rediscovered": 0,
        "presumed": 1,
        "failed": {},
        "letters": 0,
    }
