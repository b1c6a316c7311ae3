"""The README's table of JSON answers is what the commands answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.habits.screens import README, Demo

SECTION = README.read_text(encoding="utf-8").partition("## JSON for scripts")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| `([^`]+)`[^|]*\| ([a-z_, ]+) \|$", SECTION, re.MULTILINE)
FILE = "scripts/demo-documents/referat_2025-09-03.docx"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder: Path = tmp_path_factory.mktemp("demo")
    return Demo(folder)


def test_the_table_of_answers_is_there() -> None:
    assert len(ROWS) >= 14


@pytest.mark.parametrize(("command", "keys"), ROWS, ids=[command for command, _ in ROWS])
def test_answer_has_the_keys_that_the_readme_says(demo: Demo, command: str, keys: str) -> None:
    answer = json.loads(demo.run(command.replace("FILE", FILE) + " --json"))
    assert ", ".join(answer) == keys
