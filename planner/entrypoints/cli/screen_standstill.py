"""Why nothing leaves before a person has looked, and what the calendars were found to hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line

if TYPE_CHECKING:
    from planner.domain.standstill import Standstill
    from planner.usecases.reconcile import Reconciled

_WHY: dict[Standstill, str] = {
    "older": "Planen er hentet tilbage fra en kopi, så der er sendt noget, den ikke kender.",
    "missing": "Filen ved siden af planen, der husker, hvad der er sendt, mangler. Er planen flyttet hertil?",
    "other": "Filen ved siden af planen, der husker, hvad der er sendt, hører til en anden plan.",
    "vanished": "Så mange aftaler er forsvundet fra kalenderen, at ingen kan have ment det.",
}
_DO: dict[Standstill, str] = {
    "vanished": "Se efter i kalenderen, om det er den rigtige. Er det med vilje: planner synk --confirm",
}
_LOOK = (
    "Kør planner synk, som spørger kalenderne, hvad de har. Lad så folks aftaler være, som de er:"
    " planner synk --confirm. Derefter viser planner udgiv --dry-run, hvad planen ville ændre hos dem."
)


def standstill_lines(why: Standstill, places: int) -> Iterator[Line]:
    """Why nothing leaves, and what to do about it."""
    yield from wrapped(say(_WHY[why]), places, "block")
    yield say("Der bliver ikke sendt noget, før du har set på det.")
    yield from wrapped(say(_DO.get(why, _LOOK)), places, "hint")


def reconciled_lines(found: Reconciled, places: int, *, confirmed: bool) -> Iterator[Line]:
    """What was asked and found."""
    counts = (
        (found.agreed, say(f"{found.agreed} er, som planen siger")),
        (found.corrected, say(f"{found.corrected} er anderledes, og planen ved det nu")),
        (found.rediscovered, say(f"{found.rediscovered} kendte planen ikke")),
        (found.presumed, say(f"{found.presumed} er sendt som mail og regnes for nået frem")),
    )
    if found.touched:
        told = ", ".join(text for count, text in counts if count)
        events = say("1 aftale") if found.touched == 1 else say(f"{found.touched} aftaler")
        yield from wrapped(say(f"{events} kan være sendt efter kopien: {told}."), places)
    if found.letters:
        mails = say("1 mail") if found.letters == 1 else say(f"{found.letters} mails")
        yield from wrapped(
            say(f"{mails} med fremblik, påmindelser og andet er sendt efter kopien og sendes ikke igen."),
            places,
        )
    for backend in found.failed:
        yield from wrapped(
            say(f"Kalenderen ({backend}) kunne ikke spørges, så intet er bekræftet. Prøv igen senere."),
            places,
            "warn",
        )
    if confirmed:
        yield [(say("Bekræftet: der bliver sendt igen."), "ok")]
        yield from wrapped(
            say("planner udgiv --dry-run viser, hvad planen ville ændre hos folk."), places, "hint"
        )
