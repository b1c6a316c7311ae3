"""Remind people: what is due now, once each, in one mail a person; and what is left of it when the mail leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.answers import attendees, last_told, word_of
from planner.domain.audience import audience_of
from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.deadlines import next_working_day
from planner.domain.entry_texts import link_in
from planner.domain.issue import Recipient
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.post import LETTER_WAITING, QueuedLetter
from planner.domain.quiet import first_allowed, is_quiet
from planner.domain.reminders import Appointment, Key, Reminder, reminders
from planner.ports import Clock, Reader, Store, Work
from planner.usecases.letters import queue
from planner.usecases.published_plan import PublishedPlans

# As far ahead as anything is due, and as far back as somebody may have been reminded of it.
_AHEAD, _BACK = timedelta(days=70), timedelta(days=120)
GONE, GATHERED = "ikke længere aktuel", "samlet i en senere mail"


@dataclass(frozen=True)
class Remind:
    """Whom to remind, of a board. `sender` signs the mails and gets a copy of what is late."""

    board: Board
    sender: Mailbox
    telephone: str | None = None


@dataclass(frozen=True)
class Reminded:
    """What came of it. As JSON: {"board", "quiet", "letters", "reminders", "without_address": [names]}.

    `quiet` says that nobody is written to at this hour, or on this day: the letters wait.
    """

    board: str
    quiet: bool
    letters: int = 0
    reminders: int = 0
    without_address: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawnReminders:
    """The letters that would leave now, and the reminders in them that are new.

    `instead_of` are earlier ones that have not left: what still holds of them is in the new ones.
    """

    letters: tuple[QueuedLetter, ...]
    new: tuple[Reminder, ...]
    without_address: tuple[str, ...]
    instead_of: tuple[QueuedLetter, ...] = ()


def remind(command: Remind, *, store: Store, clock: Clock) -> Reminded:
    """Queue a mail for each person who is to be reminded of something new. In quiet hours they wait."""
    now = _local(clock.now(), command.board)
    with store.work() as work:
        drawn = draw(command, work, now)
        letter_of = {
            tuple(entry["key"]): letter.key
            for letter in drawn.letters
            for group in letter.facts["people"]
            for entry in group["entries"]
        }
        for one in drawn.new:
            if one.key in letter_of:
                work.reminders.give(one.key, command.board.id, now, letter_of[one.key])
        for old in drawn.instead_of:
            work.letters.save(replace(old, state="suppressed", not_before=None, reason=GATHERED), old)
        queued = queue(drawn.letters, work)
        work.commit()
    quiet = is_quiet(command.board, now)
    return Reminded(command.board.code, quiet, queued, len(letter_of), drawn.without_address)


def draw(command: Remind, work: Work, now: datetime) -> DrawnReminders:
    """What would leave at a wall time of the board's zone, were it not quiet. Writes nothing."""
    board = command.board
    given = given_before(board, work, now)
    wanted, told = wanted_reminders(board, work, now, given)
    # After days without a mail server each still gets one mail, not one for each day.
    unsent = tuple(
        one
        for one in work.letters.open(board.id)
        if one.kind == "reminder" and one.state in LETTER_WAITING and not one.doubtful
    )
    known = set(given) - {tuple(entry["key"]) for one in unsent for entry in _entries(one)}
    new = tuple(one for one in wanted if one.key not in known)
    people = {person.id: person for person in work.read.people()}
    letters, without = [], []
    for person, groups in _by_recipient(new, people).items():
        recipient = _recipient(command, told, people.get(person), now)
        if not recipient.email:
            without.append(recipient.name)
            continue
        letters.append(_letter(command, recipient, groups, people, now))
    return DrawnReminders(tuple(letters), new, tuple(without), unsent)


def given_before(board: Board, work: Work, now: datetime) -> tuple[Key, ...]:
    """What people were reminded of already, as far back as that still matters."""
    return work.reminders.given(board.id, now - _BACK)


def wanted_reminders(
    board: Board, work: Work, now: datetime, given: Iterable[Key] = ()
) -> tuple[tuple[Reminder, ...], Plan]:
    """Everything that people are to be reminded of now, given or not, and the plan that was published."""
    first, last = now.date(), now.date() + _AHEAD
    published = PublishedPlans(work, board, first, last)
    told = published.at(published.latest) if published.latest is not None else Plan()
    plan = published.now.merged(work.read.followups(board.id))
    there = appointments(work.read, board, told, next_working_day(board, first) + timedelta(days=7))
    return reminders(told, plan, board, there, now, given), told


def appointments(read: Reader, board: Board, told: Plan, last: date) -> tuple[Appointment, ...]:
    """What each attendee was last told of the board's meetings up to a day."""
    zone = ZoneInfo(board.zone)
    meetings = [
        one.id
        for one in told.by_date
        if one.board == board.id and one.status == "planned" and one.date <= last
    ]
    found = []
    for about in read.correspondence(meetings):
        wanted = about.entry.wanted
        if not about.entry.stands or about.entry.is_over:
            continue
        for person, email, _ in attendees(about):
            sent = last_told(about, email)
            if person is None or sent is None:
                continue
            found.append(
                Appointment(
                    person,
                    wanted.meeting,
                    wanted.items if wanted.kind == "stretch" else (),
                    sent.revision.starts.astimezone(zone),
                    sent.revision.ends.astimezone(zone),
                    sent.revision.place,
                    word_of(about, email).standing,
                    sent.at.astimezone(zone).date(),
                    link_in(sent.revision.body),
                    wanted.is_window and sent.revision.starts == wanted.starts,
                )
            )
    return tuple(found)


def still_wanted(letter: QueuedLetter, work: Work, at: datetime) -> QueuedLetter:
    """What is left of a reminder as it is about to leave: nothing that has moved, come in or been done.

    In quiet hours and on days off it waits for the first moment after.
    """
    board = next(one for one in work.read.boards() if one.id == letter.board)
    now = _local(at, board)
    if is_quiet(board, now):
        return replace(letter, state="wait", not_before=first_allowed(board, now))
    keys = {one.key for one in wanted_reminders(board, work, now, _given(letter))[0]}
    people = [
        {**group, "entries": [one for one in group["entries"] if tuple(one["key"]) in keys]}
        for group in letter.facts["people"]
    ]
    left = [group for group in people if group["entries"]]
    if not left:
        return replace(letter, state="suppressed", not_before=None, reason=GONE)
    if left == letter.facts["people"]:
        return letter
    return replace(letter, facts={**letter.facts, "people": left}, digest="")


def _entries(letter: QueuedLetter) -> list[dict[str, Any]]:
    return [one for group in letter.facts["people"] for one in group["entries"]]


def _given(letter: QueuedLetter) -> list[Key]:
    """What the "moved" entries of a letter are about, so that they are found again."""
    return [
        tuple(key) for group in letter.facts["people"] for one in group["entries"] for key in one["before"]
    ]


def _by_recipient(
    new: Iterable[Reminder], people: Mapping[int, Person]
) -> dict[int, dict[int, list[Reminder]]]:
    """Recipient -> whom it concerns -> what: their own first, then those they help. 0 is the secretariat."""
    found: dict[int, dict[int, list[Reminder]]] = defaultdict(lambda: defaultdict(list))
    listed = tuple(new)
    for one in listed:
        found[one.person][one.person].append(one)
    for one in listed:
        person = people.get(one.person)
        if person is not None and person.secretary is not None:
            found[person.secretary][one.person].append(one)
        if one.inside:
            found[0][one.person].append(one)
    return found


def _recipient(command: Remind, told: Plan, person: Person | None, now: datetime) -> Recipient:
    board = command.board
    if person is None:
        return Recipient(0, command.sender.name, command.sender.email, board.language, "sekretariat")
    audience = audience_of(told, board.id, person.id, now.date()).name
    return Recipient(person.id, person.name, person.email or "", person.language or board.language, audience)


def _letter(
    command: Remind,
    recipient: Recipient,
    groups: Mapping[int, list[Reminder]],
    people: Mapping[int, Person],
    now: datetime,
) -> QueuedLetter:
    entries = [one for group in groups.values() for one in group]
    facts = {
        "board": {"code": command.board.code, "name": command.board.name, "zone": command.board.zone},
        "sender": {
            "name": command.sender.name,
            "email": command.sender.email,
            "telephone": command.telephone,
        },
        "people": [
            {
                "name": None if number == recipient.person else people[number].name,
                "entries": [_entry(one) for one in group],
            }
            for number, group in groups.items()
            if number in people
        ],
    }
    return QueuedLetter(
        f"reminder:{command.board.id}:{recipient.person}:{now.isoformat()}",
        "reminder",
        command.board.id,
        recipient.person or None,
        recipient.name,
        recipient.email,
        recipient.language,
        recipient.audience,
        now,
        max(one.until for one in entries),
        facts,
    )


def _entry(one: Reminder) -> dict[str, Any]:
    before = [[one.person, one.subject, rule, version] for rule, version in _before(one)]
    return {**one.facts, "key": list(one.key), "before": before}


def _before(one: Reminder) -> list[tuple[str, str]]:
    if one.rule == "moved":
        return [(rule, one.version.partition(">")[0]) for rule in ("papers", "tomorrow")]
    return [(one.rule, version) for version in one.facts["old"]]


def _local(at: datetime, board: Board) -> datetime:
    return at.astimezone(ZoneInfo(board.zone))
