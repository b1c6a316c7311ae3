"""Letters that wait to be mailed, over functions that run SQL in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from planner.adapters.store.entry_rows import instant
from planner.adapters.store.rows import Row
from planner.adapters.store.statements import Run, Write, next_number
from planner.domain.post import LETTER_QUIET, LETTER_WAITING, LOST, LetterQueue, QueuedLetter

_LETTER = (
    'SELECT l.id, l."key", kind, board, person, name, email, "language", audience, due, useful_until, f.facts,'
    " f.digest, calendar, state, attempts, doubtful, sent_at, not_before, reason, content"
    " FROM letter l JOIN letter_facts f ON f.digest = l.facts"
)
_OPEN = "state IN ('ready', 'wait', 'inflight', 'parked')"
_DUE = (
    f"{_LETTER} WHERE {_OPEN} AND state <> 'parked' AND (not_before IS NULL OR not_before <= ?)"
    " AND (state <> 'inflight' OR sent_at <= ?) ORDER BY l.id LIMIT ?"
)

QUEUE = f"SELECT state, count(*), min(not_before), min(due) FROM letter WHERE {_OPEN} GROUP BY state"  # noqa: S608 -- words of our own


class SqlLetters:
    """The port `Letters`. Its numbers are of the same row as those of tasks in the outbox."""

    def __init__(self, run: Run, write: Write) -> None:
        self._run, self._write = run, write

    def add(self, letter: QueuedLetter) -> bool:
        """Queue it under the next number; False where its key is known."""
        if any(self._run('SELECT 1 FROM letter WHERE "key" = ?', (letter.key,))):
            return False
        facts = json.dumps(letter.facts, ensure_ascii=False, sort_keys=True)
        digest = sha256(facts.encode()).hexdigest()
        self._write(
            "INSERT INTO letter_facts (digest, facts) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, facts)
        )
        added = self._write(
            'INSERT INTO letter (id, "key", kind, board, person, name, email, "language", audience, due,'
            " useful_until, facts, calendar, state, attempts, doubtful)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ready', 0, 0) ON CONFLICT DO NOTHING",
            (
                next_number(self._run, "outbox"),
                letter.key,
                letter.kind,
                letter.board,
                letter.person,
                letter.name,
                letter.email,
                letter.language,
                letter.audience,
                instant(letter.due),
                instant(letter.useful_until),
                digest,
                int(letter.calendar),
            ),
        )
        return added == 1

    def due(self, now: datetime, most: int = 1) -> tuple[QueuedLetter, ...]:
        """The oldest letters that may be taken up now; those under way whose worker is gone, too."""
        rows = self._run(_DUE, (instant(now), instant(now - LETTER_QUIET), most))
        return _letters(rows)

    def save(self, letter: QueuedLetter, was: QueuedLetter) -> bool:
        """The letter as it is now; False where somebody else has taken it up meanwhile."""
        content: list[Any] = [] if letter.content is was.content else [letter.content]
        changed = self._write(
            f"UPDATE letter SET {'content = ?, ' if content else ''}state = ?, attempts = ?, doubtful = ?,"  # noqa: S608 -- words of our own
            " sent_at = ?, not_before = ?, reason = ?"
            " WHERE id = ? AND state = ? AND attempts = ? AND sent_at IS ? AND not_before IS ?",
            (
                *content,
                letter.state,
                letter.attempts,
                int(letter.doubtful),
                instant(letter.sent_at),
                instant(letter.not_before),
                letter.reason,
                letter.id,
                was.state,
                was.attempts,
                instant(was.sent_at),
                instant(was.not_before),
            ),
        )
        return changed == 1

    def one(self, number: int) -> QueuedLetter | None:
        """The letter with that number."""
        return next(iter(_letters(self._run(f"{_LETTER} WHERE l.id = ?", (number,)))), None)

    def open(self, board: int | None = None) -> tuple[QueuedLetter, ...]:
        """Letters that are not settled, oldest first; of one board when it is given."""
        rows = self._run(f"{_LETTER} WHERE {_OPEN} AND coalesce(?, board) = board ORDER BY l.id", (board,))
        return _letters(rows)

    def last_sent(self, prefix: str) -> datetime | None:
        """When the last letter whose key begins so left, in the order of the keys; None before the first."""
        rows = self._run(
            'SELECT sent_at FROM letter WHERE "key" >= ? AND "key" < ? AND state = \'acked\' ORDER BY "key" DESC LIMIT 1',
            (prefix, f"{prefix}\U0010ffff"),
        )
        return next((datetime.fromisoformat(sent_at) for (sent_at,) in rows), None)

    def expired(self, board: int, since: datetime) -> tuple[QueuedLetter, ...]:
        """The board's letters that were given up since an instant, since they were too late to be of use."""
        return _letters(
            self._run(
                f"{_LETTER} WHERE state = 'expired' AND board = ? AND not_before >= ? ORDER BY l.id",
                (board, instant(since)),
            )
        )

    def queue(self) -> LetterQueue:
        """How many there are of those that are not settled."""
        return letter_queue(self._run)

    def with_prefix(self, prefix: str) -> tuple[QueuedLetter, ...]:
        """Every letter whose key begins so, settled ones too."""
        rows = self._run(
            f'{_LETTER} WHERE l."key" >= ? AND l."key" < ? ORDER BY l.id', (prefix, f"{prefix}\U0010ffff")
        )
        return _letters(rows)

    def doubt(self) -> int:
        """A copy was put back: whatever waits may have left since, so a person decides."""
        return self._write(
            "UPDATE letter SET state = 'parked', doubtful = 1, reason = ?"
            " WHERE state IN ('ready', 'wait', 'inflight')",
            (LOST,),
        )


def letter_queue(run: Run) -> LetterQueue:
    """How many letters are not settled, in one statement over those alone."""
    rows = list(run(QUEUE, ()))
    again = [not_before for state, _, not_before, _ in rows if state == "wait" and not_before]
    waiting = [due for state, _, _, due in rows if state in LETTER_WAITING]
    return LetterQueue(
        {state: int(count) for state, count, _, _ in rows},
        datetime.fromisoformat(min(again)) if again else None,
        datetime.fromisoformat(min(waiting)) if waiting else None,
    )


def _letters(rows: Iterable[Row]) -> tuple[QueuedLetter, ...]:
    """The letters; those of an issue share their facts, which are read once."""
    known: dict[str, Any] = {}
    return tuple(_letter(row, known) for row in rows)


def _letter(row: Row, known: dict[str, Any]) -> QueuedLetter:
    number, key, kind, board, person, name, email, language, audience, due, until, facts, *rest = row
    digest, calendar, state, attempts, doubtful, sent_at, not_before, reason, content = rest
    if digest not in known:
        known[digest] = json.loads(facts)
    letter = QueuedLetter(
        key, kind, board, person, name, email, language, audience, datetime.fromisoformat(due)
    )
    return replace(
        letter,
        useful_until=datetime.fromisoformat(until) if until else None,
        facts=known[digest],
        digest=digest,
        calendar=bool(calendar),
        id=number,
        state=state,
        attempts=attempts,
        doubtful=bool(doubtful),
        sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
        not_before=datetime.fromisoformat(not_before) if not_before else None,
        reason=reason,
        content=content,
    )
