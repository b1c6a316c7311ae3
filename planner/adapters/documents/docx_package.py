"""The parts of a DOCX file: unpacked within limits, parsed without entities."""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from planner.adapters.documents.characters import clean, squeeze
from planner.adapters.documents.limits import Limits
from planner.domain.errors import UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MOST_PARTS = 5000


class Package:
    """An open DOCX file. Parts are named without a leading slash, relations by the end of their type."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._name = name
        self._zip = ZipFile(BytesIO(data))
        parts = self._zip.infolist()
        if sum(part.file_size for part in parts) > limits.unpacked_bytes or len(parts) > _MOST_PARTS:
            raise self._refusal(f"fylder over {limits.unpacked_bytes // (1024 * 1024)} MB, når den pakkes ud")
        if any(part.flag_bits & 1 for part in parts):
            raise self._refusal("er beskyttet med adgangskode")
        self._names = {part.filename for part in parts}
        main = [target for kind, target in self.relations("").values() if kind == "officeDocument"]
        if not main or not main[0].startswith("word/"):
            hint = "Jeg kan læse tekst, Markdown, HTML, .docx og PDF."
            raise UnreadableDocument(f"{name} er ikke et Word-dokument.", hint=hint, file=name)
        self.main = main[0]

    @property
    def title(self) -> str | None:
        """The title in the file's own properties, which few people fill in."""
        names = [target for kind, target in self.relations("").values() if kind == "core-properties"]
        root = self.part(names[0]) if names else None
        title = root.findtext(_TITLE) if root is not None else None
        return (squeeze(clean(title)) or None) if title else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """For each relation id of a part: the end of its type, and the part it points to."""
        folder, _, file = part.rpartition("/")
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            target = one.get("Target", "")
            whole = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            if one.get("TargetMode") != "External":
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], whole)
        return found

    def part(self, name: str) -> _Element | None:
        """The root element of a part, or None where the file has no such part."""
        from lxml import etree  # noqa: PLC0415 -- slow import

        if name not in self._names:
            return None
        data = self._zip.read(name)
        if (
            b"<!DOCTYPE" in data
            or "<!DOCTYPE".encode("utf-16-le") in data
            or "<!DOCTYPE".encode("utf-16-be") in data
        ):
            raise self._refusal("indeholder en DTD, som ikke hører til i et Word-dokument")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)

    def _refusal(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(f"{self._name} {what}.", file=self._name)
