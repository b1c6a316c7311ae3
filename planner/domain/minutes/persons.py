"""Persons as they are written: title, unit, name, party, and lists of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from planner.domain.minutes.words import remembered
from planner.domain.reading import ReadPerson, Source

if TYPE_CHECKING:
    from planner.domain.minutes.words import Words

_NAME = re.compile(r"^[A-ZÆØÅÄÖÉÜÁÓÍ][\w'’´.-]*$")
_INITIALS = re.compile(r"^[A-ZÆØÅÄÖ]{2,4}$")
_PARENTHESIS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_SPLIT = re.compile(r"\s*(?:[;•\n]|,(?!\s*(?:jr|ph)))\s*", re.IGNORECASE)
_HIDDEN = re.compile("\x00(\\d+)\x00")  # stands for a parenthesis while a list is cut
_DASH_ROLE = re.compile(r"\s+[-–—]\s*|(?<=\w)[-–]\s+")
_PARTY = re.compile(r"^(?:[A-ZÆØÅ]{1,3}|[A-ZÆØÅ][a-zæøå]{0,3})$")
_COORDINATED = re.compile(r"^\S+-\s+\S+\s+(?=\S)")  # "børne- og" of "børne- og ungechef"
_COMPANY = re.compile(r"(?:LLP|Ltd|Limited|PLC|plc|Inc|A/S|ApS|I/S|AS|ASA|AB|GmbH)\.?")
_NAME_ROLE_PARTY = 3
_TRIMMED = " \t.,;:-–—*"
_PLURAL = (("erne", ""), ("mestre", "mester"), ("ere", "er"), ("er", ""), ("e", ""))


def person_of(text: str, words: Words, source: Source | None = None) -> ReadPerson | None:
    """The one person that the text names, or None where it does not name one in full."""
    person = _person(text, words)
    return person if person is None or source is None else replace(person, source=source)


@remembered
def _person(text: str, words: Words) -> ReadPerson | None:
    notes = [note.strip() for note in _PARENTHESIS.findall(text) if note.strip()]
    bare = _PARENTHESIS.sub(" ", text).strip(_TRIMMED)
    if (reached := _by_channel(words).search(bare)) is not None:
        notes.append(reached.group(1))
        bare = bare[: reached.start()].strip(_TRIMMED)
    bare, role = _without_role(bare)
    tokens = bare.split()
    if not tokens or len(tokens) > 14:
        return None
    title, rest = _title_and_rest(_without_party_last(tokens, words), words)
    if rest and _COMPANY.fullmatch(rest[-1]):
        return None
    if not rest or len(rest) > 5 or (len(rest) == 1 and title is None):
        return None
    if not all(
        _NAME.match(token) or token.lower() in words.families.get("names.particles", ()) for token in rest
    ):
        return None
    if not _NAME.match(rest[0]) or any(words.says("names.title", token) for token in rest[1:]):
        return None
    name = " ".join(rest).rstrip(".,")
    if (
        any(words.says(family, name) for family in ("names.unit", "names.board", "words.group"))
        or len(name) < 3
    ):
        return None
    affiliation = channel = None
    online = False
    for note in [*notes, *([role] if role else [])]:
        first = _COORDINATED.sub("", note).split()[0].rstrip(",")
        if words.has("words.online", note) and len(note.split()) < 4:
            online, said = True, words.pattern("words.online_channel").search(note)
            channel = said.group(0).capitalize() if said else None
            continue
        if title is None and words.says("names.title", first):
            title = note
        elif affiliation is None and any(c.isalnum() for c in note):
            affiliation = note
    mode: Literal["in_room", "online"] = "online" if online else "in_room"
    return ReadPerson(name=name, title=title, affiliation=affiliation, mode=mode, channel=channel)


def _by_channel(words: Words) -> re.Pattern[str]:
    """As in "N.N. via Teams": the channel after the name, without a parenthesis."""
    return words.compiled(
        "persons.channel",
        lambda: rf"(?<=\S)[\s,]+{words.source('words.by_channel')}\s+({words.source('words.online')})$",
    )


def persons_of(
    text: str, words: Words, source: Source | None = None
) -> tuple[tuple[ReadPerson, ...], tuple[str, ...]]:
    """The persons and the groups in a list of them ("Anna, elevrådet": one of each)."""
    found: list[ReadPerson] = []
    groups: list[str] = []
    shared: str | None = None
    left_over = ""
    for part in _parts(text, words):
        piece = f"{left_over} {part}".strip() if left_over else part
        left_over = ""
        person = person_of(piece, words, source)
        if person is not None:
            plural = _plural_title(person.title, words)
            if plural is not None:
                shared = plural
                person = replace(person, title=plural)
            elif person.title is None and shared is not None:
                person = replace(person, title=shared)
            else:
                shared = None
            found.append(person)
        elif (
            found
            and found[-1].title is None
            and words.says("names.title", piece.split(" ")[0] if piece else "")
        ):
            found[-1] = replace(found[-1], title=piece)
        elif words.says("words.group", piece):
            groups.append(piece.strip(_TRIMMED))
        elif piece.endswith("-") or (_INITIALS.match(piece) and not found):
            left_over = piece
    return tuple(found), tuple(groups)


def named_loosely(text: str, words: Words, source: Source) -> tuple[tuple[ReadPerson, ...], tuple[str, ...]]:
    """As `persons_of`, but single first names, initials and names without separators count as well."""
    found: list[ReadPerson] = []
    groups: list[str] = []
    for part in _parts(text, words):
        if (
            words.says("words.outcome", part)
            or words.says("words.everyone", part)
            or words.says("words.placeholder", part.strip("[]()<>"))
        ):
            continue
        person = person_of(part, words, source)
        bare = _PARENTHESIS.sub(" ", part).strip(_TRIMMED)
        tokens = bare.split()
        if person is not None and len(person.name.split()) < 4:
            found.append(person)
        elif words.says("words.group", bare):
            groups.append(bare)
        elif (
            len(tokens) == 1
            and _NAME.match(tokens[0])
            and len(tokens[0]) > 1
            and not words.says("names.title", bare)
        ):
            found.append(ReadPerson(bare, source=source))
        elif len(tokens) > 3 and len(tokens) % 2 == 0 and all(_NAME.match(token) for token in tokens):
            why = "navnene står uden skilletegn; delt efter fornavn og efternavn"
            pairs = [" ".join(tokens[n : n + 2]) for n in range(0, len(tokens), 2)]
            found.extend(ReadPerson(pair, source=source, state="doubtful", why=why) for pair in pairs)
        elif person is not None:
            found.append(person)
        elif found and found[-1].title is None and tokens and words.says("names.title", tokens[0]):
            found[-1] = replace(found[-1], title=bare)
    return tuple(found), tuple(groups)


def _parts(text: str, words: Words) -> list[str]:
    """The text cut at commas and at "og" between two persons, parentheses kept whole."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(0))
        return f"\x00{len(kept) - 1}\x00"

    hidden = _PARENTHESIS.sub(keep, text)
    between = words.compiled("persons.and", lambda: rf"(?<=[^\s,-])\s*,?\s+{words.source('words.and')}\s+")
    parts: list[str] = []
    for part in _SPLIT.split(hidden):
        start = 0
        for match in between.finditer(part):
            one, two = part[start : match.start()], part[match.end() :]
            if (
                person_of(_HIDDEN.sub("", one), words)
                or _INITIALS.match(one.strip())
                or len(one.split()) == 1
                and _NAME.match(one.strip())
                and _NAME.match(two.split(" ")[0])
            ):
                parts.append(one)
                start = match.end()
        parts.append(part[start:])
    whole = [_HIDDEN.sub(lambda m: kept[int(m.group(1))], part) for part in parts] if kept else parts
    return [part.strip() for part in whole if any(c.isalnum() for c in part)]


def _without_role(text: str) -> tuple[str, str | None]:
    """As in "N.N. - næstformand": the name and what stands after the dash."""
    parts = _DASH_ROLE.split(text, maxsplit=1)
    if len(parts) == 2 and len(parts[0].split()) > 1:
        return parts[0].strip(_TRIMMED), parts[1].strip(_TRIMMED) or None
    return text, None


def _without_party_last(tokens: list[str], words: Words) -> list[str]:
    """As in "N.N. Medlem FRP", where the columns of a list were lost: only the name."""
    if len(tokens) > _NAME_ROLE_PARTY and is_party(tokens[-1]) and words.says("names.title", tokens[-2]):
        names = tokens[:-2]
        if all(_NAME.match(token) for token in names) and not any(
            words.says("names.title", token) for token in names
        ):
            return names
    return tokens


@remembered
def is_title(token: str, words: Words) -> bool:
    """Whether the word is a title, in its plain or its definite form ("økonomichefen")."""
    if words.says("names.title", token):
        return True
    base = token[:-2] if token.endswith("en") else token[:-1] if token.endswith("n") else ""
    return len(base) > 3 and words.says("names.title", base)


def _title_and_rest(tokens: list[str], words: Words) -> tuple[str | None, list[str]]:
    last = -1
    for n, token in enumerate(tokens[:-1]):
        if is_title(token.rstrip(","), words):
            last = n
    if last < 0:
        return None, tokens
    end = last + 1
    if tokens[end].lower() in words.families.get("names.title_joiners", ()):
        lower = max(
            (
                n
                for n in range(end, len(tokens) - 1)
                if tokens[n][0].islower() and tokens[n] not in words.families.get("names.particles", ())
            ),
            default=end,
        )
        end = lower + 2
        while (
            end < len(tokens) - 1
            and words.says("names.unit", tokens[end - 1]) is False
            and words.says("names.unit", tokens[end])
        ):
            end += 1
    return " ".join(tokens[:end]), tokens[end:]


def _plural_title(title: str | None, words: Words) -> str | None:
    """The singular of a title in the plural ("Specialkonsulenter"), None where it is not one."""
    if title is None or " " in title:
        return None
    for ending, instead in _PLURAL:
        if title.endswith(ending) and len(title) > len(ending) + 4:
            single = title[: -len(ending)] + instead
            if words.says("names.title", single) and words.says("names.title", title):
                return single
    return None


def is_party(text: str) -> bool:
    """Whether a parenthesis after a name holds a party's letters."""
    return _PARTY.match(text) is not None
