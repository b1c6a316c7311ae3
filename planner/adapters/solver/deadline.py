"""When a search must end, where somebody gave it so many seconds."""

from __future__ import annotations

import math
from time import monotonic


class Deadline:
    """So many seconds from now; with None it never comes."""

    def __init__(self, seconds: float | None) -> None:
        self._at = math.inf if seconds is None else monotonic() + seconds

    @property
    def left(self) -> float:
        """The seconds until then; below nought when it is past."""
        return self._at - monotonic()

    @property
    def is_past(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0
