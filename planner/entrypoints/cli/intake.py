"""`planner read` and `planner import`: what a document says, and taking it into the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.parameters import reading_command, writing_command

if TYPE_CHECKING:
    from planner.domain.board import Board
    from planner.domain.finding import Finding
    from planner.domain.proposal.rows import Answer, Row
    from planner.domain.reading import Reading
    from planner.entrypoints.cli.output import Line
    from planner.usecases.intake import Imported, ImportMinutes
    from planner.wiring import App

_NEEDS_PERSON = 4


@reading_command(
    examples=("planner læs referat.docx", "planner læs dagsorden.pdf --json > læsning.json"),
    epilog="Læser tekst, Markdown, HTML, DOCX og PDF. Intet gemmes.",
)
@click.argument("files", nargs=-1, required=True, metavar="FIL...")
def read(app: App, files: tuple[str, ...], *, as_json: bool) -> None:
    """Vis hvad der står i et eller flere dokumenter, med linjen hvor det står."""
    from planner.domain.minutes.as_json import to_json  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.output import emit  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_reading import reading_lines  # noqa: PLC0415 -- slow import

    readings = [_reading_of(app, path) for path in files]
    if as_json:
        found = [{**to_json(r), "findings": _findings(app, r)} for r in readings]
        emit(found[0] if len(found) == 1 else found, as_json=True, render=lambda _, __: ())
        return
    for reading in readings:
        emit(reading, as_json=False, render=lambda r, width: reading_lines(r, _findings(app, r), width))


@writing_command(
    name="import",
    examples=(
        "planner indlæs referat.docx",
        "planner indlæs referat.docx --accept sure",
        "planner indlæs referat.docx --dry-run",
    ),
    epilog="Det samme dokument to gange ændrer ikke noget; det, der ikke blev afgjort, kan godkendes da. Én indlæsning er ét trin, som “planner fortryd” tager tilbage.",
)
@click.argument("files", nargs=-1, required=True, metavar="FIL...")
@click.option(
    "--accept",
    type=click.Choice(["sure", "all", "none"]),
    help="I scripts: godkend de sikre rækker, alle, eller ingen.",
)
def import_(
    app: App, files: tuple[str, ...], accept: str | None, *, as_json: bool, dry_run: bool, why: str | None
) -> int:
    """Læs referater eller dagsordener ind i planen: se hvad der er nyt, og godkend det."""
    from planner.entrypoints.cli.asking import is_interactive  # noqa: PLC0415 -- slow import

    asks = accept is None and not dry_run and not as_json and is_interactive()
    codes = [
        _import_one(app, path, accept or "none", asks=asks, as_json=as_json, dry_run=dry_run, why=why)
        for path in files
    ]
    return max(codes)


def _import_one(
    app: App, path: str, accept: str, *, asks: bool, as_json: bool, dry_run: bool, why: str | None
) -> int:
    import json  # noqa: PLC0415 -- slow import

    from planner.domain.minutes.as_json import to_json  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli import output  # noqa: PLC0415 -- slow import
    from planner.usecases.intake import ImportMinutes, import_minutes  # noqa: PLC0415 -- slow import

    reading = _reading_of(app, path)
    with app.reader() as reader:
        board: Board = app.board(reader)
    findings = _findings(app, reading)
    command = ImportMinutes(
        reading,
        board,
        app.by,
        as_json=json.dumps(to_json(reading), ensure_ascii=False),
        findings_json=output.to_json(findings),
        accept=accept,  # type: ignore[arg-type]
        dry_run=dry_run,
        why=why,
    )
    if asks:
        decided = _review(app, command)
        if decided is None:
            return 0
        command = decided
    done = import_minutes(command, store=app.store(), clock=app.clock, words=app.vocabulary())
    if as_json:
        output.emit(_json(reading, done, findings), as_json=True, render=lambda _, __: ())
    else:
        output.emit(done, as_json=False, render=lambda d, width: _lines(reading, d, findings, width))
    undecided = accept == "none" and not asks and not dry_run and (done.already is None or done.left)
    return _NEEDS_PERSON if undecided else 0


def _reading_of(app: App, path: str) -> Reading:
    from planner.entrypoints.cli.progress import working  # noqa: PLC0415 -- slow import

    with working(say(f"Læser {path}")):
        return app.read_minutes(path)


def _review(app: App, command: ImportMinutes) -> ImportMinutes | None:
    """Ask on the terminal: accept the sure rows, go through the doubtful ones one by one, or stop."""
    from dataclasses import replace  # noqa: PLC0415 -- slow import

    from planner.entrypoints.cli.asking import choose  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.output import show, width  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_import import count_line, row_lines  # noqa: PLC0415 -- slow import
    from planner.usecases.intake import import_minutes  # noqa: PLC0415 -- slow import

    def proposed(answers: dict[str, Answer]) -> Imported:
        asked = replace(sure, dry_run=True, answers=answers)
        return import_minutes(asked, store=app.store(), clock=app.clock, words=app.vocabulary())

    sure = replace(command, accept="sure")
    preview = proposed({})
    if preview.already is not None and not preview.rows:
        return sure
    show(row_lines(preview.rows, width()))
    show(["", count_line(preview.rows), ""])
    if preview.already:
        doubtful, answers = [*preview.rows], {"g": "gennemgå dem"}
    else:
        doubtful, answers = _doubtful(preview.rows, {}), {"s": "de sikre rækker"}
        if doubtful:
            answers["g"] = "gennemgå også de andre"
    answers["n"] = "nej"
    chosen = choose(say("Skal det ind i planen?"), answers)
    if chosen == "n":
        return None
    if chosen == "s":
        return sure
    return replace(sure, answers=_answers(doubtful, lambda given: proposed(given).rows))


def _doubtful(rows: Iterable[Row], answers: Mapping[str, Answer]) -> list[Row]:
    """The rows that a person must look at, without those answered."""
    from planner.domain.proposal.rows import DOUBTFUL  # noqa: PLC0415 -- slow import

    return [row for row in rows if row.state in DOUBTFUL and row.key not in answers]


def _answers(
    rows: Sequence[Row], proposed: Callable[[dict[str, Answer]], Iterable[Row]]
) -> dict[str, Answer]:
    """The answers row by row; one may hold for all that are left.

    What is only asked about since an answer, such as the items of a meeting that was accepted, comes after. What is
    left when a person stops has no answer.
    """
    from planner.domain.proposal.rows import Answer  # noqa: PLC0415 -- slow import

    rest: Answer | None = None
    answers: dict[str, Answer] = {}
    while rows:
        for number, row in enumerate(rows, start=1):
            answer = rest or _ask(row, f"{number}/{len(rows)}")
            if answer == "s":
                return answers
            if isinstance(answer, str):
                answer = rest = Answer("accept")
            answers[row.key] = answer
        rows = _doubtful(proposed(answers), answers)
    return answers


def _ask(row: Row, place: str) -> Answer | str:
    """One doubtful row: take it, call it something else, leave it, or say which item it is.

    "a" takes this one and all that are left, "s" leaves them for another day.
    """
    from planner.domain.proposal.rows import Answer  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.asking import ask  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.output import show, width  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_import import doubt_lines  # noqa: PLC0415 -- slow import

    show(["", *doubt_lines(row, width())])
    words = say("j ja, n nej, r ret titlen, #12 det samme som #12, a ja til resten, s stop her")
    yes, no, edit = say("ja"), say("nej"), say("ret titlen")
    while True:
        typed = ask(f"{place}: {words}", default=yes[0]).strip().casefold()
        if typed in ("a", "s"):
            return typed
        if typed in (yes[0], yes):
            return Answer("accept")
        if typed in (no[0], no):
            return Answer("skip")
        if typed and (typed == edit[0] or edit.split()[0] == typed):
            return Answer("edit", title=ask(say("Titel:")))
        if typed.lstrip("#").isdigit():
            return Answer("same", item=int(typed.lstrip("#")))


def _lines(reading: Reading, done: Imported, findings: Sequence[Finding], width: int) -> Iterator[Line]:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_import import count_line, row_lines  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_reading import finding_lines, reading_count  # noqa: PLC0415 -- slow import

    if done.already is not None and not done.rows:
        yield say(
            f"{reading.name} er allerede læst ind den {short(done.already.at.date())}; intet er ændret."
        )
        return
    if done.already is not None:
        yield say(
            f"{reading.name} er allerede læst ind den {short(done.already.at.date())}; det her var ikke afgjort:"
        )
        yield from row_lines(done.rows, width)
        yield ""
    else:
        yield [(reading.name, "title")]
        yield from row_lines(done.rows, width)
        yield from finding_lines(findings, width)
        yield ""
        yield reading_count(reading.count)
    yield count_line(done.rows)
    if done.step is not None:
        taken = "Intet nyt. Dokumentet er husket"
        if done.taken:
            taken = "Godkendt: 1 række" if done.taken == 1 else f"Godkendt: {done.taken} rækker"
        yield [(say(f"{say(taken)}, trin {done.step.id}. Fortryd med “planner fortryd”."), "ok")]
        if done.left:
            yield say(f"Ikke afgjort: {done.left}. Læs dokumentet ind igen for at tage stilling til dem.")
    elif done.taken:
        yield say(f"Prøvekørsel: {done.taken} rækker ville blive godkendt. Intet er gemt.")
    elif done.already is not None:
        yield say("Intet er ændret. Godkend med --accept all, eller kør kommandoen i en terminal.")
    else:
        yield say(
            "Intet er gemt. Godkend med --accept sure eller --accept all, eller kør kommandoen i en terminal."
        )


def _json(reading: Reading, done: Imported, findings: Sequence[Finding]) -> dict[str, Any]:
    from planner.domain.proposal.rows import count_by_state  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_import import row_json  # noqa: PLC0415 -- slow import

    return {
        "document": reading.name,
        "document_date": reading.document_date,
        "already_imported": done.already is not None,
        "dry_run": done.dry_run,
        "step": done.step.id if done.step else None,
        "count": reading.count,
        "states": count_by_state(done.rows),
        "accepted": done.taken,
        "undecided": done.left,
        "rows": [row_json(number, row) for number, row in enumerate(done.rows, start=1)],
        "findings": list(findings),
    }


def _findings(app: App, reading: Reading) -> tuple[Finding, ...]:
    from planner.domain.rules_document import document_findings  # noqa: PLC0415 -- slow import

    return tuple(document_findings(reading, levels=app.settings.rules))
