"""The files that ship beside the code say the same as the code."""

import re
import tomllib
from pathlib import Path

from planner.settings import example

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


def locked(name):
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def requirement_name(requirement):
    return re.match(r"[A-Za-z0-9_.-]+", requirement)[0].lower().replace("_", "-")


def test_the_example_configuration_has_exactly_the_keys_of_the_settings():
    assert (ROOT / "config" / "planner.example.toml").read_text(encoding="utf-8") == example()


def test_every_dependency_is_locked():
    runtime = {requirement_name(entry) for entry in PROJECT["project"]["dependencies"]}
    tools = {requirement_name(entry) for entry in PROJECT["dependency-groups"]["dev"]}
    assert runtime - set(locked("requirements.lock")) == set()
    assert tools - set(locked("requirements-dev.lock")) == set()


def test_both_locks_pin_the_same_versions():
    runtime, tools = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: tools.get(name) for name in runtime} == runtime


def test_locks_have_hashes_and_name_no_index():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text) if "==" in block)
        assert re.findall(r"https?:|--(?:extra-)?index|--find-links|@ file", text) == []


def test_every_dependency_is_used():
    modules = {
        "css-inline": "css_inline",
        "python-docx": "docx",
        "sqlalchemy": "sqlalchemy",
        "tzdata": "zoneinfo",
    }
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "planner").rglob("*.py"))
    names = [requirement_name(entry) for entry in PROJECT["project"]["dependencies"]]
    unused = [
        name
        for name in names
        if not re.search(rf"^\s*(?:from|import) {modules.get(name, name)}\b", source, re.MULTILINE)
    ]
    assert unused == []
