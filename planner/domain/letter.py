"""A mail as it leaves and as it comes in: finished bytes, and who they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OURS = re.compile(r"<[0-9a-f]{32}\.letter@[^<>\s]+>")


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
