"""The words of a weekly forward look: its facts as texts in the reader's language, ready for a template.

Where a point is somebody's own there is a mark, a text that no reader ever sees: `marked` puts words in its
place, so that everybody who may see the same shares one rendering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from planner.domain.audience import CLOSED_ITEM
from planner.domain.wording import echo, short

Facts = Mapping[str, Any]
_MARK = re.compile("\ue000([0-9,]+)\ue001")

_WORDS: dict[str, dict[str, str]] = {
    "da": {
        "clock": "kl. {start}-{end}",
        "at": "kl. {start}",
        "minutes": "{n} min.",
        "about": "ca. {n} min.",
        "held": "foreløbig: {days}",
        "or": " eller ",
        "online": "{name} via Teams",
        "by_teams": "{name} (Teams)",
        "in_room": "{name} deltager",
        "mayor": "borgmesteren deltager",
        "no_mayor": "borgmesteren deltager ikke",
        "groups": "{name} deltager",
        "absent": "{name} deltager ikke",
        "under": "under {title}",
        "closed": "lukket punkt",
        "hidden": CLOSED_ITEM,
        "provisional": "Tiderne er ikke låst endnu.",
        "cancelled": "Aflyst",
        "cancelled_why": "Aflyst: {why}",
        "extraordinary": "ekstraordinært møde",
        "since": "siden {day}",
        "waits_on": "afventer {who}",
        "latest": "senest {day}",
        "own": "dit punkt",
        "new": "nyt punkt, {new}",
        "new_waits": "nyt punkt, afventer dato",
        "new_held": "nyt punkt, foreløbig {new}",
        "placed": "sat på {new}",
        "moved": "flyttet fra {old} til {new}",
        "settled": "ligger fast den {new} (var foreløbig: {old})",
        "held_change": "foreløbig {new}",
        "held_from": "foreløbig {new} (før {old})",
        "waits": "afventer igen en dato (stod til {old})",
        "withdrawn": "udgår",
        "withdrawn_from": "udgår (stod til {old})",
        "edit_title": "ny titel",
        "edit_title_from": "ny titel (før: {old})",
        "edit_presenters": "nu med {new}",
        "edit_presenters_gone": "ingen oplægsholder længere",
        "edit_minutes": "afsat {new} min.",
        "edit_minutes_from": "afsat {new} min. (før {old} min.)",
        "edit_minutes_gone": "længden er ikke længere givet",
        "edit_start": "begynder kl. {new}",
        "edit_start_from": "begynder kl. {new} (før kl. {old})",
        "meeting": "Mødet {day}",
        "added": "nyt møde, {clock}",
        "meeting_cancelled": "aflyst",
        "meeting_cancelled_why": "aflyst: {why}",
        "put_off": "flyttet fra {old}",
        "hours": "nye tider, {clock}",
        "place": "nyt sted: {place}",
        "no_place": "stedet er ikke længere givet",
        "reopened": "holdes alligevel, {clock}",
        "paper": "{title}, {day} (frist {deadline})",
        "unsettled": "{title}: {days}",
        "over": "{day}: {n} min. for meget på dagsordenen",
        "unanswered": "{day}: {names}",
    },
    "en": {
        "clock": "{start}-{end}",
        "at": "{start}",
        "minutes": "{n} min",
        "about": "about {n} min",
        "held": "provisional: {days}",
        "or": " or ",
        "online": "{name} by Teams",
        "by_teams": "{name} (Teams)",
        "in_room": "{name} attends",
        "mayor": "the mayor attends",
        "no_mayor": "the mayor does not attend",
        "groups": "{name} attend",
        "absent": "{name} does not attend",
        "under": "under {title}",
        "closed": "closed item",
        "hidden": "Closed item",
        "provisional": "Times are not final yet.",
        "cancelled": "Cancelled",
        "cancelled_why": "Cancelled: {why}",
        "extraordinary": "extraordinary meeting",
        "since": "since {day}",
        "waits_on": "awaits {who}",
        "latest": "no later than {day}",
        "own": "your item",
        "new": "new item, {new}",
        "new_waits": "new item, awaits a date",
        "new_held": "new item, provisionally {new}",
        "placed": "set for {new}",
        "moved": "moved from {old} to {new}",
        "settled": "settled for {new} (was provisional: {old})",
        "held_change": "provisionally {new}",
        "held_from": "provisionally {new} (before: {old})",
        "waits": "awaits a date again (was set for {old})",
        "withdrawn": "withdrawn",
        "withdrawn_from": "withdrawn (was set for {old})",
        "edit_title": "new title",
        "edit_title_from": "new title (before: {old})",
        "edit_presenters": "now with {new}",
        "edit_presenters_gone": "no longer a presenter",
        "edit_minutes": "{new} min",
        "edit_minutes_from": "{new} min (before: {old} min)",
        "edit_minutes_gone": "the length is no longer given",
        "edit_start": "begins at {new}",
        "edit_start_from": "begins at {new} (before: {old})",
        "meeting": "The meeting on {day}",
        "added": "new meeting, {clock}",
        "meeting_cancelled": "cancelled",
        "meeting_cancelled_why": "cancelled: {why}",
        "put_off": "moved from {old}",
        "hours": "new hours, {clock}",
        "place": "new place: {place}",
        "no_place": "the place is no longer given",
        "reopened": "held after all, {clock}",
        "paper": "{title}, {day} (due {deadline})",
        "unsettled": "{title}: {days}",
        "over": "{day}: {n} min too much on the agenda",
        "unanswered": "{day}: {names}",
    },
}


def forward_words(facts: Facts, language: str, *, firm: bool) -> dict[str, Any]:
    """What a template is given. With `firm` times of points that are not locked yet are left out."""
    say = _Speaker(language, firm=firm)
    return {
        "board": facts["board"]["name"],
        "day": echo(date.fromisoformat(facts["day"]), language),
        "period": f"{say.day(facts['day'])} – {say.day(facts['last_day'])}",
        "year": facts["last_day"][:4],
        "week": date.fromisoformat(facts["day"]).isocalendar()[1],
        "intro": [part for part in (facts.get("intro") or "").split("\n") if part.strip()],
        "corrected": facts.get("corrected"),
        "since": say.day(facts["since_day"]) if facts.get("since_day") else None,
        "meetings": [say.meeting(one) for one in facts["meetings"]],
        "waiting": [say.waiting(one) for one in facts["waiting"]],
        "changes": [say.change(one) for one in facts["changes"]],
        "missing": say.missing(facts.get("missing")),
        "pending": [say.change(one) for one in facts.get("pending") or ()],
        "sender": facts["sender"],
    }


def marked(text: str, person: int | None, own: str) -> str:
    """The text with the words `own` after every point of the person's, and nothing after the others."""

    def put(found: re.Match[str]) -> str:
        return own if person is not None and str(person) in found[1].split(",") else ""

    return _MARK.sub(put, text)


def own_words(language: str) -> str:
    """What a reader's own points are marked with: "dit punkt"."""
    return _words(language)["own"]


def clock_words(start: str, end: str, language: str) -> str:
    """Two wall times in words: "kl. 9.00-12.30"."""
    return _words(language)["clock"].format(start=_clock(start, language), end=_clock(end, language))


def _words(language: str) -> dict[str, str]:
    return _WORDS.get(language, _WORDS["da"])


def _clock(text: str, language: str) -> str:
    moment = time.fromisoformat(text)
    return f"{moment.hour}.{moment.minute:02}" if language != "en" else f"{moment.hour}:{moment.minute:02}"


class _Speaker:
    def __init__(self, language: str, *, firm: bool) -> None:
        self._language, self._firm = language, firm
        self._words = _words(language)

    def day(self, iso: str) -> str:
        return short(date.fromisoformat(iso), self._language)

    def meeting(self, one: Facts) -> dict[str, Any]:
        words = self._words
        cancelled = None
        if one["cancelled"] is not None:
            cancelled = words["cancelled_why"].format(why=one["cancelled"]) if one["cancelled"] else None
            cancelled = cancelled or words["cancelled"]
        timed = one["stage"] != "provisional" or not self._firm
        remarks = [words["extraordinary"]] if one["extraordinary"] else []
        remarks += [one["note"]] if one["note"] else []
        remarks += [words["absent"].format(name=name) for name in one["absent"]]
        remarks += [words["groups"].format(name=name) for name in one["groups"]]
        points = [self._point(point, timed=timed) for point in one["points"]]
        return {
            "heading": echo(date.fromisoformat(one["date"]), self._language),
            "time": clock_words(one["start"], one["end"], self._language),
            "place": one["place"],
            "teams": one.get("teams"),
            "cancelled": cancelled,
            "remarks": remarks,
            "provisional": words["provisional"] if not timed and points else None,
            "timed": any(point["time"] for point in points),
            "points": points,
        }

    def waiting(self, one: Facts) -> dict[str, Any]:
        aside = []
        if one["waits_on"] or one["waits_for"]:
            who = ", ".join(part for part in (one["waits_for"], one["waits_on"]) if part)
            aside.append(self._words["waits_on"].format(who=who))
        if one["by"]:
            aside.append(self._words["latest"].format(day=self.day(one["by"])))
        return {
            **self._named(one),
            "since": self.day(one["since"]) if one["since"] else None,
            "aside": ", ".join([*aside, *self._closed(one)]),
        }

    def change(self, one: Facts) -> dict[str, Any]:
        if one.get("item") is None:
            return {
                "title": self._words["meeting"].format(day=self._of_meeting(one)),
                "text": self._meeting_text(one),
                "why": None,
                "mark": "",
            }
        closed = "".join(f" ({words})" for words in self._closed(one))
        return {**self._named(one), "text": self._item_text(one) + closed, "why": one.get("why")}

    def missing(self, found: Facts | None) -> list[dict[str, Any]]:
        """What the secretariat is to look at: a heading's name, and lines."""
        if not found:
            return []
        words = self._words
        rows: list[tuple[str, list[str]]] = [
            (
                "papers",
                [
                    words["paper"].format(
                        title=one["title"], day=self.day(one["day"]), deadline=self.day(one["deadline"])
                    )
                    for one in found.get("papers", ())
                ],
            ),
            (
                "unanswered",
                [
                    words["unanswered"].format(day=self.day(one["day"]), names=", ".join(one["names"]))
                    for one in found.get("unanswered", ())
                ],
            ),
            (
                "unsettled",
                [
                    words["unsettled"].format(title=one["title"], days=self._either(one["days"]))
                    for one in found.get("unsettled", ())
                ],
            ),
            (
                "over",
                [
                    words["over"].format(day=self.day(one["day"]), n=one["minutes"])
                    for one in found.get("over", ())
                ],
            ),
        ]
        return [{"name": name, "lines": lines} for name, lines in rows if lines]

    def _point(self, one: Facts, *, timed: bool) -> dict[str, Any]:
        words = self._words
        length = words["about" if one["guessed"] else "minutes"].format(n=one["minutes"])
        aside = [] if one.get("hidden") else [length]
        if one["held"]:
            aside.append(words["held"].format(days=self._either(one["held"])))
        if one["under"]:
            aside.append(words["under"].format(title=one["under"]))
        aside += self._closed(one)
        who = [
            words["online" if p["online"] else "in_room"].format(
                name=f"{p['name']} ({p['unit']})" if p["unit"] else p["name"]
            )
            for p in one["presenters"]
        ]
        who += [words["groups"].format(name=name) for name in one["groups"]]
        if one["mayor"] is not None:
            who.append(words["mayor" if one["mayor"] else "no_mayor"])
        heading = f"{one['heading'].rstrip(':')}: " if one["heading"] else ""
        named = self._named(one)
        return {
            **named,
            "title": heading + named["title"],
            "number": one["number"],
            "time": words["at"].format(start=_clock(one["start"], self._language))
            if timed and one["start"]
            else None,
            "aside": ", ".join(aside),
            "who": who,
        }

    def _item_text(self, one: Facts) -> str:
        old, new = self._either(one["old"]), self._either(one["new"])
        kind = one["change"]
        if kind == "new":
            kind = "new_waits" if not new else "new_held" if len(one["new"]) > 1 else "new"
        elif kind == "held":
            kind = "held_from" if old else "held_change"
        elif kind == "withdrawn" and old:
            kind = "withdrawn_from"
        edits = [self._edit(edit) for edit in one.get("edits") or ()]
        if kind == "edited":
            return f"{new}: {', '.join(edits)}" if new else ", ".join(edits)
        return ", ".join([self._words[kind].format(old=old, new=new), *edits])

    def _edit(self, one: Facts) -> str:
        """What else is different about an item, and what it was before where that may be told."""
        old, new = (self._value(one["what"], one[name]) for name in ("old", "new"))
        gone = "" if new else "_gone"
        before = "_from" if new and old and one["what"] != "presenters" else ""
        return self._words[f"edit_{one['what']}{before or gone}"].format(old=old, new=new)

    def _value(self, what: str, value: Any) -> str:
        if what == "presenters":
            return ", ".join(
                self._words["by_teams"].format(name=p["name"]) if p["online"] else p["name"]
                for p in value or ()
            )
        if what == "start" and value:
            return _clock(value, self._language)
        return str(value or "")

    def _of_meeting(self, one: Facts) -> str:
        return echo(date.fromisoformat((one["new"] or one["old"])[0]), self._language)

    def _meeting_text(self, one: Facts) -> str:
        kind = one["change"]
        if kind == "cancelled":
            kind = "meeting_cancelled_why" if one["cancelled"] else "meeting_cancelled"
        elif kind == "place" and not one["place"]:
            kind = "no_place"
        hours = clock_words(one["start"], one["end"], self._language) if one["start"] else ""
        return self._words[kind].format(
            clock=hours, old=self._either(one["old"]), place=one["place"], why=one["cancelled"]
        )

    def _named(self, one: Facts) -> dict[str, Any]:
        own = ",".join(str(number) for number in one["own"])
        title = one["title"].replace("\ue000", "")  # nobody else can make a mark
        if one.get("hidden") and title == CLOSED_ITEM:
            title = self._words["hidden"]
        return {"title": title, "mark": f"\ue000{own}\ue001" if own else ""}

    def _closed(self, one: Facts) -> Sequence[str]:
        """A word beside an item that is closed; where its title is hidden, that says so itself."""
        says_so = one["title"] == CLOSED_ITEM
        return [self._words["closed"]] if one["closed"] and not says_so else []

    def _either(self, days: Iterable[str]) -> str:
        return self._words["or"].join(self.day(day) for day in days)
