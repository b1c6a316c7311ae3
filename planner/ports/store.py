"""One transaction, and the store that opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from planner.domain.changes import Change, Record, Step
    from planner.ports.jobs import Jobs
    from planner.ports.letters import Issues, Letters, Reminders
    from planner.ports.plan import Reader
    from planner.ports.sending import Feeds, Incoming, Outgoing, Sending


class Work(Protocol):
    """One writing transaction. Leaving it without `commit` writes nothing."""

    @property
    def read(self) -> Reader:
        """The same questions, inside the transaction."""
        ...

    @property
    def out(self) -> Outgoing:
        """What was published and is on its way out, inside the transaction."""
        ...

    @property
    def sending(self) -> Sending:
        """How far the sending has come, inside the transaction."""
        ...

    @property
    def feeds(self) -> Feeds:
        """The calendars that are subscribed to, inside the transaction."""
        ...

    @property
    def incoming(self) -> Incoming:
        """What came back, inside the transaction."""
        ...

    @property
    def jobs(self) -> Jobs:
        """The due times of jobs, inside the transaction."""
        ...

    @property
    def reminders(self) -> Reminders:
        """What people were reminded of, inside the transaction."""
        ...

    @property
    def letters(self) -> Letters:
        """The letters that wait to be mailed, inside the transaction."""
        ...

    @property
    def issues(self) -> Issues:
        """The issues of mails that come back, inside the transaction."""
        ...

    def new_id(self, kind: type[Record]) -> int:
        """The next id of that kind of record; never given out twice."""
        ...

    def append(
        self,
        changes: Sequence[Change],
        *,
        board: int,
        at: datetime,
        by: str,
        command: str,
        why: str | None = None,
        kind: Literal["do", "undo", "redo"] = "do",
        of: int | None = None,
        also: Iterable[int] = (),
    ) -> Step:
        """Apply the changes and journal them as one step; StalePlan where a row is not as expected.

        A "do" step clears redo; "undo" and "redo" set the state of step `of`. The step is in the history of
        the boards `also` as well, and undone from there too.
        """
        ...

    def last_done(self, board: int, by: str | None = None) -> Step | None:
        """The latest step that stands (made by `by`, when given): what undo takes back."""
        ...

    def next_redo(self, board: int) -> Step | None:
        """The step that redo would bring back, or None."""
        ...

    def commit(self) -> None:
        """Make it so."""
        ...


class Store(Protocol):
    """The plan's home."""

    def work(self) -> AbstractContextManager[Work]:
        """A writing transaction; it rolls back unless committed."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """A reading transaction: one consistent state."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """Many transactions follow one another inside: the store is not put away after each."""
        ...

    def also(self, before: Callable[[Work], None]) -> Store:
        """The same store, where `before` is done in each writing transaction just before it is made so."""
        ...
