"""The runs of a DOCX paragraph: text, breaks, fields, and the text boxes anchored in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from planner.adapters.documents.docx_numbering import is_on
from planner.adapters.documents.docx_package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CONTAINERS = frozenset(
    f"{W}{tag}"
    for tag in ("hyperlink", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SIGN = {f"{W}{tag}": sign for tag, sign in _SIGNS.items()}
_COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES")


class Piece(NamedTuple):
    """Text of one look; a newline is a line break, a tab a tab."""

    text: str
    bold: bool = False
    struck: bool = False


def pieces(paragraph: _Element, *, bold: bool) -> Iterator[Piece]:
    """What is shown of a paragraph, deletions left out; `bold` is what its style says."""
    field = _Field()
    for run in _runs(paragraph):
        properties = run.find(f"{W}rPr")
        if is_on(properties, "vanish") or is_on(properties, "webHidden"):
            continue
        own = is_on(properties, "b")
        struck = bool(is_on(properties, "strike") or is_on(properties, "dstrike"))
        text = "".join(_text(run, field))
        if text:
            yield Piece(text, bold if own is None else own, struck)


def boxes(paragraph: _Element) -> Iterator[_Element]:
    """The contents of text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = list(box.iterancestors(f"{_MC}Fallback", f"{W}txbxContent", f"{W}del"))
        if not above or not any(paragraph in one.iterancestors() for one in above):
            yield box


class _Field:
    """Where in a complex field the reading stands; only results are shown, and no page numbers."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []  # instruction texts of the open fields; [] before any

    def step(self, kind: str) -> None:
        if kind == "begin":
            self._open.append([""])
        elif kind == "separate" and self._open:
            self._open[-1].append("result")
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        if self._open:
            self._open[-1][0] += text

    @property
    def is_shown(self) -> bool:
        return all(len(one) > 1 and not is_page_number(one[0]) for one in self._open)


def is_page_number(instruction: str) -> bool:
    """Whether a field shows a page number or a number of pages."""
    return instruction.strip().split(" ", 1)[0].upper() in _COUNTED


def _runs(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        if child.tag == f"{W}r":
            yield child
        elif (
            child.tag in _CONTAINERS
            or child.tag == f"{W}fldSimple"
            and not is_page_number(child.get(f"{W}instr", ""))
        ):
            yield from _runs(child)


def _text(run: _Element, field: _Field) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}fldChar":
            field.step(child.get(f"{W}fldCharType", ""))
        elif child.tag == f"{W}instrText":
            field.instruct(child.text or "")
        elif field.is_shown:
            yield _shown(child)


def _shown(child: _Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}sym":
        code = child.get(f"{W}char", "")
        return chr(int(code, 16)) if len(code) == 4 else ""
    return _SIGN.get(child.tag, "")
