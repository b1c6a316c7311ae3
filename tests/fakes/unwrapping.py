"""Everything that bytes may mean: however a word is written, packed or encoded in them, it comes to light."""

from __future__ import annotations

import base64
import gzip
import html
import io
import quopri
import re
import zipfile
import zlib
from urllib.parse import unquote_to_bytes

_DEEPEST = 3
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}(?:\r?\n ?[A-Za-z0-9+/_-]+)*={0,2}")
_ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})")
_FOLD = re.compile(rb"\r?\n[ \t]")


def holds(data, word):
    """Whether the word is in the bytes, by whatever way it was put there. Small and large letters are the same."""
    return any(word.casefold() in text for text in _texts(data, 0))


def _texts(data, depth):
    for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
        yield data.decode(encoding, "ignore").casefold()
    if depth < _DEEPEST:
        for inner in _inside(data):
            if inner != data:
                yield from _texts(inner, depth + 1)


def _inside(data):
    yield from _packed(data)
    if b"\n " in data or b"\n\t" in data:
        yield _FOLD.sub(b"", data)
    if b"=" in data:
        yield quopri.decodestring(data)
        yield quopri.decodestring(data, header=True)
    if b"%" in data:
        yield unquote_to_bytes(data)
    if b"&" in data:
        yield html.unescape(data.decode("utf-8", "ignore")).encode()
    if b"\\u" in data:
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)).encode(errors="ignore"), data)
    for found in _BASE64.findall(data):
        text = re.sub(rb"\s", b"", found).translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
        yield base64.b64decode(text + b"A" * (-len(text) % 4))


def _packed(data):
    for start in [found.start() for found in re.finditer(rb"\x1f\x8b\x08", data)]:
        try:
            yield zlib.decompressobj(31).decompress(data[start:])
        except zlib.error:
            continue
    if b"PK\x03\x04" in data:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from (archive.read(name) for name in archive.namelist())
                yield "\n".join(archive.namelist()).encode()
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, OSError):
            return  # it only looks like an archive
    for line in re.findall(rb"=\?[\w-]+\?[bBqQ]\?[^?]*\?=", data):
        from email.header import decode_header

        for text, _ in decode_header(line.decode("ascii", "ignore")):
            yield text.encode() if isinstance(text, str) else text


def zipped(name, text):
    """A file in a zip archive, for tests of what is found."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return made.getvalue()


WAYS_TO_HIDE = {
    "plainly": str.encode,
    "in base64": lambda text: b"X: y\r\n\r\n" + base64.encodebytes(text.encode()),
    "in base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).rstrip(b"="),
    "quoted-printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True),
    "in quoted-printable lines": lambda text: "=\r\n".join(text).encode(),
    "folded as calendars are": lambda text: "\r\n ".join(text).encode(),
    "in gzip": lambda text: gzip.compress(text.encode()),
    "in a document": lambda text: zipped("word/document.xml", f"<w:t>{text}</w:t>"),
    "as the name of a file": lambda text: zipped(f"{text}.xml", "x"),
    "percent-encoded": lambda text: "".join(f"%{ord(letter):02x}" for letter in text).encode(),
    "as references of HTML": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    "as escapes of JSON": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text).encode(),
    "in a header": lambda text: b"Subject: =?utf-8?b?" + base64.b64encode(text.encode()) + b"?=",
    "in UTF-16": lambda text: text.encode("utf-16"),
    "gzip in base64": lambda text: base64.b64encode(gzip.compress(text.encode())),
}
