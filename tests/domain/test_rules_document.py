"""Each rule of a document: silent when all is well, and precise, with its line, when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from planner.domain.reading import (
    Count,
    ItemChange,
    ReadAttachment,
    ReadBacklog,
    Reading,
    ReadItem,
    ReadMeeting,
    ReadPerson,
    ReadPoint,
    Source,
    Tentative,
)
from planner.domain.rules_document import DOCUMENT_RULES, document_findings

DAY = date(2031, 3, 5)


def at(line, text=""):
    return Source("referat.txt", line, text)


def slot(line, title, start, *presenters, minutes=30, **fields):
    people = tuple(ReadPerson(name, affiliation=unit) for name, unit in presenters)
    return ReadItem(title, at(line), time=time(*start), duration_min=minutes, presenters=people, **fields)


def document(*items, points=(), forward=(), **fields):
    own = ReadMeeting(DAY, at(1), items=items, agenda_points=tuple(points))
    ahead = tuple(ReadMeeting(date(2031, 3, 12), row.source, items=(row,), forward=True) for row in forward)
    return Reading("referat.txt", "0", "da", Count(0, 0, 0, 0), meetings=(own, *ahead), **fields)


OPEN = ReadPoint(1, "Sager", at(10), visibility="open")
CLOSED = ReadPoint(2, "Salg af havnegrunden", at(50), visibility="closed")
ANE = ReadPerson("Ane Eng", title="Økonomichef", source=at(12))
TEMADAG = slot(20, "Temadag den 11. marts", (9, 0), event_dates=(date(2031, 3, 11),))
HELD = Tentative("Temadag den 11. marts", (date(2031, 3, 5), date(2031, 3, 12)), at(40))


def attached(point, *visibilities):
    return tuple(
        ReadAttachment(point, number, "Bilag", visibility, source=at(60 + number))
        for number, visibility in enumerate(visibilities, start=1)
    )


CASES = {
    "candidate_after_event": [
        (
            document(TEMADAG, tentative=(HELD,)),
            (
                "12. marts",
                "“Temadag den 11. marts” kan ikke vente til 12. marts: begivenheden er 11. marts",
                40,
            ),
        ),
        (document(TEMADAG, tentative=(replace(HELD, dates=HELD.dates[:1]),)), None),
    ],
    "openness_clash": [
        (
            document(points=[OPEN], attachments=attached(1, "closed", "closed")),
            ("pkt. 1", "“Sager” er en åben sag, men alle 2 bilag er lukkede", 10),
        ),
        (document(points=[OPEN], attachments=attached(1, "closed", "open")), None),
        (
            document(points=[CLOSED], attachments=attached(2, "open")),
            ("pkt. 2", "“Salg af havnegrunden” er en lukket sag, men har et åbent bilag", 50),
        ),
        (
            document(slot(20, "Grunde", (9, 0), visibility="closed", agenda_point=1), points=[OPEN]),
            ("pkt. 1", "“Grunde” er lukket, men punktet er åbent", 20),
        ),
    ],
    "closed_title_in_open_text": [
        (
            document(slot(20, "Salg af havnegrunden", (9, 0)), points=[OPEN, CLOSED]),
            ("pkt. 2", "er lukket, men titlen “Salg af havnegrunden” står i det åbne punkt 1", 20),
        ),
        (
            document(slot(20, "Salg af havnegrunden", (9, 0), ("Ane Eng", "Jura")), points=[OPEN, CLOSED]),
            (
                "pkt. 2",
                (
                    "er lukket, men titlen “Salg af havnegrunden” og oplægsholderens enhed (Jura) "
                    "står i det åbne punkt 1"
                ),
                20,
            ),
        ),
        (document(slot(20, "Salg af biler", (9, 0)), points=[OPEN, CLOSED]), None),
        (document(slot(55, "Salg af havnegrunden", (9, 0)), points=[OPEN, CLOSED]), None),
        (
            document(slot(20, "Lukket punkt", (9, 0)), points=[OPEN, replace(CLOSED, title="Lukket punkt")]),
            None,
        ),
    ],
    "unit_of_closed_item": [
        (
            document(slot(20, "Lukket punkt", (9, 0), ("Ane Eng", "Jura")), points=[OPEN]),
            ("pkt. 1", "“Lukket punkt” røbes af oplægsholderens enhed (Jura)", 20),
        ),
        (document(slot(20, "Lukket punkt", (9, 0), ("Ane Eng", None)), points=[OPEN]), None),
        (document(slot(20, "Skoler", (9, 0), ("Ane Eng", "Jura")), points=[OPEN]), None),
    ],
    "presenter_without_slot": [
        (
            document(slot(20, "Skoler", (9, 0)), points=[replace(OPEN, title="Økonomi", presenters=(ANE,))]),
            (
                "Ane Eng",
                "Økonomichef deltager i punkt 1 (Økonomi), men har intet tidspunkt i tidsplanen",
                12,
            ),
        ),
        (
            document(slot(20, "Økonomi", (9, 0)), points=[replace(OPEN, title="Økonomi", presenters=(ANE,))]),
            None,
        ),
        (
            document(
                slot(20, "Skoler", (9, 0), ("Ane Eng", None)), points=[replace(OPEN, presenters=(ANE,))]
            ),
            None,
        ),
        (document(points=[replace(OPEN, presenters=(ANE,))]), None),
    ],
    "removed_without_trace": [
        (
            document(item_changes=(ItemChange("Havneplan", "removed", at(70), date(2031, 3, 12)),)),
            (
                "Havneplan",
                "udgår den 12. marts, men står ikke i tabellen eller blandt dem, der afventer dato",
                70,
            ),
        ),
        (
            document(item_changes=(ItemChange("Havneplan", "removed", at(70), replaced_by="Byplan"),)),
            (
                "Havneplan",
                (
                    "udgår, men står ikke i tabellen eller blandt dem, der afventer dato; "
                    "i stedet “Byplan”, uden dato"
                ),
                70,
            ),
        ),
        (
            document(
                item_changes=(ItemChange("Havneplan", "removed", at(70)),),
                backlog=(ReadBacklog("Havneplanen", at(80)), ReadBacklog("Havneplan", at(81))),
            ),
            None,
        ),
    ],
    "presenter_gap": [
        (
            document(
                slot(20, "Skoler", (9, 0), ("Ane Eng", None)), slot(30, "Veje", (11, 0), ("Ane Eng", None))
            ),
            ("Ane Eng", "venter 90 min. mellem sine punkter kl. 9.00 og 11.00", 30),
        ),
        (
            document(
                slot(20, "Skoler", (9, 0), ("Ane Eng", None)), slot(30, "Veje", (9, 30), ("Ane Eng", None))
            ),
            None,
        ),
        (
            document(
                slot(20, "Skoler", (9, 0), ("Ane Eng", None)),
                slot(30, "Veje", (11, 0), ("Ane Eng", None)),
                members=(ANE,),
            ),
            None,
        ),
    ],
    "two_spellings": [
        (
            document(
                backlog=(
                    ReadBacklog("a", at(90, "Havnen i Strandborg udvides")),
                    ReadBacklog("b", at(91, "Færgen fra Stranborg og Strandborg")),
                )
            ),
            ("Strandborg/Stranborg", "det samme navn er skrevet på to måder", 91),
        ),
        (
            document(
                backlog=(ReadBacklog("b", at(91, "fra Stranborg, Strandborg, Strandborg, Strandborg")),)
            ),
            ("Stranborg", "skrives også “Strandborg”", 91),
        ),
        (
            document(
                organisation="Stranborg Kommune",
                backlog=(ReadBacklog("b", at(91, "Færgen fra Stranborg, Strandborg og Strandborg")),),
            ),
            ("Strandborg", "skrives også “Stranborg”", 91),
        ),
        (
            document(backlog=(ReadBacklog("b", at(91, "Mødet i Strandborg om Strandborgs havn")),)),
            None,
        ),
        (
            document(
                members=(
                    ReadPerson("Ida Hansen", source=at(2, "med Ida Hansen")),
                    ReadPerson("Eva Hanser", source=at(3, "med Eva Jansen")),
                    ReadPerson("Eva Jansen", source=at(3, "med Eva Jansen")),
                )
            ),
            None,
        ),
        (document(backlog=(ReadBacklog("b", at(91, "Møderne. Mødetne begynder. Moderne")),)), None),
    ],
}


@pytest.mark.parametrize(
    ("rule", "reading", "said"), [(rule, *case) for rule, cases in CASES.items() for case in cases]
)
def test_rule_says_exactly_this_about_a_line(rule, reading, said):
    found = [one for one in document_findings(reading) if one.rule == rule]
    told = [(one.subject, one.sentence, one.source.line) for one in found]
    assert told == ([said] if said else [])


def test_every_document_rule_has_cases():
    assert set(CASES) == set(DOCUMENT_RULES)


def test_the_gravest_come_first_and_levels_are_configuration():
    reading = document(TEMADAG, points=[OPEN], tentative=(HELD,), attachments=attached(1, "closed"))
    assert [one.level for one in document_findings(reading)] == ["block", "warn"]
    off = document_findings(reading, levels={"candidate_after_event": "off", "openness_clash": "hint"})
    assert [(one.rule, one.level) for one in off] == [("openness_clash", "hint")]


def test_a_finding_names_the_other_lines_it_rests_on():
    (found,) = document_findings(document(TEMADAG, tentative=(HELD,)))
    assert [source.line for source in found.also] == [20]
