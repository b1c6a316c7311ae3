"""The frame of every writing command: look, decide, check, write as one step, and say what happened.

A command module gives a `decide` function; everything else is the same for all. Commits happen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from planner.domain.board import Board
from planner.domain.caused import caused
from planner.domain.changes import Change, Record, Step, net
from planner.domain.errors import Refused
from planner.domain.finding import Finding
from planner.domain.item import FollowUp, Item, Leg, Paper, Placement, Presenter, Route, SeriesPresenter
from planner.domain.meeting import Meeting
from planner.domain.people import Absence
from planner.domain.plan import Plan, plan_of
from planner.domain.rules import findings
from planner.domain.sentences import told
from planner.domain.stages import numbered, warnings
from planner.domain.wording import sentence
from planner.domain.worktime import holidays
from planner.ports import Clock, Reader, Store, Work


@dataclass(frozen=True)
class Manner:
    """How a command is carried out: on which board, by whom, and what was typed.

    `force` writes even where a finding of level "block" says stop; `levels` overrules those levels.
    """

    board: Board
    by: str
    command: str
    why: str | None = None
    dry_run: bool = False
    force: bool = False
    language: str = "da"
    levels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """What lies before a decision: the plan inside the transaction, the board, the present."""

    read: Reader
    board: Board
    now: datetime
    new_id: Callable[[type[Record]], int]

    @property
    def today(self) -> date:
        """The present day in the board's zone."""
        return self.now.date()

    def about(self, items: Iterable[Item], days: Iterable[date] = ()) -> Plan:
        """The items with all their placements, and the meetings of these days and of those placements, whole."""
        plan = self.read.items([item.id for item in items])
        wanted = {*days, *(meeting.date for meeting in plan.meetings.values())}
        for day in sorted(wanted):
            plan = plan.merged(self.read.window(self.board.id, day, day))
        return plan


@dataclass(frozen=True)
class Decision:
    """What a command wants. `plan` holds what it looked at; `understood` the dates as it read them.

    `notes` are sentences to say beside what changed. The step belongs to the boards `also` (ids) as well.
    """

    plan: Plan
    changes: Sequence[Change]
    understood: tuple[date, ...] = ()
    notes: tuple[str, ...] = ()
    also: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Done:
    """What came of a command. `step` is None when there was nothing to change, or nothing was written.

    As JSON: {"step": number or null, "dry_run", "understood": [ISO dates], "sentences": [...],
    "notes": [...], "changes": [{"name", "table", "before", "after"}], "findings": [{"rule", "level",
    "subject", "sentence", "key", "source", "also", "help"}]}.
    """

    step: Step | None
    changes: tuple[Change, ...]
    sentences: tuple[str, ...]
    understood: tuple[date, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        from planner.domain.codec import change_to_plain  # noqa: PLC0415 -- only for JSON

        return {
            "step": self.step.id if self.step else None,
            "dry_run": self.dry_run,
            "understood": self.understood,
            "sentences": self.sentences,
            "notes": self.notes,
            "changes": [change_to_plain(change) for change in self.changes],
            "findings": self.findings,
        }


def carry_out(manner: Manner, decide: Callable[[Desk], Decision], *, store: Store, clock: Clock) -> Done:
    """Carry out what `decide` wants as one step. Refused where a finding blocks and nobody insists."""
    now = clock.now()
    with store.work() as work:
        desk = Desk(work.read, manner.board, now, work.new_id)
        decision = decide(desk)
        plan, changes, along = _followed(desk, decision.plan, net(decision.changes))
        before = _surroundings(plan, changes, manner.board, work.read)
        changes = net(numbered(before, changes, work.new_id))
        done = _weighed(manner, decision, changes, before, now)
        if not changes:
            return done
        _stop_if_blocked(done.findings, manner)
        step = work.append(
            changes,
            board=manner.board.id,
            at=now,
            by=manner.by,
            command=manner.command,
            why=manner.why,
            also=decision.also | along,
        )
        return finished(done, step, work, dry_run=manner.dry_run)


def weighed(
    manner: Manner, decision: Decision, changes: tuple[Change, ...], read: Reader, now: datetime
) -> Done:
    """What the changes would do, in sentences, with the findings they cause. Writes nothing."""
    return _weighed(manner, decision, changes, _surroundings(decision.plan, changes, manner.board, read), now)


def _weighed(
    manner: Manner, decision: Decision, changes: tuple[Change, ...], before: Plan, now: datetime
) -> Done:
    after = before.apply(changes)
    new = _caused(before, after, changes, now, manner.levels)
    sentences = told(changes, before, after, manner.language)
    notes = (*decision.notes, *warnings(before, changes, now.date()))
    return Done(None, changes, sentences, decision.understood, new, notes, manner.dry_run)


def finished(done: Done, step: Step, work: Work, *, dry_run: bool) -> Done:
    """Commit, unless it was only a rehearsal, and hand the step over."""
    if dry_run:
        return done
    work.commit()
    return Done(step, done.changes, done.sentences, done.understood, done.findings, done.notes)


def _followed(
    desk: Desk, plan: Plan, changes: tuple[Change, ...]
) -> tuple[Plan, tuple[Change, ...], frozenset[int]]:
    """The changes with what follows of them on the routes and in the series that they touch.

    With them come the boards whose items follow: the step is theirs as well.
    """
    if any(item.item_series is not None for item in plan.items.values()):
        from planner.usecases.follow_series import follow_series  # noqa: PLC0415 -- few items come back

        changes = net((*changes, *follow_series(desk.read, plan, changes)))
    touched = _routes(desk.read, *_moved(plan, changes))
    if not touched.all(Route):
        return plan, changes, frozenset()
    from planner.usecases.follow_routes import Place, follow_routes  # noqa: PLC0415 -- few items have a route

    plan = plan.merged(touched)
    here = Place(desk.read, desk.now, desk.new_id)
    routes = touched.all(Route)
    followed = follow_routes(here, plan, routes.values(), changes)
    items = {c.record.item for c in followed if isinstance(c.record, Placement)}
    items |= {routes[c.record.route].item for c in followed if isinstance(c.record, Leg)}
    boards = frozenset(route.board for route in routes.values() if route.item in items)
    return plan, net((*changes, *followed)), boards


def _moved(plan: Plan, changes: Iterable[Change]) -> tuple[set[int], set[int]]:
    """The items whose dates or routes the changes touch, and the meetings that were there and are changed."""
    meetings = {c.before.id for c in changes if isinstance(c.before, Meeting)}
    items = {c.record.item for c in changes if isinstance(c.record, Placement | Route)}
    return items | {placement.item for number in meetings for placement in plan.on(number)}, meetings


def _routes(read: Reader, items: set[int], meetings: set[int]) -> Plan:
    """The routes of these items and through these meetings, with their items."""
    found = read.ahead.routes(items) if items else Plan()
    if meetings:
        found = found.merged(read.ahead.routes_at(meetings))
    routes = found.all(Route).values()
    return found.merged(read.items([route.item for route in routes])) if routes else found


def _stop_if_blocked(found: Iterable[Finding], manner: Manner) -> None:
    blocking = [finding for finding in found if finding.level == "block"]
    if blocking and not manner.force:
        first = blocking[0]
        said = f"{first.subject}: {first.sentence}"
        said = sentence(f"{said} (og {len(blocking) - 1} mere)" if len(blocking) > 1 else said)
        raise Refused(
            f"{said} Intet er ændret.",
            hint="Gør det alligevel med --force.",
            findings=tuple(blocking),
        )


def _surroundings(plan: Plan, changes: Sequence[Change], board: Board, read: Reader) -> Plan:
    """The plan with everything in it that the changes touch: whole meetings, whole items, people."""
    plan = plan.merged(plan_of([board]))
    plan = plan.merged(plan_of(c.before for c in changes if c.before is not None))
    made = {(c.table, c.record.id) for c in changes if c.before is None}
    items = {number for c in changes for number in _items_in(c) if ("item", number) not in made}
    if items:
        plan = plan.merged(read.items(sorted(items)))
    new = {number for table, number in made if table == "meeting"}
    meetings = _meetings_touched(plan, changes) - new
    if meetings:
        plan = plan.merged(read.meetings(sorted(meetings)))
    routes = _routes(read, *_moved(plan, changes))
    if routes.all(Route):
        plan = plan.merged(routes)
        plan = plan.merged(read.meetings(sorted(_meetings_touched(plan, changes) - meetings - new)))
    legs = {c.record.meeting for c in changes if isinstance(c.record, Leg) and c.record.meeting is not None}
    if any(isinstance(c.record, Leg) for c in changes):
        plan = plan.merged(plan_of(read.boards())).merged(read.meetings(sorted(legs - new)))
    if any(plan.items[number].item_series for number in items & set(plan.items)):
        from planner.usecases.siblings import siblings  # noqa: PLC0415 -- few items come back

        plan = plan.merged(siblings(read, [plan.items[number] for number in items & set(plan.items)]))
    if any(isinstance(c.record, SeriesPresenter) for c in changes):
        plan = plan.merged(plan_of(read.ahead.series(board.id)))
    for first, last in _absences(changes):
        plan = plan.merged(read.window(board.id, first, last))
    people = {person for c in changes if (person := getattr(c.record, "person", None)) is not None}
    if people - set(plan.people):
        plan = plan.merged(plan_of(p for p in read.people() if p.id in people))
    return plan


def _items_in(change: Change) -> set[int]:
    record = change.record
    if isinstance(record, Item):
        return {record.id}
    if isinstance(record, Placement | Presenter | Paper | Route):
        return {record.item}
    return {record.item} if isinstance(record, FollowUp) and record.item is not None else set()


def _meetings_touched(plan: Plan, changes: Sequence[Change]) -> set[int]:
    """Ids of the meetings that are changed, on which something that changed stands, or from which a route goes on."""
    found = {p.meeting for route in plan.all(Route).values() for p in plan.open_of(route.item)}
    for record in (side for c in changes for side in (c.before, c.after) if side is not None):
        if isinstance(record, Meeting):
            found.add(record.id)
        elif isinstance(record, Placement):
            found.add(record.meeting)
        elif isinstance(record, Item | Presenter):
            item = record.id if isinstance(record, Item) else record.item
            found |= {placement.meeting for placement in plan.open_of(item)}
    return found


def _absences(changes: Sequence[Change]) -> list[tuple[date, date]]:
    return [(c.record.first, c.record.last) for c in changes if isinstance(c.record, Absence)]


def _caused(
    before: Plan, after: Plan, changes: Sequence[Change], now: datetime, levels: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Findings on the touched meetings that were not there before."""
    touched = _meetings_touched(before, changes)
    spans = _absences(changes)

    def asked(plan: Plan) -> list[Meeting]:
        return [
            meeting
            for meeting in plan.by_date
            if meeting.id in touched or any(first <= meeting.date <= last for first, last in spans)
        ]

    years = {meeting.date.year for plan in (before, after) for meeting in asked(plan)}
    if not years:
        return ()
    closed = holidays(years)

    def judged(plan: Plan) -> tuple[Finding, ...]:
        return findings(plan, now, meetings=asked(plan), holidays=closed, levels=levels)

    return caused(before, judged(before), after, judged(after))
