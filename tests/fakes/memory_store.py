"""The store's twin: the same port over a plan in memory, as plain as can be. No index, no SQL."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from planner.domain.board import Acceptance, Alias, Board, ImportedDocument, Series, Standing
from planner.domain.changes import TABLE_OF, Step
from planner.domain.errors import Refused
from planner.domain.item import (
    Attachment,
    FollowUp,
    Item,
    ItemSeries,
    Leg,
    Paper,
    Placement,
    Presenter,
    Route,
    SeriesPresenter,
)
from planner.domain.meeting import Activity, Meeting
from planner.domain.people import Absence, Membership, Person
from planner.domain.plan import Plan, plan_of
from planner.ports import Hit
from planner.ports.ahead import JournalMove

_REFERENCES = {
    "board": Board,
    "item": Item,
    "meeting": Meeting,
    "person": Person,
    "series": Series,
    "presenter": Person,
    "route": Route,
    "under": Standing,
    "responsible": Person,
    "replaced_by": Item,
}


class MemoryStore:
    """The port `Store`. A transaction works on a copy; `commit` puts the copy in place."""

    def __init__(self):
        self.plan = Plan()
        self.steps = ()
        self.counters = {}

    @contextmanager
    def work(self):
        yield MemoryWork(self)

    @contextmanager
    def reading(self):
        yield MemoryReader(self.plan, self.steps)


class MemoryWork:
    """The port `Work`."""

    def __init__(self, store):
        self._store = store
        self._plan, self._steps, self._counters = store.plan, store.steps, dict(store.counters)

    @property
    def read(self):
        return MemoryReader(self._plan, self._steps)

    def new_id(self, kind):
        return self._next(TABLE_OF[kind])

    def append(self, changes, *, board, at, by, command, why=None, kind="do", of=None, also=()):
        self._plan = self._plan.apply(changes)
        for change in changes:
            table = change.table
            self._counters[table] = max(self._counters.get(table, 0), change.record.id)
        if kind == "do":
            touched = {board, *also}
            self._mark(lambda step: touched & {*step.boards} and step.state == "undone", "dropped")
        else:
            self._mark(lambda step: step.id == of, "undone" if kind == "undo" else "done")
        shared = tuple(sorted({*also} - {board}))
        number = self._next("step")
        step = Step(number, board, at, by, command, why, kind, of, changes=tuple(changes), also=shared)
        self._steps = (*self._steps, step)
        return step

    def last_done(self, board, by=None):
        found = [
            step
            for step in self._steps
            if board in step.boards and step.kind == "do" and step.state == "done" and by in (None, step.by)
        ]
        return next((step for step in reversed(found) if not _founding(step)), None)

    def next_redo(self, board):
        undone = {step.id: step for step in self._steps if board in step.boards and step.state == "undone"}
        return next((undone[step.of] for step in reversed(self._steps) if step.of in undone), None)

    def commit(self):
        _must_be_whole(self._plan)
        self._store.plan, self._store.steps, self._store.counters = self._plan, self._steps, self._counters

    def _next(self, name):
        self._counters[name] = self._counters.get(name, 0) + 1
        return self._counters[name]

    def _mark(self, wanted, state):
        self._steps = tuple(replace(step, state=state) if wanted(step) else step for step in self._steps)


class MemoryReader:
    """The port `Reader`: every question answered by looking at everything."""

    def __init__(self, plan, steps):
        self._plan, self._steps = plan, steps

    @property
    def ahead(self):
        return MemoryAhead(self._plan, self._steps)

    def boards(self):
        return tuple(sorted(self._plan.boards.values(), key=lambda b: (not b.own, b.code)))

    def meeting_on(self, board, day):
        return self._plan.meeting_on(board, day)

    def meetings_near(self, board, day, limit=2):
        standing = [m for m in self._plan.by_date if m.board == board and m.status != "cancelled"]
        return tuple(sorted(standing, key=lambda m: (abs((m.date - day).days), m.date, m.id))[:limit])

    def meeting_dates(self, board, first, last):
        found = {m.date for m in self._meetings(board, first, last) if m.status != "cancelled"}
        return tuple(sorted(found))

    def window(self, board, first, last):
        meetings = self._meetings(board, first, last)
        activities = [
            one
            for one in self._plan.all(Activity).values()
            if one.board == board and first <= one.date <= last
        ]
        return self._completed([*meetings, *self._on(meetings), *activities], {board}, first, last)

    def meetings(self, ids):
        meetings = [self._plan.meetings[number] for number in ids if number in self._plan.meetings]
        return self._completed([*meetings, *self._on(meetings)], {m.board for m in meetings})

    def open_past(self, board, before, limit=10):
        past = [m for m in self._plan.by_date if m.board == board and m.date < before]
        open_ = [m for m in past if any(p.outcome is None for p in self._plan.on(m.id))]
        meetings = open_[::-1][:limit]
        return self._completed([*meetings, *self._on(meetings)], {board})

    def items(self, ids):
        items = [self._plan.items[number] for number in ids if number in self._plan.items]
        placements = [placement for item in items for placement in self._plan.of(item.id)]
        meetings = [self._plan.meetings[placement.meeting] for placement in placements]
        return self._completed([*items, *placements, *meetings], {item.board for item in items})

    def backlog(self, board, limit=200):
        return self._completed([i for i in self._plan.backlog if i.board == board][:limit], {board})

    def followups(self, board, *, done=False, limit=500):
        rows = [one for one in self._plan.all(FollowUp).values() if (one.board, one.done) == (board, done)]
        rows = sorted(rows, key=lambda one: (one.due is None, one.due or date.max, one.id))[:limit]
        whole, found = self._plan, [*rows, self._plan.boards[board]]
        found += [whole.items[one.item] for one in rows if one.item is not None]
        found += [whole.meetings[one.meeting] for one in rows if one.meeting is not None]
        return plan_of([*found, *(whole.people[one.person] for one in rows if one.person is not None)])

    def titled(self, board, fragment, limit=9):
        text = " ".join(fragment.split()).casefold()
        found = [
            item
            for item in self._plan.items.values()
            if item.board == board and any(text in name.casefold() for name in (item.title, *item.spellings))
        ]
        rank = {"open": 0, "done": 1, "withdrawn": 2}
        return tuple(sorted(found, key=lambda item: (rank[item.status], -item.id))[:limit])

    def candidates(self, board, words, limit=50):
        def shared(item):
            text = " ".join((item.title, *item.spellings)).casefold()
            case = len(words) if item.case_number in words else 0
            return case + sum(len(word) >= 3 and word.casefold() in text for word in words)

        found = [item for item in self._plan.items.values() if item.board == board and shared(item)]
        return tuple(sorted(found, key=lambda item: (-shared(item), -item.id))[:limit])

    def search(self, board, text, limit=50):
        return tuple(Hit("item", item.id, item.title) for item in self.titled(board, text, limit))

    def people(self, fragment=None, limit=500):
        everyone = sorted(self._plan.people.values(), key=lambda person: (person.name, person.id))
        if fragment is None:
            return tuple(everyone[:limit])
        text = " ".join(fragment.split()).casefold()
        return tuple(person for person in everyone if any(text in name for name in _names(person)))[:limit]

    def correspondence(self, _meetings):
        return ()

    def person_plan(self, person, first, last):
        mine = {row.item for row in self._plan.all(Presenter).values() if row.person == person}
        mine |= {i.id for i in self._plan.items.values() if person in (i.responsible, i.officer)}
        placements = [
            placement
            for placement in self._plan.placements.values()
            if placement.item in mine and first <= self._plan.meetings[placement.meeting].date <= last
        ]
        meetings = [self._plan.meetings[placement.meeting] for placement in placements]
        rows = [row for row in self._plan.all(FollowUp).values() if row.person == person and not row.done]
        rows += [
            row
            for row in self._plan.all(Absence).values()
            if row.person == person and row.first <= last and first <= row.last
        ]
        seats = [row for row in self._plan.all(Membership).values() if row.person == person]
        boards = {m.board for m in meetings} | {seat.board for seat in seats}
        own = [self._plan.people[person]] if person in self._plan.people else []
        return self._completed([*placements, *meetings, *rows, *seats, *own], boards)

    def documents(self, board, name=None):
        found = [d for d in self._plan.all(ImportedDocument).values() if d.board == board]
        return tuple(d for d in sorted(found, key=lambda d: -d.id) if name in (None, d.name, d.sha256))

    def aliases(self, board):
        return tuple(a for _, a in sorted(self._plan.all(Alias).items()) if a.board == board)

    def steps(self, board, *, item=None, limit=20):
        found = reversed(self._steps)
        return tuple(s for s in found if (board in s.boards if item is None else _touches(s, item)))[:limit]

    def everything(self, board=None):
        return self._plan if board is None else _of_board(self._plan, board)

    def _meetings(self, board, first, last):
        return [m for m in self._plan.by_date if m.board == board and first <= m.date <= last]

    def _on(self, meetings):
        return [placement for meeting in meetings for placement in self._plan.on(meeting.id)]

    def _completed(self, records, boards, first=None, last=None):
        plan, whole = plan_of(records), self._plan
        plan = plan.merged(plan_of(whole.items[p.item] for p in plan.placements.values()))
        days = [meeting.date for meeting in plan.meetings.values()]
        first, last = first or min(days, default=None), last or max(days, default=None)
        under = {item.under for item in plan.items.values()}

        def concerns(row):
            match row:
                case Presenter():
                    return row.item in plan.items
                case FollowUp() | Attachment():
                    return row.item in plan.items or row.meeting in plan.meetings
                case Paper():
                    return row.item in plan.items
                case Standing():
                    usual = row.meeting is None and row.board in boards
                    return usual or row.id in under or row.meeting in plan.meetings
                case Absence():
                    return (
                        first is not None and row.board in boards and row.first <= last and first <= row.last
                    )
                case Series() | Membership() | Acceptance():
                    return row.board in boards
                case Board():
                    return row.id in boards
                case _:
                    return False

        rows = (row for kind in whole.records.values() for row in kind.values())
        plan = plan.merged(plan_of(row for row in rows if concerns(row)))
        people = {getattr(r, "person", None) for kind in plan.records.values() for r in kind.values()}
        people |= {person for item in plan.items.values() for person in (item.responsible, item.officer)}
        return plan.merged(plan_of(one for one in whole.people.values() if one.id in people))


class MemoryAhead:
    """The port `Ahead`."""

    def __init__(self, plan, steps):
        self._plan, self._steps = plan, steps

    def routes(self, items):
        wanted = set(items)
        return self._whole(route for route in self._routes() if route.item in wanted)

    def routes_at(self, meetings):
        wanted = set(meetings)
        legs = [leg for leg in self._plan.all(Leg).values() if leg.meeting in wanted]
        return self._whole(route for route in self._routes() if any(leg.route == route.id for leg in legs))

    def open_routes(self, board, today, limit=200):
        legs = [leg for leg in self._plan.all(Leg).values() if leg.meeting is not None]
        ahead = {leg.route for leg in legs if self._plan.meetings[leg.meeting].date >= today}
        status = {item.id: item.status for item in self._plan.items.values()}
        own = [r for r in self._routes() if r.board == board and status[r.item] != "withdrawn"]
        found = [r for r in own if r.id in ahead or status[r.item] == "open"]
        return self._whole(sorted(found, key=lambda route: -route.id)[:limit])

    def meetings(self, board, first, last):
        return tuple(m for m in self._plan.by_date if m.board == board and first <= m.date <= last)

    def series(self, board):
        found = [one for one in self._plan.all(ItemSeries).values() if one.board == board]
        return tuple(sorted(found, key=lambda one: (one.title, one.id)))

    def series_presenters(self, series):
        return tuple(
            one for one in self._plan.all(SeriesPresenter).values() if one.item_series in set(series)
        )

    def instances(self, series, limit=3):
        found = [item for item in self._plan.items.values() if item.item_series == series]
        return tuple(sorted(found, key=lambda item: item.period, reverse=True)[:limit])

    def moves(self, board, steps=2000):
        found = [s for s in self._steps if board in s.boards and s.kind == "do" and s.state == "done"]
        return tuple(
            JournalMove(step.id, step.at.date(), step.command, step.why, change)
            for step in found[-steps:]
            for change in step.changes
            if isinstance(change.record, Placement) or isinstance(change.before, Meeting)
        )

    def _routes(self):
        return self._plan.all(Route).values()

    def _whole(self, routes):
        found = list(routes)
        ids = {route.id for route in found}
        legs = [leg for leg in self._plan.all(Leg).values() if leg.route in ids]
        boards = [self._plan.boards[leg.board] for leg in legs]
        meetings = [self._plan.meetings[leg.meeting] for leg in legs if leg.meeting is not None]
        return plan_of([*found, *legs, *boards, *meetings])


def _must_be_whole(plan):
    """Every id leads somewhere."""
    for kind in plan.records.values():
        for row in kind.values():
            for name, target in _REFERENCES.items():
                number = getattr(row, name, None)
                if isinstance(number, int) and number not in plan.all(target):
                    raise Refused("Ændringen passer ikke med resten af planen, så intet er gemt.")


def _of_board(plan, board):
    items = {item.id for item in plan.items.values() if item.board == board}
    routes = {route.id for route in plan.all(Route).values() if route.item in items}
    legs = [leg for leg in plan.all(Leg).values() if leg.route in routes]

    def belongs(row):
        match row:
            case Board():
                return row.id == board or any(leg.board == row.id for leg in legs)
            case Meeting():
                return row.board == board or any(leg.meeting == row.id for leg in legs)
            case Person():
                return True
            case Placement() | Presenter() | Route():
                return row.item in items
            case Leg():
                return row in legs
            case _:
                return row.board == board

    return plan_of(row for kind in plan.records.values() for row in kind.values() if belongs(row))


def _names(person):
    return [
        name.casefold() for name in (person.name, person.initials, person.title, *person.spellings) if name
    ]


def _founding(step):
    return any(
        isinstance(c.after, Board) and c.before is None and c.after.id == step.board for c in step.changes
    )


def _touches(step, item):
    for change in step.changes:
        for record in (change.before, change.after):
            if isinstance(record, Item) and item in (record.id, record.replaced_by):
                return True
            if not isinstance(record, Person) and getattr(record, "item", None) == item:
                return True
    return False
