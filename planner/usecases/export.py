"""The whole plan, or its journal, as JSON values: what leaves the house when the house is left."""

from __future__ import annotations

from typing import Any

from planner.domain.changes import TABLES, Step
from planner.domain.codec import change_to_plain, to_plain
from planner.ports import Reader

VERSION = 1
_ALL = 1_000_000_000


def export_plan(read: Reader, board: int | None = None) -> dict[str, Any]:
    """Every record by table and id: {"format", "version", "plan": {table: [record, ...]}}.

    Nothing in it tells when it was made: the same plan gives the same text.
    """
    plan = read.everything(board)
    tables = {
        table: [to_plain(record) for _, record in sorted(plan.all(kind).items())]
        for table, kind in TABLES.items()
    }
    return {"format": "planner plan", "version": VERSION, "plan": tables}


def export_journal(read: Reader, board: int | None = None) -> dict[str, Any]:
    """Every step, oldest first: {"format", "version", "steps": [{"id", "at", "by", ..., "changes"}]}."""
    boards = [board] if board is not None else [found.id for found in read.boards()]
    found = {step.id: step for one in boards for step in read.steps(one, limit=_ALL)}
    steps = [_step(step) for _, step in sorted(found.items())]
    return {"format": "planner journal", "version": VERSION, "steps": steps}


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "board": step.board,
        "also": list(step.also),
        "at": step.at.isoformat(),
        "by": step.by,
        "command": step.command,
        "why": step.why,
        "kind": step.kind,
        "of": step.of,
        "state": step.state,
        "changes": [change_to_plain(change) for change in step.changes],
    }
