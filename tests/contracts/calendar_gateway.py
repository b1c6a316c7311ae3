"""What every calendar backend promises. Its tests inherit `CalendarGatewayContract`.

A backend's test class overrides the fixture `world`, an object with

- `gateway`: the CalendarGateway under test.
- `can`: what this world is able to show, of FEATURES; a test that needs another is skipped.
- `calendar(email)`: what that person has, as {uid: (starts, ends, subject)}, once everything that was sent
  has arrived and been accepted by a well-behaved calendar program.
- `told(email)`: how many messages that person got.
- `misbehave(fault)`: the next writing call meets the fault: "lose" (done, but the answer is lost), "late"
  (the answer is lost, and it is done only at `land()`), "throttle", "not_reached", "reject".
- `land()`: let what was late take effect.
- `edited(uid)`, `lost(uid)`: somebody changes or deletes the organizer's event by hand.
- `answered(uid, email)`: that person accepts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from planner.domain.calendar import (
    Attendee,
    CalendarEntry,
    Link,
    Mailbox,
    NotReached,
    OutcomeUnknown,
    Rejected,
    RemoteChanged,
    RemoteGone,
    Throttled,
)
from planner.ports import InBatches

# shared: one event with several attendees, of whom only those concerned are told.
FEATURES = frozenset(
    "shared probe list busy replies conflict gone lose late throttle not_reached reject".split()
)
ZONE = ZoneInfo("Europe/Copenhagen")
NINE = dt.datetime(2031, 3, 12, 9, tzinfo=ZONE)
STAMP = dt.datetime(2031, 3, 5, 13, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ADA, BO = Mailbox("Ada Ravn", "ada@plan.example"), Mailbox("Bo Lind", "bo@plan.example")
ENTRY = CalendarEntry(
    key="5f0c1d7e9b3a4c2d8e6f7a1b2c3d4e5f",
    uid="5f0c1d7e9b3a4c2d8e6f7a1b2c3d4e5f@planner",
    sequence=0,
    stamp=STAMP,
    starts=NINE,
    ends=NINE + HOUR,
    zone="Europe/Copenhagen",
    subject="Direktionen den 12. marts kl. 9.00 - din deltagelse",
    body="Sted: Mødelokale 1\nSpørgsmål: Sekretariatet, 87 00 00 00 <æøå>",
    organizer=Mailbox("Sekretariatet", "sekretariat@plan.example"),
    attendees=(Attendee(ADA),),
    place="Mødelokale 1",
)


def moved(entry, hours=1, minutes=10):
    """The next revision: as much later."""
    return replace(
        entry,
        starts=entry.starts + hours * HOUR,
        ends=entry.ends + hours * HOUR,
        sequence=entry.sequence + 1,
        stamp=entry.stamp + dt.timedelta(minutes=minutes),
    )


def called_off(entry):
    return replace(entry, sequence=entry.sequence + 1, stamp=entry.stamp + HOUR)


def has(entry):
    """What somebody has in their calendar who got the entry."""
    return {entry.uid: (entry.starts, entry.ends, entry.subject)}


def showing(feature):
    """A promise that only a backend with this feature can be asked to keep."""

    def marked(test):
        test.needs = frozenset([feature])
        return test

    return marked


class CalendarGatewayContract:
    """Inherit, and give the fixture `world`."""

    @pytest.fixture
    def world(self):
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _only_what_the_world_can_show(self, request, world):
        needs = {*getattr(request.function, "needs", ()), *_faults(request)}
        if missing := needs - world.can:
            pytest.skip(f"this backend cannot show: {', '.join(sorted(missing))}")

    def test_created_entry_is_in_the_calendar_of_its_attendee(self, world):
        world.gateway.create(ENTRY)
        assert world.calendar(ADA.email) == has(ENTRY)
        assert world.told(ADA.email) == 1
        assert world.told(BO.email) == 0

    def test_updated_entry_moves_in_the_calendar(self, world):
        link = world.gateway.create(ENTRY)
        world.gateway.update(moved(ENTRY), link)
        assert world.calendar(ADA.email) == has(moved(ENTRY))
        assert world.told(ADA.email) == 2

    def test_update_after_update_uses_the_link_of_the_last(self, world):
        link = world.gateway.create(ENTRY)
        link = world.gateway.update(moved(ENTRY), link)
        world.gateway.update(moved(moved(ENTRY)), link)
        assert world.calendar(ADA.email) == has(moved(moved(ENTRY)))

    def test_cancelled_entry_leaves_the_calendar(self, world):
        link = world.gateway.create(ENTRY)
        world.gateway.cancel(called_off(ENTRY), link, "Mødet er aflyst.")
        assert world.calendar(ADA.email) == {}
        assert world.told(ADA.email) == 2

    def test_entries_are_apart(self, world):
        other = replace(ENTRY, key="0" * 32, uid="0@planner", attendees=(Attendee(BO),))
        link = world.gateway.create(ENTRY)
        world.gateway.create(other)
        world.gateway.cancel(called_off(ENTRY), link, "Mødet er aflyst.")
        assert (world.calendar(ADA.email), world.calendar(BO.email)) == ({}, has(other))

    def test_tentative_entry_becomes_firm(self, world):
        link = world.gateway.create(replace(ENTRY, status="tentative", subject="Foreløbig: Direktionen"))
        firm = replace(ENTRY, sequence=1, stamp=STAMP + HOUR)
        world.gateway.update(firm, link)
        assert world.calendar(ADA.email) == has(firm)

    @pytest.mark.parametrize("zone", [dt.UTC, dt.timezone(HOUR), ZoneInfo("America/Nuuk")], ids=str)
    def test_instant_is_the_same_however_its_zone_is_written(self, world, zone):
        entry = replace(ENTRY, starts=ENTRY.starts.astimezone(zone), ends=ENTRY.ends.astimezone(zone))
        world.gateway.create(entry)
        assert world.calendar(ADA.email) == has(ENTRY)

    def test_summer_and_winter_are_told_apart(self, world):
        summer = dt.datetime(2031, 6, 11, 9, tzinfo=ZONE)
        other = replace(ENTRY, key="1" * 32, uid="1@planner", starts=summer, ends=summer + HOUR)
        world.gateway.create(ENTRY)
        world.gateway.create(other)
        assert world.calendar(ADA.email) == has(ENTRY) | has(other)

    @showing("shared")
    def test_added_attendee_alone_is_told(self, world):
        both = replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO)), stamp=STAMP + HOUR)
        world.gateway.update(both, world.gateway.create(ENTRY))
        assert (world.told(ADA.email), world.told(BO.email)) == (1, 1)
        assert world.calendar(BO.email) == has(both)

    @showing("shared")
    def test_removed_attendee_alone_is_told(self, world):
        both = replace(ENTRY, attendees=(Attendee(ADA), Attendee(BO)))
        # The number rises for who leaves, and that is no news to those who stay.
        world.gateway.update(replace(ENTRY, sequence=1, stamp=STAMP + HOUR), world.gateway.create(both))
        assert (world.told(ADA.email), world.told(BO.email)) == (1, 2)
        assert world.calendar(BO.email) == {}

    @pytest.mark.parametrize(
        ("fault", "error"),
        [("throttle", Throttled), ("not_reached", NotReached), ("reject", Rejected)],
    )
    def test_what_was_definitely_not_done_was_not_done(self, world, fault, error):
        world.misbehave(fault)
        with pytest.raises(error) as raised:
            world.gateway.create(ENTRY)
        assert world.told(ADA.email) == 0
        if fault == "throttle":
            assert raised.value.retry_after > 0
        world.gateway.create(ENTRY)
        assert world.told(ADA.email) == 1

    @pytest.mark.parametrize("fault", ["lose"])
    def test_lost_answer_is_unknown_and_never_sent_again_by_itself(self, world, fault):
        world.misbehave(fault)
        with pytest.raises(OutcomeUnknown):
            world.gateway.create(ENTRY)
        assert world.told(ADA.email) == 1
        assert world.calendar(ADA.email) == has(ENTRY)

    @showing("probe")
    @pytest.mark.parametrize("fault", ["lose"])
    def test_entry_whose_answer_was_lost_is_found_by_its_key(self, world, fault):
        world.misbehave(fault)
        with pytest.raises(OutcomeUnknown):
            world.gateway.create(ENTRY)
        found = world.gateway.probe(ENTRY)
        assert (found.key, found.starts, found.ends) == (ENTRY.key, ENTRY.starts, ENTRY.ends)
        world.gateway.update(moved(ENTRY), found.link)
        assert world.calendar(ADA.email) == has(moved(ENTRY))

    @pytest.mark.parametrize("fault", ["lose"])
    def test_same_revision_sent_again_changes_nothing_for_the_receiver(self, world, fault):
        world.misbehave(fault)
        with pytest.raises(OutcomeUnknown):
            world.gateway.create(ENTRY)
        if world.gateway.probe(ENTRY) is None:
            world.gateway.create(ENTRY)
        assert world.calendar(ADA.email) == has(ENTRY)

    @showing("probe")
    @pytest.mark.parametrize("fault", ["lose", "late"])
    def test_probe_tells_whether_a_new_wording_arrived(self, world, fault):
        link = world.gateway.create(ENTRY)
        reworded = replace(ENTRY, body="Medbring budgettet.", stamp=STAMP + HOUR)
        assert [world.gateway.probe(one).holds for one in (ENTRY, reworded)] == [True, False]
        world.misbehave(fault)
        with pytest.raises(OutcomeUnknown):
            world.gateway.update(reworded, link)
        assert world.gateway.probe(reworded).holds is (fault == "lose")
        world.land()
        assert [world.gateway.probe(one).holds for one in (ENTRY, reworded)] == [False, True]

    def test_many_entries_at_once_are_each_there(self, world):
        if not isinstance(world.gateway, InBatches):
            assert not hasattr(world.gateway, "most_at_once")
            return
        several = [
            replace(ENTRY, key=f"{n:032x}", uid=f"{n}@planner") for n in range(world.gateway.most_at_once)
        ]
        links = world.gateway.create_many(several)
        assert len({link.remote_id for link in links}) == len(several)
        assert set(world.calendar(ADA.email)) == {one.uid for one in several}

    @showing("probe")
    @pytest.mark.parametrize("fault", ["late"])
    def test_late_effect_is_not_found_before_it_lands(self, world, fault):
        world.misbehave(fault)
        with pytest.raises(OutcomeUnknown):
            world.gateway.create(ENTRY)
        assert world.gateway.probe(ENTRY) is None
        world.land()
        assert world.gateway.probe(ENTRY).key == ENTRY.key

    def test_probe_finds_nothing_where_nothing_is(self, world):
        assert world.gateway.probe(ENTRY) is None

    @showing("conflict")
    def test_event_changed_by_hand_is_not_overwritten(self, world):
        link = world.gateway.create(ENTRY)
        world.edited(ENTRY.uid)
        with pytest.raises(RemoteChanged):
            world.gateway.update(moved(ENTRY), link)

    @showing("gone")
    def test_event_deleted_by_hand_is_not_made_again(self, world):
        link = world.gateway.create(ENTRY)
        world.lost(ENTRY.uid)
        with pytest.raises(RemoteGone):
            world.gateway.update(moved(ENTRY), link)
        assert world.gateway.probe(ENTRY) is None

    @showing("gone")
    def test_cancelling_what_is_gone_is_done(self, world):
        link = world.gateway.create(ENTRY)
        world.lost(ENTRY.uid)
        assert world.gateway.cancel(called_off(ENTRY), link, "Mødet er aflyst.") is None

    @showing("gone")
    def test_update_of_an_unknown_link_says_that_it_is_gone(self, world):
        with pytest.raises(RemoteGone):
            world.gateway.update(moved(ENTRY), Link("findes-ikke", "1"))

    @showing("list")
    def test_list_holds_events_that_touch_the_stretch_and_no_others(self, world):
        world.gateway.create(ENTRY)
        listed = world.gateway.between(NINE - HOUR, NINE + HOUR / 2)
        assert [(one.key, one.starts, one.ends) for one in listed] == [(ENTRY.key, ENTRY.starts, ENTRY.ends)]
        assert world.gateway.between(NINE + 2 * HOUR, NINE + 3 * HOUR) == ()

    @showing("busy")
    def test_busy_tells_when_a_mailbox_is_taken(self, world):
        world.gateway.create(ENTRY)
        taken = world.gateway.busy([ADA.email, "ukendt@plan.example"], NINE - HOUR, NINE + 2 * HOUR)
        assert [(one.email, one.starts, one.ends) for one in taken] == [(ADA.email, ENTRY.starts, ENTRY.ends)]

    @showing("replies")
    def test_answer_comes_back_once(self, world):
        world.gateway.create(ENTRY)
        begun = world.gateway.replies(None).state
        world.answered(ENTRY.uid, ADA.email)
        first = world.gateway.replies(begun)
        assert [(one.uid, one.attendee, one.kind, one.answer) for one in first.news] == [
            (ENTRY.uid, ADA.email, "answer", "accepted")
        ]
        assert world.gateway.replies(first.state).news == ()

    def test_check_writes_nothing(self, world):
        found = world.gateway.check()
        assert [one.what for one in found if not one.well] == []
        assert world.told(ADA.email) == 0


def _faults(request):
    parameters = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    return [value for name, value in parameters.items() if name == "fault"]
