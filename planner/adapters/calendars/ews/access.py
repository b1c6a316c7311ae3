"""What the configuration says about the way into an Exchange server."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

SignIn = Literal["basic", "ntlm", "oauth2"]
Reach = Literal["direct", "impersonation"]
EXCHANGE_ONLINE = ("outlook.office365.com", "outlook.office.com", "outlook.office365.us")
ONLINE_OFF_BY_DEFAULT = dt.date(2026, 10, 1)
ONLINE_ENDS = dt.date(2027, 4, 1)


@dataclass(frozen=True)
class EwsAccess:
    """The secretariat's mailbox and the way to it. Secrets are never shown by `repr`.

    `mailbox` is the organizer of everything. `reach` "direct" opens it with the user's own rights,
    "impersonation" as the mailbox itself (ApplicationImpersonation). `endpoint` is the full address of
    Exchange.asmx; without one it is looked up by autodiscover. `ca_file` is a PEM file with the
    authority that signed the server's certificate, when the computer does not know it. `timeout` is
    seconds to wait for an answer, `longest` those that a whole call may take at most. With `sign_in` "oauth2" the user is the application's id, the secret
    its secret, and `tenant` says where the token is fetched (`token_url` and `scope` overrule it).
    """

    mailbox: str
    user: str
    secret: str = field(repr=False)
    endpoint: str | None = None
    sign_in: SignIn = "ntlm"
    reach: Reach = "direct"
    tenant: str | None = None
    token_url: str | None = None
    scope: str | None = None
    ca_file: str | None = None
    timeout: float = 60.0
    longest: float = 300.0
    zone: str = "Europe/Copenhagen"

    @property
    def server(self) -> str:
        """The server's name as people know it."""
        return (urlsplit(self.endpoint).hostname or "") if self.endpoint else self.mailbox.partition("@")[2]

    @property
    def is_online(self) -> bool:
        """Whether the configured address is in Exchange Online, where EWS is being closed."""
        return self.server in EXCHANGE_ONLINE
