"""Everything about one item, one meeting or one person, with its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from planner.domain.audience import CLOSED_ATTACHMENT
from planner.domain.board import Board
from planner.domain.finding import Finding
from planner.domain.item import Attachment, FollowUp, Item, Paper, Placement, Presenter
from planner.domain.meeting import Meeting, MeetingStage
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import Plan
from planner.domain.rules import findings
from planner.domain.stages import stage_of
from planner.domain.worktime import holidays
from planner.usecases import address
from planner.usecases.views.answers import AnswerRow, answers
from planner.usecases.views.history import StepRow, step_rows
from planner.usecases.views.look import with_earlier
from planner.usecases.views.routes import RouteRow, item_routes
from planner.usecases.views.rows import BoardName, MeetingRow, meeting_row, wall_time
from planner.usecases.views.told import invited_to

if TYPE_CHECKING:
    from planner.domain.papers import PaperState
    from planner.ports import Reader

_STEPS = 20
# The levels of rules by name, where the configuration sets others.
Levels: TypeAlias = Mapping[str, str] | None
_BACK, _AHEAD = timedelta(days=370), timedelta(days=370)


@dataclass(frozen=True)
class PlacementRow:
    """Where an item stands or has stood, who presents it only there, and what came of it."""

    date: date
    state: str
    written: str
    heading: str | None
    minutes: int | None
    outcome: str | None
    decision: str | None
    agenda_number: int | None
    source: str | None
    presenters: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUpRow:
    """Who undertook what."""

    text: str
    owner: str | None
    due: date | None
    done: bool
    id: int = 0


@dataclass(frozen=True)
class PaperRow:
    """Papers that came in: when, and where they are kept. `none` says that there will be none."""

    received: date
    reference: str | None
    none: bool


@dataclass(frozen=True)
class PapersWanted:
    """The papers of an item for a coming meeting: when they are due, the working days counted back to that, where they stand."""

    meeting: date
    due: date
    at: time | None
    counted: tuple[date, ...]
    state: PaperState


@dataclass(frozen=True)
class ItemView:
    """An item: its record, where it has been, who attends, what follows from it, and its history."""

    kind: Literal["item"]
    board: BoardName
    item: Item
    responsible: str | None
    presenters: tuple[str, ...]
    placements: tuple[PlacementRow, ...]
    followups: tuple[FollowUpRow, ...]
    attachments: tuple[str, ...]
    findings: tuple[Finding, ...]
    history: tuple[StepRow, ...]
    answers: tuple[AnswerRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    papers_wanted: tuple[PapersWanted, ...] = ()
    officer: str | None = None
    route: RouteRow | None = None


@dataclass(frozen=True)
class MeetingView:
    """A meeting with its agenda, the items that left it, follow-ups, attachments and findings.

    `stage` is how firm its time plan is today: "provisional", "locked" or "sent".
    """

    kind: Literal["meeting"]
    board: BoardName
    meeting: MeetingRow
    left: tuple[PlacementRow, ...]
    followups: tuple[FollowUpRow, ...]
    attachments: tuple[str, ...]
    findings: tuple[Finding, ...]
    room: str | None = None
    answers: tuple[AnswerRow, ...] = ()
    stage: MeetingStage = "provisional"
    papers_wanted: tuple[PapersWanted, ...] = ()
    teams: str | None = None


@dataclass(frozen=True)
class PersonItem:
    """An item that a person presents or answers for, and when."""

    id: int
    title: str
    date: date
    role: Literal["presenter", "responsible", "officer"]
    outcome: str | None


@dataclass(frozen=True)
class PersonView:
    """A person: seats, items a year back and ahead, absences and what they are to follow up."""

    kind: Literal["person"]
    board: BoardName
    person: Person
    seats: tuple[str, ...]
    items: tuple[PersonItem, ...]
    absences: tuple[Absence, ...]
    followups: tuple[FollowUpRow, ...]


def show(
    reader: Reader,
    board: Board,
    now: datetime,
    words: tuple[str, ...],
    *,
    levels: Mapping[str, str] | None = None,
    language: str = "da",
) -> ItemView | MeetingView | PersonView:
    """What the words point at, its history told in that language; Unknown or Ambiguous with what is near."""
    local = wall_time(now, board)
    found = address.anything(reader, board, words, local.date())
    if isinstance(found, Item):
        steps = step_rows(reader, board, item=found.id, limit=_STEPS, language=language)
        return _item(reader, board, local, found, levels, steps)
    if isinstance(found, Meeting):
        return _meeting(reader, board, local, found, levels)
    return _person(reader, board, local, found)


def _item(
    reader: Reader, board: Board, local: datetime, item: Item, levels: Levels, steps: tuple[StepRow, ...]
) -> ItemView:
    plan = reader.items([item.id])
    coming = [m.id for m in plan.by_date if m.date >= local.date()]
    whole = with_earlier(reader, reader.meetings(coming)).merged(plan)
    return ItemView(
        "item",
        BoardName(board.code, board.name),
        item,
        _name(plan, item.responsible) or item.responsible_text,
        _names(plan, plan.presenters_of(item.id)),
        tuple(_placement_row(plan, placement) for placement in plan.of(item.id)),
        _followups(plan, lambda one: one.item == item.id),
        _attachments(plan, lambda one: one.item == item.id),
        tuple(one for one in _found(reader, whole, local, coming, levels) if one.subject == f"#{item.id}"),
        steps,
        answers(reader, board, coming, item=item.id, by={p.person for p in plan.presenters_of(item.id)}),
        tuple(
            PaperRow(one.received, one.reference, one.none)
            for _, one in sorted(plan.all(Paper).items())
            if one.item == item.id
        ),
        tuple(
            wanted
            for number in coming
            for wanted in _papers_wanted(whole, whole.meetings[number], local, item.id)[:1]
        ),
        _name(plan, item.officer),
        next(iter(item_routes(reader, item, local.date())), None),
    )


def _meeting(reader: Reader, board: Board, local: datetime, meeting: Meeting, levels: Levels) -> MeetingView:
    plan = with_earlier(reader, reader.meetings([meeting.id]))
    row = meeting_row(plan, meeting, local)
    on_agenda = {item.id for item in row.items}
    return MeetingView(
        "meeting",
        BoardName(board.code, board.name),
        row,
        tuple(_placement_row(plan, p) for p in plan.on(meeting.id) if p.item not in on_agenda),
        _followups(plan, lambda one: one.meeting == meeting.id),
        _attachments(plan, lambda one: one.meeting == meeting.id),
        _found(reader, plan, local, [meeting.id], levels),
        _room(plan.boards[board.id], meeting),
        answers(reader, board, [meeting.id]),
        stage_of(plan.boards[board.id], meeting, local.date()),
        _papers_wanted(plan, meeting, local),
        meeting.teams,
    )


def _papers_wanted(
    plan: Plan, meeting: Meeting, local: datetime, item: int | None = None
) -> tuple[PapersWanted, ...]:
    board = plan.boards.get(meeting.board)
    if board is None or board.papers_days is None:
        return ()
    from planner.domain.papers import papers_due, state_of  # noqa: PLC0415 -- most boards have no rule

    return tuple(
        PapersWanted(
            meeting.date,
            one.deadline.day,
            one.deadline.at,
            one.deadline.counted,
            state_of(one, board, local),
        )
        for one in papers_due(plan, meeting)
        if item in (None, one.item.id)
    )


def _name(plan: Plan, person: int | None) -> str | None:
    found = plan.people.get(person or 0)
    return found.name if found is not None else None


def _role(item: Item, person: Person) -> Literal["presenter", "responsible", "officer"]:
    if item.responsible == person.id:
        return "responsible"
    return "officer" if item.officer == person.id else "presenter"


def _room(board: Board, meeting: Meeting) -> str | None:
    if not (board.room or meeting.room):
        return None
    from planner.domain.rooms import room_of  # noqa: PLC0415 -- most boards book none

    room = room_of(board, meeting)
    return room.name if room is not None else None


def _person(reader: Reader, board: Board, local: datetime, person: Person) -> PersonView:
    plan = reader.person_plan(person.id, local.date() - _BACK, local.date() + _AHEAD)
    rows = [
        PersonItem(
            placement.item,
            placement.label or plan.items[placement.item].title,
            plan.meetings[placement.meeting].date,
            _role(plan.items[placement.item], person),
            placement.outcome,
        )
        for placement in plan.placements.values()
        if placement.item in plan.items and placement.meeting in plan.meetings
    ]
    boards = {one.id: one.name for one in reader.boards()}
    seats = [one for one in plan.all(Membership).values() if one.person == person.id]
    return PersonView(
        "person",
        BoardName(board.code, board.name),
        person,
        tuple(f"{boards.get(seat.board, '')} ({_ROLES[seat.role]})" for seat in seats),
        tuple(sorted(rows, key=lambda row: (row.date, row.id))),
        tuple(
            sorted(
                (one for one in plan.all(Absence).values() if one.person == person.id),
                key=lambda one: one.first,
            )
        ),
        _followups(plan, lambda one: one.person == person.id),
    )


_ROLES = {"member": "medlem", "guest": "gæst", "secretariat": "sekretariat"}


def _found(
    reader: Reader, plan: Plan, local: datetime, meetings: list[int], levels: Levels
) -> tuple[Finding, ...]:
    asked = [plan.meetings[number] for number in meetings]
    plan = plan.merged(reader.ahead.routes(plan.items))
    closed = holidays({meeting.date.year for meeting in asked})
    told = invited_to(reader, meetings)
    return findings(plan, local, meetings=asked, holidays=closed, levels=levels, invited=told)


def _placement_row(plan: Plan, placement: Placement) -> PlacementRow:
    return PlacementRow(
        plan.meetings[placement.meeting].date,
        placement.state,
        placement.label or plan.items[placement.item].title,
        placement.heading,
        placement.minutes,
        placement.outcome,
        placement.decision,
        placement.agenda_number,
        placement.source,
        _names(
            plan, [p for p in plan.presenters_of(placement.item, placement.meeting) if p.meeting is not None]
        ),
    )


def _names(plan: Plan, presenters: Iterable[Presenter]) -> tuple[str, ...]:
    return tuple(
        plan.people[one.person].name + (" (Teams)" if one.mode == "online" else "")
        for one in presenters
        if one.person in plan.people
    )


def _followups(plan: Plan, wanted: Callable[[FollowUp], bool]) -> tuple[FollowUpRow, ...]:
    rows = sorted((one for one in plan.all(FollowUp).values() if wanted(one)), key=lambda one: one.id)
    people = plan.people
    return tuple(
        FollowUpRow(
            one.text,
            people[one.person].name if one.person in people and one.person is not None else one.owner,
            one.due,
            one.done,
            one.id,
        )
        for one in rows
    )


def _attachments(plan: Plan, wanted: Callable[[Attachment], bool]) -> tuple[str, ...]:
    rows = sorted((one for one in plan.all(Attachment).values() if wanted(one)), key=lambda one: one.id)
    return tuple(
        (one.title or CLOSED_ATTACHMENT) + (" (lukket)" if one.title and one.visibility == "closed" else "")
        for one in rows
    )
