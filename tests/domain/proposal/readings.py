"""Invented readings: a board's minutes with a promise, a forward table and a withdrawal."""

from __future__ import annotations

from datetime import date, time

from planner.domain.board import Board
from planner.domain.proposal.rows import Row, Terms
from planner.domain.reading import (
    Commitment,
    Count,
    DatedRow,
    ItemChange,
    ReadBacklog,
    ReadFollowUp,
    Reading,
    ReadItem,
    ReadMeeting,
    ReadPerson,
    Source,
    Tentative,
)

BOARD = Board(1, "STY", "Styregruppen", weekday=2, start=time(9), end=time(13))
DAY = date(2030, 11, 6)
TODAY = date(2030, 11, 6)
FIRST, SECOND, THIRD = date(2030, 11, 13), date(2030, 11, 20), date(2030, 11, 27)


def at(line: int, text: str = "") -> Source:
    """A place in the invented document."""
    return Source("referat.docx", line, text)


def item(title: str, line: int, **more: object) -> ReadItem:
    """A row of an agenda."""
    return ReadItem(title, at(line, title), **more)  # type: ignore[arg-type]


def minutes() -> Reading:
    """Minutes of 6 November 2030 whose two items return, one settled by the forward table."""
    own = ReadMeeting(
        DAY,
        at(3),
        start=time(9),
        end=time(12),
        status="held",
        absent=(ReadPerson("Kaj Bo", source=at(5)),),
        items=(
            item("Godkendelse af referat", 10, time=time(9), duration_min=15),
            item(
                "Havnefesten den 21. januar 2031",
                11,
                time=time(9, 15),
                duration_min=30,
                presenters=(ReadPerson("Ida Holm Lund", "Kulturchef", source=at(12)),),
                event_dates=(date(2031, 1, 21),),
                decision="Programmet behandles igen.",
            ),
            item("Frokost", 13, kind="break", time=time(12), duration_min=30),
            item("Takster for hallen", 14, time=time(9, 45), duration_min=20, decision="Godkendt."),
        ),
    )
    table = (
        ReadMeeting(FIRST, at(20), forward=True, items=(item("Lokalplan for åen", 20),)),
        ReadMeeting(
            SECOND,
            at(21),
            forward=True,
            items=(item("Status og program for:", 21, children=("Havnefesten", "Byens træer")),),
        ),
        ReadMeeting(THIRD, at(22), forward=True, status="cancelled", note="Aflyst pga. temadag"),
    )
    return Reading(
        "referat.docx",
        "abc123",
        "da",
        Count(3, 3, 3, 0),
        board="Styregruppen",
        document_type="referat",
        document_date=DAY,
        members=(ReadPerson("Kaj Bo Dam", "Direktør", source=at(4)),),
        meetings=(own, *table),
        backlog=(ReadBacklog("Ny lov om vandløb", at(30)),),
        tentative=(Tentative("Havnefesten den 21. januar 2031", (SECOND, date(2030, 12, 4)), at(15)),),
        commitments=(Commitment("Trivselsmåling", "1 time inden et møde", at(16), 60, owner="Staben"),),
        followups=(ReadFollowUp("Staben", "Staben følger op.", at(17), item="Takster for hallen"),),
        item_changes=(
            ItemChange("Grønne indkøb", "removed", at(31), replaced_by="Oplæg om indkøb", owner="Staben"),
        ),
        political_upcoming=(DatedRow("Byrådsmøde", date(2030, 11, 19), at(32)),),
        activities_upcoming=(DatedRow("Konference om havne", date(2030, 11, 8), at(33)),),
    )


def block_kind(title: str) -> str | None:
    """What the lexicon says of the invented titles."""
    return "standing" if title.startswith("Godkendelse af") else None


def terms(**more: object) -> Terms:
    """Accept everything, on the day of the document, unless told otherwise."""
    given = {"today": TODAY, "accept": lambda _: True, "block_kind": block_kind} | more
    return Terms(**given)  # type: ignore[arg-type]


def states(rows: tuple[Row, ...], kind: str) -> dict[str, str]:
    """Text and state of the rows of one kind."""
    return {row.text: row.state for row in rows if row.kind == kind}
