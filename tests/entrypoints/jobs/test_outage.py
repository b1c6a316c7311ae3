"""Three days in which nothing could be sent end in one mail a person, not in one for each day or each matter."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.policy import default

import pytest

from planner.domain.changes import added, edited
from planner.domain.item import FollowUp, Item, Placement
from planner.domain.people import Person
from tests.entrypoints.jobs.house import ZONE, House
from tests.fakes.mail_server import MailServer, free_port
from tests.usecases.publishing import BO, BOARD, CARL, DINA, EMAIL, RECORDS, SENDER, office_in

BOX = SENDER.mailbox.email
# Of the board with its meeting on Wednesday 12 March: papers due on Monday at noon, and three days without mail.
DOWN, UP = (dt.datetime(2031, 3, day, hour, 30, tzinfo=ZONE) for day, hour in ((7, 7), (11, 9)))
RULES = {
    "papers_days": 2,
    "papers_at": dt.time(12),
    "reminders": "hverdage kl. 8",
    "digest": "hverdage kl. 7.30",
    "forward_look": "fredag kl. 9",
}


@pytest.fixture
def server():
    with MailServer() as running:
        yield running


@pytest.fixture
def house(tmp_path, server):
    """Carl owes papers for two points, Dina for one, Bo follows up twice; all present, and nobody has answered."""
    office = office_in(tmp_path)
    office.write(
        edited(BOARD, **RULES),
        added(FollowUp(1, 1, "Undersøge prisen", "Bo Lind", BO, due=dt.date(2031, 3, 10))),
        added(FollowUp(2, 1, "Skrive til borgerne", "Bo Lind", BO, due=dt.date(2031, 3, 11))),
        added(FollowUp(3, 1, "Spørge HR", "Carl Holt", CARL, due=dt.date(2031, 3, 10))),
    )
    office.publish()
    office.sync()
    house = House(tmp_path, server, "[run]\nsync_minutes = 180\n")
    house.clock.at = dt.datetime(2031, 3, 6, 7, tzinfo=ZONE)
    house.lives(house.daemon(), minutes=20)
    house.clock.at = DOWN
    return house


def no_server(house):
    """The process is there, the mail server is not."""
    text = house.config.read_text(encoding="utf-8")
    house.config.write_text(
        text.replace(f"port = {house.server.port}", f"port = {free_port()}"), encoding="utf-8"
    )
    house.lives_until(UP, house.daemon())
    house.config.write_text(text, encoding="utf-8")


def no_process(house):
    """Nobody is there."""
    house.clock.at = UP


@pytest.mark.parametrize(("outage", "too_late"), [(no_server, True), (no_process, False)])
def test_three_days_end_in_one_mail_a_person_with_what_still_holds(house, server, outage, too_late):
    outage(house)
    assert house.mailed() == {}
    house.lives(house.daemon(), hours=6)
    people = {email: count for email, count in house.mailed().items() if email != BOX}
    assert people == {EMAIL[BO]: 1, EMAIL[CARL]: 1, EMAIL[DINA]: 1, EMAIL[5]: 1, EMAIL[1]: 1}
    told = {email: words(server, email) for email in people}
    assert "Materialet er ikke modtaget" in told[EMAIL[CARL]]
    assert "skal være fremme" not in told[EMAIL[CARL]]
    assert "Spørge HR" in told[EMAIL[CARL]]
    assert ("Undersøge prisen" in told[EMAIL[BO]], "Skrive til borgerne" in told[EMAIL[BO]]) == (True, True)
    # The secretariat has its list of the day, and one copy of all that is late.
    assert sorted(mail["Subject"].partition(",")[0] for mail in server.to(BOX)) == [
        "Direktionen: dagens liste",
        "Direktionen: påmindelse",
    ]
    (listed,) = [mail for mail in server.to(BOX) if "dagens liste" in mail["Subject"]]
    text = listed.get_body(("plain",)).get_content()
    # Of what was queued, and was of no more use when the server came back, the secretariat is told.
    assert ("- ugens fremblik til Ada Ravn, 7. marts" in text) is too_late


def test_a_stop_in_the_middle_of_reminding_sends_the_rest_at_the_next_start_and_nothing_twice(
    tmp_path, server
):
    office = office_in(tmp_path, [*RECORDS, *(one for n in range(100, 130) for one in owing(n))])
    office.write(edited(BOARD, **RULES))
    office.publish()
    office.sync()
    house = House(tmp_path, server, "[run]\nsync_minutes = 60\n")
    house.clock.at = dt.datetime(2031, 3, 6, 7, tzinfo=ZONE)
    stopping = house.daemon(stopping=lambda: len(server.letters) > 1)
    house.lives(stopping, hours=1, minutes=1)
    first = sum(house.mailed().values())
    assert (house.events()[-1]["event"], 1 < first < 30) == ("stopping", True)
    house.lives(house.daemon(), hours=2)
    mailed = house.mailed()
    assert {mailed[f"p{n}@plan.example"] for n in range(100, 130)} == {1}


def owing(number):
    """Somebody who owes papers for a point of the first meeting."""
    yield Person(number, f"Person {number}", email=f"p{number}@plan.example")
    yield Item(number, 1, f"Punkt {number}", minutes=5, visibility="open", responsible=number)
    yield Placement(number, number, 1, number)


def words(server, email):
    (mail,) = server.letters[email]
    return message_from_bytes(mail, policy=default).get_body(("plain",)).get_content()
