"""People, who sits on a board, and when somebody cannot attend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Person:
    """A person as the secretariat knows them. `spellings` are other ways documents write the name.

    `telephone` is where they are reached on the day. `channel` is how they are told things ("ews",
    "mail", "ics", "none"), None for the board's default. `secretary` gets a copy of their reminders.
    """

    id: int
    name: str
    initials: str | None = None
    title: str | None = None
    unit: str | None = None
    email: str | None = None
    language: str | None = None
    channel: str | None = None
    spellings: tuple[str, ...] = ()
    telephone: str | None = None
    secretary: int | None = None


@dataclass(frozen=True)
class Membership:
    """A person's seat: a member has the whole meeting, a guest (the mayor) stretches of it."""

    id: int
    board: int
    person: int
    role: Literal["member", "guest", "secretariat"] = "member"
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Absence:
    """A person who cannot attend from `first` to `last`, both days included."""

    id: int
    board: int
    person: int
    first: date
    last: date
    note: str | None = None
