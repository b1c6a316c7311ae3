"""A small Exchange in a process of its own, whose writing calls take effect up to 30 ms late.

Run as `python -m tests.fakes.late_exchange EMAIL...`. It prints its address; for each line that it is
sent it waits until nothing is under way any more, and prints what everybody has and was told.
"""

import json
import random
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from tests.fakes.ews_server import WRITING, EwsServer

ROOT = Path(__file__).resolve().parents[2]
LATEST = 0.03  # seconds
_WRITES = tuple(f"<m:{name}".encode() for name in WRITING)


class LateExchange(EwsServer):
    """What was asked is done after a while, whether or not anybody still waits for the answer."""

    def __init__(self, *emails):
        super().__init__(*emails)
        self._http.handle_error = lambda *_: None  # who asked is dead: nobody is told
        self._under_way = 0
        self._changed = threading.Condition()

    def answer(self, body, authorization):
        with self._changed:
            self._under_way += 1
        try:
            if any(word in body for word in _WRITES):
                time.sleep(random.uniform(0, LATEST))  # noqa: S311 -- no secret
            return super().answer(body, authorization)
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def state(self):
        """What everybody has and was told, once nothing is under way any more."""
        with self._changed:
            self._changed.wait_for(lambda: not self._under_way)
        boxes = self.mailboxes
        return {
            "has": {
                email: sorted(
                    [str(item.values[name]) for name in ("UID", "Subject", "Start", "End")]
                    for item in boxes.of(email)
                )
                for email in sorted(boxes.emails)
            },
            "told": boxes.told,
        }


class Exchange:
    """The process, as its callers know it."""

    def __init__(self, process, endpoint):
        self._process, self.endpoint = process, endpoint

    def state(self):
        """What everybody has: {email: [[uid, subject, start, end]]}; what they were told: [[email, kind, uid]]."""
        self._process.stdin.write("?\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def late_exchange(*emails):
    """Such a server."""
    command = [sys.executable, "-m", "tests.fakes.late_exchange", *emails]
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as process:
        yield Exchange(process, process.stdout.readline().strip())
        process.stdin.close()


if __name__ == "__main__":
    with LateExchange(*sys.argv[1:]) as server:
        server.validates = False  # others hold every request against the schema
        print(server.endpoint, flush=True)
        for _ in sys.stdin:
            print(json.dumps(server.state()), flush=True)
