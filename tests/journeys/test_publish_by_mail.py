"""A plan published by mail: real SMTP, people whose calendar programs take what comes, crashes on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from icalendar import Calendar

from planner.adapters.calendars.imip import ImipGateway
from planner.adapters.calendars.memory import MemoryCalendar
from planner.adapters.mail.directory import MailDirectory
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.domain.changes import edited, removed
from planner.domain.item import Presenter
from tests.fakes.answers import reply_mail
from tests.fakes.calendar_program import calendar_parts, taken
from tests.fakes.crashing import Crash
from tests.fakes.mail_server import MailServer
from tests.usecases.publishing import CARL, DINA, EMAIL, SENDER, office_in

ALONE = replace(SENDER, alone=True)
EDITS = {
    "nothing": lambda _: [],
    "another presenter": lambda plan: [edited(plan.all(Presenter)[4], person=CARL)],
    "another meeting": lambda plan: [edited(plan.placements[3], meeting=3)],
    "no presenter": lambda plan: [removed(plan.all(Presenter)[3])],
}


class ByMail(ImipGateway):
    """The gateway with the handles that an office of the tests takes hold of."""

    def __init__(self, server, inbox):
        super().__init__(
            SmtpMailer(SmtpServer("localhost", server.port, "none", seconds=10)), MailDirectory(inbox)
        )
        self.faults = server.faults

    def land(self):
        """Nothing is late: mail is there, or it is not."""


@pytest.fixture
def server():
    with MailServer() as running:
        yield running


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    """What everybody has, and how many messages they got, when the same is done in memory."""
    return {edit: in_memory(tmp_path_factory.mktemp("twin"), edit) for edit in EDITS}


def in_memory(folder, edit):
    office = office_after(folder, edit, MemoryCalendar())
    office.quiet()
    has = {
        email: {uid: (entry.starts, entry.ends, entry.subject) for uid, entry in own.items()}
        for email, own in office.calendar.calendars.items()
    }
    counts = {email: sum(one.email == email for one in office.calendar.messages) for email in has}
    return has, counts


def office_after(folder, edit, calendar):
    """The plan is published and delivered, then edited and published again; that is still to be delivered."""
    office = office_in(folder)
    office.calendar = calendar
    office.publish(sender=ALONE)
    office.sync()
    if changes := EDITS[edit](office.read()):
        office.write(*changes)
        office.publish(sender=ALONE)
    return office


def by_mail(server):
    """What everybody has, and how many different messages they got."""
    has = {email: taken(server.to(email)) for email in server.letters}
    return has, {email: len(set(letters)) for email, letters in server.letters.items()}


@pytest.mark.parametrize("edit", EDITS)
def test_everybody_has_what_was_published_and_is_told_once(tmp_path, server, wanted, edit):
    office = office_after(tmp_path, edit, ByMail(server, tmp_path))
    office.quiet()
    assert by_mail(server) == wanted[edit]
    assert {email: len(letters) for email, letters in server.letters.items()} == wanted[edit][1]


@pytest.mark.parametrize("at", range(1, 9))
@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit != "nothing"])
def test_crash_at_any_step_loses_nothing_and_repeats_only_the_same_bytes(tmp_path, server, wanted, edit, at):
    office = office_after(tmp_path, edit, ByMail(server, tmp_path))
    with pytest.raises(Crash):
        office.sync(crash_at=at)  # the steps of a task: each commit, note and call, before and after
    office.quiet()
    assert by_mail(server) == wanted[edit]


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit != "nothing"])
@pytest.mark.parametrize("fault", ["lose", "cut", "throttle", "not_reached"])
def test_fault_of_the_mail_server_is_made_good(tmp_path, server, wanted, edit, fault):
    office = office_after(tmp_path, edit, ByMail(server, tmp_path))
    server.faults.append(fault)
    assert office.sync().done[0].state in ("unknown", "wait")
    office.quiet()
    assert by_mail(server) == wanted[edit]


def test_changes_within_a_second_are_told_apart(tmp_path, server):
    office = office_after(tmp_path, "nothing", ByMail(server, tmp_path))
    for title in ("Grøn klimaplan", "Klimaplan", "Grøn klimaplan"):
        office.write(edited(office.read().items[1], title=title))
        office.publish(sender=ALONE)
        office.sync()
    revisions = [
        event["DTSTAMP"].dt
        for mail in server.to(EMAIL[CARL])
        for event in Calendar.from_ical(calendar_parts(mail)["text/calendar"]).walk("VEVENT")
    ]
    assert len(revisions) == 4
    assert revisions == sorted(set(revisions))


def test_nothing_closed_is_in_any_mail_however_it_is_written(tmp_path, server):
    office_after(tmp_path, "another meeting", ByMail(server, tmp_path)).quiet()
    parts = [
        part.get_payload(decode=True)
        for email in server.letters
        for mail in server.to(email)
        for part in mail.walk()
        if not part.is_multipart()
    ]
    heads = [str(mail.items()) for email in server.letters for mail in server.to(email)]
    assert len(parts) > 20
    assert [text for text in parts if "kanariefugl" in text.decode().replace("\r\n ", "").casefold()] == []
    assert [head for head in heads if "kanariefugl" in head.casefold()] == []


def test_an_answer_to_an_invitation_comes_back_with_its_entry(tmp_path, server):
    inbox = tmp_path / "svar"
    inbox.mkdir()
    office = office_after(tmp_path, "nothing", ByMail(server, inbox))
    (uid,) = taken(server.to(EMAIL[DINA]))
    (inbox / "1.eml").write_bytes(reply_mail(uid, EMAIL[DINA], partstat="DECLINED"))
    (reply,) = office.calendar.replies(None).news
    assert (reply.uid, reply.attendee, reply.answer) == (uid, EMAIL[DINA], "declined")
