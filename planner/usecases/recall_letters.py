"""After a copy was put back: letters that left since are known again, so that nobody is told the same twice."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.issue import FORWARD_LOOK, issue_of
from planner.domain.post import LOST, QueuedLetter
from planner.domain.standstill import LetterLeft
from planner.ports import Work


def recall_letters(work: Work) -> int:
    """Write down what left, inside the transaction: letters, issues, and reminders given. How many letters it is."""
    left = work.sending.unknown_letters()
    for one in left:
        _recall(one, work)
        for key in one.given:
            work.reminders.give(key, one.board, one.at, one.key)
        if one.kind == FORWARD_LOOK:
            _recall_issue(one, work)
    return len(left)


def _recall(left: LetterLeft, work: Work) -> None:
    """The letter counts as sent, or waits for a person where it is not known whether it arrived.

    Of one that the copy never knew, that and its reader is all there is to know.
    """
    known = _with_key(left.key, work)
    if known is None:
        person = next((one for one in work.read.people() if one.id == left.person), None)
        name, email = (person.name, person.email or "") if person is not None else ("Sekretariatet", "")
        work.letters.add(
            QueuedLetter(
                left.key, left.kind, left.board, left.person, name, email, "da", "medarbejder", left.at
            )
        )
        known = _with_key(left.key, work)
    if known is not None and known.state != "acked":
        if left.arrived:
            gone = replace(known, state="acked", doubtful=False, reason=None)
        else:
            gone = replace(known, state="parked", doubtful=True, reason=LOST)
        work.letters.save(replace(gone, sent_at=left.at, not_before=None), known)


def _with_key(key: str, work: Work) -> QueuedLetter | None:
    return next((one for one in work.letters.with_prefix(key) if one.key == key), None)


def _recall_issue(left: LetterLeft, work: Work) -> None:
    """The issue that the letter was of. It counts as telling of what the copy knows to have been published."""
    published = work.issues.published(left.board)
    if published:
        work.issues.add(issue_of(left.key, published[-1].id, left.at, "planner"))
