"""The two tables of the house as values, ready to be written: "Dato | Punkter" and "Tid | Punkt".

Every text in them has already passed `audience`: whoever writes them adds and hides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal


@dataclass(frozen=True)
class Entry:
    """An item as a bullet; `suffix` stands in parentheses after its title ("foreløbig: ...").

    With `children` the title is the heading they stand under ("Status og program for").
    """

    title: str
    suffix: str | None = None
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class ForwardRow:
    """One coming meeting. `note` stands under its date; a cancelled meeting has the reason ("" if none)."""

    date: date
    entries: tuple[Entry, ...] = ()
    note: str | None = None
    cancelled: str | None = None


@dataclass(frozen=True)
class ForwardTable:
    """The coming meetings of a board as they stand on `day`, and what awaits a date."""

    board: str
    day: date
    rows: tuple[ForwardRow, ...]
    backlog: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class TimedRow:
    """A stretch of a meeting: its wall time, title, and the lines beneath it (who attends, attachments).

    `start` is None for an item with no place in the order yet. `children` use this row's time.
    """

    title: str
    start: time | None = None
    kind: Literal["item", "standing", "break", "end"] = "item"
    suffix: str | None = None
    lines: tuple[str, ...] = ()
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class TimedTable:
    """The timed agenda of one meeting; `note` holds for the whole meeting."""

    board: str
    day: date
    rows: tuple[TimedRow, ...]
    start: time | None = None
    end: time | None = None
    place: str | None = None
    note: str | None = None
    cancelled: str | None = None
