"""`python -m planner` and the installed `planner` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run one command and leave with its exit code."""
    # Nearly all that a start makes stays: looking for garbage among it costs more than it finds.
    gc.set_threshold(50_000)
    from planner.entrypoints.cli.main import run  # noqa: PLC0415 -- slow import

    sys.exit(run())


if __name__ == "__main__":
    main()
