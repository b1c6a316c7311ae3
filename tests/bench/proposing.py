"""What a proposal and an explanation cost on a board of the usual size: the one of the example documents."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import measuring

DOCUMENTS = Path(__file__).resolve().parents[2] / "scripts" / "demo-documents"
PLANNER = ("-c", "from planner.__main__ import main; main()")
BEFORE, NOW = "2025-09-03T14:00", "2025-09-15T09:00"
_MOST_MILLISECONDS = 600


def proposing(folder: Path, row: Callable[..., None], counted: Callable[[str, float, float], None]) -> None:
    """A meeting is cancelled; then the plan is asked for, and why an item is not on a date."""
    database = str(folder / "board.db")

    def planner(*words: str, now: str = NOW) -> list[str]:
        return [*PLANNER, "--db", database, "--now", now, *words]

    board = ("--board", "DIR", "--name", "Direktionen", "--weekday", "onsdag", "--start", "09:00")
    for command in (
        planner("init", *board, "--end", "12:30", now=BEFORE),
        planner("import", str(DOCUMENTS / "referat_2025-09-03.docx"), "--accept", "all", now=BEFORE),
        planner("import", str(DOCUMENTS / "dagsorden_2025-09-17.docx"), "--accept", "all"),
        planner("cancel", "24/9", "sygdom"),
    ):
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
    best = measuring.commands(
        {
            "planner look": planner("look"),
            "planner explain ITEM": planner("explain", "16"),
            "planner propose": planner("propose"),
        }
    )
    row(best, "planner explain ITEM", "planner look", 2.0)
    counted("planner propose, cold, ms", round(best["planner propose"]), _MOST_MILLISECONDS)
