"""The files that run the planner as a service are accepted by what reads them."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from planner.entrypoints.cli.names import COMMANDS

CONFIG = Path(__file__).resolve().parents[2] / "config"
UNITS = CONFIG / "systemd"
SERVICES = ["planner.service", "planner-once.service"]
# Of ten: above this systemd itself calls a service exposed more than it need be.
MOST_EXPOSED = 20


@pytest.fixture(scope="module")
def analyze():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not on this machine")

    def call(*words):
        return subprocess.run(
            ["systemd-analyze", *words], cwd=UNITS, capture_output=True, text=True, check=False
        )

    return call


def test_systemd_accepts_the_units(analyze):
    done = analyze("verify", "--man=no", *(f"./{path.name}" for path in sorted(UNITS.iterdir())))
    # What a machine without the program or the account lacks is no fault of the units.
    said = [
        line for line in done.stderr.splitlines() if "planner" in line and "is not executable" not in line
    ]
    assert (said, done.returncode) == ([], 0)


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_may_do_little_but_its_work(analyze, name):
    done = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--json=short", f"./{name}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)


def test_both_services_are_shut_in_alike():
    inside = [
        set(re.findall(r"^(?:Protect|Private|Restrict|System|Capab|NoNew|Memory)\w+=.*", text, re.MULTILINE))
        for text in ((UNITS / name).read_text(encoding="utf-8") for name in SERVICES)
    ]
    assert inside[0] == inside[1]
    assert len(inside[0]) > 20


def test_the_dockerfile_copies_what_is_there_and_runs_as_nobody_special():
    text = (CONFIG / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        word
        for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.MULTILINE)
        for word in line.split()[:-1]
    ]
    assert copied
    assert [name for name in copied if not (CONFIG.parent / name).exists()] == []
    assert re.findall(r"^USER (\w+)$", text, re.MULTILINE) == ["planner"]


def words_that_are_run(text):
    """Program and words of a unit's ExecStart, or of a Dockerfile's ENTRYPOINT and CMD."""
    found = re.findall(r"^(?:ENTRYPOINT|CMD|ExecStart=) ?(.*)$", text, re.MULTILINE)
    return [word for line in found for word in re.findall(r'[^\s",\[\]]+', line)]


@pytest.mark.parametrize("name", ["Dockerfile", *(f"systemd/{service}" for service in SERVICES)])
def test_what_is_run_is_a_command_of_ours_in_the_place_where_it_is_installed(name):
    text = (CONFIG / name).read_text(encoding="utf-8")
    words = words_that_are_run(text)
    scripts = tomllib.loads((CONFIG.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "scripts"
    ]
    assert "planner" in words
    assert "planner" in scripts
    assert [word for word in words if word in COMMANDS] == ["run"]
    assert "PATH=/opt/planner/bin:" in text
    assert set(re.findall(r"PLANNER_\w+", text)) <= {"PLANNER_CONFIG", "PLANNER_DATABASE"}
