"""What a document says, as a person checks it: every fact with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.finding import Finding
from planner.domain.reading import Reading, ReadItem, ReadMeeting, ReadPerson, Source
from planner.domain.wording import clock, echo, short
from planner.entrypoints.cli.output import Line, clip

_OPEN = {"open": "åben", "closed": "lukket"}
_STATUS = {"held": "afholdt", "planned": "", "cancelled": "aflyst"}


def reading_lines(reading: Reading, findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """The reading in the order a person checks it: head, meetings, the rest, findings, the count."""
    yield [(reading.name, "title")]
    yield from _head(reading, width)
    for meeting in reading.meetings:
        yield ""
        yield from _meeting(meeting, width)
    yield from _lists(reading, width)
    yield from _unreadable(reading, width)
    yield from finding_lines(findings, width)
    count = reading.count
    yield ""
    yield f"{count.dates} datoer, {count.rows} punkter i tabellen, {count.read} læst, {count.left_out} udeladt"


def finding_lines(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """Findings of the document, each with the lines it stands on."""
    if not findings:
        return
    yield ""
    yield [(f"OBS-punkter i dokumentet ({len(findings)})", "heading")]
    for number, finding in enumerate(findings, start=1):
        places = [where(source) for source in (finding.source, *finding.also) if source is not None]
        style = {"block": "block", "warn": "warn"}.get(finding.level, "hint")
        yield from _wrapped(f"{number:>3}  ", f"{finding.subject}: {finding.sentence}", width, style)
        if places:
            yield [("     " + ", ".join(dict.fromkeys(places)), "muted")]


def where(source: Source) -> str:
    """The place in the file in a few letters: "s. 3 l. 12"."""
    page = f"s. {source.page} " if source.page else ""
    return f"{page}l. {source.line}"


def _head(reading: Reading, width: int) -> Iterator[Line]:
    day = echo(reading.document_date) if reading.document_date else "ukendt"
    draft = " (udkast)" if reading.draft else ""
    facts = [
        ("Udvalg", reading.board),
        ("Organisation", reading.organisation),
        ("Dokument", f"{reading.document_type}{draft}" if reading.document_type else None),
        ("Dato", day),
        ("Sted", reading.location),
        ("Medlemmer", ", ".join(_person(p) for p in reading.members) or None),
    ]
    for label, value in facts:
        if value:
            yield from _wrapped(f"{label + ':':14}", value, width)
    if reading.document_date_state == "doubtful":
        yield from _wrapped(
            f"{'':14}", f"? {reading.document_date_why or 'datoen er udledt'}", width, "guess"
        )


def _meeting(meeting: ReadMeeting, width: int) -> Iterator[Line]:
    day = (
        echo(meeting.date)
        if meeting.date
        else f"dato ukendt{f' ({meeting.period})' if meeting.period else ''}"
    )
    frame = ""
    if meeting.start:
        frame = (
            f"  {clock(meeting.start)}-{clock(meeting.end)}"
            if meeting.end
            else f"  kl. {clock(meeting.start)}"
        )
    status = f"  {_STATUS[meeting.status]}" if meeting.status and _STATUS[meeting.status] else ""
    name = f"{meeting.board}: " if meeting.board else ""
    yield _placed([(clip(f"{name}{day}{frame}{status}", width - 12), "heading")], meeting.source, width)
    if meeting.state == "doubtful":
        yield from _wrapped("   ? ", meeting.why or "udledt", width, "guess")
    if meeting.note:
        yield from _wrapped("     ", meeting.note, width, "muted")
    for person in meeting.absent:
        yield _placed(
            [(clip(f"     afbud: {person.name}", width - 12), "")], person.source or meeting.source, width
        )
    if meeting.groups:
        yield from _wrapped("     ", f"deltager: {', '.join(meeting.groups)}", width)
    for point in meeting.agenda_points:
        openness = f" [{_OPEN[point.visibility]}]" if point.visibility else ""
        text = f"  pkt. {point.no}  {point.title}{openness}"
        yield _placed([(clip(text, width - 12), "")], point.source, width)
    for item in meeting.items:
        yield from _item(item, width)
    if not meeting.items and meeting.forward and meeting.status != "cancelled":
        yield [("     (ingen punkter)", "muted")]


def _item(item: ReadItem, width: int) -> Iterator[Line]:
    start = clock(item.time) if item.time else ""
    length = f" ({item.duration_min} min.)" if item.duration_min else ""
    openness = " [lukket]" if item.visibility == "closed" else ""
    mark = "?" if item.state == "doubtful" else " "
    text = f"{start:>6} {mark} {item.title}{length}{openness}"
    yield _placed([(clip(text, width - 12), "guess" if item.state == "doubtful" else "")], item.source, width)
    if item.state == "doubtful" and item.why:
        yield from _wrapped(" " * 9, item.why, width, "muted")
    for child in item.children:
        yield [(clip(f"         - {child}", width), "")]
    if item.presenters:
        yield from _wrapped(" " * 9, ", ".join(_person(p) for p in item.presenters), width, "muted")
    if item.mayor_attends is not None:
        yield [("         borgmesteren deltager" + ("" if item.mayor_attends else " ikke"), "muted")]


def _lists(reading: Reading, width: int) -> Iterator[Line]:
    waiting = [(entry.title, entry.source) for entry in reading.backlog]
    promised = [
        (f"{t.title}: {' eller '.join(short(day) for day in t.dates)}", t.source) for t in reading.tentative
    ]
    gone = [
        (f"{c.title}: udgår" + (f"; i stedet: {c.replaced_by}" if c.replaced_by else ""), c.source)
        for c in reading.item_changes
        if c.change == "removed"
    ]
    undated = [(f"{c.title} ({c.owner or 'ingen ansvarlig'})", c.source) for c in reading.commitments]
    follow = [(f"{f.owner or '?'}: {f.text}", f.source) for f in reading.followups]
    political = [
        (f"{short(r.date)}: {r.title}", r.source) for r in (*reading.rul, *reading.political_upcoming)
    ]
    activities = [
        (f"{short(r.date)}: {r.title}", r.source)
        for r in (*reading.activities_past, *reading.activities_upcoming)
    ]
    groups = (
        ("Afventer dato", waiting),
        ("Foreløbige datoer", promised),
        ("Udgår", gone),
        ("Løfter uden dato", undated),
        ("Følger op", follow),
        ("Politiske møder", political),
        ("Aktiviteter", activities),
    )
    for heading, rows in groups:
        if rows:
            yield ""
            yield [(f"{heading} ({len(rows)})", "heading")]
            for text, source in rows:
                yield _placed([(clip(f"     {text}", width - 12), "")], source, width)


def _unreadable(reading: Reading, width: int) -> Iterator[Line]:
    if not reading.unreadable:
        return
    yield ""
    yield [(f"Ikke forstået ({len(reading.unreadable)})", "heading")]
    for row in reading.unreadable:
        yield _placed([(clip(f"     {row.text}", width - 12), "warn")], row.source, width)
        yield [(clip(f"         {row.why}", width), "muted")]


def _placed(spans: list[tuple[str, str]], source: Source, width: int) -> Line:
    """The line with its place in the document at the right edge."""
    place = where(source)
    used = sum(len(text) for text, _ in spans)
    return [*spans, (" " * max(width - used - len(place), 1) + place, "muted")]


def _person(person: ReadPerson) -> str:
    title = person.title or person.affiliation
    online = ", via " + (person.channel or "video") if person.mode == "online" else ""
    return f"{person.name}{f' ({title}{online})' if title or online else ''}"


def _wrapped(lead: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    from textwrap import wrap  # noqa: PLC0415 -- slow import

    for number, part in enumerate(wrap(text, max(width - len(lead), 20)) or [""]):
        yield [((lead if number == 0 else " " * len(lead)) + part, style)]
