"""`planner mail`: the letters that go out by themselves, looked at, tried and sent by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit, show, to_json, width
from planner.entrypoints.cli.parameters import joined
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.usecases.forward_look import ForwardLook, Issued
    from planner.usecases.lint_letters import Linted
    from planner.usecases.mail_readers import Readers
    from planner.usecases.post import PostView
    from planner.usecases.preview_forward_look import Preview

REFUSED, OUTSIDE, PERSON = 1, 3, 4

mail = command_group(
    "mail",
    "Mails, der går ud af sig selv: se dem, prøv dem, og send dem i hånden.",
    examples=("planner mail fremblik --preview", "planner mail fremblik --send"),
)


@mail.reading(
    "forward-look",
    examples=(
        "planner mail fremblik --preview",
        "planner mail fremblik --preview --for Karen --html fremblik.html",
        "planner mail fremblik --to mig@kommune.example",
        "planner mail fremblik --send",
        "planner mail fremblik --send --again --why “Forkert lokale”",
    ),
)
@click.option("--preview", is_flag=True, help="Vis mailen, som sekretariatet får den, og send intet.")
@click.option("--for", "reader", metavar="NAVN", help="Vis den, som denne person får den.")
@click.option("--html", metavar="FIL", help="Skriv den også som HTML i en fil.")
@click.option(
    "--to", metavar="MODTAGER", help="Prøv: send den til denne ene adresse, som sekretariatet får den."
)
@click.option("--send", is_flag=True, help="Send den nu til alle, der får den.")
@click.option("--again", is_flag=True, help="Med --send: send en rettet udgave.")
@click.option("--why", metavar="TEKST", help="Hvorfor den rettes; står i mailen.")
def forward_look(
    app: App,
    *,
    preview: bool,
    reader: str | None,
    html: str | None,
    to: str | None,
    send: bool,
    again: bool,
    why: str | None,
    as_json: bool,
) -> int | None:
    """Ugens fremblik: kommende tre ugers møder, det der afventer dato, og hvad der er ændret siden sidst.

    Kun den udgivne plan er i den. Hver får det, som personen må se. Anden gang den sendes for samme dag, sker der
    intet; --again sender en rettet udgave.
    """
    if [preview or reader is not None or html is not None, to is not None, send].count(True) != 1 or (
        again and not send
    ):
        raise BadUsage("Skriv enten --preview, --to eller --send.", hint="planner mail fremblik --help")
    command = _command(app, again=again, why=why)
    if send:
        return _sent(app, command, as_json=as_json)
    if to is not None:
        return _tried(app, command, to, as_json=as_json)
    return _previewed(app, command, reader, html, as_json=as_json)


@mail.reading("intro", examples=("planner mail indledning “God sommer!”", "planner mail indledning --none"))
@click.argument("words", nargs=-1, metavar="TEKST")
@click.option("--none", "nothing", is_flag=True, help="Ingen indledning.")
def intro(app: App, words: tuple[str, ...], *, nothing: bool, as_json: bool) -> None:
    """Et par ord øverst i det næste fremblik. Uden tekst vises dem, der står der nu."""
    from planner.domain.typed import clean_note  # noqa: PLC0415 -- slow import

    with app.store().work() as work:
        board = app.board(work.read)
        if words or nothing:
            text = None if nothing else clean_note(joined(words), "Indledningen")
            work.issues.introduce(board.id, text, app.clock.now(), app.by)
            work.commit()
        found = work.issues.intro(board.id)
    view = {"board": board.code, "intro": found}
    emit(view, as_json=as_json, render=lambda one, _: [one["intro"] or say("Ingen indledning.")])


@mail.reading(
    "readers",
    examples=(
        "planner mail læsere",
        "planner mail læsere Karen --calendar",
        "planner mail læsere Karen --remove",
    ),
)
@click.argument("words", nargs=-1, metavar="NAVN")
@click.option("--remove", is_flag=True, help="Personen får det ikke, heller ikke som medlem.")
@click.option("--calendar/--no-calendar", default=None, help="Med en kalenderfil over møderne, eller uden.")
def readers(app: App, words: tuple[str, ...], *, remove: bool, calendar: bool | None, as_json: bool) -> None:
    """Hvem der får ugens fremblik. Udvalgets folk får det af sig selv; med et navn vælges en læser til.

    Læsere uden for udvalget ser ikke lukkede punkter.
    """
    from planner.usecases.mail_readers import choose  # noqa: PLC0415 -- slow import
    from planner.usecases.mail_readers import readers as find  # noqa: PLC0415 -- slow import

    store = app.store()
    with store.work() as work:
        board = app.board(work.read)
        found = find(work, board, app.clock.now())
    if words:
        found = choose(board, joined(words), wish=not remove, calendar=calendar, store=store, clock=app.clock)
    elif remove or calendar is not None:
        raise BadUsage("Skriv, hvem det gælder.", hint="planner mail læsere NAVN --remove")
    emit(found, as_json=as_json, render=_reader_lines)


@mail.reading("lint", examples=("planner mail lint",))
def lint(app: App, *, as_json: bool) -> int | None:
    """Prøv alle breve med alle slags data, de egne skabeloner først. Intet bliver sendt."""
    from planner.usecases.lint_letters import lint as try_all  # noqa: PLC0415 -- slow import

    found = try_all(app.rendering().renderer)
    emit(found, as_json=as_json, render=_linted_lines)
    return REFUSED if found.faults else None


def _linted_lines(found: Linted, places: int) -> Iterator[Line]:
    yield say(f"{found.tried} breve prøvet.")
    yield from fault_lines(found.faults, places)
    if not found.faults:
        yield say("Ingen fejl.")


def _reader_lines(found: Readers, places: int) -> Iterator[Line]:
    for one in found.readers:
        calendar = say(", med kalenderfil") if one.calendar else ""
        email = one.email or say("ingen mailadresse")
        yield from wrapped(
            f"{one.name}  {email}  ({say(one.audience)}{calendar})", places, "" if one.email else "warn"
        )
    if not found.readers:
        yield say("Ingen får den endnu.")


def _command(app: App, *, again: bool, why: str | None) -> ForwardLook:
    from planner.domain.due import At  # noqa: PLC0415 -- slow import
    from planner.domain.due_words import read_rule  # noqa: PLC0415 -- slow import
    from planner.usecases.forward_look import ForwardLook, nominal_day  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        board = app.board(reader)
    rule = read_rule(board.forward_look) if board.forward_look else None
    nominal = nominal_day(board, app.clock.now(), rule.weekdays if isinstance(rule, At) else ())
    sender = app.sender(board)
    return ForwardLook(board, app.by, sender.mailbox, nominal, sender.telephone, again=again, why=why)


def _sent(app: App, command: ForwardLook, *, as_json: bool) -> int | None:
    from planner.usecases.forward_look import issue  # noqa: PLC0415 -- slow import
    from planner.usecases.post import post  # noqa: PLC0415 -- slow import

    rendering, mailer, store = app.rendering(), app.mailer(), app.store()
    issued = issue(command, store=store, clock=app.clock)
    posted = post(store=store, mailer=mailer, rendering=rendering, clock=app.clock)
    view = {**vars(issued), "posted": posted}
    emit(view, as_json=as_json, render=lambda _, places: _issue_lines(issued, posted, places, app.zone))
    if posted.for_a_person:
        return PERSON
    return OUTSIDE if posted.waiting or posted.stopped else None


def _tried(app: App, command: ForwardLook, to: str, *, as_json: bool) -> int | None:
    from planner.usecases.preview_forward_look import try_out  # noqa: PLC0415 -- slow import
    from planner.usecases.rehearse import receiver  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        mailbox = receiver(reader, to)
    error = try_out(
        command,
        mailbox,
        language=app.language,
        store=app.store(),
        clock=app.clock,
        rendering=app.rendering(),
        mailer=app.mailer(),
    )
    said = say(f"Sendt til {mailbox.email} på prøve. Ingen andre har fået den.")
    view = {"to": mailbox.email, "error": error.sentence if error is not None else None}
    emit(view, as_json=as_json, render=lambda one, places: wrapped(say(one["error"] or "") or said, places))
    return OUTSIDE if error is not None else None


def _previewed(
    app: App, command: ForwardLook, reader: str | None, html: str | None, *, as_json: bool
) -> int | None:
    from planner.usecases.preview_forward_look import preview  # noqa: PLC0415 -- slow import

    found = preview(
        command, reader, language=app.language, store=app.store(), clock=app.clock, rendering=app.rendering()
    )
    if html is not None:
        _write(html, found.rendered.html)
    if as_json:
        print(to_json(found.plain()))
    else:
        show(_preview_lines(found, width()))
    return None


def _preview_lines(found: Preview, places: int) -> Iterator[Line]:
    yield [(f"{say('Til')}: {found.reader}", "muted")]
    yield [(f"{say('Emne')}: {found.rendered.subject}", "title")]
    yield ""
    for line in found.rendered.text.splitlines():
        yield from wrapped(line, places) if line else [""]
    yield ""
    names = ", ".join(one.name for one in found.recipients)
    yield from wrapped(say(f"Sendes til: {names}") if names else say("Ingen får den endnu."), places, "muted")
    if found.without_address:
        yield from wrapped(say(f"Uden mailadresse: {', '.join(found.without_address)}"), places, "warn")
    yield from fault_lines(found.faults, places)


def _issue_lines(issued: Issued, posted: PostView, places: int, zone: tzinfo) -> Iterator[Line]:
    from planner.domain.wording import clock, day_month_year  # noqa: PLC0415 -- slow import

    if issued.issue is None and issued.sent is not None:
        at = issued.sent.astimezone(zone)
        yield from wrapped(
            say(
                f"Den er sendt den {day_month_year(at.date())} kl. {clock(at.time())}, så intet er sendt igen."
            ),
            places,
        )
        yield from wrapped(say("En rettet udgave sendes med --again --why “hvorfor”."), places, "hint")
    if issued.without_address:
        yield from wrapped(say(f"Uden mailadresse: {', '.join(issued.without_address)}"), places, "warn")
    yield from posted_lines(posted, places, zone)


def posted_lines(posted: PostView, places: int, zone: tzinfo) -> Iterator[Line]:
    """What became of letters that were to leave."""
    from planner.domain.wording import clock  # noqa: PLC0415 -- slow import
    from planner.usecases.letter_outbox import letter_state  # noqa: PLC0415 -- slow import
    from planner.usecases.outbox import reason_of  # noqa: PLC0415 -- slow import

    sent = [one for one in posted.done if one.state == "acked"]
    if sent:
        yield from wrapped(say(f"Sendt til: {', '.join(one.name for one in sent)}"), places)
    for one in posted.done:
        if one.state != "acked":
            doubtful = one.reason == "OutcomeUnknown"
            why = "" if doubtful else say(reason_of(one.reason) or "")
            state = say(letter_state(one.state, doubtful=doubtful))
            said = f"{one.email}: {state}{f' ({why})' if why else ''}"
            yield from wrapped(said, places, "warn")
    if posted.stopped is not None:
        yield from wrapped(
            say("Der kan ikke logges ind: ret adgangen i indstillingerne, og kør planner synk igen."),
            places,
            "block",
        )
    if posted.waiting:
        when = say(f" efter kl. {clock(posted.next.astimezone(zone).time())}") if posted.next else ""
        yield say(f"{posted.waiting} venter stadig: kør planner synk igen{when}.")
    if posted.for_a_person:
        yield [(say(f"{posted.for_a_person} kræver en beslutning: planner udbakke"), "warn")]
    yield from fault_lines(posted.faults, places)


def fault_lines(faults: tuple[str, ...], places: int) -> Iterator[Line]:
    """What is wrong with templates."""
    for fault in faults:
        yield from wrapped(say(fault), places, "warn")


def _write(path: str, html: str) -> None:
    from pathlib import Path  # noqa: PLC0415 -- slow import

    try:
        Path(path).write_text(html, encoding="utf-8")
    except OSError as trouble:
        raise BadUsage(
            f"Filen {path} kan ikke skrives: {trouble.strerror}.", hint="Vælg en anden fil eller mappe."
        ) from None
