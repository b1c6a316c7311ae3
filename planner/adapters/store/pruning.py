"""What was sent and heard of meetings long past is forgotten: the texts go, that something was sent stays.

The plan and its journal are never touched. Only the standard library is used, as for copies.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import NamedTuple, get_args

from planner.adapters.store.departures import beside, forget
from planner.adapters.store.entry_rows import instant
from planner.adapters.store.faults import explained
from planner.adapters.store.readonly import connect
from planner.adapters.store.version import require_current
from planner.domain.outbound import SETTLED
from planner.domain.post import LETTER_OPEN, LetterState

_SETTLED = ", ".join(f"'{state}'" for state in SETTLED)
# Events that began before the day, and of which nothing is under way or with a person.
_OLD = f"""\
(SELECT id FROM entry WHERE julianday(json_extract(wanted, '$.starts')) < julianday(:before) AND NOT EXISTS (
    SELECT 1 FROM outbox o WHERE o.entry = entry.id AND o.state NOT IN ({_SETTLED})))"""  # noqa: S608 -- words of our own
_UNUSABLE = "fault IS NOT NULL AND settled IS NOT NULL AND heard < :before"
_LETTERS_SETTLED = ", ".join(f"'{state}'" for state in get_args(LetterState) if state not in LETTER_OPEN)
_NO_FACTS = "{}"
_NOTHING = sha256(_NO_FACTS.encode()).hexdigest()  # as the store of letters names them
_TEXTS = {  # table -> its rows that still have a text
    "entry": f"json_extract(wanted, '$.body') <> '' AND id IN {_OLD}",
    "outbox": f"json_extract(revision, '$.body') <> '' AND entry IN {_OLD}",
    "reply": f"json_extract(reply, '$.comment') IS NOT NULL AND entry IN {_OLD}",
    "letter": f"due < :before AND state IN ({_LETTERS_SETTLED}) AND (content IS NOT NULL OR facts <> '{_NOTHING}')",
}
_FORGET = {
    "entry": "wanted = json_replace(wanted, '$.body', '', '$.neutral_body', '', '$.gist', ''),"
    " sent = json_replace(sent, '$.body', '')",
    "outbox": "revision = json_replace(revision, '$.body', '')",
    "reply": "reply = json_replace(reply, '$.comment', NULL)",
    "letter": f"content = NULL, facts = '{_NOTHING}'",
}


class Pruned(NamedTuple):
    """How many of each: events and revisions that lost their text, comments to them, mails put aside; letters, too."""

    events: int
    revisions: int
    comments: int
    unusable: int
    letters: int


def prune(path: object, before: dt.datetime, *, write: bool) -> Pruned:
    """Forget the texts of events that began, and of letters that were due, before an instant.

    Without `write` they are only counted.

    What is forgotten is in no byte of the file any more, nor in that of the departures beside it. Copies
    of the database keep theirs.
    """
    limit = {"before": instant(before)}
    with explained(path), closing(connect(path, mode="mode=rw")) as connection:
        require_current(connection.execute, path)
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        found = Pruned(
            events=_count(connection, "entry", _TEXTS["entry"], limit),
            revisions=_count(connection, "outbox", _TEXTS["outbox"], limit),
            comments=_count(connection, "reply", _TEXTS["reply"], limit),
            unusable=_count(connection, "reply", _UNUSABLE, limit),
            letters=_count(connection, "letter", _TEXTS["letter"], limit),
        )
        if not write:
            return found
        connection.execute(f"DELETE FROM reply WHERE {_UNUSABLE}", limit)  # noqa: S608 -- words of our own
        connection.execute(
            "INSERT INTO letter_facts (digest, facts) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (_NOTHING, _NO_FACTS),
        )
        for table in ("reply", "outbox", "entry", "letter"):
            connection.execute(f"UPDATE {table} SET {_FORGET[table]} WHERE {_TEXTS[table]}", limit)  # noqa: S608 -- words of our own
        connection.execute("DELETE FROM letter_facts WHERE digest NOT IN (SELECT facts FROM letter)")
        connection.execute("COMMIT")
        connection.execute("VACUUM")  # what earlier writes left in the gaps goes too
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    forget(beside(str(path)), lambda line: _begins(line) < before)
    return found


def _count(connection: sqlite3.Connection, table: str, rows: str, limit: dict[str, str | None]) -> int:
    asked = connection.execute(f"SELECT count(*) FROM {table} WHERE {rows}", limit)  # noqa: S608 -- words of our own
    return int(asked.fetchone()[0])


def _begins(line: str) -> dt.datetime:
    """When the event of a departure begins; long from now where it is none."""
    try:
        return dt.datetime.fromisoformat(json.loads(json.loads(line)["revision"])["starts"])
    except (ValueError, KeyError, TypeError):
        return dt.datetime.max.replace(tzinfo=dt.UTC)
