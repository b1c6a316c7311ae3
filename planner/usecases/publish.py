"""Publish: freeze the working plan as the one people are told, and queue exactly the differences.

Nothing is sent here. Before anything is written, the same question answers who would hear what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from planner.domain.board import Board, Standing
from planner.domain.changes import Change
from planner.domain.entry import Entry, Nothing, step_of
from planner.domain.errors import BadUsage, NeedsPerson, Refused
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.outbound import UNDER_WAY
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import Plan
from planner.domain.publication import News, Pair, Publication, news, pairs
from planner.domain.wanted import Sender, WantedEntries, wanted_entries
from planner.ports import Clock, Outgoing, Reader, Store, Work
from planner.usecases.news_sentences import sentence

# Records of which a change may concern any coming meeting of the board.
_WHOLE = (Board, Standing, Membership, Person)


@dataclass(frozen=True)
class PublishPlan:
    """Publish the board's plan to the backend, up to and including `until`.

    `agreed` is the question somebody said yes to (see `Published.question`); None only asks. The
    answer counts only while the counts are the same.
    """

    board: Board
    by: str
    backend: str
    sender: Sender
    until: date | None = None
    agreed: tuple[int, int, int] | None = None
    language: str = "da"


@dataclass(frozen=True)
class Hears:
    """One thing that a person hears, in a sentence."""

    kind: Literal["invitation", "update", "text", "cancellation"]
    meeting: int
    date: date
    sentence: str


@dataclass(frozen=True)
class Told:
    """A person and everything they hear."""

    person: int
    name: str
    email: str
    hears: tuple[Hears, ...]


@dataclass(frozen=True)
class Missing:
    """A person who would be invited but has no address, and the command that gives one."""

    person: int
    name: str
    dates: tuple[date, ...]
    command: str


@dataclass(frozen=True)
class Published:
    """Who hears what. `publication` is its number, None where nothing was written.

    As JSON: {"board", "publication", "first", "until", "counts": {"invitations", "updates",
    "cancellations", "persons", "events"}, "missing": [{"person", "name", "dates", "command"}],
    "told": [{"person", "name", "email", "hears": [{"kind", "meeting", "date", "sentence"}]}],
    "nothing": how many of the board's people hear nothing}.
    """

    board: str
    publication: int | None
    first: bool
    until: date | None
    counts: dict[str, int]
    missing: tuple[Missing, ...]
    told: tuple[Told, ...]
    nothing: int

    @property
    def question(self) -> tuple[int, int, int]:
        """What is asked about: invitations, updates (new texts among them) and cancellations."""
        return (self.counts["invitations"], self.counts["updates"], self.counts["cancellations"])


def publish(command: PublishPlan, *, store: Store, clock: Clock, new_key: Callable[[], str]) -> Published:
    """Say who hears what; write it too where somebody agreed. `new_key` gives a name never used before."""
    if not command.sender.mailbox.email:
        raise BadUsage(
            "Sekretariatets postkasse mangler i indstillingerne, så ingen kan inviteres.",
            hint="Skriv den under [secretariat] som mailbox; planner konfig vis siger hvor.",
        )
    now = clock.now()
    with store.work() as work:
        scope = _scope(work, command, now)
        plan = work.read.meetings(scope)
        coming = [m for m in plan.by_date if m.board == command.board.id and _is_coming(m, plan, now)]
        wanted = wanted_entries(plan, coming, command.sender)
        known = [e for e in work.out.entries(scope) if e.board == command.board.id and e.wanted.ends > now]
        found = [pair for pair in pairs(wanted.entries, _revivable(known, work.out)) if pair.is_changed]
        shown = _view(command, plan, found, wanted, work)
        if command.agreed is None:
            return shown
        if command.agreed != shown.question:
            raise NeedsPerson(
                "Planen er ændret, siden du blev spurgt, så intet er sendt.",
                hint="Kør planner udgiv igen, og se, hvem der nu får besked.",
            )
        if not found:
            raise Refused("Der er ikke noget nyt at udgive.", hint="planner status viser, hvad der venter.")
        publication = _write(command, found, shown, work, now, new_key)
        work.commit()
        return replace(shown, publication=publication.id)


def _write(
    command: PublishPlan,
    found: Iterable[Pair],
    shown: Published,
    work: Work,
    now: datetime,
    new_key: Callable[[], str],
) -> Publication:
    counts = shown.counts
    publication = work.out.publish(
        Publication(
            0,
            command.board.id,
            now,
            command.by,
            work.out.last_step(),
            command.until,
            counts["invitations"],
            counts["updates"],
            counts["cancellations"],
            counts["persons"],
        )
    )
    busy = {task.entry for task in work.out.tasks(UNDER_WAY)}
    for pair in found:
        entry = work.out.keep(_entry(pair, command, new_key))
        if entry.id not in busy and isinstance(step_of(entry, now), Nothing):
            work.out.unwish(entry)
            if not entry.stands:
                work.out.keep(replace(entry, is_over=True))
        else:
            work.out.wish(entry, publication)
    return publication


def _entry(pair: Pair, command: PublishPlan, new_key: Callable[[], str]) -> Entry:
    if pair.entry is None:
        if pair.wanted is None:
            raise ValueError(pair)
        key = new_key()
        return Entry(0, command.board.id, command.backend, key, f"{key}@planner", pair.wanted)
    if pair.wanted is None:
        return replace(pair.entry, stands=False)
    return replace(pair.entry, wanted=pair.wanted, stands=True)


def _revivable(entries: Iterable[Entry], out: Outgoing) -> list[Entry]:
    """Events that stand, and those to be called off of which nobody has been told."""
    cancelling = {task.entry for task in out.tasks((*UNDER_WAY, "parked")) if task.operation == "cancel"}
    return [entry for entry in entries if entry.stands or entry.id not in cancelling]


def _scope(work: Work, command: PublishPlan, now: datetime) -> list[int]:
    """Ids of the meetings that something happened to since the last publication, or of all coming ones.

    What is not limited by days begins where the last such publication was: what a limited one left
    out comes along.
    """
    board, today = command.board, now.astimezone(ZoneInfo(command.board.zone)).date()
    last = work.out.last_publication(board.id, whole=True)
    changes = work.out.changes_since(last.step) if last is not None else ()
    if last is None or any(_concerns_all(change, board) for change in changes):
        touched = set(work.read.window(board.id, today, date.max).meetings)
    else:
        touched = _touched(changes, work.read, board)
    if command.until is None:
        return sorted(touched)
    plan = work.read.meetings(sorted(touched))
    late = {number for number, meeting in plan.meetings.items() if meeting.date > command.until}
    return sorted(touched - late)


def _concerns_all(change: Change, board: Board) -> bool:
    record = change.record
    if isinstance(record, Person):
        told = [(p.name, p.email, p.channel) for p in (change.before, change.after) if isinstance(p, Person)]
        return len(told) == 2 and told[0] != told[1]
    if isinstance(record, Standing) and record.meeting is not None:
        return False
    return isinstance(record, _WHOLE) and board.id in (record.id, getattr(record, "board", None))


def _touched(changes: Iterable[Change], read: Reader, board: Board) -> set[int]:
    found: set[int] = set()
    items: set[int] = set()
    for change in changes:
        for record in (change.before, change.after):
            if isinstance(record, Meeting):
                found.add(record.id)
            elif isinstance(record, Placement | Standing) and record.meeting is not None:
                found.add(record.meeting)
            elif isinstance(record, Item | Presenter):
                items.add(record.id if isinstance(record, Item) else record.item)
            elif isinstance(record, Absence):
                found |= set(read.window(board.id, record.first, record.last).meetings)
    if items:
        found |= {p.meeting for p in read.items(sorted(items)).placements.values() if p.outcome is None}
    return found


def _is_coming(meeting: Meeting, plan: Plan, now: datetime) -> bool:
    zone = ZoneInfo(plan.boards[meeting.board].zone)
    return datetime.combine(meeting.date, meeting.end, zone) > now


def _view(
    command: PublishPlan, plan: Plan, found: Iterable[Pair], wanted: WantedEntries, work: Work
) -> Published:
    told: dict[int, list[News]] = defaultdict(list)
    events = 0
    for pair in found:
        events += 1
        for one in news(pair):
            told[one.person].append(one)
    everything = [one for rows in told.values() for one in rows]
    plan = _with_what_left(plan, everything, work.read)
    zone = ZoneInfo(command.board.zone)
    rows = []
    for number, heard in told.items():
        person = plan.people.get(number) or next(p for p in work.read.people() if p.id == number)
        ordered = sorted(heard, key=lambda one: one.starts)
        hears = tuple(
            Hears(
                one.kind,
                one.meeting,
                one.starts.astimezone(zone).date(),
                sentence(one, plan, zone, command.language),
            )
            for one in ordered
        )
        rows.append(Told(number, person.name, person.email or "", hears))
    kinds = [one.kind for one in everything]
    counts = {
        "invitations": kinds.count("invitation"),
        "updates": kinds.count("update") + kinds.count("text"),
        "cancellations": kinds.count("cancellation"),
        "persons": len(rows),
        "events": events,
    }
    seats = {s.person for s in plan.all(Membership).values() if s.board == command.board.id}
    return Published(
        command.board.code,
        None,
        work.out.last_publication(command.board.id) is None,
        command.until,
        counts,
        _missing(plan, wanted),
        tuple(sorted(rows, key=lambda row: (row.name, row.person))),
        len(seats - set(told)),
    )


def _with_what_left(plan: Plan, heard: Iterable[News], read: Reader) -> Plan:
    """The plan with items that no longer stand on these meetings: a cancellation names them."""
    gone = {number for one in heard for number in one.items} - set(plan.items)
    return plan.merged(read.items(sorted(gone))) if gone else plan


def _missing(plan: Plan, wanted: WantedEntries) -> tuple[Missing, ...]:
    days: dict[int, set[date]] = defaultdict(set)
    for meeting, person in wanted.unreachable:
        days[person].add(plan.meetings[meeting].date)
    return tuple(
        Missing(number, name, tuple(sorted(on)), f'planner person ret "{name}" --email ADRESSE')
        for number, on in sorted(days.items(), key=lambda row: plan.people[row[0]].name)
        for name in (plan.people[number].name,)
    )
