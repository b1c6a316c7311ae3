"""Danish, Norwegian, Swedish and English phrases for dates and times."""

from __future__ import annotations

from .phrase_values import Context, DateChoice, Direction, Kind, Phrase, Precision

__all__ = ["Context", "DateChoice", "Direction", "Kind", "Phrase", "Precision", "read", "scan"]


def scan(text: str, context: Context) -> tuple[Phrase, ...]:
    """Every expression of date or time in running text, in order, with spans that do not overlap."""
    return ()


def read(text: str, context: Context) -> DateChoice:
    """What a typed phrase means; the whole text must be understood, otherwise BadUsage says which word is not."""
    return DateChoice(text, ())
