"""A line on a terminal while something takes its time, and gone again when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds of silence before anybody wonders.
PATIENCE = 2.0
_ERASE = "\r\x1b[K"


@contextmanager
def working(words: str, *, patience: float = PATIENCE) -> Iterator[None]:
    """Say on stderr what is going on, when it lasts longer than that; only on a terminal."""
    stream = sys.stderr
    if not stream.isatty():
        yield
        return
    from threading import Event, Thread  # noqa: PLC0415 -- only where somebody watches

    done = Event()

    def tell() -> None:
        if not done.wait(patience):
            print(f"{words} ...", end="", file=stream, flush=True)
            done.wait()
            print(_ERASE, end="", file=stream, flush=True)

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
