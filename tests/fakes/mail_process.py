"""The mail server as a process of its own that keeps each letter in a file: FOLDER/receiver/number.

Run as `python -m tests.fakes.mail_process FOLDER [FAULT ...]`; it prints its port, and ends when its input
does. The faults are those of the server, for the first messages.
"""

import sys
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from tests.fakes.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def mail_process(folder, faults=()):
    """The port of such a server."""
    command = [sys.executable, "-m", "tests.fakes.mail_process", str(folder), *faults]
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE) as process:
        yield int(process.stdout.readline())
        process.stdin.close()


def letters_in(folder):
    """What came for each receiver, in order."""
    return {
        receiver.name: [file.read_bytes() for file in sorted(receiver.iterdir()) if file.suffix == ".eml"]
        for receiver in sorted(folder.iterdir())
    }


class _Kept(dict):
    """Letters by receiver, kept in files as soon as they have come."""

    def __init__(self, folder):
        super().__init__()
        self._folder = folder

    def setdefault(self, receiver, _):
        (self._folder / receiver).mkdir(exist_ok=True)
        return _Pile(self._folder / receiver)


class _Pile:
    def __init__(self, folder):
        self._folder = folder

    def append(self, letter):
        number = len(list(self._folder.iterdir()))
        half = self._folder / f"{number:06}.half"
        half.write_bytes(letter)
        half.rename(half.with_suffix(".eml"))


if __name__ == "__main__":
    with MailServer() as server:
        server.letters = _Kept(Path(sys.argv[1]))
        server.faults.extend(sys.argv[2:])
        print(server.port, flush=True)
        sys.stdin.read()
