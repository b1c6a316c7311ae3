"""Whether a thing is open or closed to the public. Apart, so that a command need not load more for it."""

from __future__ import annotations

from typing import Literal

Visibility = Literal["open", "closed"]
