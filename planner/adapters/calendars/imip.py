"""Entries by mail (iMIP, RFC 6047): nothing is kept at the other end, so the link remembers who was told.

The link's version maps each address to the revision it has ("" and a "?" where the answer was lost).
Nothing can be asked afterwards (the port `Unasked`). That is safe, because the same revision is the same
bytes, and calendar programs pass over a UID, SEQUENCE and DTSTAMP that they have already seen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from planner.adapters.calendars.invitation import invitation
from planner.adapters.calendars.itip import is_address, revision
from planner.adapters.calendars.one_way import OneWay
from planner.adapters.calendars.replies import read_mail
from planner.domain.calendar import (
    Attendee,
    CalendarEntry,
    Diagnosis,
    GatewayError,
    Link,
    Mailbox,
    OutcomeUnknown,
    PartlyDone,
    Rejected,
    Remote,
    Replies,
    Reply,
)
from planner.domain.letter import Letter
from planner.ports import Inbox, Mailer

Invited = Callable[[str], Collection[str] | None]
_Wish = tuple[str, Letter | None]


class ImipGateway(OneWay):
    """Invitations, new times and cancellations as mails, one person per message.

    `inbox` is where the answers come in; without one, nothing ever comes back. `invited` says whom
    an entry of ours was sent to by its UID (None: not ours); without it nobody is a stranger.
    """

    def __init__(self, mailer: Mailer, inbox: Inbox | None = None, *, invited: Invited | None = None) -> None:
        self._mailer = mailer
        self._inbox = inbox
        self._invited = invited

    def create(self, entry: CalendarEntry) -> Link:
        """Mail an invitation to every attendee."""
        return self.update(entry, Link())

    def update(self, entry: CalendarEntry, link: Link) -> Link:
        """Mail those who do not have this revision, and cancel for those who are no longer attendees.

        Raises PartlyDone where it went well for some only.
        """
        _must_have_sender(entry)
        told, now = _told(link), revision(entry)
        before = frozenset(told)
        wishes: list[_Wish] = [
            (one.mailbox.email, _letter(entry, one, known=bool(told.get(one.mailbox.email, "").rstrip("?"))))
            for one in entry.attendees
            if told.get(one.mailbox.email) != now
        ]
        here = {one.mailbox.email for one in entry.attendees}
        wishes += [
            (email, _farewell(entry, _someone(email), (), None)) for email in told if email not in here
        ]
        outcomes = self._send(wishes)
        for email, outcome in outcomes:
            if isinstance(outcome, OutcomeUnknown):
                told[email] = told.get(email, "").rstrip("?") + "?"
            elif outcome is None and email in here:
                told[email] = now
            elif outcome is None or (isinstance(outcome, Rejected) and email not in here):
                told.pop(email, None)
        return _concluded(replace(link, version=_written(told)), outcomes, before)

    def cancel(self, entry: CalendarEntry, link: Link, reason: str) -> None:
        """Mail a cancellation to everybody who may have the entry; its `sequence` is the raised one."""
        _must_have_sender(entry)
        attendees = {one.mailbox.email: one for one in entry.attendees}
        told = _told(link) if link.version else dict.fromkeys(attendees, "?")
        listed = tuple(attendees.get(email) or _someone(email) for email in told)
        outcomes = self._send([(one.mailbox.email, _farewell(entry, one, listed, reason)) for one in listed])
        for email, outcome in outcomes:
            if outcome is None or isinstance(outcome, Rejected):
                told.pop(email)
        _concluded(replace(link, version=_written(told)), outcomes, frozenset(attendees) | frozenset(told))

    def probe(self, entry: CalendarEntry) -> Remote | None:  # noqa: ARG002 -- the port's shape
        """Always None: nobody can be asked. It says nothing about what arrived."""
        return None

    def presumed(self, entry: CalendarEntry) -> Link:
        """The link of an entry that was sent, taken for arrived with everybody it was for."""
        now = revision(entry)
        return Link(version=_written({one.mailbox.email: now for one in entry.attendees}))

    def replies(self, state: str | None) -> Replies:
        """Answers, proposed times and bounces from the inbox; other mail there is passed over."""
        if self._inbox is None:
            return Replies((), state)
        arrivals = self._inbox.since(state)
        news: list[Reply] = []
        refused: list[str] = []
        for mail in arrivals.mails:
            found, why = ((), mail.fault) if mail.fault else read_mail(mail.content, invited=self._invited)
            news += found
            refused += [f"{mail.name}: {why}"] if why else []
        return Replies(tuple(news), arrivals.state, tuple(refused))

    def check(self) -> tuple[Diagnosis, ...]:
        """Try the doors of mail out and mail in."""
        incoming = self._inbox.check() if self._inbox else ()
        return (*self._mailer.check(), *incoming)

    def _send(self, wishes: Sequence[_Wish]) -> list[tuple[str, GatewayError | None]]:
        sent = iter(self._mailer.send([letter for _, letter in wishes if letter]) if wishes else ())
        return [(email, next(sent) if letter else _unusable(email)) for email, letter in wishes]


def _letter(entry: CalendarEntry, to: Attendee, *, known: bool) -> Letter | None:
    if not is_address(to.mailbox.email):
        return None
    listed = tuple(one for one in entry.attendees if is_address(one.mailbox.email))
    return invitation(entry, "REQUEST", to, listed=listed, known=known)


def _farewell(
    entry: CalendarEntry, to: Attendee, listed: tuple[Attendee, ...], reason: str | None
) -> Letter | None:
    """A cancellation: of the whole event for all those listed, or, with none listed, for one alone."""
    if not is_address(to.mailbox.email):
        return None
    named = tuple(one for one in listed if is_address(one.mailbox.email))
    return invitation(entry, "CANCEL", to, listed=named or (to,), reason=reason, whole=bool(named))


def _concluded(
    link: Link, outcomes: Sequence[tuple[str, GatewayError | None]], before: Collection[str]
) -> Link:
    """The link where all went well; one error where all failed alike, else PartlyDone.

    A doubt about somebody new must be remembered in the link, unless there was no link `before`.
    """
    failures = tuple((email, error) for email, error in outcomes if error is not None)
    if not failures:
        return link
    alike = len(failures) == len(outcomes) and len({type(error) for _, error in failures}) == 1
    first = failures[0][1]
    if alike and (
        not isinstance(first, OutcomeUnknown) or not before or {who for who, _ in failures} <= set(before)
    ):
        raise first
    raise PartlyDone(link, failures)


def _must_have_sender(entry: CalendarEntry) -> None:
    if not is_address(entry.organizer.email):
        raise Rejected(
            f"Sekretariatets adresse “{entry.organizer.email[:80]}” kan ikke bruges til mail.",
            hint="Ret udvalgets postkasse.",
        )


def _unusable(email: str) -> Rejected:
    return Rejected(f"“{email[:80]}” er ikke en adresse, som mail kan sendes til.")


def _someone(email: str) -> Attendee:
    return Attendee(Mailbox("", email))


def _told(link: Link) -> dict[str, str]:
    return dict(json.loads(link.version)) if link.version else {}


def _written(told: dict[str, str]) -> str:
    return json.dumps(told, ensure_ascii=False)
