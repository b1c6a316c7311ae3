"""A rehearsal of publishing: everything that would go out goes to the secretary alone, and nothing is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from planner.domain.calendar import CalendarEntry, Mailbox
from planner.domain.entry import BY_HAND, Entry, Wanted, as_sent, uid_of
from planner.domain.errors import BadUsage, Refused
from planner.domain.letter import Letter
from planner.domain.publication import News, NewsKind, Pair, news
from planner.ports import Clock, Mailer, Reader, Store
from planner.usecases import address
from planner.usecases.publish import PublishPlan, publish

# What the message is, who would get it, and to whom it goes instead: a finished mail.
Compose = Callable[[CalendarEntry, NewsKind, Mailbox, Mailbox], Letter]


@dataclass(frozen=True)
class Sample:
    """A message that was sent on trial. `error` says why it was not, or may not have been."""

    name: str
    email: str
    kind: NewsKind
    subject: str
    error: str | None = None


@dataclass(frozen=True)
class Rehearsed:
    """What was sent to `to` in place of those who would have got it.

    As JSON: {"to", "samples": [{"name", "email", "kind", "subject", "error"}], "failed": how many of
    them have an error}.
    """

    to: str
    samples: tuple[Sample, ...]
    failed: int


def receiver(read: Reader, text: str) -> Mailbox:
    """Whom the rehearsal goes to: an address, or somebody in the plan. BadUsage without an address."""
    if "@" in text:
        return Mailbox(text, text)
    person = address.person(read, (text,))
    if not person.email:
        raise BadUsage(
            f"{person.name} har ingen mailadresse.", hint="Skriv adressen: planner udgiv --to ADRESSE"
        )
    return Mailbox(person.name, person.email)


def rehearse(
    command: PublishPlan,
    to: Mailbox,
    *,
    store: Store,
    clock: Clock,
    mailer: Mailer,
    compose: Compose,
) -> Rehearsed:
    """Send each message once, as a plain mail that no calendar takes for an invitation.

    The plan, its publication and the outbox stay as they are. Refused where nobody would hear anything.
    """
    found: list[Pair] = []
    publish(
        replace(command, agreed=None), store=store, clock=clock, new_key=lambda: "trial", look=found.extend
    )
    messages = [
        (event, one.kind, who)
        for pair in found
        if pair.backend != BY_HAND
        for one in news(pair)
        for event, who in _messages(pair, one, clock, command.board.id)
    ]
    if not messages:
        raise Refused("Ingen ville få besked, så der er intet at prøve.", hint="planner udgiv --dry-run")
    letters = [compose(event, kind, who, to) for event, kind, who in messages]
    samples = tuple(
        Sample(who.name, who.email, kind, event.subject, error.sentence if error is not None else None)
        for (event, kind, who), error in zip(messages, mailer.send(letters), strict=True)
    )
    return Rehearsed(to.email, samples, sum(sample.error is not None for sample in samples))


def _messages(pair: Pair, one: News, clock: Clock, board: int) -> Iterator[tuple[CalendarEntry, Mailbox]]:
    """The event as that receiver would see it, and who they are."""
    wanted = pair.before if one.kind == "cancellation" else pair.wanted
    if wanted is None:
        return
    event = as_sent(Entry(0, board, "", "trial", uid_of("trial"), wanted), clock.now())
    who = one.room or _mailbox(wanted, one.person)
    if who is not None:
        yield (replace(event, body="") if one.room is not None else event), who


def _mailbox(wanted: Wanted, person: int) -> Mailbox | None:
    people = [one.mailbox for one in wanted.attendees if one.role != "resource"]
    return next((box for number, box in zip(wanted.people, people, strict=False) if number == person), None)
