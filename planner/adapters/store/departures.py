"""What left, in a file beside the database: it stays where it is when the database is brought back from a copy.

A line for each event in each call that sends: the plan's name, the number of the call, and the event
as JSON. A line is whole or it does not count; it is on the disk before the call is made. Only the
standard library is used, so that a copy can be put back when nothing else works.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from planner.domain.standstill import Mark

_TAIL = 65_536  # holds far more lines than processes send at the same time
NOTHING = "{}"  # a line that only counts on


def beside(path: Path | str) -> Path:
    """The file that belongs to the database."""
    return Path(f"{path}.afsendt")


def last(file: Path) -> Mark | None:
    """How far the sending had come; None where nothing was ever sent, or the file is gone."""
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, os.SEEK_END)
            opened.seek(max(0, size - _TAIL))
            text = opened.read()
        marks = list(_marks(text))
        if not marks and size > _TAIL:
            marks = list(_marks(file.read_bytes()))
    except FileNotFoundError:
        return None
    if not marks:
        return None
    name, _ = marks[-1]
    return Mark(name.decode(errors="replace"), max(int(number) for one, number in marks if one == name))


def since(file: Path, mark: Mark | None) -> Iterator[tuple[Mark, str]]:
    """What left after the mark, in the order it left; with no mark, all that its plan sent."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return
    lines = list(_lines(text))
    if not lines:
        return
    name = mark.name if mark else lines[-1][0].name
    first = mark.number if mark else 0
    yield from (
        (one, content)
        for one, content in lines
        if one.name == name and one.number > first and content != NOTHING
    )


def append(file: Path, mark: Mark, contents: Iterable[str]) -> None:
    """Write it down, and wait until it is on the disk."""
    text = "".join(f"{mark.name} {mark.number} {content}\n" for content in contents)
    is_new = not file.exists()
    descriptor = os.open(file, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    try:
        size = os.lseek(descriptor, 0, os.SEEK_END)
        if size and os.lseek(descriptor, size - 1, os.SEEK_SET) >= 0 and os.read(descriptor, 1) != b"\n":
            text = "\n" + text  # a process died in the middle of a line: it does not count
        rest = text.encode()
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new and os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def forget(file: Path, is_old: Callable[[str], bool]) -> None:
    """Overwrite the events for which `is_old` says so with blanks; that something left still counts.

    Line by line in its place, so that others may write at the end meanwhile.
    """
    try:
        opened = file.open("r+b", buffering=0)
    except FileNotFoundError:
        return
    with opened:
        at = 0
        for line in opened.read().splitlines(keepends=True):
            parts = line.split(b" ", 2)
            if len(parts) == 3 and line.endswith(b"}\n") and is_old(parts[2].decode(errors="replace")):
                opened.seek(at + len(line) - len(parts[2]) + 1)
                opened.write(b" " * (len(parts[2]) - 3))
            at += len(line)
        os.fsync(opened.fileno())


def note_restored(path: Path, number: int = 0) -> None:
    """A copy was put back: whatever it says, it is older than what has been sent. `number` is its own."""
    file = beside(path)
    mark = last(file)
    if mark is not None and mark.number:
        append(file, Mark(mark.name, max(mark.number, number) + 1), [NOTHING])


def _lines(text: bytes) -> Iterator[tuple[Mark, str]]:
    """The whole lines."""
    for name, number, content in _parts(text):
        yield Mark(name.decode(errors="replace"), int(number)), content.decode(errors="replace")


def _marks(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The same without what they say: asked for before every call."""
    return ((name, number) for name, number, _ in _parts(text))


def _parts(text: bytes) -> Iterator[list[bytes]]:
    """The whole lines; the first of a tail and the last of a dead process may be halves."""
    for line in text.split(b"\n")[:-1]:
        parts = line.split(b" ", 2)
        if len(parts) == 3 and parts[1].isdigit() and parts[2][:1] == b"{" and line[-1:] == b"}":
            yield parts
