"""The rows of a proposal, the answers to them, and the draft in which they are made.

Rows are made one after another against a working plan; a row that is not accepted leaves no trace
there, so every later row is judged by what was accepted before it. New records carry negative ids
until the proposal is written (`renumbered`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from planner.domain.board import Board, Standing
from planner.domain.changes import Change, Record, net
from planner.domain.item import Item
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.reading import Reading, Source

RowState = Literal["new", "known", "changed", "doubtful", "conflicting", "unreadable"]
SURE: frozenset[RowState] = frozenset({"new", "changed"})
DOUBTFUL: frozenset[RowState] = frozenset({"doubtful", "conflicting"})
OPEN: frozenset[RowState] = frozenset({"new", "changed", "doubtful", "conflicting"})


@dataclass(frozen=True)
class Answer:
    """What a person said to a row: take it, leave it, it is item `item`, or call it `title`."""

    action: Literal["accept", "skip", "same", "edit"]
    item: int | None = None
    title: str | None = None


@dataclass(frozen=True)
class Row:
    """One proposal. `key` is stable for the same document; `changes` is what accepting it does.

    `suggestions` are items that it might be the same as, best first. `words` is the line of the
    document that an answer is remembered for.
    """

    key: str
    kind: str
    state: RowState
    text: str
    source: Source | None = None
    why: str | None = None
    changes: tuple[Change, ...] = ()
    suggestions: tuple[int, ...] = ()
    words: str | None = None
    accepted: bool = False


def as_read(state: str) -> RowState:
    """The state of a row that says something new: as doubtful as what was read."""
    return "doubtful" if state == "doubtful" else "new"


@dataclass(frozen=True)
class Terms:
    """What the proposal must know beside the reading and the plan.

    `accept` says of a row without an answer whether it is taken; `block_kind` says of a title
    whether it is a standing block (and which kind); `abbreviations` maps "kb" to its words.
    """

    today: date
    accept: Callable[[Row], bool]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    block_kind: Callable[[str], Literal["standing", "break", "review"] | None] = lambda _: None


class Draft:
    """A proposal in the making: the plan as it would be, and the rows so far."""

    def __init__(self, reading: Reading, plan: Plan, board: Board, terms: Terms) -> None:
        self.reading = reading
        self.plan = plan
        self.board = board
        self.terms = terms
        self.rows: list[Row] = []
        # Day -> item -> the line that spoke of it.
        self.spoken: dict[date, dict[int, str]] = {}
        self._next = -1
        self._keys: dict[str, int] = {}

    def new_id(self) -> int:
        """An id that no stored record has."""
        self._next -= 1
        return self._next

    def key(self, kind: str, source: Source | None, text: str) -> str:
        """A key for a row that is the same each time the same document is proposed."""
        place = f"{source.page or ''}:{source.line}:{source.cell or ''}" if source else ""
        key = f"{kind}|{place}|{text}"
        self._keys[key] = self._keys.get(key, 0) + 1
        return key if self._keys[key] == 1 else f"{key}|{self._keys[key]}"

    def answer(self, key: str) -> Answer | None:
        """What a person said to the row with that key."""
        return self.terms.answers.get(key)

    def propose(
        self,
        kind: str,
        source: Source | None,
        words: str,
        state: RowState,
        text: str,
        *,
        why: str | None = None,
        changes: tuple[Change, ...] = (),
    ) -> None:
        """One row for what was read there; `words` tell it from others of its kind in the same place."""
        self.add(Row(self.key(kind, source, words), kind, state, text, source, why, changes))

    def add(self, row: Row) -> bool:
        """Put the row in the proposal and, when it is taken, its changes in the working plan."""
        row = replace(row, changes=net(row.changes))
        if row.state in OPEN and not row.changes:
            row = replace(row, state="known")
        answer = self.answer(row.key)
        taken = row.state in OPEN and (
            answer.action != "skip" if answer is not None else self.terms.accept(row)
        )
        if taken:
            self.plan = self.plan.apply(row.changes)
        self.rows.append(replace(row, accepted=taken))
        return taken or row.state == "known"


_POINTS_AT: dict[str, type[Record]] = {
    "board": Board,
    "item": Item,
    "meeting": Meeting,
    "person": Person,
    "responsible": Person,
    "officer": Person,
    "under": Standing,
    "replaced_by": Item,
}


def renumbered(changes: Iterable[Change], new_id: Callable[[type[Record]], int]) -> tuple[Change, ...]:
    """The changes with stored ids in place of the negative ones."""
    given: dict[tuple[type[Record], int], int] = {}

    def real(kind: type[Record], number: int) -> int:
        if number >= 0:
            return number
        if (kind, number) not in given:
            given[kind, number] = new_id(kind)
        return given[kind, number]

    def up(record: Record | None) -> Record | None:
        if record is None:
            return None
        fields: dict[str, Any] = {"id": real(type(record), record.id)}
        for name, kind in _POINTS_AT.items():
            number = getattr(record, name, None)
            if isinstance(number, int) and number < 0:
                fields[name] = real(kind, number)
        return replace(record, **fields)

    return tuple(Change(up(change.before), up(change.after)) for change in changes)


def count_by_state(rows: Sequence[Row]) -> dict[RowState, int]:
    """How many rows are in each state, in the order a person reads them."""
    order: tuple[RowState, ...] = ("new", "changed", "known", "doubtful", "conflicting", "unreadable")
    return {state: sum(row.state == state for row in rows) for state in order}
