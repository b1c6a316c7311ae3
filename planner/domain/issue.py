"""The issues of a mail that comes back, and who reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.audience import AudienceName

FORWARD_LOOK = "forward_look"
# Somebody who is not on the board is chosen ("yes"), somebody who is may be left out ("no").
Wish = Literal["yes", "no"]


@dataclass(frozen=True)
class Issue:
    """One mail of a list: `nominal` is the day it was due before any shift, `number` counts its corrections.

    `publication` is the plan it told of; `why` is why it was sent again.
    """

    board: int
    list: str
    nominal: dt.date
    number: int
    publication: int
    at: dt.datetime
    by: str
    why: str | None = None
    id: int = 0


@dataclass(frozen=True)
class MailReader:
    """What was chosen for a person: whether they get the mail, and whether a calendar file comes with it."""

    board: int
    person: int
    wish: Wish = "yes"
    calendar: bool = False


@dataclass(frozen=True)
class Recipient:
    """Who gets a mail: what they may see, and in which language. `email` is "" where none is known.

    `person` is 0 for the secretariat itself.
    """

    person: int
    name: str
    email: str
    language: str
    audience: AudienceName
    calendar: bool = False


def letter_key(issue: Issue, person: int) -> str:
    """What an issue is said to a person once for."""
    return f"{issue.list}:{issue.board}:{issue.nominal.isoformat()}:{issue.number}:{person}"


def issue_of(key: str, publication: int, at: dt.datetime, by: str) -> Issue:
    """The issue that a letter with that key was of; what the key does not say is given."""
    name, board, nominal, number, _ = key.split(":")
    return Issue(int(board), name, dt.date.fromisoformat(nominal), int(number), publication, at, by)
