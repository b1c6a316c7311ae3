"""What a use-case asks of letters: the queue of them, the issues of a list, and how one is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from planner.domain.issue import Issue, MailReader
    from planner.domain.letter import Letter, Rendered
    from planner.domain.post import LetterQueue, QueuedLetter
    from planner.domain.publication import Publication
    from planner.domain.reminders import Key


class Letters(Protocol):
    """The letters that wait to be mailed. Nothing is queued twice."""

    def add(self, letter: QueuedLetter) -> bool:
        """Queue it under the next number; False where its key is known."""
        ...

    def due(self, now: datetime, most: int = 1) -> tuple[QueuedLetter, ...]:
        """The oldest letters that may be taken up now; those under way whose worker is gone, too."""
        ...

    def save(self, letter: QueuedLetter, was: QueuedLetter) -> bool:
        """The letter as it is now; False where somebody else has taken it up since it was as it `was`."""
        ...

    def one(self, number: int) -> QueuedLetter | None:
        """The letter with that number."""
        ...

    def open(self, board: int | None = None) -> tuple[QueuedLetter, ...]:
        """Letters that are not settled, oldest first; of one board when it is given."""
        ...

    def last_sent(self, prefix: str) -> datetime | None:
        """When the last letter whose key begins so left, in the order of the keys; None before the first."""
        ...

    def expired(self, board: int, since: datetime) -> tuple[QueuedLetter, ...]:
        """The board's letters that were given up since an instant, since they were too late to be of use."""
        ...

    def queue(self) -> LetterQueue:
        """How many there are of those that are not settled."""
        ...

    def with_prefix(self, prefix: str) -> tuple[QueuedLetter, ...]:
        """Every letter whose key begins so, settled ones too."""
        ...

    def doubt(self) -> int:
        """A copy was put back: whatever waits may have left since. A person decides; how many there are."""
        ...


class Issues(Protocol):
    """The issues of mails that come back, their readers, and the words before the next one."""

    def add(self, issue: Issue) -> Issue | None:
        """Keep it under the next number; None where that issue has been made."""
        ...

    def last(self, board: int, name: str, nominal: date | None = None) -> Issue | None:
        """The latest issue of a list; with `nominal` the latest of that day."""
        ...

    def before(self, board: int, name: str, nominal: date) -> Issue | None:
        """The latest issue of a list that was due before that day."""
        ...

    def published(self, board: int, publication: int | None = None) -> tuple[Publication, ...]:
        """The latest whole publication (up to that number), and those of some days after it, in order."""
        ...

    def readers(self, board: int) -> tuple[MailReader, ...]:
        """What was chosen for each person."""
        ...

    def choose(self, reader: MailReader) -> None:
        """What holds for that person from now on."""
        ...

    def intro(self, board: int) -> str | None:
        """The words before the next issue."""
        ...

    def introduce(self, board: int, text: str | None, at: datetime, by: str) -> None:
        """Those words from now on; None for none."""
        ...


class Reminders(Protocol):
    """What people were reminded of. Nothing is given twice."""

    def given(self, board: int, since: datetime) -> tuple[Key, ...]:
        """What the board's people were reminded of since an instant, the oldest first."""
        ...

    def give(self, key: Key, board: int, at: datetime, letter: str) -> bool:
        """Note that it is given with that letter; False where it has been given."""
        ...


class Renderer(Protocol):
    """Templates of letters. An own one with an error is not used: the shipped one is, and `faults` says so."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with templates that were used so far, a sentence each."""
        ...

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that there are templates of."""
        ...

    @property
    def strangers(self) -> tuple[str, ...]:
        """Own files that are no part of any letter: a misspelt name, perhaps."""
        ...

    def render(self, letter: str, words: Mapping[str, Any], language: str) -> Rendered:
        """A letter of that kind with these words in it."""
        ...


class Composer(Protocol):
    """Makes a finished mail: the same letter, words and instant are the same bytes."""

    def __call__(self, letter: QueuedLetter, rendered: Rendered, at: datetime) -> Letter:
        """The whole mail from the secretariat to the letter's reader."""
        ...
