"""An item is rather put where its papers are not due within days."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.deadlines import brief_deadline
from planner.domain.planning.case import Case, Objection
from planner.domain.planning.rules.papers_late import lacking
from planner.domain.wording import short


def against(case: Case) -> Iterator[Objection]:
    """The papers for that meeting are due so soon that they are missed already."""
    due = lacking(case, "missing")
    if due is not None:
        when = brief_deadline(due.deadline)
        yield Objection("", f"materialet til mødet den {short(case.meeting.date)} skal være her {when}")
