"""Tries, without writing anything, what the backend needs, and names the fix for what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from planner.adapters.calendars.ews import finding
from planner.adapters.calendars.ews.access import ONLINE_ENDS
from planner.adapters.calendars.ews.busy import busy
from planner.adapters.calendars.ews.connection import Connection
from planner.domain.calendar import Diagnosis, GatewayError

_BY_MAIL = 'Send med mail i stedet: skriv backend = "mail" under [calendar], og mailserveren under [mail]'
RIGHTS = ("read", "create_contents", "modify", "delete")


def check(connection: Connection, now: dt.datetime) -> tuple[Diagnosis, ...]:
    """What was tried, in the order it is needed; nothing more is tried after the first that fails."""
    found: list[Diagnosis] = []
    for what, trying in (
        ("Forbindelse, login og kalender", _calendar),
        ("Indbakke (svar på indkaldelser)", _inbox),
        ("Opslag i ledige tider", _availability),
    ):
        diagnosis = _tried(connection, what, trying, now)
        found.append(diagnosis)
        if not diagnosis.well:
            break
    return (exchange_online(now), *found) if connection.is_online else tuple(found)


def exchange_online(now: dt.datetime) -> Diagnosis:
    """Exchange Online is closing the door that EWS is."""
    over = now.date() >= ONLINE_ENDS
    return Diagnosis(
        what="EWS i Exchange Online",
        well=False,
        found="EWS er lukket i Exchange Online siden den 1. april 2027."
        if over
        else "EWS er slået fra som udgangspunkt i Exchange Online siden den 1. oktober 2026"
        " og lukkes helt den 1. april 2027.",
        fix=f"{_BY_MAIL}."
        if over
        else f"{_BY_MAIL}, eller bed administratoren om at slå EWS til for programmet indtil da.",
    )


def _tried(
    connection: Connection,
    what: str,
    trying: Callable[[Connection, dt.datetime], Diagnosis],
    now: dt.datetime,
) -> Diagnosis:
    try:
        return connection.ask(lambda: trying(connection, now))
    except GatewayError as error:
        return Diagnosis(what=what, well=False, found=error.sentence, fix=error.hint)


def _calendar(connection: Connection, now: dt.datetime) -> Diagnosis:  # noqa: ARG001 -- the shape of a trial
    folder = finding.folder(connection, connection.calendar)
    rights = folder.effective_rights
    missing = [right for right in RIGHTS if rights is not None and not getattr(rights, right)]
    way = (
        "ved impersonation"
        if connection.access.reach == "impersonation"
        else "med brugerens egne rettigheder"
    )
    if missing:
        return Diagnosis(
            what="Rettigheder til kalenderen",
            well=False,
            found=f"Kalenderen i {connection.access.mailbox} kan åbnes, men ikke ændres.",
            fix="Giv brugeren fuld adgang til postkassen, eller rollen ApplicationImpersonation.",
        )
    return Diagnosis(
        what="Forbindelse, login og kalender",
        well=True,
        found=f"Kalenderen i {connection.access.mailbox} er åbnet {way} på {connection.server}.",
    )


def _inbox(connection: Connection, now: dt.datetime) -> Diagnosis:  # noqa: ARG001 -- the shape of a trial
    finding.folder(connection, connection.inbox)
    return Diagnosis("Indbakke (svar på indkaldelser)", well=True, found="Indbakken kan læses.")


def _availability(connection: Connection, now: dt.datetime) -> Diagnosis:
    busy(connection, [connection.access.mailbox], now, now + dt.timedelta(days=1))
    return Diagnosis("Opslag i ledige tider", well=True, found="Ledige tider kan slås op.")
