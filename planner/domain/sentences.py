"""What changed, as a secretary would say it: one sentence for each item, meeting or person touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any, cast

from planner.domain.board import Board, Series, Standing
from planner.domain.changes import Change
from planner.domain.item import FollowUp, Item, Paper, Placement, Presenter
from planner.domain.meeting import Activity, Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.placing import times_on
from planner.domain.plan import Plan
from planner.domain.route_words import route_lines
from planner.domain.sentence_subjects import items_of, only_along, only_place
from planner.domain.sentence_words import OUTCOMES, field_words, stage_words, words_of
from planner.domain.series_words import series_lines
from planner.domain.typed import brief
from planner.domain.wording import clock, echo, short

_MANY = 6
_IN_MINUTES = ("minutes", "orientering", "droeftelse", "beslutning", "tolerance")


def told(changes: Sequence[Change], before: Plan, after: Plan, language: str = "da") -> tuple[str, ...]:
    """The sentences of a step. Both plans must hold everything that the changes touch."""
    say = _Teller(before, after, language)
    meetings = [c for c in changes if isinstance(c.record, Meeting)]
    lines = [*say.meetings(meetings)]
    lines += [say.item(number) for number in items_of(changes)]
    lines += [*say.orders(changes), *route_lines(changes, after, language)]
    lines += series_lines(changes, after, language)
    lines += [line for c in changes if (line := say.other(c))]
    return tuple(line for line in lines if line)


class _Teller:
    def __init__(self, before: Plan, after: Plan, language: str) -> None:
        self.before, self.after, self.language = before, after, language
        self.words = words_of(language)

    # Items

    def item(self, number: int) -> str:
        """Everything that happened to one item, after its number and title."""
        old, new = self.before.items.get(number), self.after.items.get(number)
        item = new or old
        if item is None:
            return ""
        parts: list[str] = []
        if old is None:
            parts.append(self.words["created"])
        if new is None:
            parts.append(self.words["removed"])
        else:
            parts += self._status(old, new)
            parts += self._outcomes(number)
            if new.status != "withdrawn":
                parts += [*self._where(number, is_new=old is None), *self._starts(number)]
            if old is not None:
                parts += self._fields(old, new)
            parts += self._presenters(number)
            parts += self._papers(number)
        return f"#{number} {brief(item.title, 50)}: {', '.join(parts)}" if parts else ""

    def _status(self, old: Item | None, new: Item) -> list[str]:
        if old is None or old.status == new.status:
            return []
        if new.status == "withdrawn":
            successor = self.after.items.get(new.replaced_by or 0)
            if successor is not None:
                return [self.words["replaced"].format(id=successor.id, title=brief(successor.title))]
            return [self.words["withdrawn"]]
        return [self.words["reopened"]] if new.status == "open" else []

    def _outcomes(self, number: int) -> list[str]:
        parts = []
        for placement in self.after.of(number):
            old = self.before.placements.get(placement.id)
            if placement.outcome is not None and (old is None or old.outcome != placement.outcome):
                if placement.outcome == "again" and self.after.open_of(number):
                    continue  # where it stands now says that it is on again
                words = OUTCOMES[self.language][placement.outcome]
                parts.append(f"{words} {self._day(placement)}")
        return parts

    def _where(self, number: int, *, is_new: bool) -> list[str]:
        was, now = self._dates(self.before, number), self._dates(self.after, number)
        if was == now:
            return [self.words["waits"]] if is_new and not now else []
        if not now:
            known = self.after.items[number].status == "open"
            gone = [day for day, _ in was if not self._noted_on(number, day)]
            if not known:
                return []
            if gone:
                days = self._either([short(day, self.language) for day in gone])
                return [self.words["waits_again"].format(days=days)]
            return [self.words["waits"]]
        days = self._listed(now)
        again = times_on(self.after, number)
        count = f" ({self.words['again'].format(n=again)})" if again > 1 else ""
        still = [day for day, _ in was if not self._noted_on(number, day)]
        if all(state == "held" for _, state in now):
            said = self.words["held"].format(days=days)
        elif len(was) == 1 and len(now) == 1 and was[0][1] == "placed" and still:
            said = self.words["moved"].format(old=self._short_day(was[0][0]), days=days)
        elif still and len(was) > 1:
            said = self.words["settled"].format(
                days=days, old=self._either([short(day, self.language) for day in still])
            )
        else:
            said = self.words["placed"].format(days=days)
        return [said + count]

    def _starts(self, number: int) -> list[str]:
        """A clock time of its own on an agenda that came, changed or went."""
        pairs = ((self.before.placements.get(p.id), p) for p in self.after.open_of(number))
        changed = [(a, b) for a, b in pairs if a and a.meeting == b.meeting and a.start != b.start]
        return [
            self.words["starts" if b.start else "flows"].format(clock=b.start and clock(b.start))
            for _, b in changed
        ]

    def _noted_on(self, number: int, day: date) -> bool:
        return any(
            p.outcome is not None and self.after.meetings[p.meeting].date == day
            for p in self.after.of(number)
            if p.meeting in self.after.meetings
        )

    def _dates(self, plan: Plan, number: int) -> list[tuple[date, str]]:
        return [
            (plan.meetings[p.meeting].date, p.state)
            for p in plan.open_of(number)
            if p.meeting in plan.meetings
        ]

    def _fields(self, old: Item, new: Item) -> list[str]:
        return self._differences(old, new, skip=("status", "since", "replaced_by"))

    def _presenters(self, number: int) -> list[str]:
        old = {p.id: p for p in self.before.all(Presenter).values() if p.item == number}
        new = {p.id: p for p in self.after.all(Presenter).values() if p.item == number}
        parts = []
        for key in sorted(old.keys() | new.keys()):
            if old.get(key) == new.get(key) or only_along(old.get(key), new.get(key)):
                continue
            presenter = new.get(key)
            word = "presenter" if presenter is not None else "no_presenter"
            person = (presenter or old[key]).person
            online = f" {self.words['online']}" if presenter and presenter.mode == "online" else ""
            parts.append(self.words[word].format(name=self._name(person)) + online)
        return parts

    def _papers(self, number: int) -> list[str]:
        old = {p.id: p for p in self.before.all(Paper).values() if p.item == number}
        new = {p.id: p for p in self.after.all(Paper).values() if p.item == number}
        said = [self.words["no_paper"] for key in sorted(old.keys() - new.keys())]
        for key in sorted(new):
            paper = new[key]
            if old.get(key) != paper:
                words = self.words["paper_none" if paper.none else "paper"]
                said.append(f"{words} ({brief(paper.reference, 60)})" if paper.reference else words)
        return said

    # Meetings

    def meetings(self, changes: Sequence[Change]) -> list[str]:
        """One sentence for each, or one for all when many were set up or removed at once."""
        for word, same in (
            ("meetings_created", all(c.before is None for c in changes)),
            ("meetings_removed", all(c.after is None for c in changes)),
        ):
            if same and len(changes) > _MANY:
                days = sorted(c.record.date for c in changes if isinstance(c.record, Meeting))
                first, last = self._echo(days[0]), self._echo(days[-1])
                return [self.words[word].format(n=len(days), first=first, last=last)]
        return [self._meeting(change) for change in changes]

    def _meeting(self, change: Change) -> str:
        old, new = change.before, change.after
        meeting = cast("Meeting", change.record)
        head = self._head(meeting)
        if not isinstance(old, Meeting) or not isinstance(new, Meeting):
            frame = f"{clock(meeting.start)}-{clock(meeting.end)}"
            return f"{head}: {self._verb(change)}, {self.words['at']} {frame}"
        parts = []
        if old.status != new.status:
            words = self.words[f"meeting_{new.status}"]
            parts.append(f"{words} ({new.reason})" if new.status == "cancelled" and new.reason else words)
        if old.date != new.date:
            parts.append(self.words["moved_from"].format(day=self._echo(old.date)))
        if old.stage != new.stage:
            parts.append(stage_words(self.words, new.stage, new.points))
        # The numbers of an agenda are told of its points.
        skip = ("status", "date", "moved_from", "stage", "points", "numbers")
        parts += self._differences(old, new, skip=(*skip, "reason") if old.status != new.status else skip)
        return f"{head}: {', '.join(parts)}" if parts else ""

    def _head(self, meeting: Meeting) -> str:
        """The meeting; with its board where that is one of which only the meetings are noted."""
        board = self.after.boards.get(meeting.board)
        if board is None or board.own:
            return self.words["meeting"].format(day=self._echo(meeting.date))
        return self.words["meeting_in"].format(board=board.code, day=self._echo(meeting.date))

    def orders(self, changes: Sequence[Change]) -> list[str]:
        """The running order of each meeting whose items changed places."""
        touched = {c.after.meeting: None for c in changes if only_place(c) and isinstance(c.after, Placement)}
        lines = []
        for number in touched:
            meeting = self.after.meetings.get(number)
            rows = [p for p in self.after.on(number) if p.outcome is None]
            if meeting is not None:
                order = ", ".join(f"#{p.item}" for p in rows)
                lines.append(self.words["order"].format(day=self._echo(meeting.date), order=order))
        return lines

    # Everything else

    def other(self, change: Change) -> str:
        """The sentence of a change to anything but items and meetings; "" for what needs no words."""
        record, verb = change.record, self._verb(change)
        match record:
            case Absence() | Person() | Membership():
                return self._about_person(record, change)
            case Board():
                names = dict.fromkeys((record.code, record.name))
                return f"{' '.join(names)}: {self._what(change)}"
            case Standing():
                return self._standing(record, verb)
            case Series():
                days = {"first": self._echo(record.first), "last": self._echo(record.last)}
                return self.words["series"].format(**days, verb=verb)
            case FollowUp():
                return self._follow_up(record, change)
            case Activity():
                return f"{brief(record.title, 50)} {self._echo(record.date)}: {verb}"
            case _:
                return ""

    def _follow_up(self, record: FollowUp, change: Change) -> str:
        head = f"{self.words['follow_up'].format(id=record.id)}"
        name = self._name(record.person) if record.person is not None else record.owner
        said = f"{name}: {brief(record.text, 70)}" if name else brief(record.text, 70)
        old = change.before
        if isinstance(old, FollowUp) and change.after is not None:
            if old.done != record.done:
                return f"{head} {self.words['done' if record.done else 'not_done']}: {said}"
            # A person is told of by name once, though the name is kept beside it.
            twin = "person" if old.person == record.person or record.person is None else "owner"
            return f"{head}: {', '.join(self._differences(old, record, skip=(twin,)))}"
        due = f" ({field_words('due', self.language)} {self._echo(record.due)})" if record.due else ""
        return f"{head} {self._verb(change)}: {said}{due}"

    def _standing(self, block: Standing, verb: str) -> str:
        said = self.words["standing"].format(title=block.title, minutes=block.minutes, verb=verb)
        if verb != self.words["removed"] and block.last is not None:
            return f"{said}, {self.words['until']} {self._echo(block.last)}"
        if verb == self.words["created"] and block.first is not None:
            return f"{said}, {self.words['from']} {self._echo(block.first)}"
        return said

    def _about_person(self, record: Absence | Person | Membership, change: Change) -> str:
        if isinstance(record, Person):
            return f"{record.name}: {self._what(change)}"
        name = self._name(record.person)
        if isinstance(record, Absence):
            word = "absent" if change.after is not None else "not_absent"
            return self.words[word].format(name=name, days=self._span(record.first, record.last))
        board = self.after.boards.get(record.board) or self.before.boards.get(record.board)
        return (
            f"{name}: {self.words['member'].format(board=board.code if board else '')} {self._verb(change)}"
        )

    def _what(self, change: Change) -> str:
        if change.before is None or change.after is None:
            return self._verb(change)
        return ", ".join(self._differences(change.before, change.after))

    def _verb(self, change: Change) -> str:
        if change.before is None:
            return self.words["created"]
        return self.words["removed"] if change.after is None else self.words["changed"]

    def _differences(self, old: object, new: object, skip: Sequence[str] = ()) -> list[str]:
        parts = []
        for name in getattr(new, "__dataclass_fields__", {}):
            was, now = getattr(old, name), getattr(new, name)
            if was == now or name in (*skip, "id"):
                continue
            word = field_words(name, self.language)
            if _is_nothing(now):
                parts.append(f"{word}: {self.words['no' if now is False else 'nothing']}")
            else:
                earlier = (
                    f" ({self.words['before']} {self._shown(name, was)})" if not _is_nothing(was) else ""
                )
                parts.append(f"{word}: {self._shown(name, now)}{earlier}")
        return parts

    def _shown(self, name: str, value: Any) -> str:
        """The value of a field as a person reads it."""
        if isinstance(value, tuple):
            return ", ".join(self._shown("", part) for part in value)
        if name == "under":
            block = self.after.all(Standing).get(value) or self.before.all(Standing).get(value)
            return block.title if block else str(value)
        people = dict.fromkeys(("responsible", "officer", "person", "secretary"), self._name)
        others = {"weekday": self._weekday, "item": "#{}".format, "meeting": self._meeting_day}
        by_name = {**people, **others}.get(name)
        if by_name is not None:
            return by_name(value)
        if isinstance(value, date):
            return self._echo(value)
        if isinstance(value, time):
            return clock(value)
        if name in _IN_MINUTES:
            return f"{value} min."
        return self._word(name, value)

    def _meeting_day(self, number: int) -> str:
        meeting = self.after.meetings.get(number) or self.before.meetings.get(number)
        return self._echo(meeting.date) if meeting else str(number)

    def _word(self, name: str, value: Any) -> str:
        if value is True:
            return self.words["yes"]
        if name == "provisional":
            return self.words[f"provisional_{value}"]
        return self.words[value] if name in ("visibility", "unclassified") else brief(str(value), 60)

    def _weekday(self, number: int) -> str:
        from planner.domain.wording import weekday_name  # noqa: PLC0415 -- rarely needed

        return weekday_name(date(2024, 1, 1 + number), self.language)

    def _name(self, person: int) -> str:
        found = self.after.people.get(person) or self.before.people.get(person)
        return found.name if found else f"person {person}"

    def _day(self, placement: Placement) -> str:
        meeting = self.after.meetings.get(placement.meeting)
        return self._echo(meeting.date) if meeting else ""

    def _span(self, first: date, last: date) -> str:
        if first == last:
            return self._echo(first)
        return f"{self._short_day(first)} {self.words['to']} {self._echo(last)}"

    def _echo(self, day: date) -> str:
        return echo(day, self.language)

    def _short_day(self, day: date) -> str:
        """The day without its year and week, where the sentence names another day in full."""
        if self.language == "en":
            return echo(day, "en").rsplit(" (", 1)[0].rsplit(" ", 1)[0]
        return self._echo(day).rsplit(" (", 1)[0].rsplit(" ", 1)[0]

    def _listed(self, found: Sequence[tuple[date, str]]) -> str:
        every = [self._echo(day) for day, _ in found]
        if len(found) > 1 and all(state == "held" for _, state in found):
            return self._either(every)
        return self._join(every, self.words["and"])

    def _either(self, names: Sequence[str]) -> str:
        return self._join(names, self.words["or"])

    def _join(self, names: Sequence[str], word: str) -> str:
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {word} {names[-1]}"


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value in ((), "")
