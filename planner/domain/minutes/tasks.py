"""Tables of tasks ("Sag | Beslutning | Ansvarlig | Frist"): who is to do what by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.minutes.persons import named_loosely
from planner.domain.reading import ReadFollowUp

if TYPE_CHECKING:
    from planner.domain.minutes.grids import Layout
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words


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
