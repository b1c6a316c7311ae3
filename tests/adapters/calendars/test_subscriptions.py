"""Files that people subscribe to: the contract of every calendar, and what independent readers find in them."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from planner.adapters.calendars.feed_file import FeedFolder, blocks_of, feed_file
from planner.adapters.calendars.subscriptions import SubscriptionGateway
from planner.domain.calendar import NotReached, Rejected
from planner.domain.errors import Unreachable
from tests.adapters.calendars.test_itip_readers import icaljs, libical
from tests.contracts.calendar_gateway import ADA, BO, ENTRY, CalendarGatewayContract, moved

NAMES = {ADA.email: ("ada-hemmelig", ADA.name), BO.email: ("bo-hemmelig", BO.name)}


def test_event_of_whole_days_takes_nobodys_time():
    start = ENTRY.starts.replace(hour=0, minute=0)
    entry = replace(ENTRY, starts=start, ends=start + timedelta(days=1), whole_days=True)
    (event,) = Calendar.from_ical(feed_file("Årshjul", [entry])).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt, event["TRANSP"]) == (
        start.date(), start.date() + timedelta(days=1), "TRANSPARENT",
    )  # fmt: skip


class CountingFolder(FeedFolder):
    """A folder that counts how often each file changes."""

    def __init__(self, folder):
        super().__init__(folder)
        self.changes = Counter()

    def put(self, name, content):
        changed = super().put(name, content)
        self.changes[name] += changed
        return changed


class Subscribers:
    """What people have who fetch their file whenever it changes."""

    can = frozenset({"probe"})

    def __init__(self, folder):
        folder.mkdir()
        self.folder = CountingFolder(folder)
        self.gateway = SubscriptionGateway(self.folder, NAMES)

    def calendar(self, email):
        content = self.folder.content(NAMES[email][0])
        events = Calendar.from_ical(content).walk("VEVENT") if content else []
        return {str(e["UID"]): (e["DTSTART"].dt, e["DTEND"].dt, str(e["SUMMARY"])) for e in events}

    def told(self, email):
        return self.folder.changes[NAMES[email][0]]


class TestSubscriptionGateway(CalendarGatewayContract):
    @pytest.fixture
    def world(self, tmp_path):
        return Subscribers(tmp_path / "feeds")


@pytest.mark.parametrize("reader", [libical, icaljs])
def test_file_is_read_as_it_was_meant(reader):
    read = reader(feed_file("Ada Ravn", [replace(ENTRY, sequence=3)]))
    rules = (read.pop("keeps the rules", True), read.pop("errors", 0))
    assert rules == (True, 0)
    assert read == {
        "method": "publish",
        "instants": [int(ENTRY.starts.timestamp()), int(ENTRY.ends.timestamp())],
        "subject": ENTRY.subject,
        "body": ENTRY.body,
        "place": ENTRY.place,
        "sequence": 3,
        "status": "CONFIRMED",
    }


def test_file_names_nobody_who_is_invited():
    assert ADA.email.encode() not in feed_file("Ada", [ENTRY]).replace(b"\r\n ", b"")


@given(
    st.dictionaries(
        st.text("abcdefghijklmnop0123456789@", min_size=1, max_size=120),
        st.text(st.characters(codec="utf-8"), max_size=60),
        max_size=5,
    )
)
def test_file_is_the_same_bytes_in_any_order_and_its_events_are_found_again(events):
    entries = [replace(ENTRY, uid=uid, subject=text, body=text) for uid, text in events.items()]
    written = feed_file("Direktionen", entries)
    assert feed_file("Direktionen", entries[::-1]) == written
    assert set(blocks_of(written)) == set(events)
    assert len(Calendar.from_ical(written).walk("VEVENT")) == len(events)


def test_somebody_without_a_subscription_is_refused_and_nothing_is_written(tmp_path):
    folder = FeedFolder(tmp_path)
    with pytest.raises(Rejected):
        SubscriptionGateway(folder, {}).create(ENTRY)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_no_folder_is_said_and_nothing_is_half_written(tmp_path):
    (tmp_path / "feeds").write_text("en fil", encoding="utf-8")
    folder = FeedFolder(tmp_path / "feeds")
    with pytest.raises(Unreachable):
        folder.write("navn", "Ada", [ENTRY])
    with pytest.raises(NotReached):
        SubscriptionGateway(folder, NAMES).create(ENTRY)
    assert [one.well for one in SubscriptionGateway(folder, NAMES).check()] == [False]


def test_probe_tells_an_older_wording_from_ours(tmp_path):
    gateway = SubscriptionGateway(FeedFolder(tmp_path), NAMES)
    gateway.create(ENTRY)
    assert gateway.probe(ENTRY).holds is True
    assert gateway.probe(moved(ENTRY)).holds is False
    assert [path.name for path in tmp_path.iterdir()] == ["ada-hemmelig.ics"]
    assert oct((tmp_path / "ada-hemmelig.ics").stat().st_mode & 0o777) == "0o640"


def test_what_a_process_died_in_the_middle_of_is_swept_up(tmp_path):
    folder = FeedFolder(tmp_path)
    dead, newer = (tmp_path / f".ada-hemmelig.{name}.tmp" for name in ("dead", "newer"))
    for left in (dead, newer):
        left.write_bytes(b"BEGIN:VCAL")
    os.utime(dead, (0, 0))
    folder.write("ada-hemmelig", "Ada", [ENTRY])
    assert sorted(tmp_path.iterdir()) == [newer, tmp_path / "ada-hemmelig.ics"]
    folder.remove("ada-hemmelig")
    assert list(tmp_path.iterdir()) == []
