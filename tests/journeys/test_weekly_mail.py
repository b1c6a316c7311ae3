"""The weekly mail by the real commands: of real minutes, and of a plan full of canaries."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.fakes.mail_office import commands
from tests.fakes.unwrapping import holds
from tests.journeys.test_canaries import RECORDS, WORD
from tests.usecases.publishing import EMAIL, SENDER, office_in

ROOT = Path(__file__).resolve().parents[2]
MINUTES = Path(os.environ.get("PLANNER_SHARED", ROOT.parent / "shared")) / "minutes"
OK, REFUSED, OUTSIDE, PERSON = 0, 1, 3, 4


@pytest.fixture
def planner(tmp_path, capsys, server):
    templates = tmp_path / "skabeloner"
    templates.mkdir()
    call = commands(tmp_path, capsys, server, tables=f'templates = "{templates.as_posix()}"')
    call.templates = templates
    return call


@pytest.fixture
def canaries(tmp_path, planner):
    """The plan of the canaries, with a member, a guest, and a reader from outside."""
    office_in(tmp_path).write(*RECORDS)
    planner("mail læsere|Frida Holm")
    planner("mail|læsere|Frida Holm|--calendar")
    planner("udgiv --yes")
    return planner


@pytest.mark.skipif(not (MINUTES / "score").exists(), reason=f"the real minutes are not present in {MINUTES}")
def test_the_weekly_mail_of_real_minutes_says_what_moved_since_and_no_more(planner, server):
    (minutes,) = MINUTES.glob("001_*.docx")
    sixth, seventh, thirteenth, fourteenth = (f"2024-11-{day}T14:00" for day in ("06", "07", "13", "14"))
    planner("init|--board|DIR|--name|Direktionen|--weekday|onsdag|--start|9|--end|13", sixth)
    planner("person|add|Ada Ravn|--email|ada@plan.example|--role|medlem", sixth)
    assert planner(f"indlæs|{minutes}|--accept|all", sixth)[0] == OK
    look = json.loads(planner("oversigt --json", sixth)[1])
    coming = [meeting for meeting in look["meetings"] if meeting["date"] > "2024-11-14" and meeting["items"]]
    moved = coming[0]["items"][0]
    waits = next(item for meeting in coming for item in meeting["items"][1:] if not item["held"])
    assert planner("udgiv --yes", sixth)[0] == OK
    assert planner("mail fremblik --send", seventh)[0] == OK
    assert planner(f"sæt|{moved['id']}|{coming[1]['date']}", thirteenth)[0] == OK
    assert planner("udgiv --yes", thirteenth)[0] == OK
    assert planner(f"tag-af|{waits['id']}", thirteenth)[0] == OK
    code, out, _ = planner("mail fremblik --preview --json", fourteenth)
    shown = json.loads(out)
    changes, _, inside = shown["text"].partition("KUN TIL SEKRETARIATET")
    assert code == OK
    assert f"{moved['title']}: flyttet fra " in changes
    assert "afventer igen en dato" not in changes
    assert "Ændringer, der ikke er udgivet: 1" in inside
    assert shown["pending"] == 1
    assert planner("mail fremblik --send", fourteenth)[0] == OK
    mails = len(server.letters["ada@plan.example"])
    code, out, _ = planner("mail fremblik --send", fourteenth)
    assert (code, len(server.letters["ada@plan.example"])) == (OK, mails)
    assert "så intet er sendt igen" in " ".join(out.split())


def test_nothing_closed_is_in_any_mail_for_those_who_are_not_entitled(canaries, server, tmp_path):
    code, _, _ = canaries("mail fremblik --send")
    assert code == OK
    letters = {email: server.letters[email][-1] for email in ("frida@plan.example", EMAIL[5], EMAIL[1])}
    assert {email: holds(letter, WORD) for email, letter in letters.items()} == {
        "frida@plan.example": False, EMAIL[5]: False, EMAIL[1]: True,
    }  # fmt: skip
    for name in ("Frida Holm", "Mona Borg", "Carl Holt"):
        file = tmp_path / "mail.html"
        for language in ("da", "en"):
            _, printed, said = canaries(
                f"--lang|{language}|mail|fremblik|--preview|--for|{name}|--html|{file}"
            )
            assert not holds((printed + said).encode(), WORD)
            assert not holds(file.read_bytes(), WORD)


def test_what_waits_and_what_is_lost_is_shown_and_settled(canaries, server):
    server.faults.append("lose")
    code, out, _ = canaries("mail fremblik --send")
    assert (code, "afsendelse ikke bekræftet - kontrollér" in " ".join(out.split())) == (PERSON, True)
    (letter,) = json.loads(canaries("udbakke liste --json")[1])["letters"]
    assert (letter["state"], letter["doubtful"], letter["kind"]) == ("parked", True, "forward_look")
    status = " ".join(canaries("status")[1].split())
    assert "1 mail kræver en beslutning:" in status
    assert f"Nåede den frem: planner udbakke bekræft {letter['letter']}." in status
    assert WORD not in status.casefold()
    assert canaries(f"udbakke vis {letter['letter']}")[0] == OK
    assert canaries(f"udbakke bekræft {letter['letter']}")[0] == OK
    assert json.loads(canaries("status --json")[1])["letters"] == []


def test_sync_posts_the_letters_that_wait(canaries, server):
    server.faults.extend(["not_reached"])
    assert canaries("mail fremblik --send")[0] == OUTSIDE
    first = len(server.letters.get(SENDER.mailbox.email, []))
    canaries("synk", "2031-03-05T14:10")
    assert (first, len(server.letters[SENDER.mailbox.email])) == (0, 1)


def test_it_can_be_tried_on_oneself(canaries, server):
    code, _, _ = canaries("mail fremblik --to mig@plan.example")
    assert (code, sorted(server.letters)) == (OK, ["mig@plan.example"])
    assert json.loads(canaries("mail fremblik --preview --json")[1])["issue"] == 1


def test_a_template_with_an_error_is_told_of_and_the_shipped_one_is_used(canaries, server):
    own = canaries.templates / "forward_look"
    own.mkdir()
    (own / "subject.txt").write_text("{{ bord }}", encoding="utf-8")
    assert canaries("mail lint")[0] == REFUSED
    line = "Fejl i jeres egne skabeloner: 1. Hvilke, siger planner mail lint"
    assert line in " ".join(canaries("mail overblik --preview")[1].split())
    code, out, _ = canaries("mail fremblik --send")
    assert (code, "Skabelonen forward_look/subject.txt" in " ".join(out.split())) == (OK, True)
    assert server.to(EMAIL[1])[0]["Subject"].startswith("Direktionen: kommende tre ugers møder")
    (own / "subject.txt").write_text("Uge {{ week }}", encoding="utf-8")
    assert canaries("mail lint")[0] == OK


@pytest.mark.parametrize(
    "line",
    [
        "mail fremblik",
        "mail fremblik --preview --send",
        "mail fremblik --again --preview",
        "mail fremblik --send --again",
        "mail fremblik --preview --for Ingen",
        "mail fremblik --preview --html /ingen/mappe/mail.html",
        "mail læsere --remove",
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_sends_nothing(canaries, server, line):
    code, _, said = canaries(line)
    assert code in (1, 2)
    assert (len(said.strip().splitlines()) >= 1, server.letters) == (True, {})
    assert "Traceback" not in said
