"""The patterns of the grammar, joined to one alternation and compiled once, when first asked for.

They run over folded text (see `fold`): lower case, every space and dash of one kind, same length,
so that a span in the folded text is a span in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from . import phrase_words as words

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\r"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u201a\u201b\u2032"
_FOLDED = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _QUOTES), "'"),
}


def fold(text: str) -> str:
    """The text in lower case with plain spaces, dashes and quotes; exactly as long as the text."""
    if text.isascii() and "\r" not in text:
        return text.lower()
    folded = text.translate(_FOLDED)
    lower = folded.lower()
    if len(lower) != len(folded):
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in folded)
    return lower


def one_of(choices: Iterable[str]) -> str:
    """An alternation of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True))


_END = r"(?![^\W_])"
_S = r"(?: {0,3}\n? {0,3})"
_MONTH = rf"(?:(?:{one_of(words.MONTHS)}){_END}|(?:{one_of(words.SHORT_MONTHS)}){_END}\.?)"
_FULL_MONTH = rf"(?:{one_of(words.MONTHS)}){_END}"
_WEEKDAY = rf"(?:(?:{one_of(words.WEEKDAYS)})(?:en|s)?{_END}|(?:{one_of(words.SHORT_WEEKDAYS)}){_END}\.?)"
_FULL_WEEKDAY = rf"(?:{one_of(words.WEEKDAYS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|-(?:19|20)\d\d(?![\d-])|/\d\d(?!\d))"
_THE = r"(?:(?:den|the|d\.?)[ \n]{1,2}|d\.)"
_PREFIX = rf"(?:(?P<weekday>{_WEEKDAY}),?{_S})?(?P<the>{_THE})?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ANY_DAY = r"\d{1,2}"
_ORDINAL = r"(?:\.|st(?!\w)|nd(?!\w)|rd(?!\w)|th(?!\w)|:[ea](?!\w))?"
# A dash at the start of a line is a bullet, so a dash joins only on its own line.
_DASH = rf" {{0,3}}(?:{one_of(words.DASH)})(?![^\W\d_])"
_JOIN = (
    rf"(?:(?:{_S}(?:,{_S}(?:{one_of(words.OR + words.AND)})|{one_of(words.OR + words.AND)}|,)|{_DASH}){_S})"
)
_NUMERIC_JOIN = rf"(?: ?(?:-|\+|(?:{one_of((*words.OR, 'og', 'og/eller', 'or', 'and', 'till', 'til'))})) ?)"
# "06-11-2024.pdf" is a date in a file's name, "27.03.04.G01" a key.
_NUMERIC_END = (
    r"(?![^\W_]|[./:](?!(?:pdf|docx?|odt|txt|html?|md)(?![^\W_]))[^\W_]|-(?!\d{1,2}\.?[./]\d)[^\W_])"
)
_WEEK_WORD = r"(?:ugerne|uge|ukene|uke|veckorna|vecka|weeks|week|wk)"
_WEEK_NUMBER = r"(?:0?[1-9]|[1-4]\d|5\d)(?!\d|[.,:]\d|/(?!(?:19|20)\d\d)\d)"
_HOURS = r"(?:[01]?\d|2[0-4])"
_AMPM = r"(?: ?(?:[ap]\.m\.?(?![^\W_])|[ap]m(?![^\W_])))"
_TO = r"(?: ?- ?| (?:til|till|to)(?: kl\.?)? )(?:ca\. ?|kl\.? ?)?"
_TIME_END = rf"(?!\d|[.:,/-]\d|\.?{_S}{_MONTH})"
_NUMBER_WORD = rf"(?:\d{{1,3}}|{one_of(words.NUMBERS)})"
_AMOUNT = (
    rf"(?:(?:\d{{1,2}} 1/2|\d{{1,3}}[½¼¾]|\d{{1,3}}(?:[.,]\d{{1,2}})?|[½¼¾]|[13]/[24])[ -]?"
    rf"|(?:{one_of((*words.HALVES, *words.NUMBERS))}) )"
)
_UNIT = (
    r"(?:timers|timer|times|time|timme|timmar|hours|hour|hrs?\.?|h|t\.?|"
    r"minutters|minutter|minutes|minute|minuter|minut|mins?\.?|kvarter)"
)


def _clock(number: int, *, minutes: str) -> str:
    return rf"(?P<hour{number}>{_HOURS})(?:{minutes})(?P<ampm{number}>{_AMPM})?"


def _minutes(number: int, marks: str = "[.:]") -> str:
    return rf"{marks}(?P<minute{number}>[0-5]\d)(?!\d)"


def _named(day: str) -> str:
    element = rf"(?:{_WEEKDAY},?{_S})?(?:{_THE})?{day}{_ORDINAL}"
    return (
        rf"(?P<days>(?:{element}{_JOIN}){{0,12}}{element}){_S}(?:of )?-?(?P<month>{_MONTH})"
        rf"(?:(?:,? ?|-){_YEAR})?"
    )


def _month_first(*, strict: bool) -> str:
    day = rf"{_DAY}(?:st|nd|rd|th)"
    plain = rf"{_DAY}(?:st|nd|rd|th)?(?!\d|[.:,/]\d|[^\W_])"
    months = one_of((*words.MONTHS, *words.SHORT_MONTHS))
    english = one_of(words.ENGLISH_ONLY_MONTHS)
    more = rf"(?:(?: ?- ?|,? (?:and|or|&) |, )(?:{_DAY})(?:st|nd|rd|th)?(?!\d|[.:]\d|[^\W_]))*"
    year = rf"(?:,? {_YEAR})?"
    if not strict:
        return rf"(?P<month>{months}){_END}\.? (?:the )?(?P<days>{plain}{more}){year}"
    guard = rf"(?=(?:{english}){_END}\.? {plain}|(?:{months}){_END}\.? (?:the )?(?:{day}|{_DAY}, (?:19|20)\d\d(?!\d)))"
    return rf"{guard}(?P<month>{months}){_END}\.? (?:the )?(?P<days>{plain}{more}){year}"


_TWO_DIGITS = r"(?P<short_year>\d\d)(?![\d/]|[.:-]\d)"
_NUMERIC_DAYS = rf"(?P<days>(?:{_DAY}\.?{_NUMERIC_JOIN}){{0,12}}{_DAY})"
_SLASH = (
    rf"{_NUMERIC_DAYS}\.? ?/ ?(?P<month>0?[1-9]|1[0-2])(?!\d)"
    rf"(?:(?: ?[-/.] ?|,? ){_YEAR}|(?:[-/]| ?'){_TWO_DIGITS})?{_NUMERIC_END}"
)
# 16/4 is a day and a month; 4/16 is a month and a day, and only English writes so.
_AMERICAN = (
    rf"(?P<month>0?[1-9]|1[0-2])/(?P<days>1[3-9]|2\d|3[01])(?:/(?:{_YEAR}|{_TWO_DIGITS}))?{_NUMERIC_END}"
)
_DOTTED = (
    rf"(?P<days>(?:{_DAY}\.{_NUMERIC_JOIN}){{0,12}}{_DAY})\. ?(?P<month>0?[1-9]|1[0-2])"
    rf"(?:(?:\. ?|[ -]){_YEAR}|\.{_TWO_DIGITS}){_NUMERIC_END}"
)
# Without a word before it only the last dot tells "11.1." from the time "11.10" or the number 11.1.
_DOT_PAIR = rf"(?(the)|(?(weekday)|(?=[\d. +-]+\.\d{{1,2}}\.)))(?P<days>(?:{_DAY}\.{_NUMERIC_JOIN}){{0,12}}{_DAY})\.(?P<month>0?[1-9]|1[0-2])(?!\d)(?P<dot>\.)?{_NUMERIC_END}"
_DASHED = rf"(?P<days>{_DAY})-(?P<month>0?[1-9]|1[0-2])-(?:{_YEAR}|{_TWO_DIGITS}){_NUMERIC_END}"
_ISO = (
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<days>0[1-9]|[12]\d|3[01])(?!\d|[./-]\d)(?=t\d\d:|[^\w]|_|$)"
)
_WEEK = (
    rf"(?:(?P<weekday>{_FULL_WEEKDAY}) (?:i )?)?{_WEEK_WORD}\.? ?(?:nr\.? ?)?(?P<week1>{_WEEK_NUMBER})"
    rf"(?:(?P<join> ?- ?| (?:til|till|to|og|och|and|eller|or) )(?P<week2>{_WEEK_NUMBER}))?"
    rf"(?:(?:,? (?:i |i år )?|/|-){_YEAR})?{_NUMERIC_END}"
)
_MONTH_ALONE = (
    rf"(?:(?P<part>{one_of(words.PARTS_OF_MONTH)})[ -]?)?(?:(?P<month>{_FULL_MONTH})(?:,? {_YEAR})?"
    rf"|(?P<short>(?:{one_of(words.SHORT_MONTHS)}){_END}\.?)(?:,? (?P<year2>(?:19|20)\d\d)(?!\d)))"
)
_PART_OF_YEAR = rf"(?P<part>primo|medio|ultimo) {_YEAR}"
_QUARTER = (
    rf"(?:(?P<ordinal>[1-4](?=\.)|første|første|andet|andre|tredje|fjerde|första|andra|fjärde|first|second|third|fourth)\.? ?"
    rf"(?:kvartal(?:et)?|kvt\.?|quarter|(?P<half>halvår|half-?year))|(?:q|kvartal )(?P<number>[1-4])){_END}(?:(?:,? (?:af |i |of )?|[ /-]){_YEAR})?"
)
_SEASON = (
    rf"(?:(?P<to>til|i|in the|in|under|over|om|på|this|next|till) )?(?P<season>{one_of(words.SEASONS)}){_END}"
    rf"(?: (?P<year>(?:19|20)\d\d)(?:/\d\d(?:\d\d)?)?(?!\d))?"
)
_RELATIVE_DAY = rf"(?P<day>{one_of(words.RELATIVE_DAYS)}){_END}"
_DISTANCE = (
    rf"(?P<sign>om|in|for) (?P<number>{_NUMBER_WORD}) (?P<unit>dage|dager|dagar|dag|days|day|uger|uge|uker|uke|veckor|vecka|weeks|week|"
    rf"måneder|måned|månader|månad|months|month){_END}(?P<ago> siden| sedan)?"
)
_SOME_WEEKDAY = (
    rf"(?P<which>{one_of((*words.NEXT, *words.COMING, *words.PAST))}) (?P<weekday>{_FULL_WEEKDAY})(?:en)?{_END}"
    rf"(?!,?{_S}(?:{_THE})?\d{{1,2}}(?:\.|/| |th|st|nd|rd)|,?{_S}(?:{_MONTH}))"
)
_LAST_WEEKDAY = rf"i (?P<weekday>{_FULL_WEEKDAY})s{_END}"
_SOME_PERIOD = (
    rf"(?P<which>{one_of((*words.NEXT, 'denne', 'kommende', 'this', 'coming', *words.PAST))}) "
    rf"(?P<unit>uge|uke|vecka|week|måned|månad|month){_END}"
)
_MEETING = (
    rf"(?<!\bet )(?<!\bett )(?<!\ba )(?P<which>{one_of((*words.NEXT, 'førstkommende', 'kommende', 'kommande', 'coming', *words.PAST))})"
    rf"(?: (?:ordinære|ordinarie|ordinary|regular|scheduled))? (?:[^\W\d_]*(?:{one_of(words.MEETING_NOUNS)})){_END}"
    rf"(?P<after> (?:efter|etter|after)(?: den| d\.)?(?= \d| {_WEEKDAY}| (?:{one_of(words.MONTHS)})))?"
)
_KL = (
    rf"(?:kl(?:okken|okka|ockan)?(?![^\W_])\.?:? ?)(?:(?P<four1>(?:[01]\d|2[0-3])[0-5]\d)(?!\d)(?:{_TO}(?P<four2>(?:[01]\d|2[0-3])[0-5]\d)(?!\d))?"
    rf"|{_clock(1, minutes=f'(?:{_minutes(1)})?')}(?:{_TO}{_clock(2, minutes=f'(?:{_minutes(2)})?')}{_TIME_END})?){_TIME_END}"
)
_AMPM_TIME = (
    rf"(?:(?:at|from) )?(?:(?P<hour1>{_HOURS})(?:{_minutes(1)})?(?P<ampm1>{_AMPM})?(?: ?- ?| to | until ))?"
    rf"(?P<hour2>{_HOURS})(?:{_minutes(2)})?(?P<ampm2>{_AMPM})"
)
_CLOCK = (
    rf"(?P<hour1>{_HOURS})(?P<mark>[.:])(?P<minute1>[0-5]\d)(?!\d)"
    rf"(?:{_TO}(?P<hour2>{_HOURS})[.:](?P<minute2>[0-5]\d){_TIME_END})?(?![^\W_]|[.:,/-]\d)"
)
_DURATION = (
    rf"(?:(?P<low>\d{{1,3}}) ?- ?)?(?P<amount>{_AMOUNT})(?P<unit>{_UNIT}){_END}(?!-[^\W\d_])"
    rf"(?:,? (?:og |and |och )?(?P<amount2>\d{{1,2}}) ?(?P<unit2>min(?:utter|utes|uter|s)?\.?){_END})?"
)
_TYPED_WEEKDAY = rf"(?P<weekday>{_FULL_WEEKDAY}|{one_of(words.SHORT_WEEKDAYS)}){_END}"
_TYPED_DAY = rf"(?:{_THE})?(?P<days>{_DAY})\.?(?![^\W_]|[./:-]\d)"
# "9.30" and "16.00" are times, "27.13" is a day in a month that does not exist.
_TYPED_PAIR = (
    rf"(?!{_HOURS}\.(?:00|1[3-9]|[2-5]\d)(?!\d))(?P<days>{_ANY_DAY})[.-](?P<month>\d{{1,2}}){_NUMERIC_END}"
)
_TYPED_SLASH = (
    rf"(?P<days>{_ANY_DAY}) ?/ ?(?P<month>\d{{1,2}})(?!\d)"
    rf"(?:(?: ?[-/.] ?|,? ){_YEAR}|(?:[-/]| ?'){_TWO_DIGITS})?{_NUMERIC_END}"
)
_TYPED_LONG = rf"(?P<days>{_ANY_DAY})[.-](?P<month>\d{{1,2}})[.-](?:{_YEAR}|{_TWO_DIGITS}){_NUMERIC_END}"

CALENDAR = frozenset(
    ("iso", "named", "monthfirst", "american", "slash", "dotted", "dotpair", "dashed", "typedday", "typedpair", "typedslash", "typedlong")
)  # fmt: skip


def _calendar(*, english: bool, typed: bool) -> dict[str, str]:
    """The patterns for days, which all may have a weekday and "den" before them, in the order tried."""
    return {
        "iso": _ISO,
        "named": _named(_ANY_DAY if typed else _DAY),
        "monthfirst": _month_first(strict=not (english or typed)),
        **({"american": _AMERICAN} if english else {}),
        "slash": _SLASH,
        "dotted": _DOTTED,
        "dashed": _DASHED,
        **({"typedslash": _TYPED_SLASH, "typedlong": _TYPED_LONG, "typedpair": _TYPED_PAIR} if typed else {}),
        "dotpair": _DOT_PAIR,
    }


def _others(*, typed: bool) -> dict[str, str]:
    """The other patterns, in the order tried after those for days."""
    return {
        "week": _WEEK,
        "quarter": _QUARTER,
        "kl": _KL,
        "ampm": _AMPM_TIME,
        "duration": _DURATION,
        "clock": _CLOCK,
        "relativeday": _RELATIVE_DAY,
        "distance": _DISTANCE,
        "someweekday": _SOME_WEEKDAY,
        "lastweekday": _LAST_WEEKDAY,
        "someperiod": _SOME_PERIOD,
        "meeting": _MEETING,
        "partofyear": _PART_OF_YEAR,
        "season": _SEASON,
        "month": _MONTH_ALONE,
        **({"typedweekday": _TYPED_WEEKDAY, "typedday": _TYPED_DAY} if typed else {}),
    }


# Not inside a word or a number, not behind a paragraph sign.
_LEFT = r"(?<![^\W_])(?<!\d[./:,-])(?<![/§])"


def _start() -> str:
    """A look ahead that rules out most words at once: every pattern starts with a figure or one of these."""
    phrases = (
        *words.MONTHS, *words.SHORT_MONTHS, *words.WEEKDAYS, *words.SHORT_WEEKDAYS, *words.NUMBERS, *words.HALVES,
        *words.ORDINALS, *words.SEASONS, *words.PARTS_OF_MONTH, *words.RELATIVE_DAYS, *words.NEXT, *words.COMING,
        *words.PAST, *(f"{day}{ending}" for day in words.WEEKDAYS for ending in ("en", "s")),
        *"den the d kl klokken klokka klockan q kvartal til till i in under over om på this next for at from".split(),
        *"uge ugerne uke ukene vecka veckorna week weeks wk coming".split(),
    )  # fmt: skip
    by_letter: dict[str, set[str]] = {}
    for phrase in phrases:
        word = phrase.split(" ")[0].rstrip(".")
        if word[:1].isalpha():
            by_letter.setdefault(word[0], set()).add(word[1:])
    starts = "|".join(f"{letter}(?:{one_of(rest)})" for letter, rest in sorted(by_letter.items()))
    return rf"(?=[\d½¼¾]|(?:{starts})(?![^\W\d_]))"


def _branches(patterns: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{_plain(source)})" for name, source in patterns.items())


def _days(*, english: bool, typed: bool) -> str:
    return f"{_PREFIX}(?:{_branches(_calendar(english=english, typed=typed))})"


@cache
def first(*, english: bool, typed: bool) -> re.Pattern[str]:
    """Every pattern as one alternation; the name of the last group that matched says which."""
    days = _days(english=english, typed=typed)
    return re.compile(f"{_LEFT}{_start()}(?:{days}|{_branches(_others(typed=typed))})")


@cache
def start() -> re.Pattern[str]:
    """Where one of the patterns may begin."""
    return re.compile(_LEFT + _start())


@cache
def following(*, english: bool, typed: bool) -> re.Pattern[str]:
    """Those that a chain goes on with, where a dash or a dot may stand just before: days, of which a typed
    one may be nothing but its number.
    """
    days = _days(english=english, typed=typed)
    return re.compile(f"{days}|{_branches(_others(typed=typed))}" if typed else days)


@cache
def parts(name: str, *, english: bool, typed: bool) -> re.Pattern[str]:
    """One pattern with its parts named."""
    calendar = _calendar(english=english, typed=typed)
    return re.compile(_PREFIX + calendar[name] if name in calendar else _others(typed=typed)[name])


@cache
def connector() -> re.Pattern[str]:
    """What may stand between two links of a chain; its group says "or", "and", "comma" or "dash"."""
    return re.compile(
        rf"(?:{_S},?{_S}(?:(?P<or>{one_of(words.OR)})|(?P<and>{one_of(words.AND)}))(?![^\W\d_])|(?P<dash>{_DASH}))"
        rf"{_S}(?:(?:{one_of(words.OR)}) )?|{_S}(?P<comma>,){_S}"
    )


@cache
def weekday_before() -> re.Pattern[str]:
    """The first of two weekdays before their days: "mandag og tirsdag den 3. og 4. marts"."""
    return re.compile(
        rf"(?<![^\W_])(?P<weekday>{_FULL_WEEKDAY})(?:en)?(?: (?:og|och|and|til|till|to) | ?- ?)$"
    )


@cache
def announcement() -> re.Pattern[str]:
    """What may stand between "næste møde" and its date."""
    return re.compile(
        r"[:\s-]*(?:(?:er|bliver|blir|är|afholdes|holdes|hålls|is|will be|will be held)\s+)?(?:on\s+)?"
    )


@cache
def dotted_pair() -> re.Pattern[str]:
    """A day and a month with a dot after each, at the end of a text."""
    return re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.$")


@cache
def element() -> re.Pattern[str]:
    """One day of a list of days that share their month: "mandag den 3."."""
    return re.compile(
        rf"(?:(?P<weekday>{_WEEKDAY}),?{_S})?(?:{_THE})?(?P<day>{_ANY_DAY})(?:\.|st|nd|rd|th|:[ea])?"
    )


@cache
def time_after() -> re.Pattern[str]:
    """A time that stands right after a date and belongs to it."""
    return re.compile(
        rf"(?:,| i tidsrummet| i tiden)? ?\(?(?:fra |from |at )?(?:(?P<kl>{_plain(_KL)})|(?P<ampm>{_plain(_AMPM_TIME)})|(?<=[ (])(?P<clock>{_plain(_CLOCK)}))"
    )


def _plain(source: str) -> str:
    return re.sub(r"[(][?]P<[a-z_0-9]+>", "(?:", source.replace("(?P=mark)", "[-./]"))
