"""Set up meetings on given days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from planner.domain.changes import Change, added
from planner.domain.errors import BadUsage, Refused
from planner.domain.meeting import Meeting
from planner.domain.rooms import typed_room
from planner.domain.sittings import must_be_free, must_have_length
from planner.domain.typed import clean_note, clean_text
from planner.domain.wording import echo
from planner.ports import Clock, Store
from planner.usecases import address
from planner.usecases.step import Decision, Desk, Done, Manner, carry_out
from planner.usecases.targets import days_meant

_LONGEST_LINK = 1000


@dataclass(frozen=True)
class Frame:
    """What may be said of a meeting. None: as the board usually does, or unchanged. "" clears a text.

    `room` is a mailbox, or "ingen" for a meeting without one. `teams` is an address ("https://...").
    """

    start: time | None = None
    end: time | None = None
    place: str | None = None
    note: str | None = None
    extraordinary: bool | None = None
    groups: tuple[str, ...] = ()
    room: str | None = None
    teams: str | None = None


@dataclass(frozen=True)
class AddMeetings:
    """The days as typed ("4. dec. og 11. dec.", "18/12 kl. 9-11")."""

    words: tuple[str, ...]
    manner: Manner
    frame: Frame = Frame()


def add_meetings(command: AddMeetings, *, store: Store, clock: Clock) -> Done:
    """A meeting on each day, in the board's usual frame unless another one is given."""

    def decide(desk: Desk) -> Decision:
        choice = address.days(desk.read, desk.board, command.words, desk.today)
        days = days_meant(choice)
        timed = next((group for group in choice.groups if group.time_start), None)
        frame = command.frame
        if timed is not None:
            frame = replace(frame, start=frame.start or timed.time_start, end=frame.end or timed.time_end)
        plan = desk.about((), days)
        changes: list[Change] = []
        for day in days:
            if day < desk.today and not command.manner.force:
                raise Refused(f"Datoen er passeret: {echo(day)}.", hint="Opret mødet alligevel med --force.")
            must_be_free(plan, desk.board.id, day, extraordinary=bool(frame.extraordinary))
            changes.append(added(_meeting(desk, day, frame)))
        return Decision(plan, changes, days)

    return carry_out(command.manner, decide, store=store, clock=clock)


def framed(meeting: Meeting, frame: Frame) -> Meeting:
    """The meeting with what the frame says of it; BadUsage when it would end before it begins."""
    start, end = frame.start or meeting.start, frame.end or meeting.end
    must_have_length(start, end)
    return replace(
        meeting,
        start=start,
        end=end,
        place=_text(frame.place, meeting.place, "Stedet"),
        room=_room(frame.room, meeting.room),
        teams=_teams(frame.teams, meeting.teams),
        note=_text(frame.note, meeting.note, "Noten"),
        extraordinary=meeting.extraordinary if frame.extraordinary is None else frame.extraordinary,
        groups=tuple(clean_text(group, "Gruppen") for group in frame.groups) or meeting.groups,
    )


def _meeting(desk: Desk, day: date, frame: Frame) -> Meeting:
    board = desk.board
    usual = Meeting(desk.new_id(Meeting), board.id, day, board.start, board.end, place=board.place)
    return framed(usual, frame)


def _room(wanted: str | None, present: str | None) -> str | None:
    """An empty text gives the meeting the board's usual room again."""
    if wanted is None:
        return present
    return typed_room(wanted) if wanted.strip() else None


def _teams(wanted: str | None, present: str | None) -> str | None:
    if wanted is None:
        return present
    link = wanted.strip()
    if link and (not link.startswith("https://") or any(sign.isspace() for sign in link)):
        raise BadUsage(
            f"“{link}” er ikke et link.", hint="Kopiér det fra Teams-indkaldelsen; det begynder med https://."
        )
    return clean_text(link, "Linket", _LONGEST_LINK) if link else None


def _text(wanted: str | None, present: str | None, what: str) -> str | None:
    if wanted is None:
        return present
    return clean_note(wanted, what) if wanted.strip() else None
