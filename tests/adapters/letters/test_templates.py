"""The shipped letters on every sample, and own templates with and without faults."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest

from planner.adapters.letters.templates import PARTS, SHIPPED, TemplateRenderer
from planner.domain.audience import AUDIENCES
from planner.domain.forward_words import marked
from planner.domain.letter_facts import seen_by
from planner.domain.letter_samples import SAMPLES
from planner.usecases.lint_letters import lint
from planner.usecases.render_letters import WORDS, plain_words

SNAPSHOT = Path(__file__).resolve().parents[2] / "data" / "letters" / "forward_look.txt"
TEAMS = "https://teams.example/l/1"
READERS = ("sekretariat", "medlem", "oplægsholder", "medarbejder")
CASES = [
    (letter, number, reader, language)
    for letter, samples in SAMPLES.items()
    for number in range(len(samples))
    for reader in READERS
    for language in ("da", "en")
]


def rendered(letter, number, reader, language="da", own=None):
    facts, audience = SAMPLES[letter][number], AUDIENCES[reader]
    words = WORDS.get(letter, plain_words)(seen_by(facts, audience, ()), language, audience)
    found = TemplateRenderer(own).render(letter, words, language)
    return replace(found, text=marked(found.text, 1, " (*)"), html=marked(found.html, 1, " (*)"))


class Words(HTMLParser):
    """What a screen reader says: the text of the body and where its links lead, and nothing of styles."""

    def __init__(self):
        super().__init__()
        self.said, self._skip = [], 0

    def handle_starttag(self, tag, attrs):
        self._skip += tag in ("style", "title")
        self.said.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag):
        self._skip -= tag in ("style", "title")

    def handle_data(self, data):
        if not self._skip:
            self.said.append(data)


def words_of(html):
    reader = Words()
    reader.feed(html)
    return set(re.findall(r"[\w.]{4,}", " ".join(reader.said).casefold()))


@pytest.mark.parametrize(("letter", "number", "reader", "language"), CASES)
def test_html_is_valid_and_says_the_same_as_the_text(letter, number, reader, language):
    found = rendered(letter, number, reader, language)
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(found.html)
    text = set(re.findall(r"[\w.]{4,}", found.text.casefold()))
    # What heads a column, a table or the whole only helps to read it.
    helps = set(re.findall(r"\w{4,}", " ".join(heads(found.html)).casefold()))
    assert (text - words_of(found.html), words_of(found.html) - text - helps) == (set(), set())


def heads(html):
    """What heads a column or says what a table is."""
    pairs = re.findall(
        r'<th [^>]*scope="col"[^>]*>(.*?)</th>|<caption [^>]*class="quiet"[^>]*>(.*?)</caption>', html
    )
    return ["".join(pair) for pair in pairs]


@pytest.mark.parametrize(("letter", "number", "reader", "language"), CASES)
def test_tables_have_captions_and_headers_and_nothing_is_fetched(letter, number, reader, language):
    html = rendered(letter, number, reader, language).html
    assert html.count("<table") == html.count("<caption") == html.count("<thead")
    assert len(re.findall(r"<th\b(?![^>]*scope=)", html)) == 0
    assert re.findall(r"<img|src=|url\(|@import|<link|<script", html) == []
    assert set(re.findall(r"https?://[^\s\"<]+", html)) <= {TEAMS}
    assert f'lang="{language}"' in html


def test_every_word_of_a_letter_has_its_english():
    for letter in SAMPLES:
        said = set()
        for part in PARTS:
            said |= set(
                re.findall(r'say\("([^"]+)"\)', (SHIPPED / letter / part).read_text(encoding="utf-8"))
            )
        english = (SHIPPED / letter / "en.toml").read_text(encoding="utf-8")
        known = set(re.findall(r'^"([^"]+)" = ', english, re.MULTILINE))
        assert said == known


def test_the_forward_look_reads_like_this():
    assert rendered("forward_look", 0, "sekretariat").text == SNAPSHOT.read_text(encoding="utf-8")


def own_folder(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_an_own_template_is_used_in_place_of_the_shipped_one(tmp_path):
    own = own_folder(tmp_path, "forward_look/subject.txt", "Ugens møder i {{ board }}\n")
    assert rendered("forward_look", 0, "medlem", own=own).subject == "Ugens møder i Direktionen"


@pytest.mark.parametrize(
    "text",
    [
        "{{ bord }}",
        "{% for",
        "{{ board.__class__.__mro__[1].__subclasses__() }}",
        "{{ 1 / 0 }}",
        "{% include 'andet.txt' %}",
        "{{ meetings[99].heading }}",
        "{% set board.name = 1 %}",
    ],
)
def test_an_own_template_with_an_error_is_not_used_and_is_told_of(tmp_path, text):
    own = own_folder(tmp_path, "forward_look/subject.txt", text)
    renderer = TemplateRenderer(own)
    found = lint(renderer)
    shipped = rendered("forward_look", 0, "medlem")
    assert rendered("forward_look", 0, "medlem", own=own) == shipped
    assert len(found.faults) >= 1
    assert found.faults[0].startswith("Skabelonen forward_look/subject.txt")


def test_lint_finds_nothing_in_the_shipped_letters():
    found = lint(TemplateRenderer())
    assert (found.faults, found.tried) == ((), len(CASES))


def test_lint_notices_a_file_that_is_no_part_of_a_letter_and_text_that_says_less(tmp_path):
    own_folder(tmp_path, "forward_look/body.htm", "x")
    own_folder(tmp_path, "forward_look/body.txt", "Se HTML.")
    faults = lint(TemplateRenderer(tmp_path)).faults
    assert faults[0] == "forward_look/body.htm er ikke en del af noget brev."
    assert any("siger ikke det samme" in fault for fault in faults)
