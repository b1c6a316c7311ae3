"""Mail out, handed to a real SMTP server on loopback that misbehaves when told."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from planner.adapters.mail.login import Account
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.domain.calendar import AuthExpired, NotReached, OutcomeUnknown, Rejected, Throttled
from planner.domain.errors import BadUsage
from planner.domain.letter import Letter
from tests.fakes.mail_server import PASSWORD, TOKEN, USER, Authority, MailServer, dripping, free_port

ONE = Letter("sekretariat@plan.example", "ada@plan.example", b"Subject: Hej\r\n\r\n.En linje med punktum\r\n")
TWO = Letter("sekretariat@plan.example", "bo@plan.example", b"Subject: Hej\r\n\r\nTo\r\n")


def account(secret=PASSWORD, how="password"):
    return Account(USER, lambda: secret, how)


def mailer(server, authority=None, **options):
    options = {"security": "none", "seconds": 10, **options}
    return SmtpMailer(
        SmtpServer("localhost", server.port, ca_file=authority and authority.ca_file, **options)
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("how", [account(), account(TOKEN, "xoauth2")], ids=["password", "xoauth2"])
def test_letters_go_encrypted_and_logged_in_over_one_connection(authority, security, how):
    with MailServer(authority=authority, security=security, login=True) as server:
        sent = mailer(server, authority, security=security, account=how).send([ONE, TWO])
    assert sent == (None, None)
    assert server.letters == {ONE.receiver: [ONE.content], TWO.receiver: [TWO.content]}
    assert (server.connections, len(server.logins)) == (1, 1)


@pytest.mark.parametrize("secret", [PASSWORD, "forkert"])
def test_a_server_that_knows_only_the_login_mechanism_is_logged_in_to(authority, secret):
    with MailServer(authority=authority, security="starttls", login=True, without=["PLAIN"]) as server:
        (sent,) = mailer(server, authority, security="starttls", account=account(secret)).send([ONE])
    assert (server.logins, sent is None) == (["LOGIN"], secret == PASSWORD)


@pytest.mark.parametrize(
    "wrong", [account("forkert"), account("udløbet", "xoauth2")], ids=["password", "xoauth2"]
)
def test_wrong_login_shuts_the_door_once_and_shows_no_secret(authority, wrong):
    with MailServer(authority=authority, security="starttls", login=True) as server:
        sent = mailer(server, authority, security="starttls", account=wrong).send([ONE, TWO])
    assert [type(error) for error in sent] == [AuthExpired, AuthExpired]
    assert (server.connections, server.letters) == (1, {})
    assert wrong.secret() not in f"{sent!r}{sent[0].sentence}{sent[0].hint}{wrong!r}"


def unreadable(trouble):
    def secret():
        raise trouble

    return Account(USER, secret)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (FileNotFoundError(2, "No such file or directory"), "No such file"),
        (UnicodeDecodeError("utf-8", b"hemmelig\xff", 8, 9, "invalid start byte"), "UTF-8"),
        (BadUsage("Filen er ikke nævnt."), "Filen er ikke nævnt."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_secret_that_cannot_be_fetched_is_said_and_nothing_is_sent(authority, trouble, words):
    with MailServer(authority=authority, security="starttls", login=True) as server:
        (sent,) = mailer(server, authority, security="starttls", account=unreadable(trouble)).send([ONE])
    assert (type(sent), words in sent.sentence, "hemmelig" in repr(sent)) == (AuthExpired, True, False)
    assert server.letters == {}


@pytest.mark.parametrize("how", [account(), account(TOKEN, "xoauth2")], ids=["password", "xoauth2"])
def test_nothing_of_the_secret_or_the_letter_is_logged(authority, caplog, how):
    caplog.set_level(logging.DEBUG)
    with MailServer(authority=authority, security="starttls", login=True) as server:
        server.faults.append("lose")
        mailer(server, authority, security="starttls", account=how).send([ONE, TWO])
    assert [record.name for record in caplog.records if record.name not in ("mail.log", "asyncio")] == []


def test_login_that_is_needed_and_not_given_is_said(authority):
    with MailServer(authority=authority, security="starttls", login=True) as server:
        (sent,) = mailer(server, authority, security="starttls").send([ONE])
    assert type(sent) is AuthExpired


def test_login_is_never_sent_in_the_clear():
    with MailServer() as server:
        (sent,) = mailer(server, account=account()).send([ONE])
    assert (type(sent), server.connections) == (NotReached, 0)


def test_certificate_of_another_authority_is_not_trusted(authority, tmp_path):
    stranger = Authority(tmp_path)
    with MailServer(authority=authority, security="starttls") as server:
        (sent,) = mailer(server, stranger, security="starttls").send([ONE])
    assert type(sent) is NotReached
    assert "ikke er betroet" in sent.sentence
    assert server.letters == {}


def test_nothing_is_sent_in_the_clear_where_starttls_is_missing():
    with MailServer() as server:
        (sent,) = mailer(server, security="starttls").send([ONE])
    assert type(sent) is NotReached
    assert "STARTTLS" in sent.sentence


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("throttle", Throttled),
        ("reject", Rejected),
        ("reject_text", Rejected),
        ("not_reached", NotReached),
        ("lose", OutcomeUnknown),
        ("cut", OutcomeUnknown),
    ],
)
def test_each_fault_is_known_for_what_it_is_and_stops_no_other_letter(fault, kind):
    with MailServer() as server:
        server.faults.append(fault)
        first, second = mailer(server).send([ONE, TWO])
    assert (type(first), second) == (kind, None)
    assert len(server.letters.get(TWO.receiver, [])) == 1


@pytest.mark.parametrize("role", ["sender", "receiver"])
@pytest.mark.parametrize("address", ["bjørn@plan.example", "ada@plan.example>\r\nRCPT TO:<x@y.example"])
def test_an_address_that_no_command_may_hold_is_refused(address, role):
    with MailServer() as server:
        first, second = mailer(server).send([replace(ONE, **{role: address}), TWO])
    assert (type(first), second, list(server.letters)) == (Rejected, None, [TWO.receiver])


@pytest.mark.parametrize("code", ["421 4.3.2 Shutting down", "450 4.2.0 Greylisted", "452 4.2.2 Full"])
def test_temporary_refusal_says_how_long_to_wait(code):
    with MailServer() as server:
        server.refuses[ONE.receiver] = code
        first, second = mailer(server).send([ONE, TWO])
    assert (first.retry_after, second) == (300.0, None)


def test_the_answer_of_the_server_is_one_short_line():
    with MailServer() as server:
        server.refuses[ONE.receiver] = "550 5.1.1 " + "x" * 400
        (sent,) = mailer(server).send([ONE])
    assert sent.sentence.startswith("Mailserveren afviser mailen til ada@plan.example: 550 5.1.1 xxx")
    assert len(sent.sentence) < 250


def test_a_server_that_never_answers_the_text_leaves_a_doubt_within_the_deadline():
    with MailServer() as server:
        server.faults.append("silent")
        first, second = mailer(server, seconds=0.5).send([ONE, TWO])
    assert (type(first), second) == (OutcomeUnknown, None)


def test_where_the_server_is_slow_the_rest_waits_for_the_next_call():
    with MailServer() as server:
        server.faults.append("silent")
        first, second = mailer(server, seconds=0.5, begins=0.1).send([ONE, TWO])
        (third,) = mailer(server, begins=0.1).send([TWO])
    assert (type(first), type(second), third) == (OutcomeUnknown, Throttled, None)
    assert len(server.letters[TWO.receiver]) == 1


def test_a_server_that_drips_is_cut_off_in_all():
    with dripping() as port:
        (sent,) = SmtpMailer(SmtpServer("127.0.0.1", port, "none", seconds=0.4)).send([ONE])
    assert type(sent) is NotReached
    assert "svarer ikke" in sent.sentence


@pytest.mark.parametrize(
    ("host", "words"), [("localhost", "kan ikke nås"), ("findes-ikke.invalid", "findes ikke")]
)
def test_a_server_that_is_gone_is_said_in_one_line(host, words):
    sent = SmtpMailer(SmtpServer(host, free_port(), "none", seconds=10)).send([ONE, TWO])
    assert [type(error) for error in sent] == [NotReached, NotReached]
    assert words in sent[0].sentence


def test_check_logs_in_and_sends_nothing(authority):
    with MailServer(authority=authority, security="starttls", login=True) as server:
        good = mailer(server, authority, security="starttls", account=account()).check()
        bad = mailer(server, authority, security="starttls", account=account("forkert")).check()
        missing = SmtpMailer(SmtpServer("localhost", server.port, ca_file="findes-ikke.pem")).check()
    assert [(one.well, bool(one.fix)) for one in (*good, *bad, *missing)] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    assert server.letters == {}
