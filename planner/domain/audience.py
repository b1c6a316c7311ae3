"""What an audience may see of an item. Every way out of the house asks here, and may only remove.

Two things decide: whether the audience is entitled to closed items, and whether the item is one
that the reader presents. Whoever is not entitled sees a closed item as its public title, or as
"Lukket punkt", without presenters (their unit or title may reveal the case), attachments, case
number or heading; a closed attachment of an open item has no name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planner.domain.errors import BadUsage
from planner.domain.item import Attachment, Item, Placement
from planner.domain.plan import Plan
from planner.domain.visibility import Visibility

CLOSED_ITEM = "Lukket punkt"
CLOSED_ATTACHMENT = "Lukket bilag"

AudienceName = Literal["sekretariat", "medlem", "oplægsholder", "medarbejder", "dagsorden", "åben"]


@dataclass(frozen=True)
class Audience:
    """Who reads. `entitled` sees closed items; `own` sees the items they present themselves.

    `unclassified` is what an item counts as when nobody stated its openness: None for what the
    board says.
    """

    name: AudienceName
    entitled: bool = False
    own: bool = False
    unclassified: Visibility | None = None


# The agenda is written by the secretariat for a point whose openness it has already decided, so
# only what was marked closed is hidden there; readers outside get what the board has classified.
AUDIENCES: dict[AudienceName, Audience] = {
    "sekretariat": Audience("sekretariat", entitled=True),
    "medlem": Audience("medlem", entitled=True),
    "oplægsholder": Audience("oplægsholder", own=True),
    "medarbejder": Audience("medarbejder"),
    "dagsorden": Audience("dagsorden", unclassified="open"),
    "åben": Audience("åben"),
}
_OTHER_NAMES: dict[str, AudienceName] = {
    "secretariat": "sekretariat",
    "sekretariatet": "sekretariat",
    "member": "medlem",
    "medlemmer": "medlem",
    "lukket": "medlem",
    "closed": "medlem",
    "presenter": "oplægsholder",
    "oplaegsholder": "oplægsholder",
    "staff": "medarbejder",
    "medarbejdere": "medarbejder",
    "intranet": "medarbejder",
    "agenda": "dagsorden",
    "open": "åben",
    "aaben": "åben",
    "aben": "åben",
    "public": "åben",
    "offentlig": "åben",
}


@dataclass(frozen=True)
class Seen:
    """What is left of an item for an audience. `closed` says that it was hidden or has a public title only."""

    title: str
    closed: bool = False
    heading: str | None = None
    presenters: tuple[int, ...] = ()
    attachments: tuple[str, ...] = ()
    case_number: str | None = None
    kle: str | None = None
    decision: str | None = None
    note: str | None = None


def audience(name: str) -> Audience:
    """The audience of that name, in Danish or English; BadUsage lists the names there are."""
    word = name.strip().casefold()
    known = _OTHER_NAMES.get(word, word)
    for one in AUDIENCES.values():
        if one.name == known:
            return one
    raise BadUsage(f"“{name}” er ikke en modtager.", hint=f"Vælg en af: {', '.join(AUDIENCES)}.")


def audience_of(plan: Plan, board: int, person: int, day: date) -> Audience:
    """What a person counts as on a day: by their seat on the board, else as somebody who may present."""
    roles = {seat.role for seat in plan.seats_on(board, day) if seat.person == person}
    if "secretariat" in roles:
        return AUDIENCES["sekretariat"]
    return AUDIENCES["medlem" if "member" in roles else "oplægsholder"]


def is_closed(plan: Plan, item: Item, reader: Audience) -> bool:
    """Whether the item counts as closed; without a stated openness the audience or the board decides."""
    stated = item.visibility or reader.unclassified
    if stated is None:
        board = plan.boards.get(item.board)
        stated = board.unclassified if board is not None else "closed"
    return stated == "closed"


def seen(
    plan: Plan, item: Item, reader: Audience, *, placement: Placement | None = None, person: int | None = None
) -> Seen:
    """What the audience may see of an item (as that agenda has it, when a placement is given).

    `person` is the reader, where one is known: a presenter sees the items they present.
    """
    presenters = tuple(
        one.person for one in plan.presenters_of(item.id, placement.meeting if placement else None)
    )
    presents = reader.own and person is not None and person in presenters
    hidden = is_closed(plan, item, reader) and not reader.entitled
    if hidden and not presents:
        return Seen(item.title_public or CLOSED_ITEM, closed=True)
    return Seen(
        (placement.label if placement is not None else None) or item.title,
        heading=placement.heading if placement is not None else None,
        # A presenter with their own page sees nobody else's name on it.
        presenters=(person,) if presents and person is not None else presenters,
        attachments=_attachments(plan, item, reader, own=presents),
        case_number=item.case_number,
        kle=item.kle,
        decision=placement.decision if placement is not None else None,
        note=item.note if reader.entitled else None,
    )


def attachment_title(attachment: Attachment, reader: Audience, *, own: bool = False) -> str:
    """The name of an attachment, or "Lukket bilag" for who may not know it."""
    hidden = attachment.visibility == "closed" and not (reader.entitled or own)
    return CLOSED_ATTACHMENT if hidden else attachment.title or CLOSED_ATTACHMENT


def unclassified(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items of which nobody has said whether they are open or closed."""
    return tuple(item for item in items if item.visibility is None)


def _attachments(plan: Plan, item: Item, reader: Audience, *, own: bool) -> tuple[str, ...]:
    rows = sorted(
        (one for one in plan.all(Attachment).values() if one.item == item.id),
        key=lambda one: (one.no or 0, one.id),
    )
    return tuple(attachment_title(one, reader, own=own) for one in rows)
