"""What went to and fro about one event: the revisions that left, and what was heard back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from planner.domain.calendar import CalendarEntry, Reply
from planner.domain.entry import Entry, Operation
from planner.domain.outbound import UNDER_WAY, Task

# done: a person has dealt with it; accepted: what it proposed was carried out.
Settled = Literal["done", "accepted"]


@dataclass(frozen=True)
class Settling:
    """How a person dealt with something heard: when, who, why, and the journal step that came of it."""

    how: Settled
    at: dt.datetime
    by: str
    why: str | None = None
    step: int | None = None


@dataclass(frozen=True)
class Heard:
    """Something that came back, as it was stored. `id` is 0 before that.

    `reply` is None where the message could not be used; `fault` says why. `entry` is None where it is
    about no event of ours.
    """

    id: int
    backend: str
    at: dt.datetime
    reply: Reply | None = None
    entry: int | None = None
    fault: str | None = None
    settled: Settling | None = None


@dataclass(frozen=True)
class Sent:
    """A revision that left. `sure` is False while it is not known whether it arrived."""

    operation: Operation
    revision: CalendarEntry
    at: dt.datetime
    sure: bool = True


@dataclass(frozen=True)
class Correspondence:
    """One event, what left about it and what was heard, each in the order of time."""

    entry: Entry
    sent: tuple[Sent, ...] = ()
    heard: tuple[Heard, ...] = ()


def sent_of(entry: Entry, tasks: Iterable[Task]) -> tuple[Sent, ...]:
    """What left about an event by these tasks of it; what was definitely refused did not.

    What the event is known to stand as counts too, where no task tells of it: it was adopted from the
    calendar, or the database has been brought back from a copy.
    """
    found = [
        Sent(task.operation, task.revision, task.sent_at, sure=task.state == "acked")
        for task in tasks
        if task.revision is not None
        and task.operation is not None
        and task.sent_at is not None
        and (task.state == "acked" or task.state in UNDER_WAY or task.doubtful)
    ]
    known = {(one.revision.sequence, one.revision.stamp) for one in found}
    if entry.sent is not None and (entry.sent.sequence, entry.sent.stamp) not in known:
        found.append(Sent("update" if found else "create", entry.sent, entry.sent.stamp))
    return tuple(sorted(found, key=lambda one: (one.revision.sequence, one.revision.stamp)))
