"""What may be said to somebody of an item, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.stages import between
from planner.domain.timetable import minute_of
from planner.domain.wording import clock, echo
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.entrypoints.cli.screens import folded
from planner.usecases.views.may_hear import MayHear, MayKnow

_LABEL = 16
_RELATIONS = {
    "member": "medlem af udvalget",
    "secretariat": "sidder i sekretariatet",
    "presenter": "deltager under punktet",
    "guest": "deltager som gæst",
    "presents_other": "deltager under andre punkter, ikke dette",
    "none": "deltager ikke",
}
_UNDATED = {
    "open": "Punktet har ingen dato endnu.",
    "done": "Punktet er behandlet.",
    "withdrawn": "Punktet er udgået.",
}


def may_hear_lines(view: MayHear, width: int) -> Iterator[Line]:
    """The title as they may hear it, when, and everything else that may be said."""
    yield [
        (say(f"Det må siges til {view.person}"), "title"),
        (f"  {say(_RELATIONS[view.relation])}", "muted"),
    ]
    yield ""
    facts = [
        ("Punkt", say(view.title) if view.hidden else view.title),
        *(("Hvornår", _when(one)) for one in view.dates),
        ("Sted", next((one.place for one in view.dates if one.place), None)),
        ("Under", view.heading),
        ("Medbring", view.bring),
        ("Oplægsholder", ", ".join(view.presenters)),
        ("Bilag", ", ".join(view.attachments)),
        ("Sag", " ".join(part for part in (view.case_number, view.kle) if part)),
        ("Note", view.note),
        ("Spørgsmål", ", ".join(part for part in (view.telephone, view.mailbox) if part)),
    ]
    for label, text in facts:
        for number, part in enumerate(folded(text, width - _LABEL - 3) if text else ()):
            yield [(f"   {say(label) if number == 0 else '':<{_LABEL}}", "muted"), (part, "")]
    if not view.dates:
        yield [(f"   {'':<{_LABEL}}{say(_UNDATED['open' if view.hidden else view.status])}", "muted")]
    if view.hidden:
        yield ""
        yield [(say("Punktet er lukket: titlen og det, der hører til, må ikke siges."), "warn")]


def _when(one: MayKnow) -> str:
    said = say(f"foreløbig {echo(one.date)}") if one.held else say(echo(one.date))
    if one.start is not None and one.end is not None and not one.held:
        if one.window:
            first, last = map(minute_of, (one.start, one.end))
            said += f" {say(between(first, last))}"
        else:
            said += say(f" kl. {clock(one.start)}-{clock(one.end)}")
    return f"{said}, {say(f'punkt {one.agenda_number}')}" if one.agenda_number is not None else said
