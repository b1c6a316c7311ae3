"""What a column may hold, as SQL says it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint


def listed(words: Iterable[str]) -> str:
    """Words of our own as SQL texts, for IN."""
    return ", ".join(f"'{word}'" for word in words)


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """The column, with or without quotes as its migration writes it, holds one of these words."""
    return CheckConstraint(f"{column} IN ({listed(words)})", name=column.strip('"') + "_known")


def truth(column: str) -> CheckConstraint:
    """The column holds yes (1) or no (0)."""
    return CheckConstraint(f'"{column}" IN (0, 1)', name=f"{column}_known")
