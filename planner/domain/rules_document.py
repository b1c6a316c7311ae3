"""What a good secretary would point out in a document, whatever the plan says about it since.

Each rule is a pure function `reading -> findings`; every finding names the line it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, cast

from planner.domain.document_names import two_spellings
from planner.domain.finding import Finding, Level
from planner.domain.reading import (
    ReadAttachment,
    Reading,
    ReadItem,
    ReadMeeting,
    ReadPoint,
    Source,
)
from planner.domain.rules import gravest_first
from planner.domain.spelling import is_misspelling, words
from planner.domain.timetable import minute_of
from planner.domain.wording import short

Rule = Callable[[Reading], Iterator[Finding]]

_LONG_GAP = 30
# What a closed point is called when its title is hidden: nothing to give away.
_HIDDEN = ("lukket", "lukkede", "lukka", "closed", "stängd", "sluten", "exempt", "unntatt")
# Words of this many letters or more say what a title is about.
_TELLING = 5
_TWO_LONG_WORDS = 16
_SHOWN_TITLE = 48


def openness_clash(reading: Reading) -> Iterator[Finding]:
    """A point is open in one place and closed in another."""
    for point in _points(reading):
        attached = [one for one in reading.attachments if one.point == point.no]
        closed = [one for one in attached if one.visibility == "closed"]
        if point.visibility == "open" and attached and len(closed) == len(attached):
            yield _finding(
                "openness_clash",
                f"pkt. {point.no}",
                f"“{point.title}” er en åben sag, men {_all_attachments(closed)}",
                point.source,
                also=[one.source for one in closed],
                key=point.title,
            )
        elif point.visibility == "closed" and any(one.visibility == "open" and one.title for one in attached):
            yield _finding(
                "openness_clash",
                f"pkt. {point.no}",
                f"“{point.title}” er en lukket sag, men har et åbent bilag",
                point.source,
                also=[one.source for one in attached if one.visibility == "open"],
                key=point.title,
            )
        for item in _timed(reading):
            if item.agenda_point == point.no and {item.visibility, point.visibility} == {"open", "closed"}:
                yield _finding(
                    "openness_clash",
                    f"pkt. {point.no}",
                    f"“{item.title}” er {_openness(item.visibility)}, men punktet er {_openness(point.visibility)}",
                    item.source,
                    also=[point.source],
                    key=item.title,
                )


def closed_title_in_open_text(reading: Reading) -> Iterator[Finding]:
    """The title of a closed point, or its presenter's unit, stands in an open one."""
    points = _points(reading)
    for closed in points:
        if closed.visibility != "closed" or _is_hidden(closed.title):
            continue
        for item in _everything_listed(reading):
            around = _point_of(points, item.source)
            if around is None or around.visibility != "open" or not _gives_away(item.title, closed.title):
                continue
            unit = _unit(item)
            revealed = f" og oplægsholderens enhed ({unit})" if unit else ""
            yield _finding(
                "closed_title_in_open_text",
                f"pkt. {closed.no}",
                f"er lukket, men titlen “{item.title}”{revealed} står i det åbne punkt {around.no}",
                item.source,
                also=[closed.source],
                key=f"{closed.title}|{around.title}|{item.title}",
            )


def unit_of_closed_item(reading: Reading) -> Iterator[Finding]:
    """A row that hides its title in an open point still names its presenter's unit."""
    points = _points(reading)
    for item in _timed(reading):
        around, unit = _point_of(points, item.source), _unit(item)
        if _is_hidden(item.title) and unit and around is not None and around.visibility == "open":
            yield _finding(
                "unit_of_closed_item",
                f"pkt. {around.no}",
                f"“{item.title}” røbes af oplægsholderens enhed ({unit})",
                item.source,
                key=f"{around.title}|{item.title}|{unit}",
            )


def presenter_without_slot(reading: Reading) -> Iterator[Finding]:
    """Somebody attends a point, but the timetable gives neither them nor the point a time."""
    timed = _timed(reading)
    if not timed:
        return
    present = {person.name for item in timed for person in item.presenters}
    for point in _points(reading):
        if any(_about_the_same(item.title, point.title) for item in timed):
            continue
        for person in point.presenters:
            if person.name not in present:
                title = f"{person.title} " if person.title else ""
                yield _finding(
                    "presenter_without_slot",
                    person.name,
                    f"{title}deltager i punkt {point.no} ({point.title}), men har intet tidspunkt i tidsplanen",
                    person.source or point.source,
                    also=[point.source],
                    key=f"{person.name}|{point.title}",
                )


def candidate_after_event(reading: Reading) -> Iterator[Finding]:
    """One of several possible dates lies after the event that the item is about."""
    for tentative in reading.tentative:
        about = [item for item in _everything_listed(reading) if item.title == tentative.title]
        events = [day for item in about for day in item.event_dates]
        late = [day for day in tentative.dates if events and day > max(events)]
        for day in late:
            yield _finding(
                "candidate_after_event",
                short(day),
                f"“{_clipped(tentative.title)}” kan ikke vente til {short(day)}: begivenheden er {short(max(events))}",
                tentative.source,
                also=[item.source for item in about if item.event_dates],
                key=f"{tentative.title}|{day}",
            )


def removed_without_trace(reading: Reading) -> Iterator[Finding]:
    """An item is taken off an agenda and stands nowhere else, so that it may be forgotten."""
    titles = [item.title for meeting in reading.meetings for item in meeting.items]
    titles += [child for meeting in reading.meetings for item in meeting.items for child in item.children]
    titles += [row.title for row in reading.backlog]
    for change in reading.item_changes:
        if change.change != "removed" or any(_about_the_same(change.title, title) for title in titles):
            continue
        when = f" den {short(change.meeting_date)}" if change.meeting_date is not None else ""
        instead = f"; i stedet “{_clipped(change.replaced_by)}”, uden dato" if change.replaced_by else ""
        yield _finding(
            "removed_without_trace",
            change.title,
            f"udgår{when}, men står ikke i tabellen eller blandt dem, der afventer dato{instead}",
            change.source,
            key=change.title,
        )


def presenter_gap(reading: Reading) -> Iterator[Finding]:
    """Somebody waits a long time between two slots of the timetable."""
    slots: dict[str, list[tuple[int, int, Source]]] = {}
    members = {person.name for person in reading.members}
    for item in _timed(reading):
        if item.time is None or not item.duration_min:
            continue
        start = minute_of(item.time)
        for person in item.presenters:
            if person.name not in members:
                slots.setdefault(person.name, []).append((start, start + item.duration_min, item.source))
    for name, stays in slots.items():
        stays.sort(key=lambda stay: stay[0])
        for before, after in pairwise(stays):
            gap = after[0] - before[1]
            if gap >= _LONG_GAP:
                yield _finding(
                    "presenter_gap",
                    name,
                    f"venter {gap} min. mellem sine punkter kl. {_clock(before[0])} og {_clock(after[0])}",
                    after[2],
                    also=[before[2]],
                    key=f"{name}|{_clock(before[0])}|{_clock(after[0])}",
                )


DOCUMENT_RULES: Final[Mapping[str, tuple[Level, Rule]]] = {
    "candidate_after_event": ("block", candidate_after_event),
    "closed_title_in_open_text": ("block", closed_title_in_open_text),
    "unit_of_closed_item": ("warn", unit_of_closed_item),
    "openness_clash": ("warn", openness_clash),
    "presenter_without_slot": ("warn", presenter_without_slot),
    "removed_without_trace": ("warn", removed_without_trace),
    "presenter_gap": ("hint", presenter_gap),
    "two_spellings": ("hint", two_spellings),
}


def document_findings(reading: Reading, *, levels: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """Everything to point out in a document, gravest first. `levels` as for the rules of the plan."""
    overridden = levels or {}
    found = []
    for name, (default, rule) in DOCUMENT_RULES.items():
        level = overridden.get(name, default)
        if level != "off":
            found += [one._replace(level=cast("Level", level)) for one in rule(reading)]
    return gravest_first({one.key: one for one in found}.values())


def _points(reading: Reading) -> list[ReadPoint]:
    return [point for meeting in reading.meetings for point in meeting.agenda_points]


def _own(reading: Reading) -> list[ReadMeeting]:
    """The meetings that the document is about, not those it looks forward to."""
    return [meeting for meeting in reading.meetings if not meeting.forward]


def _timed(reading: Reading) -> list[ReadItem]:
    """Rows of the timed agenda that are items."""
    rows = [item for meeting in _own(reading) for item in meeting.items]
    return [item for item in rows if item.kind is None and item.time is not None]


def _everything_listed(reading: Reading) -> Iterator[ReadItem]:
    """Every item of every table; the bullets under a heading as items of their own."""
    for meeting in reading.meetings:
        for item in meeting.items:
            if item.kind is None:
                yield item
            for number, child in enumerate(item.children):
                source = item.child_sources[number] if number < len(item.child_sources) else item.source
                yield ReadItem(child, source)


def _point_of(points: list[ReadPoint], source: Source) -> ReadPoint | None:
    """The agenda point that a line stands in: the last heading before it."""
    before = [point for point in points if _place(point.source) <= _place(source)]
    return max(before, key=lambda point: _place(point.source), default=None)


def _unit(item: ReadItem) -> str | None:
    """The unit, else the title, of the first presenter who has one."""
    return next((p.affiliation or p.title for p in item.presenters if p.affiliation or p.title), None)


def _place(source: Source) -> tuple[int, int]:
    return (source.page or 0, source.line)


def _about_the_same(title: str, other: str) -> bool:
    """Whether most of the telling words of the shorter title stand in the other, misspelt or not."""
    left, right = _telling(title), _telling(other)
    if not left or not right:
        return title.casefold().strip() == other.casefold().strip()
    shared = {word for word in left if any(word == w or is_misspelling(word, w) for w in right)}
    fewest = min(len(left), len(right))
    return len(shared) >= max(1, fewest - fewest // 3) and (len(shared) > 1 or fewest == 1)


def _gives_away(title: str, closed: str) -> bool:
    """Whether a title tells what a closed one is about: it is the same, or shares two long words."""
    shared = _telling(title) & _telling(closed)
    return _about_the_same(title, closed) or (len(shared) > 1 and sum(map(len, shared)) >= _TWO_LONG_WORDS)


def _telling(title: str) -> set[str]:
    return {word for word in words(title.casefold()) if len(word) >= _TELLING and word.isalpha()}


def _is_hidden(title: str) -> bool:
    return not title.strip() or words(title.casefold())[:1] in {(word,) for word in _HIDDEN}


def _all_attachments(closed: Iterable[ReadAttachment]) -> str:
    count = len(list(closed))
    return "dens eneste bilag er lukket" if count == 1 else f"alle {count} bilag er lukkede"


def _openness(visibility: str | None) -> str:
    return "lukket" if visibility == "closed" else "åbent"


def _clipped(title: str) -> str:
    """A title that may stand inside a sentence."""
    return title if len(title) <= _SHOWN_TITLE else title[: _SHOWN_TITLE - 3].rstrip() + "..."


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02d}"


def _finding(
    rule: str, subject: str, sentence: str, source: Source, *, key: str, also: Iterable[Source | None] = ()
) -> Finding:
    others = tuple(dict.fromkeys(one for one in also if one is not None and one != source))
    return Finding(rule, "hint", subject, sentence, f"{rule}:{key}", source=source, also=others)
