"""Text that a person typed: what is let into the plan as a title, a name or a note."""

from __future__ import annotations

from unicodedata import category, normalize

from planner.domain.errors import BadUsage

LONGEST_TITLE = 300
LONGEST_NOTE = 5000
_SHOWN = 40
# Left out without a word: they come along when text is pasted and carry no meaning.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff\u2060"))


def clean_text(text: str, what: str = "Titlen", longest: int = LONGEST_TITLE) -> str:
    """The text on one line, with plain spaces and one form of æøå.

    Raises BadUsage when it is empty, longer than `longest` letters, or holds characters that control
    a screen or cannot be stored. `what` names it in the sentence ("Titlen").
    """
    # Looked at before anything else, so that a whole file pasted by mistake costs nothing.
    if len(text) > longest * 4:
        raise _too_long(text, what, longest)
    line = " ".join(text.translate(_INVISIBLE).split())
    if not line:
        raise BadUsage(f"{what} er tom.", hint="Skriv mindst ét ord.")
    if len(line) > longest:
        raise _too_long(line, what, longest)
    wrong = next((letter for letter in line if category(letter) in ("Cc", "Cf", "Cs")), None)
    if wrong is not None:
        raise BadUsage(
            f"{what} indeholder et styretegn (U+{ord(wrong):04X}), som ikke kan gemmes.",
            hint="Skriv teksten igen uden tegnet.",
        )
    return normalize("NFC", line)


def clean_note(text: str, what: str = "Noten") -> str:
    """The same for longer texts: reasons, notes and decisions."""
    return clean_text(text, what, LONGEST_NOTE)


def brief(title: str, room: int = _SHOWN) -> str:
    """The title in at most `room` letters, for a sentence that names it."""
    return title if len(title) <= room else title[: room - 3].rstrip(" ,.;:-–") + "..."


def _too_long(text: str, what: str, longest: int) -> BadUsage:
    return BadUsage(
        f"{what} er på {len(text)} tegn, og der er plads til {longest}.",
        hint="Skriv den kortere, og læg resten i en note.",
    )
