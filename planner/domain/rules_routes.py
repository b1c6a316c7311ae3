"""Findings about routes: an item too late for the board after, and legs that have lost their meeting."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.finding import Finding, Scene
from planner.domain.item import Item, Route
from planner.domain.route import (
    Missed,
    Stop,
    ahead_of,
    goals,
    latest_before,
    missed,
    missed_from,
    routes_of,
    stops_of,
)
from planner.domain.wording import short


def route_late(scene: Scene) -> Iterator[Finding]:
    """An item stands on a meeting from which a later board on its route cannot be reached."""
    for row in scene.standing:
        lost = missed(scene.plan, row.item, row.meeting, scene.today)
        if not lost:
            continue
        at = "foreløbig på" if row.placement.state == "held" else "står på"
        yield _finding(
            "route_late",
            row.item,
            f"{at} {short(row.meeting.date)} og når ikke {_goal(lost)}",
            str(row.meeting.date),
            _move(scene, row.item, row.meeting.board, lost),
        )


def route_broken(scene: Scene) -> Iterator[Finding]:
    """A leg at another board is cancelled or too late, or an item awaits a date though its route has a goal.

    A route goes on once the item's own board has treated it.
    """
    for item in scene.plan.items.values():
        for route in routes_of(scene.plan, item.id) if item.status != "withdrawn" else ():
            yield from _broken(scene, item, route)


def _broken(scene: Scene, item: Item, route: Route) -> Iterator[Finding]:
    """What is wrong with each leg, held against every one after it."""
    stops = stops_of(scene.plan, route)
    anew = f'planner sagsgang {item.id} "{" > ".join(stop.board.code for stop in stops)} DATO"'
    for at, stop in enumerate(stops):
        for sentence in _trouble(scene, item, route, stops, at):
            day = stop.meeting.date if stop.meeting is not None else ""
            help_ = anew if stop.board.id != item.board else f"planner sæt {item.id} DATO"
            about = f"{stop.board.code}:{day}" if day else stop.board.code
            yield _finding("route_broken", item, sentence, about, help_)


def _trouble(scene: Scene, item: Item, route: Route, stops: tuple[Stop, ...], at: int) -> Iterator[str]:
    board, meeting = stops[at].board, stops[at].meeting
    if board.id == item.board:
        ahead = ahead_of(stops, at, route.lag, scene.today)
        if ahead and meeting is None and item.status == "open" and not scene.plan.open_of(item.id):
            yield f"afventer dato, men skal nå {_goal(ahead[:1])}"
    elif meeting is not None and meeting.status == "cancelled":
        yield f"skal i {board.code} {short(meeting.date)}, og det møde er aflyst"
    elif meeting is not None:
        lost = missed_from(stops, at, meeting, route.lag, scene.today)
        if lost:
            late = f"og når ikke {_goal(lost)}"
            yield f"er i {board.code} {short(meeting.date)} {late}"


def _move(scene: Scene, item: Item, board: int, lost: tuple[Missed, ...]) -> str:
    """The command that puts the item on the latest meeting of the board that reaches all of them."""
    ahead = [one for one in scene.coming if one.board == board]
    fit = [latest_before(ahead, one.following, one.lag) for one in lost]
    day = min((one.date for one in fit if one is not None), default=None)
    if day is None or None in fit:
        return f"planner sæt {item.id} DATO"
    return f"planner sæt {item.id} {day.day}/{day.month}"


def _goal(lost: tuple[Missed, ...]) -> str:
    """The boards to be reached, their days, and the latest day from which all are."""
    return f"{goals(lost)}; det skal være senest {short(min(one.latest for one in lost))}"


def _finding(rule: str, item: Item, sentence: str, about: str, help_: str) -> Finding:
    return Finding(rule, "warn", f"#{item.id}", sentence, f"{rule}:#{item.id}:{about}", help=help_)
