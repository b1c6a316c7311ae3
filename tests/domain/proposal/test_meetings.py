"""Reasons of cancellations, and other boards told apart."""

from __future__ import annotations

import pytest

from planner.domain.proposal.meetings import reason_of


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("Aflyst pga. fælles lederdag", "fælles lederdag"),
        ("Mødet er aflyst grundet ferie", "ferie"),
        ("Aflyses (konference)", "konference"),
        ("Aflyst – påskeferie", "påskeferie"),
        ("Efterårsferie", "Efterårsferie"),
        ("AFLYST", None),
        ("(avlyst)", None),
        ("Inställt på grund av sjukdom", "sjukdom"),
        ("Cancelled due to weather", "weather"),
        (None, None),
    ],
)
def test_reason_is_what_stands_after_the_cancellation(note: str | None, reason: str | None) -> None:
    assert reason_of(note) == reason
