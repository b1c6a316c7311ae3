"""Workers that send to Exchange are killed at random instants: nothing is lost, nobody is told twice.

The server is a process of its own, and what was asked of it takes effect up to 30 ms after the worker
has died. Another office does the same, and is never killed: in the end everybody has the same, and
was told the same, as often. PLANNER_KILLS says how many (1,000 in the long proof).
"""

from __future__ import annotations

import os
from collections import defaultdict

import pytest

from planner.adapters.calendars.ews.access import EwsAccess
from planner.adapters.calendars.ews.gateway import EwsGateway
from tests.fakes.late_exchange import late_exchange
from tests.journeys.killing import KILLS, SEED, chance, edits, worker
from tests.usecases.publishing import EMAIL, SENDER, office_in

LONGEST = 0.15  # seconds: a worker that is left alone is done before
BOX = SENDER.mailbox.email

if not hasattr(os, "pidfd_open"):
    pytest.skip("processes are watched by pidfd, which is Linux's", allow_module_level=True)


def told(state):
    """What each person was told of each event, in order."""
    found = defaultdict(list)
    for email, kind, uid in state["told"]:
        found[email, uid].append(kind)
    return dict(found)


@pytest.fixture
def exchanges(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    people = [email for email in EMAIL.values() if email]
    with late_exchange(BOX, *people) as killed, late_exchange(BOX, *people) as spared:
        yield killed, spared


def test_killed_workers_lose_nothing_and_tell_nobody_twice(tmp_path, capsys, exchanges):
    choices, offices = chance(), []
    for name in ("plan", "twin"):
        (tmp_path / name).mkdir()
        offices.append(office_in(tmp_path / name))
    office, twin = offices
    gateways = [lambda server=server: opened(server.endpoint, office.clock) for server in exchanges]
    path, changes, kills, rounds = tmp_path / "plan" / "plan.db", edits(choices), 0, 0
    while kills < KILLS:
        change, rounds = next(changes), rounds + 1
        for one in offices:
            one.write(*change(one.read()))
            one.publish()
        worker(tmp_path / "twin" / "plan.db", gateways[1], twin.clock)
        for instant in (*(choices.uniform(0, LONGEST) for _ in range(3)), None):
            kills += worker(path, gateways[0], office.clock, instant)
            killed = exchanges[0].state()  # what was late has landed by then
            office.clock.passes(minutes=5)
        twin.clock.at = office.clock.at
        spared = exchanges[1].state()
        assert killed["has"] == spared["has"], f"PLANNER_SEED={SEED}"
        assert told(killed) == told(spared), f"PLANNER_SEED={SEED}"
    with capsys.disabled():
        print(
            f"\n  {kills} workers killed: {len(killed['told'])} messages by Exchange, 0 lost, 0 told twice"
            f" (PLANNER_SEED={SEED})"
        )


def opened(endpoint, clock):
    secret = "hemmelig"  # noqa: S105 -- the invented server's own
    access = EwsAccess(BOX, "planner", secret, endpoint=endpoint, sign_in="basic", timeout=5.0)
    return EwsGateway(access, clock)
