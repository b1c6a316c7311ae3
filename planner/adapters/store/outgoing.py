"""What was published and what is on its way out, over functions that run SQL in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from planner.adapters.store.entry_rows import instant, revision_from, to_text, wanted_from
from planner.adapters.store.rows import Row
from planner.adapters.store.statements import Run, Write, next_number
from planner.domain.calendar import Link
from planner.domain.changes import Change
from planner.domain.codec import change_from_plain
from planner.domain.entry import Entry
from planner.domain.errors import Unknown
from planner.domain.outbound import State, Task
from planner.domain.publication import Publication

PUBLICATION = (
    'SELECT id, board, at, "by", step, until, invitations, updates, cancellations, persons, backend'
    " FROM publication"
)
ENTRY = 'SELECT id, board, backend, "key", uid, wanted, stands, sent, remote_id, remote_version, is_over FROM entry'
TASK = (
    "SELECT id, entry, lane, publication, at, state, operation, revision, attempts, doubtful, sent_at,"
    " not_before, reason FROM outbox"
)
_LIST = "(SELECT value FROM json_each(?))"
# What waits is ready at once or from a time on; what is under way is taken over when its time is up.
_OPEN = "state IN ('ready', 'wait', 'inflight', 'unknown', 'probing')"
_BLOCKING = "state IN ('inflight', 'unknown', 'probing', 'parked', 'conflict')"
_DUE = f"""\
{TASK} WHERE {_OPEN} AND (not_before IS NULL OR not_before <= ?)
AND (state NOT IN ('ready', 'wait') OR NOT EXISTS (
    SELECT 1 FROM outbox other WHERE other.lane = outbox.lane AND other.{_BLOCKING}))
AND (SELECT backend FROM entry WHERE entry.id = outbox.entry) IN {_LIST}
ORDER BY id LIMIT ?"""  # noqa: S608 -- words of our own


class SqlOutgoing:
    """The port `Outgoing`."""

    def __init__(self, run: Run, write: Write) -> None:
        self._run, self._write = run, write

    def last_publication(self, board: int, *, whole: bool = False) -> Publication | None:
        """The board's latest publication; with `whole` the latest that was not limited to some days."""
        limit = " AND until IS NULL" if whole else ""
        rows = self._run(f"{PUBLICATION} WHERE board = ?{limit} ORDER BY id DESC LIMIT 1", (board,))
        return next((publication_from(row) for row in rows), None)

    def last_step(self) -> int:
        """The number of the latest journal step, 0 where there is none."""
        return int(next(iter(self._run("SELECT coalesce(max(id), 0) FROM step", ())))[0])

    def changes_since(self, step: int) -> tuple[Change, ...]:
        """Every journalled change after that step, in order."""
        rows = self._run(
            'SELECT "table", "before", "after" FROM change WHERE step > ? ORDER BY step, position', (step,)
        )
        return tuple(
            change_from_plain(
                {
                    "table": table,
                    "before": json.loads(before) if before else None,
                    "after": json.loads(after) if after else None,
                }
            )
            for table, before, after in rows
        )

    def entries(self, meetings: Iterable[int]) -> tuple[Entry, ...]:
        """Events of these meetings that are not over, by id."""
        wanted = json.dumps(sorted(meetings))
        rows = self._run(f"{ENTRY} WHERE is_over = 0 AND meeting IN {_LIST} ORDER BY id", (wanted,))
        return tuple(entry_from(row) for row in rows)

    def entry(self, number: int) -> Entry:
        """The event with that id; Unknown where there is none."""
        for row in self._run(f"{ENTRY} WHERE id = ?", (number,)):
            return entry_from(row)
        raise Unknown(f"Der er ingen aftale nr. {number}.")

    def tasks(self, states: Iterable[State]) -> tuple[Task, ...]:
        """Tasks in these states, oldest first."""
        rows = self._run(f"{TASK} WHERE state IN {_LIST} ORDER BY id", (json.dumps(list(states)),))
        return tuple(task_from(row) for row in rows)

    def task(self, number: int) -> Task:
        """The task with that id; Unknown where there is none."""
        for row in self._run(f"{TASK} WHERE id = ?", (number,)):
            return task_from(row)
        raise Unknown(
            f"Der er ingen forsendelse nr. {number}.", hint="planner udbakke viser dem, der er undervejs."
        )

    def publish(self, publication: Publication) -> Publication:
        """Keep a publication under the next number."""
        kept = replace(publication, id=next_number(self._run, "publication"))
        until = kept.until.isoformat() if kept.until else None
        self._write(
            "INSERT INTO publication VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                kept.id,
                kept.board,
                instant(kept.at),
                kept.by,
                kept.step,
                until,
                kept.invitations,
                kept.updates,
                kept.cancellations,
                kept.persons,
                kept.backend,
            ),
        )
        return kept

    def keep(self, entry: Entry) -> Entry:
        """Keep an event as it is now; one with id 0 is new and gets the next number."""
        kept = entry if entry.id else replace(entry, id=next_number(self._run, "entry"))
        values = (
            kept.wanted.meeting,
            to_text(kept.wanted),
            int(kept.stands),
            to_text(kept.sent) if kept.sent else None,
            kept.link.remote_id,
            kept.link.version,
            int(kept.is_over),
        )
        if entry.id:
            self._write(
                "UPDATE entry SET meeting = ?, wanted = ?, stands = ?, sent = ?, remote_id = ?,"
                " remote_version = ?, is_over = ? WHERE id = ?",
                (*values, kept.id),
            )
        else:
            self._write(
                "INSERT INTO entry (meeting, wanted, stands, sent, remote_id, remote_version, is_over, id,"
                ' board, backend, "key", uid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
                (*values, kept.id, kept.board, kept.backend, kept.key, kept.uid),
            )
        return kept

    def wish(self, entry: Entry, publication: Publication) -> None:
        """One waiting task for the event; what was definitely refused before is superseded."""
        self._write(
            "UPDATE outbox SET state = 'superseded' WHERE lane = ? AND doubtful = 0"
            " AND state IN ('parked', 'conflict')",
            (entry.uid,),
        )
        self._write(
            "INSERT INTO outbox (id, entry, lane, publication, at, state, attempts, doubtful)"
            " SELECT ?, ?, ?, ?, ?, 'ready', 0, 0 WHERE NOT EXISTS ("
            "SELECT 1 FROM outbox WHERE lane = ? AND state IN ('ready', 'wait'))",
            (
                next_number(self._run, "outbox"),
                entry.id,
                entry.uid,
                publication.id,
                instant(publication.at),
                entry.uid,
            ),
        )

    def unwish(self, entry: Entry) -> None:
        """A waiting task for the event is superseded."""
        self._write(
            "UPDATE outbox SET state = 'superseded' WHERE lane = ? AND state IN ('ready', 'wait')",
            (entry.uid,),
        )

    def due(self, now: datetime, backends: Iterable[str], most: int = 1) -> tuple[Task, ...]:
        """The oldest tasks that may be taken up now, each of another event, of events at these backends."""
        rows = self._run(_DUE, (instant(now), json.dumps(sorted(backends)), most))
        return tuple(task_from(row) for row in rows)

    def save(self, task: Task, was: Task) -> bool:
        """The task as it is now; False where somebody else has taken it up meanwhile."""
        # A revision is frozen: it is written when it is made, and not with every later state.
        revision = (
            [] if task.revision is was.revision else [to_text(task.revision) if task.revision else None]
        )
        changed = self._write(
            f"UPDATE outbox SET {'revision = ?, ' if revision else ''}state = ?, operation = ?, attempts = ?,"  # noqa: S608 -- words of our own
            " doubtful = ?, sent_at = ?, not_before = ?, reason = ?"
            " WHERE id = ? AND state = ? AND attempts = ? AND sent_at IS ? AND not_before IS ?",
            (
                *revision,
                task.state,
                task.operation,
                task.attempts,
                int(task.doubtful),
                instant(task.sent_at),
                instant(task.not_before),
                task.reason,
                task.id,
                was.state,
                was.attempts,
                instant(was.sent_at),
                instant(was.not_before),
            ),
        )
        return changed == 1


def publication_from(row: Row) -> Publication:
    """The publication in a row of PUBLICATION."""
    number, board, at, by, step, until, *counts = row
    return Publication(
        number,
        board,
        datetime.fromisoformat(at),
        by,
        step,
        date.fromisoformat(until) if until else None,
        *counts,
    )


def entry_from(row: Row) -> Entry:
    """The event in a row of ENTRY."""
    number, board, backend, key, uid, wanted, stands, sent, remote_id, version, is_over = row
    return Entry(
        number,
        board,
        backend,
        key,
        uid,
        wanted_from(wanted),
        bool(stands),
        revision_from(sent),
        Link(remote_id, version),
        bool(is_over),
    )


def task_from(row: Row) -> Task:
    """The task in a row of TASK."""
    number, entry, lane, publication, at, state, operation, revision, attempts, doubtful, *rest = row
    sent_at, not_before, reason = rest
    return Task(
        number,
        entry,
        lane,
        publication,
        datetime.fromisoformat(at),
        state,
        operation,
        revision_from(revision),
        attempts,
        bool(doubtful),
        datetime.fromisoformat(sent_at) if sent_at else None,
        datetime.fromisoformat(not_before) if not_before else None,
        reason,
    )
