"""An event that stood in Outlook before: found with who is invited, marked unseen, and kept from then on."""

from dataclasses import replace

import pytest

from planner.domain.calendar import Attendee, Mailbox
from tests.adapters.calendars.ews.conftest import BOX
from tests.contracts.calendar_gateway import ADA, BO, ENTRY, HOUR, NINE, moved

THEIRS = replace(ENTRY, uid="040000008200E00074C5B7101A82E008AA", attendees=(Attendee(ADA), Attendee(BO)))


@pytest.fixture
def there(gateway, server):
    """An event of the secretariat's own, made in Outlook: it has none of our properties."""
    gateway.create(THEIRS)
    item = server.mailboxes.by_uid(BOX, THEIRS.uid)
    item.properties.clear()
    server.mailboxes.changed(item)
    server.mailboxes.told.clear()
    (found,) = gateway.between(NINE - HOUR, NINE + HOUR)
    return found


def test_event_is_found_with_what_it_takes_to_know_it(there):
    assert (there.key, there.uid, there.is_organizer, there.recurs) == (None, THEIRS.uid, True, False)
    assert (set(there.attendees), there.place) == ({ADA.email, BO.email}, ENTRY.place)


def test_marking_tells_nobody_and_is_found_again_by_its_key(there, gateway, server):
    gateway.adopt(THEIRS, there.link)
    assert server.mailboxes.told == []
    found = gateway.probe(THEIRS)
    assert (found.key, found.uid, found.holds) == (THEIRS.key, THEIRS.uid, True)


def test_answers_meanwhile_are_no_conflict_and_who_leaves_is_told(there, gateway, server):
    link = gateway.adopt(THEIRS, there.link)
    server.mailboxes.answer(BOX, THEIRS.uid, ADA.email)
    server.mailboxes.told.clear()
    gateway.update(replace(moved(THEIRS), attendees=(Attendee(ADA),)), link)
    assert {(who, what) for who, what, _ in server.mailboxes.told} == {
        (ADA.email, "request"),
        (BO.email, "cancel"),
    }


def test_guest_whom_somebody_invited_in_outlook_stays(gateway, server, there):
    guest = Mailbox("", "gaest@plan.example")
    server.mailboxes.forward(BOX, THEIRS.uid, guest.email)
    (found,) = gateway.between(NINE - HOUR, NINE + HOUR)
    link = gateway.adopt(THEIRS, found.link)
    gateway.update(moved(THEIRS), link)
    assert (guest.email, "cancel") not in {(who, what) for who, what, _ in server.mailboxes.told}
