"""Minutes are taken in as one step that can be undone; the same file twice writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.adapters.store.store import SqlStore, open_store
from planner.domain.board import Alias, Board
from planner.domain.changes import added, inverse
from planner.domain.plan import Plan
from planner.domain.proposal.rows import Answer
from planner.usecases.intake import Imported, ImportMinutes, Vocabulary, import_minutes
from tests.domain.proposal.readings import BOARD, FIRST, block_kind, item, minutes

NOW = datetime(2030, 11, 6, 14, tzinfo=ZoneInfo("Europe/Copenhagen"))
WORDS = Vocabulary({}, block_kind)  # type: ignore[arg-type]


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """The afternoon of the meeting."""
        return NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(tmp_path / "plan.db", create=True)
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
    assert done.step is not None
    with store.work() as work:
        work.append(
            inverse(done.step.changes),
            board=BOARD.id,
            at=NOW,
            by="kontoret",
            command="fortryd",
            kind="undo",
            of=done.step.id,
        )
        work.commit()
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
