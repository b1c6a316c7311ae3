"""The secretariat's inbox: what came back and needs somebody, and what they decide about it.

A proposal is carried out by the same use-case as the command that it names, as one step that can be
undone; undone, it is in the inbox again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from planner.domain.board import Board
from planner.domain.calendar import Link
from planner.domain.correspondence import Heard, Settled, Settling
from planner.domain.entry import Entry
from planner.domain.errors import NeedsPerson, Refused, Unknown
from planner.domain.notices import Notice, NoticeKind, notices
from planner.domain.plan import Plan
from planner.domain.wording import clock as clock_time
from planner.ports import Clock, Reader, Store, Work
from planner.usecases.add_meeting import Frame
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.edit_meeting import EditMeeting, edit_meeting
from planner.usecases.move_meeting import MoveMeeting, move_meeting
from planner.usecases.note_absence import NoteAbsence, note_absence
from planner.usecases.notice_sentences import name_of, sentence
from planner.usecases.proposals import Choice, Facts, advice, choices
from planner.usecases.step import Done, Manner
from planner.usecases.unassign import UnassignItems, unassign_items
from planner.usecases.wishes import Wishes

_BACK, _AHEAD = timedelta(days=370), timedelta(days=740)


@dataclass(frozen=True)
class InboxRow:
    """One thing that came back. `date` is the meeting's; `advice` a command that lacks something.

    `settled` says how somebody dealt with it, None where nobody has.
    """

    number: int
    kind: NoticeKind | Literal["unusable"]
    date: date | None
    person: str | None
    email: str | None
    at: datetime
    sentence: str
    comment: str | None
    sender: str | None
    choices: tuple[Choice, ...]
    advice: str | None
    settled: Settled | None
    settled_by: str | None
    why: str | None


@dataclass(frozen=True)
class InboxView:
    """What needs somebody, oldest first; with `all` also what somebody has dealt with this last year."""

    board: str
    all: bool
    open: int
    rows: tuple[InboxRow, ...]


@dataclass(frozen=True)
class _Case:
    notice: Notice
    facts: Facts
    row: InboxRow


def inbox(reader: Reader, board: Board, now: datetime, *, everything: bool = False) -> InboxView:
    """The inbox of one board; what could not be read at all is in every board's."""
    cases = [case.row for case in _cases(reader, board, now, back=everything)]
    rows = sorted((*cases, *map(_unusable, reader.unusable())), key=lambda row: row.number)
    shown = [row for row in rows if everything or row.settled is None]
    return InboxView(board.code, everything, sum(row.settled is None for row in rows), tuple(shown))


@dataclass(frozen=True)
class AcceptProposal:
    """Carry out what a row proposes: its only choice, or the one with that name."""

    number: int
    manner: Manner
    choice: str | None = None


def accept(command: AcceptProposal, *, store: Store, clock: Clock, new_key: Callable[[], str]) -> Done:
    """Do it, and remember that it was done. NeedsPerson where there are several choices and none is named."""
    now = clock.now()
    with store.reading() as read:
        case = _case(read, command.manner.board, now, command.number)
    choice = _chosen(case, command.choice)
    manner = command.manner
    if manner.why is None:
        manner = replace(manner, why=case.row.sentence)
    if choice.name == "send":
        return _sent_again(case, manner, store, now, new_key)
    done = _carried_out(choice, case, manner, store, clock)
    if manner.dry_run:
        return done
    with store.work() as work:
        if case.notice.kind == "moved":
            work.out.keep(_as_found(work.out.entry(case.notice.entry.id), case.notice))
        step = done.step.id if done.step else None
        work.incoming.settle(
            case.notice.covers, Settling("accepted", now, manner.by, command.manner.why, step)
        )
        work.commit()
    return done


@dataclass(frozen=True)
class MarkDone:
    """These rows have been dealt with."""

    numbers: tuple[int, ...]
    board: Board
    by: str
    why: str | None = None
    dry_run: bool = False


def mark_done(command: MarkDone, *, store: Store, clock: Clock) -> InboxView:
    """Nothing more is to be done about them; the inbox as it is then."""
    now = clock.now()
    with store.work() as work:
        known = {case.row.number: case.notice.covers for case in _cases(work.read, command.board, now)}
        known |= {heard.id: (heard.id,) for heard in work.read.unusable()}
        for number in command.numbers:
            if number not in known:
                raise _unknown(number)
            work.incoming.settle(known[number], Settling("done", now, command.by, command.why))
        left = inbox(work.read, command.board, now)
        if not command.dry_run:
            work.commit()
    return left


def _cases(reader: Reader, board: Board, now: datetime, *, back: bool = False) -> Iterable[_Case]:
    zone = ZoneInfo(board.zone)
    today = now.astimezone(zone).date()
    plan = reader.window(board.id, today - _BACK if back else today, today + _AHEAD)
    letters = [one for one in reader.correspondence(plan.meetings) if one.heard]
    gone = {number for one in letters for number in one.entry.wanted.items} - set(plan.items)
    people = {person for one in letters for person in one.entry.wanted.people} - set(plan.people)
    plan = plan.merged(_known(reader, gone, people))
    for about in letters:
        meeting = plan.meetings[about.entry.wanted.meeting]
        absent = {one.person for one in plan.absent_on(board.id, meeting.date)}
        facts = Facts(plan, meeting, today, zone, lambda day: _meets(reader, board, day))
        for notice in notices(about, absent):
            if back or notice.entry.wanted.ends > now:
                yield _Case(notice, facts, _row(notice, facts))


def _known(reader: Reader, items: set[int], people: set[int]) -> Plan:
    from planner.domain.plan import plan_of  # noqa: PLC0415 -- rarely needed

    found = reader.items(sorted(items)) if items else Plan()
    return found.merged(plan_of(one for one in reader.people() if one.id in people)) if people else found


def _meets(reader: Reader, board: Board, day: date) -> bool:
    meeting = reader.meeting_on(board.id, day)
    return meeting is not None and meeting.status == "planned"


def _case(reader: Reader, board: Board, now: datetime, number: int) -> _Case:
    for case in _cases(reader, board, now):
        if case.row.number == number:
            if case.notice.settled is not None:
                raise Refused(f"Nr. {number} i indbakken er allerede klaret.", hint="planner indbakke")
            return case
    if any(heard.id == number for heard in reader.unusable()):
        raise Refused(
            f"Nr. {number} kunne ikke bruges, så der er intet at gøre ved den her.",
            hint=f"Når du har set på den: planner indbakke færdig {number}",
        )
    raise _unknown(number)


def _unknown(number: int) -> Unknown:
    return Unknown(
        f"Der er ikke noget nr. {number} i indbakken.", hint="planner indbakke viser, hvad der er."
    )


def _chosen(case: _Case, name: str | None) -> Choice:
    number, offered = case.row.number, case.row.choices
    listed = "\n".join(f"planner indbakke accepter {number} {one.name}: {one.sentence}" for one in offered)
    if not offered:
        raise NeedsPerson(
            f"Nr. {number} kan planner ikke klare alene.",
            hint=f"{case.row.advice or 'Ret planen'}, og derefter: planner indbakke færdig {number}",
        )
    if name is None:
        return offered[0] if len(offered) == 1 else _ask(number, listed)
    typed = name.casefold().replace("æ", "ae")
    found = [one for one in offered if one.name.replace("æ", "ae").startswith(typed)]
    if len(found) != 1:
        raise Unknown(f"“{name}” er ikke et af valgene for nr. {number}.", hint=listed)
    return found[0]


def _ask(number: int, listed: str) -> Choice:
    raise NeedsPerson(f"Nr. {number} kan klares på flere måder.", hint=listed)


def _carried_out(choice: Choice, case: _Case, manner: Manner, store: Store, clock: Clock) -> Done:
    words = choice.words
    if choice.name == "afbud":
        return note_absence(NoteAbsence(words, manner), store=store, clock=clock)
    if choice.name == "fjern":
        person = name_of(case.notice, case.facts.plan)
        wishes = Wishes(not_presenters=(person,))
        return edit_items(EditItems(words, manner, wishes), store=store, clock=clock)
    if choice.name == "tag-af":
        return unassign_items(UnassignItems(words, manner), store=store, clock=clock)
    if choice.name == "tid":
        starts, ends = case.notice.starts, case.notice.ends
        local = case.facts.local
        if case.notice.entry.wanted.kind != "meeting":
            at = Wishes(start=clock_time(local(starts).time()) if starts else "")
            day = case.facts.typed(case.facts.meeting.date)
            return edit_items(EditItems(words, manner, at, day), store=store, clock=clock)
        frame = Frame(local(starts).time() if starts else None, local(ends).time() if ends else None)
        return edit_meeting(EditMeeting(words, manner, frame), store=store, clock=clock)
    if choice.name == "flyt":
        return move_meeting(MoveMeeting(words, manner), store=store, clock=clock)
    if choice.name == "aflys":
        return cancel_meeting(CancelMeeting(words, manner), store=store, clock=clock)
    return assign_items(AssignItems(words, manner), store=store, clock=clock)


def _sent_again(case: _Case, manner: Manner, store: Store, now: datetime, new_key: Callable[[], str]) -> Done:
    """What was published is sent once more. An event that is gone comes back under a new identity."""
    what = "inviteres igen" if case.notice.kind == "removed" else "sendes igen"
    done = Done(None, (), (f"Aftalen {what} ved næste synk.",), dry_run=manner.dry_run)
    if manner.dry_run:
        return done
    with store.work() as work:
        entry = work.out.entry(case.notice.entry.id)
        publication = work.out.last_publication(entry.board)
        if publication is None:
            raise Refused("Planen er ikke udgivet, så der er intet at sende igen.", hint="planner udgiv")
        if case.notice.kind == "removed":
            key = new_key()
            _leave(entry, work)
            work.out.wish(
                work.out.keep(Entry(0, entry.board, entry.backend, key, f"{key}@planner", entry.wanted)),
                publication,
            )
        else:
            work.out.wish(work.out.keep(_as_found(entry, case.notice)), publication)
        work.incoming.settle(case.notice.covers, Settling("accepted", now, manner.by, manner.why))
        work.commit()
    return done


def _leave(entry: Entry, work: Work) -> None:
    """The event that is gone is over, and so is all that was to be sent for it."""
    work.out.unwish(entry)
    for task in work.out.tasks(("parked", "conflict")):
        if task.entry == entry.id:
            work.out.save(replace(task, state="dropped"), task)
    work.out.keep(replace(entry, is_over=True))


def _as_found(entry: Entry, notice: Notice) -> Entry:
    """The event with what is known to stand in the calendar; ours is written over it, whatever its version."""
    if entry.sent is None or notice.starts is None or notice.ends is None:
        return entry
    return replace(
        entry,
        sent=replace(entry.sent, starts=notice.starts, ends=notice.ends),
        link=Link(entry.link.remote_id),
    )


def _row(notice: Notice, facts: Facts) -> InboxRow:
    name = name_of(notice, facts.plan)
    settled = notice.settled
    return InboxRow(
        notice.number,
        notice.kind,
        facts.meeting.date,
        name if notice.email else None,
        notice.email,
        notice.at,
        sentence(notice, facts.plan, facts.zone),
        notice.comment,
        notice.sender,
        choices(notice, facts),
        advice(notice, name, facts),
        settled.how if settled else None,
        settled.by if settled else None,
        settled.why if settled else None,
    )


def _unusable(heard: Heard) -> InboxRow:
    reply, settled = heard.reply, heard.settled
    return InboxRow(
        heard.id,
        "unusable",
        None,
        None,
        reply.attendee if reply else None,
        heard.at,
        heard.fault or "",
        reply.comment if reply else None,
        reply.sender if reply and (reply.sender or "").lower() != reply.attendee.lower() else None,
        (),
        None,
        settled.how if settled else None,
        settled.by if settled else None,
        settled.why if settled else None,
    )
