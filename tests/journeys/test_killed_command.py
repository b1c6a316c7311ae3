"""The command that people run, `planner sync`, killed at random instants: nothing is lost, nobody is told twice."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from planner.adapters.calendars.memory import MemoryCalendar
from planner.usecases.deliver import deliver
from planner.usecases.publish import PublishPlan, publish
from tests.fakes.calendar_program import taken
from tests.fakes.mail_process import letters_in, mail_process
from tests.journeys.killing import SEED, chance, edits
from tests.usecases.publishing import BOARD, SENDER, office_in

KILLS = 20
ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
[secretariat]
mailbox = "sekretariat@plan.example"
[calendar]
backend = "mail"
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
"""
ALONE = replace(SENDER, alone=True)


def published(office):
    """Publish whatever is new, as the board's people are told it: by mail."""
    command = PublishPlan(BOARD, "mette", "mail", ALONE)
    ways = {"store": office.store, "clock": office.clock, "new_key": office.new_key}
    publish(replace(command, agreed=publish(command, **ways).question), **ways)


def synced(folder, clock, killed_after=None):
    """Run the command, and kill it after so many seconds. Whether it was killed."""
    words = ["--config", str(folder / "planner.toml"), "--db", str(folder / "plan.db"), "sync", "--json"]
    command = [sys.executable, "-m", "planner", "--now", clock.at.isoformat(), *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            _, said = process.communicate(timeout=killed_after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return True
    assert (process.returncode, said) == (0, b"")
    return False


def test_killed_command_loses_nothing_and_tells_nobody_twice(tmp_path, capsys):
    choices, offices = chance(), []
    for name in ("plan", "twin", "mail"):
        (tmp_path / name).mkdir()
    offices = office, twin = [office_in(tmp_path / name) for name in ("plan", "twin")]
    twin.calendar, changes, kills = MemoryCalendar(), edits(choices), 0
    with mail_process(tmp_path / "mail") as port:
        (tmp_path / "plan" / "planner.toml").write_text(CONFIG.format(port=port))
        while kills < KILLS:
            change = next(changes)
            for one in offices:
                one.write(*change(one.read()))
                published(one)
            deliver(store=twin.store, gateways={"mail": twin.calendar}, clock=twin.clock)
            for instant in (*(choices.uniform(0.1, 1.0) for _ in range(4)), None):
                kills += synced(tmp_path / "plan", office.clock, instant)
                office.clock.passes(minutes=5)  # beyond the quiet period
            twin.clock.at = office.clock.at
    letters = letters_in(tmp_path / "mail")
    has = {
        email: taken([message_from_bytes(letter, policy=default) for letter in own])
        for email, own in letters.items()
    }
    wanted = {
        email: {uid: (entry.starts, entry.ends, entry.subject) for uid, entry in own.items()}
        for email, own in twin.calendar.calendars.items()
    }
    assert has == wanted, f"PLANNER_SEED={SEED}"
    told = {email: len(set(own)) for email, own in letters.items()}
    expected = {email: sum(m.email == email for m in twin.calendar.messages) for email in told}
    assert told == expected, f"PLANNER_SEED={SEED}"
    with capsys.disabled():
        print(
            f"\n  planner sync killed {kills} times: {sum(told.values())} messages, 0 lost, 0 told twice"
            f" (PLANNER_SEED={SEED})"
        )
