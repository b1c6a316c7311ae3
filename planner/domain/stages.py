"""How firm a meeting's time plan is: provisional, then locked, then its agenda is sent.

A board may lock and send by itself some days before. That is asked of the plan and the day, and
not stored; agenda numbers are written down when somebody publishes (or dispatches by hand).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from planner.domain.board import Board
from planner.domain.changes import Change, added, edited
from planner.domain.errors import Refused
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting, MeetingStage
from planner.domain.placing import New
from planner.domain.plan import Plan
from planner.domain.timetable import LEFT_THE_MEETING, timetable
from planner.domain.wording import clock, echo

_MARGIN = 15
_HOUR = 60
_FRAME = ("date", "start", "end")
_PLACE = ("meeting", "position", "state", "start", "minutes", "outcome")


def stage_of(board: Board, meeting: Meeting, today: date) -> MeetingStage:
    """The stage on a day: as somebody set it, or locked where the board's own days have come."""
    if meeting.stage != "provisional":
        return meeting.stage
    days = [days for days in (board.lock_days, board.dispatch_days) if days is not None]
    return "locked" if days and today >= meeting.date - timedelta(days=max(days)) else "provisional"


def is_due(board: Board, meeting: Meeting, today: date) -> bool:
    """Whether the board's own day for sending the agenda has come, and it has not been sent."""
    if board.dispatch_days is None or meeting.stage == "sent" or meeting.status != "planned":
        return False
    return meeting.date - timedelta(days=board.dispatch_days) <= today <= meeting.date


def window(first: int, last: int, opens: int, closes: int) -> tuple[int, int]:
    """What a presenter is told of a slot from `first` to `last` while the plan is provisional.

    All are minutes of the day. The rule: a quarter of an hour of air on either side, out to whole
    hours, within the meeting's frame from `opens` to `closes`. 10.30-11.00 is "mellem kl. 10 og 12".
    A window that was told stands as long as the slot lies within it (see `shifts.windows`).
    """
    begins = (first - _MARGIN) // _HOUR * _HOUR
    ends = -(-(last + _MARGIN) // _HOUR) * _HOUR
    return min(max(begins, opens), first), max(min(ends, closes), last)


def lock(meeting: Meeting) -> tuple[Change, ...]:
    """The time plan is firm: presenters are told their exact times."""
    _must_be_planned(meeting)
    if meeting.stage != "provisional":
        said = "er allerede låst" if meeting.stage == "locked" else "er låst, for dagsordenen ligger fast"
        raise Refused(f"Tidsplanen for mødet {echo(meeting.date)} {said}.", hint="Der er intet at ændre.")
    return (edited(meeting, stage="locked"),)


def unlock(board: Board, meeting: Meeting, today: date) -> tuple[Change, ...]:
    """The time plan is provisional again."""
    _must_be_planned(meeting)
    if meeting.stage == "sent":
        raise Refused(
            f"Dagsordenen for mødet {echo(meeting.date)} ligger fast.",
            hint="Lad planen være låst, og læg ændringen ind; den bliver et tillæg.",
        )
    opened = replace(meeting, stage="provisional")
    if stage_of(board, opened, today) != "provisional":
        raise Refused(
            f"Tidsplanen for mødet {echo(meeting.date)} er låst, fordi udvalget selv låser dage før.",
            hint="Ret det med: planner udvalg ret --lock-days nej",
        )
    if meeting.stage == "provisional":
        raise Refused(f"Tidsplanen for mødet {echo(meeting.date)} er ikke låst.", hint="Intet er ændret.")
    return (Change(meeting, opened),)


def dispatch(plan: Plan, meeting: Meeting) -> tuple[Change, ...]:
    """The agenda goes out: its points are numbered from 1 in running order, and that stays.

    Numbers that an agenda which was read had already are kept; the others follow after them.
    """
    _must_be_planned(meeting)
    if meeting.stage == "sent":
        raise Refused(
            f"Dagsordenen for mødet {echo(meeting.date)} ligger allerede fast.",
            hint="Det, der ændres nu, bliver et tillæg ved næste udgivelse.",
        )
    points = [
        slot.placement
        for slot in timetable(plan, meeting).items
        if slot.kind == "item" and slot.placement is not None
    ]
    last = max((one.agenda_number or 0 for one in plan.on(meeting.id)), default=0)
    changes: list[Change] = []
    for placement in points:
        if placement.agenda_number is None:
            last += 1
            changes.append(edited(placement, agenda_number=last))
    return (edited(meeting, stage="sent", points=last, numbers=last), *changes)


def numbered(plan: Plan, changes: Sequence[Change], new: New) -> tuple[Change, ...]:
    """The changes as an agenda that was sent demands: numbers stay, and are never used again.

    A point that comes to it gets the next free number. One that leaves it stays there as postponed,
    unless the whole meeting is called off. `plan` holds the meetings touched as they were.
    """
    now = dict(plan.meetings)
    now |= {c.after.id: c.after for c in changes if isinstance(c.after, Meeting)}
    sent = {number for number, one in now.items() if one.stage == "sent" and one.status == "planned"}
    found: list[Change] = []
    for change in changes:
        old, after = change.before, change.after
        if (
            isinstance(old, Placement)
            and old.meeting in sent
            and old.agenda_number is not None
            and old.outcome is None
            and (not isinstance(after, Placement) or after.meeting != old.meeting)
        ):
            found.append(edited(old, outcome="postponed"))
            if isinstance(after, Placement):
                found.append(added(replace(after, id=new(Placement), agenda_number=None)))
        else:
            found.append(change)
    for change in tuple(found):
        after = change.after
        if not isinstance(after, Placement) or after.meeting not in sent:
            continue
        meeting = now[after.meeting]
        if after.agenda_number is None and after.outcome is None and after.state == "placed":
            after = replace(after, agenda_number=(meeting.numbers or 0) + 1)
            found.append(Change(change.after, after))
        if (after.agenda_number or 0) > (meeting.numbers or 0):
            now[meeting.id] = replace(meeting, numbers=after.agenda_number)
            found.append(Change(meeting, now[meeting.id]))
    return tuple(found)


def is_addition(meeting: Meeting, placement: Placement) -> bool:
    """Whether the point came after the agenda was sent."""
    return meeting.points is not None and (placement.agenda_number or 0) > meeting.points


def gone(plan: Plan, meeting: Meeting) -> tuple[int, ...]:
    """Numbers of a sent agenda whose point has left it."""
    left = [p.agenda_number for p in plan.on(meeting.id) if p.outcome in LEFT_THE_MEETING]
    return tuple(sorted(number for number in left if number is not None)) if meeting.points else ()


def warnings(plan: Plan, changes: Iterable[Change], today: date) -> tuple[str, ...]:
    """What is worth saying where the changes touch a time plan that is locked or sent, by day."""
    changes = tuple(changes)
    touched: dict[int, Meeting] = {}
    over = {c.after.id for c in changes if isinstance(c.after, Meeting) and c.after.status != "planned"}
    for change in changes:
        for record in (change.before, change.after):
            if isinstance(record, Placement) and record.meeting in plan.meetings and _moves(change):
                if record.state == "held":  # on no agenda yet
                    continue
                touched[record.meeting] = plan.meetings[record.meeting]
            elif isinstance(record, Meeting) and isinstance(change.before, Meeting) and _moves(change):
                touched[record.id] = change.before
            elif isinstance(record, Item) and isinstance(change.before, Item) and _moves(change):
                on = [p.meeting for p in plan.open_of(record.id) if p.state == "placed" and p.minutes is None]
                touched |= {number: plan.meetings[number] for number in on if number in plan.meetings}
    said = []
    for meeting in sorted(touched.values(), key=lambda one: one.date):
        if meeting.id in over or meeting.status != "planned" or meeting.date < today:
            continue
        board = plan.boards.get(meeting.board)
        stage = stage_of(board, meeting, today) if board is not None else meeting.stage
        if stage == "sent":
            said.append(
                f"Dagsordenen {echo(meeting.date)} ligger fast. Ændringen bliver et tillæg, når der udgives."
            )
        elif stage == "locked":
            least = f"De, hvis tid flytter sig mindst {board.tolerance} min.," if board is not None else ""
            who = least if board is not None and board.tolerance else "De berørte"
            said.append(f"Tidsplanen {echo(meeting.date)} er låst. {who} får nye tider, når der udgives.")
    return tuple(said)


def days_before(days: int | None) -> str:
    """The board's own day in words: "3 dage før", or "i hånden"."""
    if days is None:
        return "i hånden"
    return "på dagen" if not days else "1 dag før" if days == 1 else f"{days} dage før"


def between(first: int, last: int) -> str:
    """A window in words: "mellem kl. 10 og 12", with minutes where there are any."""
    return f"mellem kl. {_hour(first)} og {_hour(last)}"


def _hour(minute: int) -> str:
    return str(minute // _HOUR) if not minute % _HOUR else clock(time(minute // _HOUR, minute % _HOUR))


def _moves(change: Change) -> bool:
    """Whether the change can move somebody's time."""
    old, new = change.before, change.after
    if isinstance(old, Meeting) and isinstance(new, Meeting):
        return any(getattr(old, name) != getattr(new, name) for name in _FRAME)
    if isinstance(old, Item) and isinstance(new, Item):
        return old.minutes != new.minutes
    if not isinstance(old, Placement) or not isinstance(new, Placement):
        return True
    return any(getattr(old, name) != getattr(new, name) for name in _PLACE)


def _must_be_planned(meeting: Meeting) -> None:
    if meeting.status != "planned":
        said = "aflyst" if meeting.status == "cancelled" else "afsluttet"
        raise Refused(f"Mødet {echo(meeting.date)} er {said}.", hint="Vælg et kommende møde.")
