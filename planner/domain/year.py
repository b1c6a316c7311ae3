"""A board's coming year: where there are long stretches without a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_LEAST = 15  # days: two weekly meetings and one between them that is called off are no gap


class Gap(NamedTuple):
    """A stretch without a meeting: the meetings before and after it, and the days from one to the other."""

    first: dt.date
    last: dt.date
    days: int


def gaps(meetings: Sequence[dt.date]) -> tuple[Gap, ...]:
    """The stretches more than twice as long as is usual between these days."""
    days = sorted(set(meetings))
    between = [(other - one).days for one, other in pairwise(days)]
    if not between:
        return ()
    least = max(2 * median(between), _LEAST)
    return tuple(
        Gap(one, other, length)
        for (one, other), length in zip(pairwise(days), between, strict=True)
        if length > least
    )
