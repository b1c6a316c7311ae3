"""Tables of three columns and more that lost their lines: each row cut by what its columns hold.

"Pkt. Tid Emne Ansvarlig" above "2 14.05-14.35 Tilgængelighed N.N.": the columns before the items are read
from the left, those after them from the right. What a column of free text held cannot be told apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.minutes.joining import RawLine, is_section
from planner.domain.minutes.layout import Grid, GridRow, Para
from planner.domain.minutes.persons import person_of
from planner.domain.minutes.titles import case_numbers_in
from planner.domain.reading import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.words import Words

WHY = "tabellen har mistet sine streger; spalterne er delt efter, hvad de plejer at rumme"
_CLOCK = r"(?:kl\.?\s*)?\d{1,2}[.:]\d\d(?:\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d\d)?"
_LEFT = {
    "number": r"(?:§\s*|[A-ZÆØÅ]{1,3}\s)?\d{1,3}(?:/\d{2,4})?[.)]?(?![.:]\d\d)",
    "time": _CLOCK,
    "end": _CLOCK,
    "duration": r"\d{1,3}(?:\s*min\w*\.?)?(?![.:/]\d)",
    "date": r"(?:[A-Za-zÆØÅæøåäö]{2,6}dag(?:en)?,?\s+)?(?:den\s+|d\.\s*)?\d{1,2}(?:\.|(?=\s|/))(?:\s*[a-zæøå]{3,9}|/\d{1,2})?(?:[\s/-]\d{2,4})?",
    "week": r"(?:uge\s*)?\d{1,2}",
}
_FEWEST_COLUMNS = 3
_LONGEST_HEADER = 70
_MOST_TOKENS = 4
_ORDER = (
    "number",
    "time",
    "end",
    "duration",
    "date",
    "month",
    "weekday",
    "week",
    "case",
    "who",
    "item",
    "place",
    "deadline",
    "note",
)


def columns_of(text: str, words: Words) -> list[str] | None:
    """The columns that a header line names from left to right, or None where it is no such line."""
    if len(text) > _LONGEST_HEADER or text.count(" ") + text.count("|") < _FEWEST_COLUMNS - 1:
        return None
    first = words.compiled(
        "flat.columns", lambda: rf"{words.source(*words.named('columns.'), unordered=True)}(?!\w)"
    )
    if first.match(text) is None or any(c.isdigit() for c in text):
        return None
    tokens = text.replace("|", " ").split()
    found: list[str] = []
    at = 0
    while at < len(tokens):
        for length in range(min(_MOST_TOKENS, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + length]).strip(":")
            fitting = (
                [name for name in _ORDER if words.says(f"columns.{name}", phrase)]
                if words.says_any("columns.", phrase)
                else []
            )
            if fitting:
                break
        else:
            return None
        at += length
        if fitting[0] == "item" and "item" in found and "number" not in found:
            found[found.index("item")] = "number"
        found.append(next((name for name in fitting if name not in found), "note"))
    anchored = {"number", "time", "date", "month"} & set(found)
    return found if len(found) >= _FEWEST_COLUMNS and "item" in found and anchored else None


def grid_of(
    lines: Sequence[RawLine], at: int, columns: Sequence[str], words: Words
) -> tuple[Grid | None, int]:
    """The table under the header at this line, and the line after it."""
    header = lines[at]
    before, after = list(columns[: columns.index("item")]), list(columns[columns.index("item") + 1 :])
    rows: list[GridRow] = []
    spot = at + 1
    while spot < len(lines):
        line = lines[spot]
        if line.bullet or line.heading or is_section(line.text, words):
            break
        cells = _cut(line.text, before, after, words)
        if cells is None:
            break
        row = tuple((Para(cells[name], line.source),) if cells.get(name) else () for name in columns)
        rows.append(GridRow(row, Source(line.source.file, line.source.line, line.text, line.source.page)))
        spot += 1
    if len(rows) < 2:
        return None, at
    head = GridRow(tuple((Para(_word(name, words), header.source),) for name in columns), header.source)
    return Grid((head, *rows), header.source, drawn=False, merged=True), spot


def _word(name: str, words: Words) -> str:
    return words.families.get(f"columns.{name}", (name,))[0]


def _cut(text: str, before: Sequence[str], after: Sequence[str], words: Words) -> dict[str, str] | None:
    found: dict[str, str] = {}
    rest = text.strip()
    for name in before:
        pattern = words.source("words.month") if name in ("month", "weekday") else _LEFT.get(name)
        match = re.match(rf"({pattern})(?:\s+|$)", rest, re.IGNORECASE) if pattern else None
        if match:
            found[name], rest = match.group(1), rest[match.end() :]
    anchored = any(name in found for name in before) if before else True
    for name in reversed(after):
        taken = _from_right(rest, name, words)
        if taken is None:
            break
        if taken:
            found[name], rest = taken, rest[: -len(taken)].rstrip(" ,–-")
    if not before:
        anchored = "time" in found
    if not anchored or not any(c.isalpha() for c in rest):
        return None
    return {**found, "item": rest}


def _from_right(text: str, name: str, words: Words) -> str | None:
    """What the column at the right holds in this row, "" for nothing, None where it cannot be told."""
    if name in ("time", "end"):
        match = re.search(rf"(?<=\s){_CLOCK}$", text)
        return match.group(0) if match else ""
    if name == "duration":
        match = re.search(r"(?<=\s)\d{1,3}(?:\s*min\w*\.?)?$", text)
        return match.group(0) if match else ""
    if name == "case":
        numbers = case_numbers_in(text)
        return numbers[-1] if numbers and text.endswith(numbers[-1]) else ""
    return _names_at_the_end(text, words) if name == "who" else None


def _names_at_the_end(text: str, words: Words) -> str:
    tokens = text.split()
    if len(tokens) > 1 and (
        words.says("words.everyone", tokens[-1]) or words.says("names.title", tokens[-1])
    ):
        return tokens[-1]
    for length in (4, 3, 2):
        part = tokens[-length:]
        if len(tokens) <= length or not part[0][:1].isupper():
            continue
        if (length == 2 or words.says("names.title", part[0])) and person_of(
            " ".join(part), words
        ) is not None:
            return " ".join(part)
    return ""
