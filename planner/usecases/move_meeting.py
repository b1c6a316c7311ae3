"""Move a meeting to another day, with its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.errors import BadUsage
from planner.domain.sittings import move
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import one_day

_JOINTS = ("til", "to", "->")


@dataclass(frozen=True)
class MoveMeeting:
    """Two days as typed: "18/12 19/12" or "18/12 til 19/12"."""

    words: tuple[str, ...]
    manner: Manner


def move_meeting(command: MoveMeeting, *, store: Store, clock: Clock) -> Done:
    """The meeting is held on the second day; its items come along."""

    def decide(desk: Desk) -> Decision:
        before, after = _two_days(desk, command.words)
        meeting = address.meeting(desk.read, desk.board, before, desk.today)
        day = one_day(address.days(desk.read, desk.board, after, desk.today))
        plan = desk.about((), (meeting.date, day))
        return Decision(plan, move(plan, meeting, day, desk.now), (day,))

    return carry_out(command.manner, decide, store=store, clock=clock)


def _two_days(desk: Desk, words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    args = [part for word in address.words_of(words) for part in word.split()]
    for joint in _JOINTS:
        if joint in args[1:-1]:
            cut = args.index(joint, 1)
            return args[:cut], args[cut + 1 :]
    # The longest beginning that is one single day leaves the other day.
    for cut in range(len(args) - 1, 0, -1):
        try:
            one_day(address.days(desk.read, desk.board, args[:cut], desk.today))
            one_day(address.days(desk.read, desk.board, args[cut:], desk.today))
        except BadUsage:
            continue
        return args[:cut], args[cut:]
    raise BadUsage(
        "Fra hvilken dag til hvilken?", hint="Skriv for eksempel: planner møde flyt 18/12 til 19/12."
    )
