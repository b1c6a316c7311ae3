"""Every finding of the plan, of one meeting or of one document, numbered so that one can be accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from planner.domain.board import Acceptance, Board, ImportedDocument
from planner.domain.errors import BadUsage
from planner.domain.finding import Finding, Level
from planner.domain.plan import Plan
from planner.domain.reading import Source
from planner.domain.rules import findings, gravest_first
from planner.domain.worktime import holidays
from planner.usecases import address
from planner.usecases.views.look import routes_and_series, with_earlier
from planner.usecases.views.rows import BoardName, wall_time
from planner.usecases.views.told import invited_to

if TYPE_CHECKING:
    from planner.ports import Reader

_A_YEAR = timedelta(days=370)


@dataclass(frozen=True)
class NumberedFinding:
    """A finding with the number it is accepted by."""

    no: int
    rule: str
    level: Level
    subject: str
    sentence: str
    key: str
    source: Source | None = None
    also: tuple[Source, ...] = ()
    help: str | None = None


@dataclass(frozen=True)
class CheckView:
    """What `planner check` shows. `date` or `document` when one was asked about.

    `accepted` counts findings that somebody called deliberate; they are not shown.
    """

    board: BoardName
    now: datetime
    date: date | None
    document: str | None
    accepted: int
    findings: tuple[NumberedFinding, ...]


def check_plan(
    reader: Reader,
    board: Board,
    now: datetime,
    words: tuple[str, ...] = (),
    *,
    levels: Mapping[str, str] | None = None,
) -> CheckView:
    """Findings of the coming meetings and of held ones that were not closed; or of one date."""
    local = wall_time(now, board)
    if words:
        asked = address.meeting(reader, board, words, local.date())
        first = last = asked.date
    else:
        asked = None
        first, last = local.date(), local.date() + _A_YEAR
    plan = with_earlier(reader, reader.window(board.id, first, last))
    meetings = {m.id: m for m in plan.by_date if m.board == board.id and first <= m.date <= last}
    # Where else the same people sit at the same time.
    for other in reader.boards():
        if other.id != board.id:
            plan = plan.merged(reader.window(other.id, first, last))
    if asked is None:
        past = reader.open_past(board.id, first + timedelta(days=1))
        meetings |= {m.id: m for m in past.by_date}
        plan = plan.merged(past).merged(reader.backlog(board.id))
    plan = plan.merged(routes_and_series(reader, board, local.date()))
    found = findings(
        plan,
        local,
        meetings=meetings.values(),
        holidays=holidays({m.date.year for m in meetings.values()}),
        levels=levels,
        invited=(told := invited_to(reader, meetings)),
    )
    everything = findings(_unaccepted(plan), local, meetings=meetings.values(), levels=levels, invited=told)
    hidden = {one.key for one in everything} & _accepted(plan)
    return _view(board, local, found, date_=asked.date if asked else None, accepted=len(hidden))


def check_document(
    reader: Reader,
    board: Board,
    now: datetime,
    document: str,
    *,
    stored: Callable[[ImportedDocument], Iterable[Mapping[str, Any]]],
    read: Callable[[str], Iterable[Finding]],
) -> CheckView:
    """Findings of one document: as stored with its import, else by reading the file now.

    `document` is a file, or the name or SHA-256 of an imported one; `stored` gives the plain values
    kept with the import, `read` the findings of a file that was not imported.
    """
    local = wall_time(now, board)
    name = document.replace("\\", "/").rpartition("/")[2]
    imported = reader.documents(board.id, document) or reader.documents(board.id, name)
    found = tuple(map(_from_plain, stored(imported[0]))) if imported else gravest_first(read(document))
    accepted = _accepted(reader.window(board.id, local.date(), local.date()))
    left = tuple(one for one in found if one.key not in accepted)
    return _view(board, local, left, document=name, accepted=len(found) - len(left))


def numbered(view: CheckView, no: int) -> NumberedFinding:
    """The finding with that number; BadUsage when there is none."""
    for one in view.findings:
        if one.no == no:
            return one
    count = len(view.findings)
    hint = f"Vælg et nummer fra 1 til {count}." if count else "Der er ingen OBS-punkter."
    raise BadUsage(f"Der er ikke noget OBS-punkt nummer {no}.", hint=hint)


def _view(
    board: Board,
    local: datetime,
    found: Iterable[Finding],
    *,
    accepted: int,
    date_: date | None = None,
    document: str | None = None,
) -> CheckView:
    rows = tuple(
        NumberedFinding(
            no, one.rule, one.level, one.subject, one.sentence, one.key, one.source, one.also, one.help
        )
        for no, one in enumerate(found, start=1)
    )
    return CheckView(BoardName(board.code, board.name), local, date_, document, accepted, rows)


def _accepted(plan: Plan) -> set[str]:
    return {one.finding for one in plan.all(Acceptance).values()}


def _unaccepted(plan: Plan) -> Plan:
    return Plan({kind: rows for kind, rows in plan.records.items() if kind is not Acceptance})


def _from_plain(values: Mapping[str, Any]) -> Finding:
    source, also = values.get("source"), values.get("also") or ()
    return Finding(
        values["rule"],
        values["level"],
        values["subject"],
        values["sentence"],
        values["key"],
        source=Source(**source) if source else None,
        also=tuple(Source(**one) for one in also),
        help=values.get("help"),
    )
