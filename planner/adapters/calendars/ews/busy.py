"""When people's mailboxes are taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from exchangelib import EWSTimeZone
from exchangelib.errors import ResponseMessageError, SOAPError
from exchangelib.properties import (
    DaylightTime,
    FreeBusyViewOptions,
    MailboxData,
    StandardTime,
    TimeWindow,
    TimeZone,
)
from exchangelib.services import GetUserAvailability

from planner.adapters.calendars.ews.connection import Connection
from planner.adapters.calendars.ews.faults import NO_RIGHT, THROTTLED
from planner.adapters.calendars.ews.items import instant, moment
from planner.domain.calendar import Busy

TAKEN = frozenset({"Busy", "OOF", "Tentative", "WorkingElsewhere"})
STEP = 30
# Errors that say nothing of the mailboxes: without them, one that cannot be looked up would seem to be free.
REFUSED = THROTTLED | NO_RIGHT | {"ErrorTimeoutExpired", "ErrorInvalidServerVersion", "NotUnderstood"}
# The frame the question is put in: central European time, by rule. The library would ask the server
# for it, and not every server can tell. The answers are instants, whatever the frame.
_FRAME = "Europe/Copenhagen"


def busy(
    connection: Connection, emails: Sequence[str], first: dt.datetime, last: dt.datetime
) -> tuple[Busy, ...]:
    """Stretches in which these mailboxes are taken; a mailbox the server does not know is left out."""
    if not emails or first >= last:
        return ()
    try:
        return tuple(_taken(connection, emails, first, last))
    except (ResponseMessageError, SOAPError) as error:
        if type(error).__name__ in REFUSED:
            raise
    if len(emails) == 1:
        return ()
    # To some servers one unknown mailbox spoils the whole question.
    return tuple(each for email in emails for each in busy(connection, [email], first, last))


def _taken(
    connection: Connection, emails: Sequence[str], first: dt.datetime, last: dt.datetime
) -> Iterator[Busy]:
    zone = EWSTimeZone(_FRAME)
    window = TimeWindow(
        start=moment(first).astimezone(zone),
        end=moment(last).astimezone(zone),
    )
    views = connection.service(GetUserAvailability).call(
        tzinfo=zone,
        mailbox_data=[
            MailboxData(email=email, attendee_type="Required", exclude_conflicts=False) for email in emails
        ],
        timezone=_frame(),
        free_busy_view_options=FreeBusyViewOptions(
            time_window=window, merged_free_busy_interval=STEP, requested_view="DetailedMerged"
        ),
    )
    for email, view in zip(emails, views, strict=False):
        if type(view).__name__ in THROTTLED | {"NotUnderstood"}:
            raise view
        if view is None or isinstance(view, Exception):
            continue
        for starts, ends in _stretches(view, first):
            if starts < last and ends > first:
                yield Busy(email, starts, ends)


def _stretches(view: Any, first: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """From the events, or where only that much may be seen, from the row of half hours."""
    if view.calendar_events:
        for event in view.calendar_events:
            if event.busy_type in TAKEN:
                yield instant(event.start), instant(event.end)
        return
    step = dt.timedelta(minutes=STEP)
    for number, taken in enumerate(view.merged or ""):
        if taken in "123":
            yield first + number * step, first + (number + 1) * step


def _frame() -> Any:
    return TimeZone(
        bias=-60,
        standard_time=StandardTime(bias=0, time=dt.time(3), occurrence=5, iso_month=10, weekday="Sunday"),
        daylight_time=DaylightTime(bias=-60, time=dt.time(2), occurrence=5, iso_month=3, weekday="Sunday"),
    )
