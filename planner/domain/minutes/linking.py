"""Links between places: a slot of the timetable and the agenda point that it is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.marks import alike, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadItem, ReadPoint

_ENOUGH = 0.6
_SHORTEST_WORD = 4


def linked(
    items: Sequence[ReadItem], points: Sequence[ReadPoint], home: int | None, words: Words
) -> list[ReadItem]:
    """The slots with the number of their point, and what stands only at the point.

    `home` is the point under which the timetable stands: slots without a point of their own
    belong to it.
    """
    found = []
    for item in items:
        if item.kind is not None:
            found.append(item)
            continue
        point, certain = _point_for(item, points, home, words)
        if point is None:
            at_home = next((one for one in points if one.no == home), None)
            visibility = item.visibility or (at_home.visibility if at_home else None)
            found.append(replace(item, agenda_point=home, visibility=visibility))
        else:
            found.append(_with_point(item, point, certain=certain))
    return found


def _with_point(item: ReadItem, point: ReadPoint, *, certain: bool) -> ReadItem:
    presenters = item.presenters
    if not presenters and point.presenters:
        why = f"står under punkt {point.no}, ikke i tidsplanen"
        presenters = tuple(replace(person, state="doubtful", why=why) for person in point.presenters)
    return replace(
        item,
        agenda_point=point.no,
        visibility=item.visibility or point.visibility,
        presenters=presenters,
        mayor_attends=item.mayor_attends
        if item.mayor_attends is not None or not certain
        else point.mayor_attends,
        case_number=item.case_number or point.case_number,
        kle=item.kle or point.kle,
        responsible=item.responsible or point.responsible,
        officer=item.officer or point.officer,
    )


def _point_for(
    item: ReadItem, points: Sequence[ReadPoint], home: int | None, words: Words
) -> tuple[ReadPoint | None, bool]:
    """The point that the slot is about, and whether that is certain."""
    pattern = words.compiled(
        "linking.number", lambda: rf"^{words.source('words.item_label')}\.?\s*(\d{{1,3}})\b"
    )
    numbered = pattern.match(item.raw_title or "")
    if numbered:
        for point in points:
            if point.no == int(numbered.group(1)):
                return point, True
    others = [point for point in points if point.no != home]
    for point in others:
        if alike(point.title, item.title):
            return point, True
    scored = sorted(((_shared(item.title, point.title), n) for n, point in enumerate(others)), reverse=True)
    if scored and scored[0][0] >= _ENOUGH and (len(scored) == 1 or scored[1][0] < scored[0][0]):
        return others[scored[0][1]], False
    return None, False


def _shared(one: str, two: str) -> float:
    first, second = _words(one), _words(two)
    both = first & second
    if len(both) < 2 or not first or not second:
        return 0.0
    return len(both) / min(len(first), len(second))


def _words(text: str) -> set[str]:
    return {
        re.sub(r"(?:s|en|et|er|erne)$", "", word) for word in key(text).split() if len(word) >= _SHORTEST_WORD
    }
