"""How the source is written: what a reader of the project may rely on in every file."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "planner").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCRIPTS = sorted(
    path for path in (ROOT / "scripts").rglob("*") if path.is_file() and path.suffix in ("", ".py")
)
FORBIDDEN_FILE_NAMES = {
    "utils",
    "common",
    "helpers",
    "base",
    "manager",
    "misc",
    "service",
    "services",
    "util",
}
MOST_LINES = 400
NOQA = re.compile(r"# ?noqa: ?[A-Z]")
NOQA_WITH_REASON = re.compile(r"noqa: [A-Z0-9, ]+ -- \S")
TYPE_IGNORE = re.compile(r"#\s*type: ignore(?!\[)")


def named(paths):
    return {str(path.relative_to(ROOT)): path for path in paths}


def lines_of(paths):
    for name, path in named(paths).items():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{name}:{number}", line


def test_no_file_is_longer_than_a_reader_can_hold():
    sizes = {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in named(SOURCE + TESTS).items()
    }
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}


def test_no_file_has_a_name_that_says_nothing():
    assert [
        name
        for name, path in named(SOURCE + TESTS).items()
        if path.stem.removeprefix("test_") in FORBIDDEN_FILE_NAMES
    ] == []


def test_every_silenced_rule_has_its_reason():
    lines = list(lines_of(SOURCE + TESTS + SCRIPTS))
    linter = [where for where, line in lines if NOQA.search(line) and not NOQA_WITH_REASON.search(line)]
    types = [where for where, line in lines if TYPE_IGNORE.search(line)]
    assert (linter, types) == ([], [])


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b:?(?=\s|$)")
    assert [where for where, line in lines_of(SOURCE + TESTS + SCRIPTS) if later.search(line)] == []


def test_nothing_depends_on_the_machine_it_was_written_on():
    machine = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")
    assert [where for where, line in lines_of(SOURCE + TESTS + SCRIPTS) if machine.search(line)] == []


@pytest.mark.parametrize("name", named(TESTS))
def test_every_test_asserts_something(name):
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    tests = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    asking = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
    }
    assert [test.name for test in tests if not asserts(test, asking)] == []


def asserts(test, asking):
    """An assert, a `raises`, or a call of a function in the same file (or so named) that asserts."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if (
                called in asking
                or called in ("raises", "run_state_machine_as_test")
                or called.startswith("assert_")
            ):
                return True
    return False
