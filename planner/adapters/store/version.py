"""Whether a file is one of our databases, and of the version that this program knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from planner.domain.errors import Refused, Unreachable

APPLICATION = 0x706C616E  # "plan", in the head of the file
VERSION = 15
_MARKS = "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"


def version_of(run: Callable[[str, Sequence[Any]], Iterable[Sequence[Any]]], path: object) -> int:
    """The version of the database; Unreachable when it is not one of ours."""
    ((application, version),) = run(_MARKS, ())
    if application != APPLICATION:
        raise Unreachable(
            f"{path} er ikke en plan.",
            hint="Peg på planens egen fil med --db, eller opret en ny plan med “planner opret”.",
        )
    return int(version)


def require_current(run: Callable[[str, Sequence[Any]], Iterable[Sequence[Any]]], path: object) -> None:
    """Refuse a database of another version."""
    version = version_of(run, path)
    if version > VERSION:
        raise Refused(
            f"Planen i {path} er gemt af en nyere udgave af planner.",
            hint="Opdatér planner, og prøv igen. Filen er ikke rørt.",
            version=version,
        )
    if version < VERSION:
        raise Refused(
            f"Planen i {path} er gemt af en ældre udgave af planner.",
            hint="Kør “planner db opgrader”. Der bliver taget en kopi først.",
            version=version,
        )
