"""The README's table of JSON answers is what the commands answer."""

from __future__ import annotations

import json
import re
from functools import reduce
from typing import Any

import pytest

from tests.habits.screens import README, Demo

SECTION = README.read_text(encoding="utf-8").partition("## JSON for scripts")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| `([^`]+)`(?:, `([^`]+)`)?[^|]*\| ([a-z_, ]+) \|$", SECTION, re.MULTILINE)
FILE = "scripts/demo-documents/referat_2025-09-03.docx"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What every command of the table answers, once each and in its order, after an item was moved."""
    with Demo(tmp_path_factory.mktemp("demo")) as demo:
        demo.run("sæt 8 8/10")
        return {
            command: json.loads(demo.run(command.replace("FILE", FILE) + " --json"))
            for command in dict.fromkeys(command for command, _, _ in ROWS)
        }


def test_the_table_of_answers_is_there() -> None:
    assert len(ROWS) >= 24


@pytest.mark.parametrize(
    ("command", "path", "keys"), ROWS, ids=[f"{command} {path}".strip() for command, path, _ in ROWS]
)
def test_answer_has_the_keys_that_the_readme_says(
    answers: dict[str, Any], command: str, path: str, keys: str
) -> None:
    found = reduce(lambda value, name: _first(value[name]), filter(None, path.split(".")), answers[command])
    assert ", ".join(found) == keys


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value
