"""`planner completion`: the script that lets a shell complete commands, items, dates and people.

bash, zsh and fish use click's scripts, PowerShell one of ours; all four ask `candidates`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

import click
from click import shell_completion as shells

from planner.entrypoints.cli.candidates import candidates
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.entrypoints.cli.group import LazyGroup

_VARIABLE = "_PLANNER_COMPLETE"
_ADVICE = {
    "bash": 'Sæt linjen  eval "$(planner completion bash)"  ind i ~/.bashrc.',
    "zsh": 'Sæt linjen  eval "$(planner completion zsh)"  ind i ~/.zshrc.',
    "fish": "Kør  planner completion fish > ~/.config/fish/completions/planner.fish",
    "powershell": "Sæt linjen  planner completion powershell | Out-String | Invoke-Expression  ind i din $PROFILE.",
}
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $ast, $cursor)
    $OutputEncoding = [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $env:%(complete_var)s = 'powershell_complete'
    $env:COMP_WORDS = ($ast.CommandElements | ForEach-Object { $_.Extent.Text }) -join "`n"
    $env:COMP_CWORD = $word
    try { $lines = & %(prog_name)s 2>$null }
    finally {
        Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD -ErrorAction SilentlyContinue
    }
    foreach ($line in $lines) {
        $kind, $value, $meaning = $line -split "`t", 3
        if ($kind -eq 'file') {
            Get-ChildItem -Path "$word*" -ErrorAction SilentlyContinue | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_.FullName, $_.Name, 'ProviderItem', $_.FullName)
            }
        } else {
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
        }
    }
}
"""


class _Own(shells.ShellComplete):
    """Our candidates instead of click's walk through every parameter."""

    def get_completions(self, args: list[str], incomplete: str) -> list[Any]:
        """What the last word may become."""
        top = cast("LazyGroup", self.cli)
        return [
            shells.CompletionItem(one.value, type="file" if one.files else "plain", help=one.meaning or None)
            for one in candidates(top, args, incomplete)
        ]


class _Bash(_Own, shells.BashComplete):
    def source(self) -> str:
        """The script, without the process in which click asks bash for its version; an old one says so itself."""
        return shells.ShellComplete.source(self)


class _Zsh(_Own, shells.ZshComplete):
    pass


class _Fish(_Own, shells.FishComplete):
    pass


class _PowerShell(_Own):
    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one being typed, and that one."""
        words = [word.strip("\"'") for word in os.environ["COMP_WORDS"].split("\n")][1:]
        begun = os.environ.get("COMP_CWORD", "").strip("\"'")
        return (words[:-1] if begun and words and words[-1] == begun else words), begun

    def format_completion(self, item: Any) -> str:
        """One candidate as a line of three columns; PowerShell wants a meaning that is not empty."""
        return f"{item.type}\t{item.value}\t{item.help or item.value}"


_SHELLS: dict[str, type[_Own]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish, "powershell": _PowerShell}


def use_own() -> None:
    """Let click answer the shells with our candidates."""
    for name, kind in _SHELLS.items():
        shells.add_completion_class(kind, name)


@reading_command(examples=('eval "$(planner completion bash)"', "planner completion powershell"))
@click.argument("shell", type=click.Choice(list(_SHELLS)), metavar="bash|zsh|fish|powershell")
def completion(app: App, shell: str, *, as_json: bool) -> None:
    """Skriv det script, der lader din kommandolinje fuldføre kommandoer, punkter, datoer og navne."""
    from planner.entrypoints.cli.output import emit  # noqa: PLC0415 -- slow import

    del app
    top = click.get_current_context().find_root().command
    script = _SHELLS[shell](top, {}, "planner", _VARIABLE).source()
    view = {"shell": shell, "script": script, "advice": say(_ADVICE[shell])}
    emit(view, as_json=as_json, render=lambda v, _: [*v["script"].splitlines(), "", f"# {v['advice']}"])
