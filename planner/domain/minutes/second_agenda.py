"""A second agenda in one document: the minutes of two bodies, or of two sittings, in one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.marks import alike
from planner.domain.reading import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.minutes.tables import Tables
    from planner.domain.reading import ReadMeeting

_NOT_READ = "rækken står i en dagsorden mere; dokumentet læses som ét møde"
_WHOSE = "står efter en dagsorden mere og kan høre til det andet møde"
_FEWEST = 2


def with_second_agenda(
    tables: Tables, titles: Iterable[str], meetings: Sequence[ReadMeeting]
) -> list[ReadMeeting]:
    """The meetings, doubtful below a second agenda; its rows are noted in `tables` as not read.

    `titles` are those of the document's own items: a table that only repeats them is no second agenda.
    """
    known = [*titles, *(item.title for item in tables.points)]
    rows = [one for one in tables.further if one.kind is None and not any(alike(one.title, t) for t in known)]
    if len(rows) < _FEWEST:
        return list(meetings)
    tables.lost.extend(Unreadable(one.raw_title or one.title, one.source, _NOT_READ) for one in rows)
    tables.rows += len(rows)
    where = min((row.source.page or 0, row.source.line) for row in rows)
    return [
        replace(meeting, state="doubtful", why=_WHOSE)
        if meeting.state == "sure" and (meeting.source.page or 0, meeting.source.line) > where
        else meeting
        for meeting in meetings
    ]
