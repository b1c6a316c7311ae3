"""`planner close`: what became of each item, asked one by one on a terminal or given in a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import BadUsage, PlannerError
from planner.entrypoints.cli.asking import ask, is_interactive, letters
from planner.entrypoints.cli.doing import insisting, manner, tell, wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import show
from planner.entrypoints.cli.parameters import writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.item import Item, Outcome
    from planner.usecases.close_meeting import FollowUpNote, ItemNote, Notes

# Key on a terminal -> its words, and the outcome it stands for.
_KEYS: dict[str, tuple[str, Outcome | None]] = {
    "b": ("behandlet", "treated"),
    "n": ("nåedes ikke", "not_reached"),
    "u": ("udsat", "postponed"),
    "i": ("igen på en dato", "again"),
    "g": ("går ud", "withdrawn"),
    "e": ("erstattet", "replaced"),
    "s": ("spring over", None),
}
_LARGEST_FILE = 5_000_000


@writing_command(
    examples=(
        "planner afslut 6/11",
        "planner afslut 6/11 --rest behandlet",
        "planner afslut 6/11 resultater.json",
        "planner afslut 6/11 - < resultater.json",
    )
)
@click.argument("words", nargs=-1, required=True, metavar="DATO [FIL]")
@click.option("--rest", metavar="RESULTAT", help="Resultatet for alle de punkter, der ikke er nævnt.")
@insisting
def close(
    app: App,
    words: tuple[str, ...],
    *,
    rest: str | None,
    force: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Afslut et møde: hvad blev der af punkterne, og hvem følger op?

    I en terminal spørges der for hvert punkt: behandlet, ikke nået, udsat, på igen, udgår eller erstattet.
    I stedet kan en FIL med JSON gives (- for standardinput): {"items": [{"item", "outcome", "decision",
    "on", "title"}], "follow_ups": [{"text", "owner", "item", "due"}], "rest"}. Punkter uden resultat bliver
    stående som åbne og nævnes.
    """
    from dataclasses import replace  # noqa: PLC0415 -- slow import

    from planner.usecases.close_meeting import CloseMeeting, close_meeting, outcome_of  # noqa: PLC0415 -- slow import

    how = manner(app, words, dry_run=dry_run, why=why, force=force)
    day, notes = _given(words)
    if notes is None:
        notes = _asked(app, how, day) if is_interactive() and not as_json and rest is None else _nothing()
    if rest is not None:
        notes = replace(notes, rest=outcome_of(rest))
    tell(close_meeting(CloseMeeting(day, how, notes), store=app.store(), clock=app.clock), as_json=as_json)


def _given(words: tuple[str, ...]) -> tuple[tuple[str, ...], Notes | None]:
    """The words of the date, and the notes of a file that stands after them."""
    *day, last = words
    is_file = last == "-" or last.endswith(".json") or (bool(day) and os.path.isfile(last))  # noqa: PTH113 -- pathlib is slow
    if not is_file:
        return words, None
    if not day:
        raise BadUsage("Hvilket møde?", hint="Skriv for eksempel: planner afslut 6/11 resultater.json.")
    from planner.usecases.close_meeting import notes_from  # noqa: PLC0415 -- slow import

    return tuple(day), notes_from(_json_of(last))


def _json_of(name: str) -> Any:
    import json  # noqa: PLC0415 -- slow import

    if name == "-":
        data = sys.stdin.buffer.read(_LARGEST_FILE + 1)
    else:
        with open(name, "rb") as file:  # noqa: PTH123 -- pathlib is slow
            data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise BadUsage("Filen er for stor til at være resultaterne af et møde.", hint="Kontrollér filnavnet.")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        where = f" (linje {wrong.lineno})" if isinstance(wrong, json.JSONDecodeError) else ""
        raise BadUsage(
            f"Filen er ikke gyldig JSON{where}.", hint="Se et eksempel med “planner afslut --help”."
        ) from None


def _nothing() -> Notes:
    from planner.usecases.close_meeting import Notes  # noqa: PLC0415 -- slow import

    return Notes()


def _asked(app: App, how: Any, day: tuple[str, ...]) -> Notes:
    """Go through the items with a person, one key each, then the follow-ups."""
    from planner.domain.wording import echo  # noqa: PLC0415 -- slow import
    from planner.usecases.close_meeting import Notes, agenda, may_return  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        meeting, items = agenda(reader, how, day, app.clock)
        show([[(say(f"Mødet {echo(meeting.date)}: {len(items)} punkter uden resultat."), "title")]])
        legend = ", ".join(f"{letter} = {say(_KEYS[key][0])}" for letter, key in _letters().items())
        show(wrapped(legend, 80, "muted") if items else ())

        def check(words: str) -> None:
            may_return(reader, how, words, app.clock)

        noted = [note for item in items if (note := _ask_about(item, check)) is not None]
    return Notes(tuple(noted), tuple(_ask_follow_ups()))


def _ask_about(item: Item, check: Callable[[str], None]) -> ItemNote | None:
    from planner.usecases.close_meeting import ItemNote  # noqa: PLC0415 -- slow import

    show([[(f"#{item.id}", "id"), (f" {item.title}", "")]])
    keys = _letters()
    typed = _ask_until(f"  {say('Resultat')} ({', '.join(keys)}):", lambda typed: keys[typed[:1].lower()])
    outcome = _KEYS[keys[typed[:1].lower()]][1]
    if outcome is None:
        return None
    on = _ask_until(say("  Hvilken dato (eller flere)?"), check) if outcome == "again" else None
    title = ask(say("  Titlen på det, der kommer i stedet:")) if outcome == "replaced" else None
    decision = ask(say("  Beslutning (tom, hvis ingen):"), default="") if outcome == "treated" else None
    return ItemNote(str(item.id), outcome, decision or None, on, title)


def _letters() -> dict[str, str]:
    return letters({key: words for key, (words, _) in _KEYS.items()})


def _ask_until(question: str, check: Callable[[str], object]) -> str:
    """The first answer that can be used, so that one slip does not lose the answers before it."""
    while True:
        answer = ask(question)
        try:
            check(answer)
        except KeyError:
            continue
        except PlannerError as wrong:
            show([[(f"  {say(wrong.sentence)}", "warn"), (f" {say(wrong.hint or '')}", "")]])
            continue
        return answer


def _ask_follow_ups() -> list[FollowUpNote]:
    from planner.usecases.close_meeting import FollowUpNote  # noqa: PLC0415 -- slow import

    found = []
    while text := ask(say("Opfølgning (hvem: hvad; tom linje slutter):"), default=""):
        owner, colon, rest = text.partition(":")
        found.append(
            FollowUpNote(rest.strip(), owner.strip()) if colon and rest.strip() else FollowUpNote(text)
        )
    return found
