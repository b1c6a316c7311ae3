"""Why an item can or cannot be on each of the coming dates, and what would have to yield."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from planner.domain.board import Board
from planner.domain.errors import BadUsage, PlannerError, Refused, Unknown
from planner.domain.finding import Scene
from planner.domain.item import Item
from planner.domain.placing import is_over, must_be_open
from planner.domain.planning.explain import Candidate, Explanation, Yielding, explain
from planner.domain.planning.frame import frame
from planner.domain.planning.ground import Movable, Scope
from planner.domain.planning.weights import Weights
from planner.domain.wording import echo, sentence
from planner.usecases import address
from planner.usecases.horizon import look_ahead
from planner.usecases.views.rows import BoardName

if TYPE_CHECKING:
    from planner.ports import Reader

_WEEK = 7
Answer = Literal["stands", "fits", "room", "full", "no"]


class Other(NamedTuple):
    """Another item on a date. `to` is where it would go to make room, None where it only stands there."""

    id: int
    title: str
    minutes: int
    guessed: bool
    to: date | None = None


class AgainstRow(NamedTuple):
    """What speaks against a date: the rule, how gravely it is taken ("block" forbids), and why."""

    rule: str
    level: str
    sentence: str


class DateRow(NamedTuple):
    """One coming date. `answer`: "stands" there now, "fits" as it is, "room" can be made, "full", "no".

    `lacking` are minutes, guessed where a length on that date is.
    """

    date: date
    answer: Answer
    against: tuple[AgainstRow, ...]
    lacking: int
    lacking_guessed: bool
    full_of: tuple[Other, ...]
    yielding: tuple[Other, ...]


@dataclass(frozen=True)
class ExplainView:
    """What `planner explain` shows.

    As JSON: {"kind": "explain", "board", "item", "title", "minutes", "guessed", "dates": [{"date", "answer":
    "stands", "fits", "room", "full" or "no", "against": [{"rule", "level", "sentence"}], "lacking": minutes
    too many there with it, "lacking_guessed": whether they rest on a guess, "full_of": [{"id", "title",
    "minutes", "guessed", "to"}] that count for less, "yielding": the same, of those that would go
    elsewhere}], "cheapest": the date for which the least has to yield or null, "conflict": [facts that
    together leave no date]}.
    """

    kind: Literal["explain"]
    board: BoardName
    item: int
    title: str
    minutes: int
    guessed: bool
    dates: tuple[DateRow, ...]
    cheapest: date | None
    conflict: tuple[str, ...]


def explained(
    reader: Reader,
    board: Board,
    now: datetime,
    words: Sequence[str],
    *,
    weeks: int | None = None,
    weights: Weights | None = None,
    levels: Mapping[str, str] | None = None,
) -> ExplainView:
    """The item that the words name, on the coming dates or on the one that ends them.

    Unknown for an item or a date without a meeting; Refused for an item that no date can be chosen for.
    """
    item, day = _named(reader, board, words, now.date())
    asked = reader.items([item.id])
    horizon = look_ahead(reader, (board,), now, weeks=weeks, asked=asked)
    # A day that was asked about, and those that the item stands on, are always among those looked at.
    own = {asked.meetings[placement.meeting].date for placement in asked.open_of(item.id)}
    last = max({*own, day or now.date()})
    if last > max(meeting.date for meeting in horizon.meetings):
        weeks = (last - now.date()).days // _WEEK + 1
        horizon = look_ahead(reader, (board,), now, weeks=weeks, asked=asked)
    numbers = tuple(meeting.id for meeting in horizon.scene.coming)
    framed = frame(horizon.scene, Scope(numbers, also=frozenset([item.id])), weights, levels)
    if item.id not in framed.movable:
        raise _settled(item, framed.ground.stays_because(item), _not_closed(horizon.scene, item))
    found = explain(framed, item.id)
    shown = [one for one in found.candidates if day is None or one.meeting.date == day]
    if not shown and day is not None:
        raise _no_candidate(reader, board, day, horizon.scene.now)
    return _view(board, found, shown)


def _named(reader: Reader, board: Board, words: Sequence[str], today: date) -> tuple[Item, date | None]:
    try:
        return address.item(reader, board, words, today), None
    except Unknown as unknown:
        try:
            items, choice = address.items_then_days(reader, board, words, today)
        except BadUsage as wrong:
            raise (wrong if _ends_in_a_day(reader, board, words, today) else unknown) from None
    if len(items) > 1 or len(choice.dates) > 1:
        raise BadUsage("Spørg om ét punkt og én dato ad gangen.", hint="planner forklar 12 27/11")
    return items[0], choice.dates[0]


def _ends_in_a_day(reader: Reader, board: Board, words: Sequence[str], today: date) -> bool:
    """Whether an item is named, and what follows has figures as a day has."""
    args = address.words_of(words)
    for begins in range(1, len(args)):
        with suppress(PlannerError):
            address.item(reader, board, args[:begins], today)
            return any(map(str.isdigit, " ".join(args[begins:])))
    return False


def _not_closed(scene: Scene, item: Item) -> date | None:
    """The day of a meeting that was held and that the item still stands on."""
    on = (scene.plan.meetings[placement.meeting] for placement in scene.plan.open_of(item.id))
    return min((meeting.date for meeting in on if is_over(meeting, scene.now)), default=None)


def _settled(item: Item, why: str | None, held: date | None) -> Refused:
    if item.status == "done":
        said = f"#{item.id} er behandlet."
    elif item.status == "withdrawn":
        said = f"#{item.id} er udgået."
    else:
        said = sentence(f"#{item.id} flyttes ikke: {why}")
    if held is not None:
        return Refused(said, hint=f"Sig først, hvad der blev af det: planner afslut {held.day}/{held.month}")
    return Refused(said, hint=f"planner vis {item.id} viser det.")


def _no_candidate(reader: Reader, board: Board, day: date, now: datetime) -> Refused | Unknown:
    """Why a day is none to choose: it has no meeting, or one that takes no items any more."""
    meeting = reader.meeting_on(board.id, day)
    if meeting is None:
        return address.no_meeting(reader, board, day)
    try:
        must_be_open(meeting, now)
    except Refused as refused:
        return refused
    return Refused(f"Mødet {echo(day)} er begyndt.", hint="Vælg en kommende dato.")


def _view(board: Board, found: Explanation, shown: Sequence[Candidate]) -> ExplainView:
    length = found.item.length
    cheapest = found.cheapest if found.cheapest in shown else None
    return ExplainView(
        "explain",
        BoardName(board.code, board.name),
        found.item.item.id,
        found.item.item.title,
        length.minutes,
        length.guessed,
        tuple(_row(one) for one in shown),
        cheapest.meeting.date if cheapest is not None else None,
        found.conflict,
    )


def _row(one: Candidate) -> DateRow:
    return DateRow(
        one.meeting.date,
        _answer(one),
        tuple(AgainstRow(reason.rule, reason.level, reason.clause) for reason in one.reasons),
        one.lacking,
        one.guessed,
        tuple(_other(other) for other in one.full_of),
        tuple(_going(move) for move in one.yielding or ()),
    )


def _answer(one: Candidate) -> Answer:
    if one.stands:
        return "stands"
    if one.forbidden:
        return "no"
    if not one.lacking:
        return "fits"
    return "room" if one.yielding else "full"


def _going(move: Yielding) -> Other:
    return _other(move.item)._replace(to=move.to.date)


def _other(one: Movable) -> Other:
    return Other(one.item.id, one.item.title, one.length.minutes, one.length.guessed)
