"""Mail in, read from a real IMAP server on loopback."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace

import pytest

from planner.adapters.mail.imap import ImapInbox, ImapServer
from planner.adapters.mail.login import Account
from planner.domain.calendar import AuthExpired, NotReached
from tests.fakes.answers import bounce_mail, reply_mail
from tests.fakes.imap_server import PASSWORD, USER
from tests.fakes.imap_server import ImapServer as Dovecot
from tests.fakes.mail_server import Authority, dripping, free_port

ONE = b"Subject: en\r\nFrom: ada@plan.example\r\n\r\nEn.\r\n"
TWO = b"Subject: to\r\nFrom: bo@plan.example\r\n\r\nTo.\r\n"


@pytest.fixture(scope="module")
def running(authority):
    if why := Dovecot.missing():
        pytest.skip(why)
    folder = tempfile.mkdtemp(prefix="imap")  # a short path: sockets are made in it
    try:
        with Dovecot(folder, authority) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def dovecot(running):
    running.emptied()
    running.deliver(ONE)
    return running


def inbox(dovecot, authority, **options):
    security = options.pop("security", "tls")
    return ImapInbox(
        ImapServer(
            "localhost",
            options.pop("account", Account(USER, lambda: PASSWORD)),
            dovecot.ports[security],
            security,
            ca_file=authority.ca_file,
            seconds=20,
            **options,
        )
    )


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_each_mail_is_read_once_and_left_as_it_was(dovecot, authority, security):
    mails = inbox(dovecot, authority, security=security)
    first = mails.since(None)
    dovecot.deliver(TWO)
    second = mails.since(first.state)
    third = mails.since(second.state)
    assert [[mail.content for mail in read.mails] for read in (first, second, third)] == [[ONE], [TWO], []]
    assert third.state == second.state
    assert dovecot.flags() == {""}


def test_a_folder_made_anew_is_read_from_the_beginning(dovecot, authority):
    dovecot.deliver(ONE, "Svar")
    mails = inbox(dovecot, authority, folder="Svar")
    before = mails.since(None)
    dovecot.made_anew("Svar")
    dovecot.deliver(TWO, "Svar")
    after = mails.since(before.state)
    assert [mail.content for mail in (*before.mails, *after.mails)] == [ONE, TWO]
    assert [state.rpartition(":")[2] for state in (before.state, after.state)] == ["1", "1"]


def test_a_reading_takes_so_many_and_the_next_goes_on(dovecot, authority):
    dovecot.deliver(TWO)
    mails = inbox(dovecot, authority, most=1)
    first = mails.since(None)
    second = mails.since(first.state)
    assert [mail.content for mail in (*first.mails, *second.mails)] == [ONE, TWO]


def test_a_mail_that_is_too_big_is_not_fetched(dovecot, authority):
    dovecot.deliver(b"Subject: stor\r\n\r\n" + b"x" * 2_000_000)
    read = inbox(dovecot, authority, largest=1_000_000).since(None)
    assert [(mail.content, mail.fault) for mail in read.mails] == [
        (ONE, None),
        (b"", "mailen er for stor (2 MB)"),
    ]
    assert read.mails[1].name == "INBOX nr. 2"


def test_mail_between_people_is_not_fetched_and_not_asked_about_again(dovecot, authority):
    answer = reply_mail("u@planner", "ada@plan.example")
    report = bounce_mail(b"Message-ID: <x@y>\r\nSubject: s\r\n\r\n", "bo@plan.example")
    odd = b'Subject: "x" {5}\r\nContent-Type: text/plain; name="a\\"b \xc3\xa6 calendar"\r\n\r\nHej\r\n'
    for letter in (answer, odd, report, TWO):
        dovecot.deliver(letter)
    mails = inbox(dovecot, authority, kinds=("calendar", "report"))
    read = mails.since(None)
    assert [mail.content for mail in read.mails] == [answer, report]
    assert (read.state.rpartition(":")[2], mails.since(read.state).mails) == ("5", ())
    assert len(inbox(dovecot, authority).since(None).mails) == 5


@pytest.mark.parametrize("folder", ["Møder & svar", "Svar fra 北京"])
def test_a_folder_may_have_any_name(dovecot, authority, folder):
    encoded = {"Møder & svar": "M&APg-der &- svar", "Svar fra 北京": "Svar fra &UxdOrA-"}[folder]
    dovecot.deliver(TWO, encoded)
    assert [mail.content for mail in inbox(dovecot, authority, folder=folder).since(None).mails] == [TWO]


def test_wrong_password_is_said_without_showing_it(dovecot, authority):
    mails = inbox(dovecot, authority, account=Account(USER, lambda: "forkert-ord"))
    with pytest.raises(AuthExpired) as raised:
        mails.since(None)
    assert "forkert-ord" not in f"{raised.value!r} {raised.value.hint} {raised.value.__cause__!r}"
    assert [(one.well, bool(one.fix)) for one in mails.check()] == [(False, True)]


def test_a_folder_that_is_not_there_is_said(dovecot, authority):
    with pytest.raises(NotReached, match="Mappen Svar findes ikke"):
        inbox(dovecot, authority, folder="Svar").since(None)


def test_certificate_of_another_authority_is_not_trusted(dovecot, tmp_path):
    with pytest.raises(NotReached, match="ikke er betroet"):
        inbox(dovecot, Authority(tmp_path)).since(None)


def test_check_reads_no_mail(dovecot, authority):
    assert [(one.well, one.found) for one in inbox(dovecot, authority).check()] == [
        (True, "mappen INBOX kan læses")
    ]


def test_a_server_that_drips_is_cut_off_in_all():
    with dripping() as port:
        server = ImapServer("127.0.0.1", Account(USER, lambda: PASSWORD), port, "none", seconds=0.4)
        with pytest.raises(NotReached, match="svarer ikke"):
            ImapInbox(server).since(None)


def test_a_server_that_is_gone_is_said_in_one_line(authority):
    server = ImapServer("localhost", Account(USER, lambda: PASSWORD), free_port(), ca_file=authority.ca_file)
    with pytest.raises(NotReached, match="kan ikke nås"):
        ImapInbox(server).since(None)
    with pytest.raises(NotReached, match="findes ikke"):
        ImapInbox(replace(server, host="findes-ikke.invalid")).since(None)
