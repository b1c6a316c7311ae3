"""`planner run`: the process that stays, and does what is due."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.entrypoints.jobs.alarm import Alarm
    from planner.entrypoints.jobs.daemon import Daemon
    from planner.entrypoints.jobs.log import Shape
    from planner.ports import Clock

OUTSIDE = 3


@reading_command("run", examples=("planner kør", "planner kør --once", "planner kør --log json"))
@click.option("--once", is_flag=True, help="Gør det, der er tid til nu, og stop.")
@click.option(
    "--log",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Hvordan loggen skrives: en linje for hver hændelse, kun med numre.",
)
def run(app: App, *, once: bool, shape: Shape, as_json: bool) -> int | None:
    """Bliv ved: send det, der venter, læs svarene, og gør det, der er tid til (planner job liste).

    Stop med Ctrl-C. Der stoppes mellem to forsendelser, så intet går tabt, og intet sendes to gange. Flere kan køre på
    samme tid. Loggen kommer på stderr.
    """
    from planner.entrypoints.jobs.daemon import Daemon  # noqa: PLC0415 -- slow import
    from planner.entrypoints.jobs.log import Log  # noqa: PLC0415 -- slow import

    clock = app.wall_clock()
    log = Log("json" if as_json else shape, clock.now)
    with app.job_book():
        pass  # no plan, or one of another version: said at once
    if once:
        daemon = Daemon(app, log, clock=clock, stays=False)
        daemon.turn()
        return OUTSIDE if daemon.pulse.fault or daemon.pulse.failing else None
    with ExitStack() as ending:
        alarm = ending.enter_context(_alarm(clock))
        daemon = Daemon(app, log, clock=clock, stopping=lambda: alarm.is_stopping)
        _answer(app, daemon, ending)
        log.event("started", sync_minutes=app.settings.run_sync_minutes)
        while not alarm.is_stopping:
            moment = daemon.turn()
            _write(app, daemon)
            alarm.until(moment)
        log.event("stopped")
    return None


@contextmanager
def _alarm(clock: Clock) -> Iterator[Alarm]:
    """What wakes the process, and what stops it: Ctrl-C, or the word of systemd."""
    from planner.entrypoints.jobs.alarm import Alarm  # noqa: PLC0415 -- slow import

    alarm = Alarm(clock.now)
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    for one in before:
        signal.signal(one, lambda *_: alarm.stop())
    try:
        yield alarm
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        alarm.close()


def _answer(app: App, daemon: Daemon, ending: ExitStack) -> None:
    """Answer on the port of the settings, where one is chosen; where it is taken, as by another of us, go on without."""
    settings = app.settings
    if not settings.run_health_port:
        return
    from planner.entrypoints.jobs.health import Health  # noqa: PLC0415 -- only where it is wanted
    from planner.entrypoints.jobs.metrics import metrics_page  # noqa: PLC0415 -- only where it is wanted

    page = metrics_page(app, daemon.pulse) if settings.run_metrics == "on" else None
    try:
        health = Health(settings.run_health_port, daemon.pulse, page)
    except OSError as trouble:
        daemon.log.event("no_health", port=settings.run_health_port, error=type(trouble).__name__)
    else:
        ending.callback(health.close)


def _write(app: App, daemon: Daemon) -> None:
    """Keep the file of the settings, where one is chosen."""
    path = app.settings.run_health_file
    if path is not None:
        from planner.entrypoints.jobs.health import write_health  # noqa: PLC0415 -- only where it is wanted

        write_health(path, daemon.pulse)
