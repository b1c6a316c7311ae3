"""Questions to the store over nothing but a function that runs SQL.

The same class answers a command that only reads (through the standard library's sqlite3, without
loading SQLAlchemy) and a use-case in the middle of its transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from planner.adapters.store import queries as sql
from planner.adapters.store import words as full_text
from planner.adapters.store.rows import from_row
from planner.adapters.store.statements import Run
from planner.domain.board import Acceptance, Alias, Board, ImportedDocument, Series, Standing
from planner.domain.changes import Change, Record, Step
from planner.domain.item import Attachment, FollowUp, Item, Leg, Paper, Placement, Presenter, Route
from planner.domain.meeting import Activity, Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import Plan

if TYPE_CHECKING:
    from planner.adapters.store.ahead import SqlAhead
    from planner.adapters.store.correspondence import SqlCorrespondence
    from planner.domain.correspondence import Correspondence, Heard
    from planner.ports import Hit

R = TypeVar("R", bound=Record)
_NEWEST = 400  # how far back a search looks that no index can answer


class SqlReader:
    """The port `Reader` over `run(sql, parameters) -> rows`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @cached_property
    def _letters(self) -> SqlCorrespondence:
        from planner.adapters.store.correspondence import SqlCorrespondence  # noqa: PLC0415 -- most ask for none

        return SqlCorrespondence(self._run)

    @cached_property
    def ahead(self) -> SqlAhead:
        """What is planned further ahead: routes and items that come back."""
        from planner.adapters.store.ahead import SqlAhead  # noqa: PLC0415 -- most ask for none

        return SqlAhead(self._run)

    def boards(self) -> tuple[Board, ...]:
        """Every board, own ones first, by code."""
        return self._all(Board, sql.BOARDS)

    def meeting_on(self, board: int, day: date) -> Meeting | None:
        """The board's meeting that day, one that stands before a cancelled one."""
        return next(iter(self._all(Meeting, sql.MEETING_BY_DAY, board, day.isoformat())), None)

    def meetings_near(self, board: int, day: date, limit: int = 2) -> tuple[Meeting, ...]:
        """The meetings nearest to a day that are not cancelled, nearest first."""
        before = self._all(Meeting, sql.MEETING_BEFORE, board, day.isoformat(), limit)
        after = self._all(Meeting, sql.MEETING_FROM, board, day.isoformat(), limit)
        near = sorted((*before, *after), key=lambda m: (abs((m.date - day).days), m.date, m.id))
        return tuple(near[:limit])

    def meeting_dates(self, board: int, first: date, last: date) -> tuple[date, ...]:
        """Days with a meeting that is not cancelled, in order."""
        rows = self._run(sql.MEETING_DATES, (board, first.isoformat(), last.isoformat()))
        return tuple(date.fromisoformat(row[0]) for row in rows)

    def window(self, board: int, first: date, last: date) -> Plan:
        """The board's meetings from `first` to `last`, exactly those, with all that stands on them."""
        found = _Slice(self._run)
        days = (first.isoformat(), last.isoformat())
        meetings = found.take(Meeting, sql.MEETING_BY_RANGE, board, *days)
        found.take(Placement, sql.PLACEMENT_BY_MEETING, _ids(m.id for m in meetings))
        found.take(Activity, sql.ACTIVITY_BY_RANGE, board, *days)
        return found.completed([board], first, last)

    def meetings(self, ids: Iterable[int]) -> Plan:
        """These meetings with all that stands on them."""
        found = _Slice(self._run)
        meetings = found.take(Meeting, sql.MEETING_BY_ID, _ids(ids))
        found.take(Placement, sql.PLACEMENT_BY_MEETING, _ids(m.id for m in meetings))
        return found.completed(sorted({m.board for m in meetings}))

    def placements(self, ids: Iterable[int]) -> Plan:
        """These placements with their items and meetings, and nothing else that stands there."""
        found = _Slice(self._run)
        placements = found.take(Placement, sql.PLACEMENT_BY_ID, _ids(ids))
        meetings = found.take(Meeting, sql.MEETING_BY_ID, _ids({p.meeting for p in placements}))
        return found.completed(sorted({m.board for m in meetings}))

    def open_past(self, board: int, before: date, limit: int = 10) -> Plan:
        """Meetings before a day that still have items without an outcome, latest first."""
        found = _Slice(self._run)
        meetings = found.take(Meeting, sql.MEETING_UNSETTLED, board, before.isoformat(), limit)
        found.take(Placement, sql.PLACEMENT_BY_MEETING, _ids(m.id for m in meetings))
        return found.completed([board])

    def items(self, ids: Iterable[int]) -> Plan:
        """These items with every placement of theirs and the meetings of those."""
        found = _Slice(self._run)
        wanted = _ids(ids)
        items = found.take(Item, sql.ITEM_BY_ID, wanted)
        placements = found.take(Placement, sql.PLACEMENT_BY_ITEM, wanted)
        found.take(Meeting, sql.MEETING_BY_ID, _ids(p.meeting for p in placements))
        return found.completed(sorted({i.board for i in items}))

    def backlog(self, board: int, limit: int = 200) -> Plan:
        """Items that await a date, longest waiting first; without their past placements."""
        found = _Slice(self._run)
        found.take(Item, sql.ITEM_WAITING, board, limit)
        return found.completed([board])

    def followups(self, board: int, *, done: bool = False, limit: int = 500) -> Plan:
        """What the board's people are to follow up, first due first, with items, meetings and people."""
        found = _Slice(self._run)
        rows = found.take(FollowUp, sql.FOLLOWUP_BY_BOARD, board, int(done), limit)
        found.take(Item, sql.ITEM_BY_ID, _ids({row.item for row in rows if row.item is not None}))
        found.take(Meeting, sql.MEETING_BY_ID, _ids({row.meeting for row in rows if row.meeting is not None}))
        found.take(Person, sql.PERSON_BY_ID, _ids({row.person for row in rows if row.person is not None}))
        found.take(Board, sql.BOARD_BY_ID, _ids([board]))
        return found.plan()

    def titled(self, board: int, fragment: str, limit: int = 9) -> tuple[Item, ...]:
        """Items whose title or other spelling holds the fragment, open ones first, newest first."""
        text = " ".join(fragment.split())
        if len(text) < full_text.SHORTEST:
            return self._titled_shortly(board, text.casefold(), limit)
        ids = self._numbers(board, full_text.phrase(text, only_title=True), limit)
        return self._items_in_order(ids)

    def candidates(self, board: int, words: Sequence[str], limit: int = 50) -> tuple[Item, ...]:
        """Items that share any of these words with their title or spellings, or a case number.

        Those that share most come first. Each word is looked for among the newest items that hold it.
        """
        cases = self._all(Item, sql.ITEM_BY_CASE, board, _texts(words), limit)
        shared: Counter[int] = Counter({item.id: len(words) for item in cases})
        for word in words:
            if len(word) >= full_text.SHORTEST:
                shared.update(self._numbers(board, full_text.phrase(word, only_title=True), _NEWEST))
        best = sorted(shared, key=lambda number: (-shared[number], -number))
        return self._items_in_order(best[:limit])

    def search(self, board: int, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Full text over titles, decisions, follow-ups, notes and documents, newest first of each."""
        from planner.ports import Hit  # noqa: PLC0415 -- only a search needs it

        text = " ".join(text.split())
        if len(text) < full_text.SHORTEST:
            return tuple(Hit("item", item.id, item.title) for item in self.titled(board, text, limit))
        rows = self._run(sql.WORDS, (full_text.phrase(text), board, limit))
        return tuple(Hit(*full_text.place(row[0]), row[1]) for row in rows)

    def people(self, fragment: str | None = None, limit: int = 500) -> tuple[Person, ...]:
        """People whose name, initials, title or spelling holds the fragment; all when None."""
        everyone = self._all(Person, sql.PERSON_ALL)
        if fragment is None:
            return everyone[:limit]
        text = " ".join(fragment.split()).casefold()
        found = [
            person
            for person in everyone
            if any(
                text in name.casefold()
                for name in (person.name, person.initials, person.title, *person.spellings)
                if name
            )
        ]
        return tuple(found[:limit])

    def person_plan(self, person: int, first: date, last: date) -> Plan:
        """What concerns a person between two days: items presented or answered for, absences."""
        found = _Slice(self._run)
        days = (first.isoformat(), last.isoformat())
        numbers = [row[0] for row in self._run(sql.PLACEMENT_BY_PERSON, (*days, person, person))]
        placements = found.take(Placement, sql.PLACEMENT_BY_ID, _ids(numbers))
        found.take(Meeting, sql.MEETING_BY_ID, _ids(p.meeting for p in placements))
        found.take(FollowUp, sql.FOLLOWUP_BY_PERSON, person)
        found.take(Absence, sql.ABSENCE_BY_PERSON, person, *days)
        found.take(Membership, sql.MEMBERSHIP_BY_PERSON, person)
        found.take(Person, sql.PERSON_BY_ID, _ids([person]))
        boards = {m.board for m in found.held(Meeting)} | {m.board for m in found.held(Membership)}
        return found.completed(sorted(boards))

    def documents(self, board: int, name: str | None = None) -> tuple[ImportedDocument, ...]:
        """Imported documents, latest first; those with that name or sha256 when given."""
        if name is None:
            return self._all(ImportedDocument, sql.DOCUMENT_BY_BOARD, board)
        return self._all(ImportedDocument, sql.DOCUMENT_BY_NAME, board, name, name)

    def aliases(self, board: int) -> tuple[Alias, ...]:
        """Everything that was remembered for the board."""
        return self._all(Alias, sql.ALIAS_BY_BOARD, board)

    def steps(self, board: int, *, item: int | None = None, limit: int = 20) -> tuple[Step, ...]:
        """Journal steps of a board, latest first; or those that touch an item, on whatever board they were made."""
        if item is None:
            return self.steps_of(sql.STEPS, board, board, limit)
        return self.steps_of(sql.STEPS_OF_ITEM, item, limit)

    def journal(self) -> tuple[Step, ...]:
        """Every step of every board, oldest first. Not bounded."""
        return self.steps_of(sql.JOURNAL)

    def steps_of(self, query: str, *parameters: Any) -> tuple[Step, ...]:
        """The steps that a query over the journal finds, with their changes."""
        rows = list(self._run(query, parameters))
        if not rows:
            return ()
        import json  # noqa: PLC0415 -- only the journal needs it

        from planner.domain.codec import change_from_plain  # noqa: PLC0415 -- the same

        changes: dict[int, list[Change]] = {row[0]: [] for row in rows}
        for step, table, before, after in self._run(sql.CHANGES_OF_STEPS, (_ids(changes),)):
            plain = {
                "table": table,
                "before": json.loads(before) if before else None,
                "after": json.loads(after) if after else None,
            }
            changes[step].append(change_from_plain(plain))
        also: dict[int, list[int]] = {number: [] for number in changes}
        for step, shared in self._run(sql.BOARDS_OF_STEPS, (_ids(changes),)):
            also[step].append(shared)
        return tuple(
            Step(
                number,
                board,
                datetime.fromisoformat(at),
                by,
                command,
                why,
                kind,
                of,
                state,
                tuple(changes[number]),
                tuple(also[number]),
            )
            for number, board, at, by, command, why, kind, of, state in rows
        )

    def correspondence(self, meetings: Iterable[int]) -> tuple[Correspondence, ...]:
        """What went to and fro about all events of these meetings, those that are over too, by id."""
        wanted = _ids(meetings)
        # Most plans are looked at before anybody is told of them.
        return self._letters.about(wanted) if any(self._run(sql.ENTRY_OF_MEETINGS, (wanted,))) else ()

    def correspondence_with(
        self, person: int, emails: Iterable[str], first: date
    ) -> tuple[Correspondence, ...]:
        """The same of every event from that day on that the person was ever told of."""
        return self._letters.with_person(person, emails, first)

    def unusable(self) -> tuple[Heard, ...]:
        """Messages that came back and could not be used, oldest first."""
        return self._letters.unusable()

    def everything(self, board: int | None = None) -> Plan:
        """The whole plan, for export and checks. Not bounded."""
        found = _Slice(self._run)
        for kind, query in sql.EVERYTHING.items():
            found.take(kind, query)
        return found.plan() if board is None else found.of_board(board)

    def _all(self, kind: type[R], query: str, *parameters: Any) -> tuple[R, ...]:
        return tuple(map(from_row(kind), self._run(query, parameters)))

    def _numbers(self, board: int, phrase: str, limit: int) -> list[int]:
        rows = self._run(sql.WORDS_OF_ITEMS, (phrase, full_text.FIRST_ITEM, board, limit))
        return [full_text.place(row[0])[1] for row in rows]

    def _items_in_order(self, ids: Sequence[int]) -> tuple[Item, ...]:
        items = {item.id: item for item in self._all(Item, sql.ITEM_BY_ID, _ids(ids))}
        return tuple(items[number] for number in ids if number in items)

    def _titled_shortly(self, board: int, text: str, limit: int) -> tuple[Item, ...]:
        """Fewer letters than the index holds: look through the newest items."""
        found: list[Item] = []
        for status in ("open", "done", "withdrawn"):
            newest = self._all(Item, sql.ITEM_NEWEST, board, status, _NEWEST)
            found += [i for i in newest if any(text in name.casefold() for name in (i.title, *i.spellings))]
        return tuple(found[:limit])


class _Slice:
    """Records gathered query by query, then completed so that every id in them leads somewhere."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._records: dict[type, dict[int, Record]] = {}

    def take(self, kind: type[R], query: str, *parameters: Any) -> list[R]:
        """What the query finds, kept and returned."""
        if "[]" in parameters:  # an empty list of ids finds nothing
            return []
        rows = list(map(from_row(kind), self._run(query, parameters)))
        if rows:
            self._records.setdefault(kind, {}).update((row.id, row) for row in rows)
        return rows

    def held(self, kind: type[R]) -> Iterable[R]:
        """The records of a kind that were taken so far."""
        return cast("Iterable[R]", self._records.get(kind, {}).values())

    def plan(self) -> Plan:
        """What was taken, as it is."""
        return Plan(self._records)

    def of_board(self, board: int) -> Plan:
        """What was taken and belongs to one board, with every person, and what its items' routes go through."""
        items = {i.id for i in self.held(Item) if i.board == board}
        routes = {r.id for r in self.held(Route) if r.item in items}
        legs = [leg for leg in self.held(Leg) if leg.route in routes]
        kept = {Item: items, Route: routes, Leg: {leg.id for leg in legs}}
        kept[Board] = {board, *(leg.board for leg in legs)}
        kept[Meeting] = {leg.meeting for leg in legs if leg.meeting is not None}
        kept[Meeting] |= {m.id for m in self.held(Meeting) if m.board == board}
        found = {
            kind: {number: row for number, row in rows.items() if _belongs(row, board, kept)}
            for kind, rows in self._records.items()
        }
        return Plan({kind: rows for kind, rows in found.items() if rows})

    def completed(self, boards: Iterable[int], first: date | None = None, last: date | None = None) -> Plan:
        """The plan, with everything that the meetings, items and placements in it point at.

        Absences are those from `first` to `last`, or over the days of the meetings in it.
        """
        held = {item.id for item in self.held(Item)}
        self.take(Item, sql.ITEM_BY_ID, _ids({p.item for p in self.held(Placement)} - held))
        items, meetings = _ids(i.id for i in self.held(Item)), _ids(m.id for m in self.held(Meeting))
        self.take(Presenter, sql.PRESENTER_BY_ITEM, items)
        self.take(FollowUp, sql.FOLLOWUP_BY_ITEM, items)
        self.take(Attachment, sql.ATTACHMENT_BY_ITEM, items)
        self.take(Paper, sql.PAPER_BY_ITEM, items)
        self.take(FollowUp, sql.FOLLOWUP_BY_MEETING, meetings)
        self.take(Attachment, sql.ATTACHMENT_BY_MEETING, meetings)
        self.take(Standing, sql.STANDING_BY_MEETING, meetings)
        self.take(
            Standing, sql.STANDING_BY_ID, _ids({i.under for i in self.held(Item) if i.under is not None})
        )
        days = [m.date for m in self.held(Meeting)]
        first, last = first or min(days, default=None), last or max(days, default=None)
        for board in boards:
            self.take(Standing, sql.STANDING_BY_BOARD, board)
            self.take(Series, sql.SERIES_BY_BOARD, board)
            self.take(Membership, sql.MEMBERSHIP_BY_BOARD, board)
            self.take(Acceptance, sql.ACCEPTANCE_BY_BOARD, board)
            if first and last:
                self.take(Absence, sql.ABSENCE_BY_RANGE, board, first.isoformat(), last.isoformat())
        self.take(Board, sql.BOARD_BY_ID, _ids(boards))
        self.take(Person, sql.PERSON_BY_ID, _ids(self._people()))
        return self.plan()

    def _people(self) -> set[int]:
        found = {row.person for row in self.held(Presenter)} | {row.person for row in self.held(Membership)}
        found |= {row.person for row in self.held(Absence)}
        for item in self.held(Item):
            found |= {person for person in (item.responsible, item.officer) if person is not None}
        return found | {row.person for row in self.held(FollowUp) if row.person is not None}


def _belongs(row: Record, board: int, kept: dict[type, set[int]]) -> bool:
    match row:
        case Board() | Meeting() | Item() | Route() | Leg():
            return row.id in kept[type(row)]
        case Person():
            return True
        case Placement() | Presenter():
            return row.item in kept[Item]
        case _:
            return row.board == board


def _ids(numbers: Iterable[int]) -> str:
    """Ids as the JSON text that the queries take."""
    return f"[{','.join(map(str, numbers))}]"


def _texts(words: Iterable[str]) -> str:
    import json  # noqa: PLC0415 -- only the importer asks this

    return json.dumps(list(words))
