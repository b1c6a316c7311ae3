"""New events go out as the library itself would write them, whatever the entry holds."""

import datetime as dt
from dataclasses import replace

import pytest
from exchangelib import CalendarItem
from exchangelib.version import EXCHANGE_2016, Version
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from planner.adapters.calendars.ews.access import EwsAccess
from planner.adapters.calendars.ews.connection import Connection
from planner.adapters.calendars.ews.items import NewEvent, item_of
from planner.domain.calendar import Attendee, Mailbox
from tests.contracts.calendar_gateway import ENTRY, NINE

LEVEL = Version(build=EXCHANGE_2016, api_version="Exchange2016")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
PEOPLE = st.builds(
    Attendee,
    st.builds(Mailbox, TEXT, st.sampled_from(["ada@plan.example", "bo@plan.example", "rum@plan.example"])),
    st.sampled_from(["required", "optional", "resource"]),
)


@pytest.fixture(scope="module")
def account():
    access = EwsAccess(
        "sekretariat@plan.example", "planner", "", endpoint="http://127.0.0.1:1/EWS/Exchange.asmx"
    )
    return Connection(access).account


def written(entry, account, kind):
    return etree.tostring(item_of(entry, account, kind=kind).to_xml(LEVEL))


@settings(deadline=None, max_examples=60)
@given(
    st.builds(
        replace,
        st.just(ENTRY),
        subject=TEXT,
        body=TEXT,
        place=st.none() | TEXT,
        private=st.booleans(),
        status=st.sampled_from(["confirmed", "tentative"]),
        attendees=st.lists(PEOPLE, max_size=4).map(tuple),
        ends=st.integers(0, 300).map(lambda minutes: NINE + dt.timedelta(minutes=minutes)),
    )
)
def test_event_is_written_as_the_library_writes_it(account, entry):
    assert written(entry, account, NewEvent) == written(entry, account, CalendarItem)
