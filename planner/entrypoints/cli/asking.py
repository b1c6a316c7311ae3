"""Questions on a terminal. Without one a question is an error that says what to type instead."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from planner.domain.errors import NeedsPerson
from planner.entrypoints.cli.language import say, spoken


def is_interactive() -> bool:
    """Whether somebody sits at the keyboard and sees the screen."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, *, default: str | None = None, hint: str | None = None) -> str:
    """The answer to a question; `default` on an empty answer. NeedsPerson without a terminal."""
    _need_terminal(question, hint)
    shown = f"{question} [{default}] " if default else f"{question} "
    while True:
        answer = input(shown).strip()
        if answer or default is not None:
            return answer or default or ""


def confirm(question: str, *, hint: str | None = None) -> bool:
    """Whether the answer is yes. NeedsPerson without a terminal."""
    return choose(question, {"j": "ja", "n": "nej"}, hint=hint) == "j"


def letters(answers: Mapping[str, str]) -> dict[str, str]:
    """The letter to type for each answer, and its key; in another language it is the first of its words."""
    return {key if spoken() == "da" else say(words)[:1].lower(): key for key, words in answers.items()}


def choose(question: str, answers: Mapping[str, str], *, hint: str | None = None) -> str:
    """The key of the answer chosen: {"j": "ja", "n": "nej"}. NeedsPerson without a terminal."""
    _need_terminal(question, hint)
    keys = letters(answers)
    shown = ", ".join(f"{letter} = {say(answers[key])}" for letter, key in keys.items())
    while True:
        typed = input(f"{question} ({shown}) ").strip().lower()
        for letter, key in keys.items():
            if typed and (typed == letter or say(answers[key]).startswith(typed)):
                return key


def _need_terminal(question: str, hint: str | None) -> None:
    if not is_interactive():
        raise NeedsPerson(question, hint=hint or "Kør kommandoen i en terminal for at svare.")
