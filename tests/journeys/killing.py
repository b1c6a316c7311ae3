"""Workers that deliver in processes of their own, and are killed at random instants.

They are forked from a warm parent, and each opens its own connections. The clock is the office's: a
quiet period passes by telling it so, and nothing is slept through.
"""

from __future__ import annotations

import datetime as dt
import mmap
import os
import random
import select
import signal
import struct
import sys

from planner.adapters.store.store import open_store
from planner.domain.changes import added, edited, removed
from planner.domain.item import Presenter
from planner.usecases.deliver import deliver
from tests.usecases.publishing import CARL, DINA

KILLS = int(os.environ.get("PLANNER_KILLS", "60"))
SEED = int(os.environ.get("PLANNER_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)


class SharedClock:
    """An instant that several processes see; it passes when one of them says so."""

    def __init__(self, moment):
        self._memory = mmap.mmap(-1, 8)
        self.at = moment

    @property
    def at(self):
        return dt.datetime.fromtimestamp(struct.unpack("d", self._memory[:])[0], dt.UTC)

    @at.setter
    def at(self, moment):
        self._memory[:] = struct.pack("d", moment.timestamp())

    def now(self):
        return self.at

    def passes(self, **how):
        self.at += dt.timedelta(**how)


def chance():
    """The same choices for the same PLANNER_SEED, so that a failure can be had again."""
    return random.Random(SEED)  # noqa: S311 -- no secret


def edits(chance):
    """Endless changes of who presents and when: invitations, new times, cancellations."""
    number = 100
    while True:
        number += 1
        presenter = Presenter(number, 4, chance.choice((CARL, DINA)))
        yield lambda _, presenter=presenter: [added(presenter)]
        yield lambda plan: [edited(plan.placements[4], meeting=5 - plan.placements[4].meeting)]
        yield lambda plan, number=number: [removed(plan.all(Presenter)[number])]


def worker(path, gateway, clock, killed_after=None, afterwards=None):
    """Deliver, and do what follows, in a process of its own; kill it after so many seconds. Whether it was killed."""
    process = os.fork()
    if process == 0:
        try:
            store = open_store(path)
            deliver(store=store, gateways={"memory": gateway()}, clock=clock)
            if afterwards is not None:
                afterwards(store)
        except BaseException:  # noqa: BLE001 -- the forked test must not go on as a second one
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return ended(process, killed_after)


def ended(process, killed_after):
    """Wait for a child process, and kill it after so many seconds. Whether it was killed."""
    watched = os.pidfd_open(process)
    done, _, _ = select.select([watched], [], [], killed_after)
    if not done:
        os.kill(process, signal.SIGKILL)
    os.close(watched)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def kill(process):
    """End a child process as nothing can prevent."""
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status)


def wait_until(holds, seconds=30.0, every=0.003):
    """Whether it holds within so many seconds."""
    for _ in range(int(seconds / every)):
        if holds():
            return True
        select.select([], [], [], every)
    return False
