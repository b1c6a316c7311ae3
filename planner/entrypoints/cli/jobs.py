"""`planner jobs`: what `planner run` does and when; run one now, leave one out, let one rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from planner.domain.errors import Ambiguous, PlannerError, Unknown
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import emit
from planner.entrypoints.cli.parameters import joined
from planner.entrypoints.cli.screen_jobs import STATES, Listed, job_name, jobs_lines, when_words
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.board import Board
    from planner.domain.due import Due, Job
    from planner.usecases.outlook import Expected

OUTSIDE = 3
jobs = command_group(
    "jobs",
    "Det, som planner kør gør til tiden: se det, gør det nu, spring over, eller hold pause.",
    examples=("planner job liste", "planner job liste --until “1. oktober”", "planner job kør synk"),
)


@jobs.reading("list", examples=("planner job liste", "planner job liste --until “1. oktober”"))
@click.option("--until", metavar="DATO", help="Vis også, hvad der bliver gjort til og med denne dag.")
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
        times = coming(found, book, now, end)
    expected = _expected(app, times, boards, now)
    sentences = {one.job: one.trouble.sentence for one in unset}
    listed = Listed(now, last, views, times, expected, sentences, boards)
    view = listed.plain() if as_json else listed
    emit(view, as_json=as_json, render=lambda _, places: jobs_lines(listed, places, app.zone))


def _expected(
    app: App, times: tuple[tuple[Due, Job], ...], boards: Mapping[int, Board], now: datetime
) -> tuple[tuple[Expected, ...], ...]:
    """What is to be expected at each of the times."""
    if not times:
        return ()
    from planner.usecases.outlook import outlook  # noqa: PLC0415 -- slow import

    return outlook(times, boards, lambda board: app.sender(board).mailbox, now=now, store=app.store())


@jobs.reading("run", examples=("planner job kør synk", "planner job kør låsning DIR"))
@click.argument("words", nargs=-1, required=True, metavar="JOB")
def run(app: App, words: tuple[str, ...], *, as_json: bool) -> int | None:
    """Gør det nu, uanset hvornår det ellers er tid."""
    from planner.entrypoints.jobs.daemon import Daemon  # noqa: PLC0415 -- slow import
    from planner.entrypoints.jobs.log import Log  # noqa: PLC0415 -- slow import

    job, board = _one(app, words)
    daemon = Daemon(app, Log("json" if as_json else "text", app.clock.now), clock=app.clock, stays=False)
    carried = daemon.run_now(job, board)
    name = job_name(job.name, board)
    said = f"{name}: {say(STATES[carried.state])}"
    emit(carried, as_json=as_json, render=lambda _, __: [said])
    trouble = daemon.troubles.get(job.key)
    if isinstance(trouble, PlannerError) and not as_json:
        raise trouble
    return OUTSIDE if carried.state == "failed" else None


@jobs.reading("skip", examples=("planner job spring-over låsning",))
@click.argument("words", nargs=-1, required=True, metavar="JOB")
def skip(app: App, words: tuple[str, ...], *, as_json: bool) -> None:
    """Spring næste gang over."""
    from planner.usecases.steer_jobs import skip_next  # noqa: PLC0415 -- slow import

    job, board = _one(app, words)
    due = skip_next(job, store=app.store(), clock=app.clock)
    when = when_words(due.at, app.zone)
    emit(
        {"job": job.key, "skipped": due.at},
        as_json=as_json,
        render=lambda _, __: [say(f"{job_name(job.name, board)}: springes over {when}")],
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
        render=lambda _, __: [f"{job_name(job.name, board)}: {said}"],
    )


def _one(app: App, words: Sequence[str]) -> tuple[Job, Board | None]:
    """The one job that is meant, and its board."""
    from planner.entrypoints.jobs.table import jobs_of, named  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        boards = {board.id: board for board in reader.boards()}
    every, _ = jobs_of(app.settings, boards.values(), app.clock.now())
    found = list(named(every, joined(words), boards, say))
    if len(found) == 1:
        return found[0], boards[found[0].board] if found[0].board is not None else None
    names = ", ".join(job_name(job.name, boards.get(job.board or 0)) for job in found or every)
    if found:
        raise Ambiguous(f"Det kan være flere job: {names}.", hint="Skriv udvalgets kode efter.")
    raise Unknown(f"Der er intet job, der hedder “{joined(words)}”.", hint=f"Der er: {names}.")


def _day(app: App, words: str) -> date:
    from planner.domain.errors import BadUsage  # noqa: PLC0415 -- slow import
    from planner.usecases.address import days  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        boards = reader.boards()
        found = days(reader, boards[0], [joined([words])], app.clock.now().date()).dates if boards else ()
    if len(found) != 1:
        raise BadUsage(f"“{words}” er ikke én dag.", hint="planner job liste --until “1. oktober”")
    return found[0]
