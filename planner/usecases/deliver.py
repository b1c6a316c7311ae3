"""Deliver what is queued: claim, act, settle. No transaction is open while a calendar is called.

That a task leaves is written down before its first byte does, in the database and outside it: a
database that was brought back from a copy is found out, and sends nothing. Only a definite answer
is believed; whatever else happens, a crash among it, waits out the quiet period and is looked for
before the same revision is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from planner.domain.audience import is_closed
from planner.domain.calendar import CalendarEntry, Link, OutcomeUnknown, PartlyDone, Remote
from planner.domain.entry import Cancel, Create, Entry, Nothing, says, step_of
from planner.domain.entry_texts import farewell
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
from planner.domain.standstill import Standstill
from planner.domain.wanted import READER
from planner.ports import CalendarGateway, Clock, InBatches, Store, Work

Claim = tuple[Task, Entry]
# A task, its event as it was claimed, what an answer makes of it, and where the event is now.
Outcome = tuple[Task, Entry, Verdict, Link]


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
    "stopped": {"backend": class of fault}, "standstill": why nothing may leave at all
    (domain/standstill.py), or null}.
    """

    done: tuple[Delivery, ...]
    waiting: int
    under_way: int
    for_a_person: int
    next: datetime | None
    stopped: Mapping[str, str]
    standstill: Standstill | None = None

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
        open_ = {name: gateway for name, gateway in gateways.items() if name not in stopped}
        claims = _claim(store, open_, clock.now())
        if not claims:
            return _result(store, done, stopped)
        for task, entry, verdict in _carried_out(claims, gateways[claims[0][1].backend], store, clock):
            if verdict.stops:
                stopped[entry.backend] = verdict.reason or ""
            row = _row(task, entry)
            done.append(row)
            if heard is not None:
                heard(row)


def _claim(store: Store, gateways: Mapping[str, CalendarGateway], now: datetime) -> list[Claim]:
    """The next task, marked as under way; with a new event as many of those that follow as leave in one call.

    Those with nothing to do are settled on the way.
    """
    while True:
        with store.work() as work:
            tasks = work.out.due(now, list(gateways))
            if not tasks or work.sending.standstill():
                return []
            claims = [
                claim for task in tasks if (claim := _taken_up(task, work.out.entry(task.entry), work, now))
            ]
            if claims and (most := _most(claims[0], gateways)) > 1:
                claims += _more_of_them(claims[0][1].backend, most - 1, work, now)
            if leaving := [claim for claim in claims if claim[0].state == "inflight"]:
                work.sending.depart(leaving)
            work.commit()
        if claims:
            return claims


def _taken_up(task: Task, entry: Entry, work: Work, now: datetime) -> Claim | None:
    """The task as it leaves; None where there is nothing to do, or it is somebody else's."""
    claimed = _frozen(task, entry, work, now)
    if claimed is not None:
        return (claimed, entry) if work.out.save(claimed, task) else None
    work.out.save(replace(task, state="acked", not_before=None), task)
    if not entry.stands:
        work.out.keep(replace(entry, is_over=True))
    return None


def _more_of_them(backend: str, most: int, work: Work, now: datetime) -> Iterator[Claim]:
    """The new events that follow in the queue, up to the first task that is something else."""
    for task in work.out.due(now, [backend], most):
        entry = work.out.entry(task.entry)
        if task.state not in WAITING or entry.sent is not None or entry.link != Link():
            return
        if claim := _taken_up(task, entry, work, now):
            yield claim


def _most(claim: Claim, gateways: Mapping[str, CalendarGateway]) -> int:
    """How many tasks may leave in the same call as this one, itself among them."""
    task, entry = claim
    gateway = gateways[entry.backend]
    alone = task.state != "inflight" or task.operation != "create" or entry.link != Link()
    return gateway.most_at_once if isinstance(gateway, InBatches) and not alone else 1


def _frozen(task: Task, entry: Entry, work: Work, now: datetime) -> Task | None:
    """The task with the revision that leaves; None where there is nothing to do after all."""
    if task.state not in WAITING:
        return replace(task, state="probing", doubtful=True, not_before=now + QUIET)
    step = step_of(entry, now, hide=_has_been_closed(entry, work))
    if isinstance(step, Nothing):
        return None
    revision = step.entry
    if isinstance(step, Cancel):  # why it is called off stands where the agenda stood
        revision = replace(revision, body=_why_off(entry, work))
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


def _why_off(entry: Entry, work: Work) -> str:
    """What those hear who lose the event: it never says of a meeting that is held that it is not."""
    wanted = entry.wanted
    plan = work.read.meetings([wanted.meeting])
    meeting = plan.meetings.get(wanted.meeting)
    others = [e for e in work.out.entries([wanted.meeting]) if e.stands and e.id != entry.id]
    is_held = meeting is not None and meeting.status != "cancelled"
    return farewell(
        wanted.kind,
        is_held=is_held,
        is_replaced=any(set(e.wanted.people) & set(wanted.people) for e in others),
        language=wanted.language,
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
    claims: list[Claim], gateway: CalendarGateway, store: Store, clock: Clock
) -> list[tuple[Task, Entry, Verdict]]:
    """What became of each; those that somebody else has taken up meanwhile are theirs, and left out."""
    if len(claims) > 1 and isinstance(gateway, InBatches):
        outcomes = _sent_together(claims, gateway, clock)
    else:
        outcomes = [outcome for claim in claims if (outcome := _acted(claim, gateway, store, clock))]
    return _settled(outcomes, store)


def _acted(claim: Claim, gateway: CalendarGateway, store: Store, clock: Clock) -> Outcome | None:
    task, entry = claim
    link = entry.link
    if task.state == "probing":
        verdict, found = _looked_for(task, entry, gateway, clock)
        if verdict.state != "inflight":
            if found is not None and verdict.state == "acked":
                link = found.link
            return task, entry, verdict, link
        again = replace(
            task,
            state="inflight",
            attempts=task.attempts + 1,
            sent_at=clock.now(),
            not_before=clock.now() + QUIET,
        )
        with store.work() as work:
            if work.sending.standstill() or not work.out.save(again, task):
                return None
            work.sending.depart([(again, entry)])
            work.commit()
        task = again
    verdict, link = _sent(task, link, gateway, clock)
    return task, entry, verdict, link


def _sent_together(claims: list[Claim], gateway: InBatches, clock: Clock) -> list[Outcome]:
    """New events in one call, each judged by its own answer. When that is lost, so is every one of them."""
    revisions = [task.revision for task, _ in claims if task.revision is not None]
    answers: Sequence[Link | Exception]
    try:
        answers = gateway.create_many(revisions)
    except Exception as error:  # noqa: BLE001 -- whatever a backend does, the others go on
        answers = [error] * len(claims)
    if len(answers) != len(claims):
        answers = [OutcomeUnknown("Svarene passer ikke til det sendte.")] * len(claims)
    return [
        (task, entry, Verdict("acked"), answer)
        if isinstance(answer, Link)
        else (task, entry, decide(answer, task, clock.now()), entry.link)
        for (task, entry), answer in zip(claims, answers, strict=True)
    ]


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
        gateway.cancel(revision, link, revision.body)
        return link
    # A link before the first answer remembers who has been told: the others get the rest of it.
    return gateway.create(revision) if link == Link() else gateway.update(revision, link)


def _settled(outcomes: Iterable[Outcome], store: Store) -> list[tuple[Task, Entry, Verdict]]:
    """Write down what became of them; those that somebody else has taken up meanwhile are left out."""
    kept = []
    with store.work() as work:
        for task, claimed, verdict, link in outcomes:
            after = replace(
                task,
                state=verdict.state,
                doubtful=verdict.doubtful,
                not_before=verdict.not_before,
                reason=verdict.reason,
            )
            if not work.out.save(after, task):
                continue
            entry = work.out.entry(task.entry)  # anew: it may have been published again meanwhile
            if verdict.state == "acked" and task.operation == "cancel":
                work.out.keep(replace(entry, sent=None, link=link, is_over=not entry.stands))
            elif verdict.state == "acked":
                work.out.keep(replace(entry, sent=task.revision, link=link))
            elif link != entry.link:
                work.out.keep(replace(entry, link=link))
            kept.append((after, claimed, verdict))
        if kept:
            work.commit()
    return kept


def _row(task: Task, entry: Entry) -> Delivery:
    revision = task.revision
    emails = _told(entry.sent, revision) if revision else ()
    return Delivery(
        task.id,
        task.operation,
        emails,
        revision.starts if revision else entry.wanted.starts,
        task.state,
        task.reason,
    )


def _told(before: CalendarEntry | None, after: CalendarEntry) -> tuple[str, ...]:
    """Whom a revision concerns: those who leave too, and they alone with those who come where it says the same."""
    now = tuple(one.mailbox.email for one in after.attendees)
    had = tuple(one.mailbox.email for one in before.attendees) if before is not None else ()
    left = tuple(email for email in had if email not in now)
    if before is None or says(before) != says(after):
        return (*now, *left)
    return (*(email for email in now if email not in had), *left) or now


def _result(store: Store, done: list[Delivery], stopped: dict[str, str]) -> Delivered:
    with store.work() as work:
        left = work.out.tasks((*WAITING, *UNDER_WAY, *FOR_A_PERSON))
        why = work.sending.standstill()
    dates = [task.not_before for task in left if task.not_before is not None]
    return Delivered(
        tuple(done),
        sum(task.state in WAITING for task in left),
        sum(task.state in UNDER_WAY for task in left),
        sum(task.state in FOR_A_PERSON for task in left),
        min(dates, default=None),
        stopped,
        why,
    )
