"""Workers that write the files people subscribe to are killed at random instants: each file is whole, and right.

Another office does the same, and is never killed: in the end every file says the same. Whoever fetches
a file meanwhile has the old one or the new. PLANNER_KILLS says how many (1,000 in the long proof).
"""

from __future__ import annotations

import os
from functools import partial
from itertools import count

import pytest
from icalendar import Calendar

from planner.adapters.calendars.feed_file import FeedFolder
from planner.adapters.calendars.subscriptions import SubscriptionGateway
from planner.usecases.feeds import add_feed, refresh_feeds, subscribers
from tests.journeys.killing import KILLS, SEED, chance, edits, worker
from tests.usecases.publishing import BOARD, PEOPLE, office_in

LONGEST = 0.12  # seconds: a worker that is left alone is done before
SEEN = ("SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "CLASS")

if not hasattr(os, "pidfd_open"):
    pytest.skip("processes are watched by pidfd, which is Linux's", allow_module_level=True)


class Subscribed:
    """An office where everybody, and the board, has a file; `worker` delivers as planner sync does."""

    def __init__(self, folder):
        self.office, self.folder, names = office_in(folder), folder / "feeds", count(1)
        self.path, self.files = folder / "plan.db", FeedFolder(self.folder)
        for words in ((), *((person.name,) for person in PEOPLE if person.email)):
            add_feed(
                words,
                BOARD,
                store=self.office.store,
                files=self.files,
                clock=self.office.clock,
                new_name=lambda: f"hemmelig-{next(names)}",
                default="ics",
            )
        self.gateway = SubscriptionGateway(self.files, subscribers(self.office.store))

    def works(self, killed_after=None):
        after = partial(refreshed, self.files)
        return worker(self.path, lambda: self.gateway, self.office.clock, killed_after, after)

    def fetched(self):
        """What a calendar program finds in each file; half a file is none."""
        return {path.name: events_in(path.read_bytes()) for path in self.folder.glob("*.ics")}


def refreshed(files, store):
    refresh_feeds(store=store, files=files)


def events_in(content):
    assert content.endswith(b"END:VCALENDAR\r\n"), SEED
    events = Calendar.from_ical(content).walk("VEVENT")
    found = {str(e["UID"]): [e[name].to_ical() for name in SEEN if name in e] for e in events}
    assert len(found) == len(events), SEED
    return found


def test_killed_workers_leave_every_file_whole_and_in_the_end_right(tmp_path, capsys):
    choices = chance()
    for name in ("plan", "twin"):
        (tmp_path / name).mkdir()
    killed, twin = Subscribed(tmp_path / "plan"), Subscribed(tmp_path / "twin")
    changes, kills, written = edits(choices), 0, 0
    while kills < KILLS:
        change = next(changes)
        for one in (killed, twin):
            one.office.write(*change(one.office.read()))
            one.office.publish()
        twin.works()
        for instant in (*(choices.uniform(0, LONGEST) for _ in range(3)), None):
            before = killed.fetched()
            kills += killed.works(instant)
            after = killed.fetched()
            written += sum(after[name] != before[name] for name in after)
            killed.office.clock.passes(minutes=5)  # beyond the quiet period
        twin.office.clock.at = killed.office.clock.at
        assert killed.fetched() == twin.fetched(), f"PLANNER_SEED={SEED}"
    with capsys.disabled():
        print(
            f"\n  {kills} workers killed: {written} times a file said something new, every one whole,"
            f" 0 lost (PLANNER_SEED={SEED})"
        )
