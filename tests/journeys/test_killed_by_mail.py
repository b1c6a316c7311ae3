"""Workers that send by mail are killed at random instants: nothing is lost, nobody is told twice.

Real processes, forked from this one, each with its own connections; a real SMTP server in a process
of its own. PLANNER_KILLS says how many (1,000 in the long proof).
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from planner.adapters.calendars.imip import ImipGateway
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.adapters.store.store import open_store
from planner.domain.changes import added, edited, removed
from planner.domain.item import Presenter
from planner.usecases.deliver import deliver
from tests.fakes.calendar_program import taken
from tests.fakes.mail_process import letters_in, mail_process
from tests.usecases.publishing import CARL, DINA, SENDER, office_in

KILLS = int(os.environ.get("PLANNER_KILLS", "60"))
SEED = int(os.environ.get("PLANNER_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
ALONE = replace(SENDER, alone=True)
LONGEST = 0.12  # seconds: a worker that is left alone is done before

if not hasattr(os, "pidfd_open"):
    pytest.skip("processes are watched by pidfd, which is Linux's", allow_module_level=True)


def edits(chance):
    """Endless changes of who presents and when: invitations, new times, cancellations."""
    number = 100
    while True:
        number += 1
        presenter = Presenter(number, 4, chance.choice((CARL, DINA)))
        yield lambda _, presenter=presenter: [added(presenter)]
        yield lambda plan: [edited(plan.placements[4], meeting=5 - plan.placements[4].meeting)]
        yield lambda plan, number=number: [removed(plan.all(Presenter)[number])]


def worker(path, port, clock, killed_after=None):
    """Deliver in a process of its own; kill it after so many seconds. Whether it was killed."""
    process = os.fork()
    if process == 0:
        gateway = ImipGateway(SmtpMailer(SmtpServer("127.0.0.1", port, "none", seconds=10)))
        try:
            deliver(store=open_store(path), gateways={"memory": gateway}, clock=clock)
        except BaseException:  # noqa: BLE001 -- the forked test must not go on as a second one
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    watched = os.pidfd_open(process)
    ended, _, _ = select.select([watched], [], [], killed_after)
    if not ended:
        os.kill(process, signal.SIGKILL)
    os.close(watched)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def test_killed_workers_lose_nothing_and_tell_nobody_twice(tmp_path, capsys):
    chance = random.Random(SEED)  # noqa: S311 -- so that a failure can be had again
    for name in ("plan", "twin", "mail"):
        (tmp_path / name).mkdir()
    office, twin = office_in(tmp_path / "plan"), office_in(tmp_path / "twin")
    path, changes, kills, rounds = tmp_path / "plan" / "plan.db", edits(chance), 0, 0
    with mail_process(tmp_path / "mail") as port:
        while kills < KILLS:
            change, rounds = next(changes), rounds + 1
            for one in (office, twin):
                one.write(*change(one.read()))
                one.publish(sender=ALONE)
            twin.sync()
            for instant in (*(chance.uniform(0, LONGEST) for _ in range(3)), None):
                kills += worker(path, port, office.clock, instant)
                office.clock.passes(minutes=5)  # beyond the quiet period
            twin.clock.at = office.clock.at
            if rounds % 10 == 0 or kills >= KILLS:
                letters = letters_in(tmp_path / "mail")
                assert {email: taken_by(letters[email]) for email in letters} == twin_has(twin), SEED
    told = {email: len(set(letters[email])) for email in letters}
    expected = {email: sum(message.email == email for message in twin.calendar.messages) for email in told}
    assert told == expected, SEED
    repeated = sum(len(own) for own in letters.values()) - sum(told.values())
    with capsys.disabled():
        print(
            f"\n  {kills} workers killed: {sum(told.values())} messages, 0 lost, 0 told twice, "
            f"{repeated} repeated byte for byte (PLANNER_SEED={SEED})"
        )


def taken_by(letters):
    return taken([message_from_bytes(letter, policy=default) for letter in letters])


def twin_has(twin):
    return {
        email: {uid: (entry.starts, entry.ends, entry.subject) for uid, entry in own.items()}
        for email, own in twin.calendar.calendars.items()
    }
