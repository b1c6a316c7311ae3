"""Workers that send by mail are killed at random instants: nothing is lost, nobody is told twice.

Real processes, forked from this one, each with its own connections; a real SMTP server in a process
of its own. PLANNER_KILLS says how many (1,000 in the long proof).
"""

from __future__ import annotations

import os
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from functools import partial

import pytest

from planner.adapters.calendars.imip import ImipGateway
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from tests.fakes.calendar_program import taken
from tests.fakes.mail_process import letters_in, mail_process
from tests.journeys.killing import KILLS, SEED, chance, edits, worker
from tests.usecases.publishing import SENDER, office_in

ALONE = replace(SENDER, alone=True)
LONGEST = 0.12  # seconds: a worker that is left alone is done before

if not hasattr(os, "pidfd_open"):
    pytest.skip("processes are watched by pidfd, which is Linux's", allow_module_level=True)


def by_mail(port):
    return ImipGateway(SmtpMailer(SmtpServer("127.0.0.1", port, "none", seconds=10)))


def test_killed_workers_lose_nothing_and_tell_nobody_twice(tmp_path, capsys):
    choices = chance()
    for name in ("plan", "twin", "mail"):
        (tmp_path / name).mkdir()
    office, twin = office_in(tmp_path / "plan"), office_in(tmp_path / "twin")
    path, changes, kills, rounds = tmp_path / "plan" / "plan.db", edits(choices), 0, 0
    with mail_process(tmp_path / "mail") as port:
        while kills < KILLS:
            change, rounds = next(changes), rounds + 1
            for one in (office, twin):
                one.write(*change(one.read()))
                one.publish(sender=ALONE)
            twin.sync()
            for instant in (*(choices.uniform(0, LONGEST) for _ in range(3)), None):
                kills += worker(path, partial(by_mail, port), office.clock, instant)
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
            f"\n  {kills} workers killed: {sum(told.values())} messages by mail, 0 lost, 0 told twice, "
            f"{repeated} repeated byte for byte (PLANNER_SEED={SEED})"
        )


def taken_by(letters):
    return taken([message_from_bytes(letter, policy=default) for letter in letters])


def twin_has(twin):
    return {
        email: {uid: (entry.starts, entry.ends, entry.subject) for uid, entry in own.items()}
        for email, own in twin.calendar.calendars.items()
    }
