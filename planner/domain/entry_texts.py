"""The words of a calendar event: subject and body. Only what `audience` left of an item gets in here.

An event's subject is neutral: it never has a title, for it is shown on doors, phones and in shared
calendars. A closed item is its number and its time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planner.domain.audience import CLOSED_ITEM, Seen
from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.entry import Kind
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting, MeetingStage
from planner.domain.stages import is_addition
from planner.domain.timetable import Slot
from planner.domain.wording import clock, month_name

_LINK = re.compile(r"^Teams: (https://\S+)$", re.MULTILINE)


def link_in(body: str) -> str | None:
    """The address in an event's body by which one joins from elsewhere."""
    found = _LINK.search(body)
    return found[1] if found is not None else None


def without_link(body: str) -> str:
    """The body for those who may read of a meeting without being invited to it."""
    return _LINK.sub("", body).replace("\n\n\n", "\n\n").strip("\n")


class Facts(NamedTuple):
    """What every text of a meeting is made of; `teams` only for an event whose people may join by it."""

    board: Board
    meeting: Meeting
    starts: dt.datetime
    ends: dt.datetime
    place: str | None
    mailbox: Mailbox
    stage: MeetingStage
    gone: tuple[int, ...] = ()
    teams: str | None = None


class Stay(NamedTuple):
    """An item in the time of a meeting: wall times of that day; a held item may come at any time of it."""

    item: Item
    placement: Placement
    starts: dt.datetime
    ends: dt.datetime


class _Words(NamedTuple):
    meeting: str
    stretch: str
    window: str
    hold: str
    tentative: str
    agenda: str
    item: str
    closed: str
    place: str
    contact: str
    telephone: str
    until: str
    between: str
    exact_follows: str
    early_agenda: str
    bring: str
    addition: str
    gone: str
    cancelled: str
    replaced: str
    passed: str
    excused: str


_WORDS = {
    "da": _Words(
        "{board}: møde den {day}",
        "{board} den {day} kl. {clock} - din deltagelse",
        "{board} den {day} {between} - din deltagelse",
        "Foreløbig: {board} den {day} - din deltagelse",
        "Datoen er ikke endelig. Du får besked, når den ligger fast.",
        "Dagsorden",
        "punkt {number}",
        CLOSED_ITEM,
        "Sted",
        "Spørgsmål",
        "tlf.",
        "kl. {start}-{end}",
        "mellem kl. {start} og {end}",
        "{between} - det præcise tidspunkt følger.",
        "Foreløbig dagsorden",
        "Medbring",
        "tillæg",
        "Punkt {number} udgår.",
        "Mødet er aflyst.",
        "Aftalen er afløst af en anden.",
        "Datoen er ikke længere aktuel.",
        "Du skal ikke længere deltage.",
    ),
    "en": _Words(
        "{board}: meeting on {day}",
        "{board} on {day} at {clock} - your attendance",
        "{board} on {day} {between} - your attendance",
        "Provisional: {board} on {day} - your attendance",
        "The date is not final. You will be told when it is.",
        "Agenda",
        "item {number}",
        "Closed item",
        "Place",
        "Questions",
        "tel.",
        "{start}-{end}",
        "between {start} and {end}",
        "{between} - the exact time will follow.",
        "Provisional agenda",
        "Please bring",
        "addition",
        "Item {number} is withdrawn.",
        "The meeting is cancelled.",
        "Another appointment takes the place of this one.",
        "The date is no longer considered.",
        "You are no longer expected.",
    ),
}


class Writer:
    """Writes the texts of one event; `shown` is what may be seen of each item by its id."""

    def __init__(self, facts: Facts, telephone: str | None, shown: Mapping[int, Seen], language: str) -> None:
        self._facts, self._telephone, self._shown, self._language = facts, telephone, shown, language
        self._words = _WORDS.get(language, _WORDS["da"])

    def subject(self, kind: Kind) -> str:
        """The subject: board, day, and for a stretch when it begins, or between which hours it does."""
        day, language = self._facts.meeting.date, self._language
        dot = "." if language == "da" else ""
        words = self._words
        shape = {
            "meeting": words.meeting,
            "room": words.meeting,
            "stretch": words.window if self._is_early else words.stretch,
            "hold": words.hold,
        }[kind]
        return shape.format(
            board=self._facts.board.name,
            day=f"{day.day}{dot} {month_name(day.month, language)}",
            clock=clock(self._facts.starts.time(), language),
            between=self._between(),
        )

    def body(
        self,
        kind: Kind,
        slots: Iterable[Slot],
        stretch: Iterable[Stay],
        *,
        neutral: bool = False,
        timed: bool = True,
    ) -> str:
        """What it is about, where, and whom to call; `neutral` without any title. A room gets no agenda.

        Before the time plan is locked no clock time of a point is in it; nor when it is not `timed`.
        """
        timed = timed and not self._is_early
        if kind == "room":
            about = []
        elif kind == "meeting":
            head = self._words.early_agenda if self._is_early else self._words.agenda
            about = [f"{head}:", *self._agenda(slots, neutral=neutral, timed=timed)]
        else:
            timed = timed and kind != "hold"
            about = [line for stay in stretch for line in self._stay(stay, neutral=neutral, timed=timed)]
        if kind == "hold":
            about = [self._words.tentative, *about]
        elif kind == "stretch" and self._is_early:
            said = self._words.exact_follows.format(between=self._between())
            about = [said[0].upper() + said[1:], *about]
        return "\n".join([*about, "", *self._foot()]).strip()

    @property
    def _is_early(self) -> bool:
        return self._facts.stage == "provisional"

    def _between(self) -> str:
        starts, ends = (_hour(one.time(), self._language) for one in (self._facts.starts, self._facts.ends))
        return self._words.between.format(start=starts, end=ends)

    def _agenda(self, slots: Iterable[Slot], *, neutral: bool, timed: bool) -> Iterator[str]:
        for slot in slots:
            if slot.kind == "held":
                continue
            start = f"{clock(slot.start, self._language)} " if slot.start and timed else ""
            yield f"{start}{self._point(slot, neutral=neutral)}"
            for child in slot.under:
                if child.kind == "item":
                    yield f"  - {self._point(child, neutral=neutral)}"
        for number in self._facts.gone:
            yield self._words.gone.format(number=number)

    def _point(self, slot: Slot, *, neutral: bool) -> str:
        """The title as the agenda has it: with its number once that was sent, and whether it came after."""
        placement = slot.placement
        number = placement.agenda_number if placement is not None else None
        title = self._title(slot, neutral=neutral)
        if placement is None or number is None or self._facts.stage != "sent":
            return title
        added = f" ({self._words.addition})" if is_addition(self._facts.meeting, placement) else ""
        return f"{number}. {title}{added}"

    def _title(self, slot: Slot, *, neutral: bool) -> str:
        if slot.item is None:
            return slot.title
        seen = self._shown[slot.item.id]
        return self._words.closed if neutral or seen.closed else seen.title

    def _stay(self, stay: Stay, *, neutral: bool, timed: bool) -> Iterator[str]:
        starts, ends = (clock(one.time(), self._language) for one in (stay.starts, stay.ends))
        until = self._words.until.format(start=starts, end=ends)
        parts = []
        number = stay.placement.agenda_number
        if number is not None:
            parts.append(self._words.item.format(number=number))
        hidden = neutral or self._shown[stay.item.id].closed
        parts.append(self._words.closed if hidden else self._shown[stay.item.id].title)
        said = ", ".join(parts)
        said = f"{until}: {said}" if timed else said
        yield said[0].upper() + said[1:]
        # What to bring may tell what a closed item is about.
        if stay.item.bring and not hidden:
            yield f"{self._words.bring}: {stay.item.bring}"

    def _foot(self) -> Iterator[str]:
        facts, words = self._facts, self._words
        if facts.place:
            yield f"{words.place}: {facts.place}"
        if facts.teams:
            yield f"Teams: {facts.teams}"
        telephone = f", {words.telephone} {self._telephone}" if self._telephone else ""
        yield f"{words.contact}: {facts.mailbox.name}{telephone}, {facts.mailbox.email}"


def farewell(kind: Kind, *, is_held: bool, is_replaced: bool, language: str = "da") -> str:
    """Why an event is called off: the meeting is, or it `is_held` without the receiver, or told otherwise."""
    words = _WORDS.get(language, _WORDS["da"])
    if not is_held:
        return words.cancelled
    if is_replaced:
        return words.replaced
    return words.passed if kind in ("hold", "room") else words.excused


def _hour(moment: dt.time, language: str) -> str:
    return clock(moment, language) if moment.minute else str(moment.hour)
