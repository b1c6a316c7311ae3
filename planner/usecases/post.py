"""Post the letters that are due: claim, act, settle. No transaction is open while the mail server is called.

That a letter leaves is written down before its first byte does. Only a definite answer is believed: one
whose answer was lost, and one whose worker died, are parked for a person, for nobody can be asked whether
a mail arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from planner.domain.calendar import OutcomeUnknown
from planner.domain.letter import Letter
from planner.domain.letter_facts import items_in
from planner.domain.post import LETTER_WAITING, LOST, LetterState, QueuedLetter, settled
from planner.ports import Clock, Mailer, Store, Work
from planner.usecases.remind import still_wanted
from planner.usecases.render_letters import Rendering, closed_among

# So many leave over one connection: as many are in doubt where a process dies while it sends.
AT_ONCE = 8
# Kind of letter -> what is left of it at an instant, asked when it is taken up: less of its facts, or a state
# in which it does not leave.
Weigh = Callable[[QueuedLetter, Work, datetime], QueuedLetter]
WEIGHED: Mapping[str, Weigh] = {"reminder": still_wanted}


@dataclass(frozen=True)
class Posted:
    """What became of one letter in this run; no text of it is in here."""

    letter: int
    kind: str
    name: str
    email: str
    state: LetterState
    reason: str | None = None


@dataclass(frozen=True)
class PostView:
    """What a run did, and what is left.

    As JSON: {"done": [{"letter", "kind", "name", "email", "state", "reason"}], "waiting", "for_a_person",
    "next": when something is due again (instant) or null, "stopped": the fault for which nothing leaves
    before a person has looked, or null, "faults": what is wrong with templates, a sentence each}.
    """

    done: tuple[Posted, ...]
    waiting: int
    for_a_person: int
    next: datetime | None
    stopped: str | None
    faults: tuple[str, ...]


def post(
    *,
    store: Store,
    mailer: Mailer,
    rendering: Rendering,
    clock: Clock,
    weighed: Mapping[str, Weigh] = WEIGHED,
    heard: Callable[[Posted], None] | None = None,
) -> PostView:
    """Post everything that is due; `heard` is told of each letter as it is settled."""
    with store.held():
        return _posted(store, mailer, rendering, clock, weighed, heard)


def _posted(
    store: Store,
    mailer: Mailer,
    rendering: Rendering,
    clock: Clock,
    weighed: Mapping[str, Weigh],
    heard: Callable[[Posted], None] | None,
) -> PostView:
    done: list[Posted] = []
    stopped: str | None = None
    items: dict[str, tuple[int, ...]] = {}
    while stopped is None:
        claimed, over = _claimed(store, rendering, weighed, items, _now(clock))
        sent: list[QueuedLetter] = []
        if claimed:
            answers = _handed_over(mailer, [letter for _, letter in claimed])
            verdicts = [
                settled(answer, one, _now(clock)) for (one, _), answer in zip(claimed, answers, strict=True)
            ]
            stopped = next((one.reason for one in verdicts if one.stops), None)
            after = [
                replace(
                    one,
                    state=verdict.state,
                    doubtful=verdict.doubtful,
                    not_before=verdict.not_before,
                    reason=verdict.reason,
                )
                for (one, _), verdict in zip(claimed, verdicts, strict=True)
            ]
            sent = _saved(after, [one for one, _ in claimed], store)
        for one in (*over, *sent):
            row = Posted(one.id, one.kind, one.name, one.email, one.state, one.reason)
            done.append(row)
            if heard is not None:
                heard(row)
        if not claimed and not over:
            break
    return _view(store, done, stopped, rendering.faults)


def _now(clock: Clock) -> datetime:
    """The present in UTC: half a minute later on the wall may be another hour, where clocks are set."""
    return clock.now().astimezone(UTC)


def _claimed(
    store: Store,
    rendering: Rendering,
    weighed: Mapping[str, Weigh],
    items: dict[str, tuple[int, ...]],
    now: datetime,
) -> tuple[list[tuple[QueuedLetter, Letter]], list[QueuedLetter]]:
    """Letters marked as under way, with their mails; and those that were settled without being sent.

    `items` remembers which facts speak of which items.
    """
    claimed: list[tuple[QueuedLetter, Letter]] = []
    over: list[QueuedLetter] = []
    said: list[QueuedLetter] = []
    with store.work() as work:
        found = work.letters.due(now, AT_ONCE)
        if not found or work.sending.standstill():
            return [], []
        closed: dict[str, frozenset[int]] = {}
        for one in found:
            left = _left(one, weighed, work, now)
            if left.state not in LETTER_WAITING or (left.not_before or now) > now:
                if work.letters.save(left, one):
                    over.append(left)
                continue
            if left.digest not in closed or not left.digest:
                if left.digest not in items or not left.digest:
                    items[left.digest] = tuple(sorted(set(items_in(left.facts))))
                closed[left.digest] = closed_among(items[left.digest], work.read)
            mail = _mail(left, rendering, closed[left.digest], now)
            if mail is None:
                unusable = replace(one, state="parked", not_before=None, reason="Rejected")
                over += [unusable] if work.letters.save(unusable, one) else []
                continue
            leaving = replace(
                one,
                state="inflight",
                attempts=one.attempts + 1,
                sent_at=now,
                not_before=None,
                reason=None,
                content=mail.content,
            )
            if work.letters.save(leaving, one):
                claimed.append((leaving, mail))
                said.append(replace(leaving, facts=left.facts))
        if said:
            work.sending.letters_leave(said)
        work.commit()
    return claimed, over


def _mail(one: QueuedLetter, rendering: Rendering, closed: frozenset[int], now: datetime) -> Letter | None:
    """What may have arrived leaves as the same bytes; what has not is written anew. None where no mail can be made."""
    try:
        mail = rendering.letter(one, closed, one.sent_at or now)
    except Exception:  # noqa: BLE001 -- an address that is none, or facts that no template knows: the others go on
        return None
    if one.doubtful and one.content is not None:
        return replace(mail, content=one.content)
    return mail


def _left(one: QueuedLetter, weighed: Mapping[str, Weigh], work: Work, now: datetime) -> QueuedLetter:
    """What is left to be sent of the letter; it is settled, or waits, where it is not to leave now."""
    if one.state == "inflight":
        return replace(one, state="parked", doubtful=True, reason=LOST)
    if one.doubtful:
        return one  # a person has asked for it
    if one.useful_until is not None and one.useful_until < now:
        return replace(one, state="expired", not_before=now)
    weigh = weighed.get(one.kind)
    return weigh(one, work, now) if weigh is not None else one


def _handed_over(mailer: Mailer, letters: list[Letter]) -> list[Exception | None]:
    try:
        answers = list(mailer.send(letters))
    except Exception as error:  # noqa: BLE001 -- whatever the mailer does, what is known of each letter is kept
        return [error] * len(letters)
    if len(answers) != len(letters):
        return [OutcomeUnknown("Svarene passer ikke til det sendte.")] * len(letters)
    return [*answers]


def _saved(after: Iterable[QueuedLetter], before: Iterable[QueuedLetter], store: Store) -> list[QueuedLetter]:
    """Write down what became of them; those that somebody else has taken up meanwhile are theirs."""
    with store.work() as work:
        kept = [one for one, was in zip(after, before, strict=True) if work.letters.save(one, was)]
        work.sending.letters_settled(kept)
        work.commit()
    return kept


def _view(store: Store, done: list[Posted], stopped: str | None, faults: tuple[str, ...]) -> PostView:
    with store.work() as work:
        left = work.letters.queue()
    return PostView(tuple(done), left.waiting, left.states.get("parked", 0), left.next, stopped, faults)
