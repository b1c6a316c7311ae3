"""`planner publish`: who would hear what, a plain question, and then the differences are queued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage, NeedsPerson, Refused
from planner.entrypoints.cli.asking import confirm
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit, show, width
from planner.entrypoints.cli.parameters import joined, reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.board import Board
    from planner.usecases.publish import PublishPlan
    from planner.usecases.rehearse import Rehearsed
    from planner.usecases.who_hears import Published

_SHOWN = 12
OUTSIDE = 3


@reading_command(
    examples=(
        "planner udgiv --dry-run",
        "planner udgiv",
        "planner udgiv --until “30. november”",
        "planner udgiv --to mig@kommune.example",
    )
)
@click.option("--dry-run", is_flag=True, help="Vis hvem der ville få hvad, men send intet.")
@click.option("--until", metavar="DATO", help="Kun møder til og med denne dag.")
@click.option("--hold", is_flag=True, help="Send også foreløbige aftaler for punkter på flere datoer.")
@click.option(
    "--exact", is_flag=True, help="Send også små forskydninger og ændringer i foreløbige dagsordener."
)
@click.option("--to", metavar="MODTAGER", help="Prøv: send alt det, der ville gå ud, til denne ene.")
@click.option("--yes", is_flag=True, help="Udgiv uden at spørge.")
def publish(
    app: App,
    *,
    dry_run: bool,
    until: str | None,
    hold: bool,
    exact: bool,
    to: str | None,
    yes: bool,
    as_json: bool,
) -> int | None:
    """Udgiv planen: vis person for person, hvem der får besked om hvad, og læg det i udbakken.

    Kun forskellen fra det, der sidst er udgivet, bliver sendt. “planner synk” sender det. Med --to går det hele til dig
    selv som almindelige mails: intet er udgivet, og ingen kalender ændres.

    Med --until får den, hvis punkt flyttes ud over dagen, straks det nye tidspunkt, så ingen møder forgæves.
    """
    from planner.usecases.publish import PublishPlan, no_mailbox  # noqa: PLC0415 -- slow import
    from planner.usecases.publish import publish as publish_plan  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader)
    backend = app.usual_way(board)
    if not app.ways and not dry_run and to is None:
        raise _no_way()
    if not dry_run and not app.settings.secretariat_mailbox:
        raise no_mailbox()
    command = PublishPlan(
        board,
        app.by,
        backend,
        app.sender(board, holds=hold),
        _day(app, board, until) if until else None,
        language=app.language,
        offered=frozenset(app.ways) if app.ways else None,
        exact=exact,
    )
    if to is not None:
        return _rehearsed(app, command, to, as_json=as_json)
    store, calendars = app.store(), app.calendars
    asked = publish_plan(command, store=store, clock=app.clock, new_key=app.new_key, calendars=calendars)
    asked = _with_candidates(app, asked)
    if asked.is_empty and not dry_run and backend != "none":
        quietly = replace(command, agreed=asked.question, quiet=True)
        asked = publish_plan(quietly, store=store, clock=app.clock, new_key=app.new_key)
    if dry_run or asked.is_empty:
        emit(asked, as_json=as_json, render=_lines)
        if backend == "none" and not dry_run:
            raise _no_way()
        if not as_json:
            show(_not_ready(app, command, width()))
        app.refresh_feeds(store)
        return None
    if asked.doubles:
        emit(asked, as_json=as_json, render=_lines)
        raise NeedsPerson(
            "Der står allerede et møde i kalenderen for de samme personer, så intet er udgivet.",
            hint="Tag det ind i planen med planner kalender overtag, eller slet det i Outlook.",
        )
    if not yes:
        if not as_json:
            show(_lines(asked, width()))
        if not confirm(_question(asked), hint=say("Udgiv uden at blive spurgt med --yes.")):
            print(say("Intet er udgivet."))
            return None
    agreed = replace(command, agreed=asked.question)
    done = publish_plan(agreed, store=store, clock=app.clock, new_key=app.new_key)
    app.refresh_feeds(store)
    emit(done, as_json=as_json, render=_lines if yes else _written)
    return None


def _with_candidates(app: App, asked: Published) -> Published:
    """The same, with proposals from the address book for those without an address, where it can be asked."""
    if not asked.missing or "ews" not in app.ways:
        return asked
    from planner.domain.errors import PlannerError  # noqa: PLC0415 -- slow import
    from planner.ports import Directory  # noqa: PLC0415 -- slow import
    from planner.usecases.candidates import with_candidates  # noqa: PLC0415 -- slow import

    try:
        book = app.glance()
        if isinstance(book, Directory):
            return replace(asked, missing=with_candidates(asked.missing, book))
    except PlannerError:
        return asked  # the address book is a help, not a condition
    return asked


def _rehearsed(app: App, command: PublishPlan, to: str, *, as_json: bool) -> int | None:
    from planner.usecases.rehearse import receiver, rehearse  # noqa: PLC0415 -- slow import

    if app.settings.mail_host is None:
        raise BadUsage(
            "En prøve sendes med mail, og der er ingen mailserver i indstillingerne.",
            hint="Skriv den under [mail] som host. planner udgiv --dry-run viser det samme her på skærmen.",
        )
    with app.reader() as reader:
        mailbox = receiver(reader, to)
    done = rehearse(
        command, mailbox, store=app.store(), clock=app.clock, mailer=app.mailer(), compose=app.trial_letter
    )
    emit(done, as_json=as_json, render=_sample_lines)
    return OUTSIDE if done.failed else None


def _sample_lines(done: Rehearsed, places: int) -> Iterator[Line]:
    for one in done.samples:
        yield from wrapped(say(f"I stedet for {one.name}: {one.subject}"), places)
        if one.error is not None:
            yield from wrapped(f"  {say(one.error)}", places, "warn")
    sent = len(done.samples) - done.failed
    mails = say("1 mail" if sent == 1 else f"{sent} mails")
    yield from wrapped(say(f"{mails} sendt til {done.to} på prøve. Intet er udgivet."), places)


def _not_ready(app: App, command: PublishPlan, places: int) -> Iterator[Line]:
    """What a rehearsal was shown without, and a publication needs."""
    lacking = []
    if not command.sender.mailbox.email:
        lacking.append(say("sekretariatets postkasse ([secretariat] mailbox)"))
    if not app.ways:
        lacking.append(say("hvordan aftaler sendes ([calendar] backend)"))
    if lacking:
        what = ", ".join(lacking)
        yield from wrapped(say(f"Før planen kan udgives, mangler i indstillingerne: {what}."), places, "warn")


def _no_way() -> BadUsage:
    return BadUsage(
        "Der er ikke valgt, hvordan aftaler sendes.",
        hint="Skriv det under [calendar] som backend; planner konfig vis siger hvor.",
    )


def _day(app: App, board: Board, words: str) -> date:
    from planner.usecases.address import days  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = days(reader, board, [joined([words])], app.clock.now().date()).dates
    if len(found) != 1:
        raise Refused(f"“{words}” er ikke én dag.", hint="planner udgiv --until 30/11")
    return found[0]


def _question(asked: Published) -> str:
    counts = asked.counts
    parts = [
        say(f"{number} {one}" if number == 1 else f"{number} {many}")
        for number, one, many in (
            (counts["invitations"], "invitation", "invitationer"),
            (counts["updates"], "ændring", "ændringer"),
            (counts["cancellations"], "aflysning", "aflysninger"),
        )
        if number
    ]
    people = say("1 person" if counts["persons"] == 1 else f"{counts['persons']} personer")
    rooms = counts["rooms"]
    if rooms:
        people = say(f"{people} og {rooms} lokale" if rooms == 1 else f"{people} og {rooms} lokaler")
    what = ", ".join(parts) or say("Ingen beskeder")
    first = say("Det er første gang, planen udgives. ") if asked.first else ""
    return say(f"{first}{what} til {people}. Skal planen udgives?")


def _lines(view: Published, places: int) -> Iterator[Line]:
    from planner.domain.wording import day_month_year, short  # noqa: PLC0415 -- slow import

    until = say(f" · til og med den {day_month_year(view.until)}") if view.until else ""
    yield [(say(f"{view.board} · hvem får besked{until}"), "title")]
    if view.missing:
        yield ""
        yield [(say("Kan ikke få besked endnu"), "warn")]
        for one in view.missing:
            days = ", ".join(say(short(day)) for day in one.dates[:3])
            rest = len(one.dates) - 3
            more = (
                say(f" og {rest} dato mere" if rest == 1 else f" og {rest} datoer mere") if rest > 0 else ""
            )
            yield from wrapped(f"  {one.name} ({days}{more}): {say(one.command)}", places)
            for candidate in one.candidates:
                yield from wrapped(
                    say(f"    i adressebogen: {candidate.name} <{candidate.email}>"), places, "hint"
                )
    for person in view.told:
        yield ""
        yield [(person.name, "heading"), (f"  {person.email}", "muted")]
        for hears in person.hears[:_SHOWN]:
            yield from wrapped(f"  {say(hears.sentence)}", places)
        if len(person.hears) > _SHOWN:
            yield [(say(f"  ... og {len(person.hears) - _SHOWN} mere (alle med --json)"), "muted")]
    yield from _others(view, places)
    yield from _to_mind(view, places)
    if not view.told:
        yield ""
        events = view.counts["events"]
        yield (
            say("Ingen får besked.") if not events else say("Ingen får besked, men aftalerne bliver rettet.")
        )
    elif view.nothing:
        yield ""
        yield [(say(f"{view.nothing} af udvalgets personer får ingen besked."), "muted")]
    if view.small:
        noun = "1 lille ændring" if view.small == 1 else f"{view.small} små ændringer"
        yield from wrapped(
            say(f"{noun} i dagsordener og tider sendes ikke nu; planner udgiv --exact sender dem."),
            places,
            "hint",
        )
    if view.others:
        codes = ", ".join(view.others)
        yield from wrapped(
            say(f"Kun {view.board} er med. Planen har også: {codes} (--board)."), places, "muted"
        )
    if view.publication is not None:
        yield ""
        yield from _written(view, places)


def _to_mind(view: Published, places: int) -> Iterator[Line]:
    """Agendas that go out, additions to those that have, and whom to telephone."""
    from planner.domain.wording import echo  # noqa: PLC0415 -- slow import

    for day in view.dispatched:
        yield ""
        yield from wrapped(say(f"Dagsordenen {echo(day)} sendes ud, og dens numre ligger fast."), places)
    for one in view.additions:
        yield ""
        yield [(say(f"Tillæg til dagsordenen {echo(one.date)}"), "heading")]
        for line in one.lines:
            yield from wrapped(f"  {say(line)}", places)
        yield from wrapped(say(f"  Går til: {', '.join(one.recipients)}"), places, "muted")
    if view.calls:
        yield ""
        yield [(say("Ring også: det er inden for et døgn"), "warn")]
        for call in view.calls:
            telephone = call.telephone or say("intet telefonnummer")
            yield from wrapped(f"  {call.name}, {telephone}: {say(call.sentence)}", places)


def _others(view: Published, places: int) -> Iterator[Line]:
    """The rooms, what a person must tell others themselves, and meetings that stand there already."""
    from planner.domain.wording import clock, short  # noqa: PLC0415 -- slow import

    for room in view.rooms:
        yield ""
        yield [(room.name, "heading"), (say("  lokale"), "muted")]
        for hears in room.hears[:_SHOWN]:
            yield from wrapped(f"  {say(hears.sentence)}", places)
        if len(room.hears) > _SHOWN:
            yield [(say(f"  ... og {len(room.hears) - _SHOWN} mere (alle med --json)"), "muted")]
    if view.by_hand:
        yield ""
        yield [(say("Ret selv i Outlook, eller bed indkalderen om det: her sendes intet"), "warn")]
        for one in view.by_hand:
            yield from wrapped(f"  {one.subject}: {say(one.sentence)}", places)
    if view.doubles:
        yield ""
        yield [(say("Står allerede i kalenderen for de samme personer"), "block")]
        for double in view.doubles:
            hours = f"{clock(double.starts.time())}-{clock(double.ends.time())}"
            when = say(f"{short(double.date)} kl. {hours}")
            yield from wrapped(f"  {when}: {double.subject}", places)


def _written(view: Published, places: int) -> Iterator[Line]:
    events = view.counts["events"]
    if not events:
        yield from wrapped(
            say(
                f"Udgivet (nr. {view.publication}). Ingen får besked nu; ugens fremblik fortæller, hvad der er nyt."
            ),
            places,
        )
        return
    noun = say("aftale" if events == 1 else "aftaler")
    yield from wrapped(
        say(f"Udgivet (nr. {view.publication}). {events} {noun} ligger i udbakken; planner synk sender dem."),
        places,
    )
