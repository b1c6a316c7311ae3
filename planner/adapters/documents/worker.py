"""The child process: reads one document from standard input and answers on standard output.

The input is one line of JSON (the name, the limits, and whether the document or the reading of it
is wanted, or the events of a calendar file), then the bytes of the file. The answer is {"document": ...},
{"reading": ...}, {"events": ...} or {"refused": {"sentence": ..., "hint": ...}}. The limits are set before a byte of the file is seen,
and cannot be raised again.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from planner.adapters.documents.encode import to_json
from planner.adapters.documents.limits import Limits
from planner.adapters.documents.read import read_bytes
from planner.domain.errors import UnreadableDocument

if TYPE_CHECKING:
    from planner.domain.document import Document

# The exit code that says: there was no room for the answer.
NO_ROOM = 74


def main() -> None:
    """Read, answer, end."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    _confine(limits)
    name = request["name"]
    try:
        data, wanted = sys.stdin.buffer.read(), request["wanted"]
        answer = f'{{"{wanted}": {_wanted(wanted, name, data, limits)}}}'
    except UnreadableDocument as error:
        answer = _refusal(error.sentence, error.hint)
    if len(answer) > limits.answer_bytes:
        answer = _refusal(f"Der står for meget i {name}.", "Del filen i flere.")
    try:
        sys.stdout.write(answer)
        sys.stdout.flush()
    except OSError:
        os._exit(NO_ROOM)  # what could not be written must not be tried again on the way out
    os._exit(0)  # there is nothing to tidy up that the system does not tidy up faster


def _wanted(wanted: str, name: str, data: bytes, limits: Limits) -> str:
    if wanted == "events":
        from planner.adapters.documents.read_events import events_json  # noqa: PLC0415 -- only for calendars

        return events_json(name, data, limits)
    document = read_bytes(name, data, limits)
    return to_json(document) if wanted == "document" else _reading(document)


def _reading(document: Document) -> str:
    """What the document says: interpreting foreign text belongs within the limits as well."""
    from planner.adapters.documents.lexicon import load_all  # noqa: PLC0415 -- only for a reading
    from planner.domain.minutes import as_json  # noqa: PLC0415 -- only for a reading
    from planner.domain.minutes.reader import read_minutes  # noqa: PLC0415 -- only for a reading

    return json.dumps(as_json.to_json(read_minutes(document, load_all())))


def _refusal(sentence: str, hint: str | None) -> str:
    return json.dumps({"refused": {"sentence": sentence, "hint": hint}})


def _confine(limits: Limits) -> None:
    """Memory, processor time and answer within the limits, where the platform knows such limits."""
    try:
        import resource  # noqa: PLC0415 -- not on every platform
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.answer_bytes),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        with suppress(ValueError, OSError):  # some systems do not let a process set each of them
            resource.setrlimit(kind, (most, most))
