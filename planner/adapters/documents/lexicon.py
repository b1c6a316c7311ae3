"""Families of words, one data file for each language, loaded from the package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.domain.minutes.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("da", "no", "sv", "en")


@cache
def load(language: str) -> Words:
    """The lexicon of one language (da, no, sv, en); read once."""
    text = (resources.files("planner") / "lexicon" / f"{language}.toml").read_text(encoding="utf-8")
    families = {
        f"{group}.{name}": tuple(found)
        for group, rows in tomllib.loads(text).items()
        if isinstance(rows, dict)
        for name, found in rows.items()
    }
    return Words(language, MappingProxyType(families))


def load_all() -> Mapping[str, Words]:
    """All lexicons by language, Danish first (the one that is used in doubt)."""
    return {language: load(language) for language in LANGUAGES}
