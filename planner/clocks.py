"""The clocks: nothing else in the planner asks the machine what time it is."""

from __future__ import annotations

import time as ticks
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from planner.domain.errors import BadUsage, Unreachable


def passed() -> float:
    """Seconds that have really passed since some instant; the machine's sleep counts where it is known."""
    boot = getattr(ticks, "CLOCK_BOOTTIME", None)
    return ticks.monotonic() if boot is None else ticks.clock_gettime(boot)


def _wall() -> datetime:
    return datetime.now(UTC)


def zone_of(name: str) -> tzinfo:
    """The time zone of that name; Unreachable where the machine does not know it."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- slow import

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as trouble:
        raise Unreachable(
            f"Tidszonen {name} findes ikke på denne maskine.",
            hint="Installér tidszonerne (pip install tzdata), eller ret zonen.",
        ) from trouble


class SystemClock:
    """The present, in one zone: the wall clock as it was at first, and what has really passed since.

    A clock that is set while a command runs neither shortens nor lengthens what it waits for.
    """

    def __init__(
        self, zone: tzinfo, wall: Callable[[], datetime] = _wall, passed: Callable[[], float] = passed
    ) -> None:
        self._zone, self._passed = zone, passed
        self._start, self._since = wall(), passed()

    def now(self) -> datetime:
        """The present instant."""
        return (self._start + timedelta(seconds=self._passed() - self._since)).astimezone(self._zone)


class WallClock:
    """The present as the machine's clock says it, in one zone: it follows when the clock is set."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        """The present instant."""
        return _wall().astimezone(self._zone)


class FixedClock:
    """A clock that stands still, for rehearsals and tests."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """Always the same instant."""
        return self._moment


def moment_of(text: str, zone: tzinfo) -> datetime:
    """The instant that `--now` names; BadUsage where it names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadUsage(
            f"“{text}” er ikke et tidspunkt.", hint="Skriv for eksempel --now 2024-11-06T14:00."
        ) from None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
