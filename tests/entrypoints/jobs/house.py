"""A house with a mail server, a plan and a virtual clock, for the process that stays."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import Counter
from zoneinfo import ZoneInfo

from planner.entrypoints.cli.main import run
from planner.entrypoints.jobs.daemon import Daemon
from planner.entrypoints.jobs.log import Log
from planner.wiring import App, Options
from tests.usecases.publishing import MovingClock

ZONE = ZoneInfo("Europe/Copenhagen")


class House:
    """`planner(line)` runs a command at the present of the clock; `daemon` is a process that stays."""

    def __init__(self, folder, server, settings=""):
        self.clock, self.server, self.log = MovingClock(), server, io.StringIO()
        self.ledger, self._noted = [], Counter()
        self.clock.at = dt.datetime(2031, 3, 5, 14, tzinfo=ZONE)
        self.config, self.db = folder / "planner.toml", folder / "plan.db"
        self.config.write_text(
            '[secretariat]\nname = "Ledelsessekretariatet"\nmailbox = "sekretariat@plan.example"\n'
            'telephone = "87 00 00 00"\n[calendar]\nbackend = "mail"\n'
            f'[mail]\nhost = "localhost"\nport = {server.port}\nsecurity = "none"\n{settings}',
            encoding="utf-8",
        )

    def app(self):
        """What a command is given now."""
        return App(Options(str(self.db), str(self.config), None, self.clock.at.isoformat(), "planner"))

    def planner(self, line):
        """Run a command; its words are divided by blanks, or by | where there is one."""
        words = line.split("|") if "|" in line else line.split()
        base = ["--config", str(self.config), "--db", str(self.db), "--as", "mette"]
        assert run([*base, "--now", self.clock.at.isoformat(), *words]) == 0, line

    def daemon(self, **how):
        """A process on this house's clock."""
        log = Log("json", self.clock.now, self.log)
        seconds = {"passed": self._seconds}
        return Daemon(self.app(), log, clock=self.clock, renew=self.app, **(seconds | how))

    def _seconds(self):
        return self.clock.at.timestamp()

    def _note(self):
        """Write into the ledger what has come since last: when, to whom, and the subject."""
        for email in sorted(self.server.letters):
            letters = self.server.to(email)
            for letter in letters[self._noted[email] :]:
                name, subject = email.partition("@")[0], str(letter["Subject"])
                self.ledger.append(f"{self.clock.at:%d.%m %H.%M}  {name:<12} {subject}")
            self._noted[email] = len(letters)

    def lives(self, *daemons, **how):
        """Let time pass from one due time to the next; minute by minute while something is tried again."""
        self.lives_until(self.clock.at + dt.timedelta(**how), *daemons)

    def lives_until(self, end, *daemons):
        """The same, until an instant."""
        while self.clock.at < end:
            for one in daemons:
                one.turn()
            self._note()
            times = [last for one in daemons for _, _, last in one._memory.quiet.values()]
            following = [end, *(moment for moment in times if moment > self.clock.at)]
            if any(one.pulse.failing or len(following) == 1 for one in daemons):
                following.append(self.clock.at + dt.timedelta(minutes=1))
            self.clock.at = min(following).astimezone(ZONE)

    def events(self, *names):
        """What was logged so far, of these events."""
        found = [json.loads(line) for line in self.log.getvalue().splitlines()]
        return [one for one in found if one["event"] in names] if names else found

    def mailed(self):
        """How many letters each has had."""
        return {email: len(letters) for email, letters in sorted(self.server.letters.items())}
