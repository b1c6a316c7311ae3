"""A real SMTP server on loopback that keeps what it takes, and can be told to misbehave.

Faults meet the next message only, in the order given: "lose" (kept, and the connection cut before the
answer), "cut" (cut in the middle of the text), "not_reached" (cut before anything), "throttle" (451),
"reject" (550), "reject_text" (554 after the text), "silent" (no answer to the text, ever).
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import warnings
from base64 import b64decode
from collections import deque
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD, TOKEN = "sekretariat", "hemmeligt æøå", "et-bevis-der-udløber"


class Authority:
    """Certificates for localhost, and the file that makes them trusted."""

    def __init__(self, folder):
        authority = trustme.CA()
        self.certificate = authority.issue_cert("localhost")
        self.ca_file = str(folder / "ca.pem")
        authority.cert_pem.write_to_path(self.ca_file)

    def context(self):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.certificate.configure_cert(context)
        return context


class MailServer:
    """Letters by receiver, as bytes. It offers no mechanism of `without`. `refuses` maps an address to the answer that its RCPT gets."""

    def __init__(self, *, authority=None, security="none", login=False, without=()):
        self.port = free_port()
        self.letters = {}
        self.refuses = {}
        self.faults = deque()
        self.logins = []
        self.connections = 0
        context = authority.context() if authority else None
        self._options = {
            "tls_context": context if security == "starttls" else None,
            "require_starttls": security == "starttls",
            "auth_required": login,
            "auth_require_tls": security == "starttls",
            "authenticator": self._let_in,
            "auth_exclude_mechanism": without,
        }
        self._controller = _Controller(
            self,
            hostname="localhost",
            port=self.port,
            ssl_context=context if security == "tls" else None,
        )

    def __enter__(self):
        self._controller.start()
        self.connections = 0  # the controller has knocked once itself
        return self

    def __exit__(self, *_):
        self._controller.stop(no_assert=True)

    def to(self, email):
        """What came for that person, parsed."""
        return [message_from_bytes(letter, policy=default) for letter in self.letters.get(email, [])]

    def server(self):
        with warnings.catch_warnings():  # of login without STARTTLS: here TLS came first
            warnings.simplefilter("ignore")
            return SMTP(self, **self._options)

    def _let_in(self, server, session, envelope, mechanism, data):  # noqa: ARG002 -- aiosmtpd's shape
        self.logins.append(mechanism)
        right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=right, handled=False)

    async def auth_XOAUTH2(self, server, args):  # noqa: N802 -- aiosmtpd finds it by this name
        self.logins.append("XOAUTH2")
        given = await server.challenge_auth("", encode_to_b64=False) if len(args) < 2 else args[1]
        text = given if isinstance(given, bytes) else b64decode(given)
        if text == f"user={USER}\1auth=Bearer {TOKEN}\1\1".encode():
            return AuthResult(success=True, auth_data=USER)
        await server.challenge_auth('{"status":"401"}')
        return AuthResult(success=False, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: ARG002, N802 -- aiosmtpd's shape
        if self._fault("not_reached"):
            server.transport.abort()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802 -- aiosmtpd's shape
        if self._fault("throttle"):
            return "451 4.7.1 Try again later"
        if self._fault("reject"):
            return "550 5.7.1 Not from here"
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802 -- aiosmtpd's shape
        if self._fault("cut"):
            server.transport.abort()
            return "250 OK"
        if self._fault("reject_text"):
            return "554 5.7.1 Content refused"
        for address in envelope.rcpt_tos:
            self.letters.setdefault(address, []).append(envelope.original_content)
        if self._fault("silent"):
            await asyncio.Event().wait()
        if self._fault("lose"):
            server.transport.abort()
        return "250 OK"

    def _fault(self, name):
        if self.faults and self.faults[0] == name:
            self.faults.popleft()
            return True
        return False


class _Controller(Controller):
    def factory(self):
        self.handler.connections += 1
        return self.handler.server()


@contextmanager
def dripping():
    """The port of a server that sends a byte now and then, and never a whole answer."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip():
            accepted, _ = listening.accept()
            with accepted:
                while not done.wait(0.05):
                    try:
                        accepted.send(b"2")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            done.set()
            thread.join()


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
