"""`planner sync`: deliver what is queued; Ctrl-C stops between two events and loses nothing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, show, to_json, width
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from datetime import tzinfo

    from planner.usecases.deliver import Delivered, Delivery
    from planner.usecases.post import PostView

OUTSIDE, PERSON = 3, 4


@reading_command(examples=("planner synk", "planner synk --confirm", "planner synk --json"))
@click.option(
    "--confirm",
    is_flag=True,
    help="Efter en gendannelse: send igen, når kalenderne er spurgt om, hvad de har.",
)
def sync(app: App, *, confirm: bool, as_json: bool) -> int | None:
    """Send det, der ligger i udbakken, og læs, hvad der er svaret.

    Kan afbrydes med Ctrl-C og køres igen: intet går tabt, og intet sendes to gange.
    """
    from planner.entrypoints.cli.screen_received import received_lines  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_standstill import (  # noqa: PLC0415 -- slow import
        reconciled_lines,
        standstill_lines,
    )
    from planner.usecases.synchronise import synchronise  # noqa: PLC0415 -- slow import

    by_mail = app.settings.mail_host is not None and app.settings.secretariat_mailbox is not None
    if not app.gateways and not by_mail:
        raise BadUsage(
            "Der er ikke valgt, hvordan aftaler sendes.",
            hint="Skriv det under [calendar] som backend; planner konfig vis siger hvor.",
        )
    loud = not as_json and sys.stderr.isatty()
    store = app.store()
    if loud:
        print(say("  læser svarene"), file=sys.stderr)
    run = synchronise(
        store=store,
        gateways=app.gateways,
        clock=app.clock,
        confirm=confirm,
        heard=_progress if loud else None,
    )
    found, received, done = run.found, run.received, run.done
    letters = _letters(app) if by_mail else None
    if as_json:
        told = {"letters": letters, "received": received.plain(), "reconciled": found.plain()}
        print(to_json({**done.plain(), **told}))
    else:
        if found.standstill is not None:
            show(reconciled_lines(found, width(), confirmed=run.confirmed))
        about = letters is not None and bool(letters.done or letters.waiting or letters.for_a_person)
        show(
            standstill_lines(done.standstill, width())
            if done.standstill
            else _lines(done, width(), app.zone, nothing=not about)
        )
        show(received_lines(received, width()))
        if letters is not None and about:
            from planner.entrypoints.cli.mail import posted_lines  # noqa: PLC0415 -- most have none

            show(posted_lines(letters, width(), app.zone))
    app.refresh_feeds(store)
    if done.standstill or done.for_a_person or received.for_a_person or (letters and letters.for_a_person):
        return PERSON
    if letters is not None and (letters.waiting or letters.stopped):
        return OUTSIDE
    return OUTSIDE if done.stopped or done.waiting or done.under_way or received.unread else None


def _letters(app: App) -> PostView | None:
    """Post the letters that are due; nothing of the mail server is loaded where there are none."""
    from planner.usecases.post import post  # noqa: PLC0415 -- slow import

    store = app.store()
    with store.work() as work:
        if not work.letters.queue().states:
            return None
    return post(store=store, mailer=app.mailer(), rendering=app.rendering(), clock=app.clock)


def _progress(row: Delivery) -> None:
    print(f"  {', '.join(row.persons)}: {row.state}", file=sys.stderr)


def _lines(view: Delivered, places: int, zone: tzinfo, *, nothing: bool) -> Iterator[Line]:
    """What became of events; `nothing` says that it is worth a line where there were none."""
    from planner.domain.wording import clock  # noqa: PLC0415 -- slow import

    words = {"create": "inviteret", "update": "ændring sendt", "cancel": "aflysning sendt"}
    sent = Counter((row.persons, row.operation or "update") for row in view.done if row.state == "acked")
    for (persons, operation), count in sent.items():
        times = say(f", {count} aftaler") if count > 1 else ""
        yield from wrapped(f"{', '.join(persons)}: {say(words[operation])}{times}", places)
    for row in view.done:
        if row.state != "acked":
            yield [(f"{', '.join(row.persons)}: {_trouble(row)}", "warn")]
    waiting = view.under_way + view.waiting
    if nothing and not view.done and not waiting:
        yield say("Der er intet at sende.")
    if view.stopped:
        yield [
            (
                say("Der kan ikke logges ind: ret adgangen i indstillingerne, og kør planner synk igen."),
                "block",
            )
        ]
    if waiting:
        when = say(f" efter kl. {clock(view.next.astimezone(zone).time())}") if view.next else ""
        yield say(f"{waiting} venter stadig: kør planner synk igen{when}.")
    if view.stopped or any(row.reason == "NotReached" for row in view.done):
        yield [(say("Hvad der er galt, siger planner diagnose."), "hint")]
    if view.for_a_person:
        yield [(say(f"{view.for_a_person} kræver en beslutning: planner udbakke"), "warn")]


def _trouble(row: Delivery) -> str:
    from planner.usecases.outbox import STATES, reason_of  # noqa: PLC0415 -- slow import

    why = say(reason_of(row.reason) or "")
    return f"{say(STATES[row.state])}{f' ({why})' if why else ''}"
