"""What can be done about something that came back: each choice is a command that could be typed as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from planner.domain.meeting import Meeting
from planner.domain.notices import Notice
from planner.domain.plan import Plan
from planner.domain.wording import clock, echo

# What is typed after the number. "send" is the only one that does not change the plan: our time again.
ChoiceName = Literal["afbud", "fjern", "tag-af", "tid", "flyt", "sæt", "aflys", "send"]


@dataclass(frozen=True)
class Choice:
    """One thing to do. `words` are what the command is given; `command` is the line as it is typed."""

    name: ChoiceName
    sentence: str
    words: tuple[str, ...]
    command: str | None


@dataclass(frozen=True)
class Facts:
    """What a proposal is made from: the plan around the meeting, and which days the board meets on."""

    plan: Plan
    meeting: Meeting
    today: date
    zone: ZoneInfo
    meets_on: Callable[[date], bool]

    def typed(self, day: date) -> str:
        """The day as it is typed: with the year where it is not the coming one of that name."""
        return f"{day.day}/{day.month}" if 0 <= (day - self.today).days < 300 else day.isoformat()

    def local(self, moment: datetime) -> datetime:
        """Wall time of the board."""
        return moment.astimezone(self.zone)


def choices(notice: Notice, facts: Facts) -> tuple[Choice, ...]:
    """What can be done about it, the likeliest first; none where something has to be found out first."""
    makers = {
        "declined": _declined,
        "counter": _new_time,
        "moved": _moved,
        "removed": _removed,
    }
    maker = makers.get(notice.kind)
    return tuple(maker(notice, facts)) if maker is not None else ()


def advice(notice: Notice, name: str, facts: Facts) -> str | None:
    """What to type where the command needs something that only a person knows."""
    if notice.kind == "room":
        return f"planner møde ret {facts.typed(facts.meeting.date)} --room ..."
    if notice.kind == "bounced":
        return f'planner person ret "{name}" --email ...'
    return None


def _declined(notice: Notice, facts: Facts) -> Iterator[Choice]:
    if notice.person is None or notice.person not in facts.plan.people:
        return
    person = facts.plan.people[notice.person]
    day = facts.typed(facts.meeting.date)
    if notice.entry.wanted.kind == "hold":
        yield from _other_date(notice.entry.wanted.items, facts)
    yield _choice("afbud", "notér afbuddet", ("afbud", person.name, day))
    presented = tuple(
        number
        for number in notice.entry.wanted.items
        if any(one.person == person.id for one in facts.plan.presenters_of(number, facts.meeting.id))
    )
    if notice.entry.wanted.kind == "meeting" or not presented:
        return
    numbers = tuple(str(number) for number in presented)
    yield _choice(
        "fjern",
        f"{person.name} er ikke længere oplægsholder",
        ("ret", *numbers),
        f'--no-presenter "{person.name}"',
    )
    yield _choice("tag-af", f"tag {_listed(presented)} af dagsordenen", ("tag-af", *numbers))


def _other_date(items: tuple[int, ...], facts: Facts) -> Iterator[Choice]:
    """Of several dates the one that is left."""
    plan = facts.plan
    left = {plan.meetings[p.meeting].date for number in items for p in plan.open_of(number)}
    left.discard(facts.meeting.date)
    if len(left) == 1:
        (day,) = left
        numbers = tuple(str(number) for number in items)
        yield _choice("sæt", f"sæt {_listed(items)} på {echo(day)}", ("sæt", *numbers, facts.typed(day)))


def _new_time(notice: Notice, facts: Facts) -> Iterator[Choice]:
    if notice.starts is None or notice.ends is None:
        return
    starts, ends, wanted = facts.local(notice.starts), facts.local(notice.ends), notice.entry.wanted
    old, new = facts.meeting.date, starts.date()
    if wanted.kind == "meeting" and new == old == ends.date():
        times = f"--start {clock(starts.time())} --end {clock(ends.time())}"
        label = f"mødet holdes kl. {clock(starts.time())}-{clock(ends.time())}"
        yield _choice("tid", label, ("møde", "ret", facts.typed(old)), times)
    elif wanted.kind == "meeting" and new > facts.today:
        yield _choice(
            "flyt",
            f"mødet flyttes til {echo(new)}",
            ("møde", "flyt", facts.typed(old), "til", facts.typed(new)),
        )
    elif wanted.kind == "stretch" and wanted.items and new == old:
        yield from _at_another_hour(wanted.items, starts, facts)
    elif wanted.items and new != old and facts.meets_on(new):
        numbers = tuple(str(number) for number in wanted.items)
        label = f"sæt {_listed(wanted.items)} på {echo(new)}"
        yield _choice("sæt", label, ("sæt", *numbers, facts.typed(new)))


def _at_another_hour(items: tuple[int, ...], starts: datetime, facts: Facts) -> Iterator[Choice]:
    """The same day at a time of its own, where the meeting is held then and the items still stand on it."""
    on = {p.item for p in facts.plan.on(facts.meeting.id) if p.outcome is None and p.state == "placed"}
    if not facts.meeting.start <= starts.time() < facts.meeting.end or not on.issuperset(items):
        return
    numbers, at, day = tuple(map(str, items)), clock(starts.time()), facts.typed(facts.meeting.date)
    yield _choice("tid", f"{_listed(items)} begynder kl. {at}", ("ret", *numbers), f"--start {at} --on {day}")


def _moved(notice: Notice, facts: Facts) -> Iterator[Choice]:
    yield from _new_time(notice, facts)
    yield Choice("send", "planens tid gælder: send den igen", (), None)


def _removed(notice: Notice, facts: Facts) -> Iterator[Choice]:
    wanted = notice.entry.wanted
    if wanted.kind == "meeting":
        yield _choice("aflys", "aflys mødet", ("aflys", facts.typed(facts.meeting.date)))
    elif wanted.items:
        numbers = tuple(str(number) for number in wanted.items)
        yield _choice("tag-af", f"tag {_listed(wanted.items)} af dagsordenen", ("tag-af", *numbers))
    yield Choice("send", "aftalen gælder: inviter igen", (), None)


def _choice(name: ChoiceName, label: str, typed: tuple[str, ...], options: str = "") -> Choice:
    own = 2 if typed[0] == "møde" else 1
    line = " ".join(("planner", *typed, *((options,) if options else ())))
    return Choice(name, label, typed[own:], line)


def _listed(numbers: tuple[int, ...]) -> str:
    return " og ".join(f"#{number}" for number in numbers)
