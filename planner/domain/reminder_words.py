"""The words of reminders and of the mail about follow-ups: facts as texts in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from planner.domain.audience import CLOSED_ITEM
from planner.domain.wording import echo, month_name, sentence, weekday_name

Facts = Mapping[str, Any]
# What may be about a whole meeting, and so has no title.
_OF_A_MEETING = ("answer", "tomorrow", "moved")

_WORDS: dict[str, dict[str, str]] = {
    "da": {
        "papers": "Materialet skal være fremme {deadline}.",
        "papers_late": "Materialet er ikke modtaget. Fristen var {deadline}.",
        "on": "Punktet er på {date}.",
        "answer": "Der mangler svar på indkaldelsen til {date} {clock}.",
        "tomorrow": "Du deltager {date} {clock}.",
        "follow_up": "Skal være fulgt op {deadline}: {text}",
        "follow_up_late": "Skulle have været fulgt op {deadline}: {text}",
        "ask": "sekretariatet kan sige, hvad der blev aftalt",
        "moved": "Er flyttet fra {old} til {new}.",
        "waits": "Er taget af dagsordenen {old} og afventer en ny dato.",
        "off": "Holdes ikke {old}.",
        "was": "Før: {old}.",
        "at": "kl. {clock}",
        "span": "kl. {start}-{end}",
        "between": "mellem kl. {start} og {end}",
        "day": "{weekday} den {day}. {month}",
        "place": "Sted: {place}.",
        "online": "Via Teams.",
        "hidden": CLOSED_ITEM,
        "meeting": "Mødet",
        "task": "Opfølgning",
        "or": " eller ",
    },
    "en": {
        "papers": "The papers are due {deadline}.",
        "papers_late": "The papers have not been received. They were due {deadline}.",
        "on": "The item is on {date}.",
        "answer": "The invitation to {date} {clock} has not been answered.",
        "tomorrow": "You attend {date} {clock}.",
        "follow_up": "To be followed up by {deadline}: {text}",
        "follow_up_late": "Was to be followed up by {deadline}: {text}",
        "ask": "the secretariat can tell you what was agreed",
        "moved": "Has been moved from {old} to {new}.",
        "waits": "Has been taken off the agenda of {old} and awaits a new date.",
        "off": "Is not held {old}.",
        "was": "Before: {old}.",
        "at": "at {clock}",
        "span": "at {start}-{end}",
        "between": "between {start} and {end}",
        "day": "{weekday} {day} {month}",
        "place": "Place: {place}.",
        "online": "By Teams.",
        "hidden": "Closed item",
        "meeting": "The meeting",
        "task": "Follow-up",
        "or": " or ",
    },
}


def reminder_words(facts: Facts, language: str) -> dict[str, Any]:
    """One group for each person: `name` is None for the reader's own. An entry has a title, a text and perhaps a link."""
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
        "meeting": echo(dt.date.fromisoformat(facts["date"]), language),
        "entries": [
            {
                "title": _title(one, words),
                "text": one.get("text") or (words["ask"] if one.get("hidden") else ""),
                "decision": one.get("decision") or "",
                "deadline": _day(one["deadline"], language) if one.get("deadline") else "",
            }
            for one in facts["entries"]
        ],
    }


def _entry(one: Facts, language: str) -> dict[str, Any]:
    words = _WORDS.get(language, _WORDS["da"])
    rule = one["rule"]
    if rule == "moved":
        old, new = (words["or"].join(_day(day, language) for day in one[name]) for name in ("old", "new"))
        gone = "waits" if one.get("item") else "off"
        text = words["moved" if new else gone].format(old=old, new=new)
        return {"title": _title(one, words), "text": text, "link": None}
    more = [
        words[rule].format(
            date=_day(one["date"], language) if one.get("date") else "",
            deadline=_deadline(one, language, words) if one.get("deadline") else "",
            clock=_clock(one, language, words) if one.get("start") else "",
            text=sentence(one.get("text") or words["ask"]),
        )
    ]
    if rule in ("papers", "papers_late"):
        more.append(words["on"].format(date=_day(one["date"], language)))
    if rule in ("tomorrow", "answer"):
        place = words["place"].format(place=one["place"]) if one.get("place") else None
        online = words["online"] if not one.get("link") else ""
        more += [online if one.get("online") else place or ""]
    if one.get("old"):
        more.append(words["was"].format(old=_earlier(one["old"][0], one, words, language)))
    return {"title": _title(one, words), "text": " ".join(filter(None, more)), "link": one.get("link")}


def _title(one: Facts, words: Mapping[str, str]) -> str:
    title = one.get("title")
    if title is None:
        return words["meeting" if one.get("rule") in _OF_A_MEETING else "task"]
    return words["hidden"] if one.get("hidden") and title == CLOSED_ITEM else str(title)


def _earlier(version: str, one: Facts, words: Mapping[str, str], language: str) -> str:
    """When it was to be before: the day, or the time where only that is another."""
    day, _, clock = version.partition("T")
    if day == one.get("date") and clock:
        return words["at"].format(clock=_spoken(clock, language))
    return _day(day, language)


def _deadline(one: Facts, language: str, words: Mapping[str, str]) -> str:
    day = _day(one["deadline"], language)
    at = one.get("end") if one["rule"] in ("papers", "papers_late") else None
    return f"{day} {words['at'].format(clock=_spoken(at, language))}" if at else day


def _clock(one: Facts, language: str, words: Mapping[str, str]) -> str:
    start, end = (_spoken(one[name], language) for name in ("start", "end"))
    return words["between" if one.get("window") else "span"].format(start=start, end=end)


def _spoken(clock: str, language: str) -> str:
    """Such as "9.00"; in English "9:00"."""
    plain = clock.removeprefix("0")
    return plain if language == "en" else plain.replace(":", ".")


def _day(day: str, language: str) -> str:
    """Such as "onsdag den 24. september"."""
    known = dt.date.fromisoformat(day)
    words = _WORDS.get(language, _WORDS["da"])
    return words["day"].format(
        weekday=weekday_name(known, language), day=known.day, month=month_name(known.month, language)
    )
