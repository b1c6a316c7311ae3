"""Where the characters of a PDF page stand and how they look."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

_WORD_GAP = 0.3  # of a character's height
_BOLD_WEIGHT = 600
_BOX = struct.Struct("4f")

Box = tuple[float, float, float, float]  # left, top, right, bottom; upwards from the foot of the page


class _Questions(NamedTuple):
    """What pdfium is asked for nearly every word.

    What is passed is of the right type already, so none is declared: a question then costs half as much.
    """

    stretch: Callable[[Any, int], int | None]
    box: Callable[[Any, int, Any], int]
    font: Callable[[Any], int | None]
    matrix: Callable[[Any, int, Any], int]
    size: Callable[[Any, int], float]
    origin: Callable[[Any, int, Any, Any], int]


@cache
def _questions() -> _Questions:
    from pypdfium2 import raw  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow import

    return _Questions(
        _asked(raw.FPDFText_GetTextObject, ctypes.c_void_p),
        _asked(raw.FPDFText_GetLooseCharBox, ctypes.c_int),
        _asked(raw.FPDFTextObj_GetFont, ctypes.c_void_p),
        _asked(raw.FPDFText_GetMatrix, ctypes.c_int),
        _asked(raw.FPDFText_GetFontSize, ctypes.c_double),
        _asked(raw.FPDFText_GetCharOrigin, ctypes.c_int),
    )


def _asked(function: Any, answer: Any) -> Any:
    return ctypes.CFUNCTYPE(answer)(ctypes.cast(function, ctypes.c_void_p).value or 0)


class Letters:
    """Asks a page where its characters stand and how they look.

    A question costs more than anything done with its answer. Characters that were set in one go follow one
    another and look the same, so of a word in such a stretch only the ends are asked about.
    """

    def __init__(self, handle: Any) -> None:
        from pypdfium2 import raw  # noqa: PLC0415 -- slow import

        self._raw, self._typed = raw, handle
        self._handle = ctypes.cast(handle, ctypes.c_void_p)
        self._ask = _questions()
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._into, self._into_matrix = ctypes.byref(self._rect), ctypes.byref(self._matrix)
        self._into_point = ctypes.byref(self._x), ctypes.byref(self._y)
        self._stretch: int | None = None  # that of the word asked about last
        self._looks: dict[int | None, tuple[float | None, float, bool]] = {}
        self._bold: dict[int | None, bool] = {}

    def together(self, first: int, end: int) -> Iterable[tuple[int, int, Box, float]]:
        """Each part of the characters before `end` that stands together: its ends, first box, right edge."""
        box = left, top, right, bottom = self._box(first)
        last = end - 1
        before, stretch = self._stretch, self._ask.stretch(self._handle, last)
        self._stretch = stretch
        if first == last:
            return ((first, end, box, right),)
        if stretch and (stretch == before or stretch == self._ask.stretch(self._handle, first)):
            # Set in one go: with no more between its ends than letters it stands together.
            x0, y1, x1, y0 = self._box(last)
            tall = max(top, y1) - min(bottom, y0)
            if left < x0 and y1 >= bottom and y0 <= top and x1 - left < tall * (end - first):
                return ((first, end, box, x1),)
        return self._apart(first, box, end)

    def _apart(self, first: int, box: Box, end: int) -> Iterator[tuple[int, int, Box, float]]:
        """As `together`, by the place of every character."""
        left, top, right, bottom = box
        for index in range(first + 1, end):
            x0, y1, x1, y0 = found = self._box(index)
            gap = (y1 - y0) * _WORD_GAP
            if x0 > right + gap or x0 < left - gap or y1 < bottom or y0 > top:
                self._stretch = self._ask.stretch(self._handle, first)
                yield first, index, box, right
                first, box, top, bottom = index, found, y1, y0
            left, right = x0, x1
        self._stretch = self._ask.stretch(self._handle, first)
        yield first, end, box, right

    def _box(self, index: int) -> Box:
        self._ask.box(self._handle, index, self._into)
        return _BOX.unpack(self._rect)

    def look(self, index: int, box: Box) -> tuple[float, float, bool]:
        """Baseline, size of the font as it is drawn, and whether it is bold, of the word asked about last."""
        found = self._looks.get(self._stretch) if self._stretch else None
        if found is None:
            found = self._looks[self._stretch] = self._look(index)
        baseline, size, bold = found
        if baseline is None or not box[3] - size <= baseline <= box[1]:
            baseline = self._baseline(index)
        return baseline, size, bold

    def _look(self, index: int) -> tuple[float | None, float, bool]:
        """As `look`, for the whole stretch: without a baseline where it is turned."""
        ask, matrix = self._ask, self._matrix
        ask.matrix(self._handle, index, self._into_matrix)
        size = ask.size(self._handle, index) * math.hypot(matrix.c, matrix.d)
        font = ask.font(ctypes.c_void_p(self._stretch)) if self._stretch else None
        bold = self._bold.get(font) if font else None
        if bold is None:
            bold = self._bold[font] = self._is_bold(index)
        return None if matrix.b else self._baseline(index), max(round(size, 1), 1.0), bold

    def _is_bold(self, index: int) -> bool:
        raw, handle = self._raw, self._typed
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(handle, index, name, len(name), flags)
        is_heavy: bool = raw.FPDFText_GetFontWeight(handle, index) >= _BOLD_WEIGHT
        return is_heavy or b"bold" in name.value.lower() or b"black" in name.value.lower()

    def _baseline(self, index: int) -> float:
        self._ask.origin(self._handle, index, *self._into_point)
        return self._y.value
