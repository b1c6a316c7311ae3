"""Deliver what is queued: claim, act, settle. No transaction is open while a calendar is called.

That a task leaves is written down before its first byte does. Only a definite answer is believed;
whatever else happens, a crash among it, waits out the quiet period and is looked for before the
same revision is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from planner.domain.audience import is_closed
from planner.domain.calendar import CalendarEntry, Link, PartlyDone, Remote
from planner.domain.entry import Cancel, Create, Entry, Nothing, step_of
from planner.domain.outbound import (
    FOR_A_PERSON,
    QUIET,
    UNDER_WAY,
    WAITING,
    State,
    Task,
    Verdict,
    decide,
    probed,
)
from planner.domain.wanted import READER
from planner.ports import CalendarGateway, Clock, Store, Work

OFF = "Deltagelsen er aflyst."


@dataclass(frozen=True)
class Delivery:
    """What became of one task in this run. `state` is one of outbound.State; no text of the event is in it."""

    task: int
    operation: str | None
    persons: tuple[str, ...]
    starts: datetime | None
    state: State
    reason: str | None = None


@dataclass(frozen=True)
class Delivered:
    """What a run did, and what is left.

    As JSON: {"done": [{"task", "operation", "persons", "starts", "state", "reason"}], "waiting",
    "under_way", "for_a_person": counts, "next": when something is due again (instant) or null,
    "stopped": {"backend": class of fault}}.
    """

    done: tuple[Delivery, ...]
    waiting: int
    under_way: int
    for_a_person: int
    next: datetime | None
    stopped: Mapping[str, str]

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        return dict(vars(self))


def deliver(
    *,
    store: Store,
    gateways: Mapping[str, CalendarGateway],
    clock: Clock,
    heard: Callable[[Delivery], None] | None = None,
) -> Delivered:
    """Deliver everything that is due; `heard` is told of each task as it is settled."""
    stopped: dict[str, str] = {}
    done: list[Delivery] = []
    while True:
        backends = [name for name in gateways if name not in stopped]
        claimed = _claim(store, backends, clock.now())
        if claimed is None:
            return _result(store, done, stopped)
        task, entry = claimed
        settled, verdict = _carried_out(task, entry, gateways[entry.backend], store, clock)
        if settled is None:
            continue  # somebody else took it up: it is theirs
        if verdict.stops:
            stopped[entry.backend] = verdict.reason or ""
        row = _row(settled, entry)
        done.append(row)
        if heard is not None:
            heard(row)


def _claim(store: Store, backends: list[str], now: datetime) -> tuple[Task, Entry] | None:
    """The next task, marked as under way; those with nothing to do are settled on the way."""
    while True:
        with store.work() as work:
            task = work.out.next_due(now, backends)
            if task is None:
                return None
            entry = work.out.entry(task.entry)
            claimed = _frozen(task, entry, work, now)
            if claimed is not None and work.out.save(claimed, task):
                work.commit()
                return claimed, entry
            if claimed is None:
                work.out.save(replace(task, state="acked", not_before=None), task)
                if not entry.stands:
                    work.out.keep(replace(entry, is_over=True))
                work.commit()


def _frozen(task: Task, entry: Entry, work: Work, now: datetime) -> Task | None:
    """The task with the revision that leaves; None where there is nothing to do after all."""
    if task.state not in WAITING:
        return replace(task, state="probing", doubtful=True, not_before=now + QUIET)
    step = step_of(entry, now, hide=_has_been_closed(entry, work))
    if isinstance(step, Nothing):
        return None
    revision = step.entry
    kept = task.revision
    if kept is not None and replace(kept, stamp=revision.stamp) == revision:
        revision = kept  # refused for now, and still what is wanted: the same bytes again
    operation = "create" if isinstance(step, Create) else "cancel" if isinstance(step, Cancel) else "update"
    return replace(
        task,
        state="inflight",
        operation=operation,  # type: ignore[arg-type]
        revision=revision,
        attempts=task.attempts + 1,
        sent_at=now,
        not_before=now + QUIET,
        reason=None,
    )


def _has_been_closed(entry: Entry, work: Work) -> bool:
    """Whether a title in the event has become closed since it was published: then none of them leaves."""
    if not entry.wanted.shown:
        return False
    plan = work.read.items(entry.wanted.shown)
    return any(
        number not in plan.items or is_closed(plan, plan.items[number], READER)
        for number in entry.wanted.shown
    )


def _carried_out(
    task: Task, entry: Entry, gateway: CalendarGateway, store: Store, clock: Clock
) -> tuple[Task | None, Verdict]:
    link = entry.link
    if task.state == "probing":
        verdict, found = _looked_for(task, entry, gateway, clock)
        if verdict.state != "inflight":
            if found is not None and verdict.state == "acked":
                link = found.link
            return _settled(task, verdict, link, store), verdict
        again = replace(
            task,
            state="inflight",
            attempts=task.attempts + 1,
            sent_at=clock.now(),
            not_before=clock.now() + QUIET,
        )
        with store.work() as work:
            if not work.out.save(again, task):
                return None, verdict
            work.commit()
        task = again
    verdict, link = _sent(task, link, gateway, clock)
    return _settled(task, verdict, link, store), verdict


def _looked_for(
    task: Task, entry: Entry, gateway: CalendarGateway, clock: Clock
) -> tuple[Verdict, Remote | None]:
    if task.revision is None:
        return Verdict("parked", reason="Incomplete"), None
    try:
        found = gateway.probe(task.revision)
    except Exception as error:  # noqa: BLE001 -- whatever a backend does, the others go on
        verdict = decide(error, replace(task, attempts=max(1, task.attempts)), clock.now())
        if verdict.state == "unknown":
            verdict = replace(verdict, not_before=verdict.not_before or clock.now() + QUIET)
        return verdict, None
    return probed(task, found, entry.link), found


def _sent(task: Task, link: Link, gateway: CalendarGateway, clock: Clock) -> tuple[Verdict, Link]:
    revision = task.revision
    if revision is None:
        return Verdict("parked", reason="Incomplete"), link
    try:
        return Verdict("acked"), _called(task, revision, link, gateway)
    except PartlyDone as partly:
        return decide(partly.worst, task, clock.now()), partly.link
    except Exception as error:  # noqa: BLE001 -- whatever a backend does, the others go on
        return decide(error, task, clock.now()), link


def _called(task: Task, revision: CalendarEntry, link: Link, gateway: CalendarGateway) -> Link:
    if task.operation == "cancel":
        gateway.cancel(revision, link, OFF)
        return link
    # A link before the first answer remembers who has been told: the others get the rest of it.
    return gateway.create(revision) if link == Link() else gateway.update(revision, link)


def _settled(task: Task, verdict: Verdict, link: Link, store: Store) -> Task | None:
    """Write down what became of it; None where somebody else has taken it up meanwhile."""
    after = replace(
        task,
        state=verdict.state,
        doubtful=verdict.doubtful,
        not_before=verdict.not_before,
        reason=verdict.reason,
    )
    with store.work() as work:
        if not work.out.save(after, task):
            return None
        entry = work.out.entry(task.entry)  # anew: it may have been published again meanwhile
        if verdict.state == "acked" and task.operation == "cancel":
            work.out.keep(replace(entry, sent=None, link=link, is_over=not entry.stands))
        elif verdict.state == "acked":
            work.out.keep(replace(entry, sent=task.revision, link=link))
        elif link != entry.link:
            work.out.keep(replace(entry, link=link))
        work.commit()
    return after


def _row(task: Task, entry: Entry) -> Delivery:
    revision = task.revision
    emails = tuple(a.mailbox.email for a in revision.attendees) if revision else ()
    return Delivery(
        task.id,
        task.operation,
        emails,
        revision.starts if revision else entry.wanted.starts,
        task.state,
        task.reason,
    )


def _result(store: Store, done: list[Delivery], stopped: dict[str, str]) -> Delivered:
    with store.work() as work:
        left = work.out.tasks((*WAITING, *UNDER_WAY, *FOR_A_PERSON))
    dates = [task.not_before for task in left if task.not_before is not None]
    return Delivered(
        tuple(done),
        sum(task.state in WAITING for task in left),
        sum(task.state in UNDER_WAY for task in left),
        sum(task.state in FOR_A_PERSON for task in left),
        min(dates, default=None),
        stopped,
    )
