"""What came back in a run of `planner sync`: one line for each kind of news."""

from __future__ import annotations

from collections.abc import Iterator

from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.usecases.outbox import reason_of
from planner.usecases.receive import FOR_A_PERSON, KINDS, ArrivalKind, Received

_MOST_NAMED = 5
_WORDS: dict[ArrivalKind, str] = {
    "accepted": "har sagt ja",
    "tentative": "har svaret måske",
    "declined": "har meldt afslag",
    "counter": "foreslår et andet tidspunkt",
    "room": "lokalet er optaget",
    "bounced": "mailen nåede ikke frem",
    "moved": "flyttet i kalenderen",
    "removed": "slettet i kalenderen",
    "old": "har svaret på et tidspunkt, der ikke gælder mere",
    "unusable": "kunne ikke bruges",
}


def received_lines(view: Received, places: int) -> Iterator[Line]:
    """Nothing where nothing came back."""
    for kind in KINDS:
        found = [one for one in view.arrivals if one.kind == kind]
        if found:
            names = list(dict.fromkeys(one.email for one in found if one.email))
            more = f" og {len(names) - _MOST_NAMED} mere" if len(names) > _MOST_NAMED else ""
            listed = ", ".join(names[:_MOST_NAMED]) + say(more) if kind not in ("moved", "removed") else ""
            style = "warn" if kind in FOR_A_PERSON else ""
            who = f": {listed}" if listed else ""
            yield from wrapped(f"{len(found)} {say(_WORDS[kind])}{who}", places, style)
    if view.for_a_person:
        yield [(say("Se, hvad der skal gøres ved det: planner indbakke"), "hint")]
    for fault in view.unread.values():
        why = reason_of(fault) or ""
        yield [(say(f"Svarene kunne ikke læses ({why}); de læses næste gang."), "warn")]
