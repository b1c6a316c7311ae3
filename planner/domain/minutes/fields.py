"""Labelled fields: "Sted: ...", "Medlemmer:" with names below, tables of label and value."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.minutes.flat_columns import columns_of
from planner.domain.minutes.joining import is_section
from planner.domain.minutes.layout import Grid, Para, Piece
from planner.domain.minutes.marks import mark_of
from planner.domain.minutes.words import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.words import Words

PEOPLE = (
    "members",
    "invited",
    "present",
    "absent",
    "absent_unexcused",
    "absent_partly",
    "also",
    "chair",
    "minutes_taker",
    "substitutes",
)
_MANY_LINES = (*PEOPLE, "place")
_ALONE = ("board", "place", "date", "time", "case", "responsible", "officer", "presenter")
_WITHOUT_COLON = ("start", "end", "time", *PEOPLE[:7])
_LONGEST_LINE = 160
_FEW = 7
_HEAD_LINES = 14
_CAPITAL_AFTER_DOT = re.compile(r"\.\s+(?=[A-ZÆØÅÄÖ])")
_OF_A_ROW = (
    "date",
    "time",
    "start",
    "end",
    "place",
)  # below a header row these speak of their row, not of the document


@dataclass(frozen=True)
class Field:
    """A label of the lexicon (its family without "fields.") and the lines of its value."""

    name: str
    lines: tuple[Para, ...]
    para: Para
    level: int = 0

    @property
    def value(self) -> str:
        """The value on one line."""
        return ", ".join(line.text.strip(" ,") for line in self.lines)


def fields_of(pieces: Sequence[Piece], words: Words) -> list[Field]:
    """Every labelled field in the pieces, in order."""
    found: list[Field] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Grid):
            found.extend(_fields_of_grid(piece, words))
            at += 1
            continue
        label = label_of(piece, words)
        if label is None:
            at += 1
            continue
        name, rest = label
        lines = [piece._replace(text=rest)] if rest else []
        at += 1
        if name in _MANY_LINES or not lines:
            below = _lines_below(
                pieces, at, words, one=name not in _MANY_LINES, filled=bool(lines), people=name in PEOPLE
            )
            lines.extend(below)
            at += len(below)
        found.append(
            Field(
                name,
                tuple(line for line in lines if name not in PEOPLE or not _heads_names(line.text, words)),
                piece,
            )
        )
    return found


def said_in_passing(head: Sequence[Piece], words: Words) -> list[Field]:
    """When the meeting ended, by a later sentence of a line of the head ("Mødet var i lokale 3. Mødet sluttede kl. 18.10.")."""
    found: list[Field] = []
    for para in head[:_HEAD_LINES]:
        if not isinstance(para, Para) or len(para.text) > _LONGEST_LINE or ". " not in para.text:
            continue
        for sentence in _CAPITAL_AFTER_DOT.split(para.text)[1:]:
            label = label_of(para._replace(text=sentence), words)
            if label is not None and label[0] == "end" and label[1]:
                found.append(Field("end", (para._replace(text=label[1]),), para))
    return found


def _heads_names(text: str, words: Words) -> bool:
    """As in "Navn Funksjon Representerer" above a list of names whose lines were lost."""
    tokens = text.split()
    return (
        1 < len(tokens) < _FEW and words.says("columns.name", tokens[0]) and not any(c in text for c in ":,;")
    )


def label_of(para: Para, words: Words) -> tuple[str, str] | None:
    """The family of the label that the paragraph begins with, and the rest of the line."""
    return _label(para.text, words, para.heading > 0 or para.bold)


@remembered
def _label(text: str, words: Words, stands_out: bool) -> tuple[str, str] | None:
    colon = text.find(":")
    if 0 < colon < 60:
        match = _pattern(words).match(text)
        if match is not None:
            return _family(match.group(1), words), text[match.end() :].strip()
    if len(text) > _LONGEST_LINE:
        return None
    if stands_out or text.isupper():
        for name in _ALONE:
            if words.says(f"fields.{name}", text):
                return name, ""
    return _without_colon(text, words)


def _without_colon(text: str, words: Words) -> tuple[str, str] | None:
    """A label that does not need its colon: before a case number, a time, or names."""
    case = words.compiled(
        "fields.case",
        lambda: (
            rf"^{words.source('fields.case', 'fields.kle')}\.?\s+(?=[\w.]*\d[\w.]*[/-][\w./-]*\d|\d{{5}})"
        ),
    )
    if len(text) < 60 and (match := case.match(text)):
        return _family(match.group(0).strip(), words), text[match.end() :].strip()
    any_label = words.compiled(
        "fields.bare",
        lambda: rf"\W*{words.source(*(f'fields.{name}' for name in _WITHOUT_COLON), unordered=True)}(?!\w)",
    )
    if any_label.match(text) is None:
        return None
    for name in _WITHOUT_COLON:
        family = f"fields.{name}"
        if words.says(family, text):
            return name, ""
        start = words.starts(family, text)
        if start is None or not text[:1].isupper():
            continue
        rest = text[start.end() :].strip(" .:-–")
        if name in ("start", "end", "time"):
            fits = rest[:1].isdigit() or rest.lower().startswith("kl")
        else:
            fits = (
                rest[:1].isupper()
                and len(rest.split()) > 1
                and rest.split()[1][:1].isupper()
                and name != "invited"
            )
        if fits:
            return name, rest
    return None


def _pattern(words: Words) -> re.Pattern[str]:
    return words.compiled(
        "fields.label",
        lambda: (
            rf"^\W{{0,2}}(?:\d{{1,2}}[.)]\s+(?={words.source(*(f'fields.{one}' for one in PEOPLE))}\s*:))?({words.source(*words.named('fields.'))})\.?\s*(?:\([^()]{{0,40}}\)\s*)?(?<!\d):(?!\d\d)\s*"
        ),
    )


def _family(label: str, words: Words) -> str:
    for name in words.families:
        if name.startswith("fields.") and words.says(name, label):
            return name.removeprefix("fields.")
    return "other"


def _lines_below(
    pieces: Sequence[Piece], start: int, words: Words, *, one: bool, filled: bool, people: bool
) -> list[Para]:
    found: list[Para] = []
    for piece in pieces[start:]:
        if not isinstance(piece, Para) or piece.heading or len(piece.text) > _LONGEST_LINE:
            break
        if label_of(piece, words) is not None or is_section(piece.text, words):
            break
        if piece.gap and (found or filled) and not piece.bullet:
            break
        if mark_of(piece, words) is not None and not piece.bullet:
            break
        if people and columns_of(piece.text, words) is not None:
            break
        if people and piece.text.endswith((".", ":")) and len(piece.text.split()) > 7:
            break
        if not people and (found or filled) and _begins_with_label(piece.text, words):
            break
        if not people and found and piece.bold and not found[-1].bold:
            break
        found.append(piece)
        if one:
            break
    return found


def _begins_with_label(text: str, words: Words) -> bool:
    pattern = words.compiled(
        "fields.begins", lambda: rf"{words.source(*words.named('fields.'), unordered=True)}\b"
    )
    return pattern.match(text) is not None


def _fields_of_grid(grid: Grid, words: Words) -> list[Field]:
    """The rows whose first cell is a label; the others are no fields."""
    found: list[Field] = []
    first = grid.rows[0].cells if grid.rows else ()
    headed = sum(1 for cell in first if cell and words.says_any("columns.", cell[0].text)) > 1
    for row in grid.rows:
        cells = [cell for cell in row.cells if cell]
        for label, value in itertools.pairwise(cells):
            if len(label) != 1:
                continue
            text = label[0].text.rstrip(" :")
            if words.says_any("columns.", value[0].text if value else "") or words.says_any(
                "visibility.", value[0].text if value else ""
            ):
                continue
            name = next((n for n in words.families if n.startswith("fields.") and words.says(n, text)), None)
            if name is not None and len(cells) in (2, 4):
                found.append(Field(name.removeprefix("fields."), value, label[0]))
        for cell in cells:
            if cell and label_of(cell[0], words) is not None and len(cells) < 4:
                found.extend(one for one in fields_of(cell, words) if not headed or one.name not in _OF_A_ROW)
    return found
