"""Whether an item comes before or after the event it is about, as the words of its title say.

A table of word stems; the first word of the title that is known decides.
"""

from __future__ import annotations

from typing import Literal

Order = Literal["before", "after"]

# Words that begin with one of these say that the item is treated before the event it names.
PREPARES = (
    "forbered", "förbered", "planlæg", "planlegg", "planering", "prepar", "optakt", "inför",
)  # fmt: skip
# ... and with one of these that it is treated after it.
FOLLOWS_UP = (
    "opsaml", "opfølg", "evaluer", "oppfølg", "oppsummer", "uppfölj", "utvärder", "erfaring", "efterbehandl",
    "follow-up", "followup", "evaluat", "debrief",
)  # fmt: skip


def order(words: str) -> Order | None:
    """Say "before" for "Forberedelse af seminar", "after" for "Opsamling på seminar", None when nothing says."""
    for word in words.lower().split():
        bare = word.strip(".,:;()–-\"'“”")
        if bare.startswith(PREPARES):
            return "before"
        if bare.startswith(FOLLOWS_UP):
            return "after"
    return None
