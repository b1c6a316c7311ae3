"""An item, a meeting or a person as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.domain.wording import echo, short
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.entrypoints.cli.screen_answers import answer_lines
from planner.entrypoints.cli.screen_history import step_lines
from planner.entrypoints.cli.screen_look import meeting_lines
from planner.entrypoints.cli.screens import both_ends, due_words, finding_lines, folded
from planner.usecases.views.show import (
    FollowUpRow,
    ItemView,
    MeetingView,
    PapersWanted,
    PersonView,
    PlacementRow,
)

if TYPE_CHECKING:
    from planner.usecases.views.routes import RouteRow

_LABEL = 16
_STATUS = {"open": "", "done": "behandlet", "withdrawn": "udgået"}
_OPENNESS = {"open": "åbent punkt", "closed": "lukket punkt"}
OUTCOMES = {
    "treated": "behandlet",
    "not_reached": "nåede vi ikke",
    "postponed": "udsat",
    "again": "på igen",
    "withdrawn": "udgået",
    "replaced": "erstattet",
}


def show_lines(view: ItemView | MeetingView | PersonView, width: int) -> Iterator[Line]:
    """Whatever was found."""
    if isinstance(view, ItemView):
        yield from _item(view, width)
    elif isinstance(view, MeetingView):
        yield from _meeting(view, width)
    else:
        yield from _person(view, width)


def _way(route: RouteRow) -> str:
    """The boards of a route with their days, those that come too late marked."""
    return " > ".join(
        leg.board + (f" {say(short(leg.date))}" if leg.date else "") + ("!" if leg.in_time is False else "")
        for leg in route.legs
    )


def _item(view: ItemView, width: int) -> Iterator[Line]:
    item = view.item
    for number, part in enumerate(folded(item.title, width - 7)):
        lead = (f"#{item.id:<6}", "id") if number == 0 else (" " * 7, "")
        yield [lead, (part, "title")]
    facts = [
        ("Tilstand", say(_STATUS[item.status]) or _where(view.placements)),
        ("Art", say(item.kind or "")),
        ("Varighed", say(f"{item.minutes} min.") if item.minutes else None),
        ("Oplægsholder", ", ".join(view.presenters)),
        ("Ansvarlig", view.responsible),
        ("Sagsbehandler", view.officer),
        ("Sagsgang", _way(view.route) if view.route else None),
        ("Tidligst", say(echo(item.after)) if item.after else None),
        ("Senest", say(echo(item.by)) if item.by else None),
        ("Begivenhed", ", ".join(say(echo(day)) for day in item.event_dates)),
        ("Samler op på", ", ".join(say(echo(day)) for day in item.refers_to)),
        ("Åbenhed", say(_OPENNESS.get(item.visibility or "", "ikke oplyst"))),
        ("Offentlig titel", item.title_public),
        ("Sag", " ".join(part for part in (item.case_number, item.kle) if part)),
        ("Medbring", item.bring),
        ("Afventer", ", ".join(part for part in (item.waits_on, item.waits_for) if part)),
        ("Erstattet af", f"#{item.replaced_by}" if item.replaced_by else None),
        ("Kaldes også", "; ".join(item.spellings)),
        ("Note", item.note),
        ("Bilag", ", ".join(view.attachments)),
        ("Materiale", "; ".join(_papers(view))),
        ("Fra", say(item.source or "")),
    ]
    for label, text in facts:
        yield from _fact(label, text, width)
    yield from _section("Møder", (line for row in view.placements for line in _placement(row, width)))
    yield from _section("Svar på indkaldelsen", answer_lines(view.answers, width, dated=True))
    yield from _section("Opfølgning", (line for row in view.followups for line in _followup(row, width)))
    yield from _section("OBS-punkter", (line for one in view.findings for line in finding_lines(one, width)))
    yield from _section("Historik", (line for step in view.history for line in step_lines(step, width)))


def _meeting(view: MeetingView, width: int) -> Iterator[Line]:
    meeting = view.meeting
    yield [(f"{view.board.name} · {say(echo(meeting.date))}", "title")]
    yield ""
    yield from meeting_lines(meeting, width)
    if meeting.place or view.teams:
        yield ""
    yield from _fact("Sted", meeting.place, width)
    if view.room:
        yield from _fact("Lokale", view.room, width)
    if view.teams:
        yield from _fact("Teams", view.teams, width)
    yield from _stage(view, width)
    if view.papers_wanted:
        lacking = sum(one.state in ("waited_for", "missing", "late") for one in view.papers_wanted)
        said = say(
            f"mangler til {lacking} af {len(view.papers_wanted)} punkter" if lacking else "er modtaget"
        )
        yield from _fact("Materiale", f"{said}, {_deadline(view.papers_wanted[0])}", width)
    yield from _section("Svar på indkaldelsen", answer_lines(view.answers, width, dated=False))
    yield from _section("Gik ud af dagsordenen", (line for row in view.left for line in _left(row, width)))
    decided = [row for row in meeting.items if row.outcome or row.decision]
    yield from _section(
        "Beslutninger",
        (
            line
            for row in decided
            for line in _indented(
                f"#{row.id} {row.written}: "
                + ". ".join(
                    part for part in (say(OUTCOMES.get(row.outcome or "", "")), row.decision) if part
                ),
                width,
            )
        ),
    )
    yield from _section("Opfølgning", (line for row in view.followups for line in _followup(row, width)))
    yield from _section("Bilag", (line for name in view.attachments for line in _indented(name, width)))
    yield from _section("OBS-punkter", (line for one in view.findings for line in finding_lines(one, width)))


def _papers(view: ItemView) -> Iterator[str]:
    for one in view.papers:
        if one.none:
            yield say(f"kommer ikke noget ({short(one.received)})")
        else:
            yield say(f"modtaget {short(one.received)}") + (f": {one.reference}" if one.reference else "")
    for wanted in view.papers_wanted:
        if wanted.state in ("waited_for", "missing", "late"):
            yield say(f"mangler til {short(wanted.meeting)}") + f", {_deadline(wanted)}"


def _deadline(wanted: PapersWanted) -> str:
    return due_words(wanted.due, wanted.at, wanted.counted, "past" if wanted.state == "late" else "due")


def _stage(view: MeetingView, width: int) -> Iterator[Line]:
    if view.stage == "provisional" or view.meeting.status != "planned":
        return
    if not (view.meeting.place or view.room or view.teams):
        yield ""
    yield from _fact("Tidsplan", say("låst"), width)
    if view.stage == "sent":
        numbered = [row for row in view.meeting.items if row.agenda_number is not None]
        points = [
            say(f"pkt. {row.agenda_number} #{row.id}")
            for row in sorted(numbered, key=lambda one: one.agenda_number or 0)
        ]
        yield from _fact("Dagsorden", f"{say('ligger fast')}: {', '.join(points)}", width)


def _person(view: PersonView, width: int) -> Iterator[Line]:
    person = view.person
    yield [(person.name, "title"), (f" ({person.initials})" if person.initials else "", "")]
    for label, text in (
        ("Titel", person.title),
        ("Enhed", person.unit),
        ("E-mail", person.email),
        ("Telefon", person.telephone),
        ("Sidder i", ", ".join(view.seats)),
        ("Skrives også", ", ".join(person.spellings)),
    ):
        yield from _fact(label, text, width)
    roles = {"presenter": "oplægsholder", "responsible": "ansvarlig", "officer": "sagsbehandler"}
    yield from _section(
        "Punkter",
        (
            both_ends(
                width,
                [(f"   {say(short(row.date)):>9}", ""), (f"  #{row.id}", "id"), (f"  {row.title}", "")],
                (say(OUTCOMES.get(row.outcome or "", roles[row.role])), "muted"),
            )
            for row in view.items
        ),
    )
    yield from _section(
        "Afbud",
        (
            line
            for one in view.absences
            for line in _indented(
                say(
                    short(one.first) if one.last == one.first else f"{short(one.first)} til {short(one.last)}"
                )
                + (f": {one.note}" if one.note else ""),
                width,
            )
        ),
    )
    yield from _section("Følger op", (line for row in view.followups for line in _followup(row, width)))


def _where(placements: Iterable[PlacementRow]) -> str:
    here = [row for row in placements if row.outcome is None]
    if not here:
        return say("afventer dato")
    held = [short(row.date) for row in here if row.state == "held"]
    firm = [say(echo(row.date)) for row in here if row.state == "placed"]
    return ", ".join([*firm, *([say(f"foreløbig: {' eller '.join(held)}")] if held else [])])


def _placement(row: PlacementRow, width: int) -> Iterator[Line]:
    what = say(OUTCOMES.get(row.outcome or "", "foreløbig" if row.state == "held" else ""))
    number = say(f"pkt. {row.agenda_number}") if row.agenda_number is not None else ""
    right = ", ".join(part for part in (number, what) if part)
    title = f"{row.heading} {row.written}" if row.heading else row.written
    yield both_ends(
        width, [(f"   {say(short(row.date)):>9} {row.date.year}  ", ""), (title, "muted")], (right, "")
    )
    if row.presenters:
        yield from _indented(f"{say('Oplægsholder')}: {', '.join(row.presenters)}", width)
    if row.decision:
        yield from _indented(row.decision, width)


def _left(row: PlacementRow, width: int) -> Iterator[Line]:
    yield both_ends(width, [(f"   {row.written}", "")], (say(OUTCOMES.get(row.outcome or "", "")), "muted"))


def _followup(row: FollowUpRow, width: int) -> Iterator[Line]:
    due = say(f" (frist {short(row.due)})") if row.due else ""
    done = say(" – gjort") if row.done else ""
    owner = f"{row.owner}: " if row.owner else ""
    yield from _indented(f"{owner}{row.text}{due}{done}", width)


def _fact(label: str, text: str | None, width: int) -> Iterator[Line]:
    if not text:
        return
    for number, part in enumerate(folded(text, width - _LABEL - 3)):
        yield [(f"   {say(label) if number == 0 else '':<{_LABEL}}", "muted"), (part, "")]


def _indented(text: str, width: int) -> Iterator[Line]:
    for number, part in enumerate(folded(text, width - 5)):
        yield ("   " if number == 0 else "     ") + part


def _section(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    found = list(lines)
    if found:
        yield ""
        yield [(say(title), "heading")]
        yield from found
