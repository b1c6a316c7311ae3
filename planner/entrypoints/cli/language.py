"""The language of click's own sentences: it asks gettext, and gettext finds our Danish catalogue."""

from __future__ import annotations

import gettext
import os

_LOCALE = os.path.join(os.path.dirname(__file__), "..", "..", "locale")  # noqa: PTH118, PTH120 -- pathlib is slow


def speak(language: str) -> None:
    """Let click speak that language; the catalogue is read when there is something to say."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", _LOCALE)
