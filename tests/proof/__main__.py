"""The long versions of what the tests promise about sending, printed as a Markdown table.

`python -m tests.proof [--kills N] [--examples N]`: kills for each way of sending (1,000), runs of the
state machine (2,000, each of 50 steps).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
_COUNT = re.compile(r"^(\d+ passed.*?) in [\d.]+s", re.MULTILINE)


def proofs(kills: int, examples: int) -> dict[str, tuple[list[str], dict[str, str]]]:
    """What is proved: the command, and the environment that asks for the long version."""
    killing = {"PLANNER_KILLS": str(kills)}
    return {
        "Workers that mail, killed at random instants": (test("journeys/test_killed_by_mail.py"), killing),
        "Workers that send to Exchange, killed; effects up to 30 ms late": (
            test("journeys/test_killed_by_exchange.py"),
            killing,
        ),
        "Workers that write the files people subscribe to, killed": (
            test("journeys/test_killed_by_subscription.py"),
            killing,
        ),
        "`planner sync` itself, killed": (test("journeys/test_killed_command.py"), {}),
        "Two processes that do jobs, killed at random instants": (
            test("journeys/test_daemons_killed.py"),
            killing,
        ),
        "Two processes that remind 200 people each time, killed; a mail server that loses answers": (
            test("journeys/test_letters_killed.py"),
            killing,
        ),
        "`planner run` itself, two of it, reminding 200 people, killed": (
            [sys.executable, "-m", "tests.proof.reminding_killed"],
            {},
        ),
        "A crash at every numbered point, and at every point of recovering": (
            test("journeys/test_crash_points.py", "usecases/test_deliver.py", "usecases/test_post.py"),
            {},
        ),
        f"Edits, publications, crashes, faults, edits by hand, copies put back: {examples:,} runs of 50 steps": (
            test("usecases/test_publish_machine.py"),
            {"PLANNER_MACHINE_EXAMPLES": str(examples), "PLANNER_MACHINE_STEPS": "50"},
        ),
        "A database brought back from a copy": (
            test("usecases/test_reconcile.py", "journeys/test_letters_after_a_restore.py"),
            {},
        ),
        "A canary in every closed field": (test("journeys/test_canaries.py"), {}),
        "`planner run` itself in both nights of 2027 in which clocks are set": (
            [sys.executable, "-m", "tests.proof.clock_changes"],
            {},
        ),
        "16 processes that write 250 edits each": (
            [sys.executable, str(TESTS / "adapters/store/test_many_writers.py"), "16", "250"],
            {},
        ),
    }


def test(*files: str) -> list[str]:
    """The command that runs these tests, and lets them say what they counted."""
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(str(TESTS / f) for f in files)]


def main() -> int:
    """Prove, print; 1 where anything did not hold."""
    parser = argparse.ArgumentParser(prog="scripts/proof")
    parser.add_argument("--kills", type=int, default=1_000, help="kills for each way of sending")
    parser.add_argument("--examples", type=int, default=2_000, help="runs of the state machine")
    asked = parser.parse_args()
    print("| what | found | s |\n|---|---|---:|", flush=True)
    failed = False
    for what, (command, extra) in proofs(asked.kills, asked.examples).items():
        started = time.perf_counter()
        env = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        taken = time.perf_counter() - started
        failed = failed or done.returncode != 0
        print(f"| {what} | {found(done)} | {taken:.0f} |", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
    return int(failed)


def found(done: subprocess.CompletedProcess[str]) -> str:
    """What a proof says of itself, without the seed; else how many tests it was."""
    if done.returncode:
        return "**DOES NOT HOLD**"
    said = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    counted = _COUNT.search(done.stdout)
    if not said and counted is None:
        said = done.stdout.strip().splitlines()[-1:]
    return re.sub(r" \(PLANNER_SEED=\d+\)", "", "; ".join(said)) or (counted[1] if counted else "")


if __name__ == "__main__":
    sys.exit(main())
