"""A crash at every numbered point of publishing, delivering, recovering and deciding, by every way of sending.

The points of an undisturbed run are written down below; a new one in the code makes the test fail until it
stands here, and with it is crashed at. After each crash somebody goes on, as after a power cut: in the end
everybody has what they would have had, and was told as often.
"""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import suppress
from email import message_from_bytes
from email.policy import default

import pytest

from planner.adapters.calendars.ews.access import EwsAccess
from planner.adapters.calendars.ews.gateway import EwsGateway
from planner.adapters.calendars.imip import ImipGateway
from planner.adapters.calendars.memory import MemoryCalendar
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.adapters.store.backup import backup, restore
from planner.adapters.store.store import open_store
from planner.domain.changes import added, edited, removed
from planner.domain.item import Presenter
from planner.domain.people import Membership
from planner.usecases.deliver import deliver
from planner.usecases.outbox import settle
from planner.usecases.reconcile import reconcile, resume
from tests.fakes.calendar_program import taken
from tests.fakes.crashing import Crash, CrashingCalendar, CrashingStore, Fuse
from tests.fakes.ews_server import EwsServer
from tests.fakes.mail_server import MailServer
from tests.usecases.publishing import DINA, EMAIL, RECORDS, SENDER, Office, office_in

BOX = SENDER.mailbox.email
ALONE = [record for record in RECORDS if not isinstance(record, Membership)]
EDITS = {
    "create": lambda _: [added(Presenter(9, 4, DINA))],
    "update": lambda plan: [edited(plan.placements[3], meeting=3)],
    "cancel": lambda plan: [removed(plan.all(Presenter)[3])],
}
COMMIT = ["commit", "committed"]
CLAIM = ["commit", "note", "noted", "committed"]


def call(name):
    return [name, f"{name} done"]


def points(operation):
    """Every point of publishing one change and delivering it."""
    return [*COMMIT, *CLAIM, *call(operation), *COMMIT]


# After a crash before the call was made, and after it.
LOST = {kind: [*COMMIT, *call("probe"), *CLAIM, *call(kind), *COMMIT] for kind in EDITS}
FOUND = {kind: [*COMMIT, *call("probe"), *COMMIT] for kind in EDITS} | {"cancel": LOST["cancel"]}


class InMemory:
    """Ways of sending: each opens a gateway anew, as a process that is started again does."""

    def __init__(self):
        self.calendar = MemoryCalendar()

    def opened(self, _):
        return self.calendar

    def outcome(self):
        has = {email: set(own.values()) for email, own in self.calendar.calendars.items()}
        return _without_stamps(has), Counter((m.email, m.kind) for m in self.calendar.messages)

    def close(self):
        """Nothing is open."""


class ByMail:
    def __init__(self):
        self.server = MailServer().__enter__()

    def opened(self, _):
        return ImipGateway(SmtpMailer(SmtpServer("localhost", self.server.port, "none", seconds=10)))

    def outcome(self):
        letters = {email: list(dict.fromkeys(own)) for email, own in self.server.letters.items()}
        has = {
            email: sorted(taken([message_from_bytes(one, policy=default) for one in own]).values())
            for email, own in letters.items()
        }
        return has, {email: len(own) for email, own in letters.items()}

    def close(self):
        self.server.__exit__()


class ByExchange:
    def __init__(self):
        self.server = EwsServer(BOX, *(email for email in EMAIL.values() if email)).__enter__()
        self.gateways = []

    def opened(self, clock):
        access = EwsAccess(BOX, "planner", self.server.secret, endpoint=self.server.endpoint, sign_in="basic")
        self.gateways.append(EwsGateway(access, clock))
        return self.gateways[-1]

    def outcome(self):
        boxes = self.server.mailboxes
        has = {
            email: sorted(
                (item.values["Subject"], item.values["Start"], item.values["End"]) for item in boxes.of(email)
            )
            for email in boxes.emails
        }
        return has, Counter((email, kind) for email, kind, _ in boxes.told)

    def close(self):
        for gateway in self.gateways:
            gateway.close()
        self.server.__exit__()
        assert self.server.unfit == []


WAYS = {"memory": InMemory, "mail": ByMail, "ews": ByExchange}


def _without_stamps(has):
    return {
        email: sorted((e.starts, e.ends, e.subject, e.sequence) for e in own) for email, own in has.items()
    }


class Secretariat:
    """An office that has published and delivered its plan, and then changed it."""

    def __init__(self, template, folder, way, kind):
        self.folder, self.way = folder, way
        shutil.copytree(template, folder)
        self.office = Office(open_store(folder / "plan.db"))
        self.office.publish()
        self.syncs()
        self.office.write(*EDITS[kind](self.office.read()))

    def publishes(self, fuse):
        asked = self.office.ask()
        if asked.counts["events"]:
            whole, self.office.store = self.office.store, CrashingStore(self.office.store, fuse)
            try:
                self.office.ask(agreed=asked.question)
            finally:
                self.office.store = whole

    def syncs(self, fuse=None):
        fuse = fuse or Fuse()
        return deliver(
            store=CrashingStore(self.office.store, fuse),
            gateways={"memory": CrashingCalendar(self.way.opened(self.office.clock), fuse)},
            clock=self.office.clock,
        )

    def goes_on(self):
        """Until nothing is left to be done."""
        self.publishes(Fuse())
        while True:
            self.office.clock.passes(minutes=5)
            done = self.syncs()
            assert not done.for_a_person
            if not done.waiting and not done.under_way:
                return self.way.outcome()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    office_in(folder, ALONE)
    return folder


@pytest.fixture
def secretariat(template, tmp_path, monkeypatch):
    """A secretariat that is about to publish one change, by name of the way and the change; as many as asked for."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    ways = []

    def begun(way, kind):
        ways.append(WAYS[way]())
        return Secretariat(template, tmp_path / str(len(ways)), ways[-1], kind)

    yield begun
    for way in ways:
        way.close()


def disturbed(at, *acts):
    """Do all that until the process dies at that point. The fuse, with the points that were passed."""
    fuse = Fuse(at)
    try:
        for act in acts:
            act(fuse)
    except Crash:
        pass
    return fuse


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("way", WAYS)
def test_crash_at_every_point_of_publishing_and_delivering(secretariat, way, kind):
    desk = secretariat(way, kind)
    expected_points = disturbed(0, desk.publishes, desk.syncs).names
    assert expected_points == points(kind)
    expected = desk.goes_on()
    for at, name in enumerate(expected_points, 1):
        desk = secretariat(way, kind)
        assert disturbed(at, desk.publishes, desk.syncs).names[-1] == name
        assert desk.goes_on() == expected, f"crash at {at}: {name}"


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("done", [False, True], ids=["before the call", "after the call"])
def test_crash_at_every_point_of_recovering_from_a_crash(secretariat, way, kind, done):
    first = points(kind).index(f"{kind} done" if done else kind) + 1
    calm = secretariat(way, kind)
    calm.publishes(Fuse())
    calm.syncs()
    expected = calm.goes_on()

    def crashed():
        desk = secretariat(way, kind)
        disturbed(first, desk.publishes, desk.syncs)
        desk.office.clock.passes(minutes=5)
        return desk

    desk = crashed()
    recovery = disturbed(0, desk.syncs).names
    assert recovery == (FOUND if done and way != "mail" else LOST)[kind]
    for at, name in enumerate(recovery, 1):
        desk = crashed()
        assert disturbed(at, desk.syncs).names[-1] == name
        assert desk.goes_on() == expected, f"crash at {first}, then at {at}: {name}"


def test_crash_at_every_point_of_the_very_first_delivery(template, tmp_path):
    found = []
    for at in range(len(CLAIM) + 2):
        shutil.copytree(template, tmp_path / str(at))
        office = Office(open_store(tmp_path / str(at) / "plan.db"))
        office.publish()
        with suppress(Crash):
            office.sync(crash_at=at)
        assert office.quiet().standstill is None, f"crash at {at}"
        found.append(office.messages())
    assert found == [found[0]] * len(found)


@pytest.mark.parametrize("decision", ["retry", "drop", "confirm"])
@pytest.mark.parametrize("at", [1, 2])
def test_crash_at_every_point_of_a_decision(secretariat, decision, at):
    desk = secretariat("memory", "update")
    desk.publishes(Fuse())
    desk.way.calendar.faults.append("lose" if decision == "confirm" else "reject")
    (row,) = desk.syncs().done
    fuse = Fuse(at)
    with pytest.raises(Crash):
        settle(row.task, decision, store=CrashingStore(desk.office.store, fuse), clock=desk.office.clock)
    assert fuse.names == COMMIT[:at]
    with desk.office.store.work() as work:
        undone = work.out.task(row.task).state == row.state
    assert undone is (at == 1) or decision == "retry"
    desk.office.clock.passes(minutes=5)
    if undone:
        settle(row.task, decision, store=desk.office.store, clock=desk.office.clock)
    assert desk.syncs().for_a_person == 0
    has, _ = desk.way.outcome()
    moved = has[EMAIL[DINA]][0][0].day == 26
    assert moved is (decision != "drop")


def test_crash_at_every_point_of_coming_back_from_a_copy(secretariat):
    found = []
    for at in range(10):
        desk = secretariat("memory", "update")
        path = desk.folder / "plan.db"
        backup(path, desk.folder / "kopi.db")
        desk.publishes(Fuse())
        desk.syncs()
        restore(desk.folder / "kopi.db", path)
        desk.office.store = open_store(path)
        gateways = {"memory": desk.way.calendar}
        fuse = Fuse(at)
        store = CrashingStore(desk.office.store, fuse)
        try:
            reconcile(store=store, gateways=gateways, clock=desk.office.clock)
            resume(store=store)
        except Crash:
            reconcile(store=desk.office.store, gateways=gateways, clock=desk.office.clock)
            resume(store=desk.office.store)
        desk.goes_on()
        with desk.office.store.work() as work:
            assert work.sending.standstill() is None
        found.append((fuse.names, desk.way.outcome()))
    assert found[0][0] == found[-1][0] == [*COMMIT, *CLAIM]
    assert [outcome for _, outcome in found] == [found[0][1]] * len(found)
