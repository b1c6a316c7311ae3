"""The log of the process that stays: one line for each event, with ids and numbers only, on stderr."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, TextIO

from planner.domain.errors import PlannerError

Shape = Literal["text", "json"]
_ROOT = Path(__file__).resolve().parents[2]


class Log:
    """Writes events; `now` gives the instant of each."""

    def __init__(self, shape: Shape, now: Callable[[], datetime], stream: TextIO | None = None) -> None:
        self._shape, self._now, self._stream = shape, now, stream

    def event(self, name: str, **facts: object) -> None:
        """One line: when, what, and its facts; those that are None are left out."""
        known: Mapping[str, object] = {key: fact for key, fact in facts.items() if fact is not None}
        at = self._now().isoformat(timespec="seconds")
        if self._shape == "json":
            line = json.dumps({"at": at, "event": name, **known}, ensure_ascii=False, default=str)
        else:
            line = " ".join((at, name, *(f"{key}={fact}" for key, fact in known.items())))
        print(line, file=self._stream or sys.stderr, flush=True)


def place_of(error: BaseException) -> str | None:
    """Where in the planner an error arose: "usecases/deliver.py:120". Its text may quote the plan, and stays out."""
    frames = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]
    ours = [
        f"{path.relative_to(_ROOT)}:{line}"
        for path, line in zip(frames, lines, strict=True)
        if path.is_relative_to(_ROOT)
    ]
    return ours[-1] if ours else None


def facts_of(error: Exception) -> dict[str, object]:
    """What is logged of an error: its class, and where it arose when it is not one that people are told."""
    return {
        "error": type(error).__name__,
        "where": None if isinstance(error, PlannerError) else place_of(error),
    }
