"""Take the minutes in: compare a reading with the plan, then write what was accepted, as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from planner.domain.board import Alias, BlockKind, Board, ImportedDocument
from planner.domain.changes import Change, Step, added, net
from planner.domain.matching import normal, search_words
from planner.domain.minutes.words import Words
from planner.domain.plan import Plan, plan_of
from planner.domain.proposal.again import left_waiting, propose_again
from planner.domain.proposal.propose import already_imported, propose
from planner.domain.proposal.rows import DOUBTFUL, OPEN, SURE, Answer, Row, RowState, Terms, renumbered
from planner.domain.reading import Reading
from planner.ports import Clock, Reader, Store

Accept = Literal["sure", "all", "none"]

# The plan is read this far around the dates of the document, so that moved items are seen.
_MARGIN = timedelta(days=120)


@dataclass(frozen=True)
class ImportMinutes:
    """A reading to take in. `as_json` and `findings_json` are stored with the document."""

    reading: Reading
    board: Board
    by: str
    as_json: str = "{}"
    findings_json: str = "[]"
    accept: Accept = "sure"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    dry_run: bool = False
    why: str | None = None


@dataclass(frozen=True)
class Imported:
    """What came of it. `already` is the earlier import of the same file, when there is one: then the rows are those that
    nobody had decided on. `left` is how many rows still wait for a person.
    """

    rows: tuple[Row, ...]
    step: Step | None = None
    already: ImportedDocument | None = None
    dry_run: bool = False
    left: int = 0

    @property
    def taken(self) -> int:
        """How many rows were accepted."""
        return sum(row.accepted for row in self.rows)


@dataclass(frozen=True)
class Vocabulary:
    """Words the comparison needs: abbreviations written out, and what names a standing block."""

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    block_kind: Callable[[str], BlockKind | None] = lambda _: None


def vocabulary(lexicons: Mapping[str, Words]) -> Vocabulary:
    """The words of all languages that the comparison needs."""

    def block_kind(title: str) -> BlockKind | None:
        for words in lexicons.values():
            if words.has("blocks.review", title):
                return "review"
            if words.says("blocks.standing", title):
                return "standing"
        return None

    short = {
        family.partition(".")[2]: written[0]
        for words in lexicons.values()
        for family, written in words.families.items()
        if family.startswith("abbreviations.")
    }
    return Vocabulary(short, block_kind)


def proposal(
    command: ImportMinutes,
    read: Reader,
    today: date,
    words: Vocabulary,
    earlier: ImportedDocument | None = None,
) -> tuple[Row, ...]:
    """The rows of the proposal, with those accepted that the command accepts. Writes nothing.

    Of a document that was taken in `earlier`: the rows that nobody has decided on, and what is only read once they are.
    """
    plan = surroundings(command.reading, command.board, read, words)
    terms = Terms(
        today=today,
        accept=_accepts(command.accept),
        answers=command.answers,
        abbreviations=words.abbreviations,
        block_kind=words.block_kind,
    )
    if earlier is None:
        return propose(command.reading, plan, command.board, terms)
    if not earlier.undecided:
        return ()
    return propose_again(command.reading, plan, command.board, terms, earlier.undecided)


def import_minutes(command: ImportMinutes, *, store: Store, clock: Clock, words: Vocabulary) -> Imported:
    """Compare and write what was accepted as one undoable step.

    The same file again writes nothing but rows of it that nobody had decided on and that are accepted now.
    """
    now = clock.now()
    if command.dry_run or command.accept == "none" and not command.answers:
        with store.reading() as read:
            earlier = _earlier(command, read)
            rows = proposal(command, read, now.date(), words, earlier)
        return Imported(rows, already=earlier, dry_run=True, left=_left(command, rows, earlier))
    with store.work() as work:
        earlier = _earlier(command, work.read)
        rows = proposal(command, work.read, now.date(), words, earlier)
        if earlier and not any(row.accepted or row.key in command.answers for row in rows):
            return Imported(rows, already=earlier, left=len(rows))
        asked = earlier.undecided or () if earlier else ()
        waiting = left_waiting(rows, command.answers.keys(), asked)
        document = replace(earlier or _document(command, now), undecided=waiting or None)
        changes = net(change for row in rows if row.accepted for change in row.changes)
        noted = Change(earlier, document) if earlier else added(document)
        changes = renumbered((*changes, *_remembered(command, rows), noted), work.new_id)
        step = work.append(
            changes,
            board=command.board.id,
            at=now,
            by=command.by,
            command=f"indlæs {command.reading.name}",
            why=command.why,
        )
        # What was doubtful may have been settled by what was taken: only the plan as it is now can tell.
        now_open = proposal(replace(command, accept="none", answers={}), work.read, now.date(), words)
        work.commit()
    left = sum(row.key in waiting and row.state in OPEN for row in now_open)
    return Imported(rows, step=step, already=earlier, left=left)


def _left(command: ImportMinutes, rows: Iterable[Row], earlier: ImportedDocument | None) -> int:
    """How many rows of a proposal wait for a person."""
    open_rows = (row for row in rows if earlier or row.state in DOUBTFUL)
    return sum(not row.accepted and row.key not in command.answers for row in open_rows)


def surroundings(reading: Reading, board: Board, read: Reader, words: Vocabulary) -> Plan:
    """The slice of the plan that this reading can touch."""
    days = [m.date for m in reading.meetings if m.date] + [d for t in reading.tentative for d in t.dates]
    if reading.document_date:
        days.append(reading.document_date)
    titles = _titles(reading)
    found = read.candidates(board.id, search_words(titles, words.abbreviations))
    numbered = {i.case_number for m in reading.meetings for i in m.items if i.case_number}
    by_case = [item for number in sorted(numbered) for item in read.titled(board.id, number)]
    plan = plan_of((*read.boards(), *read.people(), *read.aliases(board.id), *read.documents(board.id)))
    lines = {normal(title) for title in titles}
    answered = {a.target for a in read.aliases(board.id) if a.kind == "item" and a.text in lines}
    wanted = {item.id for item in (*found, *by_case)} | {target for target in answered if target}
    plan = plan.merged(read.items(wanted))
    if days:
        first, last = min(days) - _MARGIN, max(days) + _MARGIN
        for one in read.boards():
            plan = plan.merged(read.window(one.id, first, last))
    return plan


def _titles(reading: Reading) -> list[str]:
    titles = [e.title for e in reading.backlog]
    titles += [t.title for t in reading.tentative] + [c.title for c in reading.commitments]
    titles += [t for c in reading.item_changes for t in (c.title, c.replaced_by) if t]
    for meeting in reading.meetings:
        for item in meeting.items:
            titles.extend((item.title, *item.children))
    return titles


def _accepts(mode: Accept) -> Callable[[Row], bool]:
    taken = {"sure": SURE, "all": OPEN, "none": frozenset[RowState]()}[mode]
    return lambda row: row.state in taken


def _earlier(command: ImportMinutes, read: Reader) -> ImportedDocument | None:
    plan = plan_of(read.documents(command.board.id, command.reading.sha256))
    return already_imported(command.reading, plan, command.board)


def _document(command: ImportMinutes, now: datetime) -> ImportedDocument:
    reading = command.reading
    return ImportedDocument(
        -1,
        command.board.id,
        reading.name,
        reading.sha256,
        now,
        date=reading.document_date,
        kind=reading.document_type,
        reading=command.as_json,
        findings=command.findings_json,
    )


def _remembered(command: ImportMinutes, rows: Sequence[Row]) -> Iterable[Change]:
    """An answer "the same as #12" is kept, so that the next document need not ask."""
    for number, row in enumerate(rows, start=1):
        answer = command.answers.get(row.key)
        if answer is not None and answer.action == "same" and row.words and row.accepted:
            yield added(Alias(-number, command.board.id, "item", row.words, answer.item))
