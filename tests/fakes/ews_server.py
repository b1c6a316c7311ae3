"""A small Exchange on the loopback: real HTTP and SOAP, mailboxes, and every misbehaviour on command.

Modelled on recorded exchanges with a real server. Where the official schema lies beside the project,
every request and every answer is held against it; what does not fit stands in `unfit`.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import ssl
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import spnego
from lxml import etree

from tests.fakes.ews_answers import Answers, Fault, fault_detail
from tests.fakes.ews_mailboxes import Mailboxes
from tests.fakes.ews_words import SOAP, M, T, local, node

SHARED = Path(os.environ.get("PLANNER_SHARED", Path(__file__).resolve().parents[3] / "shared"))
WRITING = frozenset({"CreateItem", "UpdateItem", "DeleteItem"})
# The operations the official schema has; it lacks the one about free and busy times.
UNKNOWN_TO_SCHEMA = frozenset({"GetUserAvailabilityRequest", "GetUserAvailabilityResponse"})
# What the next writing call may meet, and "late": done only when `land()` says so.
FAULTS = frozenset(
    "lose late throttle reject conflict busy_503 slow truncate gzip soap_fault unauthorized forbidden".split()
)
BEARER = "adgang-for-en-time"
VERSION = {
    "MajorVersion": "15",
    "MinorVersion": "1",
    "MajorBuildNumber": "2507",
    "MinorBuildNumber": "6",
    "Version": "V2017_07_11",
}


class Handshake:
    """The server's side of NTLM on one connection: two steps, and then the connection is trusted."""

    def __init__(self):
        self.context = spnego.server(protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm)

    def answer(self, authorization):
        """The header to answer with; None when the user is known."""
        if self.context.complete:
            return None
        _, _, token = (authorization or "").partition(" ")
        reply = self.context.step(base64.b64decode(token)) if token else None
        if self.context.complete:
            return None
        return {"WWW-Authenticate": "NTLM " + base64.b64encode(reply).decode() if reply else "NTLM"}


class EwsServer:
    """Use as a context manager. `requests` counts what was asked, `mailboxes` is what there is."""

    def __init__(self, *emails, user="planner", secret="hemmelig", certificate=None):  # noqa: S107 -- invented
        self.mailboxes = Mailboxes(*emails)
        self.answers = Answers(self.mailboxes)
        self.requests: list[str] = []
        self.bodies: list[bytes] = []
        self.unfit: list[str] = []
        self.validates = True
        self.impersonation = True
        self.ntlm = False
        self.retry_ms = 30_000
        # Another house than Exchange: what it refuses, how its answers are worded, and sent (see ews_houses.py).
        self.refusals: dict = {}
        self.rewrites: list = []
        self.sending = "plain"
        self.user, self.secret = user, secret
        self._fault: str | None = None
        self._late: list = []
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
            self._scheme = "https"

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._http.shutdown()
        self._http.server_close()

    @property
    def endpoint(self):
        return f"{self._scheme}://127.0.0.1:{self._http.server_address[1]}/EWS/Exchange.asmx"

    def misbehave(self, fault):
        """The next writing call meets this fault."""
        assert fault in FAULTS
        self._fault = fault

    def land(self):
        """What was late takes effect now."""
        while self._late:
            self._late.pop(0)()

    def spent(self):
        """What was asked since the last time this was called."""
        asked, self.requests = self.requests, []
        return asked

    def answer(self, body, authorization):
        """(status, headers, body) of an HTTP answer; None when the connection just breaks."""
        with self._lock:
            envelope = etree.fromstring(body)
            request = envelope.find(f"{{{SOAP}}}Body")[0]
            operation = local(request)
            self.requests.append(operation)
            self.bodies.append(body)
            self._hold_against_schema(request)
            if authorization not in (f"Bearer {BEARER}", _basic(self.user, self.secret)):
                return 401, {"WWW-Authenticate": 'Basic realm="EWS"'}, b""
            impersonated = envelope.findtext(f".//{{{T}}}ConnectingSID/{{{T}}}PrimarySmtpAddress")
            if impersonated and not self.impersonation:
                return 200, {}, self._fault_answer("ErrorImpersonateUserDenied", plain=True)
            fault, self._fault = (self._fault, None) if operation in WRITING else (None, self._fault)
            return self._met(fault, request, impersonated or self.user)

    def _met(self, fault, request, user):
        early = {
            "throttle": lambda: (500, {}, self._fault_answer("ErrorServerBusy", wait=self.retry_ms)),
            "unauthorized": lambda: (401, {"WWW-Authenticate": 'Basic realm="EWS"'}, b""),
            "forbidden": lambda: (403, {}, b""),
        }
        if fault in early:
            return early[fault]()
        if local(request) in self.refusals:
            status, made = self.refusals[local(request)]
            return status, {}, _enveloped(made)
        if fault == "late":
            self._late.append(lambda: self._done(request, user))
            return None
        if fault in ("reject", "conflict"):
            self.answers.refusal = {
                "reject": "ErrorCalendarInvalidPropertyValue",
                "conflict": "ErrorIrresolvableConflict",
            }[fault]
        status, headers, body = self._done(request, user)
        if fault == "slow":
            time.sleep(0.5)
        if fault == "soap_fault":
            return 500, {}, self._fault_answer("SOAP:Server", plain=True)
        if fault == "truncate":
            return status, headers, body[: len(body) // 2]
        if fault == "gzip":
            return status, {"Content-Encoding": "gzip"}, gzip.compress(body)[:20] + body
        return {"lose": None, "busy_503": (503, {}, b"")}.get(fault, (status, headers, body))

    def _done(self, request, user):
        try:
            made = self.answers.to(local(request))(request, user)
        except Fault as fault:
            return 500, {}, self._fault_answer(str(fault), plain=True)
        self._hold_against_schema(made)
        for rewrite in self.rewrites:
            rewrite(made)
        return 200, {}, _enveloped(made)

    def _fault_answer(self, code, *, wait=None, plain=False):
        detail, _ = fault_detail(code, wait)
        fault = etree.Element(f"{{{SOAP}}}Fault")
        for name, text in (("faultcode", code if plain else "a:" + code), ("faultstring", "Not now.")):
            etree.SubElement(fault, name).text = text
        if not plain:
            etree.SubElement(fault, "detail").extend(detail)
        return _enveloped(fault)

    def _hold_against_schema(self, element):
        schema = official_schema() if self.validates else None
        if schema is None or local(element) in UNKNOWN_TO_SCHEMA:
            return
        alone = etree.fromstring(etree.tostring(element))
        if not schema.validate(alone):
            self.unfit.append(f"{local(element)}: {schema.error_log.last_error}")

    def token(self, form):
        """What the issuer of tokens answers to an application that signs in."""
        self.requests.append("token")
        asked = parse_qs(form.decode())
        if asked["client_secret"] != [self.secret]:
            return 401, {"Content-Type": "application/json"}, b'{"error": "invalid_client"}'
        return (
            200,
            {"Content-Type": "application/json"},
            json.dumps(
                {
                    "access_token": BEARER,
                    "token_type": "Bearer",
                    "expires_in": 3600,
                    "scope": asked["scope"][0],
                }
            ).encode(),
        )


def _basic(user, secret):
    return "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()


@cache
def official_schema():
    """The schema of the protocol's documents, or None where it does not lie beside the project."""
    folder = SHARED / "ews-schema"
    if not folder.is_dir():
        return None
    root = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{T}" schemaLocation="all-types.xsd"/>'
        f'<xs:import namespace="{M}" schemaLocation="all-messages.xsd"/></xs:schema>'
    )
    return etree.XMLSchema(etree.fromstring(root, base_url=f"{folder}/root.xsd"))


def _enveloped(element):
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"SOAP": SOAP})
    etree.SubElement(envelope, f"{{{SOAP}}}Header").append(node("ServerVersionInfo", **VERSION))
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(element)
    return etree.tostring(envelope, xml_declaration=True, encoding="utf-8")


def _as_sent(way, headers, body):
    """The headers and the bytes of an answer, for each way of sending it."""
    headers = {"Content-Type": "text/xml; charset=utf-8", **headers}
    if way == "packed":
        headers["Content-Encoding"], body = "gzip", gzip.compress(body)
    if way == "closing":
        headers["Connection"] = "close"
    if way != "chunked":
        return headers | {"Content-Length": str(len(body))}, body
    parts = [body[at : at + 100] for at in range(0, len(body), 100)] + [b""]
    chunks = (b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return headers | {"Transfer-Encoding": "chunked"}, b"".join(chunks)


def _handler(server):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            body = json.dumps(server.spent()).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.endswith("/token"):
                answer = server.token(body)
            elif self.path != "/EWS/Exchange.asmx":
                answer = (404, {}, b"")
            elif server.ntlm and (header := self._handshake(self.headers.get("Authorization"))):
                answer = (401, header, b"")
            else:
                known = (
                    _basic(server.user, server.secret) if server.ntlm else self.headers.get("Authorization")
                )
                answer = server.answer(body, known)
            if answer is None:
                self.close_connection = True
                return
            status, headers, body = answer
            headers, body = _as_sent(server.sending, headers, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            # Without a word: the connection is there until it is used again.
            self.close_connection |= server.sending == "dropping"

        def _handshake(self, authorization):
            if not hasattr(self, "handshake"):
                self.handshake = Handshake()
            try:
                return self.handshake.answer(authorization)
            except spnego.exceptions.SpnegoError:
                return {"WWW-Authenticate": "NTLM"}

        def log_message(self, *_):
            """Quiet: the tests look at what was asked themselves."""

    return Handler
