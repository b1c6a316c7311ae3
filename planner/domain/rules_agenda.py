"""Findings about what stands on the agendas, and what should."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from planner.domain.finding import Finding, Scene
from planner.domain.item import Attachment, Item
from planner.domain.meeting import Meeting
from planner.domain.spelling import same_title, words
from planner.domain.wording import short

# An empty meeting further away than this is nothing to wonder at.
_SOON = timedelta(weeks=6)


def over_capacity(scene: Scene) -> Iterator[Finding]:
    """More on the agenda than there is time for."""
    for meeting in scene.coming:
        if meeting.status != "planned":
            continue
        table = scene.table(meeting)
        if table.over:
            guessed, much = table.guessed, f"{table.over} min. for meget på dagsordenen"
        elif table.used_if_all > table.capacity:
            minutes = table.used_if_all - table.capacity
            guessed, much = table.guessed_if_all, f"{minutes} min. for meget, hvis alle foreløbige kommer"
        else:
            continue
        yield Finding(
            "over_capacity",
            "hint",
            short(meeting.date),
            f"ca. {much}" if guessed else much,
            f"over_capacity:{meeting.board}:{meeting.date}",
            help=f"planner vis {meeting.date.day}/{meeting.date.month}",
        )


def empty_meeting(scene: Scene) -> Iterator[Finding]:
    """A meeting in the coming weeks with nothing on it."""
    for meeting in scene.coming:
        if (
            meeting.status == "planned"
            and meeting.date - scene.today <= _SOON
            and _has_agenda(scene, meeting)
            and not list(scene.on(meeting))
        ):
            yield Finding(
                "empty_meeting",
                "hint",
                short(meeting.date),
                "ingen punkter endnu",
                f"empty_meeting:{meeting.board}:{meeting.date}",
                help="planner afventer",
            )


def _has_agenda(scene: Scene, meeting: Meeting) -> bool:
    """Whether the board's agendas are kept here; of other bodies only the meetings are noted."""
    board = scene.plan.boards.get(meeting.board)
    return board is None or board.own


def past_open(scene: Scene) -> Iterator[Finding]:
    """A meeting has been held, and nobody said what became of its items."""
    for meeting in scene.meetings:
        if meeting.status == "cancelled" or not scene.is_past(meeting):
            continue
        left = len(list(scene.on(meeting)))
        if left:
            items = "1 punkt" if left == 1 else f"{left} punkter"
            year = "" if meeting.date.year == scene.today.year else f" {meeting.date.year}"
            yield Finding(
                "past_open",
                "hint",
                short(meeting.date) + year,
                f"{items} fra mødet er ikke afsluttet",
                f"past_open:{meeting.board}:{meeting.date}",
                help=f"planner afslut {meeting.date.day}/{meeting.date.month}",
            )


def openness_clash(scene: Scene) -> Iterator[Finding]:
    """An item is open, but everything attached to it is closed; or its public title gives it away."""
    for item in _open_items(scene):
        attached = [one for one in scene.plan.all(Attachment).values() if one.item == item.id]
        if item.visibility == "open" and attached and all(one.visibility == "closed" for one in attached):
            sentence = "er åbent, men alle bilag er lukkede"
        elif item.visibility == "closed" and item.title_public and same_title(item.title, item.title_public):
            sentence = "er lukket, men den offentlige titel er den samme som den lukkede"
        else:
            continue
        yield Finding(
            "openness_clash",
            "hint",
            f"#{item.id}",
            sentence,
            f"openness_clash:#{item.id}",
            help=f"planner vis {item.id}",
        )


def same_item_twice(scene: Scene) -> Iterator[Finding]:
    """Two open items are one and the same, or one item stands firmly on two dates."""
    for item in _open_items(scene):
        firm = [
            p for p in scene.plan.open_of(item.id) if p.state == "placed" and p.meeting in scene.plan.meetings
        ]
        days = sorted({scene.plan.meetings[p.meeting].date for p in firm})
        coming = [day for day in days if day >= scene.today]
        if len(coming) > 1:
            yield Finding(
                "same_item_twice",
                "hint",
                f"#{item.id}",
                f"står på både {' og '.join(short(day) for day in coming)}",
                f"same_item_twice:#{item.id}",
                help=f"planner vis {item.id}",
            )
    for one, other in _lookalikes(_open_items(scene)):
        if _same(one, other):
            yield Finding(
                "same_item_twice",
                "hint",
                f"#{one.id}",
                f"er måske det samme punkt som #{other.id}: “{other.title}”",
                f"same_item_twice:#{one.id}:#{other.id}",
                help=f"planner udgår {other.id}",
            )


def _open_items(scene: Scene) -> list[Item]:
    """Open items that stand on a coming meeting or await a date, by id."""
    found = {row.item.id: row.item for row in scene.standing}
    found |= {item.id: item for item in scene.plan.backlog}
    return [item for _, item in sorted(found.items()) if item.status == "open"]


def _lookalikes(items: list[Item]) -> list[tuple[Item, Item]]:
    """Pairs worth comparing: as many words, and one of them in common or ending alike."""
    buckets: dict[tuple[int, str], list[Item]] = defaultdict(list)
    for item in items:
        parts = set(words(item.title.casefold()))
        keys = parts if len(parts) > 1 else {part[-2:] for part in parts}
        for key in keys:
            buckets[len(parts), key].append(item)
    pairs = {(a.id, b.id): (a, b) for bucket in buckets.values() for a, b in combinations(bucket, 2)}
    return [pair for _, pair in sorted(pairs.items())]


def _same(one: Item, other: Item) -> bool:
    if one.board != other.board or (
        one.case_number and other.case_number and one.case_number != other.case_number
    ):
        return False
    return same_title(one.title, other.title)
