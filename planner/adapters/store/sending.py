"""How far the sending has come, in the database and outside it, over functions that run SQL in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from planner.adapters.store import departures
from planner.adapters.store.entry_rows import instant, revision_from, to_text, wanted_from
from planner.adapters.store.outgoing import SqlOutgoing
from planner.adapters.store.statements import Run, Write
from planner.domain.entry import Entry
from planner.domain.outbound import Task
from planner.domain.post import QueuedLetter
from planner.domain.standstill import Departure, LetterLeft, Mark, Standstill, standstill

_FATE = {True: "arrived", False: "stayed"}
_ONE = "SELECT name, number, stopped, review FROM sending"


class SqlSending:
    """The port `Sending`. What departs is in the file beside the database once `committed` has been called."""

    def __init__(self, run: Run, write: Write, path: Path) -> None:
        self._run, self._write = run, write
        self._file = departures.beside(path)
        self._leaving: list[str] = []
        self._mark: Mark | None = None

    def standstill(self) -> Standstill | None:
        """Why nothing may leave before a person has looked; None where it may."""
        own, stopped, _ = self._known()
        return standstill(own, departures.last(self._file)) or stopped

    def depart(self, claims: Iterable[tuple[Task, Entry]]) -> None:
        """These leave in one call, as soon as this is committed."""
        self._count_on(_line(task, entry) for task, entry in claims)

    def letters_leave(self, letters: Iterable[QueuedLetter]) -> None:
        """These letters leave in one call, as soon as this is committed."""
        self._count_on(_letter_line(letter) for letter in letters)

    def letters_settled(self, letters: Iterable[QueuedLetter]) -> None:
        """What was answered about letters that left: each has arrived, has stayed after all, or it is not known."""
        known = [one for one in letters if not one.doubtful or one.state == "acked"]
        if known:
            self._count_on(json.dumps({_FATE[one.state == "acked"]: one.key}) for one in known)

    def _count_on(self, lines: Iterable[str]) -> None:
        """One call more: these lines are written down with its number."""
        own, _, _ = self._known()
        if self._mark is None:
            before = own or self._first()
            self._mark = Mark(before.name, before.number + 1)
            self._write("UPDATE sending SET name = ?, number = ?", (self._mark.name, self._mark.number))
        self._leaving += lines

    def _first(self) -> Mark:
        """The file is made before the first call is counted: from then on one that is not there is missing."""
        made = departures.last(self._file)
        if made is None:
            made = Mark(uuid4().hex, 0)
            departures.append(self._file, made, [departures.NOTHING])
        return made

    def committed(self) -> None:
        """Write down outside the database what leaves; it returns when that is on the disk."""
        if self._mark is not None:
            departures.append(self._file, self._mark, self._leaving or [departures.NOTHING])
        self._mark, self._leaving = None, []

    def unknown(self) -> tuple[Departure, ...]:
        """What left and this database does not know of, in the order it left."""
        own, _, _ = self._known()
        found = (_departure(mark, line) for mark, line in departures.since(self._file, own))
        return tuple(one for one in found if one is not None)

    def unknown_letters(self) -> tuple[LetterLeft, ...]:
        """The letters that left and that this database may not know of, in the order they left."""
        own, _, _ = self._known()
        left: dict[str, LetterLeft] = {}
        for _, line in departures.since(self._file, own):
            _follow(line, left)
        return tuple(left.values())

    def stop(self, why: Standstill) -> None:
        """Nothing leaves any more before a person has looked."""
        self._write("UPDATE sending SET stopped = ?", (why,))

    def resume(self) -> None:
        """A person has looked. The next publication compares everything that anybody was told."""
        own, stopped, _ = self._known()
        outside = departures.last(self._file)
        name = (own or outside or Mark(uuid4().hex, 0)).name
        number = max((mark.number for mark in (own, outside) if mark is not None), default=0) + 1
        if stopped is None:
            self._write("UPDATE sending SET review = 1", ())
        self._write("UPDATE sending SET name = ?, number = ?, stopped = NULL", (name, number))
        self._mark = Mark(name, number)

    def must_review(self) -> bool:
        """Whether a copy has been put back since the last publication that looked at everything."""
        return self._known()[2]

    def reviewed(self) -> None:
        """Everything was compared with the plan, and published."""
        self._write("UPDATE sending SET review = 0 WHERE review = 1", ())

    def entry_with(self, key: str) -> Entry | None:
        """The event with that key."""
        out = SqlOutgoing(self._run, self._write)
        rows = self._run('SELECT id FROM entry WHERE "key" = ?', (key,))
        return next((out.entry(number) for (number,) in rows), None)

    def coming(self, now: datetime, board: int | None = None) -> tuple[Entry, ...]:
        """Events that are not over, and that end after this instant, by id; of one board when it is given."""
        rows = self._run("SELECT DISTINCT meeting FROM entry WHERE is_over = 0", ())
        found = SqlOutgoing(self._run, self._write).entries(meeting for (meeting,) in rows)
        return tuple(e for e in found if e.wanted.ends > now and board in (None, e.board))

    def _known(self) -> tuple[Mark | None, Standstill | None, bool]:
        ((name, number, stopped, review),) = self._run(_ONE, ())
        return (Mark(name, number) if name else None), stopped, bool(review)


def _line(task: Task, entry: Entry) -> str:
    if task.revision is None:
        raise ValueError(task)
    kept = {
        "operation": task.operation,
        "board": entry.board,
        "backend": entry.backend,
        "key": entry.key,
        "uid": entry.uid,
        "wanted": to_text(entry.wanted),
        "revision": to_text(task.revision),
    }
    return json.dumps(kept, ensure_ascii=False)


def _letter_line(letter: QueuedLetter) -> str:
    """What must be known of a letter that leaves: ids and days only, never a word of it."""
    kept = {
        "letter": letter.key,
        "kind": letter.kind,
        "board": letter.board,
        "person": letter.person,
        "at": instant(letter.sent_at),
        "given": letter.given,
    }
    return json.dumps(kept)


def _follow(line: str, left: dict[str, LetterLeft]) -> None:
    """Note the letter that a line says has left, arrived or stayed."""
    try:
        kept = json.loads(line)
        if "stayed" in kept:
            left.pop(kept["stayed"], None)
        elif "arrived" in kept:
            left[kept["arrived"]] = replace(left[kept["arrived"]], arrived=True)
        elif "letter" in kept:
            left[kept["letter"]] = LetterLeft(
                kept["letter"],
                kept["kind"],
                kept["board"],
                kept["person"],
                datetime.fromisoformat(kept["at"]),
                tuple((person, subject, rule, version) for person, subject, rule, version in kept["given"]),
            )
    except (ValueError, KeyError, TypeError):
        return  # a process died in the middle of the line, so it was never sent


def _departure(mark: Mark, line: str) -> Departure | None:
    try:
        kept = json.loads(line)
        revision = revision_from(kept["revision"])
        wanted = wanted_from(kept["wanted"])
    except (ValueError, KeyError, TypeError):
        return None  # a process died in the middle of the line, so it was never sent
    if revision is None:
        return None
    entry = Entry(0, kept["board"], kept["backend"], kept["key"], kept["uid"], wanted)
    return Departure(mark, kept["operation"], entry, revision)
