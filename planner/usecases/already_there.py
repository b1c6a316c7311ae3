"""Meetings that stand in a calendar already: the plan never makes another beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from planner.domain.calendar import Remote
from planner.domain.entry import Wanted
from planner.ports import CalendarGateway


@dataclass(frozen=True)
class Double:
    """A meeting that would be made, and what stands there in its time. `starts` and `ends` are in the board's zone."""

    meeting: int
    date: date
    subject: str
    starts: datetime
    ends: datetime


def doubles(new: Iterable[Wanted], calendars: Mapping[str, CalendarGateway]) -> tuple[Double, ...]:
    """What stands in the calendars already of the meetings that would be made. Reads only."""
    found: list[Double] = []
    wanted = [one for one in new if one.kind == "meeting"]
    for backend, calendar in calendars.items():
        own = [one for one in wanted if one.backend == backend]
        if not own:
            continue
        standing = calendar.between(min(one.starts for one in own), max(one.ends for one in own))
        found += [
            Double(
                one.meeting,
                one.starts.astimezone(ZoneInfo(one.zone)).date(),
                remote.subject,
                remote.starts.astimezone(ZoneInfo(one.zone)),
                remote.ends.astimezone(ZoneInfo(one.zone)),
            )
            for one in own
            for remote in standing
            if is_double(one, remote)
        ]
    return tuple(found)


def is_double(wanted: Wanted, remote: Remote) -> bool:
    """Whether an event that is not ours takes the same members' time."""
    if remote.key is not None or remote.is_cancelled:
        return False
    if not (remote.starts < wanted.ends and wanted.starts < remote.ends):
        return False
    members = {one.mailbox.email.casefold() for one in wanted.attendees if one.role != "resource"}
    return bool(members & {email.casefold() for email in remote.attendees})
