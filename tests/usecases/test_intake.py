"""Minutes are taken in as one step that can be undone; the same file twice writes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.adapters.store.store import SqlStore, open_store
from planner.domain.board import Alias, Board
from planner.domain.changes import Change, added, edited, inverse
from planner.domain.meeting import Meeting
from planner.domain.plan import Plan
from planner.domain.proposal.rows import DOUBTFUL, Answer
from planner.domain.reading import Reading, ReadMeeting, Tentative
from planner.usecases.intake import Imported, ImportMinutes, Vocabulary, import_minutes
from tests.domain.proposal.readings import BOARD, FIRST, SECOND, at, block_kind, item, minutes

LATE = date(2030, 12, 18)
NOW = datetime(2030, 11, 6, 14, tzinfo=ZoneInfo("Europe/Copenhagen"))
WORDS = Vocabulary({}, block_kind)  # type: ignore[arg-type]


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """The afternoon of the meeting."""
        return NOW


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return new_store(tmp_path / "plan.db")


def new_store(path: Path) -> SqlStore:
    opened = open_store(path, create=True)
    with opened.work() as work:
        board = replace(BOARD, id=work.new_id(Board))
        work.append((added(board),), board=board.id, at=NOW, by="test", command="init")
        work.commit()
    return opened


def take(store: SqlStore, **more: object) -> Imported:
    given: dict[str, object] = {
        "reading": minutes(),
        "board": BOARD,
        "by": "kontoret",
        "accept": "all",
    } | more
    return import_minutes(ImportMinutes(**given), store=store, clock=Noon(), words=WORDS)  # type: ignore[arg-type]


def take_back(store: SqlStore, done: Imported) -> None:
    assert done.step is not None
    with store.work() as work:
        changes, undone = inverse(done.step.changes), done.step.id
        work.append(changes, board=BOARD.id, at=NOW, by="kontoret", command="fortryd", kind="undo", of=undone)
        work.commit()


def whole(store: SqlStore) -> Plan:
    with store.reading() as read:
        return read.everything()


def test_import_is_one_journalled_step(store: SqlStore) -> None:
    done = take(store)
    with store.reading() as read:
        latest = read.steps(BOARD.id, limit=1)[0]
    assert done.step is not None
    assert (latest.id, latest.by, latest.command) == (done.step.id, "kontoret", "indlæs referat.docx")
    assert done.taken == sum(row.state not in ("known", "unreadable") for row in done.rows)


def test_import_of_the_same_file_twice_writes_nothing(store: SqlStore) -> None:
    take(store)
    before = whole(store)
    again = take(store)
    assert again.already is not None
    assert again.step is None
    assert whole(store) == before


def test_import_of_the_same_words_in_another_file_only_adds_the_document(store: SqlStore) -> None:
    take(store)
    again = take(store, reading=replace(minutes(), sha256="another", name="referat.pdf"))
    assert again.step is not None
    assert [change.name for change in again.step.changes] == ["DocumentAdded"]


@pytest.mark.parametrize("given", [{"dry_run": True}, {"accept": "none"}])
def test_import_without_acceptance_writes_nothing(store: SqlStore, given: dict[str, object]) -> None:
    before = whole(store)
    done = take(store, **given)
    assert done.step is None
    assert whole(store) == before


def test_import_taken_back_leaves_the_plan_as_it_was(store: SqlStore) -> None:
    before = whole(store)
    done = take(store)
    take_back(store, done)
    assert whole(store) == before


def test_answer_is_remembered_for_the_next_document(store: SqlStore) -> None:
    take(store)
    known = next(i for i in whole(store).items.values() if i.title == "Lokalplan for åen")
    meetings = tuple(
        replace(m, items=(item("Planen langs vandet", 70),)) for m in minutes().meetings if m.date == FIRST
    )
    next_week = replace(minutes(), sha256="next", meetings=meetings, tentative=(), item_changes=())
    (row,) = [r for r in take(store, reading=next_week, dry_run=True).rows if r.text.endswith("vandet")]

    take(store, reading=next_week, answers={row.key: Answer("same", item=known.id)})

    assert [(a.text, a.target) for a in whole(store).all(Alias).values()] == [
        ("planen langs vandet", known.id)
    ]
    later = replace(next_week, sha256="later")
    (again,) = [r for r in take(store, reading=later, dry_run=True).rows if r.text.endswith("vandet")]
    assert again.state == "known"


def doubtful_minutes() -> Reading:
    """The minutes with a meeting that somebody must look at, and with it what is to be taken on it."""
    late = ReadMeeting(LATE, at(40), forward=True, state="doubtful", items=(item("Skolens tag", 40),))
    return replace(minutes(), meetings=(*minutes().meetings, late))


def titles_on(store: SqlStore) -> dict[date, list[str]]:
    plan = whole(store)
    return {
        meeting.date: sorted(plan.items[row.item].title for row in plan.on(meeting.id))
        for meeting in sorted(plan.meetings.values(), key=lambda meeting: meeting.date)
    }


def by_hand(store: SqlStore, change: Change) -> None:
    with store.work() as work:
        work.append((change,), board=BOARD.id, at=NOW, by="kontoret", command="ret")
        work.commit()


def test_rows_nobody_decided_on_can_be_taken_from_the_same_file_later(
    store: SqlStore, tmp_path: Path
) -> None:
    at_once = new_store(tmp_path / "at_once.db")
    take(at_once, reading=doubtful_minutes())
    first = take(store, reading=doubtful_minutes(), accept="sure")

    second = take(store, reading=doubtful_minutes(), accept="all")
    third = take(store, reading=doubtful_minutes(), accept="all")

    assert (first.left > 0, second.left, third.rows, third.step) == (True, 0, (), None)
    assert titles_on(store) == titles_on(at_once)
    assert titles_on(store)[LATE] == ["Skolens tag"]


@pytest.mark.parametrize("again", ["sure", "none"])
def test_rows_nobody_decided_on_still_wait_after_the_same_file_again(store: SqlStore, again: str) -> None:
    first = take(store, reading=doubtful_minutes(), accept="sure")
    before = whole(store)

    second = take(store, reading=doubtful_minutes(), accept=again)

    assert (second.step, second.left, whole(store)) == (None, first.left, before)
    assert [row.accepted for row in second.rows] == [False] * len(second.rows)


def test_rows_that_were_declined_are_not_asked_about_again(store: SqlStore) -> None:
    proposed = take(store, reading=doubtful_minutes(), accept="sure", dry_run=True)
    declined = {row.key: Answer("skip") for row in proposed.rows if row.state in DOUBTFUL}

    first = take(store, reading=doubtful_minutes(), accept="sure", answers=declined)
    second = take(store, reading=doubtful_minutes(), accept="all")

    assert (len(declined) > 0, first.left, second.rows, second.step) == (True, 0, (), None)


def test_rows_taken_later_undo_nothing_that_was_changed_in_between(store: SqlStore) -> None:
    take(store, reading=doubtful_minutes(), accept="sure")
    plan = whole(store)
    (moved,) = plan.on(plan.meeting_on(BOARD.id, FIRST).id)  # type: ignore[union-attr]
    elsewhere = plan.meeting_on(BOARD.id, SECOND)
    by_hand(store, edited(moved, meeting=elsewhere.id, position=9))  # type: ignore[union-attr]

    take(store, reading=doubtful_minutes(), accept="all")

    assert (titles_on(store)[FIRST], "Lokalplan for åen" in titles_on(store)[SECOND]) == ([], True)


def test_rows_taken_later_are_a_step_of_their_own_that_can_be_undone(store: SqlStore) -> None:
    take(store, reading=doubtful_minutes(), accept="sure")
    before = whole(store)
    done = take(store, reading=doubtful_minutes(), accept="all")
    take_back(store, done)

    assert whole(store) == before
    assert take(store, reading=doubtful_minutes(), accept="all").step is not None


def test_items_wait_for_their_meeting_however_that_comes_about(store: SqlStore) -> None:
    take(store, reading=doubtful_minutes(), accept="sure")
    by_hand(store, added(Meeting(99, BOARD.id, LATE, time(9), time(13))))

    take(store, reading=doubtful_minutes(), accept="all")

    assert titles_on(store)[LATE] == ["Skolens tag"]


def test_items_of_a_meeting_that_was_moved_since_stay_where_they_are(store: SqlStore) -> None:
    late = ReadMeeting(LATE, at(40), forward=True, items=(item("Skolens tag", 40),))
    hold = Tentative("Kajens belysning", (LATE, date(2031, 1, 8)), at(41), state="doubtful")
    reading = replace(minutes(), meetings=(*minutes().meetings, late), tentative=(*minutes().tentative, hold))
    take(store, reading=reading, accept="sure")
    meeting = whole(store).meeting_on(BOARD.id, LATE)
    by_hand(store, edited(meeting, date=date(2030, 12, 19)))  # type: ignore[arg-type]

    take(store, reading=reading, accept="all")

    found = {day: titles for day, titles in titles_on(store).items() if day >= LATE}
    assert found == {
        LATE: ["Kajens belysning"],
        date(2030, 12, 19): ["Skolens tag"],
        date(2031, 1, 8): ["Kajens belysning"],
    }


def test_rows_that_cannot_be_shown_for_a_while_are_not_forgotten(store: SqlStore) -> None:
    first = take(store, reading=doubtful_minutes(), accept="sure")
    answered = next(row.key for row in first.rows if row.kind == "standing" and row.state in DOUBTFUL)
    take(store, reading=doubtful_minutes(), accept="sure", answers={answered: Answer("skip")})

    take(store, reading=doubtful_minutes(), accept="all")

    assert titles_on(store)[LATE] == ["Skolens tag"]


def test_what_the_rows_taken_have_settled_is_not_counted_as_undecided(store: SqlStore) -> None:
    late = ReadMeeting(LATE, at(40), forward=True, state="doubtful")
    hold = Tentative("Kajens belysning", (LATE, date(2031, 1, 8)), at(41))
    reading = replace(minutes(), meetings=(*minutes().meetings, late), tentative=(*minutes().tentative, hold))

    first = take(store, reading=reading, accept="sure")
    second = take(store, reading=reading, accept="sure")

    assert (first.left, LATE in titles_on(store)) == (len(second.rows), True)
    assert [row.kind for row in second.rows if row.kind == "meeting"] == []
