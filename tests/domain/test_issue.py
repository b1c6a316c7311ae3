"""The issues of a mail that comes back."""

from __future__ import annotations

import datetime as dt

from planner.domain.issue import FORWARD_LOOK, Issue, issue_of, letter_key

AT = dt.datetime(2031, 3, 6, 14, tzinfo=dt.UTC)


def test_the_key_of_a_letter_says_which_issue_it_is_of():
    issue = Issue(3, FORWARD_LOOK, dt.date(2031, 3, 6), 2, 7, AT, "mette")
    assert issue_of(letter_key(issue, 12), 7, AT, "mette") == issue
