"""`planner mail reminders`, `digest` and `follow-ups`: the letters that remind, looked at and sent by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.mail import OUTSIDE, PERSON, fault_lines, mail, posted_lines
from planner.entrypoints.cli.output import Line, emit
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.board import Board
    from planner.domain.post import QueuedLetter
    from planner.usecases.mail_follow_ups import Draft, Drafts, MailFollowUps
    from planner.usecases.post import PostView

__all__ = ["mail"]


def _board(app: App) -> Board:
    with app.reader() as reader:
        return app.board(reader)


@mail.reading("reminders", examples=("planner mail påmindelser --preview", "planner mail påmindelser --send"))
@click.option("--preview", is_flag=True, help="Vis, hvem der nu ville blive mindet om hvad, og send intet.")
@click.option("--send", is_flag=True, help="Send dem nu. Det, der er mindet om, mindes der ikke om igen.")
def reminders(app: App, *, preview: bool, send: bool, as_json: bool) -> int | None:
    """Påmindelser: materiale, svar, dagen før, og opfølgning. En person får én mail, ikke tre."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- slow import

    from planner.usecases.post import post  # noqa: PLC0415 -- slow import
    from planner.usecases.remind import Remind, draw, remind  # noqa: PLC0415 -- slow import

    if preview == send:
        raise BadUsage("Skriv enten --preview eller --send.", hint="planner mail påmindelser --help")
    board = _board(app)
    sender = app.sender(board)
    command, store, rendering = Remind(board, sender.mailbox, sender.telephone), app.store(), app.rendering()
    if send:
        done = remind(command, store=store, clock=app.clock)
        posted = post(store=store, mailer=app.mailer(), rendering=rendering, clock=app.clock)
        quiet = say("Ingen skrives til på denne tid; påmindelserne venter.") if done.quiet else ""
        code = _posted(app, {**vars(done), "posted": posted}, posted, quiet, as_json=as_json)
        return None if done.quiet and code == OUTSIDE else code
    with store.work() as work:
        drawn = draw(command, work, app.clock.now().astimezone(ZoneInfo(board.zone)))
        shown = [_shown(one, rendering, work.read) for one in drawn.letters]
    view = {
        "board": board.code,
        "letters": shown,
        "without_address": drawn.without_address,
        "faults": rendering.faults,
    }
    emit(view, as_json=as_json, render=_preview_lines)
    return None


@mail.reading("digest", examples=("planner mail overblik --preview", "planner mail overblik --send"))
@click.option("--preview", is_flag=True, help="Vis sekretariatets liste, som den er nu, og send intet.")
@click.option("--send", is_flag=True, help="Send den nu, hvis den ikke er sendt i dag.")
def digest(app: App, *, preview: bool, send: bool, as_json: bool) -> int | None:
    """Sekretariatets liste for i dag: det, der skal afgøres, rykkes for og sendes."""
    from planner.usecases.digest import Digest, draw_digest  # noqa: PLC0415 -- slow import
    from planner.usecases.digest import digest as queue_digest  # noqa: PLC0415 -- slow import
    from planner.usecases.post import post  # noqa: PLC0415 -- slow import

    if preview == send:
        raise BadUsage("Skriv enten --preview eller --send.", hint="planner mail overblik --help")
    board, store, rendering = _board(app), app.store(), app.rendering()
    command = Digest(board, app.sender(board).mailbox, app.clock.now().date(), app.unused_templates())
    if send:
        done = queue_digest(command, store=store, clock=app.clock)
        posted = post(store=store, mailer=app.mailer(), rendering=rendering, clock=app.clock)
        nothing = say("Der er intet at minde om i dag.") if done.empty else ""
        return _posted(app, {**vars(done), "posted": posted}, posted, nothing, as_json=as_json)
    with store.work() as work:
        letter = draw_digest(command, work, app.clock.now())
        shown = [_shown(letter, rendering, work.read)] if letter is not None else []
    view = {"board": board.code, "letters": shown, "without_address": (), "faults": rendering.faults}
    emit(view, as_json=as_json, render=_preview_lines)
    return None


@mail.reading(
    "follow-ups",
    examples=(
        "planner mail opfølgning 10/9",
        "planner mail opfølgning 10/9 --send",
        "planner mail opfølgning 10/9 --drop --for Karen",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="DATO")
@click.option("--for", "name", metavar="NAVN", help="Kun mailen til denne person.")
@click.option("--send", is_flag=True, help="Send dem.")
@click.option("--drop", is_flag=True, help="Send dem ikke.")
def follow_ups(
    app: App, words: tuple[str, ...], *, name: str | None, send: bool, drop: bool, as_json: bool
) -> int | None:
    """Efter et møde: en mail til hver, der følger op, med beslutningen og opgaven. Intet sendes uden --send."""
    from planner.usecases.mail_follow_ups import MailFollowUps, drafts, settle_drafts  # noqa: PLC0415 -- slow import
    from planner.usecases.post import post  # noqa: PLC0415 -- slow import

    if send and drop:
        raise BadUsage("Skriv enten --send eller --drop.", hint="planner mail opfølgning --help")
    board, store, rendering = _board(app), app.store(), app.rendering()
    sender = app.sender(board)
    command: MailFollowUps = MailFollowUps(board, words, sender.mailbox, sender.telephone, name)
    if not send and not drop:
        emit(
            drafts(command, store=store, clock=app.clock, rendering=rendering),
            as_json=as_json,
            render=_draft_lines,
        )
        return None
    names = settle_drafts(command, send=send, store=store, clock=app.clock)
    if drop:
        said = say(f"Sendes ikke: {', '.join(names)}") if names else say("Der er intet at droppe.")
        emit({"dropped": names}, as_json=as_json, render=lambda _, places: wrapped(said, places))
        return None
    posted = post(store=store, mailer=app.mailer(), rendering=rendering, clock=app.clock)
    nothing = "" if names else say("De er sendt eller droppet før, så intet er sendt igen.")
    return _posted(app, {"queued": names, "posted": posted}, posted, nothing, as_json=as_json)


def _posted(app: App, view: Any, posted: PostView, remark: str, *, as_json: bool) -> int | None:
    def lines(_: Any, places: int) -> Iterator[Line]:
        if remark:
            yield from wrapped(remark, places)
        yield from posted_lines(posted, places, app.zone)

    emit(view, as_json=as_json, render=lines)
    if posted.for_a_person:
        return PERSON
    return OUTSIDE if posted.waiting or posted.stopped else None


def _shown(letter: QueuedLetter, rendering: Any, read: Any) -> dict[str, Any]:
    from planner.usecases.render_letters import closed_now  # noqa: PLC0415 -- slow import

    rendered = rendering.rendered(letter, closed_now(letter.facts, read))
    return {
        "name": letter.name,
        "email": letter.email,
        "audience": letter.audience,
        "subject": rendered.subject,
        "text": rendered.text,
    }


def _preview_lines(view: dict[str, Any], places: int) -> Iterator[Line]:
    if not view["letters"]:
        yield say("Der er intet at minde om nu.")
    for one in view["letters"]:
        yield from _mail_lines(one["name"], one["email"], one["subject"], one["text"], places)
    if view["without_address"]:
        yield from wrapped(say(f"Uden mailadresse: {', '.join(view['without_address'])}"), places, "warn")
    yield from fault_lines(view["faults"], places)


def _draft_lines(found: Drafts, places: int) -> Iterator[Line]:
    for one in found.drafts:
        yield from _mail_lines(one.name, one.email, one.subject, one.text, places)
        yield from _state_lines(one, places)
    if found.without_address:
        yield from wrapped(say(f"Uden mailadresse: {', '.join(found.without_address)}"), places, "warn")
    if found.units:
        yield from wrapped(say(f"Uden en person at skrive til: {', '.join(found.units)}"), places, "warn")
    if any(one.state is None for one in found.drafts):
        yield from wrapped(
            say("Intet er sendt. Send dem med --send, eller lad være med --drop."), places, "hint"
        )


def _state_lines(one: Draft, places: int) -> Iterator[Line]:
    if one.state is not None:
        from planner.usecases.letter_outbox import LETTER_STATES  # noqa: PLC0415 -- slow import

        state = next(words for state, words in LETTER_STATES.items() if state == one.state)
        yield from wrapped(say(state), places, "muted")
        yield ""


def _mail_lines(name: str, email: str, subject: str, text: str, places: int) -> Iterator[Line]:
    yield [(f"{say('Til')}: {name} ({email})", "muted")]
    yield [(f"{say('Emne')}: {subject}", "title")]
    for line in text.splitlines():
        yield from wrapped(line, places) if line else [""]
    yield ""
