"""What stands on one PDF page: words with their place and look, and the ruled lines. Points, from the top left."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.adapters.documents.characters import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfPage  # type: ignore[import-untyped]

_LINE_END_HYPHEN = 0xFFFE  # what pdfium makes of a hyphen at the end of a line
_SEPARATORS = frozenset((0, 9, 10, 13, 32, 0xA0))
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
    from pypdfium2 import raw  # noqa: PLC0415 -- slow import

    text_page = page.get_textpage()
    handle = text_page.raw
    look = _Look(raw, handle, height)
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    letters: list[str] = []
    start = right = left = top = bottom = 0.0
    first = 0
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for index in range(text_page.count_chars()):
        code = unicode_of(handle, index)
        if code in _SEPARATORS:
            if letters:
                yield from look.word(first, letters, start, right)
                letters = []
            continue
        box_of(handle, index, pointer)
        x0, y1, x1, y0 = _BOX.unpack(box)
        if letters:
            gap = (y1 - y0) * _WORD_GAP
            if x0 > right + gap or x0 < left - gap or y1 < bottom or y0 > top:
                yield from look.word(first, letters, start, right)
                letters = []
        if not letters:
            first, start, top, bottom = index, x0, y1, y0
        left, right = x0, x1
        letters.append("-" if code in (_LINE_END_HYPHEN, 2) else chr(code))
    if letters:
        yield from look.word(first, letters, start, right)
    text_page.close()


class _Look:
    """Asks a page how its characters look, once for each stretch that was set in one go."""

    def __init__(self, raw: Any, handle: Any, height: float) -> None:
        self._raw, self._handle, self._height = raw, handle, height
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._origin = ctypes.byref(self._x), ctypes.byref(self._y)
        self._known: dict[int | None, tuple[float, bool]] = {}

    def word(self, index: int, letters: list[str], x0: float, x1: float) -> tuple[Word] | tuple[()]:
        """The word whose first character is at `index`; none where all of it is invisible."""
        text = clean("".join(letters))
        if not text:
            return ()
        raw, handle = self._raw, self._handle
        raw.FPDFText_GetCharOrigin(handle, index, *self._origin)
        stretch = ctypes.cast(raw.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value
        look = self._known.get(stretch) if stretch else None
        if look is None:
            look = self._known[stretch] = self._asked(index)
        return (Word(text, x0, x1, self._height - self._y.value, *look),)

    def _asked(self, index: int) -> tuple[float, bool]:
        """The size of the font as it is drawn, and whether it is bold."""
        raw, handle = self._raw, self._handle
        matrix, flags, buffer = raw.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(128)
        raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
        raw.FPDFText_GetFontInfo(handle, index, buffer, len(buffer), ctypes.byref(flags))
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        name = buffer.value.lower()
        heavy = raw.FPDFText_GetFontWeight(handle, index) >= _BOLD_WEIGHT
        return max(round(size, 1), 1.0), heavy or b"bold" in name or b"black" in name


def _segments(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The straight parts of the paths drawn on a page; a drawing of thousands is no table."""
    from pypdfium2 import raw  # noqa: PLC0415 -- slow import

    for count, found in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=_FORM_DEPTH)):
        if count >= _MOST_PATHS:
            return
        x0, y0, x1, y1 = found.get_bounds()
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            yield x0, y0, x1, y1
        else:
            yield from _corners(raw, found.raw, (x0, y0, x1, y1))


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
