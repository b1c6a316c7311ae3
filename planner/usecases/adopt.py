"""Meetings that stand in a calendar already are taken over, so that the plan never makes a second one.

Nobody is told anything by that. What the secretariat invites to is kept up to date from then on; what
somebody else invites to, and one of a series, is left to a person: publishing lists what has changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import CalendarEntry, GatewayError, Mailbox, Remote
from planner.domain.entry import BY_HAND, Entry, Wanted, as_sent
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person
from planner.domain.plan import Plan
from planner.domain.wanted import attendee
from planner.ports import Adopting, CalendarGateway, Clock, Store, Work

_WORD = re.compile(r"\w+")
_ALIKE = 5  # letters that the name of a board and a subject begin with


@dataclass(frozen=True)
class Match:
    """A meeting of the plan and what stands in the calendar. Wall times in the board's zone.

    `by_hand` says why it would be kept up to date by a person, None where the planner does that. `fault`
    is what went wrong in marking it as ours.
    """

    meeting: int
    date: date
    starts: time
    ends: time
    subject: str
    found_starts: time
    found_ends: time
    by_hand: str | None = None
    fault: str | None = None


@dataclass(frozen=True)
class Adoption:
    """What matches, in order of time, and how many meetings still match nothing; `adopted` says whether it was done.

    As JSON: {"board", "matches": [{"meeting", "date", "starts", "ends", "subject", "found_starts",
    "found_ends", "by_hand", "fault"}], "unmatched", "adopted"}.
    """

    board: str
    matches: tuple[Match, ...]
    unmatched: int
    adopted: bool = False


@dataclass(frozen=True)
class Adopt:
    """Find the board's coming meetings among events, and take them over when `accepted`.

    `backend` is where they are kept up to date from then on. `days` limits it to meetings on those days.
    """

    board: Board
    backend: str
    mailbox: Mailbox
    days: tuple[date, ...] = ()
    accepted: bool = False


def stretch(board: Board, store: Store, clock: Clock) -> tuple[datetime, datetime] | None:
    """From when to when there are meetings that no event is known of; None where there are none."""
    with store.work() as work:
        meetings = _unknown(work, board, clock.now())[1]
    zone = ZoneInfo(board.zone)
    if not meetings:
        return None
    first, last = (datetime.combine(m.date, time(), zone) for m in (meetings[0], meetings[-1]))
    return first, last + timedelta(days=1)


def adopt(
    command: Adopt,
    remotes: Iterable[Remote],
    *,
    store: Store,
    clock: Clock,
    new_key: Callable[[], str],
    calendar: CalendarGateway | None = None,
) -> Adoption:
    """What matches; where it was accepted it is taken over, and marked as ours in the `calendar` it stands in."""
    now = clock.now()
    with store.work() as work:
        plan, meetings = _unknown(work, command.board, now)
        if command.days:
            meetings = [meeting for meeting in meetings if meeting.date in command.days]
        found = _matched(plan, command.board, meetings, remotes)
        kept = [(_entry(command, plan, *pair, now, new_key()), *pair) for pair in found]
        if command.accepted:
            kept = [(work.out.keep(entry), meeting, remote) for entry, meeting, remote in kept]
            work.commit()
    zone = ZoneInfo(command.board.zone)
    faults = [_marked(entry, store, calendar) if command.accepted else None for entry, _, _ in kept]
    matches = tuple(
        Match(
            meeting.id,
            meeting.date,
            meeting.start,
            meeting.end,
            remote.subject,
            remote.starts.astimezone(zone).time(),
            remote.ends.astimezone(zone).time(),
            _why_by_hand(command, remote),
            fault,
        )
        for (_, meeting, remote), fault in zip(kept, faults, strict=True)
    )
    return Adoption(command.board.code, matches, len(meetings) - len(matches), command.accepted)


def _unknown(work: Work, board: Board, now: datetime) -> tuple[Plan, list[Meeting]]:
    """The coming meetings of the board that nobody has been told of, with all that stands on them."""
    today = now.astimezone(ZoneInfo(board.zone)).date()
    plan = work.read.window(board.id, today, date.max)
    known = {
        entry.wanted.meeting for entry in work.out.entries(plan.meetings) if entry.wanted.kind == "meeting"
    }
    return plan, [m for m in plan.by_date if m.status == "planned" and m.id not in known]


def _matched(
    plan: Plan, board: Board, meetings: Sequence[Meeting], remotes: Iterable[Remote]
) -> list[tuple[Meeting, Remote]]:
    """Each meeting with the likest event of its day; an event belongs to one meeting."""
    zone = ZoneInfo(board.zone)
    members = _members(plan, board)
    emails = {(person.email or "").casefold() for person in members} - {""}
    standing = [one for one in remotes if not one.is_cancelled and one.uid]
    ranked = sorted(
        (
            (likeness, number, place)
            for number, meeting in enumerate(meetings)
            for place, remote in enumerate(standing)
            if (likeness := _likeness(meeting, remote, board, emails, zone)) is not None
        ),
        key=lambda row: (*(-part for part in row[0]), row[1], row[2]),
    )
    taken: dict[int, int] = {}
    for _, number, place in ranked:
        if number not in taken and place not in taken.values():
            taken[number] = place
    return [(meetings[number], standing[place]) for number, place in sorted(taken.items())]


def _likeness(
    meeting: Meeting, remote: Remote, board: Board, emails: set[str], zone: ZoneInfo
) -> tuple[int, int, int] | None:
    """How like they are, None where they have nothing to do with one another.

    The day must be the same. Then the subject names the board, or the time touches and members are invited.
    """
    starts, ends = (moment.astimezone(zone) for moment in (remote.starts, remote.ends))
    if starts.date() != meeting.date:
        return None
    named = _names(remote.subject, board)
    touches = starts.time() < meeting.end and meeting.start < ends.time()
    invited = bool(emails & {email.casefold() for email in remote.attendees})
    if not (named or (touches and invited)):
        return None
    same = (starts.time(), ends.time()) == (meeting.start, meeting.end)
    return int(same) + int(touches), int(named), int(invited)


def _names(subject: str, board: Board) -> bool:
    """Whether a subject speaks of the board: its code, or a word that begins as a word of its name does."""
    words = [word.casefold() for word in _WORD.findall(subject)]
    own = [word.casefold()[:_ALIKE] for word in _WORD.findall(board.name) if len(word) >= _ALIKE]
    return board.code.casefold() in words or any(word.startswith(one) for word in words for one in own)


def _members(plan: Plan, board: Board) -> list[Person]:
    seats = [s for s in plan.all(Membership).values() if s.board == board.id and s.role == "member"]
    return [plan.people[seat.person] for seat in seats if seat.person in plan.people]


def _why_by_hand(command: Adopt, remote: Remote) -> str | None:
    if remote.recurs:
        return "en del af en serie"
    own = (remote.organizer or "").casefold() == command.mailbox.email.casefold()
    return None if remote.is_organizer or own else "indkaldt af en anden"


def _entry(command: Adopt, plan: Plan, meeting: Meeting, remote: Remote, now: datetime, key: str) -> Entry:
    """The event as it stands there: the next publication compares the plan with it."""
    invited = {email.casefold() for email in remote.attendees}
    members = sorted(_members(plan, command.board), key=lambda person: person.id)
    here = [person for person in members if (person.email or "").casefold() in invited]
    by_hand = _why_by_hand(command, remote) is not None
    # Nobody is told by us of what is kept by hand, so every member counts as told already.
    people = members if by_hand else here
    wanted = Wanted(
        kind="meeting",
        meeting=meeting.id,
        people=tuple(person.id for person in people),
        items=(),
        starts=remote.starts,
        ends=remote.ends,
        zone=command.board.zone,
        subject=remote.subject,
        body="",
        neutral_body="",
        shown=(),
        organizer=command.mailbox,
        attendees=tuple(attendee(person) for person in people),
        place=remote.place,
        backend=BY_HAND if by_hand else command.backend,
    )
    # The occurrences of a series share their UID.
    uid = f"{remote.uid}#{meeting.date.isoformat()}" if by_hand else remote.uid or key
    entry = Entry(0, command.board.id, wanted.backend, key, uid, wanted, link=remote.link)
    sent = replace(as_sent(entry, now), sequence=remote.sequence or 0)
    return replace(entry, sent=sent)


def _marked(entry: Entry, store: Store, calendar: CalendarGateway | None) -> str | None:
    """Mark the event as ours, so that it is known again; what went wrong, in a sentence."""
    if entry.backend == BY_HAND or not isinstance(calendar, Adopting) or entry.sent is None:
        return None
    sent: CalendarEntry = entry.sent
    try:
        link = calendar.adopt(sent, entry.link)
    except GatewayError as error:
        return error.sentence
    with store.work() as work:
        work.out.keep(replace(entry, link=link))
        work.commit()
    return None
