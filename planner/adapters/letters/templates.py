"""Templates of letters: the shipped ones, and a folder in which the secretariat overrides any of them.

A template is a file <letter>/<part>, <part> being subject.txt, body.txt or body.html; what every HTML part has
around it is frame.html. It is run in a sandbox:
it sees the words it is given and nothing else, and a word that it misspells is an error. An own template with
an error is not used: the shipped one is, and the fault is kept for the secretariat.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

from css_inline import CSSInliner
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planner.domain.letter import Rendered

SHIPPED = Path(__file__).resolve().parents[2] / "templates" / "mail"
PARTS = ("subject.txt", "body.txt", "body.html")
FRAME = "frame.html"
_LONGEST_SUBJECT = 200
# What a template may raise: its own errors, and those of the Python under it.
_ERRORS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)


class TemplateRenderer:
    """The port `Renderer`; `own` is the secretariat's folder, None where it has none."""

    def __init__(self, own: Path | None = None) -> None:
        self._shipped = _environment(SHIPPED)
        self._folder = own
        self._own = _environment(own, SHIPPED) if own is not None else None
        self._inliner = CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
        self._faults: dict[str, None] = {}
        if own is not None and not own.is_dir():
            missing = f"Mappen {own} med egne skabeloner findes ikke, så ingen af dem er brugt."
            self._faults[missing] = None
        self.renderings = 0

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with own templates that were asked for so far, a sentence each."""
        return tuple(self._faults)

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that there are templates of."""
        return tuple(sorted(folder.name for folder in SHIPPED.iterdir() if (folder / PARTS[0]).is_file()))

    @property
    def strangers(self) -> tuple[str, ...]:
        """Own files that are no part of any letter: a misspelt name, perhaps."""
        if self._folder is None:
            return ()
        known = {FRAME, *(f"{letter}/{part}" for letter in self.letters for part in PARTS)}
        found = (file for file in sorted(self._folder.rglob("*")) if file.is_file())
        names = [file.relative_to(self._folder).as_posix() for file in found]
        return tuple(name for name in names if name not in known)

    def render(self, letter: str, words: Mapping[str, Any], language: str) -> Rendered:
        """A letter of that kind with these words in it."""
        self.renderings += 1
        say = _speaker(letter, language)
        subject, text, html = (
            self._part(f"{letter}/{part}", {**words, "say": say}, language) for part in PARTS
        )
        return Rendered(
            " ".join(subject.split())[:_LONGEST_SUBJECT],
            _tidy(text),
            html,
        )

    def _part(self, name: str, words: Mapping[str, Any], language: str) -> str:
        values = {**words, "language": language}
        if self._own is not None:
            try:
                return self._written(self._own, name, values)
            except (*_ERRORS, OSError) as error:
                self._faults[_told(name, error)] = None
        return self._written(self._shipped, name, values)

    def _written(self, templates: ImmutableSandboxedEnvironment, name: str, values: Mapping[str, Any]) -> str:
        text = templates.get_template(name).render(values)
        return self._inliner.inline(text) if name.endswith(".html") else text


def _environment(*folders: Path) -> ImmutableSandboxedEnvironment:
    """Templates of the first of these folders that has them."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders, encoding="utf-8-sig"),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _speaker(letter: str, language: str) -> Callable[[str], str]:
    """What puts a template's own Danish into the reader's language, where the letter ships it."""
    if language == "da":
        return str
    file = SHIPPED / letter / f"{language}.toml"
    known = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return lambda text: str(known.get(text, text))


def _told(name: str, error: Exception) -> str:
    passed = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename.endswith(name)]
    line = getattr(error, "lineno", None) or next(reversed(passed), None)
    at = f", linje {line}" if line else ""
    what = getattr(error, "message", None) or str(error) or type(error).__name__
    return f"Skabelonen {name}{at} har en fejl og er ikke brugt: {what}"


def _tidy(text: str) -> str:
    """The text with no more than one empty line at a time, and none at the ends."""
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept) + "\n"
