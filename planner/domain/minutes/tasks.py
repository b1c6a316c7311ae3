"""Tables and lists of tasks ("Sag | Beslutning | Ansvarlig | Frist", "N.N.: bestiller salen"): who is to do what by when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.layout import Para
from planner.domain.minutes.persons import named_loosely
from planner.domain.reading import ReadFollowUp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.layout import Piece
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words

_NAME = "ordet før kolon er forstået som et navn"
_TASK = re.compile(r"^(?P<who>[^:]{2,60}):\s+(?P<deed>.{3,})$")


def tasks_of(layout: Layout, when: When, words: Words) -> list[ReadFollowUp]:
    """One follow-up for each row that names somebody."""
    found: list[ReadFollowUp] = []
    for row in layout.rows:
        who, item = layout.text(row, "who"), layout.text(row, "item")
        if not who or not item:
            continue
        people, groups = named_loosely(who, words, row.source)
        names = [*(person.name for person in people), *groups] or [who]
        days = when.days(layout.text(row, "deadline"))
        deed = words.pattern("words.undertakes").search(who)
        if deed is not None and who[: deed.start()].strip():
            names = [who[: deed.start()].strip()]  # "N.N. bestiller salen": who and what in one cell
        found.append(
            ReadFollowUp(
                owner=" og ".join(names),
                text=who if deed is not None else layout.text(row, "note") or item,
                source=row.source,
                owner_title=people[0].title if len(people) == 1 else None,
                item=item,
                due=days[0].dates[0] if days else None,
            )
        )
    return found


def listed_tasks(pieces: Sequence[Piece], when: When, words: Words) -> list[ReadFollowUp]:
    """One follow-up for each bullet "N.N.: ..." below the heading of a list of tasks."""
    found: list[ReadFollowUp] = []
    is_open = False
    for piece in pieces:
        if not isinstance(piece, Para) or not piece.bullet:
            is_open = isinstance(piece, Para) and words.says("sections.tasks", piece.text.strip(" :"))
            continue
        task = _TASK.match(piece.text) if is_open else None
        if task is None or words.says("words.no_owner", task["who"]):
            continue
        people, groups = named_loosely(task["who"], words, piece.source)
        names = [*(person.name for person in people), *groups]
        if names or words.says("names.unit", task["who"]):
            days = when.days(task["deed"])
            by = [day for day in days if words.ends("words.by_day", task["deed"][: day.start].rstrip())]
            found.append(
                ReadFollowUp(
                    owner=" og ".join(names) or task["who"],
                    text=task["deed"],
                    source=piece.source,
                    owner_title=people[0].title if len(people) == 1 else None,
                    due=by[0].dates[0] if by else None,
                    state="doubtful" if task["who"].isalpha() else "sure",
                    why=_NAME if task["who"].isalpha() else None,
                )
            )
    return found
