"""The words of a calendar event: subject and body. Only what `audience` left of an item gets in here.

An event's subject is neutral: it never has a title, for it is shown on doors, phones and in shared
calendars. A closed item is its number and its time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planner.domain.audience import CLOSED_ITEM, Seen
from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.entry import Kind
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.timetable import Slot
from planner.domain.wording import clock, month_name


class Facts(NamedTuple):
    """What every text of a meeting is made of."""

    board: Board
    meeting: Meeting
    starts: dt.datetime
    place: str | None
    mailbox: Mailbox


class Stay(NamedTuple):
    """An item in the time of a meeting: wall times of that day; a held item may come at any time of it."""

    item: Item
    placement: Placement
    starts: dt.datetime
    ends: dt.datetime


class _Words(NamedTuple):
    meeting: str
    stretch: str
    hold: str
    tentative: str
    agenda: str
    item: str
    place: str
    contact: str
    telephone: str
    until: str


_WORDS = {
    "da": _Words(
        "{board}: møde den {day}",
        "{board} den {day} kl. {clock} - din deltagelse",
        "Foreløbig: {board} den {day} - din deltagelse",
        "Datoen er ikke endelig. Du får besked, når den ligger fast.",
        "Dagsorden",
        "punkt {number}",
        "Sted",
        "Spørgsmål",
        "tlf.",
        "kl. {start}-{end}",
    ),
    "en": _Words(
        "{board}: meeting on {day}",
        "{board} on {day} at {clock} - your attendance",
        "Provisional: {board} on {day} - your attendance",
        "The date is not final. You will be told when it is.",
        "Agenda",
        "item {number}",
        "Place",
        "Questions",
        "tel.",
        "{start}-{end}",
    ),
}


class Writer:
    """Writes the texts of one event; `shown` is what may be seen of each item by its id."""

    def __init__(self, facts: Facts, telephone: str | None, shown: Mapping[int, Seen]) -> None:
        self._facts, self._telephone, self._shown = facts, telephone, shown
        self._words = _WORDS.get(facts.board.language, _WORDS["da"])

    def subject(self, kind: Kind) -> str:
        """The subject: board, day, and for a stretch when it begins."""
        day, language = self._facts.meeting.date, self._facts.board.language
        dot = "." if language == "da" else ""
        words = self._words
        shape = {
            "meeting": words.meeting, "room": words.meeting, "stretch": words.stretch, "hold": words.hold
        }[kind]  # fmt: skip
        return shape.format(
            board=self._facts.board.name,
            day=f"{day.day}{dot} {month_name(day.month, language)}",
            clock=clock(self._facts.starts.time()),
        )

    def body(
        self, kind: Kind, slots: Iterable[Slot], stretch: Iterable[Stay], *, neutral: bool = False
    ) -> str:
        """What it is about, where, and whom to call; `neutral` without any title. A room gets no agenda."""
        if kind == "room":
            about = []
        elif kind == "meeting":
            about = [f"{self._words.agenda}:", *self._agenda(slots, neutral=neutral)]
        else:
            about = [self._stay(stay, kind, neutral=neutral) for stay in stretch]
        if kind == "hold":
            about = [self._words.tentative, *about]
        return "\n".join([*about, "", *self._foot()]).strip()

    def _agenda(self, slots: Iterable[Slot], *, neutral: bool) -> Iterator[str]:
        for slot in slots:
            if slot.kind == "held":
                continue
            start = f"{clock(slot.start)} " if slot.start else ""
            yield f"{start}{self._title(slot, neutral=neutral)}"
            for child in slot.under:
                if child.kind == "item":
                    yield f"  - {self._title(child, neutral=neutral)}"

    def _title(self, slot: Slot, *, neutral: bool) -> str:
        if slot.item is None:
            return slot.title
        seen = self._shown[slot.item.id]
        return CLOSED_ITEM if neutral or seen.closed else seen.title

    def _stay(self, stay: Stay, kind: Kind, *, neutral: bool) -> str:
        parts = []
        if kind != "hold":
            parts.append(
                self._words.until.format(start=clock(stay.starts.time()), end=clock(stay.ends.time()))
            )
        number = stay.placement.agenda_number
        if number is not None:
            parts.append(self._words.item.format(number=number))
        seen = self._shown[stay.item.id]
        parts.append(CLOSED_ITEM if neutral or seen.closed else seen.title)
        return ", ".join(parts)

    def _foot(self) -> Iterator[str]:
        facts, words = self._facts, self._words
        if facts.place:
            yield f"{words.place}: {facts.place}"
        telephone = f", {words.telephone} {self._telephone}" if self._telephone else ""
        yield f"{words.contact}: {facts.mailbox.name}{telephone}, {facts.mailbox.email}"
