"""What SQLite complains of, as sentences that say what is wrong and what to do."""

from __future__ import annotations

import os.path
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from planner.domain.errors import BadUsage, PlannerError, Refused, Unreachable

_KINDS: dict[str, tuple[type[PlannerError], str, str]] = {
    "SQLITE_BUSY": (
        Unreachable,
        "Planen er låst af en anden, der skriver i den, så intet er gemt.",
        "Vent et øjeblik, og kør kommandoen igen.",
    ),
    "SQLITE_LOCKED": (
        Unreachable,
        "Planen er låst af en anden, der skriver i den, så intet er gemt.",
        "Vent et øjeblik, og kør kommandoen igen.",
    ),
    "SQLITE_READONLY": (
        Unreachable,
        "Planen i {path} er skrivebeskyttet, så intet er gemt.",
        "Få skriveadgang til filen og dens mappe, eller peg på en anden fil med --db.",
    ),
    "SQLITE_FULL": (
        Unreachable,
        "Der er ikke mere plads på disken, så intet er gemt.",
        "Gør plads, og kør kommandoen igen.",
    ),
    "SQLITE_IOERR": (
        Unreachable,
        "Planen i {path} kunne ikke læses eller skrives, så intet er gemt.",
        "Se efter, om disken er fuld eller er faldet ud, og kør kommandoen igen.",
    ),
    "SQLITE_NOTADB": (
        Unreachable,
        "{path} er ikke en plan.",
        "Peg på planens egen fil med --db, eller hent en kopi tilbage med “planner db gendan”.",
    ),
    "SQLITE_CORRUPT": (
        Unreachable,
        "Planen i {path} er beskadiget.",
        "Hent den seneste kopi tilbage med “planner db gendan”.",
    ),
    "SQLITE_CANTOPEN": (
        Unreachable,
        "Der er ikke adgang til {path}.",
        "Se efter, om mappen findes, og om du må læse og skrive i den.",
    ),
    "SQLITE_PERM": (
        Unreachable,
        "Der er ikke adgang til {path}.",
        "Se efter, om mappen findes, og om du må læse og skrive i den.",
    ),
    "SQLITE_CONSTRAINT": (
        Refused,
        "Ændringen passer ikke med resten af planen, så intet er gemt.",
        "Kør igen med -v for at se, hvad der ikke passer.",
    ),
    "SQLITE_TOOBIG": (BadUsage, "Teksten er for lang til at blive gemt.", "Forkort den, og prøv igen."),
}


def missing(path: object) -> Unreachable:
    """There is no plan in that place."""
    return Unreachable(
        f"Der er ingen plan i {path}.",
        hint="Opret den med “planner opret”, eller peg på en anden fil med --db.",
    )


@contextmanager
def explained(path: object) -> Iterator[None]:
    """Turn SQLite's errors (SQLAlchemy wraps them in one with `orig`) into a PlannerError."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise BadUsage(
            "Teksten har tegn, der ikke kan gemmes.", hint="Skriv den igen uden de mærkelige tegn."
        ) from error
    except PlannerError:
        raise
    except Exception as error:
        cause = error if isinstance(error, sqlite3.Error) else getattr(error, "orig", None)
        if not isinstance(cause, sqlite3.Error):
            raise
        raise _fault(cause, path) from error


def _fault(error: sqlite3.Error, path: object) -> PlannerError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_CANTOPEN") and not os.path.exists(str(path)):  # noqa: PTH110 -- pathlib is slow to load
        return missing(path)
    for prefix, (kind, sentence, hint) in _KINDS.items():
        if name.startswith(prefix):
            return kind(sentence.format(path=path), hint=hint, cause=str(error))
    return Unreachable(
        f"Planen i {path} kan ikke bruges: {error}.", hint="Kør “planner db tjek”.", cause=str(error)
    )
