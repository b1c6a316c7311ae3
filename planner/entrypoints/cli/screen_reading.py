"""What a document says, as a person checks it: every fact with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.finding import Finding
from planner.domain.reading import Count, Reading, ReadItem, ReadMeeting, ReadPerson, Source
from planner.domain.wording import clock, echo, short
from planner.entrypoints.cli.language import say
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
    yield ""
    yield reading_count(reading.count)


def reading_count(count: Count) -> str:
    """What was read and what was left out: "6 datoer, 12 punkter i tabellen, 12 læst, 0 udeladt"."""
    dates = say("1 dato") if count.dates == 1 else say(f"{count.dates} datoer")
    rows = say("1 punkt i tabellen") if count.rows == 1 else say(f"{count.rows} punkter i tabellen")
    return say(f"{dates}, {rows}, {count.read} læst, {count.left_out} udeladt")


def finding_lines(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """Findings of the document, each with the lines it stands on."""
    if not findings:
        return
    yield ""
    yield [(say(f"OBS-punkter i dokumentet ({len(findings)})"), "heading")]
    for number, finding in enumerate(findings, start=1):
        places = [where(source) for source in (finding.source, *finding.also) if source is not None]
        style = {"block": "block", "warn": "warn"}.get(finding.level, "hint")
        yield from _wrapped(
            f"{number:>3}  ", f"{say(finding.subject)}: {say(finding.sentence)}", width, style
        )
        if places:
            yield [("     " + ", ".join(dict.fromkeys(places)), "muted")]


def where(source: Source) -> str:
    """The place in the file in a few letters: "s. 3 l. 12"."""
    return say(f"s. {source.page} l. {source.line}" if source.page else f"l. {source.line}")


def _head(reading: Reading, width: int) -> Iterator[Line]:
    day = say(echo(reading.document_date) if reading.document_date else "ukendt")
    draft = say(" (udkast)") if reading.draft else ""
    facts = [
        ("Udvalg", reading.board),
        ("Organisation", reading.organisation),
        ("Dokument", f"{say(reading.document_type)}{draft}" if reading.document_type else None),
        ("Dato", day),
        ("Sted", reading.location),
        ("Medlemmer", ", ".join(_person(p) for p in reading.members) or None),
    ]
    for label, value in facts:
        if value:
            yield from _wrapped(f"{say(label) + ':':14}", value, width)
    if reading.document_date_state == "doubtful":
        yield from _wrapped(
            f"{'':14}", f"? {say(reading.document_date_why or 'datoen er udledt')}", width, "guess"
        )


def _meeting(meeting: ReadMeeting, width: int) -> Iterator[Line]:
    day = (
        say(echo(meeting.date))
        if meeting.date
        else f"{say('dato ukendt')}{f' ({meeting.period})' if meeting.period else ''}"
    )
    frame = ""
    if meeting.start:
        frame = (
            f"  {clock(meeting.start)}-{clock(meeting.end)}"
            if meeting.end
            else say(f"  kl. {clock(meeting.start)}")
        )
    status = f"  {say(_STATUS[meeting.status])}" if meeting.status and _STATUS[meeting.status] else ""
    name = f"{meeting.board}: " if meeting.board else ""
    yield _placed([(clip(f"{name}{day}{frame}{status}", width - 12), "heading")], meeting.source, width)
    if meeting.state == "doubtful":
        yield from _wrapped("   ? ", say(meeting.why or "udledt"), width, "guess")
    if meeting.note:
        yield from _wrapped("     ", meeting.note, width, "muted")
    for person in meeting.absent:
        yield _placed(
            [(clip(say(f"     afbud: {person.name}"), width - 12), "")],
            person.source or meeting.source,
            width,
        )
    if meeting.groups:
        yield from _wrapped("     ", say(f"deltager: {', '.join(meeting.groups)}"), width)
    for point in meeting.agenda_points:
        openness = f" [{say(_OPEN[point.visibility])}]" if point.visibility else ""
        text = say(f"  pkt. {point.no}  {point.title}{openness}")
        yield _placed([(clip(text, width - 12), "")], point.source, width)
    for item in meeting.items:
        yield from _item(item, width)
    if not meeting.items and meeting.forward and meeting.status != "cancelled":
        yield [(say("     (ingen punkter)"), "muted")]


def _item(item: ReadItem, width: int) -> Iterator[Line]:
    start = clock(item.time) if item.time else ""
    length = say(f" ({item.duration_min} min.)") if item.duration_min else ""
    openness = say(" [lukket]") if item.visibility == "closed" else ""
    mark = "?" if item.state == "doubtful" else " "
    text = f"{start:>6} {mark} {item.title}{length}{openness}"
    yield _placed([(clip(text, width - 12), "guess" if item.state == "doubtful" else "")], item.source, width)
    if item.state == "doubtful" and item.why:
        yield from _wrapped(" " * 9, say(item.why), width, "muted")
    for child in item.children:
        yield [(clip(f"         - {child}", width), "")]
    if item.presenters:
        yield from _wrapped(" " * 9, ", ".join(_person(p) for p in item.presenters), width, "muted")
    if item.officer is not None:
        yield from _wrapped(" " * 9, say(f"sagsbehandler: {_person(item.officer)}"), width, "muted")
    if item.mayor_attends is not None:
        attends = "borgmesteren deltager" if item.mayor_attends else "borgmesteren deltager ikke"
        yield [(" " * 9 + say(attends), "muted")]


def _lists(reading: Reading, width: int) -> Iterator[Line]:
    waiting = [(entry.title, entry.source) for entry in reading.backlog]
    promised = [
        (f"{t.title}: {say(' eller '.join(short(day) for day in t.dates))}", t.source)
        for t in reading.tentative
    ]
    gone = [
        (
            say(f"{c.title}: udgår; i stedet: {c.replaced_by}" if c.replaced_by else f"{c.title}: udgår"),
            c.source,
        )
        for c in reading.item_changes
        if c.change == "removed"
    ]
    undated = [(f"{c.title} ({c.owner or say('ingen ansvarlig')})", c.source) for c in reading.commitments]
    follow = [(f"{f.owner or '?'}: {f.text}", f.source) for f in reading.followups]
    political = [
        (f"{say(short(r.date))}: {r.title}", r.source) for r in (*reading.rul, *reading.political_upcoming)
    ]
    activities = [
        (f"{say(short(r.date))}: {r.title}", r.source)
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
            yield [(f"{say(heading)} ({len(rows)})", "heading")]
            for text, source in rows:
                yield _placed([(clip(f"     {text}", width - 12), "")], source, width)


def _unreadable(reading: Reading, width: int) -> Iterator[Line]:
    if not reading.unreadable:
        return
    yield ""
    yield [(say(f"Ikke forstået ({len(reading.unreadable)})"), "heading")]
    for row in reading.unreadable:
        yield _placed([(clip(f"     {row.text}", width - 12), "warn")], row.source, width)
        yield [(clip(f"         {say(row.why)}", width), "muted")]


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
