"""Findings about the day an item or a meeting has been given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.finding import Finding, OnAgenda, Scene
from planner.domain.occasions import order
from planner.domain.wording import short, week, weekday_name

_NEAR = timedelta(days=7)


def on_cancelled(scene: Scene) -> Iterator[Finding]:
    """An item still stands on a cancelled meeting."""
    for row in scene.standing:
        if row.meeting.status == "cancelled":
            yield _about(
                row,
                "on_cancelled",
                f"står på mødet {short(row.meeting.date)}, som er aflyst",
                "planner sæt {id} DATO",
            )


def before_earliest(scene: Scene) -> Iterator[Finding]:
    """An item stands before its earliest day."""
    for row in scene.standing:
        if row.item.after is not None and row.meeting.date < row.item.after:
            sentence = f"{_stands(row)}, men skal tidligst på {short(row.item.after)}"
            yield _about(row, "before_earliest", sentence, "planner sæt {id} DATO")


def after_latest(scene: Scene) -> Iterator[Finding]:
    """An item stands after its latest day."""
    for row in scene.standing:
        if row.item.by is not None and row.meeting.date > row.item.by:
            sentence = f"{_stands(row)}, men skal senest på {short(row.item.by)}"
            yield _about(row, "after_latest", sentence, "planner sæt {id} DATO")


def after_event(scene: Scene) -> Iterator[Finding]:
    """An item stands on or after the event it prepares, or after the event it speaks of."""
    for row in scene.standing:
        deadline = latest_day(row)
        if deadline is None or row.meeting.date <= deadline:
            continue
        event = _event_days(row)
        suitable = [m.date for m in scene.coming if m.date <= deadline and m.status == "planned"]
        sentence, fit = f"{_stands(row)}, men begivenheden er {_days(event)}", "planner sæt {id} DATO"
        if suitable:
            last = max(suitable)
            sentence, fit = f"{sentence}; senest {short(last)}", f"planner sæt {{id}} {last.day}/{last.month}"
        yield _about(row, "after_event", sentence, fit)


def before_followup(scene: Scene) -> Iterator[Finding]:
    """An item stands before the event it follows up."""
    for row in scene.standing:
        if order(row.words) != "after":
            continue
        days = row.item.refers_to or row.item.event_dates
        if days and row.meeting.date < max(days):
            sentence = f"{_stands(row)}, men samler op på noget, der først er {short(max(days))}"
            yield _about(row, "before_followup", sentence, "planner sæt {id} DATO")


def event_near(scene: Scene) -> Iterator[Finding]:
    """An item stands in the week of the event it prepares, or the day after the one it follows up."""
    for row in scene.standing:
        days = _event_days(row)
        if not days:
            continue
        meeting = row.meeting.date
        if order(row.words) == "after":
            if meeting - max(days) in {timedelta(0), timedelta(days=1)}:
                when = "samme dag som" if meeting == max(days) else "dagen efter"
                yield _about(row, "event_near", f"{_stands(row)}, {when} det møde, det samler op på", None)
        elif latest_day(row) is not None and meeting <= min(days) and _same_week(meeting, min(days)):
            when = "samme dag som" if meeting == min(days) else "i samme uge som"
            yield _about(row, "event_near", f"{_stands(row)}, {when} begivenheden {short(min(days))}", None)


def held_near(scene: Scene) -> Iterator[Finding]:
    """An item is held on several dates and the first is within a week."""
    seen: set[int] = set()
    for row in scene.standing:
        if row.placement.state != "held" or row.item.id in seen:
            continue
        seen.add(row.item.id)
        held = [p.meeting for p in scene.plan.open_of(row.item.id) if p.state == "held"]
        days = sorted(scene.plan.meetings[m].date for m in held if m in scene.plan.meetings)
        if len(days) > 1 and days[0] - scene.today <= _NEAR:
            sentence = f"foreløbig på {' eller '.join(short(day) for day in days)}; vælg en dato"
            yield _about(
                row, "held_near", sentence, f"planner sæt {{id}} {days[0].day}/{days[0].month}", dated=False
            )


def holiday(scene: Scene) -> Iterator[Finding]:
    """A meeting on a day when offices are closed."""
    for meeting in scene.coming:
        name = scene.holidays.get(meeting.date)
        if name is not None and meeting.status == "planned":
            yield Finding(
                "holiday",
                "hint",
                short(meeting.date),
                f"mødet ligger på {name} ({weekday_name(meeting.date)} i uge {week(meeting.date)})",
                f"holiday:{meeting.board}:{meeting.date}",
                help=f"planner møde flyt {meeting.date.day}/{meeting.date.month} DATO",
            )


def latest_day(row: OnAgenda) -> date | None:
    """The last day an item may be treated because of the event it is about; None when nothing says."""
    which = order(row.words)
    if which == "after":
        return None
    if which == "before":
        days = row.item.event_dates or row.item.refers_to
        return min(days) - timedelta(days=1) if days else None
    return max(row.item.event_dates, default=None)


def _event_days(row: OnAgenda) -> tuple[date, ...]:
    named, referred = row.item.event_dates, row.item.refers_to
    which = order(row.words)
    if which == "after":
        return referred or named
    return named or (referred if which == "before" else ())


def _days(days: tuple[date, ...]) -> str:
    first, last = min(days), max(days)
    return short(first) if first == last else f"{short(first)} til {short(last)}"


def _stands(row: OnAgenda) -> str:
    day = short(row.meeting.date)
    return f"foreløbig på {day}" if row.placement.state == "held" else f"står på {day}"


def _same_week(one: date, other: date) -> bool:
    return one.isocalendar()[:2] == other.isocalendar()[:2]


def _about(row: OnAgenda, rule: str, sentence: str, command: str | None, *, dated: bool = True) -> Finding:
    return Finding(
        rule,
        "hint",
        f"#{row.item.id}",
        sentence,
        f"{rule}:#{row.item.id}" + (f":{row.meeting.date}" if dated else ""),
        help=command.format(id=row.item.id) if command else None,
    )
