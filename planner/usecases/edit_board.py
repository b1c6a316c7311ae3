"""Add a board beside the plan's own, and change what is known about one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Any

from planner.domain.board import Board, Provisional, Standing
from planner.domain.changes import Change, added, edited, removed
from planner.domain.deadlines import read_days_off, read_paper_rule
from planner.domain.due import Every
from planner.domain.due_words import read_rule, rule_words
from planner.domain.errors import BadUsage, Refused
from planner.domain.placing import is_over
from planner.domain.plan import Plan, plan_of
from planner.domain.quiet import read_quiet_hours
from planner.domain.rooms import NO_ROOM, typed_room
from planner.domain.sittings import must_have_length
from planner.domain.typed import clean_text
from planner.domain.visibility import Visibility
from planner.ports import Clock, Store
from planner.usecases.blocks import TypedBlock, block_named, standing_blocks
from planner.usecases.edit_person import typed_channel
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out

_LONGEST_CODE = 20
_BY_HAND = ("", "nej", "ingen", "no", "none")
_MOST_DAYS = 365


@dataclass(frozen=True)
class BoardWishes:
    """Options as typed; None leaves a field alone. The three lengths and the tolerance are minutes.

    `lock_days` and `dispatch_days` are a number of days, or "nej" for by hand. `papers` and `agenda` are rules
    ("5 hverdage før kl. 12"), `quiet_hours` ("20-7"), `reminders` and `digest` when they go out ("hverdage kl. 8"), or "nej".
    """

    code: str | None = None
    name: str | None = None
    weekday: int | None = None
    start: time | None = None
    end: time | None = None
    place: str | None = None
    language: str | None = None
    unclassified: Visibility | None = None
    orientering: int | None = None
    droeftelse: int | None = None
    beslutning: int | None = None
    room: str | None = None
    channel: str | None = None
    lock_days: str | None = None
    dispatch_days: str | None = None
    provisional: Provisional | None = None
    tolerance: int | None = None
    holds: bool | None = None
    papers: str | None = None
    agenda: str | None = None
    saturdays: bool | None = None
    day_counts: bool | None = None
    days_off: str | None = None
    reminders: str | None = None
    digest: str | None = None
    remind_days: int | None = None
    forward_look: str | None = None
    quiet_hours: str | None = None


@dataclass(frozen=True)
class AddBoard:
    """Another board: one of the house's own, or one whose meetings are only noted (`own` False)."""

    wishes: BoardWishes
    manner: Manner
    own: bool = True


@dataclass(frozen=True)
class EditBoard:
    """What is to be different about the board of the command, and about its standing blocks.

    A block with the title of one that is there replaces its length and start.
    """

    wishes: BoardWishes
    manner: Manner
    blocks: tuple[TypedBlock, ...] = ()
    no_blocks: tuple[str, ...] = field(default_factory=tuple)


def add_board(command: AddBoard, *, store: Store, clock: Clock) -> Done:
    """The new board; its code must be free."""

    def decide(desk: Desk) -> Decision:
        values = _values(command.wishes)
        if "code" not in values or "name" not in values:
            raise BadUsage(
                "Udvalget skal have en kode og et navn.",
                hint="Skriv: planner udvalg tilføj ØK Økonomiudvalget",
            )
        _must_be_free(desk, values["code"])
        board = replace(Board(desk.new_id(Board), "", "", own=command.own, zone=desk.board.zone), **values)
        must_have_length(board.start, board.end)
        return Decision(plan_of(desk.read.boards()), [added(board)])

    return carry_out(command.manner, decide, store=store, clock=clock)


def edit_board(command: EditBoard, *, store: Store, clock: Clock) -> Done:
    """Set what is given; meetings that are planned already keep their frame."""

    def decide(desk: Desk) -> Decision:
        values = _values(command.wishes)
        if not (values or command.blocks or command.no_blocks):
            raise BadUsage("Hvad skal rettes?", hint="Skriv for eksempel: planner udvalg ret --end 12.00.")
        if values.get("code", desk.board.code).casefold() != desk.board.code.casefold():
            _must_be_free(desk, values["code"])
        board = replace(desk.board, **values)
        must_have_length(board.start, board.end)
        return Decision(Plan(), [Change(desk.board, board), *_block_changes(command, desk)])

    return carry_out(command.manner, decide, store=store, clock=clock)


def _values(wishes: BoardWishes) -> dict[str, Any]:
    given = {name: value for name, value in vars(wishes).items() if value is not None}
    if "code" in given:
        given["code"] = clean_text(given["code"], "Koden", _LONGEST_CODE)
        if " " in given["code"]:
            raise BadUsage("Koden skal være ét kort ord.", hint="For eksempel DIR, ØK eller KB.")
    if "name" in given:
        given["name"] = clean_text(given["name"], "Navnet")
    if "place" in given:
        given["place"] = clean_text(given["place"], "Stedet") if given["place"].strip() else None
    if "room" in given:
        given["room"] = (typed_room(given["room"]) if given["room"].strip() else NO_ROOM) or None
    if "channel" in given:
        given["channel"] = typed_channel(given["channel"])
    for name in ("lock_days", "dispatch_days"):
        if name in given:
            given[name] = _days(given[name])
    deadlines = _deadlines(given)
    return {**given, **deadlines}


def _deadlines(given: dict[str, Any]) -> dict[str, Any]:
    """When papers and agendas are due, and when people are reminded; what is two fields is taken out."""
    found: dict[str, Any] = {}
    if "papers" in given:
        found["papers_days"], found["papers_at"] = read_paper_rule(given.pop("papers"))
    if "agenda" in given:
        found["agenda_days"], found["agenda_at"] = read_paper_rule(given.pop("agenda"))
    if "days_off" in given:
        found["days_off"] = read_days_off(given["days_off"])
    if "quiet_hours" in given:
        found["quiet_hours"] = read_quiet_hours(given["quiet_hours"])
    for name in ("reminders", "digest", "forward_look"):
        if name in given:
            rule = read_rule(given[name])
            if isinstance(rule, Every):
                raise BadUsage(
                    f"“{given[name]}” er for tit.", hint="Skriv for eksempel “hverdage kl. 8”, eller nej."
                )
            found[name] = rule_words(rule) if rule is not None else None
    return found


def _days(text: str) -> int | None:
    word = text.strip().casefold()
    if word in _BY_HAND:
        return None
    if not (word.isascii() and word.isdigit()) or int(word) > _MOST_DAYS:
        raise BadUsage(
            f"“{text}” er ikke et antal dage.", hint="Skriv for eksempel 5, eller nej for at gøre det selv."
        )
    return int(word)


def _block_changes(command: EditBoard, desk: Desk) -> list[Change]:
    there = {block.title.casefold(): block for block in standing_blocks(desk)}
    changes: list[Change] = []
    for typed in command.blocks:
        title, minutes, start = typed.parts()
        old = there.get(title.casefold())
        if old is None:
            changes.append(added(typed.made(desk)))
        elif (old.kind, old.minutes, old.start) != (typed.kind, minutes, start):
            changes += _renewed(old, typed, desk, _from(desk))
    for text in command.no_blocks:
        block = block_named(desk, text)
        used = [item for item in desk.read.backlog(desk.board.id).items.values() if item.under == block.id]
        if used:
            raise Refused(
                f"#{used[0].id} bruger tiden fra “{block.title}”.",
                hint=f'Frigør det først: planner ret {used[0].id} --under "".',
            )
        changes.append(_ended(block, _from(desk)))
    return changes


def _from(desk: Desk) -> date:
    """The first day on which a meeting is still to be held: today, unless today's is over."""
    meeting = desk.read.meeting_on(desk.board.id, desk.today)
    return desk.today + timedelta(days=meeting is not None and is_over(meeting, desk.now))


def _renewed(old: Standing, typed: TypedBlock, desk: Desk, first: date) -> list[Change]:
    """The block as typed from a day on; the timetables of meetings that were held stay as they were."""
    if _is_unused(old, first):
        _, minutes, start = typed.parts()
        return [edited(old, kind=typed.kind, minutes=minutes, start=start)]
    return [_ended(old, first), added(typed.made(desk, first=first))]


def _ended(block: Standing, first: date) -> Change:
    """The block gone from a day on; quite gone when no earlier meeting had it."""
    return removed(block) if _is_unused(block, first) else edited(block, last=first - timedelta(days=1))


def _is_unused(block: Standing, first: date) -> bool:
    return block.first is not None and block.first >= first


def _must_be_free(desk: Desk, code: str) -> None:
    for board in desk.read.boards():
        if board.code.casefold() == code.casefold():
            raise Refused(
                f"Planen har allerede udvalget {board.code} ({board.name}).",
                hint=f"Ret det med: planner --board {board.code} udvalg ret.",
            )
