"""The organization's address book."""

from __future__ import annotations

from exchangelib.services import ResolveNames

from planner.adapters.calendars.ews.connection import Connection
from planner.domain.calendar import Mailbox

NOBODY = "ErrorNameResolutionNoResults"


def people_called(connection: Connection, name: str) -> tuple[Mailbox, ...]:
    """Those whose name or address begins like that, in the server's own order."""
    found = []
    for one in connection.service(ResolveNames).call(
        unresolved_entries=[name], search_scope="ActiveDirectory"
    ):
        if isinstance(one, Exception):
            if type(one).__name__ == NOBODY:
                continue
            raise one
        if one.email_address and "@" in one.email_address:
            found.append(Mailbox(one.name or one.email_address, one.email_address))
    return tuple(found)
