"""What people were told stands, although the plan has shifted a little.

Everything is measured against what was last published, never against the plan of yesterday: ten
shifts of five minutes are one of fifty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.entry import Wanted, significant
from planner.domain.entry_texts import Stay, link_in
from planner.domain.publication import Pair
from planner.domain.stages import window
from planner.domain.timetable import minute_of

Span = tuple[dt.datetime, dt.datetime]
_MINUTE = dt.timedelta(minutes=1)


def windows(
    stretches: Iterable[Sequence[Stay]], told: Iterable[Wanted], frame: Span
) -> tuple[tuple[list[Stay], Span], ...]:
    """Each stretch of a person with the window they are told; windows that meet are one.

    A window that was told stands as long as the stretch lies within it.
    """
    known = [(one.starts, one.ends) for one in told if one.stage == "provisional"]
    found: list[tuple[list[Stay], Span]] = []
    for stretch in stretches:
        first, last = stretch[0].starts, max(stay.ends for stay in stretch)
        begins, ends = next((span for span in known if span[0] <= first and last <= span[1]), (None, None))
        if begins is None or ends is None:
            begins, ends = _around(first, last, frame)
        if found and begins <= found[-1][1][1]:
            stays, (earlier, until) = found.pop()
            found.append(([*stays, *stretch], (min(begins, earlier), max(ends, until))))
        else:
            found.append((list(stretch), (begins, ends)))
    return tuple(found)


def is_small(pair: Pair, tolerance: int) -> bool:
    """Whether an exact time that was published shifts by less than `tolerance` minutes, and nothing else.

    The frame of a meeting is moved on purpose: that is never small.
    """
    old, new = pair.before, pair.wanted
    if pair.entry is None or not pair.entry.stands or old is None or new is None:
        return False
    if "provisional" in (old.stage, new.stage) or old == new or not old.times:
        return False
    if old.kind != "stretch" and significant(old) != significant(new):
        return False
    timeless = replace(
        old,
        starts=new.starts,
        ends=new.ends,
        subject=new.subject,
        body=new.body,
        neutral_body=new.neutral_body,
    )
    if timeless != new or old.gist != new.gist or len(old.times) != len(new.times):
        return False
    far = [abs(old.starts - new.starts), abs(old.ends - new.ends)]
    far += [abs(one - other) * _MINUTE for one, other in zip(old.times, new.times, strict=True)]
    return max(far) < tolerance * _MINUTE


def is_early_wording(pair: Pair) -> bool:
    """Whether only the agenda of a meeting differs, while its time plan is provisional.

    Members get the agenda when it is firm; until then it changes every week, and nobody wants a mail each time.
    """
    old, new = pair.before, pair.wanted
    if pair.entry is None or not pair.entry.stands or old is None or new is None or old == new:
        return False
    if (old.kind, old.stage, new.stage) != ("meeting", "provisional", "provisional"):
        return False
    if old.backend != new.backend or new.backend == "ics":  # a subscription is read, and mails nobody
        return False
    if link_in(old.body) != link_in(new.body):
        return False
    return replace(old, body=new.body, neutral_body=new.neutral_body, shown=new.shown) == new


def is_within(pair: Pair, until: dt.date | None, zone: dt.tzinfo) -> bool:
    """Whether the difference concerns a day up to `until`: the one people were told, or the new one.

    What moves past the limit is told with its new time, so that nobody comes in vain; it is never
    called off now and invited to again later.
    """
    if until is None:
        return True
    days = [one.starts.astimezone(zone).date() for one in (pair.before, pair.wanted) if one is not None]
    return min(days) <= until


def _around(first: dt.datetime, last: dt.datetime, frame: Span) -> Span:
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    begins, ends = window(*(minute_of(moment.time()) for moment in (first, last, *frame)))
    # Wall time: the hours of a meeting are those on the clock, also on the day the clocks change.
    return midnight + dt.timedelta(minutes=begins), midnight + dt.timedelta(minutes=ends)
