"""A reading becomes rows against the plan: new, known, changed, doubtful, in conflict, unreadable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from planner.domain.board import ImportedDocument, Standing
from planner.domain.changes import Record, edited, net
from planner.domain.item import FollowUp, Item, Placement
from planner.domain.matching import normal
from planner.domain.meeting import Meeting
from planner.domain.people import Membership, Person
from planner.domain.plan import Plan, plan_of
from planner.domain.proposal.propose import propose
from planner.domain.proposal.rows import SURE, Answer, Row, Terms, count_by_state, renumbered
from planner.domain.reading import Reading, ReadMeeting, ReadPerson
from tests.domain.proposal.readings import (
    BOARD,
    DAY,
    FIRST,
    SECOND,
    THIRD,
    at,
    item,
    minutes,
    states,
    terms,
)

EMPTY = plan_of((BOARD,))


def take(reading: Reading, plan: Plan = EMPTY, given: Terms | None = None) -> tuple[tuple[Row, ...], Plan]:
    """Propose, and the plan after what was accepted."""
    rows = propose(reading, plan, BOARD, given or terms())
    numbers: dict[type[Record], int] = {
        kind: max(found, default=0) for kind, found in plan.records.items() if found
    }

    def new_id(kind: type[Record]) -> int:
        numbers[kind] = numbers.get(kind, 0) + 1
        return numbers[kind]

    return rows, plan.apply(renumbered(net(c for r in rows if r.accepted for c in r.changes), new_id))


def titled(plan: Plan, title: str) -> Item:
    """The one item with that title."""
    (found,) = [i for i in plan.items.values() if i.title == title]
    return found


def standing_where(plan: Plan, title: str) -> list[tuple[date, str, str | None]]:
    """Date, state and outcome of every placement of an item."""
    rows = plan.of(titled(plan, title).id)
    return [(plan.meetings[p.meeting].date, p.state, p.outcome) for p in rows]


def test_promise_settled_by_the_table_is_one_item_on_one_coming_date() -> None:
    _, plan = take(minutes())
    assert standing_where(plan, "Havnefesten den 21. januar 2031") == [
        (DAY, "placed", "again"),
        (SECOND, "placed", None),
    ]


def test_promise_that_the_table_does_not_settle_stays_held_on_both_dates() -> None:
    reading = minutes()
    bare = replace(reading, meetings=tuple(m for m in reading.meetings if m.date != SECOND))
    _, plan = take(bare)
    assert standing_where(plan, "Havnefesten den 21. januar 2031")[1:] == [
        (SECOND, "held", None),
        (date(2030, 12, 4), "held", None),
    ]


def test_bullet_under_a_heading_is_an_item_with_the_heading_as_its_label() -> None:
    _, plan = take(minutes())
    meeting = plan.meeting_on(BOARD.id, SECOND)
    assert meeting is not None
    assert [(p.heading, p.label or plan.items[p.item].title) for p in plan.on(meeting.id)] == [
        ("Status og program for:", "Havnefesten"),
        ("Status og program for:", "Byens træer"),
    ]


def test_bullet_keeps_its_heading_in_its_title_so_that_it_is_understood_without_it() -> None:
    _, plan = take(minutes())
    item = titled(plan, "Status og program for: Byens træer")
    assert (item.spellings, item.note) == (("Byens træer",), None)


def test_bullet_has_of_the_days_of_its_heading_those_that_it_names() -> None:
    days = (date(2030, 12, 12), date(2030, 12, 13))
    bullets = ("Styregruppen d. 12. december", "Netværket d. 13. december", "Rådet")
    row = item("Opsamling på møde i:", 70, children=bullets, refers_to=days)
    meetings = (ReadMeeting(THIRD, at(69), items=(row,)),)
    _, plan = take(replace(minutes(), meetings=meetings))
    found = [titled(plan, f"Opsamling på møde i: {bullet}").refers_to for bullet in bullets]
    assert found == [days[:1], days[1:], ()]


def test_withdrawn_item_leaves_another_in_the_backlog_waiting_for_its_owner() -> None:
    _, plan = take(minutes())
    gone, instead = titled(plan, "Grønne indkøb"), titled(plan, "Oplæg om indkøb")
    assert (gone.status, gone.replaced_by) == ("withdrawn", instead.id)
    assert (instead.status, instead.waits_on) == ("open", "Staben")
    assert instead in plan.backlog


def test_backlog_holds_what_awaits_a_date_and_promises_without_one() -> None:
    _, plan = take(minutes())
    assert {i.title for i in plan.backlog} == {"Ny lov om vandløb", "Oplæg om indkøb", "Trivselsmåling"}


def test_treated_item_is_done_and_a_returning_one_is_open() -> None:
    _, plan = take(minutes())
    assert titled(plan, "Takster for hallen").status == "done"
    assert titled(plan, "Havnefesten den 21. januar 2031").status == "open"
    assert standing_where(plan, "Takster for hallen") == [(DAY, "placed", "treated")]


def test_cancelled_meeting_keeps_its_reason() -> None:
    _, plan = take(minutes())
    meeting = plan.meeting_on(BOARD.id, THIRD)
    assert meeting is not None
    assert (meeting.status, meeting.reason) == ("cancelled", "temadag")


def test_members_and_standing_blocks_are_proposed_as_doubtful() -> None:
    rows, plan = take(minutes())
    assert set(states(rows, "member").values()) == {"doubtful"}
    assert set(states(rows, "standing").values()) == {"doubtful"}
    assert sorted((b.title, b.kind, b.minutes) for b in plan.all(Standing).values()) == [
        ("Frokost", "break", 30),
        ("Godkendelse af referat", "standing", 15),
    ]
    assert len(plan.all(Membership)) == 1


def test_short_name_is_the_person_with_the_full_name() -> None:
    _, plan = take(minutes())
    kaj = [p for p in plan.people.values() if p.name.startswith("Kaj")]
    assert [(p.name, p.spellings) for p in kaj] == [("Kaj Bo Dam", ("Kaj Bo",))]
    assert [a.person for a in plan.absent_on(BOARD.id, DAY)] == [kaj[0].id]


def test_other_boards_meetings_become_meetings_of_theirs() -> None:
    _, plan = take(minutes())
    (other,) = [b for b in plan.boards.values() if not b.own]
    assert other.name == "Byrådsmøde"
    assert plan.meeting_on(other.id, date(2030, 11, 19)) is not None


def test_followup_is_kept_with_its_item_and_owner() -> None:
    _, plan = take(minutes())
    (row,) = plan.all(FollowUp).values()
    assert (row.owner, row.item) == ("Staben", titled(plan, "Takster for hallen").id)


def test_same_reading_again_changes_nothing() -> None:
    _, plan = take(minutes())
    rows, again = take(minutes(), plan)
    assert again == plan
    assert {row.state for row in rows} == {"known"}


def test_sure_rows_alone_leave_the_doubtful_out() -> None:
    rows, plan = take(minutes(), given=terms(accept=lambda row: row.state in SURE))
    assert not plan.all(Standing)
    assert not plan.all(Membership)
    assert all(row.accepted == (row.state in SURE) for row in rows)


def test_refused_rows_leave_no_trace_in_later_ones() -> None:
    rows, plan = take(minutes(), given=terms(accept=lambda _: False))
    assert plan == EMPTY
    assert not any(row.accepted for row in rows)


def test_next_document_moves_an_item_to_its_new_date() -> None:
    _, plan = take(minutes())
    later = replace(
        minutes(),
        sha256="next",
        document_date=FIRST,
        meetings=tuple(
            replace(m, items=(item("Lokalplan for åen", 40), *m.items)) if m.date == SECOND else m
            for m in minutes().meetings
            if m.date not in (DAY, FIRST)
        ),
        tentative=(),
    )
    rows, plan = take(later, plan)
    assert standing_where(plan, "Lokalplan for åen") == [(SECOND, "placed", None)]
    assert [r.state for r in rows if r.text.endswith("Lokalplan for åen")] == ["changed"]


def test_item_gone_from_the_table_is_doubtful_and_returns_to_the_backlog() -> None:
    _, plan = take(minutes())
    later = replace(
        minutes(),
        sha256="next",
        meetings=tuple(replace(m, items=()) if m.date == FIRST else m for m in minutes().meetings),
    )
    rows, plan = take(later, plan)
    assert list(states(rows, "gone").values()) == ["doubtful"]
    assert titled(plan, "Lokalplan for åen") in plan.backlog


def test_likely_same_item_is_doubtful_until_a_person_says_so() -> None:
    known = plan_of((BOARD, Item(7, BOARD.id, "Handleplanen for 2031")))
    reading = replace(
        minutes(),
        meetings=tuple(
            replace(m, items=(item("Handleplanen for 2032", 50),))
            for m in minutes().meetings
            if m.date == FIRST
        ),
        tentative=(),
        item_changes=(),
    )
    rows, plan = take(reading, known)
    (row,) = [r for r in rows if r.kind == "item"]
    assert (row.state, row.suggestions) == ("doubtful", (7,))
    assert titled(plan, "Handleplanen for 2032").id != 7

    said = {row.key: Answer("same", item=7)}
    rows, plan = take(reading, known, terms(answers=said))
    (placement,) = plan.placements.values()
    assert placement.item == 7
    assert plan.items[7].spellings == ("Handleplanen for 2032",)
    assert {i.title for i in plan.items.values() if "plan" in normal(i.title)} == {"Handleplanen for 2031"}


def test_edited_title_is_the_one_that_is_kept() -> None:
    reading = replace(minutes(), tentative=(), item_changes=())
    (row,) = [r for r in propose(reading, EMPTY, BOARD, terms()) if "Lokalplan" in r.text]
    _, plan = take(reading, EMPTY, terms(answers={row.key: Answer("edit", title="Lokalplan 12")}))
    assert standing_where(plan, "Lokalplan 12") == [(FIRST, "placed", None)]


def test_older_document_conflicts_with_what_came_later() -> None:
    _, plan = take(minutes())
    newer = ImportedDocument(
        1, BOARD.id, "n", "zzz", datetime(2030, 12, 1, tzinfo=UTC), date=date(2030, 12, 1)
    )
    moved = replace(
        minutes(),
        sha256="old",
        meetings=tuple(
            replace(m, items=(item("Lokalplan for åen", 40),)) if m.date == SECOND else m
            for m in minutes().meetings
            if m.date not in (DAY, FIRST)
        ),
        tentative=(),
    )
    rows, _ = take(moved, plan.merged(plan_of((newer,))))
    assert [r.state for r in rows if r.text.endswith("Lokalplan for åen")] == ["conflicting"]


def test_meeting_closed_by_hand_only_shows_the_differences() -> None:
    _, plan = take(minutes())
    meeting = plan.meeting_on(BOARD.id, DAY)
    assert meeting is not None
    (placement,) = [p for p in plan.on(meeting.id) if p.outcome == "treated"]
    by_hand = plan.apply((edited(meeting, status="closed"), edited(placement, outcome="not_reached")))
    rows, _ = take(minutes(), by_hand)
    differing = [(r.kind, r.state) for r in rows if r.state != "known"]
    assert differing == [("outcome", "conflicting")]


def test_document_of_another_board_is_said_so() -> None:
    rows, _ = take(replace(minutes(), board="Bestyrelsen for Fjordhallen"))
    assert rows[0].kind == "board"
    assert rows[0].state == "unreadable"


def test_count_by_state_covers_every_row() -> None:
    rows, _ = take(minutes())
    assert sum(count_by_state(rows).values()) == len(rows)


def test_frame_of_the_document_is_the_meetings_own() -> None:
    _, plan = take(minutes())
    meeting = plan.meeting_on(BOARD.id, DAY)
    assert isinstance(meeting, Meeting)
    assert (meeting.start, meeting.end) == (time(9), time(12))
    assert all(isinstance(p, Placement) for p in plan.on(meeting.id))
    assert all(isinstance(p, Person) for p in plan.people.values())


def test_case_officer_of_a_document_is_a_person_and_stands_on_the_item() -> None:
    officer = ReadPerson("Katja Rosvang", "Planchef")
    read = replace(
        minutes(), meetings=(ReadMeeting(FIRST, at(4), items=(item("Lokalplan", 11, officer=officer),)),)
    )
    _, plan = take(read)
    found = titled(plan, "Lokalplan")
    assert found.officer is not None
    assert (plan.people[found.officer].name, found.responsible_text) == ("Katja Rosvang", None)
    again, _ = take(replace(read, sha256="1" * 64), plan)
    assert {row.state for row in again if row.kind == "item" and "Lokalplan" in row.text} == {"known"}


def test_first_name_alone_is_asked_about_and_makes_no_second_person() -> None:
    members = (ReadPerson("Lone Skou Hansen", source=at(2)), ReadPerson("Bo Lind", source=at(2)))
    lines = (item("Stævne", 11, presenters=(ReadPerson("Lone", source=at(11)),)),)
    read = replace(minutes(), members=members, meetings=(ReadMeeting(FIRST, at(4), items=lines),))
    rows, plan = take(read, given=replace(terms(), accept=lambda row: row.state in SURE))
    asked = [(row.state, row.why, row.accepted) for row in rows if row.text == "Person: Lone"]
    assert asked == [("doubtful", "fornavnet på Lone Skou Hansen", False)]
    assert "Lone" not in {person.name for person in plan.people.values()}
    _, plan = take(read)
    (lone,) = [person for person in plan.people.values() if person.name == "Lone Skou Hansen"]
    assert lone.spellings == ("Lone",)
    meeting = plan.meeting_on(BOARD.id, FIRST)
    assert meeting is not None
    assert [one.person for one in plan.presenters_of(titled(plan, "Stævne").id, meeting.id)] == [lone.id]
