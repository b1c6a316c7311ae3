"""Findings about what people have answered to the invitations that stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.domain.finding import Finding, Scene
from planner.domain.wording import short

# Who has not answered is worth a word this long before the meeting, when they were asked so long ago.
_SOON, _PATIENCE = timedelta(days=7), timedelta(days=2)
_NAMED = 3


def declined(scene: Scene) -> Iterator[Finding]:
    """Somebody who is wanted has declined, and the plan does not know it yet."""
    for meeting in scene.coming:
        away = {absence.person for absence in scene.plan.absent_on(meeting.board, meeting.date)}
        for one in scene.invited:
            if one.meeting != meeting.id or one.standing != "declined":
                continue
            if one.settled or one.person in away:
                continue
            person = scene.plan.people.get(one.person)
            items = [number for number in one.items if number in scene.plan.items]
            yield Finding(
                "declined",
                "warn",
                f"#{items[0]}" if items else short(meeting.date),
                f"{person.name if person else 'en inviteret'} har meldt afslag til {short(meeting.date)}",
                f"declined:person{one.person}:meeting{meeting.id}:{meeting.date}",
                help="planner indbakke",
            )


def unanswered(scene: Scene) -> Iterator[Finding]:
    """A meeting is near, and some who were asked days ago have not answered."""
    for meeting in scene.coming:
        if meeting.date - scene.today > _SOON:
            continue
        waiting = sorted(
            {
                scene.plan.people[one.person].name
                for one in scene.invited
                if one.meeting == meeting.id
                and one.standing in ("unanswered", "old")
                and one.person in scene.plan.people
                and scene.today - one.told > _PATIENCE
            }
        )
        if waiting:
            more = f" og {len(waiting) - _NAMED} mere" if len(waiting) > _NAMED else ""
            yield Finding(
                "unanswered",
                "hint",
                short(meeting.date),
                f"mangler svar fra {', '.join(waiting[:_NAMED])}{more}",
                f"unanswered:meeting{meeting.id}:{meeting.date}",
                help=f"planner vis {meeting.date.day}/{meeting.date.month}",
            )
