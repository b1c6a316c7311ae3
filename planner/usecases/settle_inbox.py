"""Settle what is in the inbox: carry out what is proposed, or mark it as dealt with.

A proposal is carried out by the same use-case as the command that it names, as one step that can be
undone; undone, it is in the inbox again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from planner.domain.board import Board
from planner.domain.calendar import Link
from planner.domain.correspondence import Settling
from planner.domain.entry import Entry, uid_of
from planner.domain.errors import NeedsPerson, Refused, Unknown
from planner.domain.notices import Notice
from planner.domain.wording import clock as clock_time
from planner.ports import Clock, Reader, Store, Work
from planner.usecases.add_meeting import Frame
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.edit_meeting import EditMeeting, edit_meeting
from planner.usecases.move_meeting import MoveMeeting, move_meeting
from planner.usecases.note_absence import NoteAbsence, note_absence
from planner.usecases.notice_sentences import name_of
from planner.usecases.proposals import Choice
from planner.usecases.step import Done, Manner
from planner.usecases.unassign import UnassignItems, unassign_items
from planner.usecases.views.inbox import Case, InboxView, cases, inbox
from planner.usecases.wishes import Wishes


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

    def settled(work: Work) -> None:
        if case.notice.kind == "moved":
            work.out.keep(_as_found(work.out.entry(case.notice.entry.id), case.notice))
        step = work.last_done(manner.board.id)
        work.incoming.settle(
            case.notice.covers,
            Settling("accepted", now, manner.by, command.manner.why, step.id if step else None),
        )

    # With the step itself: a crash leaves either both or neither.
    return _carried_out(choice, case, manner, store.also(settled), clock)


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
        known = {case.row.number: case.notice.covers for case in cases(work.read, command.board, now)}
        known |= {heard.id: (heard.id,) for heard in work.read.unusable()}
        for number in command.numbers:
            if number not in known:
                raise _unknown(number)
            work.incoming.settle(known[number], Settling("done", now, command.by, command.why))
        left = inbox(work.read, command.board, now)
        if not command.dry_run:
            work.commit()
    return left


def _case(reader: Reader, board: Board, now: datetime, number: int) -> Case:
    for case in cases(reader, board, now):
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


def _chosen(case: Case, name: str | None) -> Choice:
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


def _carried_out(choice: Choice, case: Case, manner: Manner, store: Store, clock: Clock) -> Done:
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


def _sent_again(case: Case, manner: Manner, store: Store, now: datetime, new_key: Callable[[], str]) -> Done:
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
                work.out.keep(Entry(0, entry.board, entry.backend, key, uid_of(key), entry.wanted)),
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
