"""The words of reminders and of the mail about follow-ups: facts as texts in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from planner.domain.audience import CLOSED_ITEM
from planner.domain.wording import echo

Facts = Mapping[str, Any]

_WORDS: dict[str, dict[str, str]] = {
    "da": {
        "papers": "materiale skal være fremme {deadline}",
        "papers_late": "materiale er ikke modtaget; fristen var {deadline}",
        "on": "punktet er på {date}",
        "answer": "svar på indkaldelsen til {date} {clock}",
        "tomorrow": "du deltager {date} {clock}",
        "follow_up": "du følger op senest {deadline}",
        "follow_up_late": "skulle være fulgt op {deadline}",
        "moved": "er flyttet: før {old}, nu {new}",
        "waits": "er taget af {old} og afventer en ny dato",
        "was": "før {old}",
        "at": "kl. {clock}",
        "online": "via Teams",
        "hidden": CLOSED_ITEM,
        "meeting": "Mødet",
        "task": "Opfølgning",
        "or": " eller ",
    },
    "en": {
        "papers": "papers are due {deadline}",
        "papers_late": "papers have not been received; they were due {deadline}",
        "on": "the item is on {date}",
        "answer": "please answer the invitation to {date} {clock}",
        "tomorrow": "you attend {date} {clock}",
        "follow_up": "you follow up by {deadline}",
        "follow_up_late": "was to be followed up by {deadline}",
        "moved": "has been moved: was {old}, now {new}",
        "waits": "has been taken off {old} and awaits a new date",
        "was": "was {old}",
        "at": "at {clock}",
        "online": "by Teams",
        "hidden": "Closed item",
        "meeting": "The meeting",
        "task": "Follow-up",
        "or": " or ",
    },
}


def reminder_words(facts: Facts, language: str) -> dict[str, Any]:
    """One group for each person: `name` is None for the reader's own. An entry has a title and a text."""
    return {
        "board": facts["board"]["name"],
        "sender": facts["sender"],
        "people": [
            {"name": group["name"], "entries": [_entry(one, language) for one in group["entries"]]}
            for group in facts["people"]
        ],
    }


def follow_up_words(facts: Facts, language: str) -> dict[str, Any]:
    """What was decided and what the reader undertook at one meeting."""
    words = _WORDS.get(language, _WORDS["da"])
    return {
        "board": facts["board"]["name"],
        "sender": facts["sender"],
        "meeting": _day(facts["date"], language),
        "entries": [
            {
                "title": _title(one, words),
                "text": one.get("text") or "",
                "decision": one.get("decision") or "",
                "deadline": _day(one["deadline"], language) if one.get("deadline") else "",
            }
            for one in facts["entries"]
        ],
    }


def _entry(one: Facts, language: str) -> dict[str, str]:
    words = _WORDS.get(language, _WORDS["da"])
    rule = one["rule"]
    if rule == "moved":
        old, new = (words["or"].join(_day(day, language) for day in one[name]) for name in ("old", "new"))
        text = words["moved" if new else "waits"].format(old=old, new=new)
        return {"title": _title(one, words), "text": text}
    text = words[rule].format(
        date=_day(one["date"], language) if one.get("date") else "",
        deadline=_deadline(one, language, words) if one.get("deadline") else "",
        clock=words["at"].format(clock=_clock(one)) if one.get("start") else "",
    )
    more = [text]
    if rule in ("papers", "papers_late"):
        more.append(words["on"].format(date=_day(one["date"], language)))
    if rule in ("tomorrow", "answer"):
        place = words["online"] if one.get("online") else one.get("place")
        more += [place] if place else []
    if one.get("text"):
        more.append(one["text"])
    if one.get("old"):
        more.append(words["was"].format(old=_day(one["old"][0][:10], language)))
    return {"title": _title(one, words), "text": "; ".join(more)}


def _title(one: Facts, words: Mapping[str, str]) -> str:
    title = one.get("title")
    if title is None:
        return words["meeting"] if one.get("rule") == "answer" else words["task"]
    return words["hidden"] if one.get("hidden") and title == CLOSED_ITEM else str(title)


def _deadline(one: Facts, language: str, words: Mapping[str, str]) -> str:
    day = _day(one["deadline"], language)
    at = one.get("end") if one["rule"] in ("papers", "papers_late") else None
    return f"{day} {words['at'].format(clock=_dotted(at))}" if at else day


def _clock(one: Facts) -> str:
    return f"{_dotted(one['start'])}-{_dotted(one['end'])}"


def _dotted(clock: str) -> str:
    """Such as "9.00"."""
    return clock.removeprefix("0").replace(":", ".")


def _day(day: str, language: str) -> str:
    """Such as "onsdag den 24. september 2025 (uge 39)"."""
    return echo(dt.date.fromisoformat(day), language)
