"""Compile the catalogues: the .po that people edit to the .mo that the program reads.

`da/messages.po` is what click says, in Danish; `en/planner.po` is what we say, in English.
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[3] / "planner" / "locale"
FOLDER = LOCALE / "da" / "LC_MESSAGES"
ENGLISH = LOCALE / "en" / "LC_MESSAGES"
SOURCES = (FOLDER / "messages.po", ENGLISH / "planner.po")


def entries(source):
    """Message -> translation; plural forms are joined by NUL, as gettext wants them."""
    fields, found = {}, {}
    name = ""
    for line in [*source.splitlines(), ""]:
        keyword, _, quoted = line.partition(" ")
        if line.startswith("#"):
            continue
        if line.startswith('"'):
            fields[name] += ast.literal_eval(line)
        elif line:
            name = keyword
            fields[name] = ast.literal_eval(quoted)
        elif fields:
            ids = [fields[key] for key in ("msgid", "msgid_plural") if key in fields]
            found["\0".join(ids)] = "\0".join(
                text for key, text in fields.items() if key.startswith("msgstr")
            )
            fields = {}
    return found


def compiled(source):
    """The catalogue in gettext's binary form."""
    rows = sorted((key.encode(), text.encode()) for key, text in entries(source).items())
    head = 7 * 4
    at = head + 16 * len(rows)
    tables, texts = [b"", b""], b""
    for column in (0, 1):
        for row in rows:
            tables[column] += struct.pack("<II", len(row[column]), at + len(texts))
            texts += row[column] + b"\0"
    numbers = struct.pack("<IIIIIII", 0x950412DE, 0, len(rows), head, head + 8 * len(rows), 0, 0)
    return numbers + tables[0] + tables[1] + texts


if __name__ == "__main__":
    for source in SOURCES:
        source.with_suffix(".mo").write_bytes(compiled(source.read_text(encoding="utf-8")))
