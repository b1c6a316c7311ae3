"""What somebody answered, in words."""

from __future__ import annotations

from planner.domain.answers import Standing

# Words, and how they are shown.
STANDINGS: dict[Standing, tuple[str, str]] = {
    "accepted": ("ja", "ok"),
    "tentative": ("måske", "held"),
    "declined": ("afslag", "block"),
    "counter": ("foreslår anden tid", "warn"),
    "unanswered": ("mangler svar", "muted"),
    "old": ("svar på den gamle tid", "warn"),
    "bounced": ("mailen nåede ikke frem", "block"),
}
