"""What stands on one PDF page: words with their place and look, and the ruled lines. Points, from the top left."""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.adapters.documents.characters import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]

_HYPHENS = "\ufffe\x02"  # what pdfium makes of a hyphen at the end of a line
_UNSEPARATED = re.compile("[^\0\t\n\r \xa0]+")
_WORD_GAP = 0.3  # of the font's height
_THIN = 3.0
_BOLD_WEIGHT = 600
_MOST_PATHS = 4000
_FORM_DEPTH = 5
_BOX = struct.Struct("4f")  # left, top, right, bottom as pdfium lays them out


class Word(NamedTuple):
    """Characters without a space between; `size` is that of the font as it is drawn."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool

    @property
    def middle(self) -> tuple[float, float]:
        """A point well inside the word."""
        return (self.x0 + self.x1) / 2, self.baseline - self.size * 0.3


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
    letters = _Letters(text_page.raw)
    for found in _UNSEPARATED.finditer(text):
        for first, last in letters.together(*found.span()):
            word = clean(text[first : last + 1])
            if word:
                baseline, size, bold = letters.look(first)
                yield Word(word, letters.box(first)[0], letters.box(last)[2], height - baseline, size, bold)
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


class _Letters:
    """Asks a page where its characters stand and how they look; upwards from the foot of the page.

    A question costs more than anything done with its answer. Characters that were set in one go follow one
    another and look the same, so of a word in such a stretch only the ends are asked about.
    """

    def __init__(self, handle: Any) -> None:
        from pypdfium2 import raw  # noqa: PLC0415 -- slow import

        self._raw, self._typed = raw, handle
        self._handle = ctypes.cast(handle, ctypes.c_void_p)
        self._stretch_of, self._box_of = _questions()
        self._rect = raw.FS_RECTF()
        self._at = ctypes.byref(self._rect)
        self._boxes: dict[int, tuple[float, float, float, float]] = {}
        self._stretch: int | None = None
        self._looks: dict[int | None, tuple[float | None, float, bool]] = {}

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        found = self._boxes.get(index)
        if found is None:
            self._box_of(self._handle, index, self._at)
            found = self._boxes[index] = _BOX.unpack(self._rect)
        return found

    def together(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """The first and the last of each stretch of the characters before `end` that stand together."""
        if end - first == 1 or self._stand_together(first, end - 1):
            yield first, end - 1
            return
        start = first
        left, top, right, bottom = self.box(first)
        for index in range(first + 1, end):
            x0, y1, x1, y0 = self.box(index)
            gap = (y1 - y0) * _WORD_GAP
            if x0 > right + gap or x0 < left - gap or y1 < bottom or y0 > top:
                yield start, index - 1
                start, top, bottom = index, y1, y0
            left, right = x0, x1
        yield start, end - 1

    def _stand_together(self, first: int, last: int) -> bool:
        """Whether two characters were set in one go, side by side and with no more between them than letters."""
        before, self._stretch = self._stretch, self._stretch_of(self._handle, last)
        if not self._stretch or self._stretch not in (before, self._stretch_of(self._handle, first)):
            return False
        left, top, _, bottom = self.box(first)
        x0, y1, x1, y0 = self.box(last)
        tall = max(top, y1) - min(bottom, y0)
        return left < x0 and y1 >= bottom and y0 <= top and x1 - left < tall * (last - first + 1)

    def look(self, index: int) -> tuple[float, float, bool]:
        """The baseline, the size of the font as it is drawn, and whether it is bold."""
        stretch = self._stretch_of(self._handle, index)
        found = self._looks.get(stretch) if stretch else None
        if found is None:
            found = self._looks[stretch] = self._look(index)
        baseline, size, bold = found
        _, top, _, bottom = self.box(index)
        if baseline is None or not bottom - size <= baseline <= top:
            baseline = self._baseline(index)
        return baseline, size, bold

    def _look(self, index: int) -> tuple[float | None, float, bool]:
        """As `look`, for all of a stretch: without a baseline where it is turned."""
        raw, handle = self._raw, self._typed
        matrix, flags, buffer = raw.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(128)
        raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
        raw.FPDFText_GetFontInfo(handle, index, buffer, len(buffer), ctypes.byref(flags))
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        name = buffer.value.lower()
        heavy = raw.FPDFText_GetFontWeight(handle, index) >= _BOLD_WEIGHT
        baseline = None if matrix.b else self._baseline(index)
        return baseline, max(round(size, 1), 1.0), heavy or b"bold" in name or b"black" in name

    def _baseline(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._typed, index, ctypes.byref(x), ctypes.byref(y))
        return y.value


@cache
def _questions() -> tuple[Callable[..., int | None], Callable[..., int]]:
    """Two questions of pdfium asked for most characters; with plain addresses they cost half as much."""
    from pypdfium2 import raw  # noqa: PLC0415 -- slow import

    stretch = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    return (
        stretch(ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0),
        box(ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0),
    )


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
