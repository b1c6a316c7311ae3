"""The organization's address book."""

from __future__ import annotations

from exchangelib.errors import ResponseMessageError
from exchangelib.services import ResolveNames

from planner.adapters.calendars.ews.connection import Connection
from planner.domain.calendar import Mailbox

# Nobody of that name, or a server without an address book to look in.
NOBODY = frozenset(
    {
        "ErrorInvalidOperation",
        "ErrorInvalidRequest",
        "ErrorInvalidServerVersion",
        "ErrorNameResolutionNoResults",
        "NotUnderstood",
    }
)


def people_called(connection: Connection, name: str) -> tuple[Mailbox, ...]:
    """Those whose name or address begins like that, in the server's own order."""
    try:
        answers = list(
            connection.service(ResolveNames).call(unresolved_entries=[name], search_scope="ActiveDirectory")
        )
    except ResponseMessageError as error:
        answers = [error]
    found = []
    for one in answers:
        if isinstance(one, Exception):
            if type(one).__name__ in NOBODY:
                continue
            raise one
        if one.email_address and "@" in one.email_address:
            found.append(Mailbox(one.name or one.email_address, one.email_address))
    return tuple(found)
