"""Synchronise with the calendars: see that nothing stands in the way, read what came back, deliver what is queued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.ports import CalendarGateway, Clock, Store
from planner.usecases.deliver import Delivered, Delivery, deliver
from planner.usecases.receive import Received, receive
from planner.usecases.reconcile import Reconciled, reconcile, resume


@dataclass(frozen=True)
class Synchronised:
    """What was found in the way, what came back and what was delivered.

    `confirmed` says that a person let things leave again.
    """

    found: Reconciled
    confirmed: bool
    received: Received
    done: Delivered


def synchronise(
    *,
    store: Store,
    gateways: Mapping[str, CalendarGateway],
    clock: Clock,
    confirm: bool = False,
    heard: Callable[[Delivery], None] | None = None,
    between: Callable[[], None] = lambda: None,
) -> Synchronised:
    """All of it. With `confirm` things leave again, where every calendar could be asked.

    `heard` is told of each task as it is settled; `between` is called before anything leaves, and may stop it.
    """
    found = reconcile(store=store, gateways=gateways, clock=clock)
    confirmed = confirm and found.standstill is not None and not found.failed
    if confirmed:
        resume(store=store)
    received = receive(store=store, gateways=gateways, clock=clock)
    between()
    done = deliver(store=store, gateways=gateways, clock=clock, heard=heard)
    return Synchronised(found, confirmed, received, done)
