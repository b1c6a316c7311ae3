"""Writing transactions: state, journal, full text and computed columns change together or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from planner.adapters.store import queries as sql
from planner.adapters.store import words
from planner.adapters.store.reader import SqlReader
from planner.adapters.store.rows import Row, column_list, columns, from_row, to_row
from planner.domain.board import Board
from planner.domain.changes import TABLE_OF, TABLES, Change, Record, Step, net
from planner.domain.codec import to_plain
from planner.domain.errors import StalePlan
from planner.domain.item import Attachment, FollowUp, Item, Paper, Placement, Presenter
from planner.domain.meeting import Meeting

if TYPE_CHECKING:
    import sqlite3

    from planner.adapters.store.correspondence import SqlIncoming
    from planner.adapters.store.feed_rows import SqlFeeds
    from planner.adapters.store.issues import SqlIssues
    from planner.adapters.store.jobs import SqlJobs
    from planner.adapters.store.letters import SqlLetters
    from planner.adapters.store.outgoing import SqlOutgoing
    from planner.adapters.store.reminders import SqlReminders
    from planner.adapters.store.sending import SqlSending
    from planner.ports import Work

_IDS = "(SELECT value FROM json_each(?))"
_WAITING = f"""\
UPDATE item SET waiting_since = CASE WHEN status = 'open' AND NOT EXISTS (
    SELECT 1 FROM placement p WHERE p.item = item.id AND p.outcome IS NULL
) THEN coalesce(since, '9999-12-31') END WHERE id IN {_IDS}"""  # noqa: S608 -- names of our own
_UNSETTLED = f"""\
UPDATE meeting SET unsettled = (
    SELECT count(*) FROM placement p WHERE p.meeting = meeting.id AND p.outcome IS NULL
) WHERE id IN {_IDS}"""  # noqa: S608 -- names of our own


class SqlWork:
    """The port `Work` in one transaction of SQLAlchemy's connection."""

    def __init__(
        self, connection: Connection, path: Path, before: Callable[[Work], None] | None = None
    ) -> None:
        self._connection = connection
        self._path = path
        self._before = before
        self._sending: SqlSending | None = None
        self.read = SqlReader(self.run)

    @property
    def out(self) -> SqlOutgoing:
        """What was published and is on its way out, inside the transaction."""
        from planner.adapters.store.outgoing import SqlOutgoing  # noqa: PLC0415 -- most steps send nothing

        return SqlOutgoing(self.run, self._write)

    @property
    def sending(self) -> SqlSending:
        """How far the sending has come, and whether it may go on."""
        if self._sending is None:
            from planner.adapters.store.sending import SqlSending  # noqa: PLC0415 -- most steps send nothing

            self._sending = SqlSending(self.run, self._write, self._path)
        return self._sending

    @property
    def feeds(self) -> SqlFeeds:
        """The calendars that are subscribed to, inside the transaction."""
        from planner.adapters.store.feed_rows import SqlFeeds  # noqa: PLC0415 -- most steps need none

        return SqlFeeds(self.run, self._write)

    @property
    def incoming(self) -> SqlIncoming:
        """What came back, inside the transaction."""
        from planner.adapters.store.correspondence import SqlIncoming  # noqa: PLC0415 -- most steps need none

        return SqlIncoming(self.run, self._write)

    @property
    def jobs(self) -> SqlJobs:
        """The due times of jobs, inside the transaction."""
        from planner.adapters.store.jobs import SqlJobs  # noqa: PLC0415 -- most steps need none

        return SqlJobs(self.run, self._write)

    @property
    def reminders(self) -> SqlReminders:
        """What people were reminded of, inside the transaction."""
        from planner.adapters.store.reminders import SqlReminders  # noqa: PLC0415 -- most steps need none

        return SqlReminders(self.run, self._write)

    @property
    def letters(self) -> SqlLetters:
        """The letters that wait to be mailed, inside the transaction."""
        from planner.adapters.store.letters import SqlLetters  # noqa: PLC0415 -- most steps need none

        return SqlLetters(self.run, self._write)

    @property
    def issues(self) -> SqlIssues:
        """The issues of mails that come back, inside the transaction."""
        from planner.adapters.store.issues import SqlIssues  # noqa: PLC0415 -- most steps need none

        return SqlIssues(self.run, self._write)

    def run(self, query: str, parameters: Sequence[Any] = ()) -> Sequence[Row]:
        """The rows that a query finds in this transaction."""
        return self._driver().execute(query, tuple(parameters)).fetchall()

    def _write(self, statement: str, parameters: Sequence[Any] = ()) -> int:
        return self._driver().execute(statement, tuple(parameters)).rowcount

    def _driver(self) -> sqlite3.Connection:
        """The driver's own connection, in the transaction: a large delivery writes thousands of plain rows."""
        if not self._connection.in_transaction():
            self._connection.begin()
        return cast("sqlite3.Connection", self._connection.connection.driver_connection)

    def new_id(self, kind: type[Record]) -> int:
        """The next id of that kind of record; never given out twice."""
        return self._next(TABLE_OF[kind])

    def append(
        self,
        changes: Sequence[Change],
        *,
        board: int,
        at: datetime,
        by: str,
        command: str,
        why: str | None = None,
        kind: Literal["do", "undo", "redo"] = "do",
        of: int | None = None,
        also: Iterable[int] = (),
    ) -> Step:
        """Apply the changes and journal them as one step; StalePlan where a row is not as expected."""
        shared = tuple(sorted({*also} - {board}))
        if kind == "do":
            for one in (board, *shared):
                self._write(sql.STEPS_DROPPED, (one, one))
        else:
            state = "undone" if kind == "undo" else "done"
            self._write("UPDATE step SET state = ? WHERE id = ?", (state, of))
        step = Step(
            self._next("step"), board, at, by, command, why, kind, of, changes=tuple(changes), also=shared
        )
        founding = any(
            isinstance(c.after, Board) and c.before is None and c.after.id == board for c in changes
        )
        self._write(
            f"INSERT INTO step ({sql.STEP_COLUMNS}, founding) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- names of our own tables
            (step.id, board, at.isoformat(), by, command, why, kind, of, step.state, founding),
        )
        for one in shared:
            self._write("INSERT INTO step_board (board, step) VALUES (?, ?)", (one, step.id))
        for position, change in enumerate(changes):
            self._apply(change)
            self._journal(step.id, position, change)
        self._compute(changes)
        for change in net(changes):
            self._index_words(change.before, change.after)
        return step

    def last_done(self, board: int, by: str | None = None) -> Step | None:
        """The latest step that stands (made by `by`, when given); never the one that made the board."""
        if by is None:
            found = self.read.steps_of(sql.STEP_LAST_DONE, board, board)
        else:
            found = self.read.steps_of(sql.STEP_LAST_DONE_BY, board, by, board, by)
        return next(iter(found), None)

    def next_redo(self, board: int) -> Step | None:
        """The step that redo would bring back, or None."""
        return next(iter(self.read.steps_of(sql.STEP_NEXT_REDO, board, board)), None)

    def commit(self) -> None:
        """Make it so."""
        if self._before is not None:
            self._before(self)
        self._connection.commit()
        if self._sending is not None:
            self._sending.committed()

    def _next(self, name: str) -> int:
        statement = (
            "INSERT INTO counter (name, last) VALUES (?, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last"
        )
        return int(self.run(statement, (name,))[0][0])

    def _apply(self, change: Change) -> None:
        record = change.record
        kind = type(record)
        statements = _statements(change.table)
        rows = self.run(statements["read"], (record.id,))
        stored = from_row(kind)(rows[0]) if rows else None
        if stored != change.before:
            raise StalePlan(
                "En anden har ændret det samme imens, så intet er gemt.",
                hint="Se planen igen, og prøv så en gang til.",
                record=record,
                stored=stored,
            )
        if change.after is None:
            self._write(statements["delete"], (record.id, rows[0][-1]))
        elif stored is None:
            self._write(statements["insert"], to_row(change.after))
            self._count_at_least(kind, record.id)
        else:
            self._write(statements["update"], (*to_row(change.after), record.id, rows[0][-1]))

    def _count_at_least(self, kind: type[Record], number: int) -> None:
        """An id that was given by hand (a restored record) is not given out again either."""
        self._write(
            "INSERT INTO counter (name, last) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)",
            (TABLE_OF[kind], number),
        )

    def _index_words(self, before: Record | None, after: Record | None) -> None:
        old = words.number(before) if before is not None else None
        new = words.number(after) if after is not None else None
        texts = words.texts(after) if after is not None else ("", "")
        if before is not None and old == new and words.texts(before) == texts:
            return
        if old is not None:
            self._write("DELETE FROM words WHERE rowid = ?", (old,))
        if new is not None and any(texts):
            board = self._board_of(after)
            self._write(
                "INSERT INTO words (rowid, title, body, board) VALUES (?, ?, ?, ?)", (new, *texts, board)
            )

    def _board_of(self, record: Record | None) -> int | None:
        if isinstance(record, Placement):
            return int(self.run("SELECT board FROM meeting WHERE id = ?", (record.meeting,))[0][0])
        return getattr(record, "board", None)

    def _journal(self, step: int, position: int, change: Change) -> None:
        self._write(
            'INSERT INTO change ("step", "position", "table", "record", "before", "after")'
            " VALUES (?, ?, ?, ?, ?, ?)",
            (step, position, change.table, change.record.id, _json(change.before), _json(change.after)),
        )
        for item in _items_touched(change):
            self._write("INSERT OR IGNORE INTO step_item (item, step) VALUES (?, ?)", (item, step))

    def _compute(self, changes: Sequence[Change]) -> None:
        """The columns that reads search by, for the rows that these changes concern."""
        sides = [
            record for change in changes for record in (change.before, change.after) if record is not None
        ]
        items = {r.id for r in sides if isinstance(r, Item)} | {
            r.item for r in sides if isinstance(r, Placement)
        }
        meetings = {r.id for r in sides if isinstance(r, Meeting)}
        if items:
            self._write(_WAITING, (json.dumps(sorted(items)),))
        if on := meetings | {r.meeting for r in sides if isinstance(r, Placement)}:
            self._write(_UNSETTLED, (json.dumps(sorted(on)),))
        for meeting in meetings:
            self._set_instants("WHERE m.id = ?", meeting)
        for board in {r.id for r in sides if isinstance(r, Board)}:
            self._set_instants("WHERE m.board = ?", board)

    def _set_instants(self, where: str, number: int) -> None:
        rows = self.run(
            f'SELECT m.id, m.date, m."start", m."end", b.zone FROM meeting m JOIN board b ON b.id = m.board {where}',  # noqa: S608 -- names of our own tables
            (number,),
        )
        for meeting, day, start, end, zone in rows:
            self._write(
                "UPDATE meeting SET starts_utc = ?, ends_utc = ? WHERE id = ?",
                (_instant(day, start, zone), _instant(day, end, zone), meeting),
            )


def _instant(day: str, clock: str, zone: str) -> str:
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone))
    return local.astimezone(UTC).isoformat()


def _items_touched(change: Change) -> set[int]:
    found: set[int] = set()
    for record in (change.before, change.after):
        if isinstance(record, Item):
            found |= {record.id, record.replaced_by or record.id}
        elif isinstance(record, Placement | Presenter | FollowUp | Paper | Attachment):
            found |= {record.item} if record.item is not None else set()
    return found


def _json(record: Record | None) -> str | None:
    return None if record is None else json.dumps(to_plain(record), ensure_ascii=False)


@cache
def _statements(table: str) -> dict[str, str]:
    kind = TABLES[table]
    marks = ", ".join("?" * len(columns(kind)))
    settings = ", ".join(f'"{name}" = ?' for name in columns(kind))
    return {
        "read": f"SELECT {column_list(kind)}, version FROM {table} WHERE id = ?",  # noqa: S608 -- names of our own tables
        "insert": f"INSERT INTO {table} ({column_list(kind)}) VALUES ({marks})",  # noqa: S608 -- names of our own tables
        "update": f"UPDATE {table} SET {settings}, version = version + 1 WHERE id = ? AND version = ?",  # noqa: S608 -- names of our own tables
        "delete": f"DELETE FROM {table} WHERE id = ? AND version = ?",  # noqa: S608 -- names of our own tables
    }
