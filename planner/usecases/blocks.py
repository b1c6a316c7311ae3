"""Standing items, breaks and the review, as typed and as found again by their title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from planner.domain.board import BlockKind, Standing
from planner.domain.errors import Ambiguous, BadUsage, Unknown
from planner.domain.typed import clean_text
from planner.domain.wording import parse_clock, parse_minutes
from planner.usecases import address
from planner.usecases.step import Desk


@dataclass(frozen=True)
class TypedBlock:
    """A block as typed: "Frokost=45@12.00", or "Aktuelle sager=15" without a fixed start."""

    kind: BlockKind
    text: str

    def parts(self) -> tuple[str, int, time | None]:
        """Its title, its minutes and its fixed start; BadUsage when it is written otherwise."""
        title, equals, rest = self.text.rpartition("=")
        minutes, _, start = rest.partition("@")
        if not equals or not title.strip():
            raise BadUsage(
                f"“{self.text}” mangler en varighed.",
                hint="Skriv TITEL=MINUTTER, eventuelt med et klokkeslæt: Frokost=45@12.00.",
            )
        return clean_text(title), parse_minutes(minutes), parse_clock(start) if start else None

    def made(self, desk: Desk, first: date | None = None, last: date | None = None) -> Standing:
        """A new block of the board's meetings between two days."""
        title, minutes, start = self.parts()
        return Standing(desk.new_id(Standing), desk.board.id, title, self.kind, start, minutes, first, last)


def standing_blocks(desk: Desk) -> list[Standing]:
    """The board's blocks that are still in use, each title once."""
    blocks = desk.read.backlog(desk.board.id, 1).all(Standing).values()
    current = [block for block in blocks if block.last is None or block.last >= desk.today]
    return sorted({block.title: block for block in current}.values(), key=lambda block: block.id)


def block_named(desk: Desk, text: str) -> Standing:
    """The one block with those words in its title."""
    blocks = standing_blocks(desk)
    found = address.with_words(blocks, text)
    if len(found) == 1:
        return found[0]
    names = ", ".join(block.title for block in found or blocks)
    if found:
        raise Ambiguous(f"“{text}” kan være flere faste punkter.", hint=f"Skriv mere: {names}.")
    create = "Opret det med: planner udvalg ret --standing TITEL=MINUTTER."
    raise Unknown(
        f"Intet fast punkt hedder noget med “{text}”.", hint=f"Faste punkter: {names}." if names else create
    )
