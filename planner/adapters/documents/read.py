"""Any document: its format is found by what is in it, then by the end of its name."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from planner.adapters.documents.limits import Limits
from planner.domain.errors import UnreadableDocument

if TYPE_CHECKING:
    from planner.domain.document import Document

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(rb"<[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 27))
_SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx"}
_FORMATS = "Jeg kan læse tekst, Markdown, HTML, .docx og PDF."


def read_bytes(name: str, data: bytes, limits: Limits | None = None) -> Document:
    """The document in these bytes; `name` is the file's name without its folder.

    Raises UnreadableDocument with a sentence for the secretary; whatever the libraries raise on
    a damaged file becomes one of those.
    """
    limits = limits or Limits()
    if not data.strip():
        raise UnreadableDocument(f"{name} er tom.", file=name)
    if len(data) > limits.file_bytes:
        raise too_big(name, limits)
    try:
        document = _read(name, data, limits)
    except UnreadableDocument:
        raise
    except MemoryError as error:
        raise UnreadableDocument(f"{name} kræver for meget hukommelse at læse.", file=name) from error
    except Exception as error:  # a foreign file may break a library in any way
        raise damaged(name) from error
    if not document.blocks:
        raise UnreadableDocument(f"Der står ingen tekst i {name}.", file=name)
    return document


def too_big(name: str, limits: Limits) -> UnreadableDocument:
    """The refusal of a file that is larger than allowed."""
    most = limits.file_bytes // (1024 * 1024)
    return UnreadableDocument(
        f"{name} er for stor: højst {most} MB.", hint="Del filen, eller gem den uden billeder.", file=name
    )


def damaged(name: str) -> UnreadableDocument:
    """The refusal of a file that is not what it says it is, or is cut short."""
    return UnreadableDocument(
        f"{name} er beskadiget og kan ikke læses.",
        hint="Åbn filen i det program, den er lavet i, og gem den igen.",
        file=name,
    )


def _read(name: str, data: bytes, limits: Limits) -> Document:
    kind = _format_of(name, data)
    if kind == "docx":
        from planner.adapters.documents.read_docx import read_docx  # noqa: PLC0415 -- slow import

        return read_docx(name, data, limits)
    if kind == "pdf":
        from planner.adapters.documents.read_pdf import read_pdf  # noqa: PLC0415 -- slow import

        return read_pdf(name, data, limits)
    if kind == "html":
        from planner.adapters.documents.read_html import read_html  # noqa: PLC0415 -- slow import

        return read_html(name, data)
    if kind == "md":
        from planner.adapters.documents.read_markdown import read_markdown  # noqa: PLC0415 -- slow import

        return read_markdown(name, data)
    from planner.adapters.documents.read_text import read_text  # noqa: PLC0415 -- only where it is text

    return read_text(name, data)


def _format_of(name: str, data: bytes) -> str:
    suffix = _SUFFIXES.get(os.path.splitext(name)[1].lower(), "txt")  # noqa: PTH122 -- pathlib is slow to import
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    if data.startswith(_OLE):
        raise _old_word(name, data)
    if suffix in ("pdf", "docx"):
        raise damaged(name)
    if data.startswith(b"{\\rtf"):
        raise UnreadableDocument(f"{name} er i RTF-format.", hint="Gem filen som .docx.", file=name)
    if _is_binary(data):
        raise UnreadableDocument(f"{name} er ikke et dokument, jeg kender.", hint=_FORMATS, file=name)
    if suffix != "md" and (_HTML.match(data) or (suffix == "html" and _ANY_TAG.search(data))):
        return "html"
    return "txt" if suffix == "html" else suffix


def _old_word(name: str, data: bytes) -> UnreadableDocument:
    if _ENCRYPTED in data:
        hint = "Fjern adgangskoden i Word, og gem filen igen."
        return UnreadableDocument(f"{name} er beskyttet med adgangskode.", hint=hint, file=name)
    return UnreadableDocument(f"{name} er i et ældre Office-format.", hint="Gem filen som .docx.", file=name)


def _is_binary(data: bytes) -> bool:
    """Whether control characters are more than stray ones; text in UTF-16 says so in its first bytes."""
    sample = data[:65536]
    if sample.startswith(_BOMS):
        return False
    return len(sample) - len(sample.translate(None, _CONTROLS)) > max(len(sample) // 50, 3)
