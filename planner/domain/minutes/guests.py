"""Guests in the head of the document with the points they come for: "Gæst: N.N., Kultur, under pkt. 3"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.attendance import Attendance, numbers_in
from planner.domain.minutes.persons import persons_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.fields import Field
    from planner.domain.minutes.words import Words

_NUMBERS = r"\d{1,3}(?:\s*(?:[-–,]|og|och|and|samt)\s*\d{1,3})*"


def guests_of(fields: Sequence[Field], words: Words) -> list[Attendance]:
    """Each guest whose line in a list of other participants names the points."""
    point = words.compiled(
        "guests.points",
        lambda: (
            rf"\(?\s*(?:\w+\s+)?(?:§+|{words.source('words.item_label')}(?:er|erne|et|s|ene|erna)?\.?)\s*({_NUMBERS})\s*\)?"
        ),
    )
    found: list[Attendance] = []
    for one in fields:
        if one.name != "also":
            continue
        for line in one.lines:
            start = 0
            for match in point.finditer(line.text):
                people, _ = persons_of(
                    re.sub(r"[\s,(–-]+$", "", line.text[start : match.start()]), words, line.source
                )
                start = match.end()
                if people:
                    found.append(Attendance(people[-1:], points=numbers_in(match.group(1))))
    return found
