"""Persons of a document against persons of the plan: full names, short names, titles, spellings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.changes import Change, added, edited
from planner.domain.matching import normal
from planner.domain.people import Membership, Person
from planner.domain.proposal.rows import Draft, RowState
from planner.domain.reading import ReadPerson


@dataclass(frozen=True)
class Found:
    """Who a written name is, and how sure that is."""

    person: Person | None
    state: RowState
    why: str | None = None


def propose_people(draft: Draft) -> None:
    """One row for each name of the document: known, a short name of a known one, or new."""
    seen: dict[str, ReadPerson] = {}
    for read in draft.reading.people:
        name = normal(read.name)
        if name and (name not in seen or len(read.title or "") > len(seen[name].title or "")):
            seen[name] = read
    # Longest names first, so that "Kim Holm" finds "Kim Holm Lund" and not the other way round.
    for read in sorted(seen.values(), key=lambda p: -len(p.name.split())):
        _propose_person(draft, read)


def find_person(people: tuple[Person, ...], written: str) -> Found:
    """The person whom a written name means; a likeness of letters only makes it doubtful."""
    name = normal(written)
    for person in people:
        if name in {normal(spelling) for spelling in (person.name, *person.spellings)}:
            return Found(person, "known")
    parts = name.split()
    short = [p for p in people if len(parts) > 1 and _is_short_for(parts, normal(p.name).split())]
    if len(short) == 1:
        return Found(short[0], "changed", f"kort navn for {short[0].name}")
    longer = [p for p in people if _is_short_for(normal(p.name).split(), parts)]
    if len(longer) == 1 and len(longer[0].name.split()) > 1:
        return Found(longer[0], "changed", f"fulde navn for {longer[0].name}")
    alike = [p for p in people if _nearly(name, normal(p.name))]
    if len(alike) == 1:
        return Found(alike[0], "doubtful", f"ligner {alike[0].name}")
    return Found(None, "new")


def person_id(draft: Draft, written: str) -> int | None:
    """The id of a person of the working plan, or None when nobody answers to the name."""
    found = find_person(tuple(draft.plan.people.values()), written)
    return found.person.id if found.person is not None and found.state != "doubtful" else None


def propose_members(draft: Draft) -> None:
    """The members that the document names: a proposal that is accepted once."""
    seated = {m.person for m in draft.plan.all(Membership).values() if m.board == draft.board.id}
    for read in draft.reading.members:
        person = person_id(draft, read.name)
        if person is None or person in seated:
            continue
        seated.add(person)
        draft.propose(
            "member",
            read.source,
            normal(read.name),
            "doubtful",
            f"Medlem: {_titled(read)}",
            why="medlemmerne foreslås fra dokumentet og godkendes én gang",
            changes=(added(Membership(draft.new_id(), draft.board.id, person)),),
        )


def _propose_person(draft: Draft, read: ReadPerson) -> None:
    found = find_person(tuple(draft.plan.people.values()), read.name)
    if found.person is None:
        found = _by_first_name(draft, read.name) or found
    state: RowState = found.state
    why = found.why
    changes: tuple[Change, ...]
    if found.person is None:
        person = Person(draft.new_id(), read.name, title=read.title, unit=read.affiliation)
        changes = (added(person),)
        if read.state == "doubtful":
            state, why = "doubtful", read.why
    else:
        changes = _learn(found.person, read)
        if state == "known" and changes:
            state, why = "changed", "titel eller enhed er ny"
    draft.propose(
        "person",
        read.source,
        normal(read.name),
        state,
        f"Person: {_titled(read)}",
        why=why,
        changes=changes,
    )


def _by_first_name(draft: Draft, written: str) -> Found | None:
    """As in "Afbud: Lone": the one member in the same document who is called so, to be confirmed."""
    named = {
        normal(member.name)
        for member in draft.reading.members
        if normal(member.name).split()[:1] == [normal(written)] and " " in member.name.strip()
    }
    people = [person for person in draft.plan.people.values() if normal(person.name) in named]
    return Found(people[0], "doubtful", f"fornavnet på {people[0].name}") if len(people) == 1 else None


def _learn(person: Person, read: ReadPerson) -> tuple[Change, ...]:
    """What the document adds: a longer name, another spelling, a title or unit not known before."""
    better = person
    if normal(read.name) not in {normal(s) for s in (person.name, *person.spellings)}:
        if len(read.name.split()) > len(person.name.split()):
            better = replace(better, name=read.name, spellings=(*person.spellings, person.name))
        else:
            better = replace(better, spellings=(*person.spellings, read.name))
    if read.title and not person.title:
        better = replace(better, title=read.title)
    if read.affiliation and not person.unit:
        better = replace(better, unit=read.affiliation)
    return () if better == person else (edited(person, **_difference(person, better)),)


def _difference(before: Person, after: Person) -> dict[str, object]:
    return {name: value for name, value in vars(after).items() if getattr(before, name) != value}


def _titled(read: ReadPerson) -> str:
    extra = read.title or read.affiliation
    return f"{read.name} ({extra})" if extra else read.name


def _is_short_for(short: list[str], full: list[str]) -> bool:
    """The short name begins with the same first name, and its parts stand in the full one in order."""
    if not short or len(short) >= len(full) or short[0] != full[0]:
        return False
    rest = iter(full)
    return all(part in rest for part in short)


def _nearly(one: str, other: str) -> bool:
    """Equal but for one letter, in names of two parts or more."""
    if abs(len(one) - len(other)) > 1 or len(one) < 8 or one == other or " " not in one:
        return False
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
