"""A process that posts letters dies at every numbered point: nobody has a mail twice, and none is lost."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter

import pytest

from planner.adapters.calendars.letter_calendar import letter_calendar
from planner.adapters.letters.message import MailComposer
from planner.adapters.letters.templates import TemplateRenderer
from planner.adapters.store.backup import backup, restore
from planner.adapters.store.store import open_store
from planner.domain.changes import added
from planner.domain.people import Membership, Person
from planner.usecases.forward_look import ForwardLook, issue
from planner.usecases.post import post
from planner.usecases.reconcile import reconcile, resume
from planner.usecases.render_letters import Rendering
from tests.fakes.crashing import Crash, CrashingMailer, CrashingStore, Fuse
from tests.usecases.publishing import BOARD, SENDER, Office, office_in

READERS = 5  # with those of the board one more than leave at once
THURSDAY = dt.date(2031, 3, 6)
# Two batches of eight and fewer: a commit, a line in the file beside, the letters, a commit and a line.
POINTS = range(1, 2 * (4 + 4) + 2 * (READERS + 4) + 1)


class Letterbox:
    """A mail server that takes everything, or says no for now."""

    def __init__(self):
        self.had = Counter()

    def send(self, letters):
        self.had.update(letter.receiver for letter in letters)
        return [None] * len(letters)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with a weekly mail that waits to leave for nine readers, and a copy from before it was written."""
    folder = tmp_path_factory.mktemp("prepared")
    office = office_in(folder)
    office.write(*(added(Person(100 + n, f"Medlem {n}", email=f"m{n}@plan.example")) for n in range(READERS)))
    office.write(*(added(Membership(100 + n, 1, 100 + n)) for n in range(READERS)))
    office.publish()
    office.quiet()
    backup(folder / "plan.db", folder / "kopi.db")
    issued(office)
    return folder, office.clock.at


@pytest.fixture
def office(prepared, tmp_path):
    folder, now = prepared
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    office = Office(open_store(tmp_path / "plan.db"))
    office.path, office.box, office.clock.at = tmp_path, Letterbox(), now
    return office


@pytest.fixture(scope="module")
def rendering():
    return Rendering(TemplateRenderer(), MailComposer(SENDER.mailbox, letter_calendar))


def issued(office):
    command = ForwardLook(BOARD, "mette", SENDER.mailbox, THURSDAY)
    return issue(command, store=office.store, clock=office.clock)


def posted(office, fuse, rendering):
    store, mailer = CrashingStore(office.store, fuse), CrashingMailer(office.box, fuse)
    return post(store=store, mailer=mailer, rendering=rendering, clock=office.clock)


def crashed_at(office, point, rendering):
    with pytest.raises(Crash):
        posted(office, Fuse(point), rendering)
    office.clock.passes(minutes=10)


def in_doubt(office):
    with office.store.work() as work:
        left = work.letters.open()
    assert {(one.state, one.doubtful) for one in left} <= {("parked", True)}
    return {one.person for one in left}


def persons(office):
    """Whom the weekly mail is for; None is the secretariat itself."""
    with office.store.work() as work:
        return {one.person for one in work.letters.with_prefix("forward_look:")}


def had(office):
    """Who has the mail."""
    with office.store.reading() as read:
        known = {person.email: person.id for person in read.people()}
    return {known.get(email) for email in office.box.had}


def test_there_are_so_many_points(office, rendering):
    fuse = Fuse()
    posted(office, fuse, rendering)
    assert (fuse.steps, set(office.box.had.values()), in_doubt(office)) == (len(POINTS), {1}, set())


@pytest.mark.parametrize("point", POINTS)
def test_after_a_crash_at_any_point_each_has_one_mail_or_a_person_is_asked(office, rendering, point):
    crashed_at(office, point, rendering)
    posted(office, Fuse(), rendering)
    doubt = in_doubt(office)
    assert (set(office.box.had.values()), persons(office) - had(office) <= doubt) == ({1}, True)
    assert len(doubt) <= 8


@pytest.mark.parametrize("point", POINTS)
def test_nor_is_anything_lost_or_sent_twice_when_a_copy_is_put_back_after_it(office, rendering, point):
    readers = persons(office)
    crashed_at(office, point, rendering)
    before = Counter(office.box.had)
    restore(office.path / "kopi.db", office.path / "plan.db")
    office.store = open_store(office.path / "plan.db")
    stopped = reconcile(store=office.store, gateways={}, clock=office.clock).standstill
    resume(store=office.store)
    issued(office)
    posted(office, Fuse(), rendering)
    assert (stopped, set(office.box.had.values())) == ("older" if before else stopped, {1})
    assert readers - had(office) <= in_doubt(office)
