"""Written names against known persons."""

from __future__ import annotations

import pytest

from planner.domain.people import Person
from planner.domain.proposal.people import find_person

PEOPLE = (
    Person(1, "Kaj Bo Dam", spellings=("K. Dam",)),
    Person(2, "Ida Holm Lund"),
    Person(3, "Ida Holm Friis"),
    Person(4, "Birgit Ankersen"),
)


@pytest.mark.parametrize(
    ("written", "person", "state"),
    [
        ("Kaj Bo Dam", 1, "known"),
        ("KAJ  BO DAM", 1, "known"),
        ("K. Dam", 1, "known"),
        ("Kaj Bo", 1, "changed"),
        ("Kaj Dam", 1, "changed"),
        ("Kaj", None, "new"),
        ("Ida Holm", None, "new"),
        ("Ida Lund", 2, "changed"),
        ("Birgit Ankerson", 4, "doubtful"),
        ("Birgit Ankersen Toft", 4, "changed"),
        ("Ole Dam", None, "new"),
    ],
)
def test_find_person_knows_full_short_and_misspelt_names(
    written: str, person: int | None, state: str
) -> None:
    found = find_person(PEOPLE, written)
    assert (found.person.id if found.person else None, found.state) == (person, state)
