"""A mail as it leaves and as it comes in: finished bytes, and who they are for."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass

_OURS = re.compile(r"<[0-9a-f]{32}\.letter@[^<>\s]+>")
_LONGEST_LINE = 76
_WORD_BYTES = 42  # of an encoded word: with the name of the header it fits a line of 78 characters


@dataclass(frozen=True)
class Letter:
    """One finished mail for one person.

    `content` is the whole message (RFC 5322, CRLF, 7 bit). Sent again, it is the same bytes.
    """

    sender: str
    receiver: str
    content: bytes


@dataclass(frozen=True)
class Received:
    """A mail found in an inbox under `name`; where it was not fetched, `fault` says why."""

    name: str
    content: bytes = b""
    fault: str | None = None


@dataclass(frozen=True)
class Arrivals:
    """What came in since last time, oldest first, and where to go on next time."""

    mails: tuple[Received, ...]
    state: str | None


@dataclass(frozen=True)
class Rendered:
    """A letter in words: its subject on one line, and its body as text and as HTML with the same facts."""

    subject: str
    text: str
    html: str


def message_id(digest: str, domain: str) -> str:
    """The name of a mail that is no invitation; `digest` (32 hexadecimal digits) is of what it is said once for."""
    return f"<{digest}.letter@{domain}>"


def is_of_a_letter(name: str) -> bool:
    """Whether a Message-ID was given by `message_id`."""
    return _OURS.search(name) is not None


def header_line(name: str, value: str) -> str:
    """One header of a mail with its line end, folded so that it is read back letter for letter.

    The library's own folding loses or doubles a space beside a word with æ, ø or å at the end of a line.
    ValueError where the value would begin another header.
    """
    if not value.isprintable():
        raise ValueError(f"{name}: {value!r}")
    words = value.split(" ") if value.isascii() and "=?" not in value else _encoded(value)
    lines = [f"{name}: {words[0]}"]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > _LONGEST_LINE:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"


def _encoded(value: str) -> list[str]:
    """The text as encoded words, which are read as one without the space between them; none cuts a letter in two."""
    parts, part = [], b""
    for letter in value:
        if len(part) + len(letter.encode()) > _WORD_BYTES:
            parts.append(part)
            part = b""
        part += letter.encode()
    return [f"=?utf-8?b?{b64encode(one).decode('ascii')}?=" for one in (*parts, part)]
