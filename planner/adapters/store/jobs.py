"""Jobs and their due times, over functions that run SQL. A claim is one INSERT, so any number may try."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from planner.adapters.store.entry_rows import instant
from planner.adapters.store.letters import letter_queue
from planner.adapters.store.rows import Row
from planner.adapters.store.statements import Run as Ask
from planner.adapters.store.statements import Write
from planner.domain.due import Due
from planner.domain.job_run import LEASE, Known, Run
from planner.domain.outbound import FOR_A_PERSON, UNDER_WAY, WAITING
from planner.domain.post import LetterQueue

_NAMES = tuple(field.name for field in fields(Run))
_INSTANTS = ("due", "at", "started", "heartbeat", "finished", "not_before")
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_RUN = f"SELECT {_COLUMNS} FROM job_run"  # noqa: S608 -- names of our own
_LEFT = ", ".join(f"'{state}'" for state in (*WAITING, *UNDER_WAY, *FOR_A_PERSON))
_OPEN = "state IN ('running', 'failed')"
KNOWN = f"""\
SELECT j.name, j.rule, j.since, j.paused, {", ".join(f'r."{name}"' for name in _NAMES)}
FROM job j LEFT JOIN job_run r ON r.job = j.name AND r.{_OPEN}"""  # noqa: S608 -- names of our own
_REGISTER = """\
INSERT INTO job (name, rule, since) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET rule = excluded.rule, since = excluded.since"""
_SET = ", ".join(f'"{name}" = excluded."{name}"' for name in _NAMES[2:])
CLAIM = f"""\
INSERT INTO job_run ({_COLUMNS}) VALUES ({", ".join("?" * len(_NAMES))})
ON CONFLICT (job, due) DO UPDATE SET {_SET}
WHERE ((state = 'missed' AND finished > ?) OR (state = 'done' AND started > ? AND ?))
  AND NOT EXISTS (SELECT 1 FROM job_run o WHERE o.job = excluded.job AND o.{_OPEN})
ON CONFLICT DO NOTHING"""  # noqa: S608 -- names of our own
_QUEUES = f"SELECT state, count(*) FROM outbox WHERE state IN ({_LEFT}) GROUP BY state"  # noqa: S608 -- names of our own
_NOTE = f"INSERT INTO job_run ({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))}) ON CONFLICT DO NOTHING"  # noqa: S608 -- names of our own
_SETTLE = f"""\
UPDATE job_run SET {", ".join(f'"{name}" = ?' for name in _NAMES[3:])}
WHERE job = ? AND due = ? AND state = ? AND owner IS ? AND attempts = ?"""  # noqa: S608 -- names of our own


class SqlJobs:
    """The port `Jobs`."""

    def __init__(self, run: Ask, write: Write) -> None:
        self._run, self._write = run, write

    def known(self) -> tuple[Known, ...]:
        """Every job that a process has met, with its open run."""
        return tuple(
            Known(row[0], row[1], _at(row[2]), _at(row[3]), _run(row[4:]) if row[4] is not None else None)
            for row in self._run(KNOWN, ())
        )

    def register(self, job: str, rule: str, now: datetime) -> None:
        """The job's rule is this one from now on."""
        self._write(_REGISTER, (job, rule, instant(now)))

    def rest(self, job: str, since: datetime | None) -> None:
        """Carry nothing out of the job since then; None: do so again."""
        self._write("UPDATE job SET paused = ? WHERE name = ?", (instant(since), job))

    def claim(self, job: str, due: Due, owner: str, now: datetime, *, repeats: bool = False) -> Run | None:
        """Take a due time; None where somebody has taken it already, or a run of the job is open."""
        run = Run(job, due.nominal, due.at, "running", owner, 1, now, now)
        # Two processes' clocks may differ a little without anybody having set one.
        future = instant(now + LEASE)
        taken = self._write(CLAIM, (*_values(run), future, future, repeats))
        return run if taken else None

    def take_over(self, run: Run, owner: str, now: datetime) -> Run | None:
        """Take up a run as it was seen; None where it is no longer so."""
        mine = replace(
            run,
            state="running",
            owner=owner,
            attempts=run.attempts + 1,
            started=now,
            heartbeat=now,
            not_before=None,
        )
        return mine if self._changed(mine, run) else None

    def beat(self, run: Run, now: datetime) -> bool:
        """The worker of a run is alive; False where the run is no longer its own."""
        return self._changed(replace(run, heartbeat=now), run)

    def settle(self, run: Run) -> bool:
        """A run as it is now; False where it is no longer its owner's."""
        return self._changed(run, replace(run, state="running"))

    def note(self, job: str, dues: Iterable[Due], state: str, now: datetime) -> int:
        """These due times are not carried out; how many were still free."""
        rows = (_values(Run(job, due.nominal, due.at, state, finished=now)) for due in dues)  # type: ignore[arg-type]
        return sum(self._write(_NOTE, row) for row in rows)

    def give_up(self, run: Run, now: datetime) -> None:
        """An open run is missed."""
        self._changed(replace(run, state="missed", finished=now, not_before=None), run)

    def last(self, job: str, now: datetime) -> Run | None:
        """The latest due time up to now that is settled, or taken; what was missed in the future is not."""
        asked = f'{_RUN} WHERE job = ? AND "at" <= ? AND (state <> \'missed\' OR finished <= ?) ORDER BY "at" DESC LIMIT 1'
        soon = instant(now + LEASE)
        return next((_run(row) for row in self._run(asked, (job, instant(now), soon))), None)

    def recent(self, job: str, most: int) -> tuple[Run, ...]:
        """The job's latest due times, the newest first."""
        asked = f'{_RUN} WHERE job = ? ORDER BY "at" DESC LIMIT ?'
        return tuple(_run(row) for row in self._run(asked, (job, most)))

    def queues(self) -> Mapping[str, int]:
        """How many messages are in each state that is not an end."""
        return {state: int(count) for state, count in self._run(_QUEUES, ())}

    def letters(self) -> LetterQueue:
        """How many letters are not settled."""
        return letter_queue(self._run)

    def forget(self, job: str, before: datetime) -> None:
        """Drop what is over and was due before then."""
        self._write(f'DELETE FROM job_run WHERE job = ? AND "at" < ? AND NOT {_OPEN}', (job, instant(before)))  # noqa: S608 -- names of our own

    def _changed(self, run: Run, was: Run) -> bool:
        key = (run.job, instant(run.due), was.state, was.owner, was.attempts)
        return self._write(_SETTLE, (*_values(run)[3:], *key)) == 1


def _values(run: Run) -> tuple[Any, ...]:
    return tuple(
        instant(value) if name in _INSTANTS else value
        for name, value in ((name, getattr(run, name)) for name in _NAMES)
    )


def _run(row: Row) -> Run:
    values = dict(zip(_NAMES, row, strict=True))
    return Run(**{name: _at(value) if name in _INSTANTS else value for name, value in values.items()})


def _at(text: str | None) -> Any:
    return None if text is None else datetime.fromisoformat(text)
