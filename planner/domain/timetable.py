"""The time of one meeting: what stands when, how long, and whether there is room.

Starts and guessed lengths are computed here each time they are shown, and never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Literal, NamedTuple

from planner.domain.board import Board, Standing
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan

SlotKind = Literal["standing", "break", "review", "item", "held"]

# Outcomes that mean the item did not use the meeting's time.
LEFT_THE_MEETING = frozenset(("not_reached", "postponed", "withdrawn", "replaced"))
_ASSUMED_MINUTES = 30
_DAY = 24 * 60


class Length(NamedTuple):
    """Minutes, and whether they were guessed because nobody gave a length."""

    minutes: int
    guessed: bool


class Slot(NamedTuple):
    """A stretch of a meeting: a block of every meeting, an item, or an item held on several dates.

    `start` is wall time; None for held items, which have no place in the order yet, and for items
    in `under`, which use the time of this block. `late` is set where it ends after the frame.
    """

    kind: SlotKind
    title: str
    minutes: int
    guessed: bool = False
    start: time | None = None
    late: bool = False
    block: Standing | None = None
    placement: Placement | None = None
    item: Item | None = None
    under: tuple[Slot, ...] = ()


class Timetable(NamedTuple):
    """The slots of a meeting in order of time, held items last. All figures are minutes.

    `capacity` is the frame minus standing items, breaks and review; `used` what the items that
    are placed take of it, `used_if_all` when every held item comes too. `guessed` says that
    `used` rests on a guessed length; `guessed_if_all` the same with the held items.
    """

    meeting: Meeting
    slots: tuple[Slot, ...]
    capacity: int
    used: int
    used_if_all: int
    guessed: bool
    guessed_if_all: bool

    @property
    def free(self) -> int:
        """Minutes left, never below 0."""
        return max(0, self.capacity - self.used)

    @property
    def over(self) -> int:
        """Minutes too many on the agenda, 0 when there is room."""
        return max(0, self.used - self.capacity)

    @property
    def items(self) -> tuple[Slot, ...]:
        """The slots that hold an item, those beneath a standing item and held ones included."""
        found: list[Slot] = []
        for slot in self.slots:
            found += [slot] if slot.item is not None else slot.under
        return tuple(found)


def timetable(plan: Plan, meeting: Meeting) -> Timetable:
    """When everything on the meeting comes, as far as the plan knows."""
    blocks = tuple(block for block in plan.standing_on(meeting) if _inside(block, meeting))
    placed, held, beneath = _item_slots(plan, meeting, _generations(plan, blocks))
    standing = [
        _block_slot(block, tuple(beneath.get(block.id, ())))
        for block in blocks
        # A block whose length nobody knows is a heading: without anything beneath it says nothing.
        if block.minutes or block.id in beneath
    ]
    slots = _in_order(standing, placed, meeting)
    taken = sum(_within_frame(slot, meeting) for slot in standing)
    used = sum(slot.minutes for slot in placed)
    return Timetable(
        meeting=meeting,
        slots=(*slots, *held),
        capacity=max(0, minute_of(meeting.end) - minute_of(meeting.start) - taken),
        used=used,
        used_if_all=used + sum(slot.minutes for slot in held),
        guessed=any(slot.guessed for slot in placed),
        guessed_if_all=any(slot.guessed for slot in (*placed, *held)),
    )


def length_of(plan: Plan, item: Item, placement: Placement | None = None) -> Length:
    """How long an item takes: as written on that agenda or given for the item, else a guess.

    The guess is what the item took the last time a length was written, else what the board
    assumes for its kind.
    """
    written = placement.minutes if placement is not None else None
    if written is None:
        written = item.minutes
    if written is not None:
        return Length(written, guessed=False)
    for earlier in reversed(plan.of(item.id)):
        if earlier.minutes is not None and earlier != placement:
            return Length(earlier.minutes, guessed=True)
    return Length(_assumed(plan.boards.get(item.board), item), guessed=True)


def _assumed(board: Board | None, item: Item) -> int:
    if board is None:
        return _ASSUMED_MINUTES
    by_kind = {
        "orientering": board.orientering,
        "drøftelse": board.droeftelse,
        "beslutning": board.beslutning,
    }
    return by_kind[item.kind or "drøftelse"]


def _generations(plan: Plan, blocks: Iterable[Standing]) -> dict[int | None, int]:
    """The block of this meeting for every block of its name: an item stays under it when its length changes."""
    named = {block.title: block.id for block in blocks}
    return {block.id: named[block.title] for block in plan.all(Standing).values() if block.title in named}


def _item_slots(
    plan: Plan, meeting: Meeting, blocks: Mapping[int | None, int]
) -> tuple[list[Slot], list[Slot], dict[int, list[Slot]]]:
    """Slots of placed items, of held items, and of items beneath a block by the block's id."""
    placed: list[Slot] = []
    held: list[Slot] = []
    beneath: dict[int, list[Slot]] = {}
    for placement in plan.on(meeting.id):
        item = plan.items.get(placement.item)
        if item is None or placement.outcome in LEFT_THE_MEETING:
            continue
        length = length_of(plan, item, placement)
        kind: SlotKind = "held" if placement.state == "held" else "item"
        slot = Slot(
            kind,
            placement.label or item.title,
            length.minutes,
            length.guessed,
            start=placement.start if kind == "item" else None,
            placement=placement,
            item=item,
        )
        # A time of its own on this agenda outweighs the block whose time the item else uses.
        if item.under in blocks and placement.start is None:
            beneath.setdefault(blocks[item.under], []).append(slot._replace(start=None))
        else:
            (held if kind == "held" else placed).append(slot)
    return placed, held, beneath


def _block_slot(block: Standing, under: tuple[Slot, ...]) -> Slot:
    return Slot(block.kind, block.title, block.minutes, start=block.start, block=block, under=under)


def _in_order(standing: list[Slot], placed: list[Slot], meeting: Meeting) -> list[Slot]:
    """Fixed slots keep their start; the others flow between them in running order."""
    everything = [*standing, *placed]
    fixed = sorted(
        ((minute_of(slot.start), slot) for slot in everything if slot.start is not None),
        key=lambda pair: pair[0],
    )
    opening = [slot for slot in standing if slot.start is None and slot.kind != "review"]
    closing = [slot for slot in standing if slot.start is None and slot.kind == "review"]
    flowing = [*opening, *(slot for slot in placed if slot.start is None), *closing]
    found = list(fixed)
    cursor, end = minute_of(meeting.start), minute_of(meeting.end)
    # The review closes the meeting, whenever that ends.
    last = end - sum(slot.minutes for slot in closing)
    for slot in flowing:
        cursor = max(cursor, last) if slot in closing else cursor
        for start, block in fixed:
            if start < cursor + slot.minutes and cursor < start + block.minutes:
                cursor = start + block.minutes
        found.append((cursor, slot))
        cursor += slot.minutes
    found.sort(key=lambda pair: pair[0])
    return [slot._replace(start=_clock(start), late=start + slot.minutes > end) for start, slot in found]


def _inside(block: Standing, meeting: Meeting) -> bool:
    """Whether a block has a place on a meeting whose frame may differ from the usual one."""
    return block.start is None or (
        block.start < meeting.end and minute_of(block.start) + block.minutes > minute_of(meeting.start)
    )


def _within_frame(slot: Slot, meeting: Meeting) -> int:
    if slot.start is None:
        return slot.minutes
    first = max(minute_of(slot.start), minute_of(meeting.start))
    last = min(minute_of(slot.start) + slot.minutes, minute_of(meeting.end))
    return max(0, last - first)


def minute_of(moment: time | None) -> int:
    """Minutes since midnight of a wall time; 0 where there is none."""
    return 0 if moment is None else moment.hour * 60 + moment.minute


def _clock(minute: int) -> time | None:
    """Wall time of a minute of the day; None past midnight, where a meeting has long ended."""
    return time(minute // 60, minute % 60) if minute < _DAY else None
