"""The language that people are spoken to in.

click asks gettext for its sentences, and finds ours in Danish. Our own are Danish where they arise; `say` puts them
into English for a reader who wants that. The catalogues lie in planner/locale, and none is read before it is needed.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.catalogue import Catalogue

_LOCALE = os.path.join(os.path.dirname(__file__), "..", "..", "locale")  # noqa: PTH118, PTH120 -- pathlib is slow
_SPOKEN: ContextVar[str] = ContextVar("language", default="da")


def speak(language: str) -> None:
    """Speak that language from now on: ours and click's sentences."""
    _SPOKEN.set(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", _LOCALE)


def spoken() -> str:
    """The language being spoken: "da" or "en"."""
    return _SPOKEN.get()


def say(text: str) -> str:
    """A Danish text of ours, such as f"{count} punkter", in the language being spoken."""
    return text if _SPOKEN.get() == "da" or not text else _catalogue(_SPOKEN.get()).said(text)


@cache
def _catalogue(language: str) -> Catalogue:
    from planner.domain.catalogue import Catalogue  # noqa: PLC0415 -- only for another language

    with open(os.path.join(_LOCALE, language, "LC_MESSAGES", "planner.mo"), "rb") as file:  # noqa: PTH118, PTH123 -- pathlib is slow
        return Catalogue(dict(_pairs(file.read())))


def _pairs(compiled: bytes) -> Iterator[tuple[str, str]]:
    """Every text of gettext's binary form with its translation; gettext itself only answers for one at a time."""
    from struct import unpack_from  # noqa: PLC0415 -- only for another language

    _, _, count, ours, others, _, _ = unpack_from("<7I", compiled)
    for row in range(count):
        pair = [unpack_from("<2I", compiled, table + 8 * row) for table in (ours, others)]
        text, other = (compiled[start : start + length].decode() for length, start in pair)
        if text:
            yield text, other
