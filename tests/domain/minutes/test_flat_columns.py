"""Tables that lost their lines in a text extract are read by what their columns usually hold."""

from __future__ import annotations

import pytest

from planner.adapters.documents.lexicon import load_all
from planner.adapters.documents.read import read_bytes
from planner.domain.minutes.flat_columns import WHY, columns_of
from planner.domain.minutes.reader import read_minutes

HEADERS = [
    ("Pkt. Tid Emne Ansvarlig", "da", ["number", "time", "item", "who"]),
    ("Saksnr. Sak Ansvarlig Tid", "no", ["number", "item", "who", "time"]),
    ("Måned Dato Tidspunkt Faste punkter", "da", ["month", "date", "time", "item"]),
    ("Tid Punkt", "da", None),
    ("Vi mødes om emner", "da", None),
]


@pytest.mark.parametrize(("header", "language", "columns"), HEADERS)
def test_header_line_names_its_columns(header, language, columns):
    assert columns_of(header, load_all()[language]) == columns


def test_flat_rows_are_cut_by_their_columns_and_doubtful():
    text = (
        "Dagsorden til møde i Handicaprådet\nDato: 3. februar 2026\n\nPkt. Tid Emne Ansvarlig\n"
        "1 14.00-14.05 Velkomst Leif Odder\n2 14.05-14.35 Tilgængelighed på stationen Projektleder Ane Tofte\n"
        "14.35-14.50 Kaffe\n3 14.50-15.20 Eventuelt Alle\n"
    )
    items = read_minutes(read_bytes("d.txt", text.encode()), load_all()).meetings[0].items
    told = [
        (i.title, f"{i.time:%H.%M}", i.duration_min, [p.name for p in i.presenters], i.kind) for i in items
    ]
    assert told == [
        ("Velkomst", "14.00", 5, ["Leif Odder"], None),
        ("Tilgængelighed på stationen", "14.05", 30, ["Ane Tofte"], None),
        ("Kaffe", "14.35", 15, [], "break"),
        ("Eventuelt", "14.50", 30, [], None),
    ]
    assert {(i.state, i.why) for i in items} == {("doubtful", WHY)}
