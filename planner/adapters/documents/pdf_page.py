"""What stands on one PDF page: words with their place and look, and the ruled lines. Points, from the top left."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.adapters.documents.characters import clean
from planner.adapters.documents.pdf_letters import Letters

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]

_HYPHENS = "\ufffe\x02"  # what pdfium makes of a hyphen at the end of a line
_UNSEPARATED = re.compile("[^\0\t\n\r \xa0]+")
_THIN = 3.0
_MOST_PATHS = 4000
_FORM_DEPTH = 5


class Word(NamedTuple):
    """Characters without a space between; `size` is that of the font as it is drawn."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool

    @property
    def middle_y(self) -> float:
        """A height well inside the word."""
        return self.baseline - self.size * 0.3


class Rule(NamedTuple):
    """A straight line drawn on the page: from `start` to `end` along one axis, at `at` on the other."""

    at: float
    start: float
    end: float


class Page(NamedTuple):
    """The content of one page; `number` counts from 1."""

    number: int
    width: float
    height: float
    words: list[Word]
    horizontal: list[Rule]
    vertical: list[Rule]


def read_page(page: PdfPage, number: int) -> Page:
    """Everything that the layout is read from."""
    width, height = page.get_size()
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for x0, y0, x1, y1 in _segments(page):
        if abs(y1 - y0) <= _THIN < abs(x1 - x0):
            horizontal.append(Rule(height - (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _THIN < abs(y1 - y0):
            vertical.append(Rule((x0 + x1) / 2, height - max(y0, y1), height - min(y0, y1)))
    return Page(number, width, height, list(_words(page, height)), horizontal, vertical)


def _words(page: PdfPage, height: float) -> Iterator[Word]:
    """What stands between separators, cut where characters stand apart."""
    text_page = page.get_textpage()
    text = _text(text_page)
    is_clean = clean(text) == text.replace("\r", "").replace("\0", "")
    letters = Letters(text_page.raw)
    for found in _UNSEPARATED.finditer(text):
        for first, end, box, right in letters.together(*found.span()):
            word = text[first:end] if is_clean else clean(text[first:end])
            if word:
                baseline, size, bold = letters.look(first, box)
                yield Word(word, box[0], right, height - baseline, size, bold)
    text_page.close()


def _text(text_page: PdfTextPage) -> str:
    """The characters of a page, each at its index."""
    from pypdfium2 import raw  # noqa: PLC0415 -- slow import

    count = text_page.count_chars()
    text: str = text_page.get_text_range(0, count, errors="surrogatepass") if count else ""
    if len(text) != count:  # some were left out
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page.raw, index)) for index in range(count))
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    return text


def _segments(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The straight parts of the paths drawn on a page; a drawing of thousands is no table."""
    from pypdfium2 import raw  # noqa: PLC0415 -- slow import

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for count, path in enumerate(_paths(raw, page.raw)):
        if count >= _MOST_PATHS:
            return
        if not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            continue
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            yield x0, y0, x1, y1
        else:
            yield from _corners(raw, path, (x0, y0, x1, y1))


def _paths(raw: Any, parent: Any, depth: int = 0) -> Iterator[Any]:
    """The drawn paths of a page, or of a form upon it, in their order."""
    count, get = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        if depth
        else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    for index in range(count(parent)):
        found = get(parent, index)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield found
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH - 1:
            yield from _paths(raw, found, depth + 1)


def _corners(
    raw: Any, path: Any, bounds: tuple[float, float, float, float]
) -> Iterator[tuple[float, float, float, float]]:
    """The segments of a path wider than a line, where it is stroked."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke))
    matrix = raw.FS_MATRIX()
    if not stroke.value or not raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix)):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    before = begun = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == raw.FPDF_SEGMENT_LINETO and _within(point, bounds):
            yield *before, *point
        if raw.FPDFPathSegment_GetClose(segment):
            yield *point, *begun
        before = point


def _within(point: tuple[float, float], bounds: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = bounds
    return x0 - _THIN <= point[0] <= x1 + _THIN and y0 - _THIN <= point[1] <= y1 + _THIN
