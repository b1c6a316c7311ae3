"""Meetings named in several places as one: by date, the fuller one kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.minutes.marks import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.reading import ReadItem, ReadMeeting


@dataclass(frozen=True)
class Merged:
    """The document's own meeting and the others, in the order of the document."""

    own: ReadMeeting | None
    rest: tuple[ReadMeeting, ...]


def merged_meetings(found: Sequence[ReadMeeting], own: ReadMeeting | None) -> Merged:
    """The meetings, each date and board once."""
    kept: dict[tuple[object, ...], ReadMeeting] = {}
    for meeting in found:
        if (
            own is not None
            and meeting.date == own.date
            and meeting.date is not None
            and meeting.board is None
        ):
            own = replace(
                own,
                start=own.start or meeting.start,
                end=own.end or meeting.end,
                location=own.location or meeting.location,
            )
            continue
        key = (meeting.date, meeting.period, meeting.board)
        same = next(
            (
                k
                for k in kept
                if k[0] == meeting.date
                and k[0] is not None
                and (k[2] is None or meeting.board is None or k[2] == meeting.board)
            ),
            key,
        )
        kept[same] = _one(kept[same], meeting) if same in kept else meeting
    return Merged(own, tuple(kept.values()))


def _one(first: ReadMeeting, second: ReadMeeting) -> ReadMeeting:
    sure = first.state == "sure" or second.state == "sure"
    return replace(
        first,
        start=first.start or second.start,
        end=first.end or second.end,
        status="cancelled" if "cancelled" in (first.status, second.status) else first.status or second.status,
        note=first.note or second.note,
        location=first.location or second.location,
        kind=first.kind or second.kind,
        moved_from=first.moved_from or second.moved_from,
        board=first.board or second.board,
        items=first.items + _new(first.items, second.items),
        absent=first.absent or second.absent,
        forward=first.forward or second.forward,
        state="sure" if sure else first.state,
        why=None if sure else first.why,
    )


def _new(old: Sequence[ReadItem], more: Sequence[ReadItem]) -> tuple[ReadItem, ...]:
    return tuple(item for item in more if not any(alike(item.title, one.title) for one in old))
