"""After a copy was put back: ask the calendars what they hold, and correct what the copy believes of them.

Nothing is sent. What people were told after the copy counts as published again, so that the next
publication shows, person by person, what the plan that was put back would change of it; events that
the copy has never heard of are among them. Whatever is sent later has a higher sequence than anything
sent before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.calendar import CalendarEntry, Link, Remote
from planner.domain.entry import Entry, Wanted
from planner.domain.outbound import FOR_A_PERSON, UNDER_WAY
from planner.domain.standstill import UNKNOWN_MANY, Departure, Standstill
from planner.ports import CalendarGateway, Clock, Store, Unasked, Work
from planner.usecases.recall_letters import recall_letters


@dataclass(frozen=True)
class Reconciled:
    """What was found, and why nothing leaves (None: nothing stands in the way).

    As JSON: {"standstill", "touched": how many events may have been sent since the copy, "agreed":
    those that are as the copy says, "corrected": those that were not, "rediscovered": those that the
    copy has never heard of, "presumed": those that nobody can be asked about, "failed":
    {"backend": class of fault}, "letters": how many other mails left since the copy}.
    """

    standstill: Standstill | None
    touched: int = 0
    agreed: int = 0
    corrected: int = 0
    rediscovered: int = 0
    presumed: int = 0
    failed: Mapping[str, str] = field(default_factory=dict)
    letters: int = 0

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        return dict(vars(self))


@dataclass(frozen=True)
class _Question:
    """An event that may have been sent since: as the copy has it, and what left last, where that is known."""

    entry: Entry
    last: Departure | None

    @property
    def revision(self) -> CalendarEntry | None:
        return self.last.revision if self.last else self.entry.sent


@dataclass(frozen=True)
class _Answer:
    question: _Question
    found: Remote | None
    presumed: Link | None = None


def reconcile(*, store: Store, gateways: Mapping[str, CalendarGateway], clock: Clock) -> Reconciled:
    """Find out why nothing leaves, ask, and correct. Does nothing where nothing stands in the way."""
    with store.work() as work:
        why = work.sending.standstill()
        if why is None or why == "vanished":
            return Reconciled(why)
        questions = _questions(why, work, clock)
    failed: dict[str, str] = {}
    answers = [
        answer
        for question in questions
        if (answer := _asked(question, gateways.get(question.entry.backend), failed)) is not None
    ]
    counts: dict[str, int] = defaultdict(int)
    with store.work() as work:
        for answer in answers:
            counts[_corrected(answer, work)] += 1
        letters = recall_letters(work)
        work.commit()
    return Reconciled(why, touched=len(questions), failed=failed, letters=letters, **counts)


def resume(*, store: Store) -> None:
    """A person has looked at what was found: things may leave again."""
    with store.work() as work:
        if work.sending.standstill() in ("missing", "other"):  # nothing tells which letters have left
            work.letters.doubt()
        work.sending.resume()
        work.commit()


def _questions(why: Standstill, work: Work, clock: Clock) -> list[_Question]:
    """Every event that left since the copy; where that is not known, every one that may have left."""
    now = clock.now()
    latest = {one.entry.key: one for one in work.sending.unknown()}
    found = [
        _Question(work.sending.entry_with(key) or one.entry, one)
        for key, one in latest.items()
        if one.revision.ends > now
    ]
    if why == "older":
        return found
    rest = (entry for entry in work.sending.coming(now) if entry.key not in latest and entry.sent)
    return [*found, *(_Question(entry, None) for entry in rest)]


def _asked(question: _Question, gateway: CalendarGateway | None, failed: dict[str, str]) -> _Answer | None:
    backend, revision = question.entry.backend, question.revision
    if backend in failed or revision is None:
        return None
    if gateway is None:
        failed[backend] = "NotConfigured"
        return None
    if isinstance(gateway, Unasked):
        return _Answer(question, None, gateway.presumed(revision))
    try:
        return _Answer(question, gateway.probe(revision))
    except Exception as error:  # noqa: BLE001 -- whatever a backend does, the others are asked
        failed[backend] = type(error).__name__
        return None


def _corrected(answer: _Answer, work: Work) -> str:
    """Write down what was found; how it counts."""
    question, found = answer.question, answer.found
    entry, last = question.entry, question.last
    if answer.presumed is not None:
        is_there = last is None or last.operation != "cancel"
    else:  # a cancellation that left may have been refused
        is_there = found is not None and not found.is_cancelled
    if last is None:
        return _without_a_trace(answer, is_there, work)
    if not is_there:
        if entry.id and last.operation == "cancel" and not entry.is_over:
            _settle(work, entry)
            work.out.unwish(entry)  # nor does what waited when the copy was made: it would invite anew
            work.out.keep(replace(entry, sent=None, is_over=True))
            return "corrected"
        if entry.id and entry.sent is not None:  # gone: a person decides when it is to be changed
            work.out.keep(replace(entry, sent=replace(entry.sent, sequence=last.revision.sequence)))
        return "agreed"
    sent, wanted, link = last.revision, _as_it_left(last, entry), answer.presumed or Link()
    if found is not None:
        link = found.link
        if not _is_as_sent(found, sent):
            seen: dict[str, Any] = {
                "starts": found.starts,
                "ends": found.ends,
                "subject": found.subject,
                "body": "",
            }
            # Who has it is not known either, so what is told anew must not wait as early wording may.
            sent, wanted = (
                replace(sent, **seen),
                replace(wanted, neutral_body="", shown=(), stage="locked", **seen),
            )
        sent = replace(sent, sequence=max(sent.sequence, found.sequence or 0))
    corrected = replace(entry, wanted=wanted, stands=True, sent=sent, link=link)
    if entry.id:
        _settle(work, entry)
    if corrected != entry:
        work.out.keep(corrected)
    if answer.presumed is not None:
        return "presumed"
    return "rediscovered" if not entry.id else "agreed" if corrected == entry else "corrected"


def _as_it_left(last: Departure, entry: Entry) -> Wanted:
    """What was wanted of the event by the revision that left; it may be older than what was published by then."""
    wanted, sent = last.entry.wanted, last.revision
    told = (sent.starts, sent.ends, sent.subject, sent.place, sent.status, sent.attendees)
    if told == (
        wanted.starts,
        wanted.ends,
        wanted.subject,
        wanted.place,
        wanted.status,
        wanted.attendees,
    ):
        return wanted
    ids = {
        one.mailbox.email: person
        for known in (wanted, entry.wanted)
        for one, person in zip(known.attendees, known.people, strict=False)
    }
    emails = [one.mailbox.email for one in sent.attendees]
    return replace(
        wanted,
        starts=sent.starts,
        ends=sent.ends,
        subject=sent.subject,
        place=sent.place,
        status=sent.status,
        attendees=sent.attendees,
        people=tuple(ids[email] for email in emails if email in ids),
        stage="locked",
    )


def _without_a_trace(answer: _Answer, is_there: bool, work: Work) -> str:
    """What left is not known at all: the sequence goes beyond any, and what is found there counts."""
    entry, found = answer.question.entry, answer.found
    if entry.sent is None:
        return "agreed"
    sent = replace(entry.sent, sequence=entry.sent.sequence % UNKNOWN_MANY + UNKNOWN_MANY)
    wanted, link = entry.wanted, entry.link
    changed = is_there and found is not None and not _is_as_sent(found, entry.sent)
    if changed and found is not None:
        seen: dict[str, Any] = {"starts": found.starts, "ends": found.ends, "subject": found.subject}
        sent, wanted, link = replace(sent, **seen), replace(wanted, **seen), found.link
    work.out.keep(replace(entry, wanted=wanted, sent=sent, link=link))
    if answer.presumed is not None:
        return "presumed"
    return "corrected" if changed else "agreed"


def _is_as_sent(found: Remote, sent: CalendarEntry) -> bool:
    if found.holds is not None:
        return found.holds
    return (found.starts, found.ends, found.subject) == (sent.starts, sent.ends, sent.subject)


def _settle(work: Work, entry: Entry) -> None:
    """What the copy believes to be under way, or with a person, has been overtaken by what left after it."""
    for task in work.out.tasks((*UNDER_WAY, *FOR_A_PERSON)):
        if task.entry == entry.id:
            work.out.save(replace(task, state="superseded", not_before=None), task)
