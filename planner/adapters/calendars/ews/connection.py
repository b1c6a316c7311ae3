"""The mailbox, opened on first use: one connection, one attempt, TLS always verified."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import exchangelib
from exchangelib import services
from exchangelib.account import Identity
from exchangelib.folders import Calendar, Inbox, Root, SentItems
from exchangelib.properties import DistinguishedFolderId
from exchangelib.protocol import CachingProtocol, Protocol
from exchangelib.version import EXCHANGE_2016, Version
from requests.adapters import HTTPAdapter

from planner.adapters.calendars.ews.access import EXCHANGE_ONLINE, EwsAccess
from planner.adapters.calendars.ews.deadline import Line
from planner.adapters.calendars.ews.faults import OneTry, ask
from planner.adapters.calendars.ews.items import register
from planner.adapters.calendars.ews.once import ONCE
from planner.adapters.calendars.ews.quiet import quiet
from planner.domain.calendar import NotReached

Found = TypeVar("Found")

# Seconds to wait for the connection itself; the answer may take `timeout`.
CONNECTING = 15.0
_LEVEL = "Exchange2016"


class Connection:
    """The way to one mailbox. A forked child opens its own: a shared connection mixes up answers."""

    def __init__(self, access: EwsAccess) -> None:
        quiet()
        register()
        self.access = access
        self.server = access.server
        self._line = Line()
        self._policy = OneTry(access.server, lambda: self._line.has_ended)
        self._account: Any = None
        self._process: int | None = None

    @property
    def account(self) -> Any:
        """The library's account. Opening it by a fixed address sends nothing."""
        if self._account is None or self._process != os.getpid():
            self._account, self._process = _opened(self.access, self._policy, self._line), os.getpid()
        return self._account

    def ask(self, call: Callable[[], Found], *, writing: bool = False) -> Found:
        """The call's result, or a GatewayError that says what is known of it."""
        return ask(self.server, call, writing=writing, sent=lambda: self._policy.sent)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """All that is asked inside has ended after so long, whatever the server does."""
        with self._line.within(min(seconds, self.access.longest)):
            yield

    @property
    def calendar(self) -> Any:
        """The mailbox's own calendar, named without asking the server for its id."""
        return self._folder(Calendar)

    @property
    def inbox(self) -> Any:
        """Where answers to invitations arrive."""
        return self._folder(Inbox)

    @property
    def sent(self) -> Any:
        """Where copies of what is sent are kept."""
        return self._folder(SentItems)

    def service(self, kind: type[Any]) -> Any:
        """A call to the server, made once, whose errors come item by item."""
        if kind in (services.GetUserAvailability, services.ResolveNames):
            return ONCE[kind](protocol=self.account.protocol)
        return ONCE[kind](account=self.account)

    @property
    def is_online(self) -> bool:
        """Whether the mailbox lives in Exchange Online: by its configured address, or where it was found."""
        if self.access.is_online or self._account is None:
            return self.access.is_online
        return urlsplit(self._account.protocol.service_endpoint).hostname in EXCHANGE_ONLINE

    def close(self) -> None:
        """Close the connection, if it was opened here."""
        if self._account is not None and self._process == os.getpid():
            self._account.protocol.close()
        self._account = None

    def _folder(self, kind: type[Any]) -> Any:
        root = Root(account=self.account)
        return kind(root=root, _distinguished_id=DistinguishedFolderId(id=kind.DISTINGUISHED_FOLDER_ID))


def _opened(access: EwsAccess, policy: OneTry, line: Line) -> Any:
    impersonated = access.reach == "impersonation"
    given = {
        "primary_smtp_address": access.mailbox,
        "access_type": exchangelib.IMPERSONATION if impersonated else exchangelib.DELEGATE,
        "default_timezone": exchangelib.EWSTimeZone.from_timezone(ZoneInfo(access.zone)),
    }
    kept: dict[str, Any] = {
        "auth_type": {"basic": exchangelib.BASIC, "ntlm": exchangelib.NTLM, "oauth2": exchangelib.OAUTH2}[
            access.sign_in
        ],
        "credentials": _credentials(access, impersonated=impersonated),
        "retry_policy": policy,
        "version": Version(build=EXCHANGE_2016, api_version=_LEVEL),
        "max_connections": 1,
    }
    endpoint = access.endpoint or _discovered(given, kept)
    config = exchangelib.Configuration(service_endpoint=endpoint, **kept)
    # The library keeps connections for the process by address and user; one that a parent process
    # opened, or that trusts another authority, must not be met here.
    CachingProtocol._protocol_cache.pop(CachingProtocol._cache_key(config), None)  # noqa: SLF001 -- see above
    _protocol(access, line)(config=config)
    return exchangelib.Account(config=config, **given)


def _discovered(given: dict[str, Any], kept: dict[str, Any]) -> str:
    config = exchangelib.Configuration(**kept)
    found = exchangelib.Account(config=config, autodiscover=True, **given)
    return str(found.protocol.service_endpoint)


def _credentials(access: EwsAccess, *, impersonated: bool) -> Any:
    if access.sign_in != "oauth2":
        return exchangelib.Credentials(access.user, access.secret)

    class Token(exchangelib.OAuth2Credentials):
        @property
        def token_url(self) -> Any:
            return access.token_url or super().token_url

        @property
        def scope(self) -> Any:
            return [access.scope] if access.scope else super().scope

    identity = Identity(primary_smtp_address=access.mailbox) if impersonated else None
    return Token(
        client_id=access.user, client_secret=access.secret, tenant_id=access.tenant, identity=identity
    )


def _protocol(access: EwsAccess, line: Line) -> type[Any]:
    if access.ca_file is not None and not Path(access.ca_file).is_file():
        raise NotReached(
            f"Filen med betroede certifikater kan ikke læses: {access.ca_file}.",
            hint="Kontrollér ca_file under [exchange]; filen skal være i PEM-format.",
        )
    trusted: str | bool = access.ca_file or True
    pools = line.pools()

    class Verified(HTTPAdapter):
        """Verifies the server against the configured authority, whatever the environment says."""

        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
            manager = super().proxy_manager_for(*args, **kwargs)
            manager.pool_classes_by_scheme = pools
            return manager

        def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:  # noqa: ARG002 -- requests' shape
            super().cert_verify(conn, url, trusted, cert)

        def get_connection_with_tls_context(
            self,
            request: Any,
            verify: Any,  # noqa: ARG002 -- requests' shape
            proxies: Any = None,
            cert: Any = None,
        ) -> Any:
            return super().get_connection_with_tls_context(request, trusted, proxies=proxies, cert=cert)

    class OwnProtocol(Protocol):
        HTTP_ADAPTER_CLS = Verified
        TIMEOUT = (min(CONNECTING, access.timeout), access.timeout)
        USERAGENT = "planner"

    return OwnProtocol
