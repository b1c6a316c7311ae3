"""Files that somebody named on the command line."""

from __future__ import annotations

from pathlib import Path

from planner.domain.errors import Unreachable


def saved(path: str, content: bytes) -> str:
    """The path, when the whole file is written; its folder is made. Unreachable when it cannot be."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)
    except OSError as trouble:
        raise Unreachable(
            f"{path} kan ikke skrives ({trouble.strerror}).", hint="Luk filen, eller vælg et andet navn."
        ) from trouble
    return path
