"""A way of telling people that nobody can look into: mail, and files to subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from planner.domain.calendar import Busy, Remote


class OneWay:
    """The questions of a CalendarGateway to which such a way has no answer."""

    def between(self, first: datetime, last: datetime) -> tuple[Remote, ...]:  # noqa: ARG002 -- the port's shape
        """Nothing: there is no calendar to look in."""
        return ()

    def busy(
        self,
        emails: Sequence[str],  # noqa: ARG002 -- the port's shape
        first: datetime,  # noqa: ARG002 -- the port's shape
        last: datetime,  # noqa: ARG002 -- the port's shape
    ) -> tuple[Busy, ...]:
        """Nothing: free/busy is not known here."""
        return ()
