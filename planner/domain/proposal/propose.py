"""The whole proposal: every part of a reading in the order in which they build on each other."""

from __future__ import annotations

from planner.domain.board import Board, ImportedDocument
from planner.domain.matching import normal
from planner.domain.plan import Plan
from planner.domain.proposal.agendas import propose_items
from planner.domain.proposal.meetings import propose_calendar, propose_meetings
from planner.domain.proposal.people import propose_members, propose_people
from planner.domain.proposal.remainder import (
    propose_attachments,
    propose_backlog,
    propose_blocks,
    propose_followups,
    propose_outcomes,
    propose_shared_blocks,
    propose_withdrawn,
)
from planner.domain.proposal.rows import Draft, Row, Terms
from planner.domain.reading import Reading


def propose(reading: Reading, plan: Plan, board: Board, terms: Terms) -> tuple[Row, ...]:
    """Rows for everything the reading says, with what accepting each would change."""
    draft = Draft(reading, plan, board, terms)
    _check_board(draft)
    propose_people(draft)
    propose_meetings(draft)
    propose_blocks(draft)
    propose_shared_blocks(draft)
    propose_items(draft)
    propose_withdrawn(draft)
    propose_backlog(draft)
    propose_members(draft)
    propose_followups(draft)
    propose_attachments(draft)
    propose_calendar(draft)
    propose_outcomes(draft)
    for line in reading.unreadable:
        draft.add(
            Row(
                key=draft.key("unreadable", line.source, line.text),
                kind="line",
                state="unreadable",
                text=line.text,
                source=line.source,
                why=line.why,
            )
        )
    return tuple(draft.rows)


def already_imported(reading: Reading, plan: Plan, board: Board) -> ImportedDocument | None:
    """The same file, taken in before."""
    return next(
        (
            d
            for d in plan.all(ImportedDocument).values()
            if d.board == board.id and d.sha256 == reading.sha256
        ),
        None,
    )


def _check_board(draft: Draft) -> None:
    written = draft.reading.board
    if not written:
        return
    mine, theirs = normal(draft.board.name), normal(written)
    if theirs not in mine and mine not in theirs and normal(draft.board.code) not in theirs.split():
        draft.propose(
            "board",
            None,
            normal(written),
            "unreadable",
            f"Dokumentet er fra {written}; planen er for {draft.board.name}",
            why="er det det rigtige dokument?",
        )
