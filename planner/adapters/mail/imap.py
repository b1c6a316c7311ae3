"""Mail in from a folder on an IMAP server. It is only looked at: nothing is marked, moved or deleted."""

from __future__ import annotations

import imaplib
import re
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from planner.adapters.mail.login import Account, Deadline, Security, not_connected, tls_context
from planner.domain.calendar import AuthExpired, Diagnosis, GatewayError, NotReached
from planner.domain.letter import Arrivals, Received

_BEGINS = re.compile(rb"\d+ \(")
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")
_WINDOW = 2000


@dataclass(frozen=True)
class ImapServer:
    """Whose mail is read. `seconds` is for one reading in all, `most` the mails taken in one reading.

    Only mail with a part of one of these `kinds` (MIME subtypes) is fetched: what a person wrote to
    another is none of our business. None named is every mail.
    """

    host: str
    account: Account
    port: int = 993
    security: Security = "tls"
    ca_file: str | None = None
    folder: str = "INBOX"
    kinds: tuple[str, ...] = ()
    seconds: float = 120.0
    most: int = 500
    largest: int = 10 * 1024 * 1024


class ImapInbox:
    """A folder, read from where the last reading ended."""

    def __init__(self, server: ImapServer) -> None:
        self._server = server

    def since(self, state: str | None) -> Arrivals:
        """The mails that came after `state` ("UIDVALIDITY:UID"); all where the folder was made anew."""
        with Deadline(self._server.seconds) as deadline:
            try:
                connection, validity = self._open(deadline)
                try:
                    return self._new(connection, validity, state)
                finally:
                    _leave(connection)
            except (imaplib.IMAP4.error, OSError, ValueError) as trouble:
                raise self._shut(TimeoutError() if deadline.passed else trouble) from None

    def check(self) -> tuple[Diagnosis, ...]:
        """Log in and open the folder, without reading a mail."""
        what = f"mail ind, {self._server.host}:{self._server.port}"
        try:
            with Deadline(self._server.seconds) as deadline:
                try:
                    connection, _ = self._open(deadline)
                    _leave(connection)
                except (imaplib.IMAP4.error, OSError, ValueError) as trouble:
                    raise self._shut(TimeoutError() if deadline.passed else trouble) from None
        except GatewayError as error:
            return (Diagnosis(what, well=False, found=error.sentence, fix=error.hint),)
        return (Diagnosis(what, well=True, found=f"mappen {self._server.folder} kan læses"),)

    def _open(self, deadline: Deadline) -> tuple[imaplib.IMAP4, str]:
        server = self._server
        opening = _TlsConnection if server.security == "tls" else _Connection
        connection = opening(deadline, server)
        try:
            if server.security == "starttls":
                connection.starttls(tls_context(server.ca_file))
            _log_in(connection, server.account)
            return connection, _looked_at(connection, server.folder)
        except BaseException:
            _leave(connection)
            raise

    def _new(self, connection: imaplib.IMAP4, validity: str, state: str | None) -> Arrivals:
        known, _, last = (state or "").partition(":")
        read = int(last) if known == validity and last.isdecimal() else 0
        following = _number(connection, "UIDNEXT")
        mails: list[Received] = []
        while read + 1 < following and len(mails) < self._server.most:
            end = min(read + _WINDOW, following - 1)
            for uid, size in _listed(connection, read + 1, end, self._server.kinds):
                mails.append(self._fetched(connection, uid, size))
                if len(mails) == self._server.most:
                    end = uid
                    break
            read = end
        return Arrivals(tuple(mails), f"{validity}:{read}")

    def _fetched(self, connection: imaplib.IMAP4, uid: int, size: int) -> Received:
        name = f"{self._server.folder} nr. {uid}"
        most = self._server.largest
        if size > most:
            return Received(name, fault=f"mailen er for stor ({size // 1_000_000} MB)")
        _, answer = connection.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most}>)")
        texts = [part[1] for part in answer if isinstance(part, tuple)]
        if not texts:
            return Received(name, fault="mailen blev fjernet, før den var læst")
        return Received(name, bytes(texts[0]))

    def _shut(self, trouble: Exception) -> GatewayError:
        if isinstance(trouble, imaplib.IMAP4.error):
            return NotReached("Postkassens server svarede ikke, som den skulle.")
        return not_connected("Postkassens server", self._server.host, self._server.port, trouble)


class _Connection(imaplib.IMAP4):
    """A connection that the deadline watches from the moment it is made."""

    def __init__(self, deadline: Deadline, server: ImapServer) -> None:
        self._deadline = deadline
        super().__init__(server.host, server.port, timeout=deadline.seconds)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect, and from then on be watched."""
        super().open(host, port, timeout)
        self._deadline.watch(self.socket)


class _TlsConnection(imaplib.IMAP4_SSL):
    """The same with TLS from the first byte."""

    def __init__(self, deadline: Deadline, server: ImapServer) -> None:
        self._deadline = deadline
        context = tls_context(server.ca_file)
        super().__init__(server.host, server.port, ssl_context=context, timeout=deadline.seconds)

    def open(self, host: str = "", port: int | None = 993, timeout: float | None = None) -> None:
        """Connect, and from then on be watched."""
        super().open(host, port, timeout)
        self._deadline.watch(self.socket)


def _log_in(connection: imaplib.IMAP4, account: Account) -> None:
    """By a mechanism whose message is bytes: the library's own login cannot spell every password."""
    mechanism, message = (
        ("XOAUTH2", account.xoauth2()) if account.how == "xoauth2" else ("PLAIN", account.plain())
    )
    answers = iter((message,))
    try:
        connection.authenticate(mechanism, lambda _: next(answers, b""))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as trouble:
        if "[UNAVAILABLE]" in str(trouble):
            raise
        raise AuthExpired(
            "Postkassens server afviser login.",
            hint="Kontrollér brugernavn og adgangskode, eller forny adgangsbeviset.",
        ) from None


def _looked_at(connection: imaplib.IMAP4, folder: str) -> str:
    """Open the folder for reading only; its UIDVALIDITY."""
    kind, _ = connection.select(_quoted(folder), readonly=True)
    if kind != "OK":
        raise NotReached(
            f"Mappen {folder} findes ikke i postkassen.", hint="Kontrollér mappens navn i indstillingerne."
        )
    return str(_number(connection, "UIDVALIDITY"))


def _number(connection: imaplib.IMAP4, name: str) -> int:
    """A number that the server gave with the folder; ValueError where it did not."""
    said = connection.response(name)[1]
    return int(said[0] if said and said[0] is not None else b"")


def _listed(
    connection: imaplib.IMAP4, first: int, last: int, kinds: tuple[str, ...]
) -> list[tuple[int, int]]:
    """Number and size, in order, of each mail in the stretch that has a part of one of the kinds."""
    said, answer = connection.uid("FETCH", f"{first}:{last}", "(RFC822.SIZE BODYSTRUCTURE)")
    if said != "OK":
        raise NotReached("Mappen i postkassen kan ikke læses.")
    marks = tuple(f'"{kind}"'.upper().encode() for kind in kinds)
    found = []
    for text in _joined(answer):
        uid, size = _UID.search(text), _SIZE.search(text)
        if uid and size and (not marks or any(mark in text.upper() for mark in marks)):
            found.append((int(uid[1]), int(size[1])))
    return sorted(pair for pair in found if first <= pair[0] <= last)


def _joined(answer: list[Any]) -> list[bytes]:
    """The answer about each mail in one piece: texts with special characters come apart from the rest."""
    texts: list[bytes] = []
    for part in answer:
        words = b" ".join(part) if isinstance(part, tuple) else part or b""
        if _BEGINS.match(words) or not texts:
            texts.append(words)
        else:
            texts[-1] += words
    return texts


def _leave(connection: imaplib.IMAP4) -> None:
    with suppress(imaplib.IMAP4.error, OSError):
        connection.logout()


def _quoted(folder: str) -> str:
    """The folder's name as IMAP writes it: quoted, and in modified UTF-7 (RFC 3501 5.1.3)."""
    written, run = "", ""
    for letter in f"{folder}\0":
        plain = " " <= letter <= "~" or letter == "\0"
        if not plain:
            run += letter
            continue
        if run:
            coded = b64encode(run.encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
            written, run = f"{written}&{coded}-", ""
        written += "&-" if letter == "&" else letter.strip("\0")
    escaped = written.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
