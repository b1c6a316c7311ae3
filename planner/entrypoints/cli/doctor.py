"""`planner doctor`: every configured connection is tried, and what is wrong is told with its fix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, show, to_json, width
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.diagnose import Diagnoses, Trial

OUTSIDE, PERSON = 3, 4
_MARGIN = 9


@reading_command(examples=("planner diagnose", "planner diagnose --json"))
def doctor(app: App, *, as_json: bool) -> int | None:
    """Prøv alle forbindelser: kalender, mail ud og svar ind.

    Der læses kun: intet bliver sendt eller ændret. Det, der er galt, står med det, der skal gøres.
    """
    from planner.usecases.diagnose import Diagnoses, diagnose  # noqa: PLC0415 -- slow import

    ways = {name: partial(app.gateway, name) for name in app.ways}
    found = diagnose(ways)
    found = Diagnoses((*found.trials, *_of_the_plan(app)))
    if as_json:
        print(to_json(found.plain()))
    else:
        show(_lines(found, width()))
    wrong = {trial.way for trial in found.trials if not trial.well}
    if wrong:
        return PERSON if wrong == {"plan"} else OUTSIDE
    return None


def _of_the_plan(app: App) -> Iterator[Trial]:
    from planner.usecases.diagnose import without_address  # noqa: PLC0415 -- slow import

    if not app.ways or not app.has_database():
        return
    with app.store().work() as work:
        subscribers = frozenset(feed.person for feed in work.feeds.active() if feed.person is not None)
    with app.reader() as reader:
        for board in reader.boards():
            if board.own:
                way = app.usual_way(board)
                sender = replace(app.sender(board), backend=way, subscribers=subscribers)
                yield from without_address(reader, board, sender, app.clock.now().date())


def _lines(found: Diagnoses, places: int) -> Iterator[Line]:
    for trial in found.trials:
        mark, style = (say("i orden"), "ok") if trial.well else (say("FEJL"), "block")
        yield [(f"{mark:<{_MARGIN}}", style), (say(trial.what), "heading")]
        yield from _set_in(say(trial.found), places, "")
        if trial.fix:
            yield from _set_in(f"→ {say(trial.fix)}", places, "hint")
    yield ""
    count = sum(not trial.well for trial in found.trials)
    if not count:
        yield [(say("Alt er i orden."), "ok")]
    else:
        yield [(say("1 ting skal rettes." if count == 1 else f"{count} ting skal rettes."), "warn")]


def _set_in(text: str, places: int, style: str) -> Iterator[Line]:
    from textwrap import wrap  # noqa: PLC0415 -- slow import

    for line in wrap(text, places - _MARGIN, break_long_words=False, break_on_hyphens=False):
        yield [(" " * _MARGIN + line, style)]
