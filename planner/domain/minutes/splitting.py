"""A cell that holds several items without marks between them, cut by the words that begin an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.minutes.words import Words

WHY = "punkterne står uden skilletegn; opdelingen er udledt af ordene"
_YEAR = re.compile(r"^\d{4}$")
_HELD_TOGETHER = (",", "-", ":", "–", "—", "/", "&", "(", "“", '"')
_SHORTEST_WORD = 5


def split_items(text: str, words: Words) -> list[str]:
    """The items in one line of text; one entry where nothing shows a border."""
    if ";" in text:
        return [part for one in text.split(";") if one.strip() for part in split_items(one, words)]
    tokens = text.split()
    parts: list[list[str]] = [[]]
    depth = 0
    for n, token in enumerate(tokens):
        if n and depth == 0 and _begins(tokens, n, len(parts[-1]), words):
            parts.append([])
        parts[-1].append(token)
        depth = max(0, depth + token.count("(") - token.count(")"))
    return [" ".join(part) for part in parts if part]


def _begins(tokens: list[str], n: int, length: int, words: Words) -> bool:
    """Whether a new item begins with this token."""
    token, above = tokens[n], tokens[n - 1]
    if not token[0].isupper() or above.endswith(_HELD_TOGETHER) or above in ("–", "-", "&", "+"):
        return False
    if words.says("words.names_before_capital", above.rstrip(".")):
        return False
    if words.says("words.item_starts", token.strip(",.:;()")):
        return True
    if _YEAR.match(above):
        return True
    return (
        length > 1
        and above[0].islower()
        and len(above) >= _SHORTEST_WORD
        and n + 1 < len(tokens)
        and not tokens[n + 1][0].isupper()
    )
