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
    least = _least(days)
    found = (Gap(one, other, (other - one).days) for one, other in pairwise(days))
    return tuple(gap for gap in found if gap.days > least)


def last_before_a_gap(meetings: Sequence[dt.date], until: dt.date) -> dt.date | None:
    """The last of these days where as long as a gap comes between it and `until`; None where not."""
    days = sorted(set(meetings))
    return days[-1] if days and (until - days[-1]).days > _least(days) else None


def _least(days: Sequence[dt.date]) -> float:
    """The days that are no gap yet: twice what is usual between them."""
    between = [(other - one).days for one, other in pairwise(days)]
    return max(2 * median(between), _LEAST) if between else _LEAST
