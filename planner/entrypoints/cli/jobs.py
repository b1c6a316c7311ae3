"""`planner jobs`: what `planner run` does and when; run one now, leave one out, let one rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import Ambiguous, Unknown
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import joined
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.domain.board import Board
    from planner.domain.due import Due, Job
    from planner.domain.job_run import Run
    from planner.usecases.steer_jobs import JobView

OUTSIDE = 3
_STATES = {
    "running": "i gang",
    "done": "gjort",
    "failed": "gik galt",
    "missed": "blev ikke gjort",
    "skipped": "sprunget over",
}

jobs = command_group(
    "jobs",
    "Det, som planner kør gør til tiden: se det, gør det nu, spring over, eller hold pause.",
    examples=("planner job liste", "planner job liste --until “1. oktober”", "planner job kør synk"),
)


@dataclass(frozen=True)
class Listed:
    """The jobs, and what they would do until a day.

    As JSON: {"now", "until", "jobs": [see JobView], "times": [{"at", "job", "name", "board"}], "unset":
    [{"job", "sentence"}]}.
    """

    now: datetime
    until: date | None
    jobs: tuple[JobView, ...]
    times: tuple[tuple[Due, Job], ...]
    unset: Mapping[str, str]
    boards: Mapping[int, Board]

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        rows = [
            {"at": due.at, "job": job.key, "name": job.name, "board": self._code(job.board)}
            for due, job in self.times
        ]
        return {
            "now": self.now,
            "until": self.until,
            "jobs": [vars(view) | {"board": self._code(view.board)} for view in self.jobs],
            "times": rows,
            "unset": [{"job": job, "sentence": sentence} for job, sentence in self.unset.items()],
        }

    def _code(self, board: int | None) -> str | None:
        return self.boards[board].code if board is not None else None


@jobs.reading("list", examples=("planner job liste", "planner job liste --until “1. oktober”"))
@click.option("--until", metavar="DATO", help="Vis også hvert tidspunkt til og med denne dag.")
def list_(app: App, *, until: str | None, as_json: bool) -> None:
    """Hvert job, hvornår det er næste gang, og hvordan det gik sidst."""
    from planner.entrypoints.jobs.table import jobs_of  # noqa: PLC0415 -- slow import
    from planner.usecases.steer_jobs import coming, overview  # noqa: PLC0415 -- slow import

    now = app.clock.now()
    last = _day(app, until) if until else None
    with app.job_book() as (reader, book):
        boards = {board.id: board for board in reader.boards()}
        found, unset = jobs_of(app.settings, boards.values(), now)
        views = overview(found, book, now)
    end = datetime.combine(last + timedelta(days=1), time(), app.zone) if last is not None else now
    sentences = {one.job: one.trouble.sentence for one in unset}
    listed = Listed(now, last, views, coming(found, now, end), sentences, boards)
    view = listed.plain() if as_json else listed
    emit(view, as_json=as_json, render=lambda _, places: _lines(listed, places, app.zone))


@jobs.reading("run", examples=("planner job kør synk", "planner job kør låsning DIR"))
@click.argument("words", nargs=-1, required=True, metavar="JOB")
def run(app: App, words: tuple[str, ...], *, as_json: bool) -> int | None:
    """Gør det nu, uanset hvornår det ellers er tid."""
    from planner.entrypoints.jobs.daemon import Daemon  # noqa: PLC0415 -- slow import
    from planner.entrypoints.jobs.log import Log  # noqa: PLC0415 -- slow import

    job, board = _one(app, words)
    daemon = Daemon(app, Log("json" if as_json else "text", app.clock.now), clock=app.clock, stays=False)
    carried = daemon.run_now(job, board)
    name = _name(job.name, board)
    said = f"{name}: {say(_STATES[carried.state])}"
    emit(carried, as_json=as_json, render=lambda _, __: [said])
    return OUTSIDE if carried.state == "failed" else None


@jobs.reading("skip", examples=("planner job spring-over låsning",))
@click.argument("words", nargs=-1, required=True, metavar="JOB")
def skip(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Spring næste gang over."""
    from planner.usecases.steer_jobs import skip_next  # noqa: PLC0415 -- slow import

    job, board = _one(app, words)
    due = skip_next(job, store=app.store(), clock=app.clock)
    when = _when(due.at, app.zone)
    emit(
        {"job": job.key, "skipped": due.at},
        as_json=as_json,
        render=lambda _, __: [say(f"{_name(job.name, board)}: springes over {when}")],
    )


@jobs.reading("pause", examples=("planner job pause synk",))
@click.argument("words", nargs=-1, required=True, metavar="JOB")
def pause(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Hold pause med det, indtil planner job genoptag."""
    _rest(app, words, resting=True, as_json=as_json)


@jobs.reading("resume", examples=("planner job genoptag synk",))
@click.argument("words", nargs=-1, required=True, metavar="JOB")
def resume(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Begynd igen. Det, der var tid til i pausen, gøres ikke bagefter."""
    _rest(app, words, resting=False, as_json=as_json)


def _rest(app: App, words: tuple[str, ...], *, resting: bool, as_json: bool) -> None:
    from planner.usecases.steer_jobs import rest  # noqa: PLC0415 -- slow import

    job, board = _one(app, words)
    rest(job, store=app.store(), clock=app.clock, resting=resting)
    said = say("holder pause" if resting else "kører igen")
    emit(
        {"job": job.key, "paused": resting},
        as_json=as_json,
        render=lambda _, __: [f"{_name(job.name, board)}: {said}"],
    )


def _one(app: App, words: Sequence[str]) -> tuple[Job, Board | None]:
    """The one job that is meant, and its board."""
    from planner.entrypoints.jobs.table import jobs_of, named  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        boards = {board.id: board for board in reader.boards()}
    every, _ = jobs_of(app.settings, boards.values(), app.clock.now())
    found = list(named(every, joined(words), boards))
    if len(found) == 1:
        return found[0], boards[found[0].board] if found[0].board is not None else None
    names = ", ".join(_name(job.name, boards.get(job.board or 0)) for job in found or every)
    if found:
        raise Ambiguous(f"Det kan være flere job: {names}.", hint="Skriv udvalgets kode efter.")
    raise Unknown(f"Der er intet job, der hedder “{joined(words)}”.", hint=f"Der er: {names}.")


def _lines(view: Listed, places: int, zone: tzinfo) -> Iterator[Line]:
    names = {one.job: _name(one.name, view.boards.get(one.board or 0)) for one in view.jobs}
    room = max((len(name) for name in names.values()), default=0)
    for one in view.jobs:
        if one.paused is not None:
            following = say("holder pause")
        elif one.next is None:
            following = say("ingen tidspunkter")
        else:
            following = say(f"næste gang {_when(one.next, zone)}")
        left_out = say(" (springes over)") if one.skipped else ""
        yield f"{names[one.job]:<{room}}  {say(one.rule)}, {following}{left_out}"
        if one.last is not None:
            style = "warn" if one.last.state in ("failed", "missed") else "muted"
            yield from wrapped(f"{'':<{room}}  {_last(one.last, zone)}", places, style)
    for key, sentence in view.unset.items():
        yield from wrapped(f"{key}: {say(sentence)}", places, "warn")
    if all(one.last is None for one in view.jobs):
        yield [(say("Intet er gjort endnu: planner kør er ikke startet."), "hint")]
    day: date | None = None
    for due, job in view.times:
        local = due.at.astimezone(zone)
        if local.date() != day:
            day = local.date()
            yield ""
            yield [(_day_in_full(day), "heading")]
        yield f"  {local.hour:>2}.{local.minute:02}  {names[job.key]}"


def _last(run: Run, zone: tzinfo) -> str:
    said = say(f"sidst {_when(run.at, zone)}: {_STATES[run.state]}")
    error = f" ({run.error})" if run.error else ""
    again = say(f", prøves igen {_when(run.not_before, zone)}") if run.not_before is not None else ""
    return f"{said}{error}{again}"


def _name(name: str, board: Board | None) -> str:
    from planner.entrypoints.jobs.table import KIND_OF  # noqa: PLC0415 -- slow import

    return f"{say(KIND_OF[name].danish)} {board.code}" if board is not None else say(KIND_OF[name].danish)


def _when(moment: datetime, zone: tzinfo) -> str:
    from planner.domain.wording import clock, short, weekday_name  # noqa: PLC0415 -- slow import

    local = moment.astimezone(zone)
    return f"{weekday_name(local.date())} den {short(local.date())} kl. {clock(local.time())}"


def _day_in_full(day: date) -> str:
    from planner.domain.wording import echo  # noqa: PLC0415 -- slow import

    return say(echo(day))


def _day(app: App, words: str) -> date:
    from planner.domain.errors import BadUsage  # noqa: PLC0415 -- slow import
    from planner.usecases.address import days  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        boards = reader.boards()
        found = days(reader, boards[0], [joined([words])], app.clock.now().date()).dates if boards else ()
    if len(found) != 1:
        raise BadUsage(f"“{words}” er ikke én dag.", hint="planner job liste --until “1. oktober”")
    return found[0]
