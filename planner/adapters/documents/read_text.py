"""Plain text: bullets, tables typed with tabs, HTML left in cells, hard line ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from planner.adapters.documents.characters import clean, decode, squeeze, without_bullet
from planner.adapters.documents.spaced_columns import with_tabs
from planner.adapters.documents.tabs import fold_tabs, plain_cell
from planner.adapters.documents.wrapping import Hyphens, is_wrapped
from planner.domain.document import Document, Line

_NEWLINE = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"[-=_*~#.\s]{4,}")
_TAG = re.compile(r"</?(?:p|ol|ul|li|br|div|span|strong|b|em|i|u|table|tr|td|a)\b[^<>]*>", re.IGNORECASE)


def read_text(name: str, data: bytes) -> Document:
    """The document of a text file; lines keep their physical number."""
    lines = _lines(with_tabs(_NEWLINE.split(decode(data))))
    texts = [line.text for line in lines if line is not None]
    return Document(
        name=name,
        format="txt",
        sha256=sha256(data).hexdigest(),
        blocks=fold_tabs(lines, Hyphens(texts), _cell),
        wrapped=is_wrapped(texts),
    )


def _lines(physical: Sequence[str]) -> list[Line | None]:
    """Each physical line as a Line, or None where it is blank; lines that only draw a rule are left out."""
    lines: list[Line | None] = []
    margins: list[int] = []  # the left edges of the bullets above, outermost first
    for number, raw in enumerate(physical, start=1):
        text = clean(raw).rstrip(" ")
        body = text.lstrip(" ")
        if not body.strip("\t"):
            lines.append(None)
            continue
        if _RULE.fullmatch(body):
            continue
        margin = len(text) - len(body)
        rest = without_bullet(body)
        if rest is None:
            margins = [] if margin == 0 and "\t" not in body else margins
            lines.append(Line(squeeze(body), number))
            continue
        while margins and margins[-1] > margin:
            margins.pop()
        if not margins or margins[-1] < margin:
            margins.append(margin)
        lines.append(Line(squeeze(rest), number, kind="bullet", level=len(margins) - 1))
    return lines


def _cell(line: Line) -> tuple[Line, ...]:
    """The lines of one cell, HTML fragments read as HTML."""
    if not _TAG.search(line.text):
        return plain_cell(line)
    from planner.adapters.documents.read_html import fragment_lines  # noqa: PLC0415 -- slow import

    return fragment_lines(line.text, line.line)
