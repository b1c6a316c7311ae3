"""Findings about papers that have not come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.finding import Finding, Scene
from planner.domain.wording import short

if TYPE_CHECKING:
    from planner.domain.papers import PapersDue

_NAMED = 6


def papers_missing(scene: Scene) -> Iterator[Finding]:
    """Papers that will soon be due."""
    yield from _lacking(scene, late=False)


def papers_late(scene: Scene) -> Iterator[Finding]:
    """Papers that should have come."""
    yield from _lacking(scene, late=True)


def _lacking(scene: Scene, *, late: bool) -> Iterator[Finding]:
    for meeting in scene.coming:
        board = scene.plan.boards.get(meeting.board)
        if board is None or board.papers_days is None:
            continue
        from planner.domain.papers import missing_papers, state_of  # noqa: PLC0415 -- most boards have no rule

        wanted = "late" if late else "missing"
        lacking = [
            one
            for one in missing_papers(scene.plan, meeting)
            if state_of(one, scene.plan.boards[meeting.board], scene.now) == wanted
        ]
        if lacking:
            yield Finding(
                f"papers_{wanted}",
                "warn" if late else "hint",
                short(meeting.date),
                _sentence(lacking, late=late),
                f"papers_{wanted}:meeting{meeting.id}:{meeting.date}:{'+'.join(f'#{one.item.id}' for one in lacking)}",
                help=f"planner materiale liste {meeting.date.day}/{meeting.date.month}",
            )


def _sentence(lacking: list[PapersDue], *, late: bool) -> str:
    numbers = ", ".join(f"#{one.item.id}" for one in lacking[:_NAMED])
    more = f" og {len(lacking) - _NAMED} mere" if len(lacking) > _NAMED else ""
    from planner.domain.deadlines import brief_deadline  # noqa: PLC0415 -- most boards have no rule

    when = brief_deadline(lacking[0].deadline)
    if late:
        return f"materiale mangler til {numbers}{more}, fristen var {when}"
    return f"materiale mangler til {numbers}{more}, fristen er {when}"
