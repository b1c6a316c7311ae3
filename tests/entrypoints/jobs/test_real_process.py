"""`planner run` as a process of its own: started twice, stopped, killed, and on a machine without time zones."""

from __future__ import annotations

import os
import select
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.entrypoints.jobs.house import House
from tests.fakes.mail_server import MailServer, free_port

ROOT = Path(__file__).resolve().parents[3]
OK, OUTSIDE, KILLED = 0, 3, -9
PATIENCE = 60


@pytest.fixture
def house(tmp_path, capsys):
    with MailServer() as server:
        house = House(tmp_path, server, "[run]\nsync_minutes = 10\n")
        house.planner("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
        house.planner("møde tilføj 12/3")
        house.planner("person|ny|Ada Ravn|--email|ada@plan.example|--role|medlem")
        house.planner("udgiv --yes")
        capsys.readouterr()
        yield house


def started(house, *words, **surroundings):
    """The real command as a process of its own."""
    base = [sys.executable, "-m", "planner", "--config", str(house.config), "--db", str(house.db)]
    env = {"PATH": os.environ["PATH"], "HOME": str(house.db.parent), "PYTHONPATH": str(ROOT), **surroundings}
    return subprocess.Popen([*base, *words], env=env, stderr=subprocess.PIPE, encoding="utf-8")


def ended(process):
    """Its exit code, and the lines that it wrote to stderr since last read."""
    said = process.communicate(timeout=PATIENCE)[1]
    return process.returncode, said.splitlines()


def at(house, **later):
    house.clock.passes(**later)
    return ("--now", house.clock.at.isoformat(), "run", "--once")


@contextmanager
def deaf_server():
    """The port of a server that takes a call and never says a word; and a socket that is readable when it has."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1], listening


def test_two_that_start_at_once_share_one_plan_and_stop_when_they_are_asked_to(house):
    with house.config.open("a", encoding="utf-8") as config:
        config.write(f"health_port = {free_port()}\n")
    processes = [started(house, "run") for _ in range(2)]
    said = [[], []]
    try:
        for lines, process in zip(said, processes, strict=True):
            while not lines or lines[-1] != "started":
                lines.append(process.stderr.readline().split()[1])
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
    assert [(code, rest[-1].split()[1]) for code, rest in map(ended, processes)] == [(OK, "stopped")] * 2
    # One port can be had by one of them; the other says so, and goes on.
    assert sorted(said) == [["no_health", "started"], ["started"]]
    with closing(sqlite3.connect(house.db)) as connection:
        assert connection.execute("SELECT name FROM job WHERE name = 'sync'").fetchall() == [("sync",)]


def test_one_that_is_killed_in_the_middle_of_sending_is_followed_by_the_next(house):
    assert ended(started(house, *at(house, minutes=1))) == (OK, [])  # it meets its jobs
    settings = house.config.read_text(encoding="utf-8")
    with deaf_server() as (port, listening):
        house.config.write_text(settings.replace(str(house.server.port), str(port)), encoding="utf-8")
        process = started(house, *at(house, minutes=10))
        assert select.select([listening], [], [], PATIENCE)[0]
        process.kill()
        assert ended(process) == (KILLED, [])
    house.config.write_text(settings, encoding="utf-8")
    for _ in range(2):
        assert ended(started(house, *at(house, minutes=15)))[0] == OK
    assert [str(one["Subject"]) for one in house.server.to("ada@plan.example")] == [
        "Direktionen: møde den 12. marts"
    ]


def test_a_machine_without_time_zones_is_told_what_it_lacks(house, tmp_path):
    (tmp_path / "tzdata").mkdir()
    (tmp_path / "tzdata" / "__init__.py").write_text("raise ImportError('not here')", encoding="utf-8")
    process = started(house, "run", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}", PYTHONTZPATH="")
    assert ended(process) == (
        OUTSIDE,
        [
            "Tidszonen Europe/Copenhagen findes ikke på denne maskine.",
            "Installér tidszonerne (pip install tzdata), eller ret zonen.",
        ],
    )
