"""The characters of foreign documents: decoding, invisible ones, spaces, bullets."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_TABLE = (
    {ord(one): None for one in _INVISIBLE}
    | {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
    | {ord(one): " " for one in _SPACES + _BREAKS}
    | dict.fromkeys((*range(55296, 57344), 65534, 65535))
    | {0x2011: "-"}
)
_UNCLEAN = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
_RUNS_OF_SPACE = re.compile(r" {2,}")
_AROUND_TAB = re.compile(r" *\t *")

# Symbol fonts put their bullets in the private use area; these are the ones word processors use.
_SURE_BULLETS = "•◦▪▫●○■□‣⁃∙◆◇➢➤✓✔❖" + "".join(map(chr, range(0xF020, 0xF100)))
_BULLET = re.compile(rf"(?:[{_SURE_BULLETS}]\s*|[-–—*·o](?:\s+|\t))(?=\S)")
_BOX = re.compile(r"\s*(?:\[[ xX]\]|[☐☑☒])\s+(?=\S)")


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else the Windows western encoding."""
    if data.startswith(BOM_UTF8):
        return data[len(BOM_UTF8) :].decode("utf-8", errors="replace")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def clean(text: str) -> str:
    """Without control, invisible and soft-hyphen characters; every kind of space as a plain one."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.translate(_TABLE) if _UNCLEAN.search(text) else text


def squeeze(text: str) -> str:
    """One space for each run of spaces, none at the ends or beside a tab."""
    if "  " in text:
        text = _RUNS_OF_SPACE.sub(" ", text)
    if "\t" in text:
        text = _AROUND_TAB.sub("\t", text)
    return text.strip(" \n")


def without_bullet(text: str) -> str | None:
    """The text after a leading bullet, or None where there is no bullet."""
    match = _BULLET.match(text)
    return without_box(text[match.end() :]) if match else None


def without_box(text: str) -> str:
    """The text of an entry without the box that is ticked when it is done ("[x] Budget")."""
    return _BOX.sub("", text, count=1)
