"""What a reminder and a mail about follow-ups say of a closed item to somebody who may not know it."""

from __future__ import annotations

import pytest

from planner.domain.audience import AUDIENCES
from planner.domain.letter_facts import seen_by
from planner.domain.reminder_words import follow_up_words, reminder_words

CANARY = "KANARIEFUGL"
ENTRY = {
    "item": 1,
    "title": CANARY,
    "public": None,
    "closed": True,
    "marked_closed": True,
    "text": CANARY,
    "decision": CANARY,
    "deadline": "2031-03-14",
}
FACTS = {"board": {"name": "Direktionen"}, "sender": {}, "date": "2031-03-12"}


@pytest.mark.parametrize(
    ("language", "rule", "text"),
    [
        (
            "da",
            "follow_up",
            "Skal være fulgt op fredag den 14. marts: sekretariatet kan sige, hvad der blev aftalt.",
        ),
        (
            "en",
            "follow_up_late",
            "Was to be followed up by Friday 14 March: the secretariat can tell you what was agreed.",
        ),
    ],
)
def test_reminder_of_a_closed_task_is_a_whole_sentence_that_tells_nothing_of_it(language, rule, text):
    facts = {**FACTS, "people": [{"name": None, "entries": [{**ENTRY, "rule": rule, "old": []}]}]}
    said = reminder_words(seen_by(facts, AUDIENCES["oplægsholder"], ()), language)
    assert [one["text"] for group in said["people"] for one in group["entries"]] == [text]


def test_mail_about_a_closed_task_says_whom_to_ask_and_by_when():
    said = follow_up_words(seen_by({**FACTS, "entries": [ENTRY]}, AUDIENCES["oplægsholder"], ()), "da")
    (entry,) = said["entries"]
    assert entry == {
        "title": "Lukket punkt",
        "text": "sekretariatet kan sige, hvad der blev aftalt",
        "decision": "",
        "deadline": "fredag den 14. marts",
    }
