from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.answers import is_invited, last_told, word_of
from planner.domain.correspondence import sent_of
from planner.domain.notices import notices
from planner.domain.outbound import Task
from tests.fakes.letters import ADA, BO, HOUR, INVITED, NINE, ROOM, about, answer, at, by_hand, sent

LATER = sent(1, 10, NINE + HOUR, "update")
# What was sent and heard -> how Ada's answer stands.
STANDINGS = [
    ([], "unanswered"),
    ([answer(ADA, "accepted", 1)], "accepted"),
    ([answer(ADA.upper(), "accepted", 1)], "accepted"),
    ([answer(BO, "accepted", 1)], "unanswered"),
    ([answer(ADA, "accepted", 1), answer(ADA, "declined", 2)], "declined"),
    ([answer(ADA, "declined", 2), answer(ADA, "accepted", 1)], "declined"),
    ([answer(ADA, "counter", 1, starts=NINE + HOUR, ends=NINE + 2 * HOUR)], "counter"),
    ([answer(ADA, "declined", 1), answer(ADA, "counter", 1)], "counter"),
    ([answer(ADA, "counter", 1), answer(ADA, "accepted", 2)], "accepted"),
    # The meeting was moved since: what was said of the old time is no answer to the new one.
    ([sent(0, 0), LATER, answer(ADA, "accepted", 1)], "old"),
    ([sent(0, 0), LATER, answer(ADA, "accepted", 11, sequence=0)], "old"),
    ([sent(0, 0), LATER, answer(ADA, "accepted", 11, sequence=1)], "accepted"),
    ([sent(0, 0), LATER, answer(ADA, "accepted", 1, sequence=None)], "old"),
    ([sent(0, 0), LATER, answer(ADA, "accepted", 11, sequence=None)], "accepted"),
    (
        [sent(0, 0), LATER, answer(ADA, "declined", 12, sequence=0), answer(ADA, "accepted", 11, sequence=1)],
        "accepted",
    ),
    # A program may count on by itself.
    ([answer(ADA, "accepted", 1, sequence=7)], "accepted"),
    # A new wording only: the answer stands.
    ([sent(0, 0), sent(0, 10, operation="update"), answer(ADA, "accepted", 1)], "accepted"),
    ([answer(ADA, "bounced", 1)], "bounced"),
    ([answer(ADA, "bounced", 1), answer(ADA, "accepted", 2)], "accepted"),
    ([sent(0, 0), LATER, answer(ADA, "bounced", 1)], "unanswered"),
    ([sent(0, 0), LATER, answer(ADA, "accepted", 1), answer(ADA, "bounced", 11)], "bounced"),
]


@pytest.mark.parametrize(("letters", "standing"), STANDINGS)
def test_answer_stands_as_the_last_word_about_the_present_time(letters, standing):
    assert word_of(about(*letters), ADA).standing == standing


def test_old_answer_says_which_time_it_was_about():
    word = word_of(about(sent(0, 0), LATER, answer(ADA, "accepted", 1), starts=NINE + HOUR), ADA)
    assert (word.standing, word.answer, word.starts) == ("old", "accepted", NINE)


def test_answer_of_a_delegate_is_that_of_the_one_they_speak_for():
    word = word_of(about(answer(ADA, "declined", 1, sender="karen@plan.example")), ADA)
    assert (word.standing, word.sender) == ("declined", "karen@plan.example")


def test_who_left_the_event_has_it_no_more():
    letters = about(sent(0, 0), sent(0, 5, operation="update", attendees=INVITED[1:]))
    assert last_told(letters, ADA) is None
    assert last_told(letters, BO) is letters.sent[-1]
    assert is_invited(letters, ADA)
    assert not is_invited(letters, "fremmed@andre.example")


def task(state, sequence, hours, *, doubtful=False):
    left = sent(sequence, hours)
    return Task(1, 1, "k", 1, left.at, state, "update", left.revision, 1, doubtful, left.at)


@pytest.mark.parametrize(
    ("tasks", "left"),
    [
        ([task("acked", 0, 0)], [(0, True)]),
        ([task("acked", 0, 0), task("parked", 1, 1)], [(0, True)]),
        ([task("acked", 0, 0), task("wait", 1, 1)], [(0, True)]),
        ([task("acked", 0, 0), task("unknown", 1, 1)], [(0, True), (1, False)]),
        ([task("acked", 0, 0), task("parked", 1, 1, doubtful=True)], [(0, True), (1, False)]),
        ([], [(0, True)]),  # adopted from the calendar: no task tells of it
    ],
)
def test_what_was_refused_has_not_left_and_what_is_in_doubt_may_have(tasks, left):
    entry = replace(about().entry, sent=sent(0, 0).revision)
    assert [(one.revision.sequence, one.sure) for one in sent_of(entry, tasks)] == left


# What was sent and heard -> what is to be looked at: kind and person, or None for a room and for the event itself.
NOTICES = [
    ([answer(ADA, "accepted", 1), answer(BO, "tentative", 1)], []),
    ([answer(ADA, "declined", 1)], [("declined", 1)]),
    ([answer(BO.lower(), "declined", 1)], [("declined", 2)]),
    ([answer(ADA, "declined", 1), answer(ADA, "accepted", 2)], []),
    ([sent(0, 0), LATER, answer(ADA, "declined", 1)], []),
    ([answer(ADA, "counter", 1, starts=NINE + HOUR, ends=NINE + 2 * HOUR)], [("counter", 1)]),
    ([answer(ROOM, "declined", 1)], [("room", None)]),
    ([answer(ADA, "bounced", 1)], [("bounced", 1)]),
    ([by_hand("moved", 1, NINE + HOUR)], [("moved", None)]),
    ([by_hand("moved", 1, NINE + HOUR), by_hand("moved", 2, NINE)], []),
    ([by_hand("moved", 1, NINE + HOUR), by_hand("removed", 2)], [("removed", None)]),
    # We have written the event anew since.
    ([sent(0, 0), by_hand("moved", 1, NINE + HOUR), sent(1, 2, operation="update")], []),
]


@pytest.mark.parametrize(("letters", "expected"), NOTICES)
def test_notice_is_what_asks_something_of_the_secretariat(letters, expected):
    assert [(one.kind, one.person) for one in notices(about(*letters))] == expected


def test_decline_of_somebody_the_plan_knows_to_be_absent_is_no_news():
    assert list(notices(about(answer(ADA, "declined", 1)), absent=[1])) == []


@pytest.mark.parametrize("fields", [{"stands": False}, {"is_over": True}])
def test_nothing_is_to_be_done_about_an_event_that_is_called_off(fields):
    assert list(notices(about(answer(ADA, "declined", 1), by_hand("removed", 2), **fields))) == []


def test_same_answer_twice_is_one_notice_with_the_number_of_the_first():
    (notice,) = notices(about(answer(ADA, "declined", 1), answer(ADA, "declined", 2, comment="Kursus")))
    assert (notice.number, notice.covers, notice.comment) == (1, (1, 2), "Kursus")


REPLIES = st.one_of(
    st.builds(
        answer,
        st.sampled_from((ADA, ADA.upper(), BO)),
        st.sampled_from(("accepted", "tentative", "declined", "bounced")),
        st.integers(1, 20),
        st.sampled_from((None, 0, 1, 2)),
    ),
    st.builds(
        lambda email, hours, by: answer(
            email, "counter", hours, starts=NINE + by * HOUR, ends=NINE + (by + 1) * HOUR
        ),
        st.sampled_from((ADA, BO)),
        st.integers(1, 20),
        st.integers(1, 2),
    ),
    st.builds(
        lambda hours, by: by_hand("moved", hours, NINE + by * HOUR), st.integers(1, 20), st.integers(0, 2)
    ),
    st.builds(lambda hours: by_hand("removed", hours), st.integers(1, 20)),
)


def state(letters):
    """Everything that is told of an event, but for the numbers that the messages happen to have."""
    words = [word_of(letters, email) for email in (ADA, BO, ROOM)]
    found = [
        (one.kind, one.person, one.at, one.starts, one.ends, {letters.heard[n - 1].reply for n in one.covers})
        for one in notices(letters)
    ]
    return words, found


@given(st.lists(REPLIES, max_size=8), st.booleans(), st.data())
def test_order_and_repetition_of_what_comes_back_change_nothing(replies, moved, data):
    left = [sent(0, 0), *([LATER] if moved else [])]
    again = data.draw(st.lists(st.sampled_from(replies), max_size=4)) if replies else []
    shuffled = data.draw(st.permutations([*replies, *again]))
    assert state(about(*left, *shuffled)) == state(about(*left, *replies))
    assert at(0) == left[0].at
