"""The words of the secretariat's list: its facts as lines in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from planner.domain.wording import echo, short

Facts = Mapping[str, Any]
_ORDER = ("unsettled", "papers", "follow_ups", "past_latest", "deadlines", "cycle", "expired")

_WORDS: dict[str, dict[str, str]] = {
    "da": {
        "ready": "Klar til udsendelse: {ready} af {all}.",
        "lacking": " Mangler: {what}.",
        "papers_of": "materiale pkt. {number}",
        "papers_of_item": "materiale #{id}",
        "answer_of": "svar fra {who}",
        "unsettled": "Skal afgøres",
        "papers": "Materiale mangler",
        "follow_ups": "Opfølgning",
        "past_latest": "Efter seneste dato",
        "deadlines": "Frister den næste uge",
        "cycle": "Andre udvalg de næste to uger",
        "row_unsettled": "#{number} {title}: {days}",
        "row_papers": "#{number} {title}{who}: fristen er {deadline}",
        "row_papers_late": "#{number} {title}{who}: fristen var {deadline}",
        "row_follow_ups": "{who} følger op senest {deadline}: {text}",
        "row_follow_ups_late": "{who} skulle have fulgt op {deadline}: {text}",
        "row_past_latest": "#{number} {title}: skulle på senest {deadline}",
        "row_dispatch": "dagsordenen for {date} sendes {deadline}",
        "row_paper_deadline": "materiale til {date} skal være fremme {deadline}",
        "row_cycle": "{title} {date}",
        "expired": "Blev for gammelt og er ikke sendt",
        "row_expired": "{title} til {who}, {date}",
        "forward_look": "ugens fremblik",
        "reminder": "påmindelse",
        "follow_up": "opfølgning",
        "parked": "{n} i udbakken kræver en beslutning: planner udbakke",
        "held_back": "Ændringer, der ikke er udgivet, kan holde låsning og dagsorden tilbage: planner udgiv",
        "templates": "Fejl i jeres egne skabeloner: {n}. Hvilke, siger planner mail lint",
        "somebody": "Nogen",
        "or": " eller ",
    },
    "en": {
        "ready": "Ready to be sent: {ready} of {all}.",
        "lacking": " Lacking: {what}.",
        "papers_of": "papers for item {number}",
        "papers_of_item": "papers for #{id}",
        "answer_of": "an answer from {who}",
        "unsettled": "To be settled",
        "papers": "Papers not received",
        "follow_ups": "Follow-up",
        "past_latest": "Past their latest date",
        "deadlines": "Deadlines in the next week",
        "cycle": "Other bodies in the next two weeks",
        "row_unsettled": "#{number} {title}: {days}",
        "row_papers": "#{number} {title}{who}: due {deadline}",
        "row_papers_late": "#{number} {title}{who}: was due {deadline}",
        "row_follow_ups": "{who} follows up by {deadline}: {text}",
        "row_follow_ups_late": "{who} was to follow up by {deadline}: {text}",
        "row_past_latest": "#{number} {title}: was to be on by {deadline}",
        "row_dispatch": "the agenda of {date} is sent {deadline}",
        "row_paper_deadline": "papers for {date} are due {deadline}",
        "row_cycle": "{title} {date}",
        "expired": "Became too late and was not sent",
        "row_expired": "{title} to {who}, {date}",
        "forward_look": "the weekly forward look",
        "reminder": "reminder",
        "follow_up": "follow-up",
        "parked": "{n} in the outbox need a decision: planner outbox",
        "held_back": "Unpublished changes may hold back the lock or the agenda: planner publish",
        "templates": "Errors in templates of your own: {n}. planner mail lint says which",
        "somebody": "Somebody",
        "or": " or ",
    },
}


def digest_words(facts: Facts, language: str) -> dict[str, Any]:
    """`lines` stand at the top, `sections` below, each with a title and its lines."""
    words = _WORDS.get(language, _WORDS["da"])
    found = facts["sections"]
    lines = [ready_line(one, language) for one in found["dispatch"]]
    if found.get("held_back"):
        lines.append(words["held_back"])
    if found["parked"]:
        lines.append(words["parked"].format(n=found["parked"]))
    if found.get("templates"):
        lines.append(words["templates"].format(n=found["templates"]))
    sections = [
        {"title": words[name], "lines": [{"text": _row(name, row, words, language)} for row in found[name]]}
        for name in _ORDER
        if found.get(name)
    ]
    day = echo(dt.date.fromisoformat(facts["day"]), language)
    top = [{"text": line} for line in lines]
    return {"board": facts["board"]["name"], "day": day, "lines": top, "sections": sections}


def ready_line(one: Facts, language: str = "da") -> str:
    """Such as "Klar til udsendelse: 5 af 7. Mangler: materiale pkt. 3 (KBN), svar fra TKP."."""
    words = _WORDS.get(language, _WORDS["da"])
    lacking = [
        words["papers_of" if row["number"] is not None else "papers_of_item"].format(**row)
        + (f" ({row['who']})" if row["who"] else "")
        for row in one["papers"]
    ]
    lacking += [words["answer_of"].format(who=who) for who in one["answers"]]
    said = words["ready"].format(ready=one["ready"], all=one["all"])
    return said + (words["lacking"].format(what=", ".join(lacking)) if lacking else "")


def _row(name: str, row: Facts, words: Mapping[str, str], language: str) -> str:
    def day(text: str) -> str:
        return short(dt.date.fromisoformat(text), language)

    shape = f"row_{name}"
    if name == "deadlines":
        shape = "row_dispatch" if row["what"] == "dispatch" else "row_paper_deadline"
    elif row.get("late"):
        shape = f"{shape}_late"
    who = row.get("who")
    return words[shape].format(
        number=row.get("number"),
        title=row.get("title") or words.get(row.get("kind", "")),
        text=row.get("text"),
        who=(f" ({who})" if who else "") if name == "papers" else who or words["somebody"],
        days=words["or"].join(map(day, row.get("days", ()))),
        date=day(row["date"]) if row.get("date") else "",
        deadline=day(row["deadline"]) if row.get("deadline") else "",
    )
