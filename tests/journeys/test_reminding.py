"""Reminders, the secretariat's list and mails after a meeting by the real commands, through a real mail server."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default

import pytest

from planner.domain.changes import added, edited
from planner.domain.item import FollowUp
from tests.fakes.answers import bounce_mail
from tests.fakes.mail_office import commands
from tests.fakes.unwrapping import holds
from tests.usecases.publishing import ADA, CARL, DINA, EMAIL, SENDER, office_in

OK, REFUSED, OUTSIDE = 0, 1, 3
CANARY = "KANARIEFUGL"


@pytest.fixture
def planner(tmp_path, capsys, server):
    """A published plan whose papers are due on Monday 10 March at noon; Dina presents the closed item 3."""
    call = commands(tmp_path, capsys, server)
    call.office = office_in(tmp_path)
    assert (
        call(
            "udvalg|ret|--papers|2 hverdage før kl. 12|--reminders|hverdage kl. 8|--digest|hverdage kl. 7.30"
        )[0]
        == OK
    )
    assert call("udgiv --yes")[0] == OK
    assert call("synk")[0] == OK
    server.letters.clear()
    return call


def texts(server):
    """The plain text of each mail by receiver."""
    return {
        receiver: [
            message_from_bytes(one, policy=default).get_body(("plain",)).get_content() for one in found
        ]
        for receiver, found in server.letters.items()
    }


def test_reminders_go_to_whom_they_concern_once(planner, server):
    code, out, _ = planner("mail påmindelser --preview", "2031-03-06T08:00")
    assert (code, server.letters) == (OK, {})
    assert "Materialet skal være fremme" in out
    assert planner("mail påmindelser --send", "2031-03-06T08:00")[0] == OK
    found = texts(server)
    assert sorted(found) == [EMAIL[CARL], EMAIL[DINA]]
    assert "Klimaplan: Materialet skal være fremme mandag den 10. marts" in found[EMAIL[CARL]][0]
    assert planner("mail påmindelser --send", "2031-03-07T08:00")[0] == OK
    assert {name: len(mails) for name, mails in server.letters.items()} == {EMAIL[CARL]: 1, EMAIL[DINA]: 1}


def test_papers_that_came_are_not_asked_for(planner, server):
    assert planner("materiale modtaget 1 2 --reference sag-25/1234")[0] == OK
    assert planner("mail påmindelser --send", "2031-03-06T08:00")[0] == OK
    assert sorted(server.letters) == [EMAIL[DINA]]


def test_the_process_reminds_at_its_time(planner, server):
    assert planner("kør --once", "2031-03-06T07:00")[0] == OK
    assert planner("job kør påmindelser", "2031-03-06T08:00")[0] == OK
    assert planner("job kør overblik", "2031-03-06T08:00")[0] == OK
    assert sorted(server.letters) == sorted([EMAIL[CARL], EMAIL[DINA], SENDER.mailbox.email])


def test_closed_titles_reach_nobody_outside(planner, server):
    office = planner.office
    office.write(
        added(FollowUp(1, 1, f"Taler med {CANARY}", "Dina Kær", DINA, 3, 1, office.clock.now().date())),
        edited(office.read().placements[3], decision=f"{CANARY} fratræder"),
    )
    for day in ("05", "06", "07", "10", "11"):
        assert planner("mail påmindelser --send", f"2031-03-{day}T08:00")[0] == OK
    assert planner("mail opfølgning 12/3 --send", "2031-03-13T08:00")[0] == OK
    mails = [
        mail
        for receiver, found in server.letters.items()
        if receiver != SENDER.mailbox.email
        for mail in found
    ]
    assert len(mails) >= 4
    assert [holds(mail, CANARY) for mail in mails] == [False] * len(mails)


def test_after_a_meeting_each_owner_has_a_draft_to_send_or_drop(planner, server):
    office = planner.office
    day = office.clock.now().date()
    office.write(
        added(FollowUp(1, 1, "Undersøge prisen", "Carl Holt", CARL, 1, 1, day)),
        added(FollowUp(2, 1, "Skrive til borgerne", "Bo Lind", 2, 2, 1)),
        added(FollowUp(3, 1, "Vende tilbage", "HR", None, None, 1)),
        edited(office.read().placements[1], decision="Godkendt med bemærkninger"),
    )
    now = "2031-03-13T09:00"
    code, out, _ = planner("mail opfølgning 12/3 --json", now)
    shown = json.loads(out)
    assert (code, server.letters) == (OK, {})
    assert [(one["name"], one["state"]) for one in shown["drafts"]] == [
        ("Bo Lind", None),
        ("Carl Holt", None),
    ]
    assert shown["units"] == ["HR"]
    assert planner("mail|opfølgning|12/3|--drop|--for|Bo Lind", now)[0] == OK
    assert planner("mail opfølgning 12/3 --send", now)[0] == OK
    assert planner("mail opfølgning 12/3 --send", now)[0] == OK
    ((receiver, (text,)),) = texts(server).items()
    assert receiver == EMAIL[CARL]
    assert "Beslutning: Godkendt med bemærkninger" in text
    assert "Du følger op: Undersøge prisen" in text
    assert "borgerne" not in text


def test_a_reminder_that_bounces_is_one_line_in_the_inbox(tmp_path, capsys, server):
    post = tmp_path / "svar"
    post.mkdir()
    call = commands(tmp_path, capsys, server, tables=f'[inbox]\ndirectory = "{post.as_posix()}"')
    office_in(tmp_path)
    call("udvalg|ret|--papers|2 hverdage før kl. 12")
    call("udgiv --yes")
    call("synk")
    assert call("mail påmindelser --send", "2031-03-06T08:00")[0] == OK
    (post / "1.eml").write_bytes(bounce_mail(server.letters[EMAIL[CARL]][-1], EMAIL[CARL]))
    call("synk", "2031-03-06T08:10")
    (row,) = json.loads(call("indbakke --json", "2031-03-06T08:11")[1])["rows"]
    assert row["sentence"] == (
        f"1.eml: en mail, der ikke er en indkaldelse, nåede ikke frem til {EMAIL[CARL]}: 5.1.1 smtp; 550 5.1.1 User unknown"
    )
    assert "nåede ikke frem til" in " ".join(call("indbakke", "2031-03-06T08:11")[1].split())


def test_meeting_that_nobody_follows_up_has_no_drafts(planner):
    assert planner("mail opfølgning 12/3")[0] == REFUSED


def test_reminders_of_quiet_hours_wait_for_the_first_moment_after(planner, server):
    assert planner("udvalg|ret|--quiet-hours|20-9")[0] == OK
    code, out, _ = planner("mail påmindelser --send", "2031-03-06T08:00")
    assert (code, server.letters) == (OK, {})
    assert "Ingen skrives til på denne tid; påmindelserne venter." in " ".join(out.split())
    planner("synk", "2031-03-06T08:59")
    assert server.letters == {}
    assert planner("synk", "2031-03-06T09:00")[0] == OK
    assert {name: len(mails) for name, mails in server.letters.items()} == {EMAIL[CARL]: 1, EMAIL[DINA]: 1}


def test_who_attends_is_told_the_day_before_and_again_when_it_moves(planner, server):
    link = "https://teams.example/l/1"
    assert planner(f"møde|ret|12/3|--teams|{link}")[0] == OK
    assert planner("ret|1|--presenter|Carl Holt@online")[0] == OK
    assert planner("udgiv --yes")[0] == OK
    planner("synk")
    server.letters.clear()
    assert planner("mail påmindelser --send", "2031-03-11T08:00")[0] == OK
    found = texts(server)
    assert (
        "- Mødet: Du deltager onsdag den 12. marts kl. 9.00-12.00. Sted: Mødelokale 1."
        in found[EMAIL[ADA]][0]
    )
    assert f"Deltag via Teams: {link}" in found[EMAIL[ADA]][0]
    assert (
        f"Klimaplan: Du deltager onsdag den 12. marts kl. 9.00-10.00. Deltag via Teams: {link}"
        in " ".join(found[EMAIL[CARL]][0].split())
    )
    assert link not in found[EMAIL[DINA]][0]
    server.letters.clear()
    assert planner("møde flyt 12/3 13/3")[0] == OK
    assert planner("mail påmindelser --send", "2031-03-11T09:00")[0] == OK
    assert server.letters == {}
    assert planner("udgiv --yes", "2031-03-11T10:00")[0] == OK
    planner("synk", "2031-03-11T10:01")
    server.letters.clear()
    assert planner("mail påmindelser --send", "2031-03-11T11:00")[0] == OK
    found = texts(server)
    assert "Mødet: Er flyttet fra onsdag den 12. marts til torsdag den 13. marts." in found[EMAIL[ADA]][0]
    assert len(found[EMAIL[ADA]]) == 1


def test_english_readers_read_english(planner, server):
    assert planner("person|ret|Carl Holt|--language|en")[0] == OK
    assert planner("mail påmindelser --send", "2031-03-06T08:00")[0] == OK
    assert "The papers are due Monday 10 March at 12:00." in texts(server)[EMAIL[CARL]][0]
