"""Items that come back in words, in Danish and English: for the sentences of a step, and for screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from planner.domain.changes import Change
from planner.domain.item import ItemSeries, SeriesPresenter
from planner.domain.plan import Plan
from planner.domain.sentence_words import field_words, words_of
from planner.domain.wording import echo, month_name

_WORDS: Final = {
    "da": {
        "series": "Årshjul “{title}” ({often}): {what}",
        "ends": "slutter {day}",
        "goes_on": "slutter ikke længere",
        "begins": "begynder {day}",
        "called": "hedder nu “{title}”",
        "comes": "kommer nu {often}",
        "skip": "ikke i {months}",
        "no_skip": "alle måneder",
        "ahead": "afventer dato {n} uger før",
        "from": "tidligst {point}",
        "presenter": "deltager: {name}",
    },
    "en": {
        "series": "Year wheel “{title}” ({often}): {what}",
        "ends": "ends {day}",
        "goes_on": "does not end any more",
        "begins": "begins {day}",
        "called": "is now called “{title}”",
        "comes": "comes {often} now",
        "skip": "not in {months}",
        "no_skip": "every month",
        "ahead": "awaits a date {n} weeks before",
        "from": "{point} at the earliest",
        "presenter": "presenter: {name}",
    },
}
_OFTEN: Final = {
    "da": {
        "month": "hver måned",
        "quarter": "hvert kvartal",
        "half-year": "hvert halvår",
        "year": "hvert år",
    },
    "en": {
        "month": "every month",
        "quarter": "every quarter",
        "half-year": "every half-year",
        "year": "yearly",
    },
}
_POINTS: Final = {
    "da": {"primo": "primo", "medio": "medio", "ultimo": "ultimo"},
    "en": {"primo": "the beginning", "medio": "the middle", "ultimo": "the end"},
}


def series_lines(changes: Iterable[Change], after: Plan, language: str) -> Iterator[str]:
    """A sentence for each series that the changes touch; none where only a period of it was made."""
    touched: dict[int, list[Change]] = {}
    for change in changes:
        record = change.record
        if isinstance(record, ItemSeries):
            touched.setdefault(record.id, []).append(change)
        elif isinstance(record, SeriesPresenter):
            touched.setdefault(record.item_series, []).append(change)
    for number, rows in touched.items():
        own = next((c.record for c in rows if isinstance(c.record, ItemSeries)), None)
        series = own or after.all(ItemSeries).get(number)
        parts = [part for change in rows for part in _parts(change, after, language)]
        # By the name it had, where that is what changed.
        was = next((c.before for c in rows if isinstance(c.before, ItemSeries)), series)
        if was is not None and parts:
            often = often_words(was, language)
            yield _words(language)["series"].format(title=was.title, often=often, what=", ".join(parts))


def often_words(series: ItemSeries, language: str = "da") -> str:
    """How often: "hver måned", "hver 4. uge"."""
    if series.every != "week":
        return _OFTEN.get(language, _OFTEN["da"])[series.every]
    if language == "en":
        return "every week" if series.weeks == 1 else f"every {series.weeks} weeks"
    return "hver uge" if series.weeks == 1 else f"hver {series.weeks}. uge"


def months_words(skip: str, language: str = "da") -> str:
    """The months that are left out: "juli, december"."""
    return ", ".join(month_name(int(month), language) for month in skip.split())


def point_words(point: str, language: str = "da") -> str:
    """From when in its period: "ultimo", "den 10.", "den 1. november"."""
    known = _POINTS.get(language, _POINTS["da"]).get(point)
    if known:
        return known
    day, _, month = point.partition("/")
    name = f" {month_name(int(month), language)}" if month else ""
    if language == "en":
        return f"{day}{name}" if name else f"day {day}"
    return f"den {day}.{name}"


def facts(series: ItemSeries, presenters: Sequence[str], language: str = "da") -> list[str]:
    """What is known of a series beside its title and how often it comes."""
    words, found = _words(language), []
    if series.point != "primo":
        found.append(words["from"].format(point=point_words(series.point, language)))
    if series.skip:
        found.append(words["skip"].format(months=months_words(series.skip, language)))
    if series.minutes is not None:
        found.append(f"{series.minutes} min.")
    if series.visibility is not None:
        found.append(words_of(language)[series.visibility])
    if presenters:
        found.append(words["presenter"].format(name=", ".join(presenters)))
    if series.last is not None:
        found.append(words["ends"].format(day=echo(series.last, language)))
    return found


def _parts(change: Change, after: Plan, language: str) -> list[str]:
    """What one change says; nothing for the presenters of a series that is gone."""
    common = words_of(language)
    old, new = change.before, change.after
    if isinstance(change.record, ItemSeries) and (old is None or new is None):
        return (
            [common["removed"]] if new is None else [common["created"], *facts(change.record, (), language)]
        )
    if isinstance(old, ItemSeries) and isinstance(new, ItemSeries):
        return _differences(old, new, after, language)
    if isinstance(change.record, SeriesPresenter) and change.record.item_series in after.all(ItemSeries):
        person = after.people.get(change.record.person)
        name = person.name if person is not None else str(change.record.person)
        online = f" {common['online']}" if new is not None and change.record.mode == "online" else ""
        return [common["presenter" if new is not None else "no_presenter"].format(name=name) + online]
    return []


def _differences(old: ItemSeries, new: ItemSeries, after: Plan, language: str) -> list[str]:
    words, common = _words(language), words_of(language)
    parts = []
    if old.title != new.title:
        parts.append(words["called"].format(title=new.title))
    if (old.every, old.weeks) != (new.every, new.weeks):
        parts.append(words["comes"].format(often=often_words(new, language)))
    if old.first != new.first:
        parts.append(words["begins"].format(day=echo(new.first, language)))
    if old.last != new.last:
        ends = words["ends"].format(day=echo(new.last, language)) if new.last is not None else ""
        parts.append(ends or words["goes_on"])
    if old.point != new.point:
        parts.append(words["from"].format(point=point_words(new.point, language)))
    if old.skip != new.skip:
        months = months_words(new.skip, language)
        parts.append(words["skip"].format(months=months) if months else words["no_skip"])
    if old.ahead != new.ahead:
        parts.append(words["ahead"].format(n=new.ahead))
    if old.minutes != new.minutes:
        was = f" ({common['before']} {old.minutes} min.)" if old.minutes is not None else ""
        length = f"{new.minutes} min.{was}" if new.minutes is not None else common["nothing"]
        parts.append(f"{field_words('minutes', language)}: {length}")
    for name in ("kind", "visibility", "responsible"):
        if getattr(old, name) != getattr(new, name):
            shown = _shown(name, getattr(new, name), after, language)
            parts.append(f"{field_words(name, language)}: {shown}")
    return parts


def _shown(name: str, value: str | int | None, after: Plan, language: str) -> str:
    common = words_of(language)
    if value is None:
        return common["nothing"]
    if name == "responsible":
        person = after.people.get(int(value))
        return person.name if person is not None else str(value)
    return common[str(value)] if name == "visibility" else str(value)


def _words(language: str) -> dict[str, str]:
    return _WORDS.get(language, _WORDS["da"])
