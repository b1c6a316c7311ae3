"""What the README shows is what the commands do."""

import re
import tomllib

from tests.habits.screens import README, ROOT, current

TEXT = README.read_text(encoding="utf-8")


def test_every_screen_of_the_readme_is_what_the_command_prints():
    assert current(TEXT) == TEXT


def test_the_command_list_is_that_of_the_help():
    from planner.entrypoints.cli.names import COMMANDS

    screen = re.search(r"^\$ planner --help\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[1]
    assert {name for name in COMMANDS if not re.search(rf"\b{name}\b", screen)} == set()


def test_the_floors_of_the_readme_are_those_that_are_tested():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    drawn = re.findall(
        r"^\| `([a-z_]+)`", TEXT.partition("## Architecture")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert drawn == [floor for layer in floors for floor in layer.split(" | ")]


def test_every_file_that_the_readme_names_exists():
    named = re.findall(r"`((?:planner|tests|scripts|config)/[\w./-]+)`", TEXT)
    assert [name for name in named if not (ROOT / name).exists()] == []
