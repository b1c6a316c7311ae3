"""`check` tries everything, writes nothing, and names the fix."""

import datetime as dt
import socket

import pytest

from planner.adapters.calendars.ews.doctor import exchange_online
from tests.adapters.calendars.ews.test_gateway import unused_port


def test_everything_in_order_is_said(server, gateway):
    assert [(one.what, one.well) for one in gateway.check()] == [
        ("Forbindelse, login og kalender", True),
        ("Indbakke (svar på indkaldelser)", True),
        ("Opslag i ledige tider", True),
    ]
    assert server.requests == ["GetFolder", "GetFolder", "GetUserAvailabilityRequest"]
    assert (server.mailboxes.items, server.mailboxes.told) == ({}, [])


@pytest.mark.parametrize(
    ("changed", "found", "fix"),
    [
        ({"secret": "forkert"}, "lukker ikke brugeren ind", "adgangskode"),
        ({"mailbox": "ukendt@plan.example"}, "findes ikke", "postkassens adresse"),
        ({"endpoint": f"http://127.0.0.1:{unused_port()}/EWS/Exchange.asmx"}, "kan ikke nås", "netværket"),
    ],
)
def test_first_fault_is_told_with_its_fix_and_ends_the_trial(opened, changed, found, fix):
    (only,) = opened(**changed).check()
    assert not only.well
    assert (found in only.found, fix in only.fix) == (True, True)


def test_missing_right_to_impersonate_is_told(server, opened):
    server.impersonation = False
    (only,) = opened(reach="impersonation").check()
    assert (only.well, "rettigheder" in only.fix) == (False, True)


def test_calendar_that_may_only_be_read_is_told(server, gateway):
    server.answers.rights = {"Read"}
    assert [one.what for one in gateway.check() if not one.well] == ["Rettigheder til kalenderen"]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.date(2026, 11, 1), "lukkes helt den 1. april 2027"),
        (dt.date(2027, 4, 1), "lukket i Exchange Online"),
    ],
)
def test_exchange_online_is_told_to_use_mail(day, found):
    first = exchange_online(dt.datetime.combine(day, dt.time(9), dt.UTC))
    assert not first.well
    assert (found in first.found, "mail" in first.fix) == (True, True)


def test_exchange_online_is_known_by_its_address_and_told_first(opened, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _nobody)
    online = opened(endpoint="https://outlook.office365.com/EWS/Exchange.asmx").check()
    assert [one.what for one in online] == ["EWS i Exchange Online", "Forbindelse, login og kalender"]


def test_mailbox_that_was_found_in_exchange_online_is_known_too(gateway):
    assert not gateway.connection.is_online
    gateway.connection.account.protocol.config.service_endpoint = (
        "https://outlook.office.com/EWS/Exchange.asmx"
    )
    assert gateway.connection.is_online


def _nobody(*_, **__):
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def test_trial_says_which_way_the_mailbox_was_opened(opened):
    found = {reach: opened(reach=reach).check()[0].found for reach in ("direct", "impersonation")}
    assert ("egne rettigheder" in found["direct"], "impersonation" in found["impersonation"]) == (True, True)
