"""A canary in every closed field of every letter: in no part of it, in no language, for nobody who is not entitled."""

from __future__ import annotations

from typing import Any

import pytest

from planner.adapters.letters.templates import TemplateRenderer
from planner.domain.audience import AUDIENCES
from planner.domain.letter_facts import items_in, seen_by
from planner.domain.letter_samples import SAMPLES
from planner.usecases.render_letters import WORDS

CANARY = "KANARIEFUGL"
LANGUAGES = ("da", "en")
# The secretariat's list goes to nobody else.
LETTERS = sorted(set(TemplateRenderer().letters) - {"digest"})
CASES = [
    (letter, number, language)
    for letter in LETTERS
    for number in range(len(SAMPLES[letter]))
    for language in LANGUAGES
]
# What a part is about is said in all of its texts; these say what kind of part it is, when it comes, and where.
FRAME = frozenset(
    "rule change kind what date deadline start end place window link old new until since by day days held".split()
)


def with_canaries(facts: Any, *, closed: bool, within: bool = False) -> Any:
    """The facts with a canary in every text of each part about an item; all items closed, or none."""
    if isinstance(facts, list):
        return [with_canaries(one, closed=closed, within=within) for one in facts]
    if isinstance(facts, str):
        return f"{CANARY} {facts}" if within else facts
    if not isinstance(facts, dict):
        return facts
    about = within or isinstance(facts.get("item"), int)
    filled = {
        key: value if key in FRAME else with_canaries(value, closed=closed, within=about)
        for key, value in facts.items()
    }
    if facts.get("what") in ("title", "presenters"):  # what was changed of it: the words before and after
        filled |= {name: with_canaries(facts[name], closed=closed, within=True) for name in ("old", "new")}
    if "item" in facts:
        filled |= {"closed": closed, "marked_closed": closed, "public": None}
        filled |= {
            key: CANARY for key in ("why", "waits_for", "waits_on", "heading", "decision") if key in facts
        }
    return filled


def rendered(letter: str, facts: Any, reader: str, language: str, closed_now: Any = ()) -> dict[str, str]:
    audience = AUDIENCES[reader]
    words = WORDS[letter](seen_by(facts, audience, closed_now), language, audience)
    return vars(TemplateRenderer().render(letter, words, language))


@pytest.mark.parametrize("reader", sorted(name for name, one in AUDIENCES.items() if not one.entitled))
@pytest.mark.parametrize(("letter", "number", "language"), CASES)
def test_nothing_closed_is_in_any_part_for_who_is_not_entitled(letter, number, language, reader):
    facts = with_canaries(SAMPLES[letter][number], closed=True)
    parts = rendered(letter, facts, reader, language)
    assert [part for part, text in parts.items() if CANARY in text] == []


@pytest.mark.parametrize("reader", sorted(name for name, one in AUDIENCES.items() if not one.entitled))
@pytest.mark.parametrize(("letter", "number", "language"), CASES)
def test_nothing_that_was_closed_since_is_in_any_part_either(letter, number, language, reader):
    facts = with_canaries(SAMPLES[letter][number], closed=False)
    parts = rendered(letter, facts, reader, language, frozenset(items_in(facts)))
    assert [part for part, text in parts.items() if CANARY in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", LETTERS)
def test_who_is_entitled_reads_it_in_text_and_html(letter, language):
    parts = rendered(letter, with_canaries(SAMPLES[letter][0], closed=True), "sekretariat", language)
    assert {part: CANARY in text for part, text in parts.items() if part != "subject"} == {
        "text": True,
        "html": True,
    }
