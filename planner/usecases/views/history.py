"""Who changed what, when and why, latest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from planner.domain.board import Board
from planner.domain.changes import TABLES, Record, Step
from planner.domain.item import FollowUp, Item, Leg, Paper, Placement, Presenter, Route, SeriesPresenter
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan, plan_of
from planner.domain.sentences import told
from planner.usecases import address
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader


@dataclass(frozen=True)
class StepRow:
    """One step. `kind` is do, undo or redo (then `of` is the step it touched), `state` of a "do" whether it stands.

    `changes` names each change, `sentences` says it in words.
    """

    id: int
    at: datetime
    by: str
    command: str
    why: str | None
    kind: str
    of: int | None
    state: str
    changes: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class HistoryView:
    """What `planner history` shows; `item` when one was asked about."""

    board: BoardName
    now: datetime
    item: int | None
    steps: tuple[StepRow, ...]


def history(
    reader: Reader,
    board: Board,
    now: datetime,
    words: tuple[str, ...] = (),
    *,
    limit: int = 20,
    language: str = "da",
) -> HistoryView:
    """The latest steps of the board, or those that touched an item, told in that language."""
    local = wall_time(now, board)
    item = address.item(reader, board, words, local.date()).id if words else None
    return HistoryView(
        BoardName(board.code, board.name),
        local,
        item,
        step_rows(reader, board, item=item, limit=limit, language=language),
    )


def step_rows(
    reader: Reader, board: Board, *, item: int | None = None, limit: int = 20, language: str = "da"
) -> tuple[StepRow, ...]:
    """Journal steps, latest first, with what they did in words."""
    steps = reader.steps(board.id, item=item, limit=limit)
    after = _surroundings(reader, steps)
    rows = []
    for step in steps:
        # Going back through the journal, each step is told in the state it met and left.
        before = _overlaid(after, ((change.record, change.before) for change in step.changes))
        rows.append(_row(before, after, step, board, item, language))
        after = before
    return tuple(rows)


def _row(before: Plan, after: Plan, step: Step, board: Board, item: int | None, language: str) -> StepRow:
    told_about = [change for change in step.changes if item is None or _touches(change.record, item)]
    return StepRow(
        step.id,
        wall_time(step.at, board),
        step.by,
        step.command,
        step.why,
        step.kind,
        step.of,
        step.state,
        tuple(change.name for change in step.changes),
        told(told_about, before, after, language),
    )


def _surroundings(reader: Reader, steps: Iterable[Step]) -> Plan:
    """Everything that the steps name, as it stands now, so that they can be told in words."""
    records = [change.record for step in steps for change in step.changes]
    items = {one.id for one in records if isinstance(one, Item)}
    items |= {one.item for one in records if isinstance(one, Placement | Presenter | Paper | Route)}
    items |= {one.item for one in records if isinstance(one, FollowUp) and one.item is not None}
    meetings = {one.id for one in records if isinstance(one, Meeting)}
    meetings |= {one.meeting for one in records if isinstance(one, Placement)}
    legs = {one.meeting for one in records if isinstance(one, Leg) and one.meeting is not None}
    plan = plan_of(reader.people())
    if any(isinstance(one, Route | Leg) for one in records):
        routes = reader.ahead.routes(items).merged(reader.ahead.routes_at(legs))
        plan = plan.merged(plan_of(reader.boards())).merged(routes)
    wheels = {one.board for one in records if isinstance(one, SeriesPresenter)}
    plan = plan.merged(plan_of(series for board in wheels for series in reader.ahead.series(board)))
    return plan.merged(reader.items(sorted(items))).merged(reader.meetings(sorted(meetings | legs)))


def _touches(record: Record, item: int) -> bool:
    return getattr(record, "item", None) == item or (isinstance(record, Item) and record.id == item)


def _overlaid(plan: Plan, values: Iterable[tuple[Record, Record | None]]) -> Plan:
    records = {kind: dict(plan.records.get(kind, {})) for kind in TABLES.values()}
    for record, value in values:
        if value is None:
            records[type(record)].pop(record.id, None)
        else:
            records[type(record)][record.id] = value
    return Plan({kind: rows for kind, rows in records.items() if rows})
