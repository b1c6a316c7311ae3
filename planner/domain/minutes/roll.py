"""Tables of those who were there: a name a row, a mark under "Til stede" or under "Afbud"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.persons import named_loosely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.layout import Grid
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadPerson

_MARK = re.compile(r"[xX✓✔☒☑✗×+•]|\[[xX]\]")


def roll_of(grid: Grid, words: Words) -> tuple[tuple[ReadPerson, ...], tuple[ReadPerson, ...]]:
    """All on the list, and the absent among them; empty where the table is no such list."""
    if len(grid.rows) < 2:
        return (), ()
    head = [grid.rows[0].text(number).strip(" :") for number in range(len(grid.rows[0].cells))]
    names = next((n for n, text in enumerate(head) if words.says("columns.name", text)), None)
    away = [n for n, text in enumerate(head) if n != names and words.says("fields.absent", text)]
    here = [n for n, text in enumerate(head) if n != names and words.says("fields.present", text)]
    if names is None or not (away or here):
        return (), ()
    everyone: list[ReadPerson] = []
    absent: list[ReadPerson] = []
    for row in grid.rows[1:]:
        people, _ = named_loosely(row.text(names), words, row.source)
        everyone.extend(people[:1])
        if _away([row.text(n) for n in here], [row.text(n) for n in away], words):
            absent.extend(people[:1])
    return tuple(everyone), tuple(absent)


def _away(here: Sequence[str], away: Sequence[str], words: Words) -> bool:
    """By a mark in a column of the absent, or the word itself where those present are marked."""
    marked = any(_MARK.fullmatch(text.strip()) for text in away)
    return marked or any(words.says("fields.absent", text.strip()) for text in (*here, *away))
