"""A database that was brought back from a copy: it sends nothing, asks, and tells a person what it found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.adapters.calendars.imip import ImipGateway
from planner.adapters.calendars.memory import MemoryCalendar
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.adapters.store.backup import backup, restore
from planner.adapters.store.departures import beside
from planner.adapters.store.store import open_store
from planner.domain.changes import added, edited, removed
from planner.domain.item import Presenter
from planner.usecases.reconcile import reconcile, resume
from tests.fakes.calendar_program import taken
from tests.fakes.mail_server import MailServer
from tests.usecases.publishing import CARL, DINA, EMAIL, SENDER, Office, office_in

DAY = {
    "moved": lambda plan: [edited(plan.placements[3], meeting=3)],
    "invited": lambda _: [added(Presenter(9, 4, CARL))],
    "called off": lambda plan: [removed(plan.all(Presenter)[3])],
    "both": lambda plan: [
        edited(plan.placements[3], meeting=3),
        added(Presenter(9, 4, CARL)),
        added(Presenter(10, 4, DINA)),
    ],
}


def revision(message):
    """What a calendar program tells revisions apart by."""
    return message.entry.sequence, message.entry.stamp


class Night:
    """An office that was copied in the evening, worked for a day, and is then put back."""

    def __init__(self, folder, calendar, sender=SENDER):
        self.path, self.sender = folder / "plan.db", sender
        self.office = office_in(folder)
        self.office.calendar = calendar
        self.published()
        backup(self.path, folder / "kopi.db")

    def published(self):
        self.office.publish(sender=self.sender)
        self.office.quiet()

    def works(self, day):
        self.office.clock.passes(hours=8)
        self.office.write(*DAY[day](self.office.read()))
        self.published()

    def is_put_back(self, how="planner db restore"):
        if how == "planner db restore":
            restore(self.path.with_name("kopi.db"), self.path)
        else:  # by hand, or by the backup of the whole disk
            for end in ("-wal", "-shm"):
                self.path.with_name(f"plan.db{end}").unlink(missing_ok=True)
            self.path.write_bytes(self.path.with_name("kopi.db").read_bytes())
        self.office = Office(open_store(self.path), self.office.calendar, self.office.clock, self.office.keys)

    def reconciles(self):
        return reconcile(
            store=self.office.store, gateways={"memory": self.office.calendar}, clock=self.office.clock
        )

    def resumes(self):
        resume(store=self.office.store)


@pytest.fixture
def night(tmp_path):
    return Night(tmp_path, MemoryCalendar())


@pytest.mark.parametrize("how", ["planner db restore", "by hand"])
def test_database_from_a_copy_sends_nothing_until_a_person_says_so(night, how):
    night.works("moved")
    night.is_put_back(how)
    night.office.write(*DAY["invited"](night.office.read()))
    night.office.publish()
    night.office.messages()
    for _ in range(3):
        done = night.office.sync()
        assert (done.done, done.standstill, night.office.messages()) == ((), "older", [])
        assert night.reconciles().standstill == "older"
        night.office.clock.passes(hours=2)
    night.resumes()
    assert night.office.sync().standstill is None
    assert night.office.messages() != []


def test_copy_that_is_put_back_at_once_asks_too(night):
    night.is_put_back()
    assert night.office.sync().standstill == "older"
    assert night.reconciles().touched == 0


@pytest.mark.parametrize("day", DAY)
def test_next_publication_brings_everybody_back_to_the_plan_that_was_put_back(night, day):
    office = night.office
    before = {person: office.has(person) for person in EMAIL if EMAIL[person]}
    night.works(day)
    told = {message.entry.uid: revision(message) for message in office.calendar.messages}
    night.is_put_back()
    found = night.reconciles()
    assert (found.failed, found.touched > 0) == ({}, True)
    assert night.reconciles() == replace(
        found, agreed=found.agreed + found.corrected + found.rediscovered, corrected=0, rediscovered=0
    )
    night.resumes()
    night.office.messages()
    asked = night.office.ask()
    assert asked.counts["persons"] > 0
    night.published()
    assert {person: night.office.has(person) for person in before} == before
    later = [m for m in night.office.calendar.messages if m.kind == "request" and m.entry.uid in told]
    assert all(revision(message) > told[message.entry.uid] for message in later)
    assert {message.email for message in night.office.calendar.messages} == {
        person.email for person in asked.told
    }


def test_same_day_done_again_after_a_restore_tells_nobody_anything(night):
    night.works("both")
    has = {person: night.office.has(person) for person in EMAIL if EMAIL[person]}
    night.is_put_back()
    night.reconciles()
    night.resumes()
    night.office.messages()
    night.office.write(*DAY["both"](night.office.read()))
    assert night.office.ask().counts["persons"] == 0
    night.office.quiet()
    assert {person: night.office.has(person) for person in has} == has
    assert night.office.messages() == []


def test_event_that_somebody_moved_by_hand_is_found_as_it_stands(night):
    night.works("moved")
    (uid,) = night.office.calendar.calendars[EMAIL[DINA]]
    night.office.calendar.edited(uid, subject="Flyttet i kalenderen")
    night.is_put_back()
    assert night.reconciles().corrected == 3
    night.resumes()
    (dina,) = [person for person in night.office.ask().told if person.name == "Dina Kær"]
    assert [hears.kind for hears in dina.hears] == ["update"]


def test_what_was_on_its_way_when_the_copy_was_made_is_not_sent_again(tmp_path):
    office = office_in(tmp_path)
    office.publish()
    backup(tmp_path / "plan.db", tmp_path / "kopi.db")
    office.sync()
    sent = office.messages()
    restore(tmp_path / "kopi.db", tmp_path / "plan.db")
    office = Office(open_store(tmp_path / "plan.db"), office.calendar, office.clock, office.keys)
    assert len(sent) > 3
    reconcile(store=office.store, gateways={"memory": office.calendar}, clock=office.clock)
    resume(store=office.store)
    assert (office.quiet().waiting, office.messages()) == (0, [])


def test_file_outside_that_is_gone_is_said_and_every_event_is_asked_about(night):
    night.works("moved")
    beside(night.path).unlink()
    night.office.messages()
    assert night.office.sync().done == ()
    night.office.write(*DAY["invited"](night.office.read()))
    night.office.publish()
    assert night.office.sync().standstill == "missing"
    found = night.reconciles()
    assert (found.standstill, found.corrected, found.touched) == ("missing", 0, 6)
    night.resumes()
    night.office.quiet()
    assert [kind for _, kind in night.office.messages()] == ["request"]


def test_plan_of_another_place_is_not_taken_for_this_one(tmp_path):
    here, there = tmp_path / "her", tmp_path / "der"
    for folder in (here, there):
        folder.mkdir()
        Night(folder, MemoryCalendar())
    beside(here / "plan.db").write_bytes(beside(there / "plan.db").read_bytes())
    office = Office(open_store(here / "plan.db"))
    assert office.sync().standstill == "other"


def test_calendar_that_does_not_answer_is_named_and_nothing_is_corrected(night):
    night.works("moved")
    night.is_put_back()
    office = night.office

    class Silent:
        def probe(self, _):
            raise OSError

    found = reconcile(store=office.store, gateways={"memory": Silent()}, clock=office.clock)
    assert (found.failed, found.corrected, found.standstill) == ({"memory": "OSError"}, 0, "older")
    assert reconcile(store=office.store, gateways={}, clock=office.clock).failed == {
        "memory": "NotConfigured"
    }


@pytest.mark.parametrize("day", DAY)
def test_by_mail_where_nobody_can_be_asked_what_left_is_taken_for_arrived(tmp_path, day):
    with MailServer() as server:
        gateway = ImipGateway(SmtpMailer(SmtpServer("localhost", server.port, "none", seconds=10)))
        gateway.faults, gateway.land = [], lambda: None
        night = Night(tmp_path, gateway, replace(SENDER, alone=True))
        before = {email: taken(server.to(email)) for email in list(server.letters)}
        night.works(day)
        night.is_put_back()
        found = night.reconciles()
        assert (found.failed, found.touched > 0) == ({}, True)
        night.resumes()
        night.published()
        after = {email: taken(server.to(email)) for email in server.letters}
    assert {email: sorted(has.values()) for email, has in after.items()} == {
        email: sorted(before.get(email, {}).values()) for email in after
    }


def test_cancellation_that_was_refused_before_the_restore_is_not_taken_for_done(night):
    before = night.office.has(DINA)
    night.office.write(*DAY["called off"](night.office.read()))
    night.office.publish()
    night.office.calendar.faults.extend(["throttle"] * 3)
    night.office.sync()
    night.is_put_back()
    night.reconciles()
    night.resumes()
    night.office.messages()
    night.office.quiet()
    assert night.office.has(DINA) == before
    assert night.office.ask().counts["invitations"] == 0


def test_event_called_off_after_the_copy_is_not_brought_back_by_what_waited_in_it(night):
    office = night.office
    office.write(edited(office.read().placements[3], minutes=45))
    office.publish()  # it waits, and is copied so
    night.path.with_name("kopi.db").unlink()
    backup(night.path, night.path.with_name("kopi.db"))
    night.works("called off")
    night.is_put_back()
    night.reconciles()
    night.resumes()
    night.office.messages()
    assert (night.office.quiet().for_a_person, night.office.messages()) == (0, [])
    night.published()
    assert night.office.messages() == [(DINA, "request")]
    assert [(start, end) for start, end, _ in night.office.has(DINA)] == [("12.03 10.00", "10.45")]
