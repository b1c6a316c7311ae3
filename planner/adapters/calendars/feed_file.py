"""The file of a subscription, and the folder in which such files lie under names that nobody can guess.

The same events are the same bytes, and a file that would be the same is left alone: calendar programs
ask for it again and again, and a web server answers "unchanged" by its time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import inf
from pathlib import Path
from tempfile import NamedTemporaryFile

from planner.adapters.calendars.itip import clean, event_of, one_line
from planner.adapters.calendars.vtimezone import ZONE, zone_rules
from planner.domain.calendar import CalendarEntry
from planner.domain.errors import Unreachable

ENDING = ".ics"
_EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
_UID = re.compile(rb"\r\nUID:([^\r]+)\r\n")
# A program asks this often; RFC 7986 5.7 and the older name that Outlook reads.
_OFTEN = "PT1H"
_UNFINISHED = ".tmp"
_SURELY_DEAD = 3_600  # seconds: nobody writes one file for so long


def event_block(entry: CalendarEntry) -> bytes:
    """The event as it stands in the file: nobody's name but the organizer's is in it."""
    event = event_of(entry)
    event.add("description", clean(entry.body))
    event.add("status", entry.status.upper())
    return bytes(event.to_ical())


def feed_file(title: str, events: Sequence[CalendarEntry]) -> bytes:
    """The whole file, its events in the order of their UIDs."""
    return assembled(title, {event.uid: event_block(event) for event in events})


def assembled(title: str, blocks: Mapping[str, bytes]) -> bytes:
    """The whole file of finished events by UID."""
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    calendar = Calendar()
    for name, value in (
        ("prodid", "-//planner//meetings//DA"), ("version", "2.0"), ("method", "PUBLISH"),
        ("x-wr-calname", one_line(title)), ("x-published-ttl", _OFTEN),
    ):  # fmt: skip
        calendar.add(name, value)
    if any(f"TZID={ZONE}".encode() in block for block in blocks.values()):
        calendar.add_component(zone_rules())
    head, end, tail = bytes(calendar.to_ical()).rpartition(b"END:VCALENDAR")
    return head + b"".join(block for _, block in sorted(blocks.items())) + end + tail


def blocks_of(content: bytes) -> dict[str, bytes]:
    """The events of a file that `assembled` made, by UID."""
    found = {}
    for block in _EVENT.findall(content):
        uid = _UID.search(block.replace(b"\r\n ", b""))
        if uid is not None:
            found[uid[1].decode()] = block
    return found


class FeedFolder:
    """The port `FeedFiles`: a folder that a web server gives out; `url` is where it is on the web."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self._folder, self._url = folder, url

    def write(self, name: str, title: str, events: Sequence[CalendarEntry]) -> bool:
        """Put the file there whole; False where it was the same already. Unreachable when it cannot be."""
        return self.put(name, feed_file(title, events))

    def put(self, name: str, content: bytes) -> bool:
        """The same for finished bytes: whoever reads it meanwhile has the old file or the new, never half."""
        if self.content(name) == content:
            return False
        try:
            self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            with NamedTemporaryFile(
                dir=self._folder, prefix=f".{name}.", suffix=_UNFINISHED, delete=False
            ) as file:
                new = Path(file.name)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.chmod(0o640)
            self._sweep(name, new.stat().st_mtime - _SURELY_DEAD)
            new.replace(self._path(name))
            _made_sure(self._folder)
        except OSError as error:
            raise Unreachable(
                f"Abonnementernes mappe kan ikke skrives: {error.strerror}.",
                hint="Ret feeds.directory i indstillingerne, eller giv ret til mappen.",
            ) from None
        return True

    def content(self, name: str) -> bytes:
        """What stands in the file now; nothing where there is none."""
        try:
            return self._path(name).read_bytes()
        except OSError:
            return b""

    def remove(self, name: str) -> None:
        """The file is gone; it may have been before."""
        try:
            self._path(name).unlink(missing_ok=True)
            self._sweep(name)
        except OSError as error:
            raise Unreachable(
                f"Abonnementets fil kan ikke fjernes: {error.strerror}.",
                hint=f"Fjern den i hånden: {self._path(name)}",
            ) from None

    def address(self, name: str) -> str:
        """The address on the web, or the file where there is none."""
        return f"{self._url.rstrip('/')}/{name}{ENDING}" if self._url else str(self._path(name))

    def is_writable(self) -> bool:
        """Whether files can be put there."""
        return self._folder.is_dir() and os.access(self._folder, os.W_OK | os.X_OK)

    def _sweep(self, name: str, before: float = inf) -> None:
        """Remove what a process died in the middle of; another one may be writing what is newer."""
        for left in self._folder.glob(f".{name}.*{_UNFINISHED}"):
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < before:
                    left.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{ENDING}"


def _made_sure(folder: Path) -> None:
    """The new name is on the disk too, where the platform can be asked for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
