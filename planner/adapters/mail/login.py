"""How a mail server's door is opened: trusted TLS, a password or a token, and a deadline for all of it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from types import TracebackType
from typing import Literal, Self

from planner.domain.calendar import AuthExpired, NotReached
from planner.domain.errors import PlannerError

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class Account:
    """Who logs in. `secret` fetches the password or the token each time; it is never kept or shown."""

    user: str
    secret: Callable[[], str]
    how: Literal["password", "xoauth2"] = "password"

    def plain(self) -> bytes:
        """The message of the PLAIN mechanism (RFC 4616); AuthExpired where the secret cannot be fetched."""
        return f"\0{self.user}\0{self.fetched()}".encode()

    def xoauth2(self) -> bytes:
        """The message of the XOAUTH2 mechanism, the token being the secret; AuthExpired as above."""
        return f"user={self.user}\1auth=Bearer {self.fetched()}\1\1".encode()

    def fetched(self) -> str:
        """The secret as it is now."""
        try:
            return self.secret()
        except UnicodeError:  # its own words would show what it could not read
            why, hint = "den er ikke skrevet i UTF-8", None
        except OSError as trouble:
            why, hint = trouble.strerror or "ukendt fejl", None
        except PlannerError as refusal:
            why, hint = refusal.sentence, refusal.hint
        raise AuthExpired(f"Adgangskoden til {self.user} kan ikke hentes: {why}", hint=hint)


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Certificates are verified, against the machine's own list or only the authorities in a file."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as trouble:
        raise NotReached(
            f"Filen med betroede certifikater kan ikke læses: {ca_file}.",
            hint="Den skal være i PEM-format og kunne læses af programmet.",
        ) from trouble


def not_connected(what: str, host: str, port: int, trouble: Exception) -> NotReached:
    """Why the connection failed, said in one line; nothing was sent."""
    where = f"{what} {host}:{port}"
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return NotReached(
            f"{where} viser et certifikat, som ikke er betroet ({trouble.verify_message}).",
            hint="Angiv filen med jeres egen certifikatudsteder i indstillingerne, eller ret værtsnavnet.",
        )
    if isinstance(trouble, ssl.SSLError):
        return NotReached(
            f"{where} kunne ikke aftale en krypteret forbindelse.",
            hint="Porten passer måske ikke til tls eller starttls.",
        )
    if isinstance(trouble, socket.gaierror):
        return NotReached(f"{where} findes ikke.", hint="Kontrollér værtsnavnet i indstillingerne.")
    if isinstance(trouble, TimeoutError):
        return NotReached(f"{where} svarer ikke.")
    reason = f" ({trouble.strerror})" if isinstance(trouble, OSError) and trouble.strerror else ""
    return NotReached(f"{where} kan ikke nås{reason}.")


class Deadline:
    """Cuts the watched connection when the time of the whole operation is up.

    A socket's own time-out begins anew with every byte received; this one does not.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self._socket: Callable[[], socket.socket | None] = lambda: None
        self._turn = Condition()
        self._over = False
        self._thread = Thread(target=self._wait, daemon=True)

    def begin(self) -> None:
        """The next operation begins: the time is counted anew."""
        with self._turn:
            self.passed = False
            self._turn.notify()

    def watch(self, current: Callable[[], socket.socket | None]) -> None:
        """From now on, the socket that `current` returns is the one to be cut."""
        self._socket = current

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._turn:
            self._over = True
            self._turn.notify()

    def _wait(self) -> None:
        with self._turn:
            while not self._over:
                if not self._turn.wait(self.seconds):
                    self._cut()

    def _cut(self) -> None:
        self.passed = True
        watched = self._socket()
        if watched is not None:
            try:
                # The plain socket's shutdown: the TLS one would drop its state under the reader's feet.
                socket.socket.shutdown(watched, socket.SHUT_RDWR)
            except OSError:
                return  # closed meanwhile: the operation is over
