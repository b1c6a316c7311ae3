"""What every place is judged by: the meetings asked about with their hours, and the items that may move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, cast

from planner.domain.board import Acceptance, Standing
from planner.domain.finding import Level, Scene
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.placing import is_over
from planner.domain.planning.problem import Spot, span
from planner.domain.planning.rules import over_capacity, two_places
from planner.domain.planning.weights import Weights
from planner.domain.rules import RULES
from planner.domain.timetable import Length, length_of, minute_of
from planner.domain.wording import short

_USUAL_TICK: Final = 5


@dataclass(frozen=True)
class Scope:
    """What is asked about: the meetings (ids) that items may be put on, and which of them stay as they are.

    `only` are the items that may be placed or moved, None for all. With `still`, what stands firmly stays,
    unless it is one of `only`. `also` are items that are asked about by name beside all the others. With
    `yielding`, what stands firmly may make room for `only`. `stay` are items that are not to be moved, and
    `barred` those that are not to be put on a meeting (item and meeting); each with a clause that says why.
    """

    meetings: tuple[int, ...]
    kept: frozenset[int] = frozenset()
    only: frozenset[int] | None = None
    still: bool = False
    also: frozenset[int] = frozenset()
    yielding: bool = False
    stay: Mapping[int, str] = field(default_factory=dict)
    barred: Mapping[tuple[int, int | None], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Movable:
    """An item that may be placed or moved, and the open placements that say where it stands.

    "waiting" awaits a date, "held" stands on several, "firm" on one. `presenters` are those who would
    present it wherever it comes.
    """

    item: Item
    state: Literal["waiting", "held", "firm"]
    open: tuple[Placement, ...]
    length: Length
    presenters: frozenset[int]

    def stands_on(self, meeting: Meeting) -> bool:
        """Whether the item stands on that meeting now, firmly or held."""
        return any(placement.meeting == meeting.id for placement in self.open)


@dataclass(frozen=True)
class Ground:
    """What every place is judged by. Times are ticks of `tick` minutes from midnight, masks have a bit for each."""

    scene: Scene
    scope: Scope
    weights: Weights
    levels: Mapping[str, str]

    @cached_property
    def sittings(self) -> Mapping[int, Meeting]:
        """The meetings that items may be put on, by id, in order of date."""
        plan = self.scene.plan
        wanted = [plan.meetings[number] for number in self.scope.meetings if number not in self.scope.kept]
        return {one.id: one for one in sorted(wanted, key=lambda m: (m.date, m.start, m.id))}

    @cached_property
    def hours(self) -> Mapping[int, over_capacity.Hours]:
        """The minutes of each of them that items may use."""
        return {number: over_capacity.hours(self.scene, meeting) for number, meeting in self.sittings.items()}

    @cached_property
    def movable(self) -> Mapping[int, Movable]:
        """Every item that may be placed or moved, by id."""
        found = (self._movable(item) for _, item in sorted(self.scene.plan.items.items()))
        return {one.item.id: one for one in found if one is not None}

    @cached_property
    def firm_at(self) -> Mapping[int, int]:
        """The meeting on which each item stands that has one and may be moved."""
        return {one.item.id: one.open[0].meeting for one in self.movable.values() if one.state == "firm"}

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Findings of which somebody said that they are deliberate."""
        return frozenset(one.finding for one in self.scene.plan.all(Acceptance).values())

    @cached_property
    def members(self) -> frozenset[int]:
        """Who sits through a whole meeting: they wait for none of its items."""
        return frozenset().union(*(two_places.seated(self.scene, one) for one in self.sittings.values()))

    @cached_property
    def tick(self) -> int:
        """Five minutes, or one where something begins or lasts otherwise."""
        minutes = [minute for hours in self.hours.values() for stretch in hours.free for minute in stretch]
        minutes += [one.length.minutes for one in self.movable.values()]
        for meeting in self.sittings.values():
            for slot in self.scene.table(meeting).slots:
                minutes += [slot.minutes, minute_of(slot.start)]
        return _USUAL_TICK if all(minute % _USUAL_TICK == 0 for minute in minutes) else 1

    @property
    def scale(self) -> int:
        """Points are for five minutes: how many ticks that is."""
        return _USUAL_TICK // self.tick

    def level(self, rule: str) -> Level | None:
        """How gravely a rule is taken; None where it is off."""
        level = self.levels.get(rule, RULES[rule][0])
        return None if level == "off" else cast("Level", level)

    def told(self, meeting: Meeting) -> Mapping[int, frozenset[int]] | None:
        """Who was told of which item on the meeting, by item; None where nobody was told of the meeting."""
        return self._told.get(meeting.id)

    def ticks(self, minutes: int) -> int:
        """So many minutes in ticks, the last one begun."""
        return -(-minutes // self.tick)

    def length(self, item: Item, placement: Placement, meeting: Meeting) -> int:
        """Ticks that an item takes of its meeting: none beneath a standing item."""
        if self.is_beneath(item, meeting):
            return 0
        return self.ticks(length_of(self.scene.plan, item, placement).minutes)

    def is_beneath(self, item: Item, meeting: Meeting) -> bool:
        """Whether the item uses the time of a standing item of that meeting."""
        block = self.scene.plan.all(Standing).get(item.under) if item.under is not None else None
        return block is not None and any(
            block.title == one.title for one in self.scene.plan.standing_on(meeting)
        )

    def open(self, meeting: Meeting, *, beyond: bool = False) -> int:
        """The ticks of a meeting that are free of its blocks and of clock times; `beyond` its end too."""
        key = (meeting.id, beyond)
        if key not in self._open:
            found = 0
            for first, last in self.hours[meeting.id].free:
                found |= span(self.ticks(first), last // self.tick)
            for tick in self.beyond(meeting) if beyond else ():
                found |= 1 << tick
            for first, last in self.fixed(meeting):
                found &= ~span(first // self.tick, self.ticks(last))
            if not self._flowing(meeting):
                found = first_ticks(found, self._room(meeting))
            self._open[key] = found
        return self._open[key]

    def beyond(self, meeting: Meeting) -> range:
        """The ticks by which the meeting lasts too long as it stands."""
        first = self.ticks(self.hours[meeting.id].ends)
        return range(first, first + self.ticks(self.hours[meeting.id].overtime))

    def is_astray(self, meeting: Meeting) -> bool:
        """Whether items lie beyond the end of the meeting though there is time for them all before it, or
        more time seems free than there is.

        Then one more would fill gaps that are counted as theirs: first they must find their place.
        """
        if meeting.id not in self._astray:
            beyond = self.hours[meeting.id].overtime > self.scene.table(meeting).over
            seems = self._flowing(meeting) and self.open(meeting).bit_count() > self._room(meeting)
            self._astray[meeting.id] = beyond or seems
        return self._astray[meeting.id]

    def _flowing(self, meeting: Meeting) -> bool:
        """Whether items stand there that follow one another, without a clock time of their own."""
        slots = self.scene.table(meeting).slots
        return any(slot.kind == "item" and slot.placement and slot.placement.start is None for slot in slots)

    def _room(self, meeting: Meeting) -> int:
        """Ticks that items may use in all beside those with a clock time: less than seem free where what has one
        lies in the time of a block.
        """
        fixed = sum(last - first for first, last in self.fixed(meeting))
        return max(0, self.scene.table(meeting).capacity - fixed) // self.tick

    def fixed(self, meeting: Meeting) -> list[tuple[int, int]]:
        """Minutes of the day that items with a clock time of their own have taken, and keep."""
        return [
            (minute_of(slot.start), minute_of(slot.start) + slot.minutes)
            for slot in self.scene.table(meeting).slots
            if slot.placement is not None and slot.placement.start is not None and slot.start is not None
            if slot.placement.item not in self.movable
        ]

    def spot(self, placement: Placement) -> Spot | None:
        """Where a firm placement stands as the timetable has it; None on a meeting that is not asked about."""
        meeting = self.sittings.get(placement.meeting)
        if meeting is None or placement.state == "held":
            return None
        for slot in self.scene.table(meeting).slots:
            if slot.placement is not None and slot.placement.id == placement.id and slot.start is not None:
                return Spot(meeting.id, minute_of(slot.start) // self.tick)
        return Spot(meeting.id, lowest(self.open(meeting, beyond=True)) or 0)

    @cached_property
    def _open(self) -> dict[tuple[int, bool], int]:
        return {}

    @cached_property
    def _astray(self) -> dict[int, bool]:
        return {}

    @cached_property
    def _told(self) -> Mapping[int, Mapping[int, frozenset[int]]]:
        found: dict[int, dict[int, frozenset[int]]] = defaultdict(lambda: defaultdict(frozenset))
        for one in self.scene.invited:
            for item in one.items or (0,):
                found[one.meeting][item] |= {one.person}
        return found

    def _movable(self, item: Item) -> Movable | None:
        plan, only = self.scene.plan, self.scope.only
        named = self._is_named(item)
        placements = plan.open_of(item.id)
        yields = self.scope.yielding and any(one.state == "placed" for one in placements)
        if not (only is None or named or yields) or self.stays_because(item) is not None:
            return None
        meetings = {None, *(one.meeting for one in placements)}
        presenters = [one.person for number in meetings for one in plan.presenters_of(item.id, number)]
        firm = any(one.state == "placed" for one in placements)
        return Movable(
            item,
            "firm" if firm else "held" if placements else "waiting",
            placements,
            max(length_of(plan, item, one) for one in placements or (None,)),
            frozenset(presenters),
        )

    def stays_because(self, item: Item) -> str | None:
        """Why an item is not to be placed or moved: it is settled, or for somebody to settle. None where it may."""
        if item.status != "open":
            return "punktet er afsluttet eller udgået"
        if not any(meeting.board == item.board for meeting in self.sittings.values()):
            return "der er ingen af udvalgets egne møder at vælge imellem"
        if item.id in self.scope.stay:
            return self.scope.stay[item.id]
        placements = self.scene.plan.open_of(item.id)
        if not placements:
            waits = None if self._is_named(item) else item.waits_for or item.waits_on
            return f"afventer {waits}" if waits else None
        coming = {meeting.id for meeting in self.scene.coming}
        for one in placements:
            day = self._day(one)
            if one.meeting in self.scope.kept:
                return f"mødet {day} skal blive, som det er"
            if one.meeting not in coming:
                return f"punktet står på mødet {day}, {self._out_of_sight(one)}"
        return self._stands_because(item, placements)

    def _stands_because(self, item: Item, placements: tuple[Placement, ...]) -> str | None:
        """Why an item that stands on coming meetings is not to leave them."""
        firm = [one for one in placements if one.state == "placed"]
        if not firm:
            return None
        if len(placements) > 1:
            return f"punktet står på flere møder: {' og '.join(map(self._day, placements))}"
        day, meeting = self._day(firm[0]), self.scene.plan.meetings[firm[0].meeting]
        if firm[0].start is not None and not self._is_named(item):
            return f"punktet har et fast klokkeslæt på mødet {day}"
        if self.scope.still and not self._is_named(item):
            return f"punktet ligger fast på mødet {day}"
        if meeting.id in self.sittings or meeting.status == "cancelled":
            return None
        return f"punktet står på mødet {day}, {self._out_of_sight(firm[0])}"

    def _out_of_sight(self, placement: Placement) -> str:
        """Why a meeting is none of those looked at."""
        meeting, now = self.scene.plan.meetings[placement.meeting], self.scene.now
        if is_over(meeting, now):
            return "som er holdt"
        begun = (meeting.date, meeting.start) <= (now.date(), now.time().replace(tzinfo=None))
        return "som er begyndt" if begun else "som ligger længere fremme, end der ses"

    def _day(self, placement: Placement) -> str:
        return short(self.scene.plan.meetings[placement.meeting].date)

    def _is_named(self, item: Item) -> bool:
        only = self.scope.only
        return item.id in self.scope.also or (only is not None and item.id in only)


def first_ticks(mask: int, many: int) -> int:
    """The mask with no more than so many ticks: those that come first."""
    for _ in range(mask.bit_count() - many):
        mask ^= 1 << (mask.bit_length() - 1)
    return mask


def lowest(mask: int) -> int | None:
    """The first tick of a mask; None where it is empty."""
    return (mask & -mask).bit_length() - 1 if mask else None
