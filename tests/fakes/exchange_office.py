"""A secretariat with a small Exchange over HTTPS and the real `planner` command, for whole journeys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.fakes.certificate import own_certificate
from tests.fakes.ews_server import EwsServer

ROOT = Path(__file__).resolve().parents[2]
BOX = "sekretariat@plan.example"
CONFIG = """
database = "{folder}/plan.db"
[secretariat]
name = "Ledelsessekretariatet"
mailbox = "{box}"
telephone = "87 00 00 00"
[calendar]
backend = "ews"
[exchange]
endpoint = "{endpoint}"
user = "planner"
login = "basic"
reach = "impersonation"
secret_file = "{folder}/secret"
ca_file = "{folder}/own.pem"
"""


class ExchangeOffice:
    """`run` is the command in a process of its own; `server` the Exchange, whose people can answer."""

    def __init__(self, folder, server, now="2031-03-05T14:00"):
        self.folder, self.server, self.now = folder, server, now

    def run(self, *words, env=None):
        """The finished process."""
        return subprocess.run(
            [sys.executable, "-m", "planner", "--now", self.now, "--as", "mette", *words],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "HOME": str(self.folder),
                "NO_PROXY": "localhost",
                "PLANNER_CONFIG": str(self.folder / "planner.toml"),
                **(env or {}),
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def does(self, line):
        """A command line (words are parted by "|" where it has one), which must go well; what it prints."""
        done = self.run(*(line.split("|") if "|" in line else line.split()))
        assert (done.returncode, done.stderr) == (0, ""), (line, done.stdout)
        return done.stdout

    def json(self, line):
        """The same, read as JSON."""
        return json.loads(self.does(f"{line}|--json" if "|" in line else f"{line} --json"))

    def has(self, email):
        """What that person's calendar holds: (start, end, subject), in order, in UTC."""
        return sorted(
            (f"{v['Start']:%d.%m %H.%M}", f"{v['End']:%H.%M}", v["Subject"])
            for v in (item.values for item in self.server.mailboxes.of(email))
        )

    def told(self):
        """Who was told something since last asked, and what: (email, "request" or "cancel")."""
        told = [(email, kind) for email, kind, _ in self.server.mailboxes.told]
        self.server.mailboxes.told.clear()
        return sorted(told)


@contextmanager
def exchange_office(folder, *emails, config=CONFIG):
    """An office in an empty folder, with a mailbox for each address."""
    certificate = own_certificate(folder / "own.pem")
    with EwsServer(BOX, *emails, certificate=certificate) as server:
        endpoint = server.endpoint.replace("127.0.0.1", "localhost")
        (folder / "secret").write_text(server.secret + "\n")
        (folder / "planner.toml").write_text(
            config.format(folder=folder.as_posix(), box=BOX, endpoint=endpoint), encoding="utf-8"
        )
        yield ExchangeOffice(folder, server)
    assert server.unfit == []
