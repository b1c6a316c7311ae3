"""One child process that plans, and what it says."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[3]
_WORK = "from planner.adapters.solver.worker import main; main()"  # sooner begun than by -m

PYTHON = (sys.executable, "-s", "-P", "-W", "ignore")
END = ("end", "")
"""What a child says that ends without an answer."""

Said = tuple[str, Any]
Heard = queue.SimpleQueue[tuple[int, Said]]


class Child:
    """Puts a question to a new process; what that says is heard in the queue, under the number of the job."""

    def __init__(self, python: Sequence[str], question: object, job: int, heard: Heard) -> None:
        self._job, self._heard = job, heard
        self._process = subprocess.Popen(  # noqa: S603 -- our own module, by our own interpreter
            [*python, "-c", _WORK],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=_ROOT,
            start_new_session=True,  # Ctrl-C is for us: we end the child
        )
        self.pid = self._process.pid
        self._talking = threading.Thread(target=self._talk, args=(question,), daemon=True)
        self._talking.start()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._talking.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet has no reader any more
                if pipe is not None:
                    pipe.close()

    def _talk(self, question: object) -> None:
        """Put the question and hear what is said, beside whoever waits for it."""
        asked, told = self._process.stdin, self._process.stdout
        try:
            if asked is not None and told is not None:
                pickle.dump(question, asked)
                asked.flush()  # and left open: its end tells the child that nobody listens
                while True:
                    self._heard.put((self._job, pickle.load(told)))  # noqa: S301 -- from our own child
        except (OSError, EOFError, pickle.UnpicklingError):
            self._heard.put((self._job, END))


def _environment() -> dict[str, str]:
    """Only what an interpreter needs to start: where this package is, what Windows asks for, and no litter."""
    names = ("SYSTEMROOT", "TEMP", "TMPDIR", "PYTHONDONTWRITEBYTECODE")
    return {**{name: os.environ[name] for name in names if name in os.environ}, "PYTHONPATH": str(_ROOT)}
