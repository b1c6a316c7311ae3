"""Publish: freeze the working plan as the one people are told, and queue exactly the differences.

Nothing is sent here. Before anything is written, the same question answers who would hear what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from planner.domain.audience import is_closed
from planner.domain.board import Board, Standing
from planner.domain.changes import Change, net
from planner.domain.entry import BY_HAND, Entry, Nothing, Wanted, step_of, uid_of
from planner.domain.errors import BadUsage, NeedsPerson, Refused
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.outbound import UNDER_WAY
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import Plan
from planner.domain.publication import Pair, Publication, pairs
from planner.domain.shifts import is_early_wording, is_small, is_within
from planner.domain.stages import dispatch, is_due
from planner.domain.wanted import READER, Sender, wanted_entries
from planner.ports import CalendarGateway, Clock, Outgoing, Reader, Store, Work
from planner.usecases.already_there import doubles
from planner.usecases.who_hears import Published, who_hears

# Records of which a change may concern any coming meeting of the board.
_WHOLE = (Board, Standing, Membership, Person)
NO_CALENDARS: Mapping[str, CalendarGateway] = {}
WAYS = {"mail": "mail", "ews": "Exchange", "ics": "abonnement"}


@dataclass(frozen=True)
class PublishPlan:
    """Publish the board's plan up to and including `until`.

    `backend` is how people without a channel of their own are told, `offered` what is set up (None: not
    asked).
    `agreed` is the question somebody said yes to (see `Published.question`); None only asks. The
    answer counts only while the counts are the same. `exact` sends small shifts too, and new wordings of
    provisional agendas. With `quiet` the plan is published also where nobody hears of it now: what
    changed on agendas alone is told by the weekly mail.
    """

    board: Board
    by: str
    backend: str
    sender: Sender
    until: date | None = None
    agreed: tuple[int, int, int] | None = None
    language: str = "da"
    offered: frozenset[str] | None = None
    exact: bool = False
    quiet: bool = False


def publish(
    command: PublishPlan,
    *,
    store: Store,
    clock: Clock,
    new_key: Callable[[], str],
    calendars: Mapping[str, CalendarGateway] = NO_CALENDARS,
    look: Callable[[Sequence[Pair]], None] | None = None,
) -> Published:
    """Say who hears what; write it too where somebody agreed. `new_key` gives a name never used before.

    Before that is asked, the `calendars` are looked into for meetings that stand there already. `look` is
    shown the differences.
    """
    if command.agreed is not None and not command.sender.mailbox.email:
        raise no_mailbox()
    now, zone = clock.now(), ZoneInfo(command.board.zone)
    today = now.astimezone(zone).date()
    with store.work() as work:
        scope = _scope(work, command, now)
        plan = work.read.meetings(scope)
        coming = [m for m in plan.by_date if m.board == command.board.id and _is_coming(m, plan, now)]
        going = _going_out(plan, coming, command, today)
        plan = plan.apply(going)
        coming = [plan.meetings[meeting.id] for meeting in coming]
        known = [e for e in work.out.entries(scope) if e.board == command.board.id and e.wanted.ends > now]
        wanted = wanted_entries(plan, coming, _sender(command, known, work, today))
        differing = [
            pair if command.exact else _as_told(pair, command.board, work.read)
            for pair in pairs([one for one in wanted.entries if one.ends > now], _revivable(known, work.out))
            if pair.is_changed and is_within(pair, command.until, zone)
        ]
        found = [pair for pair in differing if command.exact or not _can_wait(pair, command.board, work.read)]
        _must_be_set_up(found, command)
        shown = who_hears(
            command.board,
            plan,
            found,
            wanted,
            work,
            until=command.until,
            language=command.language,
            now=now,
            small=len(differing) - len(found),
            dispatched=tuple(sorted(c.after.date for c in going if isinstance(c.after, Meeting))),
        )
        if look is not None:
            look(found)
        if command.agreed is not None:
            return _agreed(command, found, going, shown, work, now, new_key)
    new = [pair.wanted for pair in found if pair.entry is None and pair.wanted is not None]
    return replace(shown, doubles=doubles(new, calendars))


def no_mailbox() -> BadUsage:
    """Why nobody can be invited: there is no organizer."""
    return BadUsage(
        "Sekretariatets postkasse mangler i indstillingerne, så ingen kan inviteres.",
        hint="Skriv den under [secretariat] som mailbox; planner konfig vis siger hvor.",
    )


def _agreed(
    command: PublishPlan,
    found: list[Pair],
    going: Sequence[Change],
    shown: Published,
    work: Work,
    now: datetime,
    new_key: Callable[[], str],
) -> Published:
    if command.agreed != shown.question:
        raise NeedsPerson(
            "Planen er ændret, siden du blev spurgt, så intet er sendt.",
            hint="Kør planner udgiv igen, og se, hvem der nu får besked.",
        )
    if not found and not going and command.quiet and not has_changed(work, command.board):
        return shown
    if not found and not going and not command.quiet:
        raise Refused("Der er ikke noget nyt at udgive.", hint="planner status viser, hvad der venter.")
    if going:
        work.append(going, board=command.board.id, at=now, by=command.by, command="udgiv")
    publication = _write(command, found, shown, work, now, new_key)
    if command.until is None:
        work.sending.reviewed()
    work.commit()
    return replace(shown, publication=publication.id)


def has_changed(work: Work, board: Board, *, whole: bool = False) -> bool:
    """Whether anything of the board's plan is other than it was published, or was published `whole`."""
    last = work.out.last_publication(board.id, whole=whole)
    if last is None:
        return True
    told_of = (Absence, Item, Meeting, Placement, Presenter, Standing)
    return any(
        isinstance(change.record, told_of) and getattr(change.record, "board", board.id) == board.id
        for change in net(work.out.changes_since(last.step))
    )


def _going_out(
    plan: Plan, coming: Iterable[Meeting], command: PublishPlan, today: date
) -> tuple[Change, ...]:
    """What sends the agendas whose day has come by the board's own rule: numbers are frozen with it."""
    return tuple(
        change
        for meeting in coming
        if is_due(command.board, meeting, today) and (command.until is None or meeting.date <= command.until)
        for change in dispatch(plan, meeting)
    )


def _sender(command: PublishPlan, known: Iterable[Entry], work: Work, today: date) -> Sender:
    """The sender with what it must know: subscriptions, what was published, and what was there before."""
    told: dict[tuple[int, int], tuple[Wanted, ...]] = {}
    for entry in known:
        if entry.stands and entry.wanted.kind in ("stretch", "hold"):
            for person in entry.wanted.people:
                key = (entry.wanted.meeting, person)
                told[key] = (*told.get(key, ()), entry.wanted)
    return replace(
        command.sender,
        told=told,
        today=today,
        backend=command.backend,
        subscribers=frozenset(feed.person for feed in work.feeds.active() if feed.person is not None),
        shared={
            entry.wanted.meeting: entry.backend
            for entry in known
            if entry.wanted.kind == "meeting"
            and entry.stands
            and entry.is_adopted
            and entry.backend in (BY_HAND, command.backend)
        },
    )


def _must_be_set_up(found: Iterable[Pair], command: PublishPlan) -> None:
    """Refuse what could never leave: a way of telling people that the settings do not describe."""
    if command.offered is None:
        return
    for pair in found:
        if pair.backend not in (*command.offered, BY_HAND):
            way = WAYS.get(pair.backend, pair.backend)
            event = pair.wanted or pair.before
            names = ", ".join(one.mailbox.name for one in event.attendees[:3]) if event is not None else ""
            raise BadUsage(
                f"{names} skal have besked ad vejen “{way}”, og den er ikke sat op.",
                hint="Sæt den op i indstillingerne (planner konfig vis), eller vælg en anden vej med"
                " planner person ret NAVN --channel.",
            )


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
            command.backend,
        )
    )
    busy = {task.entry for task in work.out.tasks(UNDER_WAY)}
    for pair in found:
        entry = work.out.keep(_entry(pair, command, new_key))
        if entry.backend == BY_HAND:
            if not entry.stands:
                work.out.keep(replace(entry, is_over=True))
        elif entry.id not in busy and isinstance(step_of(entry, now), Nothing):
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
        return Entry(0, command.board.id, pair.backend or command.backend, key, uid_of(key), pair.wanted)
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
    reviews = work.sending.must_review()
    if (
        last is None
        or reviews
        or last.backend not in (None, command.backend)
        or any(feed.at > last.at for feed in work.feeds.active())
        or any(_concerns_all(change, board) for change in changes)
    ):
        touched = set(work.read.window(board.id, today, date.max).meetings)
        if reviews:  # people were told of meetings that the copy, which was put back, may not have
            touched |= {entry.wanted.meeting for entry in work.sending.coming(now, board.id)}
    else:
        touched = _touched(changes, work.read, board)
        touched |= _by_themselves(work.read, command, today)
    return sorted(touched)


def _by_themselves(read: Reader, command: PublishPlan, today: date) -> set[int]:
    """Meetings that may be told of anew though nobody changed them: the board's own days have come.

    Small shifts that were left out, and held dates, are looked for on all coming meetings when they are
    asked for.
    """
    board = command.board
    if command.exact or command.sender.holds:
        return set(read.window(board.id, today, date.max).meetings)
    days = [days for days in (board.lock_days, board.dispatch_days) if days is not None]
    if not days:
        return set()
    return set(read.window(board.id, today, today + timedelta(days=max(days))).meetings)


def _can_wait(pair: Pair, board: Board, read: Reader) -> bool:
    """Whether nobody needs to hear of the difference yet. A title that has become closed never waits."""
    if is_small(pair, board.tolerance):
        return True
    if not is_early_wording(pair) or pair.before is None or pair.wanted is None:
        return False
    gone = sorted(set(pair.before.shown) - set(pair.wanted.shown))
    plan = read.items(gone)
    return all(number in plan.items and not is_closed(plan, plan.items[number], READER) for number in gone)


def _as_told(pair: Pair, board: Board, read: Reader) -> Pair:
    """Where somebody only leaves, what else has changed and can wait does so: those who stay hear nothing."""
    old, new = pair.before, pair.wanted
    if old is None or new is None or not set(new.people) < set(old.people):
        return pair
    among_all = replace(pair, wanted=replace(new, people=old.people, attendees=old.attendees))
    if not among_all.is_changed or not _can_wait(among_all, board, read):
        return pair
    return replace(pair, wanted=replace(old, people=new.people, attendees=new.attendees))


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
