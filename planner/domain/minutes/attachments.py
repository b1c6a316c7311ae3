"""Attachments: the list under a point, and the overview at the end of the document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.layout import Para
from planner.domain.minutes.marks import mark_of
from planner.domain.reading import ReadAttachment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.layout import Piece
    from planner.domain.minutes.words import Words
    from planner.domain.visibility import Visibility

_NUMBERED = re.compile(
    r"^(?:(?:bilag|vedlegg|bilaga|appendix|annex|attachment)\s*(?:nr\.?)?\s*)?(\d{1,3}(?:\.\d{1,2})?)(?:\s*[.:)–-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_DOCUMENT_NUMBER = re.compile(
    r"\(?((?:dok(?:ument)?\.?\s*(?:nr|id)?\.?\s*:?\s*)?\d{2,7}[/-]\d{2,6}(?:-\d+)?)\)?\.?$", re.IGNORECASE
)
_REMARK = re.compile(r"(?<=\S)\s*\(([^()]{1,40})\)$")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|msg)\b", re.IGNORECASE)


def attachment_lines(paras: Sequence[Para], point: int | None, words: Words) -> tuple[ReadAttachment, ...]:
    """The attachments in the lines under "Bilag:" of one point."""
    found: list[ReadAttachment] = []
    for para in paras:
        text = para.text.strip()
        if found and (number := _DOCUMENT_NUMBER.fullmatch(text)):
            found[-1] = replace(found[-1], document_number=number.group(1))
            continue
        if words.says("words.none", text) or len(text) > 250:
            continue
        if para is not paras[0] and text.endswith(".") and len(text.split()) > 12 and not _FILE.search(text):
            break
        one = _attachment(para, point, words)
        if one is not None:
            found.append(one)
    return tuple(found)


def overview(
    pieces: Sequence[Piece], words: Words
) -> tuple[tuple[ReadAttachment, ...], dict[int, tuple[Visibility | None, str]]]:
    """The overview: its attachments by point, and what it says of each point (visibility, title)."""
    found: list[ReadAttachment] = []
    points: dict[int, tuple[Visibility | None, str]] = {}
    paras = [piece for piece in pieces if isinstance(piece, Para)]
    point: int | None = None
    for n, para in enumerate(paras):
        mark = mark_of(para, words)
        below = paras[n + 1] if n + 1 < len(paras) else None
        below_mark = mark_of(below, words) if below is not None else None
        heads = (
            mark is not None
            and below_mark is not None
            and below_mark.no == 1
            and not _FILE.search(mark.title)
        )
        if (
            mark is not None
            and heads
            and (point is None or mark.no > point)
            and not _is_closed_only(mark.title, words)
        ):
            point = mark.no
            closed = words.starts("visibility.closed", mark.title)
            title = mark.title[closed.end() :].strip(" -–:") if closed else mark.title
            points[point] = ("closed" if closed else None, title)
            continue
        if found and (number := _DOCUMENT_NUMBER.fullmatch(para.text.strip())):
            found[-1] = replace(found[-1], document_number=number.group(1))
            continue
        one = _attachment(para, point, words) if point is not None and mark is not None else None
        if one is not None:
            found.append(one)
    return tuple(found), points


def together(
    listed: Sequence[ReadAttachment], in_overview: Sequence[ReadAttachment]
) -> tuple[ReadAttachment, ...]:
    """Both lists as one: by point and number, the list under the point first."""
    found = {(one.point, one.no if one.no is not None else one.title): one for one in in_overview}
    for one in listed:
        key = (one.point, one.no if one.no is not None else one.title)
        other = found.get(key, one)
        number = one.document_number or other.document_number
        found[key] = replace(one, title=one.title or other.title, document_number=number)
    return tuple(sorted(found.values(), key=lambda one: (one.point or 0, one.no or 0)))


def _attachment(para: Para, point: int | None, words: Words) -> ReadAttachment | None:
    text = para.text.strip()
    number = _NUMBERED.match(text)
    no = int(number.group(1).split(".")[0]) if number else None
    if number and "." in number.group(1) and number.start(1) > 0:
        point, no = map(int, number.group(1).split("."))
    rest = text[number.end() :] if number else text
    visibility: Visibility | None = None
    remark = _REMARK.search(rest)
    if remark and words.says("visibility.closed", remark.group(1)):
        visibility, rest = "closed", rest[: remark.start()]
    for name in ("closed", "open"):
        start = words.starts(f"visibility.{name}", rest.lstrip("("))
        if start is not None:
            visibility = "closed" if name == "closed" else "open"
            rest = rest.lstrip("(")[start.end() :].strip(" )-–:")
            break
    document_number = None
    match = _DOCUMENT_NUMBER.search(rest)
    if match and match.start() > 0 and not _FILE.search(rest[match.start() :]):
        document_number, rest = match.group(1), rest[: match.start()].rstrip(" (,-–")
    if not rest and visibility is None:
        return None
    if number is None and visibility == "closed" and rest and len(rest.split()) > 12:
        return None
    return ReadAttachment(point, no, rest or None, visibility, document_number, para.source)


def _is_closed_only(title: str, words: Words) -> bool:
    return words.says("visibility.closed", title.strip("()"))
