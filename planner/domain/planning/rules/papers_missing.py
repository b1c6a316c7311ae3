"""An item is rather put where its papers are not due within days."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.deadlines import brief_deadline
from planner.domain.planning.case import Case, Objection, the
from planner.domain.planning.rules.papers_late import lacking


def against(case: Case) -> Iterator[Objection]:
    """The papers for that meeting are due so soon that they are missed already."""
    due = lacking(case, "missing")
    if due is not None:
        when = brief_deadline(due.deadline)
        yield Objection("", f"materialet til mødet {the(case.meeting)} skal være her {when}")
