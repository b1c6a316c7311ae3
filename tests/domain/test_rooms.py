"""Rooms: what may be typed, and which room a meeting books."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.board import Board
from planner.domain.calendar import Mailbox
from planner.domain.errors import BadUsage
from planner.domain.meeting import Meeting
from planner.domain.rooms import mailbox_of, room_of, typed_room

TYPED = {
    "lokale2@plan.example": "lokale2@plan.example",
    "Mødelokale 2 <lokale2@plan.example>": "Mødelokale 2 <lokale2@plan.example>",
    '"Mødelokale 2"  <lokale2@plan.example>': "Mødelokale 2 <lokale2@plan.example>",
    "ingen": "",
    "Ingen": "",
}


@pytest.mark.parametrize(("typed", "kept"), TYPED.items(), ids=TYPED)
def test_room_is_kept_in_one_form(typed, kept):
    assert typed_room(typed) == kept


@pytest.mark.parametrize(
    "typed", ["Mødelokale 2", "a@b@c", "<>", "Lokale <>", "a b@plan.example", "x@", "", "\0"]
)
def test_what_is_no_mailbox_is_refused(typed):
    with pytest.raises(BadUsage):
        typed_room(typed)


def test_kept_room_is_a_mailbox_again():
    assert mailbox_of("Mødelokale 2 <lokale2@plan.example>") == Mailbox(
        "Mødelokale 2", "lokale2@plan.example"
    )
    assert mailbox_of("lokale2@plan.example") == Mailbox("lokale2@plan.example", "lokale2@plan.example")


BOARD = Board(1, "DIR", "Direktionen", place="Rådhuset", room="lokale2@plan.example")
MEETING = Meeting(1, 1, dt.date(2031, 3, 12), dt.time(9), dt.time(12))
# What is said of board and meeting -> the room's address.
ROOMS = {
    "the board's usual room": ({}, {}, "lokale2@plan.example"),
    "held where the board usually meets": ({}, {"place": "Rådhuset"}, "lokale2@plan.example"),
    "held elsewhere": ({}, {"place": "Biblioteket"}, None),
    "the board has no usual place": ({"place": None}, {"place": "Biblioteket"}, "lokale2@plan.example"),
    "a room of its own": ({}, {"room": "sal@plan.example"}, "sal@plan.example"),
    "elsewhere with a room": ({}, {"place": "Biblioteket", "room": "sal@plan.example"}, "sal@plan.example"),
    "no room": ({}, {"room": ""}, None),
    "nothing said": ({"room": None}, {}, None),
}


@pytest.mark.parametrize(("board", "meeting", "email"), ROOMS.values(), ids=ROOMS)
def test_meeting_books_its_room(board, meeting, email):
    room = room_of(replace(BOARD, **board), replace(MEETING, **meeting))
    assert (room.email if room else None) == email
