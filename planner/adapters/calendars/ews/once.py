"""The library's calls to a server, without its own ideas, and forgiving of servers that are not Exchange.

One attempt, one version of the protocol; no error of one item raised before the results of the others are
read. What a server leaves out of an answer, or writes in another way than Exchange does, is put right here.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from exchangelib import errors, services
from exchangelib.errors import MalformedResponseError, ResponseMessageError, SOAPError
from exchangelib.services.common import EWSService
from exchangelib.util import ENS, MNS, TNS, get_xml_attr

_NOT_SUPPORTED = re.compile("NotImplemented|NotSupported|Unsupported|MethodNotFound")
# Yes and no may be written as digits too; the library reads those as neither.
_WORDS = {"1": "true", "0": "false"}
_YES_OR_NO = (
    f"{{{MNS}}}IncludesLastItemInRange",
    *(f"{{{TNS}}}{name}" for name in ("IsCancelled", "CreateContents", "Delete", "Modify", "Read")),
)
# Faults that say: the request was not understood, and nothing was done (SOAP 1.1, section 4.4.1).
_OF_THE_ASKER = frozenset({"Client", "MustUnderstand", "VersionMismatch"})
# Instants may have fractions of a second, of which the library makes nothing at all.
_FRACTION = re.compile(r"\.\d+")
_INSTANTS = tuple(
    f"{{{TNS}}}{name}"
    for name in (
        "Start",
        "End",
        "StartTime",
        "EndTime",
        "DateTimeReceived",
        "DateTimeSent",
        "LastModifiedTime",
        "LastResponseTime",
        "ProposedStart",
        "ProposedEnd",
    )
)


class UnknownCode(ResponseMessageError):
    """The server told of one item with a code that the library has no class for."""


class NotUnderstood(ResponseMessageError):
    """The server does not know what it was asked to do, and so has done nothing."""


class Truncated(ResponseMessageError):
    """There are more events in the stretch of time than the server will tell of at once."""


def once(service: type[Any]) -> type[Any]:
    """The service as it is used here."""

    class Once(service):
        ERRORS_TO_CATCH_IN_RESPONSE = ResponseMessageError
        # A warning about one item says nothing of the others either.
        WARNINGS_TO_CATCH_IN_RESPONSE = () if service is services.ResolveNames else ResponseMessageError

        def _api_versions_to_try(self) -> tuple[str, ...]:
            return (self._version_hint.api_version,)

        def _get_response(self, payload: Any, api_version: str) -> Any:
            self.protocol.retry_policy.must_have_time()
            return super()._get_response(payload, api_version)

        def _handle_backoff(self, e: Exception) -> None:
            # The library calls several faults "busy", as if nothing had been done. They keep their names.
            raise sys.exception() or e

        @staticmethod
        def _get_exception(code: str, *args: Any, **kwargs: Any) -> Any:
            error = service._get_exception(code, *args, **kwargs)  # noqa: SLF001 -- the one place that names errors
            return error if isinstance(error, ResponseMessageError) else _unnamed(code)

        @classmethod
        def _raise_soap_errors(cls, fault: Any) -> None:
            _raise_named(fault)
            super()._raise_soap_errors(fault)

        def _get_soap_messages(self, body: Any) -> Any:
            return super()._get_soap_messages(_legible(body))

        def _get_element_container(self, message: Any, name: str | None = None) -> Any:
            # What reads the place in a list of changes expects it in an error too.
            if message.get("ResponseClass") == "Error":
                return EWSService._get_element_container(self, message, name)  # noqa: SLF001 -- see above
            try:
                return super()._get_element_container(message, name)
            except MalformedResponseError:
                return _nothing(message, name)

    Once.__name__ = service.__name__
    return Once


def _unnamed(code: str | None) -> ResponseMessageError:
    return NotUnderstood("") if _NOT_SUPPORTED.search(code or "") else UnknownCode("")


def _raise_named(fault: Any) -> None:
    """Raises what the code of a fault says, where the library would look for it in the detail alone."""
    detail = fault.find("detail")
    if detail is not None and get_xml_attr(detail, f"{{{ENS}}}ResponseCode"):
        return
    code = (get_xml_attr(fault, "faultcode") or "").rpartition(":")[2]
    if code in _OF_THE_ASKER:
        raise NotUnderstood("")
    known = vars(errors).get(code)
    if isinstance(known, type) and issubclass(known, ResponseMessageError):
        raise known("")


def _legible(body: Any) -> Any:
    """The answer with its instants and its yes and no as the library reads them."""
    for each in body.iter(*_YES_OR_NO):
        each.text = _WORDS.get(each.text, each.text)
    for each in body.iter(*_INSTANTS):
        each.text = _FRACTION.sub("", each.text or "", count=1)
    return body


def _nothing(message: Any, name: str | None) -> Any:
    """An empty container, where a server leaves out what would be empty. The library quotes the whole answer."""
    if name is None:
        raise SOAPError("no container")
    return message.makeelement(name)


class _Found(services.FindItem):
    """FindItem, for servers that leave out the numbers of the page, or cut off the events of a long stretch."""

    def call(self, *args: Any, calendar_view: Any = None, **kwargs: Any) -> Any:
        self._is_view = calendar_view is not None
        return super().call(*args, calendar_view=calendar_view, **kwargs)

    def _get_page(self, message: Any) -> Any:
        root = message.find(f"{{{MNS}}}RootFolder")
        if root is not None:
            items = root.find(f"{{{TNS}}}Items")
            if items is None:
                root.append(items := root.makeelement(f"{{{TNS}}}Items"))
            last = root.get("IncludesLastItemInRange", "true").lower()
            root.set("IncludesLastItemInRange", _WORDS.get(last, last))
            root.set("TotalItemsInView", root.get("TotalItemsInView") or str(len(items)))
            if self._is_view and root.get("IncludesLastItemInRange") == "false":
                # The library would ask for the same again, and again.
                return Truncated(""), None
            if not len(items):
                root.set("IncludesLastItemInRange", "true")
        return super()._get_page(message)


class _Synced(services.SyncFolderItems):
    """SyncFolderItems, for servers that say that there is more only when there is."""

    def _get_element_container(self, message: Any, name: str | None = None) -> Any:
        if message.find(self.last_in_range_name) is None:
            message.append(last := message.makeelement(self.last_in_range_name))
            last.text = "true"
        return super()._get_element_container(message, name)


ONCE = {
    service: once(kind)
    for service, kind in (
        (services.CreateItem, services.CreateItem),
        (services.DeleteItem, services.DeleteItem),
        (services.FindItem, _Found),
        (services.GetFolder, services.GetFolder),
        (services.GetItem, services.GetItem),
        (services.GetUserAvailability, services.GetUserAvailability),
        (services.ResolveNames, services.ResolveNames),
        (services.SyncFolderItems, _Synced),
        (services.UpdateItem, services.UpdateItem),
    )
}
