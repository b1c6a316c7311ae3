"""A secretariat that sends by mail: command lines in this process, with a real mail server at the other end."""

from __future__ import annotations

from planner.entrypoints.cli.main import run

NOW = "2031-03-05T14:00"


def commands(folder, capsys, server, *, secretariat="", tables=""):
    """A function that runs one command line, its words apart by "|" or by spaces: exit code, stdout and stderr.

    `secretariat` are more lines of that table of the settings, `tables` more of the mail's and more tables.
    """
    config = folder / "planner.toml"
    config.write_text(
        '[secretariat]\nname = "Ledelsessekretariatet"\nmailbox = "sekretariat@plan.example"\n'
        f'{secretariat}\n[calendar]\nbackend = "mail"\n'
        f'[mail]\nhost = "localhost"\nport = {server.port}\nsecurity = "none"\n{tables}\n',
        encoding="utf-8",
    )
    base = ["--config", str(config), "--db", str(folder / "plan.db"), "--as", "mette"]

    def call(line, now=NOW):
        code = run([*base, "--now", now, *(line.split("|") if "|" in line else line.split())])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call
