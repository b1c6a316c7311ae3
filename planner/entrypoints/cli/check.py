"""`planner check`: every finding, numbered; `--accept N` says that one is deliberate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.finding import Finding
    from planner.domain.reading import Source
    from planner.usecases.views.check import CheckView, NumberedFinding

_HEADINGS = {"block": "Skal rettes", "warn": "Bør ses på", "hint": "Værd at vide"}


@writing_command(
    examples=(
        "planner tjek",
        "planner tjek 27/11",
        "planner tjek --document referat.docx",
        "planner tjek --accept 3 --why “aftalt med formanden”",
    )
)
@click.argument("words", nargs=-1, metavar="[DATO]")
@click.option("--document", metavar="FIL", help="OBS-punkterne i et dokument.")
@click.option(
    "--accept", type=click.IntRange(1), metavar="N", help="Punkt N er med vilje og skal ikke vises igen."
)
def check(
    app: App,
    words: tuple[str, ...],
    *,
    document: str | None,
    accept: int | None,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """OBS-punkter i planen, på et møde eller i et dokument."""
    view = _view(app, words, document)
    if accept is None:
        emit(view, as_json=as_json, render=_lines)
        return
    from planner.entrypoints.cli.doing import manner, tell  # noqa: PLC0415 -- slow import
    from planner.usecases.accept import AcceptFinding, accept_finding  # noqa: PLC0415 -- slow import
    from planner.usecases.views.check import numbered  # noqa: PLC0415 -- slow import

    one = numbered(view, accept)
    command = AcceptFinding(
        one.key, f"{one.subject}: {one.sentence}", manner(app, words, dry_run=dry_run, why=why)
    )
    tell(accept_finding(command, store=app.store(), clock=app.clock), as_json=as_json)


def _view(app: App, words: tuple[str, ...], document: str | None) -> CheckView:
    from planner.usecases.views.check import check_document, check_plan  # noqa: PLC0415 -- slow import

    if document and words:
        raise BadUsage("Skriv enten en dato eller --document, ikke begge.", hint="planner tjek 27/11")
    with app.reader() as reader:
        board, now = app.board(reader), app.clock.now()
        if document is None:
            return check_plan(reader, board, now, words, levels=app.settings.rules)
        import json  # noqa: PLC0415 -- slow import

        return check_document(
            reader,
            board,
            now,
            document,
            stored=lambda imported: json.loads(imported.findings),
            read=lambda path: _read(app, path),
        )


def _read(app: App, path: str) -> Iterable[Finding]:
    from planner.domain.rules_document import document_findings  # noqa: PLC0415 -- slow import

    return document_findings(app.read_minutes(path), levels=app.settings.rules)


def _lines(view: CheckView, width: int) -> Iterator[Line]:
    from planner.domain.wording import echo, short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    about = view.document or say(echo(view.date) if view.date else "kommende møder")
    yield both_ends(
        width, [(say(f"{view.board.name} · OBS-punkter · {about}"), "title")], (say(short(view.now)), "")
    )
    level = ""
    for finding in view.findings:
        if finding.level != level:
            level = finding.level
            yield ""
            yield [(say(_HEADINGS[level]), "heading")]
        yield from _finding(finding, width)
    yield ""
    if not view.findings:
        yield say("Ingen OBS-punkter.")
    else:
        yield [(say("Er et af dem med vilje: planner tjek --accept NUMMER --why GRUND"), "muted")]
    if view.accepted:
        yield [(say(f"{view.accepted} er accepteret og vises ikke."), "muted")]


def _finding(finding: NumberedFinding, width: int) -> Iterator[Line]:
    from planner.domain.finding import Finding  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import INDENT, finding_lines, folded  # noqa: PLC0415 -- slow import

    shown = Finding(
        finding.rule, finding.level, finding.subject, finding.sentence, finding.key, help=finding.help
    )
    yield from finding_lines(shown, width, label=f"{finding.no:>2}. ")
    for source in (finding.source, *finding.also[:1]):
        if source is not None:
            for part in folded(f"{_place(source)}: {source.text}", width - INDENT)[:2]:
                yield [(" " * INDENT, ""), (part, "muted")]


def _place(source: Source) -> str:
    if source.page is None:
        return say(f"{source.file}, linje {source.line}")
    return say(f"{source.file}, side {source.page}, linje {source.line}")
