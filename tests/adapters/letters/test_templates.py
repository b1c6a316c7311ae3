"""The shipped letters on every sample, and own templates with and without faults."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest

from planner.adapters.letters.templates import PARTS, SHIPPED, TemplateRenderer
from planner.domain import digest_words, forward_words, reminder_words
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


@pytest.mark.parametrize(("letter", "number"), sorted({case[:2] for case in CASES}))
def test_who_reads_english_reads_no_danish_but_what_was_typed(letter, number):
    typed = json.dumps(SAMPLES[letter][number], ensure_ascii=False)
    english = tomllib.loads((SHIPPED / letter / "en.toml").read_text(encoding="utf-8"))
    said = [danish for danish, own in english.items() if danish != own]
    for words in (forward_words._WORDS, reminder_words._WORDS, digest_words._WORDS):
        said += [
            part
            for name, shape in words["da"].items()
            for part in re.split(r"\{\w+\}", shape)
            if part not in re.split(r"\{\w+\}", words["en"][name])
        ]
    danish = {part.strip() for part in said if len(part.strip()) > 4 and part.strip() not in typed}
    for reader in READERS:
        found = rendered(letter, number, reader, "en")
        for text in (found.subject, found.text, found.html):
            assert [part for part in danish if re.search(rf"\b{re.escape(part)}", text)] == []


def test_the_forward_look_reads_like_this():
    assert rendered("forward_look", 0, "sekretariat").text == SNAPSHOT.read_text(encoding="utf-8")


def styles():
    """The colours of every rule in the shipped letters, in light and in dark: (rule, {property: colour})."""
    css = " ".join(
        re.sub(r"{%.*?%}", "", style)
        for file in sorted(SHIPPED.rglob("*.html"))
        for style in re.findall(
            r"<style>(.*?)</style>|{% block style %}(.*?){% endblock %}", file.read_text("utf-8"), re.DOTALL
        )
        for style in style
    )
    light, dark = "", ""
    for part in re.split(r"(@media \(prefers-color-scheme: dark\) {.*?}\s*})", css, flags=re.DOTALL):
        light, dark = (light, dark + part) if part.startswith("@media") else (light + part, dark)
    return {
        scheme: [
            (rule.strip(), dict(re.findall(r"(color|background-color|border-\w+): [^;#]*(#\w{6})", body)))
            for rule, body in re.findall(r"([^{}]+){([^{}]*)}", text.partition("dark) {")[2] or text)
        ]
        for scheme, text in (("light", light), ("dark", dark))
    }


def contrast(one, other):
    """The ratio of WCAG 2.1 between two colours."""

    def luminance(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_and_no_colour_is_set_without_its_ground(scheme):
    rules = styles()[scheme]
    (body,) = (colours for rule, colours in rules if rule == "body")
    assert set(body) == {"color", "background-color"}
    assert [rule for rule, colours in rules if "background-color" in colours] == ["body"]
    texts = {rule: contrast(c["color"], body["background-color"]) for rule, c in rules if "color" in c}
    assert {rule: ratio for rule, ratio in texts.items() if ratio < 7} == {}
    assert {"body", "a"} <= set(texts)


def test_what_is_quiet_or_a_link_in_light_is_so_in_dark():
    rules = {
        scheme: {part.strip() for rule, colours in found if "color" in colours for part in rule.split(",")}
        for scheme, found in styles().items()
    }
    assert rules["light"] == rules["dark"]


def test_lines_are_seen_in_light_and_in_dark():
    found = styles()
    lines = [colour for _, c in found["light"] for name, colour in c.items() if name.startswith("border")]
    grounds = [c["background-color"] for rules in found.values() for rule, c in rules if rule == "body"]
    assert lines != []
    assert [(line, ground) for line in lines for ground in grounds if contrast(line, ground) < 3] == []


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
    assert found.faults[0].startswith("Skabelonen forward_look/subject.txt, linje 1 har en fejl")


def test_a_style_that_cannot_be_read_is_an_error_like_any_other(tmp_path):
    own = own_folder(tmp_path, "forward_look/body.html", "<style>p{color:red}</style>\0<p style='colo'>")
    found = lint(TemplateRenderer(own))
    assert any(fault.startswith("Skabelonen forward_look/body.html") for fault in found.faults)
    assert rendered("forward_look", 0, "medlem", own=own) == rendered("forward_look", 0, "medlem")


def test_lint_finds_nothing_in_the_shipped_letters():
    found = lint(TemplateRenderer())
    assert (found.faults, found.tried) == ((), len(CASES))


def test_lint_notices_a_file_that_is_no_part_of_a_letter_and_text_that_says_less(tmp_path):
    own_folder(tmp_path, "forward_look/body.htm", "x")
    own_folder(tmp_path, "forward_look/body.txt", "Se HTML.")
    faults = lint(TemplateRenderer(tmp_path)).faults
    assert faults[0] == "forward_look/body.htm er ikke en del af noget brev."
    assert any("siger ikke det samme" in fault for fault in faults)


def test_a_folder_that_is_not_there_is_told_of(tmp_path):
    found = lint(TemplateRenderer(tmp_path / "breve"))
    assert found.faults == (
        f"Mappen {tmp_path / 'breve'} med egne skabeloner findes ikke, så ingen af dem er brugt.",
    )
    assert rendered("forward_look", 0, "medlem", own=tmp_path / "breve") == rendered(
        "forward_look", 0, "medlem"
    )
