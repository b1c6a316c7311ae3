from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.board import Standing
from planner.domain.errors import BadUsage, Refused
from planner.domain.item import Presenter
from planner.domain.people import Absence, Membership, Person
from planner.domain.timetable import timetable
from planner.usecases.assign import AssignItems, assign_items
from planner.usecases.blocks import TypedBlock
from planner.usecases.edit_board import AddBoard, BoardWishes, EditBoard, add_board, edit_board
from planner.usecases.edit_item import EditItems, edit_items
from planner.usecases.edit_person import AddPerson, EditPerson, PersonWishes, add_person, edit_person
from planner.usecases.import_people import ImportPeople, import_people
from planner.usecases.merge_people import MergePeople, merge_people
from planner.usecases.note_absence import NoteAbsence, note_absence
from planner.usecases.take_back import TakeBack, undo
from planner.usecases.wishes import Wishes

TABLE = "Navn;Initialer;Titel;Enhed;E-mail;Sprog;Kanal\nÅse Næs;AN;;HR;aase@eksempel.dk;dansk;Outlook\nBo Ravn;;Direktør;;;;\n"


def test_new_person_and_seat(run, manner, plan):
    wishes = PersonWishes(name="Åse Næs", initials="AN", email="aase@eksempel.dk", role="member")
    run(add_person, AddPerson(wishes, manner()))
    assert plan().people[3] == Person(3, "Åse Næs", "AN", email="aase@eksempel.dk")
    assert plan().all(Membership)[2] == Membership(2, 1, 3)


@pytest.mark.parametrize(
    ("wishes", "kind", "sentence"),
    [
        (PersonWishes(name=""), BadUsage, "Navnet er tom"),
        (PersonWishes(name="bo ravn"), Refused, "Bo Ravn er allerede i planen."),
        (PersonWishes(name="Åse", email="aase"), BadUsage, "“aase” er ikke en mailadresse."),
        (PersonWishes(name="Åse", language="fr"), BadUsage, "“fr” kendes ikke."),
        (PersonWishes(name="Åse", channel="due"), BadUsage, "“due” kendes ikke."),
    ],
)
def test_person_that_cannot_be_is_refused(run, manner, plan, wishes, kind, sentence):
    before = plan()
    with pytest.raises(kind) as refused:
        run(add_person, AddPerson(wishes, manner()))
    assert sentence in refused.value.sentence
    assert plan() == before


def test_renamed_person_keeps_the_old_name_as_a_spelling(run, manner, plan):
    run(edit_person, EditPerson(("BR",), PersonWishes(name="Bo Ravn Holm", title="", role="guest"), manner()))
    assert plan().people[1] == Person(1, "Bo Ravn Holm", "BR", spellings=("Bo Ravn",))
    assert plan().all(Membership)[1].role == "guest"


def test_merge_moves_everything_and_is_one_step(run, manner, plan):
    run(
        edit_items,
        EditItems(("2",), manner(), Wishes(presenters=("BR", "KAHO"), responsible="KAHO", officer="KAHO")),
    )
    run(edit_items, EditItems(("4",), manner(), Wishes(presenters=("KAHO",))))
    run(note_absence, NoteAbsence(("KAHO", "12/3"), manner()))
    before = plan()
    run(merge_people, MergePeople(("KAHO",), ("BR",), manner()))
    now = plan()
    assert now.people == {1: Person(1, "Bo Ravn", "BR", "Økonomichef", spellings=("Karen Holm",))}
    assert [(p.item, p.person) for p in now.all(Presenter).values()] == [(2, 1), (4, 1)]
    assert (now.items[2].responsible, now.items[2].officer) == (1, 1)
    assert [a.person for a in now.all(Absence).values()] == [1]
    run(undo, TakeBack(manner()))
    assert plan() == before


def test_merge_with_oneself_is_refused(run, manner):
    with pytest.raises(Refused, match="sig selv"):
        run(merge_people, MergePeople(("BR",), ("Bo Ravn",), manner()))


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("cp1252"),
        TABLE.replace(";", ",").replace("\n", "\r\n").encode(),
        "Name\tInitials\tTitle\tUnit\tMail\tLanguage\tChannel\nÅse Næs\tAN\t\tHR\taase@eksempel.dk\tda\tews\nBo Ravn\t\tDirektør\n".encode(),
        "fornavn;efternavn;init;titel;afdeling;mail;sprog;kanal\nÅse;Næs;AN;;HR;aase@eksempel.dk;da;ews\nBo;Ravn;;Direktør\n".encode(),
    ],
)
def test_table_of_people_adds_completes_and_twice_changes_nothing(run, manner, plan, data):
    done = run(import_people, ImportPeople(data, manner()))
    assert plan().people == {
        1: Person(1, "Bo Ravn", "BR", "Direktør"),
        2: Person(2, "Karen Holm", "KAHO"),
        3: Person(3, "Åse Næs", "AN", None, "HR", "aase@eksempel.dk", "da", "ews"),
    }
    assert done.notes == ("1 nye, 1 ændrede, 0 uændrede.",)
    again = run(import_people, ImportPeople(data, manner()))
    assert (again.step, again.notes) == (None, ("0 nye, 0 ændrede, 2 uændrede.",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Filen har ingen kolonne med navne."),
        ("a;b\n1;2\n", "Filen har ingen kolonne med navne."),
        ("navn;mail\nÅse;aase\n;x@y.dk\n", "linje 2: “aase” er ikke en mailadresse; linje 3: Navnet er tom"),
    ],
)
def test_table_that_cannot_be_used_names_its_faults(run, manner, plan, text, sentence):
    before = plan()
    with pytest.raises(BadUsage) as refused:
        run(import_people, ImportPeople(text.encode(), manner()))
    assert sentence in refused.value.sentence
    assert plan() == before


def test_other_board_is_added_and_can_be_taken_back(run, manner, plan):
    run(add_board, AddBoard(BoardWishes("ØK", "Økonomiudvalget"), manner(), own=False))
    assert [(b.code, b.own) for b in plan().boards.values()] == [("DIR", True), ("ØK", False)]
    with pytest.raises(Refused, match="har allerede udvalget DIR"):
        run(add_board, AddBoard(BoardWishes("dir", "Direktionen"), manner()))
    run(undo, TakeBack(manner()))
    assert list(plan().boards) == [1]


def test_board_and_its_blocks_are_changed(run, manner, plan):
    blocks = (TypedBlock("break", "Frokost=45@11.15"), TypedBlock("standing", "Aktuelle sager=20"))
    done = run(edit_board, EditBoard(BoardWishes(end=dt.time(13)), manner(), blocks))
    before = plan().boards[1]
    assert before == replace(before, end=dt.time(13))
    assert list(plan().all(Standing).values()) == [
        Standing(1, 1, "Aktuelle sager", minutes=15, last=dt.date(2031, 3, 5)),
        Standing(2, 1, "Frokost", "break", dt.time(11, 15), 45),
        Standing(3, 1, "Aktuelle sager", minutes=20, first=dt.date(2031, 3, 6)),
    ]
    assert done.sentences[0] == "DIR Direktionen: slutter: 13.00 (før 12.00)"


def test_board_that_is_so_already_is_left_alone(run, manner):
    assert run(edit_board, EditBoard(BoardWishes(end=dt.time(12)), manner())).changes == ()


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (BoardWishes(), "Hvad skal rettes?"),
        (BoardWishes(end=dt.time(8)), "Et møde kan ikke slutte kl. 8.00"),
        (BoardWishes(code="to ord"), "Koden skal være ét kort ord."),
    ],
)
def test_board_that_cannot_be_is_refused(run, manner, command, sentence):
    with pytest.raises(BadUsage) as refused:
        run(edit_board, EditBoard(command, manner()))
    assert sentence in refused.value.sentence


def test_block_that_changes_leaves_held_meetings_and_the_items_under_it_alone(run, manner, plan):
    run(edit_items, EditItems(("3",), manner(), Wishes(under="aktuelle")))
    run(assign_items, AssignItems(("3", "12/3"), manner()))
    run(edit_board, EditBoard(BoardWishes(), manner(), (TypedBlock("standing", "Aktuelle sager=40"),)))
    run(edit_board, EditBoard(BoardWishes(), manner(), (TypedBlock("standing", "Aktuelle sager=25"),)))
    past, coming = dt.date(2031, 3, 5), dt.date(2031, 3, 12)
    shown = {
        meeting.date: [
            (slot.minutes, [inner.item.id for inner in slot.under])
            for slot in timetable(plan(), meeting).slots
            if slot.title == "Aktuelle sager"
        ]
        for meeting in plan().by_date
    }
    assert (shown[past], shown[coming]) == ([(15, [])], [(25, [3])])


def test_block_that_goes_stays_on_the_meetings_that_had_it(run, manner, plan):
    run(edit_board, EditBoard(BoardWishes(), manner(), no_blocks=("aktuelle",)))
    assert [block.last for block in plan().all(Standing).values()] == [dt.date(2031, 3, 5)]


def test_block_in_use_is_not_removed(run, manner, plan):
    run(edit_items, EditItems(("3",), manner(), Wishes(under="aktuelle")))
    with pytest.raises(Refused, match="#3 bruger tiden fra “Aktuelle sager”"):
        run(edit_board, EditBoard(BoardWishes(), manner(), no_blocks=("aktuelle",)))
