"""Who does what after the meeting: follow-ups, actions, and what persons and units undertake."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.minutes.fields import label_of
from planner.domain.minutes.owners import FIRST_NAME
from planner.domain.minutes.persons import person_of, persons_of
from planner.domain.reading import ReadFollowUp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.minutes.decided import Decided, Spot
    from planner.domain.minutes.layout import Para
    from planner.domain.minutes.words import Words
    from planner.domain.phrases import Phrase
    from planner.domain.reading import Source

_LONGEST_OWNER = 4  # words
_LONGEST_DEED = 140
_DOES_SOMETHING = "udledt af, at nogen nævnes som den, der gør noget"
_LABEL = re.compile(r"^[^\W\d][^:]{0,30}:\s+")  # "Beslutning: ", "Ad 2: "
_CUT = re.compile(r"^(?:derefter|herefter|derudover|desuden|endvidere|endelig)\s+", re.IGNORECASE)
_SHORT = 3


def followup(
    found: Decided,
    sentence: str,
    before: list[str],
    para: Para,
    spot: Spot,
    days: Sequence[Phrase],
    source: Source,
    words: Words,
) -> None:
    """Whoever by this sentence does something: "N.N. følger op", "Action: ...", "HR sørger for ..."."""
    label = label_of(para, words)
    verb = words.pattern("words.followup").search(sentence)
    if label is not None and label[0] == "action" and not before:
        _action(found, label[1], source, words)
        return
    if before and _said_last(found, sentence, before, para, spot, source, words):
        return
    if verb is None:
        _undertaken(found, sentence, spot, days, source, words)
        return
    if "?" in sentence:
        return
    subject = _CUT.sub("", _LABEL.sub("", sentence[: verb.start()]).strip())
    owner, title = _owner(subject, words)
    if owner is None:
        return
    rest = sentence[verb.end() :].strip(" .")
    text = sentence if rest else " ".join((*before[-2:], sentence))
    due = _due(sentence, days, words)
    found.followups.append(ReadFollowUp(owner, text, source, title, spot.item or None, due))


def _due(sentence: str, days: Sequence[Phrase], words: Words) -> date | None:
    """The day by which something is to be done, as in "senest den 1. april"."""
    before = (day for day in days if words.ends("words.by_day", sentence[: day.start].rstrip()))
    return next((day.dates[0] for day in before if len(day.dates) == 1), None)


def _said_last(
    found: Decided, sentence: str, before: list[str], para: Para, spot: Spot, source: Source, words: Words
) -> bool:
    """As in "Vi vælger model B. Ansvarlig: N.N.": a label in the middle of a paragraph names who acts."""
    label = label_of(para._replace(text=sentence), words) if ":" in sentence else None
    if label is None or not label[1] or not spot.decision:
        return False
    if label[0] == "action":
        _action(found, label[1], source, words)
        found.followups[-1] = replace(found.followups[-1], item=spot.item or None)
        return True
    if label[0] != "responsible":
        return False
    owner, title = _owner(label[1].rstrip(" ."), words)
    if owner is not None:
        found.followups.append(ReadFollowUp(owner, before[-1], source, title, spot.item or None))
    return True


def asked(found: Decided, sentence: str, days: Sequence[Phrase], source: Source, words: Words) -> None:
    """As in "beder N.N. om at ..." and "asks all members to ... by 24 November": somebody is asked to do something."""
    pattern = words.compiled(
        "decisions.asked",
        lambda: (
            rf"(?:^|\s){words.source('words.asks')}\s+(.{{2,50}}?)\s+{words.source('words.asked_to')}\s+(.+?)[.;]?$"
        ),
    )
    match = pattern.search(sentence)
    if match is None or words.says("words.no_owner", match.group(1)):
        return
    due = _due(sentence, days, words)
    found.followups.append(ReadFollowUp(match.group(1), match.group(2), source, due=due))


def _undertaken(
    found: Decided, sentence: str, spot: Spot, days: Sequence[Phrase], source: Source, words: Words
) -> None:
    """As in "N.N. kontakter beboeren.": a person undertakes something, in words that may only tell."""
    verb = words.pattern("words.undertakes").search(sentence)
    if verb is None or not spot.item or len(sentence) > 200:
        return
    subject = _LABEL.sub("", sentence[: verb.start()]).strip()
    person = person_of(subject, words)
    owner = person.name if person is not None else _unit_or_role(subject, sentence, spot, words)
    if owner is not None:
        why = FIRST_NAME if person is None and _is_first_name(subject, words) else _DOES_SOMETHING
        title = person.title if person is not None else None
        found.followups.append(
            ReadFollowUp(
                owner,
                sentence,
                source,
                title,
                spot.item,
                _due(sentence, days, words),
                state="doubtful",
                why=why,
            )
        )


def _unit_or_role(subject: str, sentence: str, spot: Spot, words: Words) -> str | None:
    """As in "HR sørger for ...", "Formanden skriver ..." and "Merete kontakter ...", in a decision only."""
    tokens = subject.split()
    if not spot.decision or not 0 < len(tokens) < _LONGEST_OWNER or len(sentence) > _LONGEST_DEED:
        return None
    if not subject[:1].isupper() or words.says("words.no_owner", subject):
        return None
    named = words.says("names.unit", tokens[-1]) and all(t[:1].isupper() or len(t) < _SHORT for t in tokens)
    alone = len(tokens) == 1 and (words.says("words.role", subject) or _is_first_name(subject, words))
    return subject if named or alone else None


def _is_first_name(subject: str, words: Words) -> bool:
    """Whether the word may be a first name; the names of the document tell in the end."""
    known = ("names.unit", "words.role", "words.group", "words.no_owner", "names.title")
    return subject.isalpha() and subject.istitle() and not any(words.says(one, subject) for one in known)


def _owner(subject: str, words: Words) -> tuple[str | None, str | None]:
    """The person or unit that the sentence begins with, or None where nobody in particular is named."""
    subject = re.split(r"[,;]\s", subject)[-1].strip()
    if not subject or len(subject.split()) > 6 or words.says("words.no_owner", subject):
        return None, None
    person = person_of(subject, words)
    if person is not None:
        return person.name, person.title
    people, _ = persons_of(subject, words)
    if len(people) > 1:
        return " og ".join(p.name for p in people), None
    return (subject, None) if subject[:1].isupper() else (None, None)


def _action(found: Decided, text: str, source: Source, words: Words) -> None:
    """As in "Action: Anna and Bo to draft a note": owner, deed."""
    match = words.compiled(
        "decisions.action", lambda: rf"^(.{{2,60}}?)\s+{words.source('words.shall')}\s+(.+)$"
    ).match(text)
    owner = match.group(1).strip() if match else None
    if owner is not None and (lead := words.starts("words.action_lead", owner)) is not None:
        owner = owner[lead.end() :].strip()
    found.followups.append(ReadFollowUp(owner, (match.group(2) if match else text).strip(" ."), source))


def without_echoes(followups: Sequence[ReadFollowUp]) -> list[ReadFollowUp]:
    """The follow-ups but for the inferred ones of an owner who by plain words follows up on the same item."""
    plain = {(one.owner, one.item) for one in followups if one.state == "sure"}
    return [one for one in followups if one.state == "sure" or (one.owner, one.item) not in plain]
