"""What went to and fro about events, and what came back: questions, and what is written down of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from planner.adapters.store.entry_rows import instant
from planner.adapters.store.outgoing import ENTRY, TASK, entry_from, task_from
from planner.adapters.store.rows import Row
from planner.adapters.store.statements import Run, Write
from planner.domain.calendar import Reply
from planner.domain.correspondence import Correspondence, Heard, Settling, sent_of
from planner.domain.entry import Entry
from planner.domain.errors import Unknown
from planner.domain.outbound import Task

_LIST = "(SELECT value FROM json_each(?))"
_TASKS = f"{TASK} WHERE entry IN {_LIST} AND revision IS NOT NULL ORDER BY id"
# What was settled by a step that has been undone is open again.
_HEARD = """\
SELECT r.id, r.backend, r.heard, r.reply, r.entry, r.fault,
    CASE WHEN s.state IS NULL OR s.state = 'done' THEN r.settled END, r.settled_at, r.settled_by, r.why, r.step
FROM reply r LEFT JOIN step s ON s.id = r.step"""
_OF_PERSON = f"""\
{ENTRY} WHERE meeting IN (SELECT id FROM meeting WHERE date >= ?) AND (
    EXISTS (SELECT 1 FROM json_each(entry.wanted, '$.people') p WHERE p.value = ?)
    OR EXISTS (
        SELECT 1 FROM outbox o, json_each(o.revision, '$.attendees') a
        WHERE o.entry = entry.id AND lower(json_extract(a.value, '$.mailbox.email')) IN {_LIST}))
ORDER BY id"""  # noqa: S608 -- words of our own


class SqlCorrespondence:
    """The part of the port `Reader` that is about messages to and fro."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def about(self, meetings: str) -> tuple[Correspondence, ...]:
        """All events of these meetings (ids as JSON), those that are over too, by id."""
        rows = self._run(f"{ENTRY} WHERE meeting IN {_LIST} ORDER BY id", (meetings,))
        return self._whole([entry_from(row) for row in rows])

    def with_person(self, person: int, emails: Iterable[str], first: date) -> tuple[Correspondence, ...]:
        """All events from that day on that the person has been told of, by id."""
        listed = json.dumps(sorted({email.lower() for email in emails}))
        rows = self._run(_OF_PERSON, (first.isoformat(), person, listed))
        return self._whole([entry_from(row) for row in rows])

    def unusable(self) -> tuple[Heard, ...]:
        """Messages that could not be used, oldest first."""
        return tuple(
            _heard(row) for row in self._run(f"{_HEARD} WHERE r.fault IS NOT NULL ORDER BY r.id", ())
        )

    def _whole(self, entries: Sequence[Entry]) -> tuple[Correspondence, ...]:
        if not entries:
            return ()
        wanted = json.dumps([entry.id for entry in entries])
        tasks: dict[int, list[Task]] = defaultdict(list)
        for row in self._run(_TASKS, (wanted,)):
            tasks[row[1]].append(task_from(row))
        heard: dict[int, list[Heard]] = defaultdict(list)
        for row in self._run(
            f"{_HEARD} WHERE r.entry IN {_LIST} AND r.fault IS NULL ORDER BY r.id", (wanted,)
        ):
            heard[row[4]].append(_heard(row))
        return tuple(
            Correspondence(entry, sent_of(entry, tasks[entry.id]), tuple(heard[entry.id]))
            for entry in entries
        )


class SqlIncoming:
    """The port `Incoming`."""

    def __init__(self, run: Run, write: Write) -> None:
        self._run, self._write = run, write

    def read_to(self, backend: str) -> tuple[str | None, datetime | None]:
        """Where the last reading of a calendar ended, and when that was."""
        for state, at in self._run("SELECT state, at FROM reading WHERE backend = ?", (backend,)):
            return state, datetime.fromisoformat(at)
        return None, None

    def has_read(self, backend: str, state: str | None, at: datetime) -> None:
        """The next reading goes on from here."""
        self._write(
            "INSERT INTO reading (backend, state, at) VALUES (?, ?, ?)"
            " ON CONFLICT (backend) DO UPDATE SET state = excluded.state, at = excluded.at",
            (backend, state, instant(at)),
        )

    def entry(self, uid: str) -> Entry | None:
        """The event with that UID; None where it is none of ours."""
        return next((entry_from(row) for row in self._run(f"{ENTRY} WHERE uid = ?", (uid,))), None)

    def keep(self, heard: Heard) -> bool:
        """Keep what was heard; False where it has been heard before."""
        made = self._write(
            "INSERT INTO reply (mark, backend, entry, heard, reply, fault) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (mark) DO NOTHING",
            (
                _mark(heard),
                heard.backend,
                heard.entry,
                instant(heard.at),
                _text(heard.reply) if heard.reply else None,
                heard.fault,
            ),
        )
        return made == 1

    def settle(self, numbers: Iterable[int], settling: Settling) -> None:
        """A person has dealt with these; Unknown where there are none such."""
        wanted = json.dumps(sorted(numbers))
        changed = self._write(
            f"UPDATE reply SET settled = ?, settled_at = ?, settled_by = ?, why = ?, step = ? WHERE id IN {_LIST}",  # noqa: S608 -- words of our own
            (settling.how, instant(settling.at), settling.by, settling.why, settling.step, wanted),
        )
        if not changed:
            raise Unknown("Det punkt i indbakken findes ikke.", hint="planner indbakke")


def _mark(heard: Heard) -> str:
    """What is the same when the same message is read again, and differs between any two."""
    if heard.reply is None:
        return json.dumps([heard.backend, heard.fault], ensure_ascii=False)
    reply = heard.reply
    told = (reply.kind, reply.at, reply.answer, reply.sequence, reply.starts, reply.ends)
    return json.dumps(
        [heard.backend, reply.uid, reply.attendee.lower(), *(_down(one) for one in told)], ensure_ascii=False
    )


def _text(reply: Reply) -> str:
    return json.dumps({name: _down(value) for name, value in asdict(reply).items()}, ensure_ascii=False)


def _down(value: object) -> object:
    return instant(value) if isinstance(value, datetime) else value


def _reply(text: str) -> Reply:
    values: dict[str, Any] = json.loads(text)
    for name in ("at", "starts", "ends"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return Reply(**values)


def _heard(row: Row) -> Heard:
    number, backend, at, reply, entry, fault, settled, settled_at, by, why, step = row
    return Heard(
        number,
        backend,
        datetime.fromisoformat(at),
        _reply(reply) if reply else None,
        entry,
        fault,
        Settling(settled, datetime.fromisoformat(settled_at), by, why, step) if settled else None,
    )
