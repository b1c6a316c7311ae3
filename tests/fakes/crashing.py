"""A process that dies at the n-th step: before or after any commit, before or after any call of a calendar."""

from __future__ import annotations

from contextlib import contextmanager

from planner.adapters.store import departures


class Crash(BaseException):
    """The process is gone; nothing catches this, as nothing catches kill -9."""


class Fuse:
    """Counts steps and blows at the chosen one; 0 never blows."""

    def __init__(self, at=0):
        self.left = at
        self.names = []

    @property
    def steps(self):
        return len(self.names)

    def step(self, name):
        self.names.append(name)
        self.left -= 1
        if self.left == 0:
            raise Crash


class CrashingStore:
    """A store whose commits are steps."""

    def __init__(self, store, fuse):
        self._store, self._fuse = store, fuse

    def held(self):
        return self._store.held()

    @contextmanager
    def work(self):
        with self._store.work() as work:
            yield _Work(work, self._fuse)


class _Work:
    def __init__(self, work, fuse):
        self._work, self._fuse = work, fuse

    def __getattr__(self, name):
        return getattr(self._work, name)

    def commit(self):
        self._fuse.step("commit")
        with _noting(self._fuse):
            self._work.commit()
        self._fuse.step("committed")


@contextmanager
def _noting(fuse):
    """Writing down what leaves, in the file beside the database, is a step too."""

    def append(*what):
        fuse.step("note")
        written(*what)
        fuse.step("noted")

    written, departures.append = departures.append, append
    try:
        yield
    finally:
        departures.append = written


class CrashingMailer:
    """A mailer with a step before and after each letter that it hands over."""

    def __init__(self, mailer, fuse):
        self._mailer, self._fuse = mailer, fuse

    def send(self, letters):
        answers = []
        for letter in letters:
            self._fuse.step("hand over")
            answers += self._mailer.send([letter])
            self._fuse.step("handed over")
        return answers


class CrashingCalendar:
    """A calendar whose writing calls and probes are steps."""

    def __init__(self, calendar, fuse):
        self._calendar, self._fuse = calendar, fuse

    def _called(self, name, *arguments):
        self._fuse.step(name)
        try:
            return getattr(self._calendar, name)(*arguments)
        finally:
            self._fuse.step(f"{name} done")

    def create(self, entry):
        return self._called("create", entry)

    @property
    def most_at_once(self):
        return self._calendar.most_at_once

    def create_many(self, entries):
        return self._called("create_many", entries)

    def update(self, entry, link):
        return self._called("update", entry, link)

    def cancel(self, entry, link, reason):
        return self._called("cancel", entry, link, reason)

    def probe(self, entry):
        return self._called("probe", entry)
