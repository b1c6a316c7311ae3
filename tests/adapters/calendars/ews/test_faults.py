"""Every fault of the server and of the way to it: what is known is told, in one line, and nothing is sent twice."""

from dataclasses import replace

import pytest

from planner.domain.calendar import (
    Attendee,
    AuthExpired,
    Mailbox,
    NotReached,
    OutcomeUnknown,
    Rejected,
    RemoteChanged,
    Throttled,
)
from tests.adapters.calendars.ews.conftest import BOX
from tests.adapters.calendars.ews.test_gateway import unused_port
from tests.contracts.calendar_gateway import ADA, BO, ENTRY, HOUR, NINE, called_off, moved
from tests.fakes.certificate import own_certificate
from tests.fakes.ews_server import EwsServer

WRONG = {"secret": "forkert"}
LOST = ["lose", "busy_503", "truncate", "gzip", "soap_fault", "late"]
REFUSED = {
    "throttle": Throttled,
    "reject": Rejected,
    "conflict": RemoteChanged,
    "unauthorized": AuthExpired,
    "forbidden": AuthExpired,
}


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("verb", ["create", "update", "cancel"])
def test_lost_answer_is_in_doubt_and_asked_once(server, gateway, fault, verb):
    link = gateway.create(ENTRY) if verb != "create" else None
    server.spent()
    server.misbehave(fault)
    with pytest.raises(OutcomeUnknown):
        {
            "create": lambda: gateway.create(ENTRY),
            "update": lambda: gateway.update(moved(ENTRY), link),
            "cancel": lambda: gateway.cancel(called_off(ENTRY), link, "Aflyst"),
        }[verb]()
    writing = [name for name in server.spent() if name in ("CreateItem", "UpdateItem", "DeleteItem")]
    assert writing == ["UpdateItem" if verb == "update" else "CreateItem"]


@pytest.mark.parametrize(("fault", "error"), REFUSED.items())
@pytest.mark.parametrize("verb", ["create", "update"])
def test_refusal_is_certain_and_nothing_was_done(server, gateway, fault, error, verb):
    link = gateway.create(ENTRY) if verb == "update" else None
    told = len(server.mailboxes.told)
    server.misbehave(fault)
    with pytest.raises(error) as raised:
        gateway.update(moved(ENTRY), link) if link else gateway.create(ENTRY)
    assert len(server.mailboxes.told) == told
    assert "\n" not in raised.value.sentence


def test_server_says_how_long_to_wait(server, gateway):
    server.misbehave("throttle")
    with pytest.raises(Throttled) as raised:
        gateway.create(ENTRY)
    assert raised.value.retry_after == 30.0


def test_answer_later_than_the_time_out_is_in_doubt(server, opened):
    impatient = opened(timeout=0.1)
    server.misbehave("slow")
    with pytest.raises(OutcomeUnknown):
        impatient.create(ENTRY)
    assert server.requests == ["CreateItem"]


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"secret": "forkert"}, AuthExpired, "lukker ikke brugeren ind"),
        ({"mailbox": "ukendt@plan.example"}, AuthExpired, "findes ikke"),
        ({"endpoint": f"http://127.0.0.1:{unused_port()}/EWS/Exchange.asmx"}, NotReached, "kan ikke nås"),
        ({"endpoint": "https://exchange.invalid/EWS/Exchange.asmx"}, NotReached, "kan ikke nås"),
    ],
)
def test_closed_door_is_told_in_one_line(opened, changed, error, words):
    gateway = opened(**changed)
    for call in (
        lambda: gateway.create(ENTRY),
        lambda: gateway.probe(ENTRY),
        lambda: gateway.between(NINE, NINE + HOUR),
        lambda: gateway.replies(None),
    ):
        with pytest.raises(error, match=words) as raised:
            call()
        assert raised.value.hint


def test_missing_right_to_impersonate_is_told(server, opened):
    server.impersonation = False
    with pytest.raises(AuthExpired, match="ErrorImpersonateUserDenied"):
        opened(reach="impersonation").create(ENTRY)


def test_impersonation_acts_as_the_mailbox(server, opened):
    opened(reach="impersonation").create(ENTRY)
    assert b"<t:PrimarySmtpAddress>" + BOX.encode() in server.bodies[0]
    assert server.mailboxes.by_uid(BOX, ENTRY.uid).organizer == BOX


def test_reading_is_never_in_doubt(server, gateway):
    server.answers.find_item = lambda *_: 1 / 0
    with pytest.raises(NotReached):
        gateway.probe(ENTRY)


def test_zone_that_exchange_does_not_know_is_refused_before_sending(server, gateway):
    with pytest.raises(Rejected, match="tidszonen"):
        gateway.create(replace(ENTRY, zone="Mars/Olympus"))
    assert server.requests == []


def test_what_cannot_be_written_was_certainly_not_sent(server, gateway):
    good = replace(ENTRY, key="4" * 32, uid="4@planner")
    backwards = replace(ENTRY, ends=NINE - HOUR)
    unsendable = replace(ENTRY, attendees=(Attendee(Mailbox("Navn", "")),))
    results = gateway.create_many([backwards, unsendable, good])
    assert [type(result).__name__ for result in results] == ["Rejected", "Rejected", "Link"]
    assert [uid for _, _, uid in server.mailboxes.told] == [good.uid]


def test_subject_that_is_too_long_is_cut_and_stays_the_same(server, gateway):
    long = replace(ENTRY, subject="Ord " * 100)
    link = gateway.create(long)
    server.mailboxes.answer(BOX, ENTRY.uid, ADA.email)
    gateway.update(replace(long, body="Ny tekst"), link)
    assert len(server.mailboxes.by_uid(BOX, ENTRY.uid).values["Subject"]) == 255


def test_error_of_another_call_does_not_make_a_lost_answer_certain(server, opened):
    """While one error is being handled, the next is judged by itself."""
    away = opened(endpoint=f"http://127.0.0.1:{unused_port()}/EWS/Exchange.asmx")
    here = opened()
    server.misbehave("lose")
    with pytest.raises(OutcomeUnknown):
        first_there_then_here(away, here)


def first_there_then_here(away, here):
    try:
        away.create(ENTRY)
    except NotReached:
        here.create(ENTRY)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return own_certificate(tmp_path_factory.mktemp("ca") / "own.pem")


@pytest.fixture
def secure(certificate, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "localhost")
    with EwsServer(BOX, ADA.email, BO.email, certificate=certificate) as running:
        running.address = running.endpoint.replace("127.0.0.1", "localhost")
        yield running
    assert running.unfit == []


def by_token(server, certificate, **changed):
    return {
        "sign_in": "oauth2",
        "reach": "impersonation",
        "endpoint": server.address,
        "token_url": server.address.replace("/EWS/Exchange.asmx", "/token"),
        "scope": "https://exchange.example/.default",
        "ca_file": str(certificate),
    } | changed


def test_application_signs_in_with_a_token(secure, certificate, opened):
    gateway = opened(**by_token(secure, certificate))
    assert gateway.create(ENTRY).remote_id
    assert gateway.probe(ENTRY).uid == ENTRY.uid
    assert secure.requests == ["token", "CreateItem", "GetItem", "FindItem", "GetItem"]


def test_application_with_a_wrong_secret_waits_for_a_person(secure, certificate, opened):
    with pytest.raises(AuthExpired, match="hentes adgang"):
        opened(**by_token(secure, certificate) | WRONG).create(ENTRY)
    assert secure.mailboxes.items == {}


def test_issuer_that_cannot_be_reached_leaves_nothing_in_doubt(secure, certificate, opened):
    nowhere = f"https://localhost:{unused_port()}/token"
    with pytest.raises(NotReached):
        opened(**by_token(secure, certificate, token_url=nowhere)).create(ENTRY)


@pytest.fixture
def windows(server, tmp_path, monkeypatch):
    """The server asks for NTLM, as Exchange on premises does."""
    users = tmp_path / "users"
    users.write_text(f"KOMMUNE:{server.user}:{server.secret}\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    server.ntlm = True
    return {"sign_in": "ntlm", "user": f"KOMMUNE\\{server.user}"}


def test_windows_login_is_done_once_for_the_connection(server, opened, windows):
    gateway = opened(**windows)
    gateway.create(ENTRY)
    gateway.probe(ENTRY)
    assert server.requests == ["CreateItem", "GetItem", "FindItem", "GetItem"]
    assert [told for told, *_ in server.mailboxes.told] == [ADA.email]


def test_windows_login_with_a_wrong_password_waits_for_a_person(server, opened, windows):
    with pytest.raises(AuthExpired):
        opened(**windows, **WRONG).create(ENTRY)
    assert server.requests == []


def test_forked_child_opens_a_connection_of_its_own(server, gateway):
    gateway.create(ENTRY)
    before = gateway.connection.account
    gateway.connection._process = -1
    gateway.probe(ENTRY)
    assert gateway.connection.account is not before


def test_own_authority_is_trusted_when_named_and_otherwise_not(secure, certificate, opened):
    with pytest.raises(NotReached, match="Certifikatet") as raised:
        opened(endpoint=secure.address).create(ENTRY)
    assert "ca_file" in raised.value.hint
    assert secure.requests == []
    assert opened(endpoint=secure.address, ca_file=str(certificate)).create(ENTRY).remote_id
