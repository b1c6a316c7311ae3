"""The points of the agenda with what stands under their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.minutes.attachments import attachment_lines
from planner.domain.minutes.fields import label_of
from planner.domain.minutes.header import board_in
from planner.domain.minutes.items import part_and_rest, with_attendance, with_details, with_role
from planner.domain.minutes.layout import Grid, Para
from planner.domain.minutes.titles import case_numbers_in, title_of
from planner.domain.reading import ReadAttachment, ReadItem, ReadPoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.minutes.outline import Point
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.visibility import Visibility

_KLE = re.compile(r"(?<![\d.])\d{2}\.\d{2}\.\d{2}\.[A-ZÆØÅ]\d{2}(?![\d.])")
_META_LINES = 6
_META_LENGTH = 90


@dataclass(frozen=True)
class PointRead:
    """A point, the same as an item of the meeting, its attachments and the case numbers in its head."""

    point: ReadPoint
    item: ReadItem
    attachments: tuple[ReadAttachment, ...]
    case_numbers: tuple[str, ...]


def read_point(point: Point, paras: Sequence[Para], words: Words) -> PointRead:
    """What stands under one heading; `paras` without what other boards decided."""
    title = title_of(point.title or point.para.text, words, point.para.source)
    item = ReadItem(
        title=title.text,
        source=point.para.source,
        raw_title=title.raw if title.raw != title.text else None,
        no=point.label,
        time=title.start,
        end=title.end,
        duration_min=title.minutes,
        presenters=title.presenters,
        groups=title.groups,
        mayor_attends=title.mayor,
        visibility=title.visibility or point.visibility,
        note=title.note,
        case_number=title.case_number,
        status="removed" if title.removed or point.para.struck else "postponed" if title.postponed else None,
        state=point.state,
        why=point.why,
    )
    item, numbers, skipped = _with_meta(item, paras, words)
    part = ""
    plain: list[Para] = []
    attached: list[Para] = []
    in_attachments = False
    for n, para in enumerate(paras):
        if n in skipped:
            continue
        part, text = part_and_rest(para, part, words)
        if part == "attachments":
            if not in_attachments:
                in_attachments = True
            if text:
                attached.append(para._replace(text=text))
            continue
        in_attachments = False
        plain.append(para)
    item = with_details(item, plain, words)
    for para in attached:
        item = with_attendance(item, para, para.text, words)
    attachments = attachment_lines(attached, point.no, words)
    about = next(
        (para.text for para in plain if part_and_rest(para, "", words)[0] == "" and len(para.text) > 40), None
    )
    read = ReadPoint(
        no=point.no,
        title=item.title,
        source=item.source,
        visibility=item.visibility,
        case_number=item.case_number,
        kle=item.kle,
        responsible=item.responsible,
        officer=item.officer,
        presenters=item.presenters,
        groups=item.groups,
        mayor_attends=item.mayor_attends,
        proposals=item.proposals,
        decision=item.decision,
        text=about,
        state=item.state,
        why=item.why,
    )
    titles = tuple(one.title for one in attachments if one.title)
    return PointRead(read, replace(item, attachments=titles), attachments, tuple(numbers))


def own_paragraphs(point: Point, own: date | None, when: When, words: Words) -> list[Para]:
    """Without what another meeting than that of `own` decided ("Økonomiudvalget, 10. december 2024, pkt. 65: ...")."""
    kept: list[Para] = []
    foreign = False
    for para in point.pieces:
        if not isinstance(para, Para):
            continue
        text = para.text
        decision = len(text) < _META_LENGTH and words.says("sections.decision", text)
        earlier = decision or (len(text) < _META_LENGTH and (text.endswith(":") or para.heading or para.bold))
        if (
            earlier
            and own is not None
            and (days := when.all_days(text))
            and (decision or board_in(text, words))
        ):
            foreign = own not in days
        elif foreign and (
            para.heading
            or any(words.says(f"sections.{name}", text) for name in ("decision", "recommendation", "body"))
            or words.says("fields.attachments", text)
        ):
            foreign = False
        if not foreign:
            kept.append(para)
    return kept


def _with_meta(item: ReadItem, paras: Sequence[Para], words: Words) -> tuple[ReadItem, list[str], set[int]]:
    """Case number, KLE, visibility and the one responsible, from the short lines under the heading."""
    numbers: list[str] = [item.case_number] if item.case_number else []
    skipped: set[int] = set()
    for n, para in enumerate(paras):
        text = para.text
        label = label_of(para, words)
        if label is not None and label[0] in ("case", "kle", "responsible", "officer", "presenter"):
            value = label[1] or (
                paras[n + 1].text if n + 1 < len(paras) and len(paras[n + 1].text) < _META_LENGTH else ""
            )
            if label[0] == "case":
                value = words.pattern("fields.document_number").split(value)[0]
                for said, family in (("closed", "visibility.closed"), ("open", "visibility.open")):
                    if words.ends(family, text) and len(text) < 160:
                        item = replace(item, visibility=item.visibility or said)  # type: ignore[arg-type]
                        break
                found = case_numbers_in(value) or (
                    (value.split(" ")[0].strip(".,;"),) if re.match(r"^[\w./-]*\d[\w./-]*", value) else ()
                )
                numbers.extend(found)
                item = replace(item, case_number=item.case_number or (found[0] if found else None))
            elif label[0] in ("responsible", "officer") and value:
                item = with_role(item, label[0], value, para.source, words)
                skipped.update({n} if label[1] else {n, n + 1})
            continue
        if n >= _META_LINES or len(text) > _META_LENGTH or words.starts("fields.document_number", text):
            continue
        role = next((one for one in ("responsible", "officer") if words.says(f"fields.{one}", text)), None)
        if role is not None and n + 1 < len(paras) and len(paras[n + 1].text) < _META_LENGTH:
            item = with_role(item, role, paras[n + 1].text, para.source, words)
            skipped.update((n, n + 1))
            continue
        kle = _KLE.search(text)
        found = case_numbers_in(_KLE.sub(" ", text))
        visibility = _visibility(text, words)
        alone = len(text) < 50 and (kle is not None or visibility is not None or _only_numbers(text, found))
        if kle:
            item = replace(item, kle=item.kle or kle.group(0))
        if found and alone:
            numbers.extend(found)
            item = replace(item, case_number=item.case_number or found[0])
        if visibility is not None and len(text) < 60:
            item = replace(item, visibility=visibility)
            skipped.add(n)
    return item, numbers, skipped


def _only_numbers(text: str, found: tuple[str, ...]) -> bool:
    left = text
    for number in found:
        left = left.replace(number, "")
    return bool(found) and len(left.strip(" .:-–|")) < 4


def _visibility(text: str, words: Words) -> Visibility | None:
    last = _KLE.sub(" ", text)
    for number in case_numbers_in(last):
        last = last.replace(number, " ")
    if words.says("visibility.closed", last.strip()):
        return "closed"
    return "open" if words.says("visibility.open", last.strip()) else None


def meeting_case_numbers(pieces: Sequence[Para | Grid], words: Words) -> tuple[str, ...]:
    """Case numbers in the head of a document: labelled, or alone on a line."""
    found: list[str] = []
    for piece in pieces:
        if isinstance(piece, Grid):
            continue
        label = label_of(piece, words)
        if label is not None and label[0] == "case":
            numbers = case_numbers_in(label[1])
            first = label[1].split(" ")[0].strip(".,;") if label[1] else ""
            found.extend(numbers or ((first,) if any(c.isdigit() for c in first) else ()))
        elif len(piece.text) < 30 and _only_numbers(piece.text, case_numbers_in(piece.text)):
            found.extend(case_numbers_in(piece.text))
    return tuple(dict.fromkeys(found))
