"""Who hears what of a publication, person by person and room by room, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Literal
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.entry import BY_HAND
from planner.domain.people import Membership
from planner.domain.plan import Plan
from planner.domain.publication import News, Pair, news
from planner.domain.stages import gone
from planner.domain.wanted import WantedEntries
from planner.ports import Reader, Work
from planner.usecases.already_there import Double
from planner.usecases.news_sentences import is_excused, sentence

_SOON = timedelta(hours=24)


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
    """A person who would be invited but has no address, and the command that gives one.

    `candidates` are those of the address book who may be meant; none is chosen.
    """

    person: int
    name: str
    dates: tuple[date, ...]
    command: str
    candidates: tuple[Mailbox, ...] = ()


@dataclass(frozen=True)
class ToldRoom:
    """A room and everything that its mailbox hears."""

    name: str
    email: str
    hears: tuple[Hears, ...]


@dataclass(frozen=True)
class ByHand:
    """A change of an event that somebody else invites to: it is for a person to tell them."""

    meeting: int
    date: date
    subject: str
    sentence: str


@dataclass(frozen=True)
class Call:
    """Somebody to telephone, for what changes is less than a day away."""

    person: int
    name: str
    telephone: str | None
    sentence: str


@dataclass(frozen=True)
class Addition:
    """What has changed on an agenda that was sent, line by line, and the members who are sent it."""

    meeting: int
    date: date
    lines: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """Who hears what. `publication` is its number, None where nothing was written.

    As JSON: {"board", "publication", "first", "until", "counts": {"invitations", "updates",
    "cancellations", "persons", "events", "rooms"}, "missing": [{"person", "name", "dates", "command",
    "candidates": [{"name", "email"}]}],
    "told": [{"person", "name", "email", "hears": [{"kind", "meeting", "date", "sentence"}]}],
    "nothing": how many of the board's people hear nothing, "rooms": [{"name", "email", "hears"}],
    "by_hand": [{"meeting", "date", "subject", "sentence"}], "doubles": [{"meeting", "date", "subject",
    "starts", "ends"}], "calls": [{"person", "name", "telephone", "sentence"}], "additions": [{"meeting",
    "date", "lines", "recipients"}], "small": how many small changes are not sent, "dispatched": days whose
    agenda is sent by the board's own rule, "others": codes of the boards that are not published}.
    """

    board: str
    publication: int | None
    first: bool
    until: date | None
    counts: dict[str, int]
    missing: tuple[Missing, ...]
    told: tuple[Told, ...]
    nothing: int
    rooms: tuple[ToldRoom, ...] = ()
    by_hand: tuple[ByHand, ...] = ()
    doubles: tuple[Double, ...] = ()
    calls: tuple[Call, ...] = ()
    additions: tuple[Addition, ...] = ()
    small: int = 0
    dispatched: tuple[date, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to publish."""
        return not self.counts["events"] and not self.by_hand and not self.dispatched

    @property
    def question(self) -> tuple[int, int, int]:
        """What is asked about: invitations, updates (new texts among them) and cancellations."""
        return (self.counts["invitations"], self.counts["updates"], self.counts["cancellations"])


def who_hears(
    board: Board,
    plan: Plan,
    found: Iterable[Pair],
    wanted: WantedEntries,
    work: Work,
    *,
    now: datetime,
    until: date | None = None,
    language: str = "da",
    small: int = 0,
    dispatched: tuple[date, ...] = (),
) -> Published:
    """What publishing these differences tells whom. `small` changes are left out of them."""
    pairs = tuple(found)
    queued = [pair for pair in pairs if pair.backend != BY_HAND]
    told = _with_moves([one for pair in queued for one in news(pair)])
    by_hand = [(pair, one) for pair in pairs if pair.backend == BY_HAND for one in _once(pair)]
    plan = _with_what_left(plan, [*told, *(one for _, one in by_hand)], work.read)
    zone = ZoneInfo(board.zone)
    say = partial(sentence, plan=plan, zone=zone, language=language)
    persons, rooms = _by_receiver(told)
    rows = []
    for number, own in persons.items():
        person = plan.people.get(number) or next(p for p in work.read.people() if p.id == number)
        rows.append(Told(number, person.name, person.email or "", _heard(own, zone, say)))
    seats = {s.person for s in plan.all(Membership).values() if s.board == board.id}
    return Published(
        board.code,
        None,
        work.out.last_publication(board.id) is None,
        until,
        _counts(told, len(queued)),
        _missing(plan, wanted, until),
        tuple(sorted(rows, key=lambda row: (row.name, row.person))),
        len(seats - set(persons)),
        tuple(ToldRoom(*room, _heard(own, zone, say)) for room, own in sorted(rooms.items())),
        tuple(_by_hand(pair, one, zone, say) for pair, one in by_hand),
        calls=_calls(persons, plan, now, say),
        additions=_additions(pairs, plan),
        small=small,
        dispatched=dispatched,
        others=tuple(one.code for one in work.read.boards() if one.own and one.id != board.id),
    )


def _by_receiver(told: Iterable[News]) -> tuple[dict[int, list[News]], dict[tuple[str, str], list[News]]]:
    """What each person hears, by id, and each room, by its name and address."""
    persons: dict[int, list[News]] = defaultdict(list)
    rooms: dict[tuple[str, str], list[News]] = defaultdict(list)
    for one in told:
        if one.room is not None:
            rooms[one.room.name, one.room.email].append(one)
        else:
            persons[one.person].append(one)
    return persons, rooms


def _heard(told: Iterable[News], zone: ZoneInfo, say: Callable[[News], str]) -> tuple[Hears, ...]:
    return tuple(
        Hears(one.kind, one.meeting, one.starts.astimezone(zone).date(), say(one))
        for one in sorted(told, key=lambda one: one.starts)
    )


def _counts(told: Iterable[News], events: int) -> dict[str, int]:
    persons, rooms = _by_receiver(told)
    kinds = [one.kind for own in persons.values() for one in own]
    return {
        "invitations": kinds.count("invitation"),
        "updates": kinds.count("update") + kinds.count("text"),
        "cancellations": kinds.count("cancellation"),
        "persons": len(persons),
        "events": events,
        "rooms": len(rooms),
    }


def _calls(
    persons: Mapping[int, Iterable[News]], plan: Plan, now: datetime, say: Callable[[News], str]
) -> tuple[Call, ...]:
    calls = [
        Call(number, somebody.name, somebody.telephone, say(one))
        for number, own in persons.items()
        for one in own
        if _is_urgent(one, now)
        and not (one.kind == "cancellation" and is_excused(one, plan))
        and (somebody := plan.people.get(number)) is not None
    ]
    return tuple(sorted(calls, key=lambda call: (call.name, call.person)))


def _is_urgent(one: News, now: datetime) -> bool:
    """Whether somebody must hear at once that they are expected, or no longer, within a day."""
    begins = min(moment for moment in (one.starts, one.before) if moment is not None)
    return one.kind != "text" and begins - now <= _SOON


def _additions(found: Iterable[Pair], plan: Plan) -> tuple[Addition, ...]:
    lines: dict[int, dict[str, None]] = defaultdict(dict)
    names: dict[int, dict[str, None]] = defaultdict(dict)
    for pair in found:
        old, new = pair.before, pair.wanted
        if pair.entry is None or not pair.entry.stands or old is None or new is None or new.kind != "meeting":
            continue
        meeting = plan.meetings[new.meeting]
        later = meeting.numbers != meeting.points or bool(gone(plan, meeting))
        if meeting.stage != "sent" or not (old.stage == "sent" or later):
            continue
        had = set(old.body.splitlines())
        lines[meeting.id] |= dict.fromkeys(line.strip() for line in new.body.splitlines() if line not in had)
        names[meeting.id] |= dict.fromkeys(
            one.mailbox.name for one in new.attendees if one.role != "resource"
        )
    return tuple(
        Addition(number, plan.meetings[number].date, tuple(said), tuple(names[number]))
        for number, said in sorted(lines.items(), key=lambda row: plan.meetings[row[0]].date)
        if said
    )


def _with_moves(told: list[News]) -> list[News]:
    """Whoever is told another way from now on hears that, and not that they are out."""
    invited = {(one.person, one.meeting, one.event) for one in told if one.kind == "invitation"}
    return [
        replace(one, moves=True)
        if one.kind == "cancellation" and not one.room and (one.person, one.meeting, one.event) in invited
        else one
        for one in told
    ]


def _once(pair: Pair) -> tuple[News, ...]:
    """What changes of an event that a person keeps, said once; its text is nothing to trouble them with."""
    # Where no place stood there, ours is no news to anybody.
    had_place = pair.before is not None and pair.before.place is not None
    return tuple(
        one
        for one in news(pair)
        if one.kind == "cancellation" or one.before is not None or (one.place_changed and had_place)
    )[:1]


def _by_hand(pair: Pair, one: News, zone: ZoneInfo, say: Callable[[News], str]) -> ByHand:
    subject = pair.entry.sent.subject if pair.entry is not None and pair.entry.sent is not None else ""
    return ByHand(one.meeting, one.starts.astimezone(zone).date(), subject, say(one))


def _with_what_left(plan: Plan, heard: Iterable[News], read: Reader) -> Plan:
    """The plan with items that no longer stand on these meetings: a cancellation names them."""
    gone = {number for one in heard for number in one.items} - set(plan.items)
    return plan.merged(read.items(sorted(gone))) if gone else plan


def _missing(plan: Plan, wanted: WantedEntries, until: date | None) -> tuple[Missing, ...]:
    days: dict[int, set[date]] = defaultdict(set)
    for meeting, person in wanted.unreachable:
        if until is None or plan.meetings[meeting].date <= until:
            days[person].add(plan.meetings[meeting].date)
    return tuple(
        Missing(number, plan.people[number].name, tuple(sorted(on)), _remedy(number, plan, wanted))
        for number, on in sorted(days.items(), key=lambda row: plan.people[row[0]].name)
    )


def _remedy(number: int, plan: Plan, wanted: WantedEntries) -> str:
    name = plan.people[number].name
    if number in wanted.without_feed:
        return f'planner abonnement tilføj "{name}"'
    return f'planner person ret "{name}" --email ADRESSE'
