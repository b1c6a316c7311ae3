"""Dates and times as a secretary types them."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.errors import BadUsage
from planner.domain.phrases import Context, read, years
from tests.fakes.phrase_gists import HERE, MEETINGS, TODAY, gist

TYPED = [
    ("27/11", "2024-11-27"),
    ("27-11", "2024-11-27"),
    ("27.11", "2024-11-27"),
    ("27.11.", "2024-11-27"),
    ("27/11-24", "2024-11-27"),
    ("27.11.24", "2024-11-27"),
    ("27. nov.", "2024-11-27"),
    ("27.nov", "2024-11-27"),
    ("27 nov", "2024-11-27"),
    ("27. NOVEMBER", "2024-11-27"),
    ("den 27. november", "2024-11-27"),
    ("d. 27/11", "2024-11-27"),
    ("“27. nov.”", "2024-11-27"),
    ("»27.\u00a0november\u202f2024«", "2024-11-27"),
    ("'27/11'", "2024-11-27"),
    ("  27/11 ", "2024-11-27"),
    ("27\u00ad/11", "2024-11-27"),
    ("til den 27/11", "2024-11-27"),
    ("November 27", "2024-11-27"),
    ("27", "2024-11-27"),
    ("den 27.", "2024-11-27"),
    ("den 5.", "2024-12-05"),
    ("31", "2024-12-31"),
    ("onsdag 27/11", "2024-11-27"),
    ("fredag", "2024-11-08"),
    ("fre", "2024-11-08"),
    ("på fredag", "2024-11-08"),
    ("onsdag", "2024-11-06|2024-11-13 ?"),
    ("næste onsdag", "2024-11-13"),
    ("næste fredag", "2024-11-08|2024-11-15 ?"),
    ("i morgen", "2024-11-07"),
    ("om 14 dage", "2024-11-20"),
    ("næste møde", "2024-11-13"),
    ("uge 47", "2024-11-20"),
    ("uge 47 eller uge 51", "2024-11-20|2024-12-18"),
    ("onsdag i uge 48", "2024-11-27"),
    ("8. januar", "2025-01-08"),
    ("20. nov. eller 27. nov.", "2024-11-20|2024-11-27"),
    ("4. dec. eller 11. dec.", "2024-12-04|2024-12-11"),
    ("20. el. 27. nov.", "2024-11-20|2024-11-27"),
    ("20/11 eller 27/11", "2024-11-20|2024-11-27"),
    ("20 eller 27", "2024-11-20|2024-11-27"),
    ("i morgen eller på fredag", "2024-11-07|2024-11-08"),
    ("27/11 kl. 9", "2024-11-27 09:00"),
    ("kl. 9 den 27/11", "2024-11-27 09:00"),
    ("27/11 9.00-10.30", "2024-11-27 09:00-10:30"),
    ("8.-9. januar", "2025-01-08..2025-01-09"),
    ("november", "month 2024-11-01..2024-11-30"),
    ("2. kvartal 2025", "quarter 2025-04-01..2025-06-30"),
    ("onsdag den 27. november 2024 (uge 48)", "2024-11-27"),
    ("27/11 (uge 47)", "2024-11-27 ?"),
    ("torsdag 27/11", "2025-11-27|2024-11-27 ?"),
]


@pytest.mark.parametrize(("text", "meaning"), TYPED)
def test_read_understands_what_a_secretary_types(text, meaning):
    choice = read(text, Context(TODAY, direction="future", meetings=MEETINGS))
    assert [gist(group) for group in choice.groups] == [meaning]


def test_read_binds_eller_tighter_than_og():
    text = "21. eller 22. august kl. 17 og 18. september kl. 19"
    choice = read(text, Context(date(2025, 5, 28), direction="future"))
    assert [gist(group) for group in choice.groups] == ["2025-08-21|2025-08-22 17:00", "2025-09-18 19:00"]
    assert choice.dates == (date(2025, 8, 21), date(2025, 8, 22), date(2025, 9, 18))
    assert not choice.is_choice


def test_read_of_one_appointment_on_one_of_two_days_is_a_choice():
    choice = read("20. nov. eller 27. nov.", HERE)
    assert (choice.is_choice, choice.doubts) == (True, ())


def test_read_gives_its_doubts_as_sentences():
    assert read("mandag 20/11 2024", HERE).doubts == ("20. november 2024 er en onsdag, ikke en mandag",)


REFUSED = [
    ("", "Der står ingen dato."),
    ("  “” ", "Der står ingen dato."),
    ("snart", "“snart” er ikke en dato."),
    ("27/11 snart", "“snart” forstås ikke i “27/11 snart”."),
    ("måske 27/11", "“måske” forstås ikke i “måske 27/11”."),
    ("27/11 måske 28/11", "“måske” forstås ikke i “27/11 måske 28/11”."),
    ("27/11 eller", "“eller” forstås ikke i “27/11 eller”."),
    ("eller 27/11", "“eller” forstås ikke i “eller 27/11”."),
    ("31. november", "31. november findes ikke: november har 30 dage."),
    ("31/11", "31. november findes ikke: november har 30 dage."),
    ("20/11 eller 31/11", "31. november findes ikke: november har 30 dage."),
    ("45. november", "45. november findes ikke: november har 30 dage."),
    ("0/11", "0. november findes ikke: november har 30 dage."),
    ("29/2 2025", "29. februar 2025 findes ikke: februar 2025 har 28 dage."),
    ("30. februar", "30. februar findes ikke: februar har højst 29 dage."),
    ("27/13", "27/13 findes ikke: der er 12 måneder."),
    ("27.13.2024", "27/13 findes ikke: der er 12 måneder."),
    ("uge 54", "Uge 54 findes ikke."),
    ("uge 53 2025", "Uge 53 findes ikke i 2025."),
    ("kl. 9", "“kl. 9” er et klokkeslæt, ikke en dato."),
    ("9.30", "“9.30” er et klokkeslæt, ikke en dato."),
    ("45 min.", "“45 min.” er en varighed, ikke en dato."),
    ("27/11 30 min.", "“30 min.” er en varighed, ikke en dato."),
    ("om 99999 dage", "“99999” forstås ikke i “om 99999 dage”."),
    ("2024", "“2024” er ikke en dato."),
    ("#12", "“#” forstås ikke i “#12”."),
    ("x" * 400, "Teksten er for lang til at være en dato."),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_read_refuses_what_it_does_not_understand_and_points_at_it(text, sentence):
    with pytest.raises(BadUsage) as refused:
        read(text, HERE)
    assert refused.value.sentence == sentence
    assert refused.value.hint


def test_read_refuses_the_next_meeting_when_none_is_known():
    with pytest.raises(BadUsage, match=r"Datoen for det næste møde kendes ikke\."):
        read("næste møde", Context(TODAY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mødekalender 2022", (2022,)),
        ("Der afholdes i 2018 møder på følgende datoer:", (2018,)),
        ("2014 Agendas", (2014,)),
        ("Skoleåret 2018/19", (2018, 2019)),
        ("budget 2023-2026", (2023, 2026)),
        ("den 06-11-2024", ()),
        ("XX-2005-014-004", ()),
        ("Sag 2024/7615", ()),
    ],
)
def test_years_are_those_a_heading_names(text, found):
    assert years(text) == found
