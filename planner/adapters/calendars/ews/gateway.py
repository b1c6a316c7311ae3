"""The calendar port over EWS. What exactly is sent is recorded in the tests beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from exchangelib.items import (
    NEVER_OVERWRITE,
    SAVE_ONLY,
    SEND_AND_SAVE_COPY,
    SEND_TO_ALL_AND_SAVE_COPY,
    SEND_TO_NONE,
    SOFT_DELETE,
    CalendarItem,
    CancelCalendarItem,
)
from exchangelib.properties import Body, ReferenceItemId
from exchangelib.services import CreateItem, DeleteItem, UpdateItem

from planner.adapters.calendars.ews import busy, directory, doctor, finding, prints, replies
from planner.adapters.calendars.ews.access import EwsAccess
from planner.adapters.calendars.ews.connection import Connection
from planner.adapters.calendars.ews.differences import differences, is_changed_by_hand, put_back
from planner.adapters.calendars.ews.faults import fault
from planner.adapters.calendars.ews.items import (
    PRINT_FIELD,
    ROLES,
    NewEvent,
    attending,
    invited_along,
    is_organized_by,
    item_of,
    remote_of,
    seen,
    with_addresses,
)
from planner.domain.calendar import (
    Busy,
    CalendarEntry,
    Diagnosis,
    GatewayError,
    Link,
    Mailbox,
    Rejected,
    Remote,
    RemoteChanged,
    RemoteGone,
    Replies,
)
from planner.ports import Clock

Found = TypeVar("Found")
Asked = ParamSpec("Asked")

BATCH = 100
UNSEEN = ""
# Seconds that a call may take in all. What writes is over well before the quiet period is (domain/outbound.py).
WRITING, READING = 75.0, 300.0


def _over_within(
    seconds: float,
) -> Callable[
    [Callable[Concatenate[EwsGateway, Asked], Found]], Callable[Concatenate[EwsGateway, Asked], Found]
]:
    def bounded(
        method: Callable[Concatenate[EwsGateway, Asked], Found],
    ) -> Callable[Concatenate[EwsGateway, Asked], Found]:
        @wraps(method)
        def call(self: EwsGateway, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
            with self.connection.within(seconds):
                return method(self, *args, **kwargs)

        return call

    return bounded


class EwsGateway:
    """A CalendarGateway on the secretariat's mailbox in Exchange. No writing is retried here."""

    most_at_once = BATCH

    def __init__(self, access: EwsAccess, clock: Clock) -> None:
        self.access = access
        self._clock = clock
        self.connection = Connection(access)
        self._landed_well = False

    def create(self, entry: CalendarEntry) -> Link:
        """Put the entry in the calendar and invite its attendees. One request, two the first time."""
        (result,) = self.create_many([entry])
        if isinstance(result, GatewayError):
            raise result
        return result

    @_over_within(WRITING)
    def create_many(self, entries: Sequence[CalendarEntry]) -> tuple[Link | GatewayError, ...]:
        """Each entry's link, or what is known of it. When an answer to a batch is lost, so is all of it."""
        results: list[Link | GatewayError] = []
        for start in range(0, len(entries), BATCH):
            results += self._created(entries[start : start + BATCH])
        return tuple(results)

    @_over_within(WRITING)
    def update(self, entry: CalendarEntry, link: Link) -> Link:
        """Send what differs. Everybody is told of what they see, a new wording as well, and those who come
        or go of that; what somebody changed by hand is never overwritten unseen.
        """
        item = self._current(entry, link)
        before = prints.read(item.planner_print)
        if link.version is not None and is_changed_by_hand(item, before, link.version):
            raise RemoteChanged("Aftalen er ændret i Outlook, siden vi sidst så den. Intet er overskrevet.")
        along = invited_along(item, before)
        target = self._item(entry, attending(item))
        for field, extra in along.items():
            if extra:
                setattr(target, field, [*(getattr(target, field) or ()), *extra])
        target.id, target.changekey = item.id, item.changekey
        fields, telling = differences(entry, item, target, before)
        if not fields:
            return Link(item.id, item.changekey)
        link = self._write(target, fields, telling)
        if not set(fields).isdisjoint(ROLES.values()):
            link = self._set_right(entry, target, link)
        return link

    @_over_within(WRITING)
    def cancel(self, entry: CalendarEntry, link: Link, reason: str) -> None:
        """Cancel the event with a reason for its attendees; what cannot be cancelled is deleted, and told."""
        try:
            item = self._current(entry, link)
        except RemoteGone:
            return
        try:
            self._cancelled(item, reason)
        except RemoteGone:
            return
        except Rejected:
            self._deleted(item, SEND_TO_ALL_AND_SAVE_COPY)

    @_over_within(WRITING)
    def adopt(self, entry: CalendarEntry, link: Link) -> Link:
        """Mark an event that was there before as ours: in properties that nobody sees, and nobody is told."""
        item = self._current(entry, link)
        item.planner_key, item.planner_print = entry.key, str(prints.print_of(entry))
        return self._write(item, ["planner_key", PRINT_FIELD], SEND_TO_NONE)

    @_over_within(WRITING)
    def probe(self, entry: CalendarEntry) -> Remote | None:
        """The event with the entry's key, then with its UID, then by what stands there at that time."""
        item = self._read(lambda: finding.by_entry(self.connection, entry))
        if item is None:
            return None
        found, written = remote_of(item, self.access.mailbox), prints.read(item.planner_print)
        if written is None:
            return found
        # Where somebody changed it by hand after our last writing, no version of it is one that we know.
        link = found.link if seen(item, written) == written.visible else Link(item.id, UNSEEN)
        return replace(found, link=link, holds=written == prints.print_of(entry))

    @_over_within(READING)
    def between(self, first: dt.datetime, last: dt.datetime) -> tuple[Remote, ...]:
        """Events that touch the stretch, by their start."""
        found = self._read(lambda: finding.between(self.connection, first, last))
        return tuple(remote_of(item, self.access.mailbox) for item in found)

    @_over_within(READING)
    def busy(self, emails: Sequence[str], first: dt.datetime, last: dt.datetime) -> tuple[Busy, ...]:
        """When these mailboxes are taken; one that the server does not know is left out."""
        return self._read(lambda: busy.busy(self.connection, emails, first, last))

    @_over_within(READING)
    def people_called(self, name: str) -> tuple[Mailbox, ...]:
        """Those in the address book whose name or address begins like that."""
        return self._read(lambda: directory.people_called(self.connection, name))

    @_over_within(READING)
    def replies(self, state: str | None) -> Replies:
        """Answers, proposed times, events moved or removed by hand. Our own cancellations are among them."""
        return self._read(lambda: replies.replies(self.connection, state, self._clock.now()))

    @_over_within(READING)
    def check(self) -> tuple[Diagnosis, ...]:
        """Try the address, the login, the calendar and its rights, the inbox and free/busy: read only."""
        return doctor.check(self.connection, self._clock.now())

    def close(self) -> None:
        """Close the connection to the server."""
        self.connection.close()

    def _created(self, entries: Sequence[CalendarEntry]) -> list[Link | GatewayError]:
        items: dict[int, Any] = {}
        results: dict[int, Link | GatewayError] = {}
        for number, entry in enumerate(entries):
            try:
                items[number] = self._item(entry, kind=NewEvent)
            except GatewayError as error:
                results[number] = error
        try:
            answers = self._save(list(items.values())) if items else []
        except Rejected as error:
            if len(entries) > 1:  # Nothing was done: the others need not wait for the one that cannot be.
                return [result for entry in entries for result in self._created([entry])]
            answers = [error]
        except GatewayError as error:
            answers = [error] * len(items)
        for number, answer in zip(items, answers, strict=False):
            results[number] = self._linked(answer)
        self._verify(entries, results)
        lost = fault(ValueError(), server=self.access.server, writing=True)
        return [results.get(number, lost) for number in range(len(entries))]

    def _save(self, items: list[Any]) -> list[Any]:
        connection = self.connection
        return self._write_once(
            lambda: list(
                connection.service(CreateItem).call(
                    items=items,
                    folder=connection.calendar,
                    message_disposition=SAVE_ONLY,
                    send_meeting_invitations=SEND_TO_ALL_AND_SAVE_COPY,
                )
            )
        )

    def _linked(self, answer: Any) -> Link | GatewayError:
        if isinstance(answer, GatewayError):
            return answer
        if isinstance(answer, Exception) or not getattr(answer, "id", None):
            error = answer if isinstance(answer, Exception) else ValueError()
            return fault(error, server=self.access.server, writing=True)
        return Link(answer.id, answer.changekey)

    def _verify(self, entries: Sequence[CalendarEntry], results: dict[int, Link | GatewayError]) -> None:
        """The first event that is saved is read back: without the right to the mailbox some servers
        save it, without a word, in the calendar of the user who logged in.
        """
        for number, link in results.items():
            if isinstance(link, Link) and not self._landed_well:
                try:
                    item = self._by_link(link)
                    landed_well = item is None or self._is_ours(item)
                except GatewayError:
                    return  # It was created; where it landed is asked about the next time.
                if landed_well:
                    self._landed_well = item is not None
                else:
                    results[number] = self._taken_back(entries[number], item)

    def _is_ours(self, item: Any) -> bool:
        """Whether a new event is where it should be. With another organizer it matters which calendar it
        is: some servers name the user who logged in, wherever the event stands.
        """
        if is_organized_by(item, self.access.mailbox) or item.parent_folder_id is None:
            return True
        calendar = self.connection.ask(lambda: finding.folder(self.connection, self.connection.calendar))
        return bool(item.parent_folder_id.id == calendar.id)

    def _taken_back(self, entry: CalendarEntry, item: Any) -> GatewayError:
        try:
            self._deleted(item, SEND_TO_ALL_AND_SAVE_COPY)
        except GatewayError as error:
            return error
        return Rejected(
            f"Aftalen landede i en anden kalender end den i {self.access.mailbox} og er trukket tilbage.",
            hint="Giv brugeren fuld adgang til postkassen, eller brug impersonation.",
            key=entry.key,
        )

    def _current(self, entry: CalendarEntry, link: Link) -> Any:
        """The event as it is now: by its id, or where the server has given it another, by our key."""
        item = self._by_link(link) if link.remote_id else None
        if item is None:
            item = self._read(lambda: finding.by_entry(self.connection, entry))
        if item is None:
            raise RemoteGone("Aftalen findes ikke længere i sekretariatets kalender.")
        return with_addresses(item, entry)

    def _by_link(self, link: Link) -> Any | None:
        found = self._read(lambda: finding.by_id(self.connection, [(link.remote_id, None)]))
        return found[0] if found else None

    def _write(self, target: Any, fields: list[str], telling: str) -> Link:
        connection = self.connection
        answers = self._write_once(
            lambda: list(
                connection.service(UpdateItem).call(
                    items=[(target, fields)],
                    conflict_resolution=NEVER_OVERWRITE,
                    message_disposition=SAVE_ONLY,
                    send_meeting_invitations_or_cancellations=telling,
                    suppress_read_receipts=True,
                )
            )
        )
        if not answers or isinstance(answers[0], Exception):
            error = answers[0] if answers else ValueError()
            raise fault(error, server=self.access.server, writing=True)
        target.id, target.changekey = answers[0]
        return Link(target.id, target.changekey)

    def _set_right(self, entry: CalendarEntry, target: Any, link: Link) -> Link:
        """A server may answer well to new attendees, and put back an older state of all the rest with them."""
        item = self._by_link(link)
        if item is None:
            return link
        fields = put_back(entry, item)
        if not fields:
            return Link(item.id, item.changekey)
        target.id, target.changekey = item.id, item.changekey
        return self._write(
            target, fields, SEND_TO_NONE if fields == [PRINT_FIELD] else SEND_TO_ALL_AND_SAVE_COPY
        )

    def _cancelled(self, item: Any, reason: str) -> None:
        connection = self.connection
        cancellation = CancelCalendarItem(
            reference_item_id=ReferenceItemId(id=item.id, changekey=item.changekey), new_body=Body(reason)
        )
        self._done(
            lambda: connection.service(CreateItem).call(
                items=[cancellation],
                folder=connection.sent,
                message_disposition=SEND_AND_SAVE_COPY,
                send_meeting_invitations=SEND_TO_NONE,
            )
        )

    def _deleted(self, item: Any, telling: str) -> None:
        service = self.connection.service(DeleteItem)
        self._done(
            lambda: service.call(
                items=[(item.id, item.changekey)],
                delete_type=SOFT_DELETE,
                send_meeting_cancellations=telling,
                affected_task_occurrences="AllOccurrences",
                suppress_read_receipts=True,
            )
        )

    def _done(self, call: Callable[[], Any]) -> None:
        for answer in self._write_once(lambda: list(call())):
            if isinstance(answer, Exception):
                raise fault(answer, server=self.access.server, writing=True)

    def _item(self, entry: CalendarEntry, kept: Sequence[Any] = (), kind: Any = CalendarItem) -> Any:
        try:
            return item_of(entry, self.connection.account, kept, kind)
        except GatewayError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever the library finds wrong with it, nothing was sent
            why = type(error).__name__
        raise Rejected(f"Exchange kan ikke rumme aftalen ({why}).", key=entry.key)

    def _read(self, call: Callable[[], Found]) -> Found:
        return self.connection.ask(call)

    def _write_once(self, call: Callable[[], Found]) -> Found:
        return self.connection.ask(call, writing=True)
