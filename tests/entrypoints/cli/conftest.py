"""The real command in an empty home, and a plan with one board."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.entrypoints.cli.real_command import INIT
from tests.fakes.spring_plan import RECORDS
from tests.fakes.stored_plan import store_plan

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def database(tmp_path):
    """The plan of a spring, in a file."""
    return store_plan(tmp_path / "plan.db", RECORDS)


@pytest.fixture
def planner(tmp_path):
    """Run the command in an empty home; gives the finished process."""

    def run(*args, stdin="", env=None, stdout=subprocess.PIPE, room=None):
        surroundings = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "HOME": str(tmp_path),
            "LOGNAME": "prøve",
            "PYTHONIOENCODING": "ascii",
            **(env or {}),
        }
        command = [sys.executable, "-m", "planner", *args]
        if room is not None:  # files cannot grow beyond so many blocks: a disk that is full
            command = ["sh", "-c", f'ulimit -f {room}; exec "$@"', "sh", *command]
            surroundings["PYTHONDONTWRITEBYTECODE"] = "1"  # or Python leaves cut modules behind
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=surroundings,
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture
def plan(planner, tmp_path):
    """A database with one board."""
    assert planner("--db", "plan.db", *INIT, "--now", "2024-11-06T14:00").returncode == 0
    return tmp_path / "plan.db"
