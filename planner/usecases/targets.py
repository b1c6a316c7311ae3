"""The meetings that a typed date means, for commands that put items on them."""

from __future__ import annotations

from datetime import date

from planner.domain.errors import BadUsage, Refused
from planner.domain.meeting import Meeting
from planner.domain.phrase_values import DateChoice, Phrase
from planner.domain.placing import Target
from planner.domain.wording import echo, sentence
from planner.usecases import address
from planner.usecases.step import Desk

# Phrases that name a stretch of days: the meetings in it are meant.
_STRETCHES = ("range", "week", "month")


def targets(desk: Desk, choice: DateChoice) -> tuple[Target, ...]:
    """Where the words want an item: firmly on one meeting, or held on each of several.

    "20/11 og 27/11" means both, firmly. Raises Unknown for a day without a meeting.
    """
    found: list[Target] = []
    both = " og " in f" {choice.text} "
    groups = [_meetings(desk, group) for group in choice.groups]
    several = len({meeting.id for meetings in groups for meeting in meetings}) > 1
    for meetings in groups:
        held = len(meetings) > 1 or (several and not both)
        found += [Target(meeting, "held" if held else "placed") for meeting in meetings]
    return tuple({target.meeting.id: target for target in found}.values())


def days_meant(choice: DateChoice) -> tuple[date, ...]:
    """Every single day that the words mean, where no meeting is needed; BadUsage when it is not sure which."""
    for group in choice.groups:
        if group.state == "doubtful" and not _is_choice(group):
            raise _doubtful(group)
    found = tuple(dict.fromkeys(day for group in choice.groups for day in group.alternatives or group.dates))
    if not found:
        raise BadUsage(f"Der står ingen dag i “{choice.text}”.", hint="Skriv for eksempel 27/11.")
    return found


def one_day(choice: DateChoice) -> date:
    """The only day that the words mean."""
    found = days_meant(choice)
    if len(found) > 1:
        raise BadUsage(f"“{choice.text}” er flere dage.", hint="Skriv én dato.")
    return found[0]


def _meetings(desk: Desk, group: Phrase) -> list[Meeting]:
    if group.state == "doubtful" and not _is_choice(group):
        return [_only_possible(desk, group)]
    if group.kind in _STRETCHES and group.first and group.last:
        days = desk.read.meeting_dates(desk.board.id, group.first, group.last)
        if not days:
            raise address.no_meeting(desk.read, desk.board, (group.dates or (group.first,))[0])
    else:
        days = group.alternatives or group.dates
    return [_on(desk, day) for day in days]


def _on(desk: Desk, day: date) -> Meeting:
    meeting = desk.read.meeting_on(desk.board.id, day)
    if meeting is not None:
        return meeting
    if day < desk.today:
        raise Refused(f"Datoen er passeret: {echo(day)}.", hint="Vælg en kommende dato.")
    raise address.no_meeting(desk.read, desk.board, day)


def _only_possible(desk: Desk, group: Phrase) -> Meeting:
    """The one meeting ahead that a doubtful phrase can mean; BadUsage says why it is doubtful."""
    meetings = [desk.read.meeting_on(desk.board.id, day) for day in group.alternatives]
    ahead = [m for m in meetings if m is not None and m.status == "planned" and m.date >= desk.today]
    if len(ahead) != 1:
        raise _doubtful(group)
    return ahead[0]


def _is_choice(group: Phrase) -> bool:
    """Whether the days were written as a choice ("eller"), not left open by the writing."""
    return len(group.alternatives) > 1 and group.alternatives == group.dates


def _doubtful(group: Phrase) -> BadUsage:
    why = group.why or f"“{group.text}” kan læses på flere måder"
    return BadUsage(sentence(why), hint="Skriv datoen med år og uden ugedag, for eksempel 27/11-2024.")
