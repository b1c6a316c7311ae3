"""One line of a document made clean: stray markup, bullets, hyphens and invisible characters."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

BULLETS = "•◦▪‣●○■□*\uf0b7\uf0a7\uf0d8·–—-"
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\ufeff\u2060\u200e\u200f]")
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_ODD = re.compile("[\u00ad\u200b-\u200f\ufeff\u2060\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_TAG = re.compile(
    r"</?(?:p|ol|ul|li|br|div|span|strong|b|em|i|u|table|tbody|thead|tr|td|th|a|h[1-6])\b[^<>]*/?>",
    re.IGNORECASE,
)
_BREAKING = re.compile(r"</?(?:p|ol|ul|br|div|h[1-6]|tr|table)\b[^<>]*/?>", re.IGNORECASE)
_LISTED = re.compile(r"<(?:ol|ul)\b[^<>]*>", re.IGNORECASE)
_ENTRY = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}]|o(?=\s+[A-ZÆØÅÄÖ]))(?:\s+|(?=[•●\uf0b7]))(?=\S)")
_TIGHT_BULLET = re.compile(r"^[•◦▪‣●○■\uf0b7\uf0a7·](?=\S)")
_INLINE_BULLET = re.compile(r"\s+[•●▪‣\uf0b7\uf0a7]\s*(?=\S)")
_INNER_MARK = re.compile("[•●▪‣\uf0b7\uf0a7]")
_INLINE_DASH = re.compile(r"(?:^|\s)-\s+(?=[A-ZÆØÅÄÖ])")
# Begins with the white space itself, which is found much faster than what must stand before it.
_INLINE_NUMBER = re.compile(r"\s(?<=[^\s,(]\s)\s*(?=(?:\d{1,2}|[a-h])[.)]\s+[A-ZÆØÅÄÖ])")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


class Raw(NamedTuple):
    """A piece of a line; `bullet` when it began with a mark."""

    text: str
    bullet: bool = False
    indent: int = 0


def clean(text: str) -> str:
    """The text with ordinary spaces and without invisible characters."""
    if "\u00ad" in text:
        text = re.sub("\u00ad\\s+(?=\\w)", "", text)
    if not text.isascii() and _ODD.search(text):
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    elif "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip(" ")


def pieces(line: str) -> list[Raw]:
    """What one line holds: usually itself, or the paragraphs and bullets that its markup names."""
    if "<" in line and _TAG.search(line):
        line = html.unescape(_unmarked(line))
    elif "&" in line:
        line = html.unescape(line)
    if "**" in line or "__" in line:
        line = _EMPHASIS.sub(r"\2", line)
    found: list[Raw] = []
    for part in line.split("\n"):
        found.extend(_split(part))
    return found


def is_bullet(text: str) -> bool:
    """Whether the line begins with a bullet."""
    return bool(_BULLET.match(text) or _TIGHT_BULLET.match(text))


def numbered_parts(text: str) -> list[str]:
    """As in "1) Give input 2) Approve" as its parts; a text without such numbers is one part."""
    return [part.strip() for part in _INLINE_NUMBER.split(text) if part.strip()]


def joined(first: str, second: str) -> str:
    """Two lines of one paragraph as one text, the hyphen of a broken word removed."""
    if first.endswith("-") and len(first) > 1 and not first.endswith(" -") and second:
        if second[0].islower() and not _joins(second):
            return first[:-1] + second
        if second[0].isdigit() or second[0].isupper():
            return first + second
    return f"{first} {second}"


def _joins(second: str) -> bool:
    """As in "Direktions- / og ...": the hyphen is a real one before a word that joins."""
    return re.match(r"(?:og|eller|samt|och|eller|and|or|&)\b", second) is not None


def _unmarked(line: str) -> str:
    """Tags as line ends; inside a list, a dash before a capital begins an entry."""
    parts = _LISTED.split(line)
    out = [parts[0]]
    out.extend(_INLINE_DASH.sub("\n• ", part) for part in parts[1:])
    text = _ENTRY.sub("\n• ", "\n".join(out))
    return _TAG.sub("", _BREAKING.sub("\n", text))


def _split(part: str) -> list[Raw]:
    indent = len(part) - len(part.lstrip())
    text = clean(part)
    if text[:1].isalnum() and text[0] != "o" and not _INNER_MARK.search(text):
        return [Raw(text, False, indent)]
    if not any(c.isalnum() for c in text):
        return []
    found = []
    for number, piece in enumerate(_INLINE_BULLET.split(text)):
        mark = _BULLET.match(piece) or _TIGHT_BULLET.match(piece)
        body = piece[mark.end() :].strip() if mark else piece.strip()
        if body:
            found.append(Raw(body, bool(mark) or number > 0, indent))
    return found
