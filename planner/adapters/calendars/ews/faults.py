"""What is known when an Exchange server, or the way to it, fails: unknown unless known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from exchangelib.errors import ErrorServerBusy, ErrorTimeoutExpired
from exchangelib.protocol import FailFast
from exchangelib.util import is_xml

from planner.domain.calendar import (
    AuthExpired,
    GatewayError,
    NotReached,
    OutcomeUnknown,
    Rejected,
    RemoteChanged,
    RemoteGone,
    Throttled,
)

Found = TypeVar("Found")

# Seconds to wait when a server says "busy" without saying for how long.
PAUSE = 60.0
THROTTLED = frozenset({"ErrorServerBusy", "ErrorTooManyObjectsOpened", "ErrorExceededConnectionCount"})
CHANGED = frozenset({"ErrorIrresolvableConflict", "ErrorStaleObject"})
GONE = frozenset(
    {
        "ErrorItemNotFound",
        "ErrorInvalidId",
        "ErrorInvalidIdEmpty",
        "ErrorInvalidIdMalformed",
        "ErrorInvalidIdMonikerTooLong",
        "ErrorCorruptData",
    }
)
NO_RIGHT = frozenset(
    {
        "ErrorAccessDenied",
        "ErrorCreateItemAccessDenied",
        "ErrorImpersonateUserDenied",
        "ErrorImpersonationDenied",
        "ErrorImpersonationFailed",
        "ErrorSendAsDenied",
        "UnauthorizedError",
    }
)
NO_MAILBOX = frozenset({"ErrorNonExistentMailbox", "ErrorMailboxConfiguration", "ErrorFolderNotFound"})
# Said by a server that looked at the request and did nothing. Every other error of a writing call may
# have come after the event was saved: a failed invitation mail, for one, is told as an error.
REJECTED = frozenset(
    {
        "ErrorCalendarCannotUseIdForOccurrenceId",
        "ErrorCalendarDurationIsTooLong",
        "ErrorCalendarEndDateIsEarlierThanStartDate",
        "ErrorCalendarInvalidPropertyState",
        "ErrorCalendarInvalidPropertyValue",
        "ErrorCalendarIsCancelledForDecline",
        "ErrorCalendarIsNotOrganizer",
        "ErrorCalendarMeetingRequestIsOutOfDate",
        "ErrorInvalidArgument",
        "ErrorInvalidOperation",
        "ErrorInvalidPropertySet",
        "ErrorInvalidRequest",
        "ErrorInvalidReferenceItem",
        "ErrorInvalidSchemaVersionForMailboxVersion",
        "ErrorInvalidServerVersion",
        "ErrorInvalidValueForProperty",
        "ErrorMessageSizeExceeded",
        "ErrorQuotaExceeded",
        "ErrorSchemaValidation",
        "NotUnderstood",
    }
)
_BEFORE_SENDING = frozenset(
    {"ConnectTimeoutError", "NameResolutionError", "NewConnectionError", "ProxyError"}
)
_CLOSED_MEANWHILE = frozenset({"BrokenPipeError", "ConnectionResetError", "RemoteDisconnected"})
_LOST = "Svaret fra Exchange-serveren {} gik tabt, så det er ikke sikkert, om ændringen blev gennemført ({})."


class OneTry(FailFast):
    """Tells at once what an HTTP answer means; nothing is ever sent twice by the library."""

    def __init__(self, server: str, has_ended: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self.server = server
        self.sent = 0
        self._has_ended = has_ended

    def must_have_time(self) -> None:
        """Nothing is begun when the time of the call is up."""
        if self._has_ended():
            raise NotReached(f"Exchange-serveren {self.server} svarer for langsomt.")

    @property
    def back_off_until(self) -> None:
        """Never: waiting is the caller's business. The library asks just before it sends: that is counted."""
        self.sent += 1

    def raise_response_errors(self, response: Any) -> None:
        """Nothing for an answer that can be read; otherwise the error that says what is known."""
        status = response.status_code
        if status == 200 or (status == 500 and response.content and is_xml(response.content)):
            return
        raise _by_status(self.server, status, response.headers)


def ask(
    server: str, call: Callable[[], Found], *, writing: bool = False, sent: Callable[[], int] = lambda: 0
) -> Found:
    """The call's result, or a GatewayError that says what is known of it; `sent` counts the requests.

    The library's own error is not chained to it: its text quotes requests and answers.
    """
    before = sent()
    try:
        return call() if writing else _read(call)
    except Exception as error:  # noqa: BLE001 -- whatever the library raises, something is known of it
        failure = fault(error, server=server, writing=writing and sent() != before)
        if writing and sent() == before and isinstance(error, TypeError | ValueError):
            failure = Rejected(f"Exchange kan ikke rumme aftalen ({type(error).__name__}).")
    raise failure


def _read(call: Callable[[], Found]) -> Found:
    """What is only being read is asked for again, once, where the server had closed the connection meanwhile."""
    try:
        return call()
    except ErrorTimeoutExpired as error:
        if not any(type(each).__name__ in _CLOSED_MEANWHILE for each in _within(error)):
            raise
    return call()


def fault(error: Exception, *, server: str, writing: bool) -> GatewayError:
    """What is known after this error. What was only being read is never in doubt."""
    known = error if isinstance(error, GatewayError) else _known(error, server)
    if isinstance(known, OutcomeUnknown) and not writing:
        return NotReached(f"Exchange-serveren {server} gav ikke et brugbart svar ({type(error).__name__}).")
    return known


def _known(error: Exception, server: str) -> GatewayError:
    code = type(error).__name__
    if code in THROTTLED:
        seconds = error.back_off if isinstance(error, ErrorServerBusy) else None
        return throttled(server, seconds)
    if code in CHANGED:
        return RemoteChanged("Aftalen er ændret i Outlook, siden vi sidst så den. Intet er overskrevet.")
    if code in GONE:
        return RemoteGone("Aftalen findes ikke længere i sekretariatets kalender.")
    if code in NO_RIGHT:
        return AuthExpired(
            f"Exchange-serveren {server} giver ikke adgang ({code}).",
            hint="Kontrollér brugerens adgangskode og dens rettigheder til sekretariatets postkasse.",
        )
    if code in NO_MAILBOX:
        return AuthExpired(
            f"Sekretariatets postkasse eller dens kalender findes ikke på {server} ({code}).",
            hint="Kontrollér postkassens adresse i konfigurationen.",
        )
    if code in REJECTED:
        return Rejected(f"Exchange-serveren {server} afviste ændringen ({code}).")
    if type(error).__module__.startswith("oauthlib."):
        return AuthExpired(
            f"Der kunne ikke hentes adgang til {server} ({code}).",
            hint="Kontrollér programmets id og hemmelighed i konfigurationen.",
        )
    return _on_the_way(error, server)


def _on_the_way(error: Exception, server: str) -> GatewayError:
    """Errors of the connection: the library wraps them, and the one inside says how far it came."""
    inside = {type(each).__name__ for each in _within(error)}
    if "SSLCertVerificationError" in inside:
        return NotReached(
            f"Certifikatet fra {server} er ikke godkendt på denne computer.",
            hint="Angiv filen med jeres egen certifikatudsteder (ca_file) i konfigurationen.",
        )
    if inside & _BEFORE_SENDING:
        return NotReached(
            f"Exchange-serveren {server} kan ikke nås.", hint="Kontrollér adressen og netværket."
        )
    return OutcomeUnknown(_LOST.format(server, type(error).__name__))


def _within(error: BaseException) -> Iterator[BaseException]:
    """The error and those it was made from. Its context is followed one step only: beyond that it may
    be an older error that the caller was busy with.
    """
    waiting = [error, error.__context__, error.__cause__]
    met: set[int] = set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and id(each) not in met:
            met.add(id(each))
            yield each
            waiting += [*each.args, getattr(each, "reason", None)]


def _by_status(server: str, status: int, headers: Any) -> GatewayError:
    if status in (401, 403):
        return AuthExpired(
            f"Exchange-serveren {server} lukker ikke brugeren ind (HTTP {status}).",
            hint="Kontrollér brugernavn og adgangskode, og om EWS er slået til for postkassen.",
        )
    if status == 429:
        seconds = str(headers.get("Retry-After", ""))
        return throttled(server, float(seconds) if seconds.isdecimal() else None)
    if status in (301, 302, 303, 307, 308, 404, 405):
        return NotReached(
            f"Der er ingen EWS-tjeneste på adressen hos {server} (HTTP {status}).",
            hint="Adressen slutter som regel på /EWS/Exchange.asmx.",
        )
    if status in (400, 411, 413, 414, 415):
        return Rejected(f"Exchange-serveren {server} kunne ikke læse forespørgslen (HTTP {status}).")
    return OutcomeUnknown(_LOST.format(server, f"HTTP {status}"))


def throttled(server: str, seconds: float | None) -> Throttled:
    """The server has too much to do, and said for how long (in seconds)."""
    wait = seconds or PAUSE
    return Throttled(
        f"Exchange-serveren {server} har travlt. Der prøves igen om {wait:.0f} sekunder.", retry_after=wait
    )
