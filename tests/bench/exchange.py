"""What sending to Exchange costs: against the library alone, in requests, and where nothing has changed."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from planner.adapters.calendars.ews.access import EwsAccess
from planner.adapters.calendars.ews.gateway import EwsGateway
from planner.adapters.calendars.ews.items import item_of
from planner.adapters.store.store import SqlStore, open_store
from planner.clocks import FixedClock
from planner.domain.board import Board
from planner.domain.calendar import Attendee, Mailbox
from planner.domain.changes import added, edited
from planner.domain.entry import Entry, Wanted, as_sent
from planner.domain.item import Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person
from planner.domain.publication import Publication, pairs
from planner.domain.wanted import Sender, wanted_entries
from planner.usecases.deliver import deliver
from planner.usecases.publish import PublishPlan, publish
from tests.bench import measuring
from tests.fakes.ews_process import Exchange, ews_process

BOX = "sekretariat@plan.example"
NOW = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
BOARD = Board(1, "DIR", "Direktionen", start=dt.time(9), end=dt.time(13))
SENDER = Sender(Mailbox("Sekretariatet", BOX), "87 00 00 00", backend="ews")
NEW = 1_000
FEW, MANY = 1_000, 100_000
ON_EACH = 5
ROUNDS = 5


def exchange(folder: Path, row: Callable[..., None], counted: Callable[[str, int, int], None]) -> None:
    """All rows about Exchange."""
    os.environ.setdefault("NO_PROXY", "127.0.0.1")
    sending(folder, row)
    nothing_new(counted)
    comparing(folder, row)
    publishing(folder, row)


def sending(folder: Path, row: Callable[..., None]) -> None:
    """New events through the test server, against the library's own bulk call on the same items."""
    template = folder / "queued.db"
    _queued(template, NEW)
    entries = [as_sent(entry, NOW) for entry in _entries(NEW)]
    best, requests = dict.fromkeys(("bare", "ours"), float("inf")), {}
    with ews_process(BOX) as server:
        for number in range(ROUNDS):
            store = open_store(shutil.copy(template, folder / f"queued-{number}.db"))
            for name in best:
                with _gateway(server) as gateway:
                    items = [item_of(entry, gateway.connection.account) for entry in entries]
                    gateway.check()
                    server.spent()
                    began = perf_counter()
                    if name == "bare":
                        _bulk_create(gateway, items)
                    else:
                        deliver(store=store, gateways={"ews": gateway}, clock=FixedClock(NOW))
                    best[name] = min(best[name], (perf_counter() - began) * 1000)
                    requests[name] = len(server.spent())
    ours = f"sync, {NEW:,} new events, {requests['ours']} requests"
    bare = f"exchangelib bulk_create, {requests['bare']} requests"
    row({ours: best["ours"], bare: best["bare"]}, ours, bare, 1.3)


def nothing_new(counted: Callable[[str, int, int], None]) -> None:
    """Requests for a mailbox in which nothing has changed: the first time, and when it was read before."""
    with ews_process(BOX) as server:
        with _gateway(server) as gateway:
            gateway.create_many([as_sent(entry, NOW) for entry in _entries(NEW)])
        server.spent()
        with _gateway(server) as gateway:
            state = gateway.replies(None).state
        cold = len(server.spent())
        with _gateway(server) as gateway:
            gateway.replies(state)
        counted(f"requests, {NEW:,} events read the first time", cold, 6)
        counted(f"requests, {NEW:,} events of which none has changed", len(server.spent()), 2)


def comparing(folder: Path, row: Callable[..., None]) -> None:
    """Published events compared with what the plan wants, against the reading of their rows."""
    store = open_store(folder / "queued.db")
    wanted = [entry.wanted for entry in _entries(NEW)]
    reading, comparing_ = "reading their rows", f"{NEW:,} unchanged events compared"

    def read() -> Sequence[Entry]:
        with store.work() as work:
            return work.out.entries(range(1, NEW + 1))

    def compared() -> object:
        return [pair for pair in pairs(wanted, read()) if pair.is_changed]

    row(measuring.functions({reading: read, comparing_: compared}, rounds=9), comparing_, reading, 1.5)


def _queued(file: Path, count: int) -> None:
    """A database with so many new events that wait to be sent."""
    store = open_store(file, create=True)
    with store.work() as work:
        work.append([added(BOARD)], board=1, at=NOW, by="mette", command="init")
        publication = work.out.publish(Publication(0, 1, NOW, "mette", 1, None, count, 0, 0, 1))
        for entry in _entries(count):
            work.out.wish(work.out.keep(replace(entry, id=0)), publication)
        work.commit()


def _entries(count: int) -> list[Entry]:
    return [
        Entry(number, 1, "ews", f"{number:032x}", f"{number:032x}@planner", _wanted(number))
        for number in range(1, count + 1)
    ]


def _wanted(number: int) -> Wanted:
    starts = NOW + dt.timedelta(days=number)
    return Wanted(
        kind="stretch",
        meeting=number,
        people=(1,),
        items=(number,),
        starts=starts,
        ends=starts + dt.timedelta(minutes=30),
        zone="Europe/Copenhagen",
        subject=f"Direktionsmøde nr. {number} - din deltagelse",
        body=f"kl. 10.00-10.30, punkt {number}\n\nSted: Mødelokale 1\nSpørgsmål: Sekretariatet, tlf. 87 00 00 00",
        neutral_body="kl. 10.00-10.30",
        shown=(),
        organizer=SENDER.mailbox,
        attendees=(Attendee(Mailbox("Ada Ravn", "ada@plan.example")),),
        place="Mødelokale 1",
    )


@contextmanager
def _gateway(server: Exchange) -> Iterator[EwsGateway]:
    access = EwsAccess(BOX, "planner", server.secret, endpoint=server.endpoint, sign_in="basic")
    gateway = EwsGateway(access, FixedClock(NOW))
    try:
        yield gateway
    finally:
        gateway.close()


def _bulk_create(gateway: EwsGateway, items: Sequence[Any]) -> None:
    from exchangelib.items import SEND_TO_ALL_AND_SAVE_COPY

    gateway.connection.account.bulk_create(
        gateway.connection.calendar, items, send_meeting_invitations=SEND_TO_ALL_AND_SAVE_COPY
    )


def publishing(folder: Path, row: Callable[..., None]) -> None:
    """`publish --dry-run` of one changed item among many future placements, against the same among few."""
    timed = {
        f"publish --dry-run, {count:,} future placements": partial(_asked, _published(folder, count))
        for count in (FEW, MANY)
    }
    few, many = timed
    row(measuring.functions(timed, rounds=9), many, few, 1.2)


def _published(folder: Path, count: int) -> SqlStore:
    """A plan with so many items ahead, five to a meeting, all published; then one of them got a new title."""
    store = open_store(folder / f"published-{count}.db", create=True)
    records: list[Any] = [Person(n, f"Person {n}", email=f"p{n}@plan.example") for n in range(1, 9)]
    records += [Membership(n, 1, n) for n in range(1, 6)]
    for number in range(1, count + 1):
        meeting, position = divmod(number - 1, ON_EACH)
        if not position:
            day = NOW.date() + dt.timedelta(days=meeting + 1)
            records.append(Meeting(meeting + 1, 1, day, dt.time(9), dt.time(13)))
        records.append(Item(number, 1, f"Sag {number}", minutes=30, visibility="open"))
        records.append(Placement(number, number, meeting + 1, position + 1))
        records.append(Presenter(number, number, 6 + number % 3))
    with store.work() as work:
        work.append([added(BOARD)], board=1, at=NOW, by="mette", command="init")
        work.append([added(record) for record in records], board=1, at=NOW, by="mette", command="import")
        work.commit()
    with store.work() as work:
        # As published: the step it was published at, and the events of the meeting that is to change.
        work.out.publish(Publication(0, 1, NOW, "mette", work.out.last_step(), None, count, 0, 0, 8))
        plan = work.read.meetings([1])
        for number, wanted in enumerate(wanted_entries(plan, plan.by_date, SENDER).entries, 1):
            key = f"{number:032x}"
            work.out.keep(Entry(0, 1, "ews", key, f"{key}@planner", wanted))
        changed = edited(plan.items[1], title="Sag 1, anden behandling")
        work.append([changed], board=1, at=NOW, by="mette", command="ret")
        work.commit()
    return store


def _asked(store: SqlStore) -> object:
    command = PublishPlan(BOARD, "mette", "ews", SENDER)
    return publish(command, store=store, clock=FixedClock(NOW), new_key=str)
