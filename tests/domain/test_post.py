"""What an answer makes of a letter that was handed over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.calendar import AuthExpired, NotReached, OutcomeUnknown, Rejected, Throttled
from planner.domain.post import LOST, QueuedLetter, Settled, settled

NOW = dt.datetime(2031, 3, 6, 14, tzinfo=dt.UTC)
LETTER = QueuedLetter(
    "k",
    "reminder",
    1,
    3,
    "Bo",
    "bo@plan.example",
    "da",
    "medlem",
    NOW,
    NOW + dt.timedelta(days=2),
    attempts=1,
)


def seconds(count):
    return NOW + dt.timedelta(seconds=count)


@pytest.mark.parametrize(
    ("answer", "letter", "becomes"),
    [
        (None, LETTER, Settled("acked")),
        (Throttled("x", retry_after=300.0), LETTER, Settled("wait", False, seconds(300), "Throttled")),
        (Throttled("x", retry_after=0.0), LETTER, Settled("wait", False, seconds(1), "Throttled")),
        (NotReached("x"), LETTER, Settled("wait", False, seconds(30), "NotReached")),
        (NotReached("x"), replace(LETTER, attempts=3), Settled("wait", False, seconds(120), "NotReached")),
        (
            NotReached("x"),
            replace(LETTER, doubtful=True),
            Settled("wait", True, seconds(30), "NotReached"),
        ),
        (AuthExpired("x"), LETTER, Settled("wait", False, NOW, "AuthExpired", stops=True)),
        (Rejected("x"), LETTER, Settled("parked", False, None, "Rejected")),
        (OutcomeUnknown("x"), LETTER, Settled("parked", True, None, LOST)),
        (ZeroDivisionError(), LETTER, Settled("parked", True, None, LOST)),
    ],
)
def test_only_a_definite_no_is_believed(answer, letter, becomes):
    assert settled(answer, letter, NOW) == becomes


@given(st.integers(1, 10_000))
def test_however_long_a_server_is_gone_it_is_asked_again_within_the_hour(attempts):
    verdict = settled(NotReached("x"), replace(LETTER, attempts=attempts), NOW)
    assert (verdict.state, seconds(30) <= verdict.not_before <= seconds(3600)) == ("wait", True)
