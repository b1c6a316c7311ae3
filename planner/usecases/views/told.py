"""Who has been told of meetings, as the rules look at it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.answers import Invited
    from planner.ports import Reader


def invited_to(reader: Reader, meetings: Iterable[int]) -> tuple[Invited, ...]:
    """Everybody who has an invitation to these meetings, and what they answered."""
    letters = reader.correspondence(meetings)
    if not letters:
        return ()
    from planner.domain.notices import invited  # noqa: PLC0415 -- a plan that nobody was told of needs none of it

    return tuple(one for about in letters for one in invited(about))
