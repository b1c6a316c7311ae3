"""The days of meetings that come back."""

from __future__ import annotations

from datetime import date, timedelta

from planner.domain.board import Series
from planner.domain.errors import BadUsage
from planner.domain.wording import echo
from planner.domain.worktime import holidays

_MOST = 400


def days_of(series: Series) -> tuple[tuple[date, ...], dict[date, str]]:
    """Every day of the series, and the days left out because they are holidays, with their names.

    Raises BadUsage for a series that holds no day, or more than a plan can use.
    """
    if series.last < series.first:
        raise BadUsage(
            f"Serien slutter {echo(series.last)}, før den begynder.", hint="Ret --from eller --to."
        )
    day = series.first + timedelta(days=(series.weekday - series.first.weekday()) % 7)
    every: list[date] = []
    while day <= series.last and len(every) <= _MOST:
        every.append(day)
        day += timedelta(weeks=series.every)
    if not every or len(every) > _MOST:
        raise BadUsage(
            "Der er ingen mødedage i den periode." if not every else f"Det er over {_MOST} møder på én gang.",
            hint="Ret --from og --to.",
        )
    closed = holidays(range(series.first.year, series.last.year + 1)) if series.skip_holidays else {}
    left_out = {day: closed[day] for day in every if day in closed}
    return tuple(day for day in every if day not in left_out), left_out
