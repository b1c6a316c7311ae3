"""A phrase in short, to write it down in a table of cases; and the day that the cases are read on."""

from __future__ import annotations

from datetime import date

from planner.domain.phrases import Context, Phrase, scan

TODAY = date(2024, 11, 6)  # a Wednesday
MEETINGS = (date(2024, 10, 30), date(2024, 11, 13), date(2024, 11, 20), date(2024, 12, 18))
HERE = Context(TODAY, meetings=MEETINGS)


def gist(phrase: Phrase) -> str:
    """A phrase in short: "2024-11-20|2024-11-27 17:00 ?" (one of two days, at five, doubtful)."""
    if phrase.state == "unreadable":
        return f"! {phrase.why}"
    said = []
    if phrase.kind == "range":
        said.append(f"{phrase.first}..{phrase.last}")
    elif phrase.dates:
        said.append("|".join(map(str, phrase.alternatives)) or "+".join(map(str, phrase.dates)))
    elif phrase.first:
        said.append(f"{phrase.precision} {phrase.first}..{phrase.last}")
    if phrase.time_start:
        said.append(f"{phrase.time_start:%H:%M}" + (f"-{phrase.time_end:%H:%M}" if phrase.time_end else ""))
    if phrase.minutes is not None:
        said.append(f"{phrase.minutes}m")
    if not said:
        said.append(phrase.kind)
    return " ".join(said) + (" ?" if phrase.state == "doubtful" else "")


def gists(text: str, context: Context = HERE) -> list[str]:
    return [gist(phrase) for phrase in scan(text, context)]
