"""Findings about routes: an item too late for the board after, and legs that have lost their meeting."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.domain.finding import Finding, Scene
from planner.domain.item import Item, Route
from planner.domain.route import Stop, latest_before, latest_day, missed, reaches, routes_of, stops_of
from planner.domain.wording import short


def route_late(scene: Scene) -> Iterator[Finding]:
    """An item stands on a meeting from which the next board on its route cannot be reached."""
    for row in scene.standing:
        lost = missed(scene.plan, row.item, row.meeting, scene.today)
        if lost is None:
            continue
        at = "foreløbig på" if row.placement.state == "held" else "står på"
        ahead = [one for one in scene.coming if one.board == row.meeting.board]
        fit = latest_before(ahead, lost.following, lost.lag)
        yield _finding(
            "route_late",
            row.item,
            f"{at} {short(row.meeting.date)} og når ikke {_goal(lost.following, lost.lag)}",
            str(row.meeting.date),
            f"planner sæt {row.item.id} {fit.date.day}/{fit.date.month}"
            if fit
            else f"planner sæt {row.item.id} DATO",
        )


def route_broken(scene: Scene) -> Iterator[Finding]:
    """A leg at another board is cancelled or too late, or an item awaits a date though its route has a goal."""
    for item in scene.plan.items.values():
        for route in routes_of(scene.plan, item.id) if item.status == "open" else ():
            yield from _broken(scene, item, route)


def _broken(scene: Scene, item: Item, route: Route) -> Iterator[Finding]:
    stops = stops_of(scene.plan, route)
    way = " > ".join(stop.board.code for stop in stops)
    anew = f'planner sagsgang {item.id} "{way} DATO"'
    for stop in stops:
        if stop.board.id != item.board and stop.meeting is not None and stop.meeting.status == "cancelled":
            day = short(stop.meeting.date)
            sentence = f"skal i {stop.board.code} {day}, og det møde er aflyst"
            yield _finding("route_broken", item, sentence, f"{stop.board.code}:{stop.meeting.date}", anew)
    for one, following in pairwise(stops):
        if not _counts(following, scene):
            continue
        if one.board.id == item.board:
            if not scene.plan.open_of(item.id) and one.meeting is None:
                waits = f"afventer dato, men skal nå {_goal(following, route.lag)}"
                yield _finding("route_broken", item, waits, one.board.code, f"planner sæt {item.id} DATO")
        elif (
            one.meeting is not None
            and one.meeting.status != "cancelled"
            and not reaches(one.meeting, following, route.lag)
        ):
            late = f"og når ikke {_goal(following, route.lag)}"
            sentence = f"er i {one.board.code} {short(one.meeting.date)} {late}"
            yield _finding("route_broken", item, sentence, f"{one.board.code}:{one.meeting.date}", anew)


def _counts(following: Stop, scene: Scene) -> bool:
    """Whether there is still a meeting to be reached."""
    meeting = following.meeting
    return meeting is not None and meeting.status != "cancelled" and meeting.date >= scene.today


def _goal(following: Stop, lag: int) -> str:
    """The board to be reached, its day, and the latest day from which it is."""
    latest = latest_day(following, lag)
    if following.day is None or latest is None:
        return following.board.code
    return f"{following.board.code} {short(following.day)}; det skal være senest {short(latest)}"


def _finding(rule: str, item: Item, sentence: str, about: str, help_: str) -> Finding:
    return Finding(rule, "warn", f"#{item.id}", sentence, f"{rule}:#{item.id}:{about}", help=help_)
