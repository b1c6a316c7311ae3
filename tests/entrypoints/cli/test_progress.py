"""A line while something takes its time: on a terminal only, and gone when it is done."""

from __future__ import annotations

import io
import time

import pytest

from planner.domain.errors import BadUsage
from planner.domain.planning.problem import Progress
from planner.domain.wording import parse_clock
from planner.entrypoints.cli.progress import searching, working


class Screen(io.StringIO):
    def __init__(self, *, terminal):
        super().__init__()
        self._terminal = terminal

    def isatty(self):
        return self._terminal

    def wait_for(self, text):
        until = time.monotonic() + 5
        while text not in self.getvalue() and time.monotonic() < until:
            pass


@pytest.mark.parametrize(
    ("terminal", "patience", "shown"),
    [(True, 0.0, "Læser referat.pdf ...\r\x1b[K"), (True, 60.0, ""), (False, 0.0, "")],
)
def test_what_lasts_is_said_on_a_terminal_and_erased(monkeypatch, terminal, patience, shown):
    screen = Screen(terminal=terminal)
    monkeypatch.setattr("sys.stderr", screen)
    with working("Læser referat.pdf", patience=patience):
        if shown:
            screen.wait_for("...")
    assert screen.getvalue() == shown


def test_what_fails_leaves_no_line_behind(monkeypatch):
    screen = Screen(terminal=True)
    monkeypatch.setattr("sys.stderr", screen)

    def fail():
        with working("Læser", patience=0.0):
            screen.wait_for("...")
            parse_clock("25.00")

    with pytest.raises(BadUsage):
        fail()
    assert screen.getvalue().endswith("\x1b[K")


def test_search_says_how_far_it_is(monkeypatch):
    screen = Screen(terminal=True)
    monkeypatch.setattr("sys.stderr", screen)
    with searching(patience=0.0) as watch:
        screen.wait_for("Ctrl-C")
        watch(Progress(200))
        screen.wait_for("200 point")
        watch(Progress(120, 90))
        screen.wait_for("25 %")
    end = " (Ctrl-C bruger den bedste til nu)"
    assert screen.getvalue().split("\r\x1b[K") == [
        "Regner ..." + end,
        "Regner ... bedste plan til nu: 200 point" + end,
        "Regner ... bedste plan til nu: 120 point, højst 25 % fra den bedste" + end,
        "",
    ]
