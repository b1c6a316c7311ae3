"""Words of a PDF become visual lines, and lines paragraphs, by where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from operator import attrgetter
from typing import NamedTuple

from planner.adapters.documents.characters import squeeze, without_bullet
from planner.adapters.documents.pdf_page import Word
from planner.adapters.documents.wrapping import Hyphens, expects_more, is_open

_SAME_LINE = 0.35  # of the size: baselines closer than this stand on one line
_COLUMN_GAP = 1.2  # of the size: a wider gap is a tab
_CLOSE = 1.2  # of the usual distance: lines farther apart are paragraphs of their own
_INDENT = 3.0
_SLACK = 1.0
_WORD_SPACE = 0.28  # of the size
_NEARLY_FULL = 2.5  # of the size: so little is left over where a sentence ends by chance at the edge
_SPACE = 0.08  # of the size: a narrower gap is no space
_EXACT = 0.01
_PLACE, _LEFT = attrgetter("baseline", "x0"), attrgetter("x0")


class Visual(NamedTuple):
    """A run of words on one line of a page.

    `start` is where its text begins after a bullet, `stops` where it begins after each wide gap.
    """

    text: str
    x0: float
    start: float
    x1: float
    baseline: float
    size: float
    bold: bool
    first_width: float
    is_bullet: bool
    stops: tuple[float, ...]
    page: int
    line: int


class Paragraph(NamedTuple):
    """Lines that belong together; `right` is the edge they could reach, `last` the last of them."""

    text: str
    first: Visual
    last: Visual
    right: float

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold, as far as its ends show."""
        return self.first.bold and self.last.bold


class Numbers:
    """Numbers the lines of one page from the top, as an eye would count them."""

    def __init__(self, page: int, lines: Sequence[Sequence[Word]]) -> None:
        self.page = page
        self._starts = [line[0].baseline for line in lines]

    def of(self, baseline: float) -> int:
        """The number of the line with this baseline."""
        return max(bisect_right(self._starts, baseline + _EXACT), 1)


def by_line(words: Sequence[Word]) -> list[list[Word]]:
    """The words of each line from the left, the lines from the top."""
    lines: list[list[Word]] = []
    baseline, size = -inf, 0.0
    for word in sorted(words, key=_PLACE):
        if word.baseline - baseline <= _SAME_LINE * min(word.size, size):
            lines[-1].append(word)
        else:
            lines.append([word])
            baseline, size = word.baseline, word.size
    return [sorted(line, key=_LEFT) for line in lines]


def visual_lines(lines: Sequence[Sequence[Word]], numbers: Numbers) -> list[Visual]:
    """The words of each line as one text, a wide gap within it as a tab."""
    return [_visual(line, numbers) for line in lines]


def _visual(words: Sequence[Word], numbers: Numbers) -> Visual:
    text, stops = words[0].text, []
    lead = without_bullet(f"{text} x") is not None
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        if gap > _COLUMN_GAP * word.size and not (lead and before is words[0]):
            stops.append(word.x0)
            text += f"\t{word.text}"
        else:
            text += f" {word.text}" if gap > _SPACE * word.size else word.text
    rest = without_bullet(text)
    body = words[1:] if rest is not None and len(words) > 1 else words
    return Visual(
        text=squeeze(text if rest is None else rest),
        x0=words[0].x0,
        start=body[0].x0,
        x1=words[-1].x1,
        baseline=words[0].baseline,
        size=max([word.size for word in body]),
        bold=all(word.bold for word in body),
        first_width=body[0].x1 - body[0].x0,
        is_bullet=rest is not None,
        stops=tuple(stops),
        page=numbers.page,
        line=numbers.of(words[0].baseline),
    )


class Pitch:
    """The distances between lines of running text, for each size of type.

    The usual one is that within a paragraph. Where others are found often, paragraphs are set
    apart by space, and lines at the usual distance are surely of one paragraph.
    """

    def __init__(self, regions: Sequence[Sequence[Visual]]) -> None:
        self._usual: dict[float, float] = {}
        self._spaced: set[float] = set()
        for size, distances in self._distances(regions).items():
            often = [distance for distance, times in distances.items() if times * 50 >= distances.total()]
            self._usual[size] = min(often)
            wider = sum(times for distance, times in distances.items() if distance > min(often) * _CLOSE)
            if wider >= 2 and wider * 10 >= distances.total():
                self._spaced.add(size)

    @staticmethod
    def _distances(regions: Sequence[Sequence[Visual]]) -> dict[float, Counter[float]]:
        found: dict[float, Counter[float]] = {}
        for lines in regions:
            for first, second in pairwise(lines):
                distance = round(second.baseline - first.baseline, 1)
                if first.size == second.size and 0 < distance < 3 * first.size:
                    found.setdefault(first.size, Counter())[distance] += 1
        return found

    def is_close(self, first: Visual, second: Visual) -> bool:
        """Whether the second line stands right under the first."""
        usual = self._usual.get(first.size, 1.3 * first.size)
        return 0 < second.baseline - first.baseline <= usual * _CLOSE

    def is_spaced(self, line: Visual) -> bool:
        """Whether paragraphs of this size are set apart by space."""
        return line.size in self._spaced


def paragraphs(lines: Sequence[Visual], right: float, pitch: Pitch, hyphens: Hyphens) -> list[Paragraph]:
    """The lines of one region put together; `right` is the edge that its text may reach."""
    done: list[Paragraph] = []
    for line in lines:
        above = done[-1] if done else None
        if above is not None and pitch.is_close(above.last, line) and _goes_on(above, line, done, pitch):
            done[-1] = joined(above, line, hyphens)
        else:
            done.append(Paragraph(line.text, line, line, right))
    return done


def _goes_on(paragraph: Paragraph, line: Visual, before: Sequence[Paragraph], pitch: Pitch) -> bool:
    if not _fits_under(paragraph, line):
        return False
    return pitch.is_spaced(line) or not line.text[:1].isupper() or _reads_on(paragraph, line, before)


def _fits_under(paragraph: Paragraph, line: Visual) -> bool:
    """Whether a line may continue a paragraph: the same look, and its first word had no room above."""
    last, first = paragraph.last, paragraph.first
    if line.is_bullet or line.size != last.size or line.bold != last.bold or line.stops or last.stops:
        return False
    if first.is_bullet and first.x0 + _INDENT < line.x0 < first.start - _INDENT:
        return False
    if line.x0 > max(first.start, last.x0) + _INDENT or (last is not first and line.x0 < last.x0 - _INDENT):
        return False
    return line.first_width + _WORD_SPACE * line.size > paragraph.right - last.x1 - _SLACK


def _reads_on(paragraph: Paragraph, line: Visual, before: Sequence[Paragraph]) -> bool:
    """Whether a capital goes on with the text above, where no space tells paragraphs apart.

    It does after a full line, a small word or a comma, and after another name ("Anne" / "Holm deltager").
    It does not after a sentence, as a label ("Bilag:"), or as the word that paragraphs above begin with.
    """
    text, word = paragraph.text, line.text.split(" ", 1)[0]
    if word.endswith(":") or any(above.text.split(" ", 1)[0] == word for above in before):
        return False
    if expects_more(text) or paragraph.right - paragraph.last.x1 < _NEARLY_FULL * line.size:
        return True
    return is_open(text) and text.rsplit(None, 1)[-1][:1].isupper()


def goes_over(paragraph: Paragraph, line: Visual) -> bool:
    """Whether a line goes on with the paragraph on the page before, where no distance tells."""
    shifted = line._replace(x0=paragraph.last.x0) if paragraph.last is paragraph.first else line
    return _fits_under(paragraph, shifted) and is_open(paragraph.text) and not line.text[:1].isupper()


def joined(paragraph: Paragraph, line: Visual, hyphens: Hyphens) -> Paragraph:
    """The paragraph with one line more."""
    return Paragraph(hyphens.join(paragraph.text, line.text), paragraph.first, line, paragraph.right)
