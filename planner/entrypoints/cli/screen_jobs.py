"""The jobs in lines: when each is next, how it went last, and what they would do day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.domain.board import Board
    from planner.domain.due import Due, Job
    from planner.domain.job_run import Run
    from planner.usecases.outlook import Expected
    from planner.usecases.steer_jobs import JobView

STATES = {
    "running": "i gang",
    "done": "gjort",
    "failed": "gik galt",
    "missed": "blev ikke gjort",
    "skipped": "sprunget over",
}
# What somebody is reminded of, and what stands on the secretariat's list.
_REMINDED_OF = {
    "papers": "frist for materiale",
    "papers_late": "materiale mangler",
    "answer": "svar på indkaldelsen",
    "tomorrow": "tid og sted",
    "follow_up": "opfølgning",
    "follow_up_late": "opfølgning efter fristen",
    "moved": "punktet er flyttet",
}
_LISTED = {
    "dispatch": "klar til udsendelse",
    "held_back": "ændringer, der ikke er udgivet",
    "parked": "udbakken",
    "unsettled": "skal afgøres",
    "papers": "materiale mangler",
    "follow_ups": "opfølgning",
    "past_latest": "efter seneste dato",
    "deadlines": "frister",
    "cycle": "andre udvalg",
}
# Class of what a job raised -> what that means; of others the class is what the log has, too.
_REASONS = {
    "BadUsage": "noget mangler i indstillingerne",
    "NeedsPerson": "en person skal tage stilling",
    "Refused": "det kan ikke gøres nu",
    "Unreachable": "noget kan ikke nås",
}
_MOST_NAMED = 6


@dataclass(frozen=True)
class Listed:
    """The jobs, and what they would do until a day: `expected` goes with `times`.

    As JSON: {"now", "until", "jobs": [see JobView], "times": [{"at", "job", "name", "board", "expected":
    [see Expected]}], "unset": [{"job", "sentence"}]}.
    """

    now: datetime
    until: date | None
    jobs: tuple[JobView, ...]
    times: tuple[tuple[Due, Job], ...]
    expected: tuple[tuple[Expected, ...], ...]
    unset: Mapping[str, str]
    boards: Mapping[int, Board]

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        rows = [
            {
                "at": due.at,
                "job": job.key,
                "name": job.name,
                "board": self._code(job.board),
                "expected": expected,
            }
            for (due, job), expected in zip(self.times, self.expected, strict=True)
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


def jobs_lines(view: Listed, places: int, zone: tzinfo) -> Iterator[Line]:
    """Each job, and then the days on which there will be something to do."""
    names = {one.job: job_name(one.name, view.boards.get(one.board or 0)) for one in view.jobs}
    room = max((len(name) for name in names.values()), default=0)
    for one in view.jobs:
        if one.paused is not None:
            following = say("holder pause")
        elif one.next is None:
            following = say("ingen tidspunkter")
        else:
            following = say(f"næste gang {when_words(one.next, zone)}")
        left_out = say(" (springes over)") if one.skipped else ""
        yield from _hanging(f"{names[one.job]:<{room}}  ", f"{say(one.rule)}, {following}{left_out}", places)
        if one.last is not None:
            style = "warn" if one.last.state in ("failed", "missed") else "muted"
            for line in _hanging(" " * (room + 2), _last(one.last, zone), places):
                yield [(line, style)]
        if one.last is not None and one.last.state == "failed":
            again = say(f"Gør det nu, og se hvorfor: planner job kør {names[one.job]}")
            yield [(f"{'':<{room}}  {again}", "hint")]
    for key, sentence in view.unset.items():
        yield from wrapped(f"{key}: {say(sentence)}", places, "warn")
    if all(one.last is None for one in view.jobs):
        yield [(say("Intet er gjort endnu. Det gør planner kør, når den er startet."), "hint")]
    if view.until is not None:
        yield from _coming(view, names, places, zone)


def _coming(view: Listed, names: dict[str, str], places: int, zone: tzinfo) -> Iterator[Line]:
    """What would be done day by day, as the plan is now."""
    rows = [pair for pair in zip(view.times, view.expected, strict=True) if pair[1]]
    yield ""
    if not rows:
        yield [(say("Til og med den dag er der intet at gøre til bestemte tider."), "muted")]
        return
    yield from wrapped(say("Det vil ske, hvis planen og svarene bliver, som de er nu:"), places, "muted")
    room = max(len(names[job.key]) for (_, job), _ in rows)
    day: date | None = None
    for (due, job), expected in rows:
        local = due.at.astimezone(zone)
        if local.date() != day:
            day = local.date()
            yield ""
            yield [(_day_in_full(day), "heading")]
        first = f"  {local.hour:>2}.{local.minute:02}  {names[job.key]:<{room}}  "
        for one in expected:
            yield from _hanging(first, _words(one), places)
            first = " " * len(first)


def _hanging(first: str, text: str, places: int) -> Iterator[str]:
    """The text beside its time and job, as many lines as it takes."""
    from textwrap import wrap  # noqa: PLC0415 -- slow import

    lines = wrap(text, max(places - len(first), 20), break_long_words=False, break_on_hyphens=False)
    for line in lines:
        yield f"{first}{line}"
        first = " " * len(first)


def _words(one: Expected) -> str:
    """What is to be expected, in a few words."""
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import

    days = ", ".join(say(short(day)) for day in one.days)
    more = len(one.people) - _MOST_NAMED
    people = ", ".join(one.people[:_MOST_NAMED]) + (say(f" og {more} mere") if more > 0 else "")
    if one.what == "lock":
        return say(f"tidsplanen låses: {days}")
    if one.what == "dispatch":
        return say(f"dagsordenen sendes: {days}")
    if one.what == "forward_look":
        return say(f"mail til {people}")
    if one.what == "digest":
        return ", ".join(say(_LISTED[name]) for name in one.about)
    return f"{say(_REMINDED_OF[one.about[0]])}: {people}"


def _last(run: Run, zone: tzinfo) -> str:
    said = say(f"sidst {when_words(run.at, zone)}: {STATES[run.state]}")
    error = f" ({say(_REASONS.get(run.error, run.error))})" if run.error else ""
    again = say(f", prøves igen {when_words(run.not_before, zone)}") if run.not_before is not None else ""
    return f"{said}{error}{again}"


def job_name(name: str, board: Board | None) -> str:
    """A kind of job as people call it, with the board's code where it is for one."""
    from planner.entrypoints.jobs.table import KIND_OF  # noqa: PLC0415 -- slow import

    return f"{say(KIND_OF[name].danish)} {board.code}" if board is not None else say(KIND_OF[name].danish)


def when_words(moment: datetime, zone: tzinfo) -> str:
    """Day and time: "tirsdag den 16. sep. kl. 7.00"."""
    from planner.domain.wording import clock, short, weekday_name  # noqa: PLC0415 -- slow import

    local = moment.astimezone(zone)
    return f"{weekday_name(local.date())} den {short(local.date())} kl. {clock(local.time())}"


def _day_in_full(day: date) -> str:
    from planner.domain.wording import echo  # noqa: PLC0415 -- slow import

    return say(echo(day))
