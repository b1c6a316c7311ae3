"""Mail out by SMTP: one person per message, and of each message exactly what is known about it.

A refusal with a number is definite. A connection lost after the text was handed over is not: the
server may have kept the mail. Nothing is tried twice here.
"""

from __future__ import annotations

import smtplib
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Timer

from planner.adapters.mail.login import Account, Deadline, Security, not_connected, tls_context
from planner.domain.calendar import (
    AuthExpired,
    Diagnosis,
    GatewayError,
    NotReached,
    OutcomeUnknown,
    Rejected,
    Throttled,
)
from planner.domain.letter import Letter

_AGAIN_SECONDS = 300.0  # the usual patience of a server that asks to be asked later
_AUTH_CODES = (432, 530, 534, 535, 538)
_LONGEST_ANSWER = 160


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed in. `seconds` is for one message, from connecting to the last answer.

    After `begins` seconds no further message is begun, so that no call lasts longer than the two together.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    ca_file: str | None = None
    account: Account | None = None
    seconds: float = 60.0
    begins: float = 25.0


class SmtpMailer:
    """Hands mail to one SMTP server, several messages over one connection."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server

    def send(self, letters: Sequence[Letter]) -> tuple[GatewayError | None, ...]:
        """What became of each letter, in their order: None is accepted, else what is known.

        A letter that is refused stops no other. Where the door is shut, it is tried once only; where the
        server is slow, the rest waits for the next call.
        """
        outcomes: list[GatewayError | None] = []
        connection: smtplib.SMTP | None = None
        late = Event()
        enough = Timer(self._server.begins, late.set)
        enough.daemon = True
        enough.start()
        try:
            with Deadline(self._server.seconds) as deadline:
                for letter in letters:
                    if outcomes and late.is_set():
                        slow = Throttled("Mailserveren er langsom, så mailen venter lidt.", retry_after=1.0)
                        return (*outcomes, *[slow] * (len(letters) - len(outcomes)))
                    deadline.begin()
                    try:
                        connection = connection or self._open(deadline)
                    except GatewayError as shut:
                        return (*outcomes, *[shut] * (len(letters) - len(outcomes)))
                    connection, outcome = _hand_over(connection, letter, deadline)
                    outcomes.append(outcome)
        finally:
            enough.cancel()
            _leave(connection)
        return tuple(outcomes)

    def check(self) -> tuple[Diagnosis, ...]:
        """Connect and log in, and send nothing."""
        what = f"mail ud, {self._server.host}:{self._server.port}"
        try:
            with Deadline(self._server.seconds) as deadline:
                _leave(self._open(deadline))
        except GatewayError as error:
            return (Diagnosis(what, well=False, found=error.sentence, fix=error.hint),)
        secured = "uden kryptering" if self._server.security == "none" else "krypteret"
        known = "med login" if self._server.account else "uden login"
        return (Diagnosis(what, well=True, found=f"svarer, {secured}, {known}"),)

    def _open(self, deadline: Deadline) -> smtplib.SMTP:
        """A connection that is encrypted and logged in; NotReached, Throttled or AuthExpired otherwise."""
        server = self._server
        if server.account and server.security == "none":
            raise NotReached(
                "Login til mailserveren sendes ikke over en ukrypteret forbindelse.",
                hint="Sæt sikkerheden til starttls eller tls.",
            )
        connection = _TlsConnection(server) if server.security == "tls" else _Connection(server)
        deadline.watch(lambda: connection.sock)
        try:
            _greet(connection, server)
        except (GatewayError, OSError, ValueError) as trouble:
            connection.close()
            raise _shut(server, TimeoutError() if deadline.passed else trouble) from None
        return connection


class _Connection(smtplib.SMTP):
    """A connection that exists before it is made, so that a deadline can watch it from the start."""

    def __init__(self, server: SmtpServer) -> None:
        super().__init__(timeout=server.seconds)
        self._host = server.host  # the name that the certificate must bear


class _TlsConnection(smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""

    def __init__(self, server: SmtpServer) -> None:
        super().__init__(timeout=server.seconds, context=tls_context(server.ca_file))
        self._host = server.host


def _greet(connection: smtplib.SMTP, server: SmtpServer) -> None:
    code, answer = connection.connect(server.host, server.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, answer)
    connection.ehlo_or_helo_if_needed()
    if server.security == "starttls":
        connection.starttls(context=tls_context(server.ca_file))
        connection.ehlo_or_helo_if_needed()
    if server.account:
        _log_in(connection, server.account)


def _log_in(connection: smtplib.SMTP, account: Account) -> None:
    """Written out, since the library's own login puts the password into its encoding errors."""
    offered = connection.esmtp_features.get("auth", "").upper().split()
    steps: tuple[str, ...]
    if account.how == "xoauth2":
        steps = ("AUTH XOAUTH2 " + _base64(account.xoauth2()), "")
    elif "PLAIN" in offered or "LOGIN" not in offered:
        steps = ("AUTH PLAIN " + _base64(account.plain()),)
    else:
        steps = ("AUTH LOGIN", _base64(account.user.encode()), _base64(account.fetched().encode()))
    code = 334
    for step in steps:
        if code == 334:
            code, _ = connection.docmd(step)
    if code != 235:
        raise _not_let_in(code)


def _hand_over(
    connection: smtplib.SMTP, letter: Letter, deadline: Deadline
) -> tuple[smtplib.SMTP | None, GatewayError | None]:
    """One letter: the connection where it can still be used, and what became of the letter."""
    for address in (letter.sender, letter.receiver):
        if any(not " " < sign <= "~" or sign in "<>" for sign in address):
            return connection, Rejected(f"{address[:80]!a} er ikke en adresse, som mail kan sendes med.")
    deadline.watch(lambda: connection.sock)
    handed = False
    try:
        for command, who in (("mail", letter.sender), ("rcpt", letter.receiver)):
            code, answer = getattr(connection, command)(who)
            if not 200 <= code < 300:
                refusal = _refused(code, answer, who)
                return _still_open(connection), refusal
        handed = True
        code, answer = connection.data(letter.content)
        if code == 250:
            return connection, None
        return _still_open(connection), _refused(code, answer, letter.receiver)
    except smtplib.SMTPDataError as refusal:  # the text was not asked for
        return _still_open(connection), _refused(refusal.smtp_code, refusal.smtp_error, letter.receiver)
    except (smtplib.SMTPException, OSError):
        connection.close()
        if not handed:
            return None, NotReached("Forbindelsen til mailserveren blev afbrudt, før mailen var afleveret.")
        return None, OutcomeUnknown(
            f"Forbindelsen til mailserveren blev afbrudt under aflevering af mailen til {letter.receiver}; "
            "den kan være sendt."
        )


def _still_open(connection: smtplib.SMTP) -> smtplib.SMTP | None:
    """The connection, cleared for the next letter, or None where the server has had enough."""
    with suppress(smtplib.SMTPException, OSError):  # a dead connection is answered by the next one
        if connection.rset()[0] == 250:
            return connection
    connection.close()
    return None


def _leave(connection: smtplib.SMTP | None) -> None:
    if connection is not None:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        connection.close()


def _shut(server: SmtpServer, trouble: Exception) -> GatewayError:
    if isinstance(trouble, GatewayError):
        return trouble
    if isinstance(trouble, smtplib.SMTPNotSupportedError):
        return NotReached(
            "Mailserveren tilbyder ikke STARTTLS; intet er sendt ukrypteret.",
            hint="Brug en port med tls, eller få STARTTLS slået til på serveren.",
        )
    if isinstance(trouble, smtplib.SMTPResponseException):
        return NotReached(f"Mailserveren tager ikke imod lige nu ({trouble.smtp_code}).")
    return not_connected("Mailserveren", server.host, server.port, trouble)


def _not_let_in(code: int) -> GatewayError:
    if code in (421, 451, 454):
        return Throttled(
            f"Mailserveren kan ikke kontrollere login lige nu ({code}).", retry_after=_AGAIN_SECONDS
        )
    return AuthExpired(
        f"Mailserveren afviser login ({code}).",
        hint="Kontrollér brugernavn og adgangskode, eller forny adgangsbeviset.",
    )


def _refused(code: int, answer: bytes | str, who: str) -> GatewayError:
    """A refusal with a number: 4xx passes with time, 5xx does not."""
    if code in _AUTH_CODES:
        return _not_let_in(code)
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    said = "".join(letter for letter in " ".join(words.split()) if letter.isprintable())[:_LONGEST_ANSWER]
    if 400 <= code < 500:
        return Throttled(
            f"Mailserveren beder om at vente med mailen til {who}: {code} {said}", retry_after=_AGAIN_SECONDS
        )
    return Rejected(f"Mailserveren afviser mailen til {who}: {code} {said}")


def _base64(text: bytes) -> str:
    return b64encode(text).decode("ascii")
