"""Planning in a child process: without the library, stopped by a person, and killed by the system."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner.adapters.solver.engine import Engine
from planner.adapters.solver.process import SolverProcess
from planner.domain.errors import SolverFailed, SolverMissing
from planner.domain.planning.problem import Limits
from planner.domain.planning.score import score
from tests.adapters.solver.questions import question

ROOT = Path(__file__).resolve().parents[3]
LARGE = question(1, 200, sittings=30, ticks=30)
LONG = Limits(moves=4000)
# Whoever runs the tests in the background may have had Ctrl-C ignored, which children inherit.
INTERRUPTED = """
import signal
from planner.adapters.solver.process import SolverProcess
from planner.domain.planning.score import score
from tests.adapters.solver.test_process import LARGE, LONG

signal.signal(signal.SIGINT, signal.default_int_handler)
answer = SolverProcess().solve(LARGE, LONG, lambda progress: print(progress.best, flush=True))
print("ended", answer.stopped, score(LARGE, answer.solution).broken, answer.cost)
"""


def test_a_child_answers_as_the_engine_does():
    asked = question(3, 9, sittings=4, ticks=10)

    assert SolverProcess().solve(asked, Limits()) == Engine().solve(asked, Limits())


def test_better_plans_are_told_on_the_way():
    told = []

    answer = SolverProcess().solve(LARGE, LONG._replace(seconds=3), told.append)

    costs = [progress.best for progress in told]
    assert (costs, answer.stopped) == (sorted(costs, reverse=True), True)
    assert (answer.cost, score(LARGE, answer.solution).broken) == (costs[-1], ())


def test_a_missing_library_is_told_with_how_to_install_it():
    without_packages = (sys.executable, "-S", "-s", "-P")

    with pytest.raises(SolverMissing) as refused:
        SolverProcess(without_packages).solve(LARGE, Limits())

    assert refused.value.hint == "pip install 'planner[solver]'"


def test_a_child_that_is_killed_is_one_clear_fault():
    solver = SolverProcess()

    def kill(_):
        os.kill(solver.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    with pytest.raises(SolverFailed) as refused:
        solver.solve(LARGE, LONG, kill)

    assert refused.value.sentence == "Den bedste plan kunne ikke beregnes; intet er ændret."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_keeps_the_best_plan_so_far():
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": "."},
    ) as process:
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read().split()

    best = [int(word) for word in [first, *rest] if word.strip().isdecimal()]
    assert (rest[-4:], process.returncode) == (["ended", "True", "()", str(min(best))], 0)
