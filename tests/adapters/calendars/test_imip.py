"""Invitations by mail, sent to a real SMTP server on loopback."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.adapters.calendars.imip import ImipGateway
from planner.adapters.calendars.itip import message
from planner.adapters.mail.directory import MailDirectory
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.domain.calendar import (
    Attendee,
    Link,
    Mailbox,
    OutcomeUnknown,
    PartlyDone,
    Rejected,
    Throttled,
)
from planner.ports import Unasked
from tests.contracts.calendar_gateway import (
    ADA,
    BO,
    ENTRY,
    FEATURES,
    HOUR,
    STAMP,
    CalendarGatewayContract,
    called_off,
    moved,
)
from tests.fakes.answers import reply_mail
from tests.fakes.calendar_program import calendar_parts, taken
from tests.fakes.mail_server import MailServer

TWELVE = tuple(Attendee(Mailbox(f"Person {n}", f"p{n}@plan.example")) for n in range(12))


class World:
    """The secretariat's mail server, the people it delivers to, and a directory for their answers."""

    can = FEATURES - set("probe list busy conflict gone late".split())

    def __init__(self, server, inbox):
        self.server = server
        self.inbox = inbox
        mailer = SmtpMailer(SmtpServer("localhost", server.port, "none", seconds=10))
        self.gateway = ImipGateway(mailer, MailDirectory(inbox))

    def calendar(self, email):
        return taken(self.server.to(email))

    def told(self, email):
        return len(self.server.to(email))

    def misbehave(self, fault):
        self.server.faults.append(fault)

    def answered(self, uid, email):
        (self.inbox / "svar.eml").write_bytes(reply_mail(uid, email))


@pytest.fixture
def world(tmp_path):
    with MailServer() as server:
        yield World(server, tmp_path)


class TestImip(CalendarGatewayContract):
    @pytest.fixture
    def world(self, tmp_path):
        with MailServer() as server:
            yield World(server, tmp_path)


def test_one_person_gets_one_message_with_their_own_name_on_it(world):
    world.gateway.create(replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO, "optional"))))
    assert [(str(mail["To"]), str(mail["From"])) for mail in world.server.to(ADA.email)] == [
        ("Ada Ravn <ada@plan.example>", "Sekretariatet <sekretariat@plan.example>")
    ]
    assert world.told(BO.email) == 1


def test_the_same_revision_is_the_same_bytes(world):
    world.gateway.create(ENTRY)
    world.gateway.create(ENTRY)
    first, second = world.server.letters[ADA.email]
    assert first == second


def test_a_revision_that_everybody_has_is_not_mailed_again(world):
    link = world.gateway.create(ENTRY)
    assert world.gateway.update(replace(ENTRY, stamp=STAMP + HOUR), link) == link
    assert world.told(ADA.email) == 1


def test_the_subject_says_what_has_happened(world):
    link = world.gateway.update(moved(ENTRY), world.gateway.create(ENTRY))
    world.gateway.cancel(called_off(moved(ENTRY)), link, "Fælles lederdag.")
    invited, changed, off = world.server.to(ADA.email)
    assert [str(mail["Subject"]) for mail in (invited, changed, off)] == [
        ENTRY.subject,
        f"Ændret: {ENTRY.subject}",
        f"Aflyst: {ENTRY.subject}",
    ]
    assert off.get_body(("plain",)).get_content().splitlines()[0] == "Fælles lederdag."


def test_the_plain_text_says_when_and_where(world):
    world.gateway.create(replace(ENTRY, body="Spørgsmål: Sekretariatet", status="tentative"))
    (mail,) = world.server.to(ADA.email)
    assert mail.get_body(("plain",)).get_content().splitlines() == [
        "Tiden er foreløbig.",
        "",
        "Direktionen den 12. marts kl. 9.00 - din deltagelse",
        "Tid: onsdag den 12. marts 2031 (uge 11) kl. 9.00-10.00",
        "Sted: Mødelokale 1",
        "",
        "Spørgsmål: Sekretariatet",
    ]


def test_the_calendar_arrives_byte_for_byte_in_both_places(world):
    world.gateway.create(ENTRY)
    (mail,) = world.server.to(ADA.email)
    parts = calendar_parts(mail)
    assert parts["text/calendar"] == parts["application/ics"]
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]


@pytest.mark.parametrize(
    ("answer", "kind"), [("550 5.1.1 Unknown", Rejected), ("452 4.2.2 Mailbox full", Throttled)]
)
def test_one_refused_of_twelve_stops_nobody_else(world, answer, kind):
    entry = replace(ENTRY, attendees=TWELVE)
    world.server.refuses["p4@plan.example"] = answer
    with pytest.raises(PartlyDone) as raised:
        world.gateway.create(entry)
    assert [who for who, _ in raised.value.failures] == ["p4@plan.example"]
    assert type(raised.value.worst) is kind
    assert sorted(world.server.letters) == sorted({one.mailbox.email for one in TWELVE} - {"p4@plan.example"})


def test_the_next_try_reaches_only_the_one_who_was_refused(world):
    entry = replace(ENTRY, attendees=TWELVE)
    world.server.refuses["p4@plan.example"] = "451 4.7.1 Try later"
    with pytest.raises(PartlyDone) as raised:
        world.gateway.create(entry)
    world.server.refuses.clear()
    world.gateway.update(entry, raised.value.link)
    assert [world.told(one.mailbox.email) for one in TWELVE] == [1] * 12
    assert str(world.server.to("p4@plan.example")[0]["Subject"]) == ENTRY.subject


def test_a_doubt_about_one_of_many_is_remembered_until_it_is_cancelled(world):
    entry = replace(ENTRY, attendees=TWELVE[:2])
    world.misbehave("lose")
    with pytest.raises(PartlyDone) as raised:
        world.gateway.create(entry)
    assert type(raised.value.worst) is OutcomeUnknown
    alone = replace(entry, attendees=TWELVE[1:2], stamp=STAMP + HOUR)
    world.gateway.update(alone, raised.value.link)
    assert world.calendar("p0@plan.example") == {}
    assert (world.told("p0@plan.example"), world.told("p1@plan.example")) == (2, 1)


def test_somebody_who_never_got_it_is_not_told_that_it_is_cancelled(world):
    world.server.refuses["p1@plan.example"] = "550 5.1.1 Unknown"
    entry = replace(ENTRY, attendees=TWELVE[:2])
    with pytest.raises(PartlyDone) as raised:
        world.gateway.create(entry)
    world.server.refuses.clear()
    world.gateway.cancel(called_off(entry), raised.value.link, "Aflyst.")
    assert (world.told("p0@plan.example"), world.told("p1@plan.example")) == (2, 0)


def test_without_a_link_everybody_invited_is_told_of_the_cancellation(world):
    world.gateway.cancel(called_off(ENTRY), Link(), "Aflyst.")
    assert world.told(ADA.email) == 1


@pytest.mark.parametrize(
    "email", ["", "ada", "ada@", "ada@plan.example\r\nBcc: x@y.example", "æ@plan.example", "a b@c.example"]
)
def test_an_address_that_is_none_is_refused_and_the_others_are_told(world, email):
    with pytest.raises(PartlyDone) as raised:
        world.gateway.create(replace(ENTRY, attendees=(Attendee(Mailbox("X", email)), Attendee(BO))))
    assert [(who, type(error)) for who, error in raised.value.failures] == [(email, Rejected)]
    assert world.told(BO.email) == 1
    with pytest.raises(Rejected, match="Sekretariatets adresse"):
        world.gateway.create(replace(ENTRY, organizer=Mailbox("X", email)))


def test_nothing_can_be_asked_of_a_mail(world):
    world.gateway.create(ENTRY)
    assert (isinstance(world.gateway, Unasked), world.gateway.probe(ENTRY)) == (True, None)
    assert (world.gateway.between(STAMP, STAMP), world.gateway.busy([ADA.email], STAMP, STAMP)) == ((), ())


def test_room_is_named_as_one_and_a_person_as_a_person():
    room = Attendee(Mailbox("Mødelokale 2", "lokale2@plan.example"), "resource")
    text = message(replace(ENTRY, attendees=(Attendee(ADA), room)), "REQUEST", (Attendee(ADA), room)).decode()
    lines = [line for line in text.replace("\r\n ", "").splitlines() if line.startswith("ATTENDEE")]
    assert [("CUTYPE=ROOM" in line, "NON-PARTICIPANT" in line) for line in lines] == [
        (False, False),
        (True, True),
    ]
