"""Styles and automatic numbers of a DOCX file: what Word shows, but does not write in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.adapters.documents.docx_package import W
from planner.adapters.documents.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"heading (\d)")
_BULLET_STYLE = re.compile(r"list bullet(?: (\d))?")
_PLACE = re.compile(r"%(\d)")


def value(parent: _Element | None, path: str) -> str | None:
    """The `w:val` of a descendant, "" for one without, None where there is none."""
    found = parent.find(path) if parent is not None else None
    return None if found is None else found.get(f"{W}val", "")


def is_on(properties: _Element | None, tag: str) -> bool | None:
    """A toggle such as w:b or w:strike: on, off, or not mentioned."""
    found = value(properties, f"{W}{tag}")
    return None if found is None else found not in ("0", "false", "off", "none")


@dataclass(frozen=True)
class Style:
    """What a paragraph style says, its ancestors included; `bullet` is a list style without numbering."""

    heading: int = 0
    bold: bool = False
    num_id: str | None = None
    depth: int = 0
    bullet: int | None = None


class Styles:
    """The paragraph styles of a file by their id; the default style where an id is unknown."""

    def __init__(self, root: _Element | None) -> None:
        self._elements = {
            one.get(f"{W}styleId", ""): one
            for one in (root if root is not None else ())
            if one.tag == f"{W}style"
        }
        self._read: dict[str, Style] = {}
        self._default = next(
            (
                key
                for key, one in self._elements.items()
                if one.get(f"{W}default") == "1" and one.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def of(self, style_id: str | None) -> Style:
        """The style as it works out."""
        key = style_id if style_id in self._elements else self._default
        if key not in self._read:
            self._read[key] = self._work_out(key)
        return self._read[key]

    def _work_out(self, key: str) -> Style:
        style, seen = Style(), []
        while key in self._elements and key not in seen:
            seen.append(key)
            key = value(self._elements[key], f"{W}basedOn") or ""
        for one in reversed(seen):
            style = self._add(style, self._elements[one])
        return style

    @staticmethod
    def _add(style: Style, element: _Element) -> Style:
        name = (value(element, f"{W}name") or "").lower()
        outline = value(element, f"{W}pPr/{W}outlineLvl")
        named = _HEADING.fullmatch(name)
        heading = int(named[1]) if named else 1 if name == "title" else style.heading
        if outline is not None and outline.isdecimal():
            heading = int(outline) + 1 if int(outline) < 9 else 0
        bold = is_on(element.find(f"{W}rPr"), "b")
        bullet = _BULLET_STYLE.fullmatch(name)
        depth = value(element, f"{W}pPr/{W}numPr/{W}ilvl")
        return Style(
            heading=heading,
            bold=style.bold if bold is None else bold,
            num_id=value(element, f"{W}pPr/{W}numPr/{W}numId") or style.num_id,
            depth=int(depth) if depth and depth.isdecimal() else style.depth,
            bullet=int(bullet[1] or 1) - 1 if bullet else style.bullet,
        )


class Numbering:
    """Counts the automatic numbers of one file in document order."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, dict[int, _Element]] = {}
        self._nums: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for one in root if root is not None else ():
            if one.tag == f"{W}abstractNum":
                levels = {_int(level.get(f"{W}ilvl")): level for level in one.findall(f"{W}lvl")}
                self._abstract[one.get(f"{W}abstractNumId", "")] = levels
            elif one.tag == f"{W}num":
                starts = {
                    _int(o.get(f"{W}ilvl")): value(o, f"{W}startOverride")
                    for o in one.findall(f"{W}lvlOverride")
                }
                given = {depth: _int(start) for depth, start in starts.items() if start is not None}
                self._nums[one.get(f"{W}numId", "")] = (value(one, f"{W}abstractNumId") or "", given)

    def next(self, num_id: str, depth: int) -> str | None:
        """The number of the next paragraph at this depth: "" for a bullet, None where nothing is shown."""
        abstract, starts = self._nums.get(num_id, ("", {}))
        levels = self._abstract.get(abstract, {})
        level = levels.get(depth)
        if level is None or num_id == "0":
            return None
        style = value(level, f"{W}numFmt") or "decimal"
        if style == "bullet":
            return ""
        self._count(abstract, num_id, depth, levels, starts)
        if style == "none":
            return None
        counts = self._counts[abstract]
        text = value(level, f"{W}lvlText") or ""
        return _PLACE.sub(lambda match: self._shown(levels, counts, int(match[1]) - 1), text) or None

    def _count(
        self, abstract: str, num_id: str, depth: int, levels: dict[int, _Element], starts: dict[int, int]
    ) -> None:
        counts = self._counts.setdefault(abstract, {})
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if depth in starts and (num_id, depth) not in self._restarted:
            self._restarted.add((num_id, depth))
            counts[depth] = starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = _int(value(levels[depth], f"{W}start") or "1")
        for higher in range(depth):
            if higher in levels:
                counts.setdefault(higher, _int(value(levels[higher], f"{W}start") or "1"))

    @staticmethod
    def _shown(levels: dict[int, _Element], counts: dict[int, int], depth: int) -> str:
        style = value(levels.get(depth), f"{W}numFmt") or "decimal"
        return numeral(counts.get(depth, 1), style)


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0
