"""What a document says beside dates: the backlog, what falls away, follow-ups, blocks, outcomes."""

from __future__ import annotations

from datetime import date

from planner.domain.board import BlockKind, Standing
from planner.domain.changes import Change, added, edited, removed
from planner.domain.item import Attachment, FollowUp, Item, Outcome
from planner.domain.matching import match, normal
from planner.domain.proposal.items import Line, block_called, find_item, known_to, lines_of, named, where_in
from planner.domain.proposal.meetings import own_meetings
from planner.domain.proposal.people import person_id
from planner.domain.proposal.rows import Draft, Row, RowState, as_read
from planner.domain.reading import ReadItem, Source
from planner.domain.wording import short


def propose_backlog(draft: Draft) -> None:
    """Items that await a date, and promises without one."""
    for entry in draft.reading.backlog:
        _propose_waiting(draft, "backlog", entry.title, entry.source, entry.state, entry.why, note=entry.text)
    for promise in draft.reading.commitments:
        _propose_waiting(
            draft,
            "commitment",
            promise.title,
            promise.source,
            "doubtful",
            promise.why or "et løfte uden dato",
            note=promise.text,
            minutes=promise.duration_min,
            waits_on=promise.owner,
        )


def propose_withdrawn(draft: Draft) -> None:
    """Items that fall away, and what comes in their stead: linked, in the backlog, awaiting its owner."""
    for change in draft.reading.item_changes:
        if change.change != "removed":
            continue
        found = match(change.title, tuple(draft.plan.items.values()), known_to(draft))
        changes: list[Change] = []
        item = found.item if found.verdict == "known" else None
        if item is None:
            item = Item(draft.new_id(), draft.board.id, change.title, source=where_in(change.source))
            changes.append(added(item))
        replaced: int | None = None
        if change.replaced_by:
            instead = Item(
                draft.new_id(),
                draft.board.id,
                change.replaced_by,
                since=draft.reading.document_date or draft.terms.today,
                waits_for="oplæg",
                waits_on=change.owner,
                source=where_in(change.source),
            )
            again = match(change.replaced_by, tuple(draft.plan.items.values()), known_to(draft))
            if again.verdict == "known" and again.item is not None:
                replaced = again.item.id
            else:
                changes.append(added(instead))
                replaced = instead.id
        if item.status != "withdrawn" or item.replaced_by != replaced:
            changes.append(edited(item, status="withdrawn", replaced_by=replaced))
        changes.extend(removed(p) for p in draft.plan.open_of(item.id))
        gone = f"Udgår: {change.title}"
        state: RowState = (
            "doubtful" if change.state == "doubtful" or found.verdict == "doubtful" else "changed"
        )
        draft.propose(
            "withdrawn",
            change.source,
            normal(change.title),
            state,
            f"{gone}; i stedet: {change.replaced_by}" if change.replaced_by else gone,
            why=change.why,
            changes=tuple(changes),
        )


def propose_blocks(draft: Draft) -> None:
    """Standing items, breaks and the review, from the timed agenda: accepted once."""
    for meeting in own_meetings(draft):
        if meeting.forward or meeting.date is None:
            continue
        for read in meeting.items:
            kind: BlockKind | None = "break" if read.kind == "break" else draft.terms.block_kind(read.title)
            if kind is None or read.kind == "end" or not read.duration_min:
                continue
            _propose_block(draft, meeting.date, read, kind, read.duration_min)


def propose_shared_blocks(draft: Draft) -> None:
    """Standing items that the document only mentions ("under aktuelle sager"): their length is not known."""
    for meeting in own_meetings(draft):
        for read in meeting.items:
            if read.under is None or block_called(draft, read.under) is not None:
                continue
            title = read.under[:1].upper() + read.under[1:]
            block = Standing(
                draft.new_id(), draft.board.id, title, minutes=0, first=draft.reading.document_date
            )
            draft.propose(
                "standing",
                read.source,
                normal(title),
                "doubtful",
                f"Fast på møderne: {title}",
                why="nævnes i et punkt; længden står ikke i dokumentet",
                changes=(added(block),),
            )


def propose_followups(draft: Draft) -> None:
    """Who undertook what."""
    day = draft.reading.document_date
    meeting = draft.plan.meeting_on(draft.board.id, day) if day else None
    for read in draft.reading.followups:
        known = any(
            normal(f.text) == normal(read.text) and f.meeting == (meeting.id if meeting else None)
            for f in draft.plan.all(FollowUp).values()
        )
        item = match(read.item, tuple(draft.plan.items.values()), known_to(draft)) if read.item else None
        row = FollowUp(
            draft.new_id(),
            draft.board.id,
            read.text,
            owner=read.owner,
            person=person_id(draft, read.owner) if read.owner else None,
            item=item.item.id if item and item.item and item.verdict == "known" else None,
            meeting=meeting.id if meeting else None,
            due=read.due,
        )
        draft.propose(
            "followup",
            read.source,
            normal(read.text)[:80],
            as_read(read.state),
            f"Følger op: {read.owner or '?'}: {read.text}",
            why=read.why,
            changes=() if known else (added(row),),
        )


def propose_attachments(draft: Draft) -> None:
    """References to attachments, closed ones without their title."""
    day = draft.reading.document_date
    meeting = draft.plan.meeting_on(draft.board.id, day) if day else None
    stored = {(a.meeting, a.point, a.no, a.title, a.visibility) for a in draft.plan.all(Attachment).values()}
    changes: list[Change] = []
    for read in draft.reading.attachments:
        row = Attachment(
            draft.new_id(),
            draft.board.id,
            meeting=meeting.id if meeting else None,
            point=read.point,
            no=read.no,
            title=read.title,
            visibility=read.visibility,
            document_number=read.document_number,
        )
        if (row.meeting, row.point, row.no, row.title, row.visibility) not in stored:
            changes.append(added(row))
    if draft.reading.attachments:
        source = draft.reading.attachments[0].source
        number = len(draft.reading.attachments)
        draft.propose(
            "attachments",
            source,
            str(number),
            "new",
            f"Bilag: {number}",
            changes=tuple(changes),
        )


def propose_outcomes(draft: Draft) -> None:
    """What became of each item of a meeting that was held, as the minutes tell it."""
    for meeting in own_meetings(draft):
        if meeting.forward or meeting.status != "held" or meeting.date is None:
            continue
        if draft.reading.document_type == "dagsorden" or meeting.date > draft.terms.today:
            continue
        for line in lines_of(meeting, draft):
            _propose_outcome(draft, line)


def _propose_outcome(draft: Draft, line: Line) -> None:
    meeting = draft.plan.meeting_on(draft.board.id, line.day)
    found = find_item(draft, line)
    if meeting is None or found.item is None or found.verdict != "known":
        return
    item = found.item
    here = next((p for p in draft.plan.on(meeting.id) if p.item == item.id), None)
    if here is None:
        return
    again = [p for p in draft.plan.open_of(item.id) if p.id != here.id]
    outcome: Outcome = "again" if again else "treated"
    if item.status == "withdrawn":
        outcome = "replaced" if item.replaced_by else "withdrawn"
    elif line.read.status == "postponed" and not again:
        outcome = "postponed"
    state: RowState = "new"
    why = None
    if here.outcome is not None and here.outcome != outcome:
        state, why = "conflicting", f"noteret som {here.outcome} i planen"
    changes: tuple[Change, ...] = ()
    if here.outcome != outcome or (line.read.decision and line.read.decision != here.decision):
        changes = (
            edited(here, outcome=outcome, state="placed", decision=line.read.decision or here.decision),
        )
        if outcome == "treated" and item.status == "open":
            changes += (edited(item, status="done"),)
        if outcome == "postponed" and item.since is None:
            changes += (edited(item, since=line.day),)
    draft.propose(
        "outcome",
        line.source,
        f"{line.day} {normal(line.title)}",
        state,
        f"{short(line.day)}: {item.title}: {OUTCOMES[outcome]}",
        why=why,
        changes=changes,
    )


OUTCOMES: dict[Outcome, str] = {
    "treated": "behandlet",
    "not_reached": "ikke nået",
    "postponed": "udsat",
    "again": "på igen",
    "withdrawn": "udgået",
    "replaced": "erstattet",
}


def _propose_waiting(
    draft: Draft,
    kind: str,
    title: str,
    source: Source,
    state: str,
    why: str | None,
    *,
    note: str | None = None,
    minutes: int | None = None,
    waits_on: str | None = None,
) -> None:
    items = tuple(draft.plan.items.values())
    found = match(title, items, known_to(draft))
    key = draft.key(kind, source, normal(title))
    answer = draft.answer(key)
    changes: tuple[Change, ...] = ()
    suggestions: tuple[int, ...] = ()
    verdict = as_read(state)
    same = answer.item if answer is not None and answer.action == "same" else None
    item = found.item if found.verdict == "known" else None
    if same is not None:
        item = draft.plan.items.get(same, item)
    if item is not None:
        back = draft.plan.open_of(item.id)
        future = [p for p in back if draft.plan.meetings[p.meeting].date >= draft.terms.today]
        if future:
            changes = tuple(removed(p) for p in future)
            changes += (edited(item, since=draft.reading.document_date),)
            verdict, why = "changed", "stod på en dato og afventer nu"
    else:
        if found.verdict == "doubtful" and found.item is not None:
            verdict, suggestions = "doubtful", (found.item.id,)
            why = f"er det {named(found.item)}? ({found.why})"
        name = answer.title if answer is not None and answer.title else title
        item = Item(
            draft.new_id(),
            draft.board.id,
            name,
            minutes=minutes,
            waits_on=waits_on,
            since=draft.reading.document_date or draft.terms.today,
            note=note,
            source=where_in(source),
        )
        changes = (added(item),)
    draft.add(
        Row(key, kind, verdict, f"Afventer dato: {title}", source, why, changes, suggestions, normal(title))
    )


def _propose_block(draft: Draft, day: date, read: ReadItem, kind: BlockKind, minutes: int) -> None:
    stands = [s for s in draft.plan.all(Standing).values() if s.board == draft.board.id and s.last is None]
    now = next((s for s in stands if _same_block(s, kind, read.title)), None)
    changes: tuple[Change, ...] = ()
    meeting = draft.plan.meeting_on(draft.board.id, day)
    block = Standing(
        draft.new_id(),
        draft.board.id,
        # One agenda's addition to the name ("samt opsamling fra ...") is not the block's name.
        now.title if now is not None else read.title,
        kind,
        # What opens the meeting opens every meeting, whenever it begins; the review closes it, whenever it ends.
        None if kind == "review" or (meeting is not None and read.time == meeting.start) else read.time,
        minutes,
        first=day,
    )
    if now is None:
        changes = (added(block),)
    elif (now.start, now.minutes) != (block.start, block.minutes) and (now.first is None or now.first < day):
        before = date.fromordinal(day.toordinal() - 1)
        changes = (edited(now, last=before), added(block))
    draft.propose(
        "standing",
        read.source,
        normal(read.title),
        "doubtful",
        f"Fast på møderne: {read.title}, {minutes} min.",
        why="foreslås fra den seneste dagsorden med tider og godkendes én gang",
        changes=changes,
    )


def _same_block(block: Standing, kind: BlockKind, title: str) -> bool:
    mine, theirs = normal(title).split(), normal(block.title).split()
    return block.kind == kind and (kind != "standing" or mine[:1] == theirs[:1])
