"""What may be said of an item to each sort of person: the table of audiences, with one plan behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added
from planner.domain.item import Attachment, Item, Placement, Presenter
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person
from planner.entrypoints.cli.screen_may_hear import may_hear_lines
from planner.usecases.views.may_hear import may_hear

NOW = dt.datetime(2031, 3, 5, 14, tzinfo=dt.UTC)
BOARD = Board(1, "DIR", "Direktionen")
RECORDS = [
    Meeting(1, 1, dt.date(2031, 3, 12), dt.time(9), dt.time(12), place="Mødelokale 1"),
    *(
        Person(n, name)
        for n, name in enumerate(("Ada Ravn", "Carl Holt", "Dina Kær", "Elle Vang", "Sia Lund"), 1)
    ),
    Membership(1, 1, 1),
    Membership(2, 1, 5, role="secretariat"),
    Item(
        1,
        1,
        "Afsked af X",
        visibility="closed",
        case_number="31/7",
        note="svært",
        bring="bilag 2",
        minutes=30,
    ),
    Item(2, 1, "Budget", visibility="open", minutes=30),
    Placement(1, 1, 1, 1, agenda_number=4),
    Placement(2, 2, 1, 2),
    Presenter(1, 1, 2),
    Presenter(2, 2, 3),
    Attachment(1, 1, item=1, no=1, title="Notat", visibility="closed"),
]


@pytest.fixture
def reads(tmp_path):
    """The store with the meeting at a stage, and what `to` may hear of an item."""

    def open_at(stage):
        store = open_store(tmp_path / f"{stage}.db", create=True)
        with store.work() as work:
            work.append([added(BOARD)], board=1, at=NOW, by="mette", command="init")
            changes = [added(replace(r, stage=stage) if isinstance(r, Meeting) else r) for r in RECORDS]
            work.append(changes, board=1, at=NOW, by="mette", command="ret")
            work.commit()

        def ask(item, to):
            with store.reading() as read:
                return may_hear(read, BOARD, NOW, (str(item),), to, telephone="87 00 00 00")

        return ask

    return open_at


# Who, which item -> relation, title, presenters, attachments, case, note, what to bring.
MATRIX = [
    ("Sia", 1, "secretariat", "Afsked af X", ("Carl Holt",), ("Notat",), "31/7", "svært", None),
    ("Ada", 1, "member", "Afsked af X", ("Carl Holt",), ("Notat",), "31/7", "svært", None),
    ("Carl", 1, "presenter", "Afsked af X", ("Carl Holt",), ("Notat",), "31/7", None, "bilag 2"),
    ("Dina", 1, "presents_other", "Lukket punkt", (), (), None, None, None),
    ("Elle", 1, "none", "Lukket punkt", (), (), None, None, None),
    ("Dina", 2, "presenter", "Budget", ("Dina Kær",), (), None, None, None),
    ("Carl", 2, "presents_other", "Budget", ("Dina Kær",), (), None, None, None),
    ("Elle", 2, "none", "Budget", ("Dina Kær",), (), None, None, None),
]


@pytest.mark.parametrize(
    ("to", "item", *"relation title presenters attachments case note bring".split()), MATRIX
)
def test_everybody_hears_what_the_audience_leaves(
    reads, to, item, relation, title, presenters, attachments, case, note, bring
):
    found = reads("locked")(item, to)
    assert (found.relation, found.title, found.presenters) == (relation, title, presenters)
    assert (found.attachments, found.case_number, found.note, found.bring) == (attachments, case, note, bring)
    assert found.telephone == "87 00 00 00"
    if title == "Lukket punkt":
        assert "Afsked" not in repr(found)


# Stage, who -> from, to and whether it is a window.
TIMES = [
    ("provisional", "Carl", dt.time(9), dt.time(10), True),
    ("provisional", "Ada", None, None, False),
    ("locked", "Carl", dt.time(9), dt.time(9, 30), False),
    ("locked", "Ada", dt.time(9), dt.time(9, 30), False),
    ("locked", "Dina", None, None, False),
]


@pytest.mark.parametrize(("stage", "to", "start", "end", "window"), TIMES)
def test_time_is_as_firm_as_the_plan_and_only_for_those_who_come(reads, stage, to, start, end, window):
    (day,) = reads(stage)(1, to).dates
    assert (day.start, day.end, day.window) == (start, end, window)
    assert (day.date, day.place, day.agenda_number) == (dt.date(2031, 3, 12), "Mødelokale 1", 4)


@pytest.mark.parametrize(
    ("to", "status", "said"),
    [
        ("Dina", "open", "Punktet har ingen dato endnu."),
        ("Dina", "done", "Punktet er behandlet."),
        ("Dina", "withdrawn", "Punktet er udgået."),
    ],
)
def test_item_without_a_coming_date_says_whether_it_is_over(tmp_path, to, status, said):
    store = open_store(tmp_path / "plan.db", create=True)
    records = [
        BOARD,
        *(one for one in RECORDS if isinstance(one, Person)),
        Item(2, 1, "Budget", status=status),
    ]
    with store.work() as work:
        work.append([added(one) for one in records], board=1, at=NOW, by="mette", command="init")
        work.commit()
    with store.reading() as read:
        view = may_hear(read, BOARD, NOW, ("2",), to)
    assert view.status == status
    told = [part for line in may_hear_lines(replace(view, hidden=False), 80) for part, _ in line]
    assert said in "".join(told)
