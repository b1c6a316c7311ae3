"""A document that was taken in before, proposed again: only what nobody has decided on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from planner.domain.board import Board
from planner.domain.plan import Plan
from planner.domain.proposal.propose import propose
from planner.domain.proposal.rows import DOUBTFUL, OPEN, Row, Terms
from planner.domain.reading import Reading


def propose_again(
    reading: Reading, plan: Plan, board: Board, terms: Terms, waiting: Collection[str]
) -> tuple[Row, ...]:
    """The rows whose keys were `waiting`, and what is only said once some of them are taken.

    A row that could have been taken before is as doubtful as it was then, whatever the plan says of it now; what had been
    decided is left alone.
    """
    idle = replace(terms, accept=lambda _: False, answers={})
    before = {row.key: row.state for row in propose(reading, plan, board, idle)}

    def is_open(row: Row) -> bool:
        return row.key in waiting or (row.kind != "item" and row.key not in before)

    def accept(row: Row) -> bool:
        was_open = row.key in waiting and before.get(row.key) in OPEN
        return is_open(row) and terms.accept(replace(row, state="doubtful") if was_open else row)

    answers = {key: answer for key, answer in terms.answers.items() if key in waiting or key not in before}
    rows = propose(reading, plan, board, replace(terms, accept=accept, answers=answers))
    return tuple(row for row in rows if is_open(row) and row.state in OPEN)


def left_waiting(
    rows: Sequence[Row], answered: Collection[str], waiting: Collection[str] = ()
) -> tuple[str, ...]:
    """The keys that wait after these rows were proposed: those of before that nobody decided on, and the new ones.

    New ones are doubtful rows, and items whose meeting is not in the plan yet.
    """
    decided = {row.key for row in rows if row.accepted} | {*answered}
    new = [
        row.key for row in rows if row.state in DOUBTFUL or (row.state, row.kind) == ("unreadable", "item")
    ]
    return tuple(dict.fromkeys(key for key in (*waiting, *new) if key not in decided))
