from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.board import Board
from planner.domain.changes import Change, added, edited, removed
from planner.domain.errors import Refused, StalePlan
from planner.domain.item import Item, Placement
from planner.domain.meeting import Meeting

AT = dt.datetime(2024, 11, 6, 14, tzinfo=dt.UTC)


def everything(store):
    with store.reading() as read:
        return read.everything()


def test_step_is_in_the_state_and_in_the_journal(store, write):
    item = everything(store).items[3]
    later = edited(item, title="Lovprogrammet", waits_on="Økonomi")
    step = write(later, why="efter mødet")
    assert everything(store).items[3] == later.after
    with store.reading() as read:
        assert read.steps(1, limit=1) == (step,)
        assert (step.why, step.changes) == ("efter mødet", (later,))


def test_leaving_without_commit_writes_nothing(store):
    before = everything(store)
    with store.work() as work:
        work.append([edited(before.items[1], title="Andet")], board=1, at=AT, by="x", command="ret")
        assert work.read.items([1]).items[1].title == "Andet"
    assert everything(store) == before


def test_what_is_to_be_done_with_a_step_is_written_with_it_or_neither_is(store):
    before = everything(store)

    def fails(work):
        assert work.last_done(1).command == "ret"
        raise Refused("Det går ikke.")

    with store.also(fails).work() as work:
        work.append([edited(before.items[1], title="Andet")], board=1, at=AT, by="x", command="ret")
        with pytest.raises(Refused):
            work.commit()
    assert everything(store) == before


@pytest.mark.parametrize(
    "change",
    [
        edited(Item(3, 1, "En anden titel"), title="Ny"),
        removed(Item(3, 1, "En anden titel")),
        added(Item(3, 1, "Findes allerede")),
        edited(Item(99, 1, "Findes ikke"), title="Ny"),
    ],
)
def test_row_that_is_not_as_expected_is_refused_and_nothing_of_the_step_is_written(store, write, change):
    before = everything(store)
    good = edited(before.items[1], title="Må ikke blive gemt")
    with pytest.raises(StalePlan) as caught:
        write(good, change)
    assert caught.value.sentence == "En anden har ændret det samme imens, så intet er gemt."
    assert everything(store) == before


def test_step_whose_changes_refer_to_nothing_is_refused(store, write):
    before = everything(store)
    with pytest.raises(Refused) as caught:
        write(added(Placement(9, 3, 999, 1)))
    assert caught.value.sentence == "Ændringen passer ikke med resten af planen, så intet er gemt."
    assert everything(store) == before


def test_changes_of_a_step_may_stand_in_any_order(store, write):
    write(added(Placement(9, 9, 9, 1, label="Nyt")), added(Item(9, 1, "Nyt")), added(_meeting(9)))
    assert everything(store).placements[9].item == 9


def test_ids_are_never_given_out_twice(store, undo):
    with store.work() as work:
        first = work.new_id(Item)
        work.append([added(Item(first, 1, "Ny"))], board=1, at=AT, by="x", command="ny")
        work.commit()
    undo()
    with store.work() as work:
        assert (first, work.new_id(Item)) == (4, 5)


def test_undo_takes_the_latest_step_back_and_redo_brings_it_again(store, write, undo, redo):
    start = everything(store)
    write(edited(start.items[1], title="A"))
    one = everything(store)
    write(edited(one.items[1], title="B"))
    two = everything(store)
    undo()
    assert everything(store) == one
    undo()
    assert everything(store) == start
    redo()
    assert everything(store) == one
    redo()
    assert everything(store) == two
    assert redo() is None


def test_new_step_clears_redo(store, write, undo, redo):
    write(edited(everything(store).items[1], title="A"))
    undone = undo()
    write(edited(everything(store).items[1], title="B"))
    assert redo() is None
    with store.reading() as read:
        states = {step.id: step.state for step in read.steps(1)}
    assert states[undone.id] == "dropped"


def test_undo_of_mine_passes_over_steps_of_others(store, write, undo, redo):
    mine = write(edited(everything(store).items[1], title="A"), by="mette")
    write(edited(everything(store).items[2], title="B"), by="jens")
    assert undo(by="mette").id == mine.id
    assert everything(store).items[2].title == "B"
    assert redo().id == mine.id


def test_the_step_that_made_the_board_is_not_taken_back(store, undo):
    assert undo().command == "import"
    assert undo() is None
    assert everything(store).boards[1].code == "DIR"


@pytest.mark.parametrize(
    ("change", "waiting"),
    [
        (lambda plan: removed(plan.placements[1]), [3, 1]),
        (lambda plan: edited(plan.placements[1], outcome="postponed"), [3, 1]),
        (lambda plan: edited(plan.items[3], status="withdrawn"), []),
        (lambda plan: edited(plan.items[3], since=None), [3]),
        (lambda plan: edited(plan.items[1], status="done"), [3]),
        (lambda plan: edited(plan.placements[1], item=3), [1]),
        (lambda _: added(Placement(9, 3, 1, 2, state="held")), []),
    ],
)
def test_backlog_is_the_open_items_with_no_open_placement(store, write, change, waiting):
    write(change(everything(store)))
    with store.reading() as read:
        assert list(read.backlog(1).items) == waiting
    assert [item.id for item in everything(store).backlog] == waiting


def test_meetings_instants_follow_their_wall_time_and_the_boards_zone(store, write, path):
    def instants():
        with store.work() as work:
            return work.run("SELECT starts_utc, ends_utc FROM meeting WHERE id = 1")[0]

    plan = everything(store)
    assert tuple(instants()) == ("2024-11-13T08:00:00+00:00", "2024-11-13T12:00:00+00:00")
    write(edited(plan.meetings[1], date=dt.date(2024, 7, 3)))
    assert tuple(instants()) == ("2024-07-03T07:00:00+00:00", "2024-07-03T11:00:00+00:00")
    write(edited(plan.boards[1], zone="Atlantic/Faroe"))
    assert tuple(instants()) == ("2024-07-03T08:00:00+00:00", "2024-07-03T12:00:00+00:00")


def test_history_of_an_item_is_the_steps_that_touch_it(store, write):
    plan = everything(store)
    moved = write(edited(plan.placements[2], meeting=3))
    write(edited(plan.items[1], title="Noget andet"))
    replaced = write(
        edited(plan.items[3], status="withdrawn", replaced_by=2),
        Change(plan.meetings[4], None),
    )
    with store.reading() as read:
        assert [step.id for step in read.steps(1, item=2)] == [replaced.id, moved.id, 2]


def test_every_kind_of_record_comes_back_as_it_was_written(store, write):
    from planner.domain import board, item, meeting, people

    day, noon = dt.date(2024, 11, 20), dt.time(12, 30)
    records = [
        Board(2, "ØK", "Økonomiudvalget", own=False, weekday=1, place="Sal 1"),
        people.Person(1, "Åse Æbelø", initials="åæ", spellings=("Aase", 'Å. "Æ"')),
        people.Membership(1, 1, 1, "guest", first=day),
        people.Absence(1, 1, 1, day, day, note="ferie"),
        board.Series(1, 1, 2, day, day, noon, dt.time(13), skip_holidays=False),
        board.Standing(1, 1, "Frokost", "break", start=noon, meeting=1),
        meeting.Activity(1, 1, day, "Konference"),
        Item(8, 1, "Alt", event_dates=(day,), refers_to=(day, day), by=day, responsible=1, under=1),
        Placement(8, 8, 1, 2, mayor=False, groups=("Sekretariatschefer",), start=noon, decision="Godkendt"),
        item.Presenter(1, 8, 1, "online", meeting=1),
        item.FollowUp(1, 1, "Følger op", person=1, done=True),
        item.Attachment(1, 1, item=8, point=4, visibility="closed"),
        board.ImportedDocument(1, 1, "a.docx", "00", AT, reading='{"lines": ["hej"]}'),
        board.Alias(1, 1, "person", "Åse", 1),
        board.Acceptance(1, 1, "nøgle", why="med vilje"),
    ]
    before = everything(store)
    write(*map(added, records))
    assert everything(store) == before.apply(map(added, records))


def _meeting(number):
    return Meeting(number, 1, dt.date(2025, 1, 8), dt.time(9), dt.time(12))
