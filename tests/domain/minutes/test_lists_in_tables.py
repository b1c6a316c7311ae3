"""Rolls of those present, tables of tasks, sub-points, and dates that are the paper's own: small documents, exact answers."""

from __future__ import annotations

import pytest

from planner.adapters.documents.lexicon import load_all
from planner.adapters.documents.read import read_bytes
from planner.domain.minutes.reader import read_minutes

HEAD = "# Referat af bestyrelsesmøde tirsdag den 4. februar 2025 kl. 19.00\n\n"


def read(text, name="referat.md"):
    return read_minutes(read_bytes(name, text.encode()), load_all())


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("| Navn | Til stede | Afbud |", ("| Ida Lund | x | |", "| Bo Krat | | x |")),
        (
            "| Deltager | Rolle | Fremmødt |",
            ("| Ida Lund | Formand | ja |", "| Bo Krat | Kasserer | afbud |"),
        ),
    ],
)
def test_roll_gives_members_and_absent_by_its_marks(columns, rows):
    ruler = "|" + "---|" * (columns.count("|") - 1)
    reading = read(HEAD + "\n".join((columns, ruler, *rows)) + "\n\n1. Økonomi\n2. Eventuelt\n")
    assert (
        [one.name for one in reading.members],
        [one.name for one in reading.meetings[0].absent],
    ) == (["Ida Lund", "Bo Krat"], ["Bo Krat"])


def test_task_table_gives_owner_task_and_day():
    table = "| Opgave | Ansvarlig | Frist |\n|---|---|---|\n| Nye nøgler | Ida Lund | 1. marts |\n| Maling | | |\n"
    tasks = read(HEAD + "1. Økonomi\n2. Eventuelt\n\n" + table).followups
    assert [(one.owner, one.item, one.due.isoformat()) for one in tasks] == [
        ("Ida Lund", "Nye nøgler", "2025-03-01")
    ]


@pytest.mark.parametrize(
    ("below", "children"),
    [
        ("   2.1 Nye døre\n   2.2 Ny hæk\n", ("Nye døre", "Ny hæk")),
        ("a) Nye døre\nb) Ny hæk\n", ("Nye døre", "Ny hæk")),
        ("2.30 Nye døre\n2.45 Ny hæk\n", ()),
        ("a) Det blev vedtaget.\nb) Det blev forkastet.\n", ()),
    ],
)
def test_sub_points_count_from_one_and_are_no_times_or_sentences(below, children):
    items = (
        read(
            f"Dagsorden for bestyrelsesmøde 4. februar 2025\n1. Økonomi\n2. Forslag\n{below}3. Eventuelt\n",
            "d.txt",
        )
        .meetings[0]
        .items
    )
    assert ([one.title for one in items], items[1].children) == (
        ["Økonomi", "Forslag", "Eventuelt"],
        children,
    )


@pytest.mark.parametrize(
    "said", ["Vedtaget den 11. november 2025.", "Godkendt på mødet den 11. november 2025"]
)
def test_day_of_adoption_is_not_the_day_of_the_meeting(said):
    table = "| Dato | Bemærkninger |\n|---|---|\n| 14. januar | |\n| 11. februar | Kl. 14-16 |\n"
    reading = read(f"# Mødeplan 2026\n\nUdvalget holder møde kl. 15.00-17.30. {said}\n\n{table}", "plan.md")
    assert (
        reading.document_date,
        [(m.date.isoformat(), m.start.isoformat("minutes")) for m in reading.meetings],
    ) == (None, [("2026-01-14", "15:00"), ("2026-02-11", "14:00")])


def test_general_meeting_is_announced_by_a_label_and_not_by_a_title():
    labelled = read(
        HEAD + "1. Økonomi\n2. Eventuelt\n\nGeneralforsamling: torsdag den 27. marts 2025 kl. 18\n"
    )
    titled = read(HEAD + "1. Økonomi\n2. Generalforsamling 27. marts - praktisk\n")
    assert (
        [m.date.isoformat() for m in labelled.meetings],
        [m.date.isoformat() for m in titled.meetings],
    ) == (
        ["2025-02-04", "2025-03-27"],
        ["2025-02-04"],
    )


def test_sentence_about_a_point_opens_no_point():
    text = HEAD + "## Ad 1) Økonomi\nGodkendt.\n\n## Ad 2) Hegn\nPkt. 2 udsat.\n\n## Ad 3) Eventuelt\n"
    assert [one.title for one in read(text).meetings[0].items] == ["Økonomi", "Hegn", "Eventuelt"]
