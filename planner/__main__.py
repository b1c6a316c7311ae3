"""`python -m planner` and the installed `planner` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run one command and leave with its exit code."""
    from planner.entrypoints.cli.main import run  # noqa: PLC0415 -- slow import

    sys.exit(run())


if __name__ == "__main__":
    main()
