"""Everything that people read has its English in the catalogue, and the catalogue has nothing else."""

from __future__ import annotations

import re
from functools import cache

import pytest

from planner.domain.catalogue import HOLE, Catalogue
from tests.entrypoints.cli.catalogue import ENGLISH, entries
from tests.habits.spoken import Text, shape_of, texts, words_of

# Modules where Danish is read, and not said: only their whole sentences are for people.
READS = re.compile(
    r"^domain/(minutes/|phrase_words|phrase|sentence_words|matching|occasions|spelling|placing_words|proposal/|wheel\.py)"
    r"|^adapters/documents/|^domain/wording|^domain/typed|^usecases/(import_people|close_meeting|proposals)"
)
# Texts that go to other people than the one at the screen, in their language, and files that are kept.
ELSEWHERE = re.compile(
    r"^domain/(entry_texts|forward_words|reminder_words|reminder_samples|digest_words|letter_samples|sentence_words|sentences|route_words|series_words)|^adapters/calendars/(ics|invitation|trial|feed_file|vtimezone)"
    r"|^entrypoints/cli/names|^domain/wording.py:3"
)
NO_SENTENCE = re.compile(r"[\\|^*]|\bSELECT\b|\(\?|^# |_|^SQL|%\(|^<|^bind ")
# Words that people type, and signs of the alphabet; none of them is shown as it stands.
TYPED = {
    "indlæs ",
    "en og en halv",
    "gæst",
    "før",
    "mødet",
    "hjælp",
    "æ",
    "ø",
    "å",
    "på grund",
    "ufærdig",
    "{}.ufærdig",
    "sæt",
    "måske",
}


@cache
def catalogue():
    found = entries((ENGLISH / "planner.po").read_text(encoding="utf-8"))
    return {danish: english for danish, english in found.items() if danish}


@cache
def danish_words():
    """Words that occur in our Danish and never in our English."""
    danish = set().union(*map(words_of, catalogue()))
    english = set().union(*map(words_of, catalogue().values()))
    return frozenset(danish - english)


def missing(found: list[Text]) -> list[str]:
    """The Danish texts for people among these that have no English."""
    known = {shape_of(danish) for danish in catalogue()}
    lacking = []
    for text in found:
        words = words_of(text.shape)
        is_danish = bool(words & danish_words()) or bool(re.search("[æøåÆØÅ]", text.shape))
        elsewhere = ELSEWHERE.match(text.place) or NO_SENTENCE.search(text.shape)
        is_read = READS.match(text.place) and not text.said and len(text.shape.split()) < 4
        if text.shape in known or text.shape in TYPED or not is_danish or elsewhere or is_read:
            continue
        if text.said or " " in text.shape.strip() or re.search("[æøåÆØÅ]", text.shape):
            lacking.append(f"{text.place}: {text.shape}")
    return sorted(set(lacking))


def test_every_danish_text_for_people_has_its_english():
    how = "write them in planner/locale/en/LC_MESSAGES/planner.po: python tests/entrypoints/cli/catalogue.py"
    assert missing(texts()) == [], how


def test_a_danish_text_without_english_is_found(tmp_path):
    source = tmp_path / "usecases" / "say_it.py"
    source.parent.mkdir()
    source.write_text(
        "def refuse(day):\n"
        "    raise Refused(f'Mødet {day} er blevet væk.', hint='Se efter i planen igen.')\n",
        encoding="utf-8",
    )
    assert missing(texts(tmp_path)) == [
        "usecases/say_it.py:2: Mødet {} er blevet væk.",
        "usecases/say_it.py:2: Se efter i planen igen.",
    ]


def test_the_catalogue_holds_nothing_that_no_code_says():
    said = {text.shape for text in texts()}
    assert [danish for danish in catalogue() if shape_of(danish) not in said] == []


def test_translations_have_the_holes_of_their_texts():
    def holes(text):
        return sorted(hole[2] for hole in HOLE.finditer(text))

    assert {d: e for d, e in catalogue().items() if holes(d) != holes(e)} == {}


def test_no_translation_has_danish_letters_or_is_empty():
    odd = {d: e for d, e in catalogue().items() if not e or re.search("[æøåÆØÅ]", e)}
    # Words that are typed as they stand, whatever the language.
    assert {d: e for d, e in odd.items() if "drøftelse" not in e} == {}


# Something for each kind of hole, and what is said of it in English when it is ours.
FILLED = {None: ("Xyz", "Xyz"), "d": ("7", "7"), "w": ("mandag", "Monday"), "t": ("3. okt.", "3 Oct")}
FILLED |= {"s": ("ingen punkter endnu", "no items yet"), "l": ("Xyz", "Xyz")}


@pytest.mark.parametrize("danish", sorted(d for d in catalogue() if HOLE.search(d) and d[0] != "{"))
def test_every_template_is_recognised_by_what_it_becomes(danish):
    english = catalogue()[danish]
    kinds = {hole[2]: hole[3] for hole in HOLE.finditer(danish)}
    made = HOLE.sub(lambda hole: FILLED[hole[3]][0], danish)
    expected = HOLE.sub(lambda hole: FILLED[kinds[hole[2]]][bool(hole[1])], english)
    assert Catalogue(catalogue()).said(made) == expected


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("den 4. og 11. dec. er fulde", "4 and 11 Dec are full"),
        (
            "den 4. dec. er fuld, og Bo Bak kan ikke deltage den 11. dec.; ingen af møderne kan bruges",
            "4 Dec is full, and Bo Bak cannot attend on 11 Dec; none of the meetings will do",
        ),
        (
            "sættes på 18. dec.: det mangler en dato, og den 27. nov., 4. og 11. dec. ville blive fyldt helt op",
            "put on 18 Dec: it has no date, and 27 Nov, 4 and 11 Dec would be filled up",
        ),
        (
            "Bo Bak kan ikke deltage den 4., 11. og 18. dec. og 7 andre dage",
            "Bo Bak cannot attend on 4, 11 and 18 Dec and 7 other days",
        ),
    ],
)
def test_days_that_are_named_together_are_said_in_english(danish, english):
    assert Catalogue(catalogue()).said(danish) == english
