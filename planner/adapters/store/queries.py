"""All SQL that reads, as text. Placeholders are `?`; a list of ids is one JSON text.

Every one of these is a search in an index: a test asks SQLite for its plan. `{table}_BY_...` names
what the search starts from. PostgreSQL would need `%s` and `= ANY(%s)` here and nothing else.
"""

from __future__ import annotations

from planner.adapters.store.rows import column_list, table
from planner.domain.board import Acceptance, Alias, Board, ImportedDocument, Series, Standing
from planner.domain.changes import TABLES, Record
from planner.domain.item import (
    Attachment,
    FollowUp,
    Item,
    ItemSeries,
    Leg,
    Paper,
    Placement,
    Presenter,
    Route,
    SeriesPresenter,
)
from planner.domain.meeting import Activity, Meeting
from planner.domain.people import Absence, Membership, Person

IN = "IN (SELECT value FROM json_each(?))"


def _select(kind: type[Record], rest: str) -> str:
    return f"SELECT {column_list(kind)} FROM {table(kind)} {rest}"  # noqa: S608 -- names of our own


BOARDS = _select(Board, "ORDER BY own DESC, code")
BOARD_BY_ID = _select(Board, f"WHERE id {IN}")

MEETING_BY_ID = _select(Meeting, f"WHERE id {IN}")
MEETING_BY_DAY = _select(
    Meeting, "WHERE board = ? AND date = ? ORDER BY status = 'cancelled', start, id LIMIT 1"
)
MEETING_BY_RANGE = _select(Meeting, "WHERE board = ? AND date BETWEEN ? AND ? ORDER BY date, start, id")
MEETING_BEFORE = _select(
    Meeting, "WHERE board = ? AND date < ? AND status <> 'cancelled' ORDER BY date DESC, id LIMIT ?"
)
MEETING_FROM = _select(
    Meeting, "WHERE board = ? AND date >= ? AND status <> 'cancelled' ORDER BY date, id LIMIT ?"
)
MEETING_UNSETTLED = _select(
    Meeting, "WHERE board = ? AND date < ? AND unsettled > 0 ORDER BY date DESC, id LIMIT ?"
)
MEETING_DATES = (
    "SELECT DISTINCT date FROM meeting"
    " WHERE board = ? AND date BETWEEN ? AND ? AND status <> 'cancelled' ORDER BY date"
)

ITEM_BY_ID = _select(Item, f"WHERE id {IN}")
ITEM_WAITING = _select(
    Item, "WHERE board = ? AND waiting_since IS NOT NULL ORDER BY waiting_since, id LIMIT ?"
)
ITEM_BY_CASE = _select(Item, f"WHERE board = ? AND case_number {IN} ORDER BY id DESC LIMIT ?")
ITEM_NEWEST = _select(Item, "WHERE board = ? AND status = ? ORDER BY id DESC LIMIT ?")

PLACEMENT_BY_MEETING = _select(Placement, f"WHERE meeting {IN}")
PLACEMENT_BY_ITEM = _select(Placement, f"WHERE item {IN}")
PLACEMENT_BY_PERSON = """\
SELECT p.id FROM meeting m JOIN placement p ON p.meeting = m.id JOIN item i ON i.id = p.item
WHERE m.date BETWEEN ? AND ? AND (? IN (i.responsible, i.officer) OR EXISTS (
    SELECT 1 FROM presenter r
    WHERE r.item = p.item AND r.person = ? AND (r.meeting IS NULL OR r.meeting = p.meeting)))"""
PLACEMENT_BY_ID = _select(Placement, f"WHERE id {IN}")

PRESENTER_BY_ITEM = _select(Presenter, f"WHERE item {IN}")
FOLLOWUP_BY_ITEM = _select(FollowUp, f"WHERE item {IN}")
FOLLOWUP_BY_MEETING = _select(FollowUp, f"WHERE meeting {IN}")
FOLLOWUP_BY_BOARD = _select(FollowUp, "WHERE board = ? AND done = ? ORDER BY due IS NULL, due, id LIMIT ?")
FOLLOWUP_BY_PERSON = _select(FollowUp, "WHERE person = ? AND done = 0")
PAPER_BY_ITEM = _select(Paper, f"WHERE item {IN}")
ROUTE_BY_ID = _select(Route, f"WHERE id {IN}")
ROUTE_BY_ITEM = _select(Route, f"WHERE item {IN}")
ROUTE_OF_OPEN = (
    f"SELECT {column_list(Route, 'r')} FROM route r CROSS JOIN item i ON i.id = r.item"  # noqa: S608 -- names of our own
    " WHERE r.board = ? AND i.status = 'open' ORDER BY r.id DESC LIMIT ?"
)
ROUTE_AHEAD = (
    f"SELECT DISTINCT {column_list(Route, 'r')} FROM meeting m CROSS JOIN leg l ON l.meeting = m.id"  # noqa: S608 -- names of our own
    " CROSS JOIN route r ON r.id = l.route CROSS JOIN item i ON i.id = r.item"
    " WHERE m.date >= ? AND r.board = ? AND i.status <> 'withdrawn' ORDER BY r.id DESC LIMIT ?"
)
LEG_BY_ROUTE = _select(Leg, f"WHERE route {IN}")
LEG_BY_MEETING = _select(Leg, f"WHERE meeting {IN}")
ITEM_SERIES_BY_BOARD = _select(ItemSeries, "WHERE board = ? ORDER BY title, id")
SERIES_PRESENTER_BY_SERIES = _select(SeriesPresenter, f"WHERE item_series {IN} ORDER BY id")
ITEM_BY_SERIES = _select(Item, "WHERE item_series = ? ORDER BY period DESC LIMIT ?")
ATTACHMENT_BY_ITEM = _select(Attachment, f"WHERE item {IN}")
ATTACHMENT_BY_MEETING = _select(Attachment, f"WHERE meeting {IN}")

STANDING_BY_BOARD = _select(Standing, "WHERE board = ? AND meeting IS NULL")
STANDING_BY_MEETING = _select(Standing, f"WHERE meeting {IN}")
STANDING_BY_ID = _select(Standing, f"WHERE id {IN}")
SERIES_BY_BOARD = _select(Series, "WHERE board = ?")
ACTIVITY_BY_RANGE = _select(Activity, "WHERE board = ? AND date BETWEEN ? AND ?")

PERSON_BY_ID = _select(Person, f"WHERE id {IN}")
PERSON_ALL = _select(Person, "ORDER BY name, id")
MEMBERSHIP_BY_BOARD = _select(Membership, "WHERE board = ?")
MEMBERSHIP_BY_PERSON = _select(Membership, "WHERE person = ?")
ABSENCE_BY_RANGE = _select(Absence, 'WHERE board = ? AND "last" >= ? AND "first" <= ?')
ABSENCE_BY_PERSON = _select(Absence, 'WHERE person = ? AND "last" >= ? AND "first" <= ?')

ACCEPTANCE_BY_BOARD = _select(Acceptance, "WHERE board = ?")
ALIAS_BY_BOARD = _select(Alias, "WHERE board = ? ORDER BY id")
DOCUMENT_BY_BOARD = _select(ImportedDocument, "WHERE board = ? ORDER BY id DESC")
DOCUMENT_BY_NAME = _select(ImportedDocument, "WHERE board = ? AND (name = ? OR sha256 = ?) ORDER BY id DESC")

STEP_COLUMNS = '"id", "board", "at", "by", "command", "why", "kind", "of", "state"'

SHARED_STEPS = "SELECT step FROM step_board WHERE board = ?"


def _latest_of(also: str = "") -> str:
    """The steps that a board made and those that it shares, latest first; each part is found by an index."""
    return (
        f"SELECT {STEP_COLUMNS} FROM step WHERE board = ?{also} UNION ALL"  # noqa: S608 -- names of our own
        f" SELECT {STEP_COLUMNS} FROM step"
        f" WHERE id IN ({SHARED_STEPS}){also} ORDER BY id DESC LIMIT "
    )


STEPS = _latest_of() + "?"
BOARDS_OF_STEPS = f"SELECT step, board FROM step_board WHERE step {IN} ORDER BY board"  # noqa: S608 -- our own
JOURNAL = f"SELECT {STEP_COLUMNS} FROM step ORDER BY id"  # noqa: S608 -- names of our own
STEPS_OF_ITEM = (
    f"SELECT {STEP_COLUMNS} FROM step"  # noqa: S608 -- names of our own
    " WHERE id IN (SELECT step FROM step_item WHERE item = ? ORDER BY step DESC LIMIT ?) ORDER BY id DESC"
)
_STANDS = " AND kind = 'do' AND state = 'done' AND founding = 0"
STEP_LAST_DONE = _latest_of(_STANDS) + "1"
STEP_LAST_DONE_BY = _latest_of(f'{_STANDS} AND "by" = ?') + "1"
# What was undone last comes back first: an undone step's latest mention is the step that undid it.
STEP_NEXT_REDO = (
    f"SELECT {STEP_COLUMNS} FROM step WHERE state = 'undone'"  # noqa: S608 -- names of our own
    f" AND (board = ? OR id IN ({SHARED_STEPS}))"
    ' ORDER BY (SELECT max(later.id) FROM step later WHERE later."of" = step.id) DESC LIMIT 1'
)
STEPS_DROPPED = (
    "UPDATE step SET state = 'dropped'"  # noqa: S608 -- names of our own
    f" WHERE state = 'undone' AND (board = ? OR id IN ({SHARED_STEPS}))"
)
CHANGES_OF_STEPS = (
    f'SELECT "step", "table", "before", "after" FROM change WHERE step {IN}'  # noqa: S608 -- our own
    " ORDER BY step, position"
)

# Of the latest steps only: those from the one so many steps back.
MOVES = """\
SELECT s.id, s."at", s.command, s.why, c."table", c."before", c."after"
FROM step s JOIN change c ON c.step = s.id
WHERE (s.board = ? OR s.id IN (SELECT step FROM step_board WHERE board = ?))
AND s.kind = 'do' AND s.state = 'done' AND s.founding = 0 AND s.id >= coalesce((
    SELECT id FROM step WHERE board = ? AND kind = 'do' AND state = 'done' AND founding = 0
    ORDER BY id DESC LIMIT 1 OFFSET ?), 0)
AND (c."before" IS NOT NULL OR c."table" = 'placement') AND c."table" IN ('placement', 'meeting')
ORDER BY s.id, c.position"""

ENTRY_OF_MEETINGS = f"SELECT 1 FROM entry WHERE meeting {IN} LIMIT 1"  # noqa: S608 -- names of our own

# Full text. The rowid of `words` holds what the row is of, so that the newest first is its order:
# see BANDS in words.py.
WORDS = """\
SELECT rowid, snippet(words, -1, '', '', ' ... ', 64) FROM words
WHERE words MATCH ? AND board = ? ORDER BY rowid DESC LIMIT ?"""
WORDS_OF_ITEMS = """\
SELECT rowid FROM words
WHERE words MATCH ? AND rowid >= ? AND board = ? ORDER BY rowid DESC LIMIT ?"""

EVERYTHING = {kind: _select(kind, "ORDER BY id") for kind in TABLES.values()}
