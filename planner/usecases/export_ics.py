"""The coming meetings of the plan, or one person's part in them, as events for a calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from planner.domain.board import Board
from planner.domain.calendar import CalendarEntry
from planner.domain.entry import Entry, Wanted, as_sent, uid_of
from planner.domain.entry_texts import without_link
from planner.domain.errors import BadUsage, Refused
from planner.domain.people import Membership, Person
from planner.domain.plan import Plan, plan_of
from planner.domain.wanted import Sender, wanted_entries
from planner.ports import Reader
from planner.usecases import address

_ANYBODY = Person(0, "", email="person-0")


def events_to_export(
    read: Reader,
    board: Board,
    sender: Sender,
    now: datetime,
    *,
    words: tuple[str, ...] = (),
    person: str | None = None,
) -> tuple[CalendarEntry, ...]:
    """The meeting of that day, or every coming one; with `person` what that person attends.

    Everybody may read it: no closed title, and nobody who is invited. Refused where there is nothing.
    """
    must_have_organizer(sender)
    plan = _plan(read, board, words, now.date())
    meetings = [meeting for meeting in plan.by_date if meeting.board == board.id]
    # Whoever reads a file needs no address, and a board without members meets too.
    people = [replace(one, email=f"person-{one.id}", channel=None) for one in plan.people.values()]
    whole = plan.merged(plan_of([*people, _ANYBODY, Membership(0, board.id, _ANYBODY.id)]))
    wanted = wanted_entries(whole, meetings, replace(sender, alone=False, backend="")).entries
    if person is None:
        found = [one for one in wanted if one.kind == "meeting"]
    else:
        known = address.person(read, (person,)).id
        found = [one for one in wanted if known in one.people]
    if not found:
        raise Refused("Der er ingen møder at skrive.", hint="planner oversigt viser de kommende møder.")
    return tuple(_event(one, now) for one in found)


def must_have_organizer(sender: Sender) -> None:
    """Refuse to write events that nobody would stand behind."""
    if not sender.mailbox.email:
        raise BadUsage(
            "Sekretariatets postkasse mangler i indstillingerne, så ingen står som indkalder.",
            hint="Skriv den under [secretariat] som mailbox; planner konfig vis siger hvor.",
        )


def _plan(read: Reader, board: Board, words: tuple[str, ...], today: date) -> Plan:
    if words:
        return read.meetings([address.meeting(read, board, words, today).id])
    return read.window(board.id, today, date.max)


def _event(wanted: Wanted, now: datetime) -> CalendarEntry:
    about = "-".join(str(number) for number in (wanted.meeting, *wanted.items))
    key = f"{wanted.kind}-{about}"
    entry = Entry(0, 0, "ics", key, uid_of(key), wanted)
    sent = as_sent(entry, now)
    return replace(sent, attendees=(), body=without_link(sent.body))
