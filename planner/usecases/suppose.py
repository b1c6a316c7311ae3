"""The store as it would be after some changes: what a use-case finds there is only thought of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from planner.domain.changes import Change
from planner.ports import Clock, Reader, Store, Work


class Supposed:
    """A store in which the changes are made, and nothing is ever kept."""

    def __init__(
        self, store: Store, changes: Callable[[Work], Sequence[Change]], board: int, clock: Clock
    ) -> None:
        self._store, self._changes, self._board, self._clock = store, changes, board, clock

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction in which they are made already."""
        with self._store.work() as work:
            changes = self._changes(work)
            if changes:
                work.append(changes, board=self._board, at=self._clock.now(), by="", command="")
            yield work

    def reading(self) -> AbstractContextManager[Reader]:
        """The plan as it is."""
        return self._store.reading()

    def held(self) -> AbstractContextManager[None]:
        """Many transactions follow one another inside."""
        return self._store.held()

    def also(self, before: Callable[[Work], None]) -> Store:
        """The same store: nothing is made so here."""
        del before
        return self
