"""What somebody answered, in words and on lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.answers import Standing
from planner.domain.wording import clock, short
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line
from planner.entrypoints.cli.screens import both_ends
from planner.usecases.views.answers import AnswerRow

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


def answer_lines(rows: Iterable[AnswerRow], width: int, *, dated: bool) -> Iterator[Line]:
    """A line for each invitation; with its date where the rows are of several."""
    for row in rows:
        words, style = STANDINGS[row.answer]
        start = f"kl. {clock(row.starts.time())}"
        moment = say(f"{short(row.date)} {start}" if dated else start)
        when = "" if row.event == "meeting" and not dated else f", {moment}"
        at = f" {say(short(row.answered.astimezone(row.starts.tzinfo).date()))}" if row.answered else ""
        yield both_ends(width, [(f"   {row.name}", ""), (when, "muted")], (f"{say(words)}{at}", style))
