"""What typed words point at: items, a meeting, a person, days. Every command asks here.

An id is `12` or `#12`; "28/5 pkt. 4" is an agenda number on a meeting; anything else is a
fragment of a title or a name, which must point at one thing only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from planner.domain.board import Board, Standing
from planner.domain.errors import Ambiguous, BadUsage, Unknown
from planner.domain.item import Item, ItemSeries
from planner.domain.meeting import Meeting
from planner.domain.people import Person
from planner.domain.wording import echo, sentence, short
from planner.ports import Reader

if TYPE_CHECKING:
    from planner.domain.phrase_values import Context, DateChoice

Titled = TypeVar("Titled", Standing, ItemSeries)

_QUOTES = str.maketrans(dict.fromkeys("\"'“”„‟«»‘’‚", ""))
_POINT_WORDS = ("pkt.", "pkt", "punkt")
_SHOWN_CANDIDATES = 9
_LONGEST_INITIALS = 4
_MEETINGS_KNOWN = timedelta(days=370)
# A day this recent is spoken of without its year.
_LATELY = timedelta(days=62)


def context(reader: Reader, board: Board, today: date) -> Context:
    """What a typed date is understood against: today, the board's meetings, the usual weekday."""
    from planner.domain.phrase_values import Context  # noqa: PLC0415 -- slow import

    return Context(
        today,
        direction="near",
        meetings=reader.meeting_dates(board.id, today - _MEETINGS_KNOWN, today + _MEETINGS_KNOWN),
        weekday=board.weekday,
        language=board.language,
    )


def words_of(words: Sequence[str]) -> tuple[str, ...]:
    """The words as typed, without quotes and hard spaces; arguments that hold several stay whole."""
    cleaned = (" ".join(word.translate(_QUOTES).split()) for word in words)
    return tuple(word for word in cleaned if word)


def items(reader: Reader, board: Board, words: Sequence[str], today: date) -> tuple[Item, ...]:
    """The items that the words name: ids, an agenda number on a date, or a unique part of a title.

    Raises Unknown, or Ambiguous with the candidates listed.
    """
    args = words_of(words)
    if not args:
        raise BadUsage("Hvilket punkt?", hint="Skriv et nummer (12) eller en del af titlen.")
    if all(_item_number(arg) is not None for arg in args):
        return tuple(_by_number(reader, board, arg) for arg in dict.fromkeys(args))
    text = " ".join(args)
    numbered = _agenda_address(text)
    if numbered is not None:
        return (_on_agenda(reader, board, *numbered, today),)
    found = reader.titled(board.id, text, _SHOWN_CANDIDATES + 1)
    if found or len(args) == 1:
        return (_only_item(found, text),)
    try:
        each = [items(reader, board, [arg], today)[0] for arg in args]
    except Unknown:
        raise _unknown_item(text) from None
    return tuple(dict.fromkeys(each))


def with_words(rows: Iterable[Titled], text: str) -> list[Titled]:
    """Those with the words in their title; only those that are called exactly that, where there are any."""
    wanted = text.casefold()
    found = [row for row in rows if wanted in row.title.casefold()]
    return [row for row in found if row.title.casefold() == wanted] or found


def item(reader: Reader, board: Board, words: Sequence[str], today: date) -> Item:
    """The one item that the words name; Ambiguous when they name several."""
    found = items(reader, board, words, today)
    if len(found) > 1:
        raise _several_items(found, " ".join(words_of(words)))
    return found[0]


def days(reader: Reader, board: Board, words: Sequence[str], today: date) -> DateChoice:
    """The days that the words name; BadUsage when a word is not understood."""
    return understood(" ".join(words_of(words)), context(reader, board, today))


def understood(text: str, known: Context) -> DateChoice:
    """What a typed date means. Without a year the nearest is meant, but hardly one long past.

    In March "27/11" is the one to come, though the last one is nearer.
    """
    from planner.domain import phrases  # noqa: PLC0415 -- slow import

    choice = phrases.read(text, known)
    long_past = known.today - _LATELY
    if any(
        phrase.year_inferred and phrase.dates and max(phrase.dates) < long_past for phrase in choice.groups
    ):
        return phrases.read(text, replace(known, direction="future"))
    return choice


def items_then_days(
    reader: Reader, board: Board, words: Sequence[str], today: date
) -> tuple[tuple[Item, ...], DateChoice]:
    """`12 14 20. nov. eller 27. nov.`: the items first, then the longest part that is a date."""
    args, choice = before_days(words, context(reader, board, today))
    return items(reader, board, args, today), choice


def before_days(words: Sequence[str], known: Context) -> tuple[tuple[str, ...], DateChoice]:
    """The words before a date that ends the line, and the date. At least one word stands before it."""
    args = words_of(words)
    if len(args) < 2:
        raise BadUsage(
            "Der mangler en dato.", hint="Skriv for eksempel 27/11 eller “20. nov. eller 27. nov.”."
        )
    least = max(1, _past_agenda_number(args))
    numbers = least if least > 1 else 0
    while numbers < len(args) - 1 and _item_number(args[numbers]) is not None:
        numbers += 1
    refused: BadUsage | None = None
    for cut in (*range(numbers, least - 1, -1), *range(max(numbers + 1, least), len(args))):
        try:
            choice = understood(" ".join(args[cut:]), known)
        except BadUsage as wrong:
            refused = refused or wrong
            continue
        if choice.dates:
            return args[:cut], choice
    raise refused or BadUsage(f"Der står ingen dag i “{' '.join(args)}”.", hint="Skriv for eksempel 27/11.")


def days_before(words: Sequence[str], known: Context) -> tuple[DateChoice, str]:
    """A date that begins the line, as long as it can be, and the text after it ("18/12 fælles lederdag")."""
    args = tuple(word for arg in words_of(words) for word in arg.split())
    refused: BadUsage | None = None
    for cut in range(len(args), 0, -1):
        try:
            choice = understood(" ".join(args[:cut]), known)
        except BadUsage as wrong:
            refused = wrong
            continue
        if choice.dates:
            return choice, " ".join(args[cut:])
    raise refused or BadUsage("Der mangler en dato.", hint="Skriv for eksempel 27/11.")


def meeting(reader: Reader, board: Board, words: Sequence[str], today: date) -> Meeting:
    """The meeting on the day that the words name; Unknown, with what is nearest, when there is none."""
    choice = days(reader, board, words, today)
    wanted = list(
        dict.fromkeys(day for phrase in choice.groups for day in (*phrase.alternatives, *phrase.dates))
    )
    if any(phrase.year_inferred for phrase in choice.groups):
        wanted = _years_with_meetings(reader, board, wanted) or wanted
    if not wanted:
        spans = [(phrase.first, phrase.last) for phrase in choice.groups if phrase.first and phrase.last]
        wanted = [day for first, last in spans for day in reader.meeting_dates(board.id, first, last)]
    found = [one for one in (reader.meeting_on(board.id, day) for day in wanted) if one is not None]
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            f"“{choice.text}” er flere møder.",
            hint=sentence(f"Skriv ét af dem: {_listed([short(one.date) for one in found])}"),
            candidates=tuple(found),
        )
    if not wanted:
        raise Unknown(
            f"Der er ikke noget møde i “{choice.text}”.", hint="planner oversigt --all viser alle møder."
        )
    raise no_meeting(reader, board, wanted[0])


def _years_with_meetings(reader: Reader, board: Board, wanted: Sequence[date]) -> list[date]:
    """The days as understood where there is a meeting, else the same days of next year or last."""
    for years in (0, 1, -1):
        moved = [
            day.replace(year=day.year + years)
            for day in wanted
            if (day.month, day.day) != (2, 29) or not years
        ]
        found = [day for day in moved if reader.meeting_on(board.id, day) is not None]
        if found:
            return found
    return []


def no_meeting(reader: Reader, board: Board, day: date) -> Unknown:
    """The refusal for a day without a meeting: it names the nearest ones and how to create it."""
    near = [one for one in reader.meetings_near(board.id, day) if one.status != "cancelled"]
    typed = f"{day.day}/{day.month}-{day.year}"
    nearest = sentence(f"Nærmest: {_listed([short(one.date) for one in near])}")
    return Unknown(
        f"Der er ikke noget møde {echo(day)}.",
        hint=f"{nearest} Opret det med: planner møde ny {typed}"
        if near
        else f"Opret det med: planner møde ny {typed}",
        day=day,
        candidates=tuple(near),
    )


def person(reader: Reader, words: Sequence[str]) -> Person:
    """The person with that name, those initials, or that part of a name."""
    text = " ".join(words_of(words))
    if not text:
        raise BadUsage("Hvilken person?", hint="Skriv navn eller initialer.")
    found = reader.people(text, _SHOWN_CANDIDATES + 1)
    exact = [one for one in found if text.casefold() in _names(one)]
    # "BR" that nobody has is somebody unknown, not a person whose name happens to hold the letters.
    initials = text.isupper() and len(text) <= _LONGEST_INITIALS
    certain = exact if initials else exact or list(found)
    if len(certain) == 1:
        return certain[0]
    if not found or initials:
        near = [one.name for one in found] or _alike(text, reader.people())
        raise Unknown(
            f"Ingen person svarer til “{text}”.",
            hint=f"Mente du {_either(near)}?"
            if near
            else f"planner person liste viser alle; planner person ny “{text}” opretter.",
            candidates=tuple(near),
        )
    raise Ambiguous(
        f"“{text}” kan være flere personer.",
        hint=sentence(f"Skriv mere af navnet: {_listed([one.name for one in found])}"),
        candidates=tuple(found),
    )


def anything(reader: Reader, board: Board, words: Sequence[str], today: date) -> Item | Meeting | Person:
    """What `vis` is asked about: an item, the meeting of a date, or a person, in that order."""
    args = words_of(words)
    text = " ".join(args)
    if not args or _item_number(text) is not None or _agenda_address(text) is not None:
        return item(reader, board, args, today)
    try:
        choice = days(reader, board, args, today)
    except BadUsage:
        choice = None
    if choice is not None and choice.dates:
        return meeting(reader, board, args, today)
    found = reader.titled(board.id, text, _SHOWN_CANDIDATES + 1)
    people = reader.people(text, _SHOWN_CANDIDATES + 1)
    if people and not found:
        return person(reader, args)
    if people and found:
        exact = [one for one in people if text.casefold() in _names(one)]
        if len(exact) == 1:
            return exact[0]
        raise Ambiguous(
            f"“{text}” er både punkter og personer.",
            hint=sentence(
                f"Skriv mere: {_listed([*(_brief(one) for one in found), *(one.name for one in people)])}"
            ),
            candidates=(*found, *people),
        )
    return _only_item(found, text)


def _alike(text: str, people: Sequence[Person]) -> list[str]:
    """Names that look like the text, nearest first."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only when nothing was found

    forms: dict[str, str] = {}
    for one in people:
        for form in (*_names(one), *(word for name in _names(one) for word in name.split())):
            forms.setdefault(form, one.name)
    return list(dict.fromkeys(forms[form] for form in get_close_matches(text.casefold(), forms, 3, 0.7)))


def _either(names: Sequence[str]) -> str:
    return " eller ".join(names)


def _names(one: Person) -> set[str]:
    names = (one.name, one.initials, *one.spellings)
    return {name.casefold() for name in names if name}


def _item_number(word: str) -> int | None:
    digits = word.removeprefix("#").rstrip(",;")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None


def _past_agenda_number(args: Sequence[str]) -> int:
    """How many words a leading "28/5 pkt. 4" takes; 0 when the line does not begin so."""
    for end in range(2, len(args)):
        if _agenda_address(" ".join(args[:end])) is not None:
            return end
    return 0


def _by_number(reader: Reader, board: Board, word: str) -> Item:
    number = _item_number(word)
    found = reader.items([number]).items.get(number) if number is not None else None
    if found is None or found.board != board.id:
        raise Unknown(f"Der er ikke noget punkt #{number}.", hint="planner find TEKST leder i titlerne.")
    return found


def _agenda_address(text: str) -> tuple[str, int] | None:
    """The date's words and the number of "28/5 pkt. 4"; None when it is not such an address."""
    *before, last = text.split()
    number = last.rstrip(".")
    for word in _POINT_WORDS:
        if number.lower().startswith(word) and number[len(word) :].isdigit():
            before, number = [*before, word], number[len(word) :]
            break
    if len(before) < 2 or not number.isdigit() or before[-1].lower() not in _POINT_WORDS:
        return None
    return " ".join(before[:-1]), int(number)


def _on_agenda(reader: Reader, board: Board, day_words: str, number: int, today: date) -> Item:
    on = meeting(reader, board, [day_words], today)
    plan = reader.window(board.id, on.date, on.date)
    for placement in plan.on(on.id):
        if placement.agenda_number == number:
            return plan.items[placement.item]
    raise Unknown(
        f"Dagsordenen {echo(on.date)} har ikke noget punkt {number}.",
        hint=f"planner vis {on.date.day}/{on.date.month} viser dagsordenen.",
    )


def _only_item(found: Sequence[Item], text: str) -> Item:
    exact = [one for one in found if one.title.casefold() == text.casefold()]
    still_open = [one for one in found if one.status == "open"]
    for few in (found, exact, still_open):
        if len(few) == 1:
            return few[0]
    if not found:
        raise _unknown_item(text)
    raise _several_items(still_open or found, text)


def _unknown_item(text: str) -> Unknown:
    return Unknown(f"Intet punkt hedder noget med “{text}”.", hint=f"planner find {text}")


def _several_items(found: Sequence[Item], text: str) -> Ambiguous:
    return Ambiguous(
        f"“{text}” passer på flere punkter.",
        hint=sentence(f"Skriv nummeret: {_listed([_brief(one) for one in found])}"),
        candidates=tuple(found),
    )


def _brief(one: Item) -> str:
    title = one.title if len(one.title) <= 40 else one.title[:37].rstrip() + "..."
    return f"#{one.id} {title}"


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_SHOWN_CANDIDATES])
    if len(names) > _SHOWN_CANDIDATES:
        return f"{', '.join(shown)} med flere"
    return " og ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)
