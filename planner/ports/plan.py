"""What a use-case asks of the present and of the plan that is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from planner.domain.board import Alias, Board, ImportedDocument
    from planner.domain.changes import Step
    from planner.domain.correspondence import Correspondence, Heard
    from planner.domain.item import Item
    from planner.domain.meeting import Meeting
    from planner.domain.people import Person
    from planner.domain.plan import Plan
    from planner.ports.ahead import Ahead


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present instant, aware, in the zone of the configuration."""
        ...


@dataclass(frozen=True)
class Hit:
    """A row found by full text: which record, and the words around the match."""

    table: str
    id: int
    text: str


class Reader(Protocol):
    """Questions to the store. Each is bounded: its cost follows what it returns, not what is stored.

    A returned Plan is a slice: every placement in it has its item and meeting in it, with the
    item's presenters and the people, memberships, absences, standing blocks and acceptances that
    concern them, so that the rules and the timetable can be computed from it alone.
    """

    @property
    def ahead(self) -> Ahead:
        """What is planned further ahead: routes and items that come back."""
        ...

    def boards(self) -> tuple[Board, ...]:
        """Every board, own ones first, by code."""
        ...

    def meeting_on(self, board: int, day: date) -> Meeting | None:
        """The board's meeting that day, one that stands before a cancelled one."""
        ...

    def meetings_near(self, board: int, day: date, limit: int = 2) -> tuple[Meeting, ...]:
        """The meetings nearest to a day, for a question such as "mente du den 27.?"."""
        ...

    def meeting_dates(self, board: int, first: date, last: date) -> tuple[date, ...]:
        """Days with a meeting that is not cancelled, in order."""
        ...

    def window(self, board: int, first: date, last: date) -> Plan:
        """The board's meetings from `first` to `last` with all that stands on them."""
        ...

    def meetings(self, ids: Iterable[int]) -> Plan:
        """These meetings with all that stands on them."""
        ...

    def placements(self, ids: Iterable[int]) -> Plan:
        """These placements with their items and meetings, and nothing else that stands there."""
        ...

    def open_past(self, board: int, before: date, limit: int = 10) -> Plan:
        """Meetings before a day that still have items without an outcome, latest first."""
        ...

    def items(self, ids: Iterable[int]) -> Plan:
        """These items with every placement of theirs and the meetings of those."""
        ...

    def backlog(self, board: int, limit: int = 200) -> Plan:
        """Items that await a date, longest waiting first."""
        ...

    def followups(self, board: int, *, done: bool = False, limit: int = 500) -> Plan:
        """What the board's people are to follow up, first due first, with items, meetings and people."""
        ...

    def titled(self, board: int, fragment: str, limit: int = 9) -> tuple[Item, ...]:
        """Items whose title or other spelling holds the fragment, open ones first, newest first."""
        ...

    def candidates(self, board: int, words: Sequence[str], limit: int = 50) -> tuple[Item, ...]:
        """Items that share any of these words with their title or spellings, or a case number."""
        ...

    def search(self, board: int, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Full text over titles, decisions, follow-ups, notes and documents."""
        ...

    def people(self, fragment: str | None = None, limit: int = 500) -> tuple[Person, ...]:
        """People whose name, initials, title or spelling holds the fragment; all when None."""
        ...

    def person_plan(self, person: int, first: date, last: date) -> Plan:
        """What concerns a person between two days: items presented or answered for, absences."""
        ...

    def documents(self, board: int, name: str | None = None) -> tuple[ImportedDocument, ...]:
        """Imported documents, latest first; those with that name or sha256 when given."""
        ...

    def aliases(self, board: int) -> tuple[Alias, ...]:
        """Everything that was remembered for the board."""
        ...

    def steps(self, board: int, *, item: int | None = None, limit: int = 20) -> tuple[Step, ...]:
        """Journal steps of a board, latest first; or those that touch an item, on whatever board they were made."""
        ...

    def correspondence(self, meetings: Iterable[int]) -> tuple[Correspondence, ...]:
        """What went to and fro about all events of these meetings, those that are over too, by id."""
        ...

    def correspondence_with(
        self, person: int, emails: Iterable[str], first: date
    ) -> tuple[Correspondence, ...]:
        """The same of every event from that day on that the person was ever told of."""
        ...

    def unusable(self) -> tuple[Heard, ...]:
        """Messages that came back and could not be used, oldest first."""
        ...

    def everything(self, board: int | None = None) -> Plan:
        """The whole plan, for export and checks. Not bounded."""
        ...
