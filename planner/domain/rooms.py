"""Rooms that have a mailbox of their own, and which of them a meeting is held in."""

from __future__ import annotations

import re

from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.errors import BadUsage
from planner.domain.meeting import Meeting
from planner.domain.typed import clean_text

NO_ROOM = ""
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_NONE = frozenset({"ingen", "intet", "none"})


def typed_room(text: str) -> str:
    """A room as it is kept: "NAVN <ADRESSE>" or the address alone; "ingen" is no room at all.

    Raises BadUsage where there is no address in it.
    """
    line = clean_text(text, "Lokalet")
    if line.casefold() in _NONE:
        return NO_ROOM
    named = _NAMED.fullmatch(line)
    email = (named["email"] if named else line).strip()
    if _EMAIL.fullmatch(email) is None:
        raise BadUsage(
            f"“{line}” er ikke et lokales postkasse.",
            hint='Skriv adressen, eller: --room "Mødelokale 2 <lokale2@...>". Intet lokale: --room ingen.',
        )
    name = named["name"].strip().strip('"') if named else ""
    return f"{name} <{email}>" if name else email


def mailbox_of(room: str) -> Mailbox:
    """The name and the address in a room as it is kept."""
    named = _NAMED.fullmatch(room)
    return Mailbox(named["name"].strip(), named["email"]) if named else Mailbox(room, room)


def room_of(board: Board, meeting: Meeting) -> Mailbox | None:
    """The room that is booked for the meeting.

    The board's usual room does not come along to a meeting that is held at another place.
    """
    if meeting.room is not None:
        return mailbox_of(meeting.room) if meeting.room else None
    elsewhere = meeting.place != board.place and None not in (meeting.place, board.place)
    return mailbox_of(board.room) if board.room and not elsewhere else None
