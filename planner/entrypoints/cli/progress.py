"""A line on a terminal while something takes its time, and gone again when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planner.entrypoints.cli.language import say

if TYPE_CHECKING:
    from planner.domain.planning.problem import Progress

# Seconds of silence before anybody wonders.
PATIENCE = 2.0
# ... and between two looks at how far it is.
_AGAIN = 0.5
_ERASE = "\r\x1b[K"


@contextmanager
def working(words: str, *, patience: float = PATIENCE) -> Iterator[None]:
    """Say on stderr what is going on, when it lasts longer than that; only on a terminal."""
    with _told(lambda: f"{words} ...", patience):
        yield


@contextmanager
def searching(*, patience: float = PATIENCE) -> Iterator[Callable[[Progress], None]]:
    """Say on stderr how far a search has come, when it lasts longer than that; hand it each better plan."""
    heard: list[Progress] = []

    def line() -> str:
        found = say("Regner ...")
        if heard:
            best, bound = heard[-1]
            found = say(f"Regner ... bedste plan til nu: {best} point")
            if bound is not None and best:
                found = say(
                    f"Regner ... bedste plan til nu: {best} point, højst {100 * (best - bound) / best:.0f} % fra den bedste"
                )
        return f"{found} ({say('Ctrl-C bruger den bedste til nu')})"

    with _told(line, patience):
        yield heard.append


@contextmanager
def _told(line: Callable[[], str], patience: float) -> Iterator[None]:
    """Keep the line on the screen from then on, as it is at each moment."""
    stream = sys.stderr
    if not stream.isatty():
        yield
        return
    from threading import Event, Thread  # noqa: PLC0415 -- only where somebody watches

    done = Event()

    def tell() -> None:
        shown, wait = "", patience
        while not done.wait(wait):
            now, wait = line(), _AGAIN
            if now != shown:
                print(f"{_ERASE if shown else ''}{now}", end="", file=stream, flush=True)
                shown = now
        if shown:
            print(_ERASE, end="", file=stream, flush=True)

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
