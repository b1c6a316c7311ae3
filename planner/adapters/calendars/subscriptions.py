"""Entries for people who subscribe: nothing is sent, the event is put into the file that they fetch.

Files are rewritten from the plan after every sync, too: a file that was lost, or written by two at
once, is whole again then.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.adapters.calendars.feed_file import FeedFolder, assembled, blocks_of, event_block
from planner.adapters.calendars.one_way import OneWay
from planner.domain.calendar import (
    CalendarEntry,
    Diagnosis,
    Link,
    NotReached,
    Rejected,
    Remote,
    Replies,
)
from planner.domain.errors import Unreachable


class SubscriptionGateway(OneWay):
    """A CalendarGateway over files; `names` says by address which file is whose, and its title."""

    def __init__(self, folder: FeedFolder, names: Mapping[str, tuple[str, str]]) -> None:
        self._folder, self._names = folder, names

    def create(self, entry: CalendarEntry) -> Link:
        """Put the event into the file of everybody invited."""
        block = event_block(entry)
        for one in entry.attendees:
            if one.mailbox.email not in self._names:
                raise Rejected(
                    f"{one.mailbox.name} har ikke et abonnement.",
                    hint=f'planner abonnement tilføj "{one.mailbox.name}"',
                )
        for one in entry.attendees:
            self._rewritten(one.mailbox.email, entry.uid, block)
        return Link(entry.uid)

    def update(self, entry: CalendarEntry, link: Link) -> Link:
        """Put the event there as it is now; it is the same as to create it."""
        del link
        return self.create(entry)

    def cancel(self, entry: CalendarEntry, link: Link, reason: str) -> None:
        """Take the event out; somebody who no longer subscribes does not have it."""
        del link, reason
        for one in entry.attendees:
            if one.mailbox.email in self._names:
                self._rewritten(one.mailbox.email, entry.uid, None)

    def probe(self, entry: CalendarEntry) -> Remote | None:
        """The event where it stands in the file of everybody invited."""
        found = {
            blocks_of(self._folder.content(self._names[one.mailbox.email][0])).get(entry.uid)
            for one in entry.attendees
            if one.mailbox.email in self._names
        }
        if not found or None in found:
            return None
        return Remote(
            Link(entry.uid),
            entry.uid,
            entry.key,
            entry.subject,
            entry.starts,
            entry.ends,
            entry.sequence,
            holds=found == {event_block(entry)},
        )

    def replies(self, state: str | None) -> Replies:
        """Nothing: who subscribes is not asked."""
        return Replies((), state)

    def check(self) -> tuple[Diagnosis, ...]:
        """Whether the folder can be written to."""
        if self._folder.is_writable():
            return (Diagnosis("abonnementer", well=True, found="mappen kan skrives"),)
        fix = "Opret mappen i feeds.directory, og giv ret til at skrive i den."
        return (Diagnosis("abonnementer", well=False, found="mappen kan ikke skrives", fix=fix),)

    def _rewritten(self, email: str, uid: str, block: bytes | None) -> None:
        name, title = self._names[email]
        blocks = blocks_of(self._folder.content(name))
        if block is None:
            blocks.pop(uid, None)
        else:
            blocks[uid] = block
        try:
            self._folder.put(name, assembled(title, blocks))
        except Unreachable as error:
            raise NotReached(error.sentence, hint=error.hint) from None
