"""One item from the paragraphs that speak of it: title, presenters, attachments, proposals, decision."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.attendance import attendances, is_attendance_only
from planner.domain.minutes.cleaning import numbered_parts
from planner.domain.minutes.fields import label_of
from planner.domain.minutes.persons import named_loosely, person_of
from planner.domain.minutes.splitting import split_items
from planner.domain.minutes.titles import title_of
from planner.domain.minutes.words import remembered
from planner.domain.reading import ReadItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.minutes.layout import Para
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.reading import ReadPerson, Source
    from planner.domain.visibility import Visibility

_NUMBER = re.compile(r"^\d{1,2}[.)]\s*")
_PARTS = ("recommendation", "decision", "body")


def item_of(paras: Sequence[Para], when: When, words: Words) -> ReadItem:
    """The item whose title is the first paragraph and whose details are the others."""
    paras = _with_whole_head(paras, words)
    head = paras[0]
    title = title_of(head.text, words, head.source)
    days = when.all_days(title.text)
    about = words.has("words.refer_back", title.text)
    item = ReadItem(
        title=title.text,
        source=head.source,
        raw_title=title.raw if title.raw != title.text else None,
        time=title.start,
        end=title.end,
        duration_min=title.minutes,
        presenters=title.presenters,
        groups=title.groups,
        mayor_attends=title.mayor,
        visibility=title.visibility,
        note=title.note,
        status="removed" if title.removed or head.struck else "postponed" if title.postponed else None,
        event_dates=() if about else days,
        refers_to=days if about else (),
    )
    under = words.pattern("words.standing_under").search(title.text)
    if under:
        item = replace(item, under=under.group(0).split(" ", 1)[1])
    return with_details(item, paras[1:], words)


def _with_whole_head(paras: Sequence[Para], words: Words) -> Sequence[Para]:
    """The first paragraph with the next one where it is but a number or a label ("2.", "4. Fortroligt:")."""
    if len(paras) < 2 or paras[1].bullet:
        return paras
    head = paras[0].text
    label = _NUMBER.sub("", head)
    if head.endswith(":") and paras[1].text[:1].islower():
        return [paras[0]._replace(text=f"{head} {paras[1].text}"), *paras[2:]]
    if label and not (label.endswith(":") and words.says("visibility.closed", label)):
        return paras
    return [paras[0]._replace(text=f"{head} {paras[1].text}"), *paras[2:]]


def with_details(item: ReadItem, paras: Sequence[Para], words: Words) -> ReadItem:
    """The item with what the paragraphs below its title say of it."""
    part = ""
    seen = [v for para in paras[:2] if (v := _visibility_alone(para.text, words)) is not None]
    if seen and not item.visibility:
        item = replace(item, visibility=seen[0])
    attachments: list[str] = list(item.attachments)
    proposals: list[str] = list(item.proposals)
    decision: list[str] = []
    for para in paras:
        part, text = part_and_rest(para, part, words)
        if not text:
            continue
        if attendances(text, words, para.source):
            item = with_attendance(item, para, text, words)
            part = "" if part == "attachments" else part
            text = (
                _without_attendance(text, words)
                if part != "decision" or is_attendance_only(text, words)
                else text
            )
        if not text:
            continue
        if part == "attachments":
            attachments.extend(split_items(text, words))
        elif part == "recommendation":
            _add_proposals(proposals, text)
        elif part == "decision" and not _is_about_the_meeting(para, words):
            decision.append(text)
        elif part in ("presenter", "responsible", "officer"):
            item = _with_person(item, part, text, para, words)
            part = ""
    if not (attachments or proposals or decision):
        return item
    return replace(
        item,
        attachments=tuple(attachments),
        proposals=tuple(proposals),
        decision=" ".join(decision) or item.decision,
    )


def _visibility_alone(text: str, words: Words) -> Visibility | None:
    """As in "(Lukket punkt)" on a line of its own below the title."""
    bare = text.strip(" ()[].")
    if words.says("visibility.closed", bare):
        return "closed"
    return "open" if words.says("visibility.open", bare) else None


def _is_about_the_meeting(para: Para, words: Words) -> bool:
    label = label_of(para, words)
    return label is not None and label[0] in ("absent", "end", "action")


def _with_person(item: ReadItem, part: str, text: str, para: Para, words: Words) -> ReadItem:
    """The item with what its field "Oplægsholder:" or "Sagsansvarlig:" says."""
    if part in ("responsible", "officer"):
        return with_role(item, part, text, para.source, words)
    people, groups = named_loosely(text, words, para.source)
    return replace(item, presenters=_merged(item.presenters, people), groups=item.groups + groups)


def with_role(item: ReadItem, role: str, text: str, source: Source, words: Words) -> ReadItem:
    """The item with the one responsible, or its case officer.

    Initials and units name no person in full: as case officers they are kept as they are written, as those responsible.
    """
    officer = person_of(text, words, source) if role == "officer" else None
    if officer is not None:
        return replace(item, officer=officer)
    return replace(item, responsible=text if role == "responsible" else item.responsible or text)


def part_and_rest(para: Para, part: str, words: Words) -> tuple[str, str]:
    """Which part of an item the paragraph belongs to, and its text without the label."""
    text = para.text
    label = label_of(para, words)
    if label is not None and label[0] in (
        "attachments",
        "presenter",
        "responsible",
        "officer",
        "case",
        "kle",
        "due",
        "action",
    ):
        return label[0], label[1]
    found = _section_of(text, words)
    return (part, text) if found is None else found


@remembered
def _section_of(text: str, words: Words) -> tuple[str, str] | None:
    """The part of an item that the text is the heading of, or begins with as a label, and its rest."""
    if words.says("fields.attachments", text):
        return "attachments", ""
    colon = text.find(":")
    for name in _PARTS:
        if len(text) < 80 and words.says(f"sections.{name}", text):
            return name, ""
        if 0 < colon < 60 and words.says(f"sections.{name}", text[:colon]):
            return name, text[colon + 1 :].strip()
    return None


def with_attendance(item: ReadItem, para: Para, text: str, words: Words) -> ReadItem:
    """The item with those who attend it by this text, and whether the mayor does."""
    mayor, presenters, groups = item.mayor_attends, item.presenters, item.groups
    for one in attendances(text, words, para.source):
        if one.points or one.whole_meeting:
            continue
        if one.mayor is not None:
            mayor = one.mayor
        if not one.absent:
            presenters, groups = _merged(presenters, one.presenters), groups + one.groups
    if (mayor, presenters, groups) == (item.mayor_attends, item.presenters, item.groups):
        return item
    return replace(item, mayor_attends=mayor, presenters=presenters, groups=groups)


def _merged(old: tuple[ReadPerson, ...], new: tuple[ReadPerson, ...]) -> tuple[ReadPerson, ...]:
    names = {person.name for person in old}
    return old + tuple(person for person in new if person.name not in names)


def _without_attendance(text: str, words: Words) -> str:
    sentence = words.compiled("items.attending", lambda: rf"[^.]*\s{words.source('words.attends')}\b[^.]*\.?")
    return sentence.sub("", text).strip()


def _add_proposals(proposals: list[str], text: str) -> None:
    """Sub-points ("a. ...") stay with the proposal that they belong to."""
    for part in numbered_parts(text):
        if re.match(r"^[a-h][.)]\s", part) and proposals:
            proposals[-1] = f"{proposals[-1]} {part}"
        else:
            proposals.append(re.sub(r"^\d{1,2}[.)]\s+", "", part))
