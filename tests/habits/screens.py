"""The screens of the README as the commands print them today: `python -m tests.habits.screens` writes them.

They are taken in the demo's plan: the commands of scripts/demo are run first, then those of the README
in order, each with the settings, the clock and the name that the demo gives it. Mail goes to a server of
their own.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from tests.fakes.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
SETTINGS = ROOT / "scripts" / "demo-documents" / "planner.toml"
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PROGRAM = re.compile(r"^\$ \S*planner ?")
_CLOCK = re.compile(r"^export PLANNER_NOW=(\S+)|^unset PLANNER_NOW|^planner (.+)$", re.MULTILINE)


class Demo:
    """The demo's plan in a folder of its own, its command, and its mail server while it is entered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = MailServer()

    def __enter__(self) -> Self:
        self.server.__enter__()
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.__exit__()

    def _begin(self) -> None:
        script = (ROOT / "scripts" / "demo").read_text(encoding="utf-8")
        self.default_now = re.search(r"PLANNER_NOW:-([^}]+)}", script)[1]
        now = self.default_now
        for match in _CLOCK.finditer(script):
            clock, words = match.groups()
            if words is None:
                now = clock or self.default_now
            else:
                target = words.replace("$documents", "scripts/demo-documents").replace(
                    "demo/", f"{self.folder}/"
                )
                self.run(target, now)

    def run(self, words: str, now: str | None = None) -> str:
        """What the command prints, as one text."""
        command = [sys.executable, "-m", "planner", "--db", str(self.folder / "plan.db")]
        command += ["--now", now or self.default_now, "--as", "Sekretariatet", *shlex.split(words)]
        # A configuration of one's own must not colour the screens.
        names = {name: value for name, value in os.environ.items() if not name.startswith("PLANNER_")}
        names |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80", "NO_COLOR": "1"}
        names |= {"PLANNER_CONFIG": str(SETTINGS), "PLANNER_MAIL_PORT": str(self.server.port)}
        done = subprocess.run(
            command, cwd=ROOT, env=names, encoding="utf-8", stdout=-1, stderr=subprocess.STDOUT, check=False
        )
        if done.returncode:
            raise AssertionError(f"{words}: {done.returncode}\n{done.stdout}")
        return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def current(text: str) -> str:
    """The README's text with every console block as the commands print it today."""
    with TemporaryDirectory() as folder, Demo(Path(folder)) as demo:

        def block(match: re.Match[str]) -> str:
            typed = [line for line in match[0].splitlines() if line.startswith("$ ")]
            return "\n".join(f"{line}\n{demo.run(_PROGRAM.sub('', line))}\n" for line in typed)

        return CONSOLE.sub(block, text)


if __name__ == "__main__":
    README.write_text(current(README.read_text(encoding="utf-8")), encoding="utf-8")
