"""What was sent of meetings long past is forgotten; the plan, its journal and that something was sent stay."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.adapters.store.backup import check
from planner.adapters.store.departures import beside, last
from planner.adapters.store.pruning import Pruned, prune
from planner.domain.calendar import Reply
from planner.domain.changes import edited
from planner.domain.correspondence import Heard, Settling
from planner.domain.outbound import SETTLED
from planner.domain.post import QueuedLetter
from tests.usecases.publishing import EMAIL, NOW, ZONE, office_in

ADA = 1
NOTHING = Pruned(0, 0, 0, 0, 0)
# The first meeting is on 12 March, the second on the 19th.
BETWEEN = dt.datetime(2031, 3, 15, tzinfo=ZONE)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.db"


@pytest.fixture
def office(tmp_path):
    """A plan that was published, delivered and answered; two mails were put aside, one is dealt with."""
    office = office_in(tmp_path)
    office.publish()
    office.quiet()
    with office.store.work() as work:
        for entry in work.out.entries([1, 2]):
            said = Reply(entry.uid, EMAIL[ADA], "answer", NOW, "declined", comment="Jeg skal til TANDLÆGE")
            work.incoming.keep(Heard(0, "memory", NOW, said, entry.id))
        for fault in ("fra en FREMMED", "uden afsender"):
            work.incoming.keep(Heard(0, "memory", NOW, fault=fault))
        one, _ = work.read.unusable()
        work.incoming.settle([one.id], Settling("done", NOW, "mette"))
        mail(work, "sent", NOW, "acked")
        mail(work, "later", BETWEEN, "acked")
        mail(work, "lost", NOW, "parked")
        work.commit()
    return office


def mail(work, key, due, state):
    """A letter as it was sent, or as it waits for a person."""
    facts = {"people": [], "about": f"{key.upper()} i fakta"}
    assert work.letters.add(
        QueuedLetter(key, "reminder", 1, ADA, "Ada Ravn", EMAIL[ADA], "da", "medlem", due, facts=facts)
    )
    (waiting,) = work.letters.with_prefix(key)
    content = f"{key.upper()} i mailen".encode()
    assert work.letters.save(replace(waiting, state=state, sent_at=due, content=content), waiting)


def told(office):
    """Of every event the day, and the text of what stands and of what was sent."""
    with office.store.work() as work:
        rows = [(task, work.out.entry(task.entry)) for task in work.out.tasks(SETTLED)]
    return [
        (entry.wanted.starts.date(), bool(entry.wanted.body), bool(entry.sent.body), bool(task.revision.body))
        for task, entry in rows
    ]


def test_texts_before_the_day_go_and_that_something_was_sent_stays(office, path):
    before, plan = told(office), office.read()
    found = prune(path, BETWEEN, write=True)
    assert told(office) == [(day, *(day > BETWEEN.date() for _ in texts)) for day, *texts in before]
    old = sum(day < BETWEEN.date() for day, *_ in before)
    assert found == Pruned(old, old, old, 1, 1)
    assert (office.read(), check(path)) == (plan, ())
    with office.store.work() as work:
        assert [heard.fault for heard in work.read.unusable()] == ["uden afsender"]


def test_what_is_forgotten_is_in_no_byte_of_the_file(office, path):
    prune(path, dt.datetime(2031, 4, 1, tzinfo=ZONE), write=True)
    bytes_left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert [word for word in ("TANDLÆGE", "Spørgsmål:", "FREMMED") if word.encode() in bytes_left] == []


def test_letters_keep_who_was_written_to_and_when(office, path):
    with office.store.work() as work:
        before = {key: work.letters.with_prefix(key)[0] for key in ("sent", "later", "lost")}
    prune(path, BETWEEN, write=True)
    with office.store.work() as work:
        after = {key: work.letters.with_prefix(key)[0] for key in before}
    bare = replace(before["sent"], facts={}, content=None, digest=after["sent"].digest)
    assert after == {**before, "sent": bare}
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert {key: key.upper().encode() in left for key in before} == {
        "sent": False,
        "later": True,
        "lost": True,
    }


def test_a_trial_counts_the_same_and_changes_nothing(office, path):
    before = told(office)
    counted = prune(path, BETWEEN, write=False)
    assert told(office) == before
    assert prune(path, BETWEEN, write=True) == counted
    assert prune(path, BETWEEN, write=True) == NOTHING


def test_nobody_hears_anything_after_it_and_sending_goes_on(office, path):
    office.messages()
    left = last(beside(path))
    prune(path, BETWEEN, write=True)
    assert (last(beside(path)), office.sync().standstill) == (left, None)
    office.clock.at = BETWEEN
    assert office.ask().told == ()


def test_what_is_not_settled_keeps_its_text(office, path):
    office.write(edited(office.read().items[1], title="Grøn klimaplan"))
    office.publish()
    prune(path, BETWEEN, write=True)
    office.quiet()
    office.clock.at = BETWEEN
    assert any("Grøn klimaplan" in entry.body for entry in office.calendar.calendars[EMAIL[ADA]].values())
