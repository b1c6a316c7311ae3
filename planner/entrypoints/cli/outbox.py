"""`planner outbox` and `planner status`: what waits, what is parked, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from functools import partial
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.usecases.letter_outbox import LetterParcel
    from planner.usecases.outbox import Decision, OutboxView, Parcel
    from planner.usecases.status import Status

outbox = command_group(
    "outbox",
    "Udbakken: det, der er udgivet, men ikke er nået frem endnu.",
    examples=("planner udbakke", "planner udbakke prøv-igen 12"),
)


@outbox.reading("list", examples=("planner udbakke liste",))
def list_(app: App, *, as_json: bool) -> None:
    """Alt, der venter eller kræver en beslutning."""
    emit(_found(app), as_json=as_json, render=partial(_lines, zone=app.zone))


@outbox.reading("show", examples=("planner udbakke vis 12",))
@click.argument("number", type=int, metavar="NR")
def show(app: App, number: int, *, as_json: bool) -> None:
    """Én forsendelse."""
    from planner.usecases.outbox import one  # noqa: PLC0415 -- slow import

    with app.store().work() as work:
        letter = work.letters.one(number)
        found = one(work.out, number) if letter is None else None
    if letter is not None:
        from planner.usecases.letter_outbox import letter_parcel  # noqa: PLC0415 -- slow import

        emit(letter_parcel(letter), as_json=as_json, render=partial(_letter_lines, zone=app.zone))
    if found is None:
        return
    emit(found, as_json=as_json, render=partial(_parcel_lines, zone=app.zone))


@outbox.reading("retry", examples=("planner udbakke prøv-igen 12",))
@click.argument("number", type=int, metavar="NR")
def retry(app: App, number: int, *, as_json: bool) -> None:
    """Prøv igen ved næste synk. Er aftalen ændret i kalenderen, gælder planens udgave."""
    _settle(app, number, "retry", as_json=as_json)


@outbox.reading("drop", examples=("planner udbakke opgiv 12",))
@click.argument("number", type=int, metavar="NR")
def drop(app: App, number: int, *, as_json: bool) -> None:
    """Opgiv forsendelsen: den bliver ikke sendt."""
    _settle(app, number, "drop", as_json=as_json)


@outbox.reading("confirm", examples=("planner udbakke bekræft 12",))
@click.argument("number", type=int, metavar="NR")
def confirm(app: App, number: int, *, as_json: bool) -> None:
    """Bekræft, at en tvivlsom forsendelse nåede frem."""
    _settle(app, number, "confirm", as_json=as_json)


@reading_command(examples=("planner status",))
def status(app: App, *, as_json: bool) -> None:
    """Hvad der er udgivet, hvad der venter, og hvad der skal gøres ved det."""
    from planner.usecases.status import status as view  # noqa: PLC0415 -- slow import

    with app.store().work() as work:
        found = view(work, app.board(work.read), app.clock.now())
    emit(found, as_json=as_json, render=partial(_status, zone=app.zone))


def _settle(app: App, number: int, decision: Decision, *, as_json: bool) -> None:
    from planner.usecases.letter_outbox import settle_letter  # noqa: PLC0415 -- slow import
    from planner.usecases.outbox import settle  # noqa: PLC0415 -- slow import

    letter = settle_letter(number, decision, store=app.store(), clock=app.clock)
    if letter is not None:
        emit(letter, as_json=as_json, render=partial(_letter_lines, zone=app.zone))
        return
    settled = settle(number, decision, store=app.store(), clock=app.clock)
    emit(settled, as_json=as_json, render=partial(_parcel_lines, zone=app.zone))


def _found(app: App) -> OutboxView:
    from planner.usecases.outbox import view  # noqa: PLC0415 -- slow import

    with app.store().work() as work:
        return view(work, app.board(work.read).id)


def _lines(view: OutboxView, places: int, zone: tzinfo) -> Iterator[Line]:
    if not view.parcels and not view.letters:
        yield say("Udbakken er tom.")
    for parcel in view.parcels:
        yield from _parcel_lines(parcel, places, zone)
    for letter in view.letters:
        yield from _letter_lines(letter, places, zone)


def _parcel_lines(parcel: Parcel, places: int, zone: tzinfo) -> Iterator[Line]:
    from planner.domain.wording import clock  # noqa: PLC0415 -- slow import
    from planner.usecases.outbox import STATES, reason_of  # noqa: PLC0415 -- slow import

    why = say(reason_of(parcel.reason) or "")
    after = (
        say(f", tidligst kl. {clock(parcel.not_before.astimezone(zone).time())}") if parcel.not_before else ""
    )
    yield from wrapped(f"{parcel.task:>4}  {', '.join(parcel.to)}: {parcel.subject}", places)
    yield from wrapped(
        f"      {say(STATES[parcel.state])}{f' ({why})' if why else ''}{after}", places, "muted"
    )
    if parcel.state in ("parked", "conflict"):
        yield from _choices(parcel.task, places, doubtful=parcel.doubtful)


def _mails(letters: Sized) -> str:
    return "1 mail" if len(letters) == 1 else f"{len(letters)} mails"


def _letter_lines(letter: LetterParcel, places: int, zone: tzinfo) -> Iterator[Line]:
    from planner.domain.wording import clock  # noqa: PLC0415 -- slow import
    from planner.usecases.letter_outbox import LETTER_KINDS, letter_state  # noqa: PLC0415 -- slow import
    from planner.usecases.outbox import reason_of  # noqa: PLC0415 -- slow import

    parked = letter.state == "parked"
    why = say(reason_of(letter.reason) or "") if not (parked and letter.doubtful) else ""
    after = (
        say(f", tidligst kl. {clock(letter.not_before.astimezone(zone).time())}") if letter.not_before else ""
    )
    yield from wrapped(f"{letter.letter:>4}  {letter.to}: {say(LETTER_KINDS[letter.kind])}", places)
    state = say(letter_state(letter.state, doubtful=letter.doubtful))
    yield from wrapped(f"      {state}{f' ({why})' if why else ''}{after}", places, "muted")
    if parked:
        yield from _choices(letter.letter, places, doubtful=letter.doubtful)


def _status(view: Status, places: int, zone: tzinfo) -> Iterator[Line]:
    from planner.domain.wording import clock, day_month_year  # noqa: PLC0415 -- slow import

    if view.publication is None:
        yield say("Planen er ikke udgivet endnu: planner udgiv")
    else:
        at = view.publication.at.astimezone(zone)
        yield from wrapped(
            say(
                f"Udgivet den {day_month_year(at.date())} kl. {clock(at.time())} af {view.publication.by}"
                f" (nr. {view.publication.id})."
            ),
            places,
        )
    if view.standstill is not None:
        from planner.entrypoints.cli.screen_standstill import standstill_lines  # noqa: PLC0415 -- rare

        yield from standstill_lines(view.standstill, places)
    if view.waiting:
        yield say(f"{len(view.waiting)} venter på at blive sendt: planner synk")
    if view.under_way:
        yield say(f"{len(view.under_way)} er ikke bekræftet endnu: planner synk ser efter")
    if view.for_a_person:
        yield [(say(f"{len(view.for_a_person)} kræver en beslutning:"), "warn")]
        for parcel in view.for_a_person:
            yield from _parcel_lines(parcel, places, zone)
    waiting = [one for one in view.letters if one.state != "parked"]
    if waiting:
        mails = say(_mails(waiting))
        yield say(f"{mails} venter på at blive sendt: planner synk")
    parked = [one for one in view.letters if one.state == "parked"]
    if parked:
        mails = say(_mails(parked))
        yield [(say(f"{mails} kræver en beslutning:"), "warn")]
        for letter in parked:
            yield from _letter_lines(letter, places, zone)
    if not view.parcels and not view.letters and view.publication is not None and view.standstill is None:
        yield say("Alt er sendt.")
    if view.publication is not None:
        yield from _answers(view, places)


def _answers(view: Status, places: int) -> Iterator[Line]:
    """How many invitations to coming events have which answer, in one line."""
    from planner.entrypoints.cli.screen_answers import STANDINGS  # noqa: PLC0415 -- slow import

    counts = [
        f"{view.answers[kind]} {say(words)}" for kind, (words, _) in STANDINGS.items() if view.answers[kind]
    ]
    if counts:
        yield from wrapped(f"{say('Svar på kommende aftaler')}: {', '.join(counts)}.", places)
    if view.inbox:
        yield [(say(f"{view.inbox} i indbakken: planner indbakke"), "warn")]


def _choices(number: int, places: int, *, doubtful: bool) -> Iterator[Line]:
    """What a person can do about one that is parked."""
    arrived = say(f" Nåede den frem: planner udbakke bekræft {number}.") if doubtful else ""
    yield from wrapped(
        say(
            f"      Igen: planner udbakke prøv-igen {number}. Opgiv: planner udbakke opgiv {number}.{arrived}"
        ),
        places,
        "hint",
    )
