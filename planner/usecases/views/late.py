"""What a delay on the day means: who comes later, and a text to paste. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from planner.domain.board import Board
from planner.domain.errors import BadUsage, Refused
from planner.domain.lateness import Lateness, lateness
from planner.domain.placing import is_over
from planner.domain.wording import echo
from planner.usecases import address
from planner.usecases.views.rows import BoardName, wall_time

if TYPE_CHECKING:
    from planner.ports import Reader

_LONGEST = 480


@dataclass(frozen=True)
class LateView:
    """The delay of a board's meeting.

    As JSON: {"board", "delay": {"date", "minutes", "under_way", "ends", "slots": [{"item", "title",
    "start", "new_start"}], "persons": [{"person", "name", "mode", "telephone", "items"}], "text"}}.
    """

    board: BoardName
    delay: Lateness


def late(reader: Reader, board: Board, now: datetime, minutes: int, words: tuple[str, ...]) -> LateView:
    """The meeting of today, or of the day that the words name, from now on so much later."""
    if not 0 < minutes <= _LONGEST:
        raise BadUsage("Hvor mange minutter?", hint="Skriv for eksempel: planner forsinket 20")
    local = wall_time(now, board)
    meeting = (
        address.meeting(reader, board, words, local.date())
        if words
        else reader.meeting_on(board.id, local.date())
    )
    if meeting is None:
        raise address.no_meeting(reader, board, local.date())
    if meeting.status == "cancelled" or is_over(meeting, local):
        said = "aflyst" if meeting.status == "cancelled" else "slut"
        raise Refused(f"Mødet {echo(meeting.date)} er {said}.", hint="planner oversigt viser de kommende.")
    plan = reader.meetings([meeting.id])
    at = local.time() if meeting.date == local.date() else datetime.min.time()
    return LateView(BoardName(board.code, board.name), lateness(plan, meeting, at, minutes))
