"""Letters that wait or that a person must decide about, and the three things a person can decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from planner.domain.errors import NeedsPerson, Refused
from planner.domain.post import LETTER_WAITING, LetterKind, LetterState, QueuedLetter
from planner.ports import Clock, Store, Work

Decision = Literal["retry", "drop", "confirm"]

# State -> what a person is told of it; nobody can be asked whether a mail arrived.
LETTER_STATES: dict[LetterState, str] = {
    "ready": "venter på afsendelse",
    "wait": "venter på næste forsøg",
    "inflight": "er ved at blive sendt",
    "parked": "kunne ikke sendes",
    "acked": "er sendt",
    "expired": "blev for gammel",
    "suppressed": "blev overflødig",
    "dropped": "er opgivet",
}
NOT_CONFIRMED = "afsendelse ikke bekræftet - kontrollér"
LETTER_KINDS: dict[LetterKind, str] = {
    "forward_look": "ugens fremblik",
    "reminder": "påmindelse",
    "digest": "sekretariatets liste",
    "follow_up": "opfølgning",
}


@dataclass(frozen=True)
class LetterParcel:
    """A letter as it is shown; no text of it is in here. `doubtful` says that it may have arrived."""

    letter: int
    state: LetterState
    kind: LetterKind
    name: str
    to: str
    due: datetime
    attempts: int
    doubtful: bool
    not_before: datetime | None
    reason: str | None


def letter_state(state: LetterState, *, doubtful: bool) -> str:
    """The state in words."""
    return NOT_CONFIRMED if state == "parked" and doubtful else LETTER_STATES[state]


def letter_parcels(work: Work, board: int) -> tuple[LetterParcel, ...]:
    """The board's letters that are not settled, oldest first."""
    return tuple(letter_parcel(one) for one in work.letters.open(board))


def letter_parcel(one: QueuedLetter) -> LetterParcel:
    """A letter as it is shown."""
    return LetterParcel(
        one.id,
        one.state,
        one.kind,
        one.name,
        one.email or one.name,
        one.due,
        one.attempts,
        one.doubtful,
        one.not_before,
        one.reason,
    )


def settle_letter(number: int, decision: Decision, *, store: Store, clock: Clock) -> LetterParcel | None:
    """A person decides about a letter; None where no letter has that number.

    One that is tried again leaves as the same bytes where it may have arrived, however late it is.
    """
    with store.work() as work:
        letter = work.letters.one(number)
        if letter is None:
            return None
        if letter.state not in (*LETTER_WAITING, "parked"):
            raise Refused(
                f"Forsendelse nr. {number} er ikke til at ændre: {LETTER_STATES[letter.state]}.",
                hint="planner udbakke viser dem, der venter.",
            )
        after = _after(letter, decision, clock.now())
        if not work.letters.save(after, letter):
            raise NeedsPerson("Forsendelsen blev taget op imens.", hint="planner udbakke")
        work.commit()
    return letter_parcel(after)


def _after(letter: QueuedLetter, decision: Decision, now: datetime) -> QueuedLetter:
    if decision == "drop":
        return replace(letter, state="dropped", not_before=None)
    if decision == "confirm":
        if not letter.doubtful:
            raise Refused(
                "Den er ikke sendt, så der er intet at bekræfte.", hint=f"planner udbakke retry {letter.id}"
            )
        return replace(letter, state="acked", not_before=None)
    if not letter.facts:
        raise Refused(
            "Mailens tekst gik tabt, da en kopi blev sat tilbage.", hint=f"planner udbakke opgiv {letter.id}"
        )
    late = letter.useful_until is not None and letter.useful_until < now
    if late and not letter.doubtful:
        raise Refused("Mailen er for gammel til at blive sendt.", hint=f"planner udbakke opgiv {letter.id}")
    return replace(letter, state="ready", not_before=None, attempts=0, reason=None)
