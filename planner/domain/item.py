"""Items and their way through meetings. An item keeps its identity across meetings and documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from planner.domain.visibility import Visibility

ItemKind = Literal["orientering", "drøftelse", "beslutning"]
ItemStatus = Literal["open", "done", "withdrawn"]
Every = Literal["week", "month", "quarter", "half-year", "year"]
Outcome = Literal["treated", "not_reached", "postponed", "again", "withdrawn", "replaced"]


@dataclass(frozen=True)
class Item:
    """Something the board is to treat. `minutes` is a length somebody gave, never an estimate.

    `by` and `after` bound its date (latest and earliest day, both allowed). `under` is the id of
    the standing block whose time it uses. `waits_for`/`waits_on` say what and whom it awaits,
    `since` since when it has awaited a date. `event_dates` are days of the event it prepares or
    speaks of; `refers_to` days it follows up. `bring` is what its presenters are to bring. `spellings` are other titles it has been written under.
    `officer` handles the case beside the `responsible`.
    `item_series` and `period` are set where it came of the year wheel.
    """

    id: int
    board: int
    title: str
    status: ItemStatus = "open"
    kind: ItemKind | None = None
    minutes: int | None = None
    responsible: int | None = None
    responsible_text: str | None = None
    by: date | None = None
    after: date | None = None
    under: int | None = None
    visibility: Visibility | None = None
    title_public: str | None = None
    case_number: str | None = None
    kle: str | None = None
    waits_for: str | None = None
    waits_on: str | None = None
    since: date | None = None
    event_dates: tuple[date, ...] = ()
    refers_to: tuple[date, ...] = ()
    replaced_by: int | None = None
    note: str | None = None
    spellings: tuple[str, ...] = ()
    source: str | None = None
    bring: str | None = None
    officer: int | None = None
    item_series: int | None = None
    period: str | None = None


@dataclass(frozen=True)
class Placement:
    """An item on a meeting. "held" is one of several candidate dates, "placed" is firm.

    `position` is the running order (from 1), `start` a fixed wall time or None (computed),
    `minutes` the length written on that agenda. `label` is the title as that agenda writes it,
    `heading` the line it stands under ("Status og program for:"). `agenda_number` is frozen when
    the agenda is sent. `mayor` says whether the mayor attends it, None when nobody said.
    `outcome` is what became of it; a placement with an outcome is history.
    """

    id: int
    item: int
    meeting: int
    position: int
    state: Literal["placed", "held"] = "placed"
    start: time | None = None
    minutes: int | None = None
    label: str | None = None
    heading: str | None = None
    agenda_number: int | None = None
    mayor: bool | None = None
    groups: tuple[str, ...] = ()
    outcome: Outcome | None = None
    decision: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Presenter:
    """A person who attends an item: everywhere it is treated, or on one `meeting` only."""

    id: int
    item: int
    person: int
    mode: Literal["in_room", "online"] = "in_room"
    meeting: int | None = None


@dataclass(frozen=True)
class FollowUp:
    """Somebody undertook something at a meeting; `owner` as written, `person` when known."""

    id: int
    board: int
    text: str
    owner: str | None = None
    person: int | None = None
    item: int | None = None
    meeting: int | None = None
    due: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Paper:
    """Papers for an item that came in on a day: where they are kept, never the file.

    `none` says that there will be none. They hold until the item is treated.
    """

    id: int
    board: int
    item: int
    received: date
    reference: str | None = None
    none: bool = False


@dataclass(frozen=True)
class Route:
    """That an item goes through several boards, with at least `lag` days from one meeting to the next."""

    id: int
    board: int
    item: int
    lag: int = 1


@dataclass(frozen=True)
class Leg:
    """One board on a route; `position` is from 1.

    `meeting` is None for the item's own board, where the item's date tells it, and for a board whose
    meetings are not known.
    """

    id: int
    route: int
    board: int
    position: int
    meeting: int | None = None


@dataclass(frozen=True)
class ItemSeries:
    """An item that comes back: every `weeks` weeks, or every month, quarter, half-year or year.

    It may be treated from the `point` of its period on: "primo", "medio", "ultimo", a day of the month
    ("10"), or of the year ("1/11"); and awaits a date from `ahead` weeks before. The periods whose point falls in a month of `skip`
    ("7 12") are left out. `made` is the latest period whose item has been made. Who attends its items is
    told by its `SeriesPresenter`s.
    """

    id: int
    board: int
    title: str
    every: Every
    first: date
    last: date | None = None
    weeks: int = 1
    point: str = "primo"
    ahead: int = 4
    skip: str = ""
    minutes: int | None = None
    kind: ItemKind | None = None
    responsible: int | None = None
    visibility: Visibility | None = None
    made: str | None = None


@dataclass(frozen=True)
class SeriesPresenter:
    """A person who attends every item that is made of an item series."""

    id: int
    board: int
    item_series: int
    person: int
    mode: Literal["in_room", "online"] = "in_room"


@dataclass(frozen=True)
class Attachment:
    """A reference to an attachment, never the file. A closed one may have no title."""

    id: int
    board: int
    item: int | None = None
    meeting: int | None = None
    point: int | None = None
    no: int | None = None
    title: str | None = None
    visibility: Visibility | None = None
    document_number: str | None = None
