"""Two processes that remind two hundred people, killed at random instants: nobody gets a mail twice, none is lost.

Real processes, forked from this one, each the whole process that stays but for its clock, which is a number that
the test sets; a real mail server in a process of its own, which keeps some mails and loses the answer.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import select
import sqlite3
import sys
from collections import Counter
from contextlib import closing

import pytest

from planner.adapters.store.store import open_store
from planner.domain.changes import edited
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person
from planner.usecases.letter_outbox import settle_letter
from tests.entrypoints.jobs.house import House
from tests.fakes.mail_process import letters_in, mail_process
from tests.journeys.killing import KILLS, SEED, SharedClock, chance, kill, wait_until
from tests.usecases.publishing import BOARD, FIRST, ZONE, office_in

PEOPLE = 200
MOST = 15
ROUNDS = max(1, KILLS // 100)
EIGHT = dt.datetime(2031, 3, 6, 8, tzinfo=ZONE)
# Of the first mails some are kept and the answer lost, and some never come.
FAULTS = ("lose", "throttle", "cut", "not_reached") * 3
AT_ONCE = 8

if not hasattr(os, "pidfd_open"):
    pytest.skip("processes are forked and killed as on Linux", allow_module_level=True)


class Port:
    """Where the mail server of another process is."""

    def __init__(self, port):
        self.port, self.letters = port, {}


def house_in(folder, port):
    """A house whose board has asked two hundred people for papers, and will remind them at eight."""
    board = {"papers_days": 2, "papers_at": dt.time(12), "reminders": "hverdage kl. 8"}
    people = [Person(n, f"Person {n}", email=f"p{n}@plan.example") for n in range(1, PEOPLE + 1)]
    items = [
        Item(n, 1, f"Punkt {n}", minutes=5, visibility="open", responsible=n) for n in range(1, PEOPLE + 1)
    ]
    places = [Placement(n, n, 1, n) for n in range(1, PEOPLE + 1)]
    meeting = Meeting(1, 1, FIRST, dt.time(9), dt.time(12))
    member = [Person(PEOPLE + 1, "Ada Ravn", email="ada@plan.example"), Membership(1, 1, PEOPLE + 1)]
    office = office_in(folder, [*people, *member, meeting, *items, *places])
    office.write(edited(BOARD, **board))
    office.publish()
    office.sync()
    house = House(folder, Port(port), "[run]\nsync_minutes = 5\n")
    house.clock = SharedClock(EIGHT - dt.timedelta(minutes=1))
    house.log = io.StringIO()
    return house


def process(house):
    """A process that ticks until it is killed."""
    forked = os.fork()
    if forked:
        return forked
    try:
        daemon = house.daemon()
        while True:
            daemon.turn()
            select.select([], [], [], 0.01)
    except BaseException:  # noqa: BLE001 -- the forked test must not go on as a second one
        sys.excepthook(*sys.exc_info())
        os._exit(1)


def states(house):
    with closing(sqlite3.connect(house.db)) as connection:
        rows = connection.execute("SELECT state, count(*) FROM letter GROUP BY state").fetchall()
    return Counter(dict(rows))


def test_killed_processes_remind_everybody_once(tmp_path, capsys):
    choices, totals = chance(), Counter()
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        (folder / "mail").mkdir(parents=True)
        with mail_process(folder / "mail", FAULTS) as port:
            totals += lived_through(house_in(folder, port), choices, folder / "mail")
    assert totals["letters"] == ROUNDS * PEOPLE
    assert totals["doubtful"] <= AT_ONCE * totals["kills"] + ROUNDS * len(FAULTS), SEED
    with capsys.disabled():
        print(
            f"\n  two processes killed {totals['kills']} times: {totals['letters']} letters, 0 lost, 0 sent twice;"
            f" {totals['doubtful']} left to a person, of which {totals['arrived']} had arrived (PLANNER_SEED={SEED})"
        )


def lived_through(house, choices, mail):
    """Kill until all letters are settled, then decide about those in doubt as a person would. What was counted."""
    processes, kills = [process(house) for _ in range(2)], 0
    try:
        wait_until(lambda: jobs_met(house))
        house.clock.passes(minutes=1)
        while not all_settled(house):
            before = states(house)
            if kills < MOST:
                select.select([], [], [], choices.uniform(0.1, 0.6))
                place = choices.randrange(2)
                kill(processes[place])
                processes[place] = process(house)
                kills += 1
            if not wait_until(lambda before=before: states(house) != before, 0.5, every=0.05):
                house.clock.passes(
                    minutes=5
                )  # what was claimed by the dead must have been silent for a while
    finally:
        for one in processes:
            kill(one)
    return decided(house, letters_in(mail), kills, mail)


def jobs_met(house):
    with closing(sqlite3.connect(house.db)) as connection:
        return connection.execute("SELECT count(*) FROM job").fetchone()[0] == 2


def all_settled(house):
    found = states(house)
    return found.total() >= PEOPLE and not (found["ready"] + found["wait"] + found["inflight"])


def decided(house, arrived, kills, mail):
    """Nobody has had a mail twice; whoever has none is one of those in doubt, and gets it when a person says so."""
    assert {len(own) for own in arrived.values()} == {1}, SEED
    store = open_store(house.db)
    with store.work() as work:
        parked = work.letters.open()
    found = states(house)
    del found["suppressed"]  # gathered in a later letter of the same person
    assert found == Counter(acked=PEOPLE - len(parked), parked=len(parked)), SEED
    assert {(one.state, one.doubtful) for one in parked} <= {("parked", True)}, SEED
    for one in parked:
        said = "confirm" if one.email in arrived else "retry"
        settle_letter(one.id, said, store=store, clock=house.clock)
    house.planner("synk")
    after = letters_in(mail)
    assert {email: len(own) for email, own in after.items()} == {
        f"p{number}@plan.example": 1 for number in range(1, PEOPLE + 1)
    }, SEED
    had = sum(one.email in arrived for one in parked)
    return Counter(kills=kills, letters=PEOPLE, doubtful=len(parked), arrived=had)
