"""One run with the calendars: what stands in the way first, then what came back, then what leaves."""

from __future__ import annotations

import pytest

from planner.domain.calendar import Reply
from planner.usecases.synchronise import synchronise
from tests.usecases.publishing import ADA, EMAIL, office_in


@pytest.fixture
def office(tmp_path):
    return office_in(tmp_path)


def run(office, **how):
    return synchronise(store=office.store, gateways={"memory": office.calendar}, clock=office.clock, **how)


def test_all_that_is_queued_leaves_and_what_came_back_is_read(office):
    office.publish()
    first = run(office)
    entry = min(office.calendar.calendars[EMAIL[ADA]].values(), key=lambda one: one.starts)
    office.calendar.answers.append(
        Reply(entry.uid, EMAIL[ADA], "answer", office.clock.now(), answer="declined")
    )
    second = run(office)
    assert (first.found.standstill, first.confirmed, first.done.waiting) == (None, False, 0)
    assert {row.state for row in first.done.done} == {"acked"}
    assert (second.done.done, [one.kind for one in second.received.arrivals]) == ((), ["declined"])


def test_nothing_leaves_when_it_is_stopped_between_reading_and_delivering(office):
    office.publish()

    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(office, between=stop)
    assert office.calendar.messages == []
