"""Answers as the secretariat meets them: what sync reads, what the inbox proposes, what a person was told."""

from __future__ import annotations

import json
import re

import pytest

from tests.fakes.answers import bounce_mail, reply_mail
from tests.fakes.calendar_program import taken
from tests.fakes.mail_office import commands
from tests.fakes.mail_server import MailServer

OK, REFUSED, USAGE, OUTSIDE, PERSON = 0, 1, 2, 3, 4
ADA, BO = "ada@plan.example", "bo@plan.example"


@pytest.fixture(scope="module")
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def planner(tmp_path, capsys, server):
    """Run one command line in this process; gives the exit code, stdout and stderr."""
    server.letters.clear()
    server.faults.clear()
    (tmp_path / "svar").mkdir()
    call = commands(tmp_path, capsys, server, tables=f'[inbox]\ndirectory = "{tmp_path / "svar"}"')
    call("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    call("møde tilføj 12/3 og 19/3")
    call("person|add|Ada Ravn|--email|ada@plan.example")
    call("person|add|Bo Lind|--email|bo@plan.example")
    call("ny|Budgetopfølgning|--on|12/3|--open|--presenter|Ada Ravn")
    call("ny|Skolestart|--on|12/3|--open|--presenter|Bo Lind")
    call("udgiv --yes")
    call("synk")
    return call


@pytest.fixture
def answers(tmp_path, server):
    """Put an answer of somebody into the inbox."""

    def put(email, partstat="DECLINED", **how):
        (uid,) = taken(server.to(email))
        number = len(list((tmp_path / "svar").iterdir()))
        (tmp_path / "svar" / f"{number:03}.eml").write_bytes(reply_mail(uid, email, partstat=partstat, **how))

    return put


TOMORROW = "2031-03-06T09:00"


def test_sync_tells_each_kind_of_news_on_a_line_and_asks_for_a_person(planner, answers, server, tmp_path):
    answers(ADA)
    answers(BO, "ACCEPTED")
    (tmp_path / "svar" / "z.eml").write_bytes(reply_mail("en-anden@x.example", "frem@med.example"))
    assert planner("synk", TOMORROW)[:2] == (
        PERSON,
        (
            "Der er intet at sende.\n"
            "1 har sagt ja: bo@plan.example\n"
            "1 har meldt afslag: ada@plan.example\n"
            "1 kunne ikke bruges: frem@med.example\n"
            "Se, hvad der skal gøres ved det: planner indbakke\n"
        ),
    )
    assert planner("synk", TOMORROW)[:2] == (OK, "Der er intet at sende.\n")
    assert len(server.letters[ADA]) == 1


def test_inbox_that_cannot_be_read_is_said_and_stops_no_sending(planner, server, tmp_path):
    (tmp_path / "svar").rmdir()
    planner("ny|Lokaleplan|--on|19/3|--open|--presenter|Ada Ravn")
    planner("udgiv --yes", TOMORROW)
    assert planner("synk", TOMORROW)[:2] == (
        OUTSIDE,
        (
            "ada@plan.example: inviteret\n"
            "Svarene kunne ikke læses (serveren svarer ikke); de læses næste gang.\n"
        ),
    )
    assert len(server.letters[ADA]) == 2


def test_received_counts_are_in_the_json(planner, answers):
    answers(ADA)
    received = json.loads(planner("synk --json", TOMORROW)[1])["received"]
    assert list(received) == (
        "accepted tentative declined counter room bounced moved removed old unusable unread".split()
    )
    assert {name: count for name, count in received.items() if count} == {"declined": 1}


def test_inbox_shows_what_can_be_done_as_commands(planner, answers):
    answers(ADA, text="Jeg er på kursus\n")
    planner("synk", TOMORROW)
    assert planner("indbakke", TOMORROW)[:2] == (
        OK,
        (
            "DIR · indbakke\n"
            "\n"
            "   1. Ada Ravn kan ikke komme onsdag den 12. marts kl. 9.00-10.00, #1\n"
            "      Budgetopfølgning.\n"
            "      “Jeg er på kursus”\n"
            "      afbud     planner afbud Ada Ravn 12/3\n"
            '      fjern     planner ret 1 --no-presenter "Ada Ravn"\n'
            "      tag-af    planner tag-af 1\n"
            "      planner indbakke accepter 1 VALG\n"
        ),
    )


def test_several_ways_and_none_named_is_a_question(planner, answers):
    answers(ADA)
    planner("synk", TOMORROW)
    code, _, err = planner("indbakke accepter 1", TOMORROW)
    assert (code, err.splitlines()[:2]) == (
        PERSON,
        [
            "Nr. 1 kan klares på flere måder.",
            "planner indbakke accepter 1 afbud: notér afbuddet",
        ],
    )
    assert planner("indbakke accepter 1 glem", TOMORROW)[0] == REFUSED
    assert planner("indbakke accepter 9 afbud", TOMORROW)[0] == REFUSED


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("afbud", "Ada Ravn har meldt afbud onsdag den 12. marts 2031 (uge 11)"),
        ("fjern", "#1 Budgetopfølgning: deltager ikke længere: Ada Ravn"),
        ("tag-af", "#1 Budgetopfølgning: afventer dato (stod på 12. marts)"),
    ],
)
def test_accepted_proposal_is_a_step_like_any_other_and_can_be_undone(planner, answers, choice, said):
    answers(ADA)
    planner("synk", TOMORROW)
    before = json.loads(planner("eksport", TOMORROW)[1])["plan"]
    assert planner(f"indbakke accepter 1 {choice} --dry-run", TOMORROW)[0] == OK
    assert json.loads(planner("eksport", TOMORROW)[1])["plan"] == before
    code, out, _ = planner(f"indbakke accepter 1 {choice}", TOMORROW)
    assert (code, out.splitlines()[0]) == (OK, said)
    assert planner("indbakke", TOMORROW)[1] == "DIR · indbakke\nDer er intet at tage stilling til.\n"
    assert "gjort (mette)" in planner("indbakke liste --all", TOMORROW)[1] or choice == "afbud"
    planner("fortryd", TOMORROW)
    assert json.loads(planner("eksport", TOMORROW)[1])["plan"] == before
    assert "   1. Ada Ravn kan ikke komme" in planner("indbakke", TOMORROW)[1]


def test_the_reason_in_the_history_is_what_was_answered(planner, answers):
    answers(ADA)
    planner("synk", TOMORROW)
    planner("indbakke accepter 1 fjern", TOMORROW)
    (step, *_) = json.loads(planner("historik --json", TOMORROW)[1])["steps"]
    assert step["why"].startswith("Ada Ravn kan ikke komme onsdag den 12. marts kl. 9.00-10.00")


def test_what_is_done_leaves_the_inbox_with_a_reason(planner, answers):
    answers(ADA)
    planner("synk", TOMORROW)
    assert planner("indbakke|færdig|1|--why|Ringet op", TOMORROW)[:2] == (
        OK,
        "DIR · indbakke\nDer er intet at tage stilling til.\n",
    )
    assert "klaret (mette): Ringet op" in planner("indbakke liste --all", TOMORROW)[1]
    answers(ADA)  # the same once more is no news
    planner("synk", TOMORROW)
    assert json.loads(planner("indbakke --json", TOMORROW)[1])["open"] == 0


def test_invitation_that_never_arrived_says_what_to_correct(planner, server, tmp_path):
    (tmp_path / "svar" / "1.eml").write_bytes(bounce_mail(server.letters[BO][0], BO))
    planner("synk", TOMORROW)
    out = planner("indbakke", TOMORROW)[1]
    assert "Invitationen til Bo Lind (bo@plan.example) nåede ikke frem" in out
    assert '      planner person ret "Bo Lind" --email ...\n' in out
    code, _, err = planner("indbakke accepter 1", TOMORROW)
    assert (code, err.splitlines()[0]) == (PERSON, "Nr. 1 kan planner ikke klare alene.")


def test_who_shows_what_was_sent_and_what_was_answered(planner, answers):
    answers(ADA, "ACCEPTED")
    planner("synk", TOMORROW)
    planner("møde ret 12/3 --start 10.30", TOMORROW)
    planner("udgiv --yes", TOMORROW)
    planner("synk", TOMORROW)
    assert planner("hvem Ada", TOMORROW)[:2] == (
        OK,
        (
            "Ada Ravn  ada@plan.example\n"
            "\n"
            "DIR · ons. 12. marts kl. 10.30-12.00   svar på den gamle tid 6. marts (kl. 9.00)\n"
            "   #1 Budgetopfølgning\n"
            "   5. marts kl. 14.00: inviteret, ons. 12. marts kl. 9.00-10.00\n"
            "   6. marts kl. 9.00: ny besked, ons. 12. marts kl. 10.30-12.00\n"
        ),
    )
    told = json.loads(planner("hvem Ada --json", TOMORROW)[1])
    assert list(told) == ["person", "name", "email", "rows"]
    assert [message["kind"] for message in told["rows"][0]["messages"]] == ["invited", "changed"]
    assert planner("hvem Ukendt", TOMORROW)[0] == REFUSED


def test_person_who_was_told_nothing_has_no_dates(planner):
    planner("person|add|Carl Holt")
    assert planner("hvem Carl")[1] == "Carl Holt\nHar ikke fået nogen besked det sidste år.\n"


def test_answers_are_seen_on_the_item_on_the_meeting_and_in_the_status(planner, answers):
    answers(ADA)
    planner("synk", TOMORROW)
    about_item = re.sub(" {6,}", " ... ", planner("vis 1", TOMORROW)[1])
    assert "   Ada Ravn, 12. marts kl. 9.00 ... afslag 6. marts\n" in about_item
    shown = planner("vis 12/3", TOMORROW)[1].partition("Svar på indkaldelsen\n")[2]
    assert [line.split() for line in shown.splitlines()[:2]] == [
        "Ada Ravn, kl. 9.00 afslag 6. marts".split(),
        "Bo Lind, kl. 9.00 mangler svar".split(),
    ]
    assert planner("status", TOMORROW)[1].splitlines()[1:] == [
        "Alt er sendt.",
        "Svar på kommende aftaler: 1 afslag, 1 mangler svar.",
        "1 i indbakken: planner indbakke",
    ]
    counts = json.loads(planner("status --json", TOMORROW)[1])
    assert (counts["inbox"], counts["answers"]["declined"], counts["answers"]["unanswered"]) == (1, 1, 1)
