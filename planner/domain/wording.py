"""Dates, times and lengths as people read and type them.

Imported by every command, so it costs next to nothing: no regular expressions and no grammar.
"""

from __future__ import annotations

from datetime import date, time

from .errors import BadUsage

_WEEKDAYS = {
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag".split(),
    "no": "mandag tirsdag onsdag torsdag fredag lørdag søndag".split(),
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december".split(),
    "no": "januar februar mars april mai juni juli august september oktober november desember".split(),
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_SHORT_MONTHS = {
    "da": "jan. feb. marts april maj juni juli aug. sep. okt. nov. dec.".split(),
    "en": "Jan Feb March April May June July Aug Sept Oct Nov Dec".split(),
}
_SHAPES = {
    "da": "{weekday} den {day}. {month} {year} (uge {week})",
    "no": "{weekday} {day}. {month} {year} (uke {week})",
    "sv": "{weekday} den {day} {month} {year} (vecka {week})",
    "en": "{weekday} {day} {month} {year} (week {week})",
}
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_AMOUNTS = {"en halv": 0.5, "halvanden": 1.5, "et": 1.0, "en": 1.0, "to": 2.0, "tre": 3.0}
_UNITS = {
    **dict.fromkeys(("t", "t.", "time", "timer", "h", "hour", "hours", "timme", "timmar"), 60),
    **dict.fromkeys(("", "m", "m.", "min", "min.", "minut", "minutter", "minutes", "minuter"), 1),
    "kvarter": 15,
}
_ABOUT = ("ca. ", "ca ", "~")
_LONGEST_HOURS = 100
_CLOCK_WORDS = ("klokken", "kl.", "kl")


def weekday_name(day: date, language: str = "da") -> str:
    """The name of the day's weekday: "onsdag"."""
    return day_name(day.weekday(), language)


def day_name(weekday: int, language: str = "da") -> str:
    """The name of weekday 0-6, Monday first: "onsdag" for 2."""
    return _WEEKDAYS.get(language, _WEEKDAYS["da"])[weekday]


def parse_weekday(text: str) -> int:
    """The number (Monday is 0) of "onsdag", "ons.", "onsdage" or "Wednesday"; BadUsage for anything else."""
    word = text.strip().lower().rstrip(".")
    for names in _WEEKDAYS.values():
        for number, name in enumerate(names):
            if len(word) >= 3 and (name.lower().startswith(word) or word in (f"{name}e", f"{name}en")):
                return number
    raise BadUsage(f"“{text.strip()}” er ikke en ugedag.", hint="Skriv for eksempel onsdag.")


def month_name(month: int, language: str = "da") -> str:
    """The name of month 1-12: "november"."""
    return _MONTHS.get(language, _MONTHS["da"])[month - 1]


def week(day: date) -> int:
    """The ISO week number of the day."""
    return day.isocalendar()[1]


def echo(day: date, language: str = "da") -> str:
    """The day in full, as a command repeats what it understood: "onsdag den 27. november 2024 (uge 48)"."""
    shape = _SHAPES.get(language, _SHAPES["da"])
    return shape.format(
        weekday=weekday_name(day, language),
        day=day.day,
        month=month_name(day.month, language),
        year=day.year,
        week=week(day),
    )


def day_month_year(day: date) -> str:
    """The day without its weekday: "27. november 2024"."""
    return f"{day.day}. {month_name(day.month)} {day.year}"


def short(day: date, language: str = "da") -> str:
    """The day as in a narrow column: "27. nov."."""
    if language == "en":
        return f"{day.day} {_SHORT_MONTHS['en'][day.month - 1]}"
    return f"{day.day}. {_SHORT_MONTHS['da'][day.month - 1]}"


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in one: "... senest 20. nov."."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def clock(moment: time, language: str = "da") -> str:
    """The wall time: "9.00", in English "9:00"."""
    return f"{moment.hour}{':' if language == 'en' else '.'}{moment.minute:02d}"


def parse_clock(text: str) -> time:
    """The wall time of "9:00", "09.00", "9", "0900" or "kl. 9"; raises BadUsage for anything else."""
    words = " ".join(text.split()).lower()
    for word in _CLOCK_WORDS:
        if words.startswith(word):
            words = words[len(word) :].strip()
            break
    if _is_number(words) and len(words) == len("0900"):
        words = f"{words[:2]}.{words[2:]}"
    hours, mark, minutes = words.replace(":", ".").partition(".")
    written = (
        _is_number(hours) and len(hours) <= 2 and (not mark or (_is_number(minutes) and len(minutes) == 2))
    )
    if not written or int(hours) > 23 or int(minutes or 0) > 59:
        raise BadUsage(
            f"“{text.strip()}” er ikke et klokkeslæt.", hint="Skriv for eksempel 9.00 eller 13.30."
        )
    return time(int(hours), int(minutes or 0))


def parse_minutes(text: str) -> int:
    """The length in minutes of "30", "45 min.", "½ time", "1½ time", "1,5 time", "1 t" or "1:30".

    Raises BadUsage for anything else, and for a length of nothing.
    """
    words = " ".join(text.split()).lower()
    minutes = _hours_and_minutes(words)
    if minutes is None or minutes <= 0:
        raise BadUsage(
            f"“{text.strip()}” er ikke en varighed.",
            hint="Skriv for eksempel 30, 45 min., ½ time eller 1:30.",
        )
    return minutes


def _hours_and_minutes(words: str) -> int | None:
    for about in _ABOUT:
        words = words.removeprefix(about)
    hours, mark, minutes = words.partition(":")
    if mark:
        well_formed = _is_number(hours) and _is_number(minutes) and len(minutes) == 2 and int(minutes) < 60
        return int(hours) * 60 + int(minutes) if well_formed and int(hours) < _LONGEST_HOURS else None
    total = 0.0
    rest = words
    while True:
        amount, rest = _amount(rest)
        unit, _, rest = rest.strip().partition(" ")
        if amount is None or unit not in _UNITS:
            return None
        total += amount * _UNITS[unit]
        rest = rest.removeprefix("og ").strip()
        if not rest:
            return int(total) if total == int(total) and total < _LONGEST_HOURS * 60 else None


def _amount(words: str) -> tuple[float | None, str]:
    """The number at the start of the words, and what stands after it."""
    for word, amount in _AMOUNTS.items():
        if words.startswith(f"{word} "):
            return amount, words.removeprefix(f"{word} ")
    length = 0
    while length < len(words) and words[length] in "0123456789,.":
        length += 1
    digits, rest = words[:length], words[length:]
    half = _HALVES.get(rest[:1], 0.0)
    if half:
        digits, rest = digits or "0", rest[1:]
    whole, mark, decimals = digits.replace(",", ".").partition(".")
    if not _is_number(whole) or len(whole) > 4 or (mark and not _is_number(decimals)):
        return None, rest
    return float(f"{whole}.{decimals or 0}") + half, rest


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
