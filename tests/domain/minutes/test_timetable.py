"""The timed agenda: starts, lengths, breaks, the end row, presenters and their mode."""

from __future__ import annotations

from datetime import time

import pytest

from tests.fakes.made_reading import reading

HEAD = "Dagsorden for møde i Direktionen den 5. marts 2025"
ROWS = [
    ["Tid", "Punkt"],
    ["9.00", "Budget 2026\nØkonomichef Pia Holm deltager under punktet."],
    ["9.45", "Frokost"],
    [
        "10.15",
        "Projekt – Styrket havn\nBo Lind (HR) deltager under behandlingen og Eva Rask (Direktør for Skoleforvaltningen) deltager via teams.",
    ],
    ["11.00", "Mødet afsluttes"],
]


def items():
    return reading(HEAD, "1. Tidsplan", "Direktionen har følgende punkter:", ROWS).meetings[0].items


def test_timetable_takes_lengths_from_the_next_start():
    assert [(i.title, i.time, i.duration_min, i.kind) for i in items()] == [
        ("Budget 2026", time(9), 45, None),
        ("Frokost", time(9, 45), 30, "break"),
        ("Projekt – Styrket havn", time(10, 15), 45, None),
        ("Mødet afsluttes", time(11), None, "end"),
    ]


def test_timetable_reads_who_attends_and_how():
    first, _, third, _ = items()
    assert [(p.name, p.title, p.mode) for p in first.presenters] == [("Pia Holm", "Økonomichef", "in_room")]
    assert [(p.name, p.title, p.affiliation, p.mode, p.channel) for p in third.presenters] == [
        ("Bo Lind", None, "HR", "in_room", None),
        ("Eva Rask", "Direktør for Skoleforvaltningen", None, "online", "Teams"),
    ]


def test_timetable_frames_the_meeting_where_the_head_does_not():
    meeting = reading(HEAD, "1. Tidsplan", "Direktionen har følgende punkter:", ROWS).meetings[0]
    assert (meeting.start, meeting.end) == (time(9), time(11))


@pytest.mark.parametrize(
    "lines",
    [
        ("9.00-9.10 Velkomst", "9.10-9.40 Budget", "9.40-10.00 Eventuelt"),
        ("kl. 9.00-9.10: Velkomst", "kl. 9.10-9.40: Budget", "kl. 9.40-10.00: Eventuelt"),
        ("9.00 – 9.10", "Velkomst", "9.10 – 9.40", "Emne: Budget", "9.40 – 10.00", "Eventuelt"),
        ("1. Velkomst (kl. 9.00-9.10)", "2. Budget (kl. 9.10-9.40)", "3. Eventuelt (kl. 9.40-10.00)"),
        ("1. Velkomst 9.00", "2. Budget 9.10", "3. Eventuelt 9.40 ", "Mødet slutter kl. 10.00"),
    ],
)
def test_timed_agenda_is_read_in_many_layouts(lines):
    found = reading(HEAD, *lines).meetings[0].items
    assert [(i.title, i.time, i.duration_min) for i in found] == [
        ("Velkomst", time(9), 10),
        ("Budget", time(9, 10), 30),
        ("Eventuelt", time(9, 40), 20),
    ]


def test_presenter_at_a_point_is_linked_to_its_slot_as_doubtful():
    found = reading(
        HEAD,
        "1. Tidsplan",
        "Følgende punkter:",
        [["Tid", "Punkt"], ["9.00", "Havneplan 2026 – Tværgående emner"], ["9.30", "Mødet afsluttes"]],
        "2. Havneplan 2026-2029 - Strategiske og tværgående emner",
        "Lukket sag",
        "Havnechef Nis Balle deltager i punktet.",
    )
    slot = found.meetings[0].items[0]
    assert [(p.name, p.state) for p in slot.presenters] == [("Nis Balle", "doubtful")]
    assert (slot.agenda_point, slot.visibility) == (2, "closed")
