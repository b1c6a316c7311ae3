"""The floor plan holds, and each of its contracts has been seen to fail."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CONTRACTS = [
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]
SINS = {
    "floors": ("domain/errors.py", "import planner.usecases"),
    "pure": ("domain/errors.py", "import sqlite3"),
    "usecases": ("usecases/__init__.py", "import sqlalchemy"),
    "adapters": ("adapters/calendars/ics.py", "import planner.adapters.documents.page"),
    "doors": ("entrypoints/cli/look.py", "import planner.adapters.store.tables"),
    "light": ("entrypoints/cli/look.py", "import docx"),
    "acyclic": ("domain/errors.py", "import planner.domain.plan"),
}


def lint(folder, *contracts):
    options = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", *options],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "planner", tmp_path / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floor_plan_holds():
    result = lint(ROOT)
    assert (result.returncode, result.stdout.count(" KEPT")) == (0, len(CONTRACTS)), result.stdout


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_contract_catches_its_sin(copy, contract):
    file, sin = SINS[contract]
    path = copy / "planner" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{sin}\n", encoding="utf-8")
    result = lint(copy, contract)
    assert (result.returncode, " BROKEN" in result.stdout) == (1, True), result.stdout + result.stderr


def test_a_module_without_a_floor_is_refused(copy):
    (copy / "planner" / "stray.py").write_text('"""Has no floor."""\n')
    result = lint(copy, "floors")
    assert (result.returncode, "stray" in result.stdout) == (1, True), result.stdout + result.stderr
