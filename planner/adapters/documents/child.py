"""Foreign files are read in a child process, so that a hostile one can harm nothing but that child."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from planner.adapters.documents.encode import document_up
from planner.adapters.documents.limits import Limits
from planner.adapters.documents.read import damaged, too_big
from planner.adapters.documents.worker import NO_ROOM
from planner.domain.errors import Unreachable, UnreadableDocument

if TYPE_CHECKING:
    from planner.domain.calendar import Remote
    from planner.domain.document import Document
    from planner.domain.reading import Reading

_ROOT = Path(__file__).resolve().parents[3]
_WORK = "from planner.adapters.documents.worker import main; main()"  # sooner begun than by -m
_NONSENSE = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
_OUT_OF_TIME = (24, 9)  # the signals of a process that used up its processor time


def read_file(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Document:
    """The document in a file.

    Raises UnreadableDocument with a sentence where the file is missing, empty, too big, protected,
    damaged, of another kind, or takes longer or more memory than the limits allow.
    """
    name, digest, values = _asked("document", path, limits or Limits())
    try:
        return replace(document_up(values), name=name, sha256=digest)
    except _NONSENSE as error:
        raise damaged(name) from error


def read_minutes_file(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Reading:
    """What the document in a file says; read and interpreted in the child. Raises as `read_file`."""
    from planner.domain.minutes.as_json import from_json  # noqa: PLC0415 -- only for a reading

    name, digest, values = _asked("reading", path, limits or Limits())
    try:
        return replace(from_json(values), name=name, sha256=digest)
    except _NONSENSE as error:
        raise damaged(name) from error


def read_events_file(path: str | os.PathLike[str], *, limits: Limits | None = None) -> tuple[Remote, ...]:
    """The events in a calendar file. Raises as `read_file`."""
    from planner.adapters.documents.read_events import events_up  # noqa: PLC0415 -- only for a calendar

    name, _, values = _asked("events", path, limits or Limits())
    try:
        return events_up(values)
    except _NONSENSE as error:
        raise damaged(name) from error


def _asked(
    wanted: Literal["document", "reading", "events"], path: str | os.PathLike[str], limits: Limits
) -> tuple[str, str, Any]:
    """The child's answer for a file, with the file's name and fingerprint as we know them ourselves."""
    file = Path(path)
    data = _bytes_of(file, limits)
    request = json.dumps({"name": file.name, "limits": asdict(limits), "wanted": wanted}).encode() + b"\n"
    with tempfile.TemporaryFile() as answer:
        code = _run(request + data, answer, file.name, limits)
        answer.seek(0)
        text = answer.read(limits.answer_bytes + 1)
    if code == NO_ROOM:
        raise Unreachable(
            f"Der var ikke plads på disken til at læse {file.name}.",
            hint="Gør plads, og kør kommandoen igen.",
            file=file.name,
        )
    if code < 0 and -code in _OUT_OF_TIME:
        raise _too_slow(file.name)
    return file.name, sha256(data).hexdigest(), _understood(text, file.name, wanted)


def _bytes_of(file: Path, limits: Limits) -> bytes:
    try:
        if file.is_dir():
            raise UnreadableDocument(
                f"{file} er en mappe.", hint="Skriv navnet på en fil i den.", file=file.name
            )
        if not file.is_file():
            raise UnreadableDocument(f"Filen {file} findes ikke.", file=file.name)
        if file.stat().st_size > limits.file_bytes:
            raise too_big(file.name, limits)
        with file.open("rb") as opened:
            return opened.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnreadableDocument(f"Filen {file} kan ikke åbnes: {error.strerror}.", file=file.name) from error


def _run(request: bytes, answer: IO[bytes], name: str, limits: Limits) -> int:
    command = [sys.executable, "-s", "-P", "-W", "ignore", "-c", _WORK]
    child = subprocess.Popen(  # noqa: S603 -- our own module, by our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=_ROOT,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    alarm = threading.Timer(limits.seconds, stop)
    alarm.start()
    try:
        child.communicate(request)  # with a timeout of its own it would look for the end less and less often
    finally:
        alarm.cancel()
        child.kill()
        child.wait()
    if late.is_set():
        raise _too_slow(name)
    return child.returncode


def _environment() -> dict[str, str]:
    """Only what an interpreter needs to start: where this package is, what Windows asks for, and no litter."""
    names = ("SYSTEMROOT", "TEMP", "TMPDIR", "PYTHONDONTWRITEBYTECODE")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT)}


def _too_slow(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"Det tog for lang tid at læse {name}.", hint="Del filen, eller gem den i et andet format.", file=name
    )


def _understood(text: bytes, name: str, wanted: str) -> Any:
    try:
        values = json.loads(text)
        if "refused" in values:
            sentence, hint = values["refused"]["sentence"], values["refused"]["hint"]
            raise UnreadableDocument(str(sentence), hint=None if hint is None else str(hint), file=name)
        return values[wanted]
    except _NONSENSE as error:
        raise damaged(name) from error
