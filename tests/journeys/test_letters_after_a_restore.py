"""A copy is put back after letters have left: nobody gets one twice, and none that did not leave is lost."""

from __future__ import annotations

import json

import pytest

from tests.entrypoints.jobs.house import House
from tests.fakes.mail_office import commands
from tests.usecases.publishing import CARL, DINA, EMAIL, SENDER, office_in

OK, REFUSED, OUTSIDE, PERSON = 0, 1, 3, 4
THURSDAY, FRIDAY = "2031-03-06T08:00", "2031-03-07T08:00"
LATER = "451 4.7.1 Try again later"
BOX, ADA = SENDER.mailbox.email, EMAIL[1]


@pytest.fixture
def planner(tmp_path, capsys, server):
    """A published plan, its invitations sent, and a copy of it. `put_back` puts the copy back."""
    call = commands(tmp_path, capsys, server)
    call.office = office_in(tmp_path)
    for line in (
        "udvalg|ret|--papers|2 hverdage før kl. 12|--reminders|hverdage kl. 8|--digest|hverdage kl. 7.30",
        "udgiv --yes",
        "synk",
        f"db kopi {tmp_path}/kopi.db",
    ):
        assert call(line)[0] == OK, line
    server.letters.clear()
    call.put_back = lambda: call(f"db gendan {tmp_path}/kopi.db", FRIDAY)
    return call


def mailed(server):
    return {email: len(found) for email, found in sorted(server.letters.items())}


def words(printed):
    return " ".join(printed.split())


def test_an_issue_sent_after_the_copy_is_not_sent_again(planner, server):
    assert planner("mail fremblik --send", THURSDAY)[0] == OK
    sent = mailed(server)
    planner.put_back()
    code, _, said = planner("mail fremblik --send", THURSDAY)
    assert (code, mailed(server)) == (PERSON, sent)
    assert "Der bliver ikke sendt noget, før du har set på det." in words(said)
    code, out, _ = planner("synk", FRIDAY)
    assert (code, mailed(server)) == (PERSON, sent)
    assert "4 mails med fremblik, påmindelser og andet er sendt efter kopien og sendes ikke igen." in words(
        out
    )
    assert planner("synk --confirm", FRIDAY)[0] == OK
    code, out, _ = planner("mail fremblik --send", THURSDAY)
    assert (code, mailed(server)) == (OK, sent)
    assert "Den er sendt den 6. marts 2031 kl. 8.00, så intet er sendt igen." in words(out)
    assert planner("mail|fremblik|--send|--again|--why|Forkert lokale", THURSDAY)[0] == OK
    assert mailed(server) == {email: 2 * count for email, count in sent.items()}
    assert server.to(ADA)[-1]["Subject"].startswith("Rettet: ")


def test_who_had_not_had_an_issue_when_the_copy_was_put_back_gets_it_still(planner, server):
    server.refuses[ADA] = LATER
    assert planner("mail fremblik --send", THURSDAY)[0] == OUTSIDE
    planner.put_back()
    server.refuses.clear()
    assert planner("synk --confirm", THURSDAY)[0] == OK
    assert ADA not in server.letters
    assert planner("mail fremblik --send", THURSDAY)[0] == OK
    assert mailed(server) == {ADA: 1, EMAIL[2]: 1, EMAIL[5]: 1, BOX: 1}
    assert "intet er sendt igen" in words(planner("mail fremblik --send", THURSDAY)[1])


def test_reminders_and_the_list_of_the_morning_are_not_given_again(planner, server):
    assert planner("mail påmindelser --send", THURSDAY)[0] == OK
    assert planner("mail overblik --send", THURSDAY)[0] == OK
    sent = mailed(server)
    assert sorted(sent) == sorted([EMAIL[CARL], EMAIL[DINA], BOX])
    planner.put_back()
    assert planner("mail påmindelser --send", THURSDAY)[0] == PERSON
    assert planner("synk --confirm", THURSDAY)[0] == OK
    for line in ("mail påmindelser --send", "mail overblik --send", "synk"):
        assert planner(line, THURSDAY)[0] == OK, line
    assert planner("mail påmindelser --send", FRIDAY)[0] == OK
    assert mailed(server) == sent


def test_what_did_not_leave_before_the_copy_was_put_back_leaves_after_it(planner, server):
    server.refuses[EMAIL[DINA]] = LATER
    assert planner("mail påmindelser --send", THURSDAY)[0] == OUTSIDE
    assert sorted(server.letters) == [EMAIL[CARL]]
    planner.put_back()
    server.refuses.clear()
    assert planner("synk --confirm", THURSDAY)[0] == OK
    assert planner("mail påmindelser --send", THURSDAY)[0] == OK
    assert mailed(server) == {EMAIL[CARL]: 1, EMAIL[DINA]: 1}


def test_letters_that_waited_in_the_copy_leave_unless_they_have_left(planner, server, tmp_path):
    server.refuses = dict.fromkeys((BOX, *EMAIL.values()), LATER)
    assert planner("mail fremblik --send", THURSDAY)[0] == OUTSIDE
    assert planner(f"db kopi {tmp_path}/venter.db", THURSDAY)[0] == OK
    server.refuses = {ADA: LATER}
    planner("synk", "2031-03-06T08:20")
    assert mailed(server) == {EMAIL[2]: 1, EMAIL[5]: 1, BOX: 1}
    planner(f"db gendan {tmp_path}/venter.db", "2031-03-06T08:30")
    server.refuses.clear()
    assert planner("synk --confirm", "2031-03-06T09:00")[0] == OK
    assert mailed(server) == {ADA: 1, EMAIL[2]: 1, EMAIL[5]: 1, BOX: 1}
    assert json.loads(planner("status --json", "2031-03-06T09:00")[1])["letters"] == []


def test_without_the_file_beside_the_database_a_person_decides_about_each(planner, server, tmp_path):
    server.refuses[ADA] = LATER
    assert planner("mail fremblik --send", THURSDAY)[0] == OUTSIDE
    sent = mailed(server)
    (tmp_path / "plan.db.afsendt").unlink()
    assert planner("synk --confirm", "2031-03-06T09:00")[0] == PERSON
    parked = json.loads(planner("status --json", THURSDAY)[1])["letters"]
    assert (mailed(server), {(one["state"], one["doubtful"]) for one in parked}) == (sent, {("parked", True)})


def test_the_process_waits_for_the_person_and_sends_nothing_twice(tmp_path, server, capsys):
    house = House(tmp_path, server, "[run]\nsync_minutes = 120\n")
    for line in (
        "init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12",
        "udvalg|ret|--forward-look|torsdag kl. 14",
        "møde tilføj 12/3",
        "person|ny|Ada Ravn|--email|ada@plan.example|--role|medlem",
        "udgiv --yes",
    ):
        house.planner(line)
    house.lives(house.daemon(), hours=3)
    house.planner(f"db kopi {tmp_path}/kopi.db")
    server.letters.clear()
    house.lives(house.daemon(), days=1, hours=1)
    sent = house.mailed()
    assert sent == {ADA: 1, BOX: 1}
    house.planner(f"db gendan {tmp_path}/kopi.db")
    house.lives(house.daemon(), days=1)
    assert house.mailed() == sent
    assert house.events("done")[-1]["stopped"] == 1
    house.planner("synk --confirm")
    house.lives(house.daemon(), days=1)
    assert house.mailed() == sent
    house.lives(house.daemon(), days=5)
    assert house.mailed() == {ADA: 2, BOX: 2}
    capsys.readouterr()


def test_the_process_tries_again_what_it_may_not_send_before_a_person_has_looked(planner, server, tmp_path):
    house = House(tmp_path, server, "[run]\nsync_minutes = 120\n")
    house.lives(house.daemon(), hours=1)
    assert planner("mail overblik --send", "2031-03-05T15:00")[0] == OK
    sent = mailed(server)
    planner.put_back()
    house.lives(house.daemon(), days=1)
    assert (mailed(server), house.events("failed")[-1]["error"]) == (sent, "NeedsPerson")
    house.planner("synk --confirm")
    house.lives(house.daemon(), minutes=40)
    assert sorted(mailed(server)) == sorted([BOX, EMAIL[CARL], EMAIL[DINA]])
