"""Reasons name the days together that the same is said of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.domain.planning.clauses import Clause, joined
from planner.domain.wording import short

FIRST = date(2024, 11, 27)
WEEKS = [FIRST + timedelta(weeks=n) for n in range(6)]


def of(shape, *weeks):
    return [Clause(shape.format(short(WEEKS[week])), WEEKS[week]) for week in weeks]


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        ([], ""),
        ([Clause("det haster")], "det haster"),
        (of("den {} er fuld", 1), "den 4. dec. er fuld"),
        (of("den {} er fuld", 2, 1), "den 4. og 11. dec. er fulde"),
        (of("den {} er fuld", 0, 1), "den 27. nov. og 4. dec. er fulde"),
        (
            of("den {} ville blive fyldt helt op", 1, 2, 3),
            "den 4., 11. og 18. dec. ville blive fyldt helt op",
        ),
        (of("mødet den {} er aflyst", 1, 2), "møderne den 4. og 11. dec. er aflyst"),
        (
            of("Bo kan ikke deltage den {}", 0, 1, 2, 3, 4),
            "Bo kan ikke deltage den 27. nov., 4. og 11. dec. og 2 andre dage",
        ),
        (
            [*of("den {} er fuld", 1), *of("Bo kan ikke deltage den {}", 2), *of("den {} er fuld", 3)],
            "den 4. og 18. dec. er fulde, og Bo kan ikke deltage den 11. dec.",
        ),
        (
            [Clause("fristen 15. dec. er før den 5. dec.", date(2024, 12, 5))],
            "fristen 15. dec. er før den 5. dec.",
        ),
        ([Clause("det haster"), *of("det haster", 1, 2)], "det haster"),
    ],
)
def test_what_is_said_of_several_days_is_said_once(clauses, said):
    assert joined(clauses, 3) == said


def test_no_more_is_said_than_is_asked_for():
    clauses = [Clause("det ene"), Clause("det andet"), Clause("det tredje")]
    assert joined(clauses, 2) == "det ene, og det andet"
