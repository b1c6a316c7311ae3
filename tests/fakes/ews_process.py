"""The small Exchange as a process of its own, so that its work is not the caller's.

Run as `python -m tests.fakes.ews_process EMAIL...`; it prints its address, and ends when its input does. What was
asked of it since the last time is the answer to GET.
"""

import json
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from tests.fakes.ews_server import EwsServer

ROOT = Path(__file__).resolve().parents[2]


class Exchange:
    """The process, as its callers know it."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.secret = "hemmelig"  # noqa: S105 -- invented, and the server's own default

    def spent(self):
        """The operations asked for since the last time this was called."""
        with urllib.request.urlopen(self.endpoint) as answer:  # noqa: S310 -- our own, on the loopback
            return json.loads(answer.read())


@contextmanager
def ews_process(*emails):
    """Such a server."""
    command = [sys.executable, "-m", "tests.fakes.ews_process", *emails]
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as process:
        yield Exchange(process.stdout.readline().strip())
        process.stdin.close()


if __name__ == "__main__":
    with EwsServer(*sys.argv[1:]) as server:
        server.validates = False  # it would be most of the time that is measured
        print(server.endpoint, flush=True)
        sys.stdin.read()
