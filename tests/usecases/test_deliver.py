"""Delivery: nothing is lost and nothing is sent twice, whatever happens on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.adapters.store.store import open_store
from planner.domain.calendar import AuthExpired, Link, PartlyDone, Throttled
from planner.domain.changes import edited, inverse, removed
from planner.domain.item import Presenter
from planner.domain.outbound import QUIET
from planner.usecases.deliver import deliver
from planner.usecases.outbox import settle
from tests.fakes.crashing import Crash
from tests.usecases.publishing import CARL, DINA, SECOND, Office, office_in

EDITS = {
    "create": lambda plan: [edited(plan.all(Presenter)[4], person=CARL)],
    "update": lambda plan: [edited(plan.placements[3], meeting=3)],
    "cancel": lambda plan: [removed(plan.all(Presenter)[3])],
}


@pytest.fixture
def told(tmp_path):
    office = office_in(tmp_path)
    office.publish()
    office.sync()
    office.messages()
    return office


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What everybody has, and what was sent, when nothing goes wrong; by kind of edit."""
    return {kind: after(office_after(tmp_path_factory.mktemp(kind), kind)) for kind in EDITS}


def office_after(folder, kind):
    office = office_in(folder)
    office.publish()
    office.sync()
    office.messages()
    office.write(*EDITS[kind](office.read()))
    office.publish()
    return office


def after(office):
    """Deliver until nothing is left; what everybody has, and what was sent to get there."""
    office.quiet()
    calendars = {
        email: sorted((entry.starts, entry.ends, entry.subject, entry.sequence) for entry in own.values())
        for email, own in office.calendar.calendars.items()
    }
    return calendars, office.messages()


@pytest.mark.parametrize("kind", EDITS)
def test_crash_at_any_step_loses_nothing_and_sends_nothing_twice(tmp_path, expected, kind):
    at = 0
    while True:
        at += 1
        folder = tmp_path / str(at)
        folder.mkdir()
        office = office_after(folder, kind)
        try:
            office.sync(crash_at=at)
        except Crash:
            assert after(office) == expected[kind], f"crash at step {at}"
        else:
            break
    assert at > 6


@pytest.mark.parametrize("again", range(1, 11))
def test_crash_while_recovering_from_a_crash_loses_nothing(tmp_path, expected, again):
    office = office_after(tmp_path, "update")
    with pytest.raises(Crash):
        office.sync(crash_at=6)
    office.clock.passes(minutes=5)
    with pytest.raises(Crash):
        office.sync(crash_at=again)
    assert after(office) == expected["update"]


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("fault", ["lose", "late", "throttle", "not_reached"])
def test_fault_of_the_server_is_made_good(tmp_path, expected, kind, fault):
    office = office_after(tmp_path, kind)
    office.calendar.faults.append(fault)
    left = office.sync()
    assert left.waiting + left.under_way == 1
    assert after(office) == expected[kind]


def test_lost_answer_is_not_looked_for_before_the_quiet_period_is_over(told):
    told.write(*EDITS["update"](told.read()))
    told.publish()
    told.calendar.faults.append("late")
    told.sync()
    told.clock.passes(seconds=QUIET.total_seconds() - 1)
    assert told.sync().done == ()
    told.calendar.land()
    told.clock.passes(seconds=2)
    assert [row.state for row in told.sync().done] == ["acked"]


def test_throttled_server_is_left_alone_for_as_long_as_it_says(told):
    told.write(*EDITS["update"](told.read()))
    told.publish()
    told.calendar.faults.append("throttle")
    told.sync()
    told.clock.passes(seconds=29)
    assert [row for row in told.sync().done if row.state != "acked"] == []
    told.clock.passes(seconds=2)
    assert len(told.sync().done) == 1


def test_newer_wish_waits_until_the_older_one_is_settled(told):
    told.write(*EDITS["update"](told.read()))
    told.publish()
    told.calendar.faults.extend(["none", "none", "lose"])
    told.sync()
    there = edited(told.read().placements[3], meeting=2)
    told.write(there)
    told.publish()
    told.sync()
    told.quiet()
    dina = [message for message in told.calendar.messages if message.email == "dina@plan.example"]
    assert [message.entry.sequence for message in dina] == [1, 2]
    assert told.has(DINA)[0][0].startswith(f"{SECOND:%d.%m}")


def test_expired_password_stops_the_backend_and_not_the_queue(told):
    class Locked:
        calls = 0

        def update(self, *_):
            self.calls += 1
            raise AuthExpired("Adgangskoden er udløbet.")

    told.write(*EDITS["update"](told.read()))
    told.publish()
    locked = Locked()
    done = deliver(store=told.store, gateways={"memory": locked}, clock=told.clock)
    assert (locked.calls, done.stopped, done.waiting) == (1, {"memory": "AuthExpired"}, 3)
    told.quiet()
    assert told.has(DINA)[0][0] == "26.03 09.00"


def test_event_changed_by_hand_waits_for_a_person_who_may_insist(told):
    (uid,) = told.calendar.calendars["dina@plan.example"]
    told.calendar.edited(uid, body="Rettet i kalenderen")
    told.write(*EDITS["update"](told.read()))
    told.publish()
    done = told.sync()
    (row,) = [row for row in done.done if row.state != "acked"]
    assert (row.state, done.for_a_person) == ("conflict", 1)
    settle(row.task, "retry", store=told.store, clock=told.clock)
    told.sync()
    assert told.has(DINA)[0][0] == "26.03 09.00"


def test_person_may_insist_where_a_lost_update_met_an_edit_by_hand(told):
    (uid,) = told.calendar.calendars["dina@plan.example"]
    told.write(*EDITS["update"](told.read()))
    told.publish()
    with pytest.raises(Crash):
        told.sync(crash_at=21)
    told.calendar.edited(uid, body="Rettet i kalenderen")
    told.clock.passes(minutes=5)
    (row,) = told.sync().done
    assert row.state == "conflict"
    settle(row.task, "retry", store=told.store, clock=told.clock)
    told.sync()
    assert told.has(DINA)[0][0] == "26.03 09.00"


def test_person_who_insists_on_a_wish_that_a_newer_one_waits_behind_gets_the_newer_one(told):
    (uid,) = told.calendar.calendars["dina@plan.example"]
    told.calendar.edited(uid, body="Rettet i kalenderen")
    told.write(*EDITS["update"](told.read()))
    told.publish()
    (row,) = [row for row in told.sync().done if row.state != "acked"]
    with told.store.work() as work:
        task = work.out.task(row.task)
        work.out.save(replace(task, doubtful=True), task)
        work.commit()
    told.write(edited(told.read().placements[3], meeting=2))
    told.publish()
    assert settle(row.task, "retry", store=told.store, clock=told.clock).task != row.task
    assert (told.sync().waiting, told.has(DINA)[0][0][:5]) == (0, "19.03")


def test_person_in_a_hurry_does_not_shorten_the_quiet_period(told):
    told.write(*EDITS["update"](told.read()))
    told.publish()
    told.calendar.faults.append("late")
    (row,) = [row for row in told.sync().done if row.state != "acked"]
    assert settle(row.task, "retry", store=told.store, clock=told.clock).not_before == told.clock.at + QUIET
    assert told.sync().done == ()


def test_event_deleted_by_hand_is_not_made_again_unasked(told):
    (uid,) = told.calendar.calendars["dina@plan.example"]
    told.calendar.lost(uid)
    told.write(*EDITS["update"](told.read()))
    told.publish()
    (row,) = [row for row in told.sync().done if row.state != "acked"]
    assert (row.state, row.reason) == ("parked", "RemoteGone")
    settle(row.task, "drop", store=told.store, clock=told.clock)
    assert told.sync().for_a_person == 0


def test_refused_entry_does_not_stop_the_others(told):
    told.write(*EDITS["update"](told.read()))
    told.publish()
    told.calendar.faults.append("reject")
    done = told.sync()
    assert sorted(row.state for row in done.done) == ["acked", "acked", "parked"]


def test_what_was_done_for_some_is_remembered_and_the_rest_follows(tmp_path):
    office = office_in(tmp_path)
    known = []

    class Halfway:
        """Reaches the first attendee of the first event, and nobody else the first time."""

        def create(self, entry):
            if not known:
                known.append(entry.uid)
                raise PartlyDone(Link(None, "ada"), (("bo@plan.example", Throttled("Vent.", retry_after=5)),))
            return office.calendar.create(entry)

        def update(self, entry, link):
            known.append((entry.uid, link))
            return Link(None, "begge")

    office.publish()
    for _ in range(2):
        done = deliver(store=office.store, gateways={"memory": Halfway()}, clock=office.clock)
        office.clock.passes(seconds=6)
    assert known == [known[0], (known[0], Link(None, "ada"))]
    assert done.waiting == 0


def test_two_processes_deliver_each_task_once(told):
    told.write(*EDITS["update"](told.read()))
    told.publish()
    rival = Office(told.store, told.calendar, told.clock)

    class Interrupted:
        """While this calendar is called, another process delivers too."""

        def update(self, entry, link):
            rival.sync()
            return told.calendar.update(entry, link)

    deliver(store=told.store, gateways={"memory": Interrupted()}, clock=told.clock)
    told.quiet()
    sent = [(message.email, message.entry.uid) for message in told.calendar.messages]
    assert len(sent) == len(set(sent)) == 5


def test_what_was_undone_and_published_again_before_sending_is_not_sent(told):
    there = EDITS["cancel"](told.read())
    told.write(*there)
    told.publish()
    told.write(*inverse(there))
    told.publish()
    assert told.sync().done == ()
    assert told.messages() == []


def test_sync_with_nothing_to_do_writes_nothing(told, tmp_path):
    before = (tmp_path / "plan.db").read_bytes()
    assert told.sync().done == ()
    open_store(tmp_path / "plan.db")
    assert (tmp_path / "plan.db").read_bytes() == before


def test_task_of_a_backend_that_is_not_configured_waits(told):
    told.write(*EDITS["update"](told.read()))
    told.publish()
    done = deliver(store=told.store, gateways={}, clock=told.clock)
    assert (done.done, done.waiting) == ((), 3)


@pytest.fixture
def queued(tmp_path):
    office = office_in(tmp_path)
    office.publish()
    return office


def test_new_events_leave_as_many_at_once_as_the_calendar_takes(queued):
    calls = []

    class Counting:
        most_at_once = 4

        def create_many(self, entries):
            calls.append(len(entries))
            return queued.calendar.create_many(entries)

        def create(self, entry):
            calls.append(1)
            return queued.calendar.create(entry)

    done = deliver(store=queued.store, gateways={"memory": Counting()}, clock=queued.clock)
    assert (sum(calls), max(calls), len(calls)) == (len(done.done), 4, -(-len(done.done) // 4))
    assert {row.state for row in done.done} == {"acked"}
    assert queued.sync().done == ()


def test_lost_answer_to_several_leaves_all_of_them_in_doubt_until_they_are_looked_for(queued, expected):
    queued.calendar.faults.extend(["none", "lose"])  # the first is made, the second too, the third never
    states = [row.state for row in queued.sync().done]
    assert states[:3] == ["unknown"] * 3
    assert set(states[3:]) == {"acked"}
    queued.quiet()
    sent = [(message.email, message.entry.uid) for message in queued.calendar.messages]
    assert len(sent) == len(set(sent))
    assert len(queued.calendar.events) == len(states)


def test_each_of_several_is_judged_by_its_own_answer(queued):
    queued.calendar.faults.extend(["none", "reject", "throttle"])
    assert [row.state for row in queued.sync().done][:3] == ["acked", "parked", "wait"]


def test_calendar_that_answers_for_fewer_than_were_sent_leaves_all_in_doubt(queued):
    class Short:
        most_at_once = 50

        def create_many(self, entries):
            return queued.calendar.create_many(entries)[1:]

    done = deliver(store=queued.store, gateways={"memory": Short()}, clock=queued.clock)
    assert {row.state for row in done.done} == {"unknown"}
    queued.quiet()
    assert len(queued.calendar.events) == len(done.done)


def test_lost_new_wording_is_sent_again_though_somebody_has_answered_since(told):
    carl = next(iter(told.calendar.calendars["carl@plan.example"]))
    told.write(edited(told.read().items[1], title="Klimaplan for alle"))
    told.publish()
    told.calendar.faults.extend(["late"] * 9)
    told.sync()
    told.calendar._late.clear()
    told.calendar.edited(carl)  # an answer gives the event a new version, and changes nothing in it
    told.quiet()
    assert "Klimaplan for alle" in told.calendar.calendars["carl@plan.example"][carl].body
