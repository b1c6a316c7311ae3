"""Two real `planner run` that remind two hundred people, killed at random while time goes faster.

`python -m tests.proof.reminding_killed`: needs libfaketime; says so and does nothing where it is not there.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import select
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.fakes.mail_process import letters_in, mail_process
from tests.journeys.killing import SEED, chance
from tests.journeys.test_letters_killed import EIGHT, FAULTS, all_settled, decided, house_in, states
from tests.proof.clock_changes import ROOT, library

SPEED = 20
# Whoever takes over waits for two minutes of silence, in earnest.
MOST = 12
LONGEST = 1200.0  # seconds


def main() -> int:
    """Live through one morning; 1 where somebody had a mail twice, or none."""
    found = library()
    if found is None:
        print("  libfaketime is not on this machine: not tried")
        return 0
    with TemporaryDirectory() as folder:
        mail = Path(folder) / "mail"
        mail.mkdir()
        with mail_process(mail, FAULTS) as port:
            counted = morning(house_in(Path(folder), port), found, mail)
    print(
        f"  two processes killed {counted['kills']} times: {counted['letters']} letters, 0 lost, 0 sent twice;"
        f" {counted['doubtful']} left to a person, of which {counted['arrived']} had arrived (PLANNER_SEED={SEED})"
    )
    return 0


def morning(house, faster: str, mail: Path) -> Counter[str]:
    """From two minutes to eight until all letters are settled."""
    began, start, choices, kills = monotonic(), EIGHT - dt.timedelta(minutes=2), chance(), 0

    def now() -> dt.datetime:
        return start + SPEED * dt.timedelta(seconds=monotonic() - began)

    def process() -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "planner", "--config", str(house.config), "--db", str(house.db), "run"]
        fake = {"LD_PRELOAD": faster, "FAKETIME": f"@{now().astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} x{SPEED}"}
        env = {**os.environ, "TZ": "UTC", "FAKETIME_DONT_FAKE_MONOTONIC": "1", **fake}
        return subprocess.Popen(
            words, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    processes = [process(), process()]
    try:
        while not all_settled(house):
            if monotonic() - began > LONGEST:
                raise TimeoutError(states(house))
            select.select([], [], [], choices.uniform(0.5, 4))
            if kills < MOST and states(house):
                place = choices.randrange(2)
                processes[place].kill()
                processes[place].wait()
                processes[place] = process()
                kills += 1
    finally:
        for one in processes:
            one.kill()
            one.wait()
    house.clock.at = now() + dt.timedelta(minutes=5)
    with redirect_stdout(io.StringIO()):  # what the command says of the last letters
        return decided(house, letters_in(mail), kills, mail)


if __name__ == "__main__":
    sys.exit(main())
