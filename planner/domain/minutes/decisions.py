"""What decisions lead to: alternative dates, new dates, follow-ups, withdrawals, promises without a date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.attendance import numbers_in
from planner.domain.minutes.clock import first_span, length_in
from planner.domain.minutes.decided import Decided, Spot
from planner.domain.minutes.deeds import asked, followup, without_echoes
from planner.domain.minutes.fields import label_of
from planner.domain.minutes.grids import layout_of
from planner.domain.minutes.layout import Grid, Para
from planner.domain.minutes.marks import alike, key
from planner.domain.minutes.sentences import sentences
from planner.domain.minutes.titles import title_of
from planner.domain.reading import (
    Commitment,
    ItemChange,
    ReadBacklog,
    ReadFollowUp,
    ReadItem,
    ReadMeeting,
    Tentative,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from planner.domain.minutes.outline import Outline
    from planner.domain.minutes.when import When
    from planner.domain.minutes.words import Words
    from planner.domain.phrases import Phrase
    from planner.domain.reading import Source

_LONGEST_SUBJECT = 3  # "Sagen blev udsat" is about the point, "Maling af opgange udsættes" about a part of it
_TELLING = tuple(
    f"words.{name}"
    for name in (
        "returns",
        "removed",
        "postponed",
        "instead",
        "followup",
        "undertakes",
        "set_aside",
        "asks",
        "to_agree",
        "also_in",
        "to_schedule",
    )
)
_SHORT = 3
_MOVED = "punktet flyttes til denne dag efter beslutningen"


def decisions_of(
    outline: Outline, titles: Sequence[str], today: date | None, when: When, words: Words
) -> Decided:
    """Everything that follows from the text under the points; `titles` are those of known items."""
    found = Decided()
    apart = any(
        isinstance(piece, Para) and words.says("sections.decision", piece.text.split(":", 1)[0])
        for point in outline.points
        for piece in point.pieces
    )
    by_beginning: dict[str, list[str]] = {}
    for title in titles:
        by_beginning.setdefault(_beginning(title), []).append(title)
    for point in outline.points:
        own_title = title_of(point.title or point.para.text, words, point.para.source).text
        spot = Spot(own_title, point.no, today, decision=not apart)
        for piece in point.pieces:
            if isinstance(piece, Grid):
                _timed(found, piece, spot, when, words)
                continue
            spot = _moved_on(spot, piece, by_beginning, own_title, words)
            _paragraph(found, piece, spot, when, words)
    spot = Spot(_first_title(outline), None, today, decision=True)
    for piece in outline.head:
        if isinstance(piece, Grid):
            _timed(found, piece, spot, when, words)
        elif not outline.points:
            _paragraph(found, piece, spot, when, words)
    _either_or(found, outline, when, words)
    found.followups = without_echoes(found.followups)
    return found


def _timed(found: Decided, grid: Grid, spot: Spot, when: When, words: Words) -> None:
    """What was decided under the rows of a timed agenda."""
    layout = layout_of(grid, when, words)
    if layout is None or layout.kind not in ("timetable", "points", "tasks"):
        return
    for row in layout.rows:
        paras = layout.cell(row, "item")
        if not paras:
            continue
        here = replace(spot, item=title_of(paras[0].text, words, paras[0].source).text, decision=False)
        for para in layout.cell(row, "decision"):
            _paragraph(found, para, replace(here, decision=True), when, words)
        for para in paras[1:]:
            if not here.decision and words.says("sections.decision", para.text.split(":", 1)[0]):
                here = replace(here, decision=True)
            _paragraph(found, para, here, when, words)


def _either_or(found: Decided, outline: Outline, when: When, words: Words) -> None:
    """A line that is nothing but "27. februar eller 28. februar", or two lines with "eller" between them."""
    paras = [piece for piece in outline.everything if isinstance(piece, Para)]
    for para in paras:
        if len(para.text) > 120 or not words.has("words.or", para.text):
            continue
        alone = [
            p
            for p in when.days(para.text)
            if len(p.alternatives) > 1 and p.end - p.start > len(para.text) - 8
        ]
        if alone and set(alone[0].alternatives) == set(alone[0].dates):
            found.tentative.append(Tentative(_first_title(outline), alone[0].dates, para.source))
    for number, above in enumerate(paras[:-1]):
        below = paras[number + 1]
        if words.says("words.or", below.text) and number + 2 < len(paras):
            below = paras[number + 2]
        elif not words.ends("words.or", above.text):
            continue
        one, two = when.days(above.text), when.days(below.text)
        if len(one) == 1 and len(two) == 1:
            source = replace(above.source, text=f"{above.text} {below.text}")
            found.tentative.append(Tentative(_first_title(outline), (*one[0].dates, *two[0].dates), source))


def _first_title(outline: Outline) -> str:
    first = next((piece.text for piece in outline.head if isinstance(piece, Para)), "")
    return re.sub(r"\s+(?:i|den|d\.|in|on|of)\s+\S+\s+(?:\d{4}|\S+\s+\d{4})$", "", first)


def _moved_on(spot: Spot, para: Para, titles: Mapping[str, Sequence[str]], own: str, words: Words) -> Spot:
    if words.says("sections.decision", para.text.split(":", 1)[0]):
        return replace(spot, decision=True, item=own)
    if words.says("sections.recommendation", para.text) or words.says("sections.body", para.text):
        return spot if spot.decision else replace(spot, item=own)
    if len(para.text) < 160:
        for title in titles.get(_beginning(para.text), ()):
            if alike(title, para.text):
                return replace(spot, item=title)
    return spot


def _beginning(title: str) -> str:
    """Titles that are alike begin alike: only those need to be compared."""
    return key(title)[:3]


def _paragraph(found: Decided, para: Para, spot: Spot, when: When, words: Words) -> None:
    labelled = ":" in para.text or label_of(para, words) is not None
    if not labelled and words.pattern(*_TELLING).search(para.text) is None:
        return
    before: list[str] = []
    for sentence in sentences(para.text):
        _sentence(found, sentence, before, para, spot, when, words)
        before.append(sentence)


def _sentence(
    found: Decided, sentence: str, before: list[str], para: Para, spot: Spot, when: When, words: Words
) -> None:
    labelled = ":" in sentence if before else label_of(para, words) is not None
    if not labelled and words.pattern(*_TELLING).search(sentence) is None:
        return
    source = replace(para.source, text=sentence)
    days = when.days(sentence)
    if days and (words.has("words.returns", sentence) or words.has("words.to_schedule", sentence)):
        _returns(found, sentence, days, spot, source, words)
    if words.has("words.removed", sentence):
        _removed(found, sentence, days, spot, source, words)
    elif words.has("words.postponed", sentence):
        _postponed(found, sentence, spot, words)
    if words.has("words.instead", sentence) and found.changes and found.changes[-1].change == "removed":
        _replaced(found, sentence, words)
    followup(found, sentence, before, para, spot, days, source, words)
    asked(found, sentence, days, source, words)
    _undated(found, sentence, source, words)
    if words.has("words.set_aside", sentence) and (length_in(sentence) or first_span(sentence)) and not days:
        _commitment(found, sentence, spot, source, words)


def _returns(
    found: Decided, sentence: str, days: Sequence[Phrase], spot: Spot, source: Source, words: Words
) -> None:
    """The item comes again: on one of several dates, or on each of those named."""
    for phrase in days:
        lead = sentence[: phrase.start]
        several = len(phrase.alternatives) > 1 and words.has("words.to_schedule", lead)
        if not words.has("words.returns", lead) and not several:
            continue
        later = [day for day in phrase.dates if spot.today is None or day > spot.today]
        if len(later) != len(phrase.dates):
            continue
        if len(phrase.alternatives) > 1 and set(phrase.alternatives) == set(phrase.dates):
            found.tentative.append(Tentative(_about(spot, lead, words), phrase.dates, source))
        elif (
            (spot.decision and (words.has("words.meeting_held_on", lead) or words.has("words.again", lead)))
            or words.has("words.also_in", lead)
            or (words.has("words.again", lead) and words.has("words.meeting_held_on", lead))
        ):
            item = ReadItem(spot.item, source, state="doubtful", why="punktet kommer igen efter beslutningen")
            why = phrase.why if phrase.state == "doubtful" else "punktet kommer igen denne dag"
            found.meetings.append(
                ReadMeeting(
                    phrase.dates[0], source, status="planned", items=(item,), state="doubtful", why=why
                )
            )


def _about(spot: Spot, lead: str, words: Words) -> str:
    """What comes again: the item, but under "Kommende møder" or "Eventuelt" what the sentence begins with."""
    aside = ("words.other_business", "sections.forward", "sections.backlog", "sections.next_items")
    verb = words.pattern("words.returns").search(lead)
    if verb is None or not any(words.says(name, spot.item) for name in aside):
        return spot.item
    subject = lead[: verb.start()].strip()
    return spot.item if len(subject) < _SHORT or words.says("words.no_owner", subject) else subject


def _removed(
    found: Decided, sentence: str, days: Sequence[Phrase], spot: Spot, source: Source, words: Words
) -> None:
    numbered = words.compiled(
        "decisions.removed_no",
        lambda: (
            rf"^\W*{words.source('words.item_label')}(?:erne|et|er|ene)?\.?\s*(?:nr\.?\s*)?(\d[\d\s,og&-]*)\s+{words.source('words.removed')}"
        ),
    ).match(sentence)
    if numbered:
        found.removed_points.update(numbers_in(numbered.group(1)))
        return
    named = words.compiled(
        "decisions.removed_named",
        lambda: (
            rf"^\W*{words.source('words.item_label')}(?:et)?\s+(?:(?:omkring|om|vedr\.?|vedrørende|angående|on|om)\s+)?[\"”“']?(.+?)[\"”“']?\s+{words.source('words.removed')}\b"
        ),
    ).match(sentence)
    if named is None:
        return
    title = named.group(1).strip()
    moved = words.pattern("words.moved").search(sentence, named.end())
    if moved is None:
        found.changes.append(ItemChange(title, "removed", source))
        return
    found.changes.append(ItemChange(title, "moved", source))
    to = next((one for one in days if one.start > moved.end() and len(one.dates) == 1), None)
    if to is not None and (spot.today is None or to.dates[0] > spot.today):
        item = ReadItem(title[:1].upper() + title[1:], source, state="doubtful", why=_MOVED)
        found.meetings.append(
            ReadMeeting(to.dates[0], source, status="planned", items=(item,), state="doubtful", why=_MOVED)
        )


def _postponed(found: Decided, sentence: str, spot: Spot, words: Words) -> None:
    numbered = words.compiled(
        "decisions.postponed_no",
        lambda: (
            rf"^\W*{words.source('words.item_label')}(?:erne|et|er|ene)?\.?\s*(?:nr\.?\s*)?(\d[\d\s,og&-]*)\s+(?:\w+\s+){{0,2}}{words.source('words.postponed')}"
        ),
    ).match(sentence)
    if numbered:
        found.postponed_points.update(numbers_in(numbered.group(1)))
    elif spot.point is not None and spot.decision and len(sentence) < 90:
        verb = words.pattern("words.postponed").search(sentence)
        if verb and len(sentence[: verb.start()].split()) < _LONGEST_SUBJECT:
            found.postponed_points.add(spot.point)


def _replaced(found: Decided, sentence: str, words: Words) -> None:
    match = words.compiled(
        "decisions.instead",
        lambda: rf"{words.source('words.instead')}\s+(?:\w+\s+){{1,4}}?(?:et|en|nyt|ny|a|an)\s+(.+?)\.?$",
    ).search(sentence)
    if match is None:
        return
    title = match.group(1).strip()
    title = title[:1].upper() + title[1:]
    last = found.changes[-1]
    found.changes[-1] = replace(last, replaced_by=title)


def _undated(found: Decided, sentence: str, source: Source, words: Words) -> None:
    """As in "schedules one extra meeting on X, on a date to be agreed": X awaits a date."""
    pattern = words.compiled(
        "decisions.undated",
        lambda: (
            rf"\b{words.source('words.about')}\s+(?:the\s+|den\s+|det\s+)?([^,;.]{{3,70}}?),?\s+{words.source('words.to_agree')}(?:\s+(?:by|af|med)\s+(?:the\s+)?([A-ZÆØÅ][^,;.]*?))?(?=\s+in\s|\s+i\s+samr|[,;.]|$)"
        ),
    )
    match = pattern.search(sentence)
    if match is None:
        return
    found.backlog.append(ReadBacklog(match.group(1), source, sentence))
    if match.group(2):
        found.followups.append(ReadFollowUp(match.group(2).strip(), sentence, source))


def _commitment(found: Decided, sentence: str, spot: Spot, source: Source, words: Words) -> None:
    length, span = length_in(sentence), first_span(sentence)
    match = words.compiled("decisions.aim", lambda: rf"\b{words.source('words.aim')}\s+(.+?)\.?$").search(
        sentence
    )
    title = match.group(1).strip() if match else spot.item
    found.commitments.append(
        Commitment(
            title=title[:1].upper() + title[1:],
            text=sentence,
            source=source,
            duration_min=length[0] if length else span.minutes if span else None,
            start=span.start if span else None,
            end=span.end if span else None,
        )
    )
