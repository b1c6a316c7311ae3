"""The one table of jobs: what each is called, when it comes back, and what it does.

A job is added by one row in KINDS:

    Kind("digest", "overblik", "Overblikket til sekretariatet", rule=_digest, act=digest, useful=hours(6))

- `rule(settings, board)` is a Rule of domain/due.py, or None where the job is not wanted. Texts that
  people write ("hverdage kl. 7.30") are read by domain/due_words.read_rule; what it refuses is told,
  and stops that job alone. Of a job `per_board` it is asked for each own board, else once with None.
- `act(turn)` does it and counts what it did, in numbers only: {"sent": 3}. `turn` has a fresh `app`
  (settings read anew, its clock stands at the present), the `board`, the `due` time (`due.nominal` is the
  one before any shift for a holiday: key what must be done once on its date), and `turn.go_on()`, to be
  called between two operations: it raises Stopping where the process is asked to stop.
- It may be carried out twice where a process dies in the middle: what it writes must be keyed.
- `useful` is how late it may still start after the planner was down. Slow imports stand inside `act`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from planner.clocks import zone_of
from planner.domain.board import Board
from planner.domain.deadlines import closed_days
from planner.domain.due import Every, Job, Rule
from planner.domain.due_words import read_rule
from planner.domain.errors import PlannerError
from planner.domain.worktime import holidays
from planner.entrypoints.jobs.acts import back_up, fill_wheel, keep_stages, sync
from planner.entrypoints.jobs.letters import digest, forward_look, remind
from planner.entrypoints.jobs.turn import Turn
from planner.settings import Settings


class Kind(NamedTuple):
    """A kind of job: its name in the store and the logs, its Danish name, and what it is in a few words."""

    name: str
    danish: str
    title: str
    rule: Callable[[Settings, Board | None], Rule | None]
    act: Callable[[Turn], Mapping[str, int]]
    useful: dt.timedelta = dt.timedelta(hours=12)
    per_board: bool = False


class Unset(NamedTuple):
    """A job that cannot be set up, and why."""

    job: str
    trouble: PlannerError


def _stages(settings: Settings, board: Board | None) -> Rule | None:
    wanted = board is not None and (board.lock_days is not None or board.dispatch_days is not None)
    return read_rule(settings.run_stages) if wanted else None


def _forward_look(_: Settings, board: Board | None) -> Rule | None:
    return read_rule(board.forward_look) if board is not None and board.forward_look else None


def _reminders(_: Settings, board: Board | None) -> Rule | None:
    return read_rule(board.reminders) if board is not None and board.reminders else None


def _digest(_: Settings, board: Board | None) -> Rule | None:
    return read_rule(board.digest) if board is not None and board.digest else None


def _wheel(settings: Settings, _: Board | None) -> Rule | None:
    return read_rule(settings.run_wheel)


def _backup(settings: Settings, _: Board | None) -> Rule | None:
    return read_rule(settings.run_backup) if settings.run_backup_directory else None


KINDS = (
    Kind(
        "sync",
        "synk",
        "Sender det, der venter, og læser svarene",
        rule=lambda settings, _: Every(settings.run_sync_minutes),
        act=sync,
    ),
    Kind(
        "stages",
        "låsning",
        "Låser tidsplaner og sender dagsordener, når dagen er kommet",
        rule=_stages,
        act=keep_stages,
        per_board=True,
    ),
    Kind(
        "forward_look",
        "fremblik",
        "Sender ugens fremblik",
        rule=_forward_look,
        act=forward_look,
        useful=dt.timedelta(days=2),
        per_board=True,
    ),
    Kind(
        "reminders",
        "påmindelser",
        "Minder folk om det, der er tid til",
        rule=_reminders,
        act=remind,
        per_board=True,
    ),
    Kind(
        "digest",
        "overblik",
        "Sender sekretariatets liste",
        rule=_digest,
        act=digest,
        useful=dt.timedelta(hours=6),
        per_board=True,
    ),
    Kind("wheel", "årshjul", "Lægger faste punkter i afventer", rule=_wheel, act=fill_wheel),
    Kind("backup", "sikkerhedskopi", "Kopierer databasen", rule=_backup, act=back_up),
)
KIND_OF = {kind.name: kind for kind in KINDS}


def jobs_of(
    settings: Settings, boards: Iterable[Board], now: dt.datetime
) -> tuple[tuple[Job, ...], tuple[Unset, ...]]:
    """Every job that is wanted, and those that cannot be set up."""
    jobs: list[Job] = []
    unset: list[Unset] = []
    own = [board for board in boards if board.own]
    for kind in KINDS:
        for board in own if kind.per_board else (None,):
            try:
                rule = kind.rule(settings, board)
                if rule is not None:
                    jobs.append(_job(kind, rule, board, settings, now))
            except PlannerError as trouble:
                unset.append(Unset(_key(kind, board), trouble))
    return tuple(jobs), tuple(unset)


def _job(kind: Kind, rule: Rule, board: Board | None, settings: Settings, now: dt.datetime) -> Job:
    zone = board.zone if board is not None else settings.zone
    zone_of(zone)
    number = board.id if board is not None else None
    return Job(kind.name, rule, number, kind.useful, zone, _days_off(board, now.year))


@lru_cache(maxsize=512)
def _days_off(board: Board | None, year: int) -> frozenset[dt.date]:
    """The days off around a year: the board's own, or the holidays where it is for all boards."""
    years = range(year - 1, year + 3)
    return frozenset(holidays(years) if board is None else closed_days(board, years))


def _key(kind: Kind, board: Board | None) -> str:
    return kind.name if board is None else f"{kind.name}:{board.id}"


def named(
    jobs: Iterable[Job], words: str, boards: Mapping[int, Board], say: Callable[[str], str]
) -> Iterator[Job]:
    """The jobs that a person means by words: a kind, as it is stored or shown, with a board's code where it has one.

    `say` puts its Danish name into the language in which the jobs are shown.
    """
    wanted = " ".join(words.casefold().replace(":", " ").replace("_", " ").replace("-", " ").split())
    for job in jobs:
        kind = KIND_OF[job.name]
        code = boards[job.board].code.casefold() if job.board is not None else None
        names = (kind.name.replace("_", " "), kind.danish, say(kind.danish))
        if wanted in {f"{name}{of}" for name in names for of in ("", f" {code}", f" {job.board}")}:
            yield job
