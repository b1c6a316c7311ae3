"""`planner year`: a board's coming twelve months, on the screen or as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.language import say, spoken
from planner.entrypoints.cli.output import Line, clip, emit, show
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.year import YearRow, YearView

_INDENT = 19  # where the text of a row begins
_HEAD = ("Dato", "Uge", "Slags", "Udvalg", "Tekst", "Minutter", "Plads", "Ventes")
_KINDS = {
    "meeting": "møde",
    "cancelled": "aflyst møde",
    "route": "sagsgang",
    "series": "fast punkt",
    "holiday": "helligdag",
}


@reading_command(
    examples=(
        "planner årshjul",
        "planner årshjul --board ØK",
        "planner årshjul --csv år.csv --for medlem",
        "planner årshjul --ics år.ics",
    )
)
@click.option("--csv", metavar="FIL", help="Skriv det som regneark (CSV).")
@click.option("--ics", metavar="FIL", help="Skriv det som kalenderfil.")
@click.option(
    "--for",
    "reader",
    default="dagsorden",
    metavar="MODTAGER",
    help="Hvem filen er til: dagsorden (åbent punkt), åben, medarbejder, medlem, sekretariat.",
)
def year(app: App, *, csv: str | None, ics: str | None, reader: str, as_json: bool) -> None:
    """De kommende tolv måneder: hvor fyldt hvert møde er, sagsgange, faste punkter, helligdage og huller.

    I filer står lukkede punkter som “Lukket punkt”, medmindre modtageren må se dem.
    """
    from planner.domain.audience import AUDIENCES, audience  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.files import saved  # noqa: PLC0415 -- slow import
    from planner.usecases.views.year import year as year_view  # noqa: PLC0415 -- slow import

    is_file = csv is not None or ics is not None
    for_whom = audience(reader) if is_file else AUDIENCES["sekretariat"]
    with app.reader() as read:
        board = app.board(read)
        view = year_view(read, board, app.clock.now(), for_whom)
    files = []
    if csv is not None:
        files.append(
            saved(csv, app.csv_file([say(word) for word in _HEAD], [_cells(row) for row in view.rows]))
        )
    if ics is not None:
        from planner.usecases.year_events import year_events  # noqa: PLC0415 -- slow import

        events = year_events(view, board, app.sender(board), app.clock.now())
        files.append(saved(ics, app.events_file(board.name, events)))
    if files and not as_json:
        show([say(f"Skrev {path}.") for path in files])
        return
    emit(view, as_json=as_json, render=_lines)


def _cells(row: YearRow) -> tuple[object, ...]:
    from planner.domain.wording import week  # noqa: PLC0415 -- slow import

    kind = say(_KINDS[row.kind])
    return (
        row.date.isoformat(),
        week(row.date),
        kind,
        row.board,
        row.text,
        row.used,
        row.capacity,
        row.expected,
    )


def _lines(view: YearView, places: int) -> Iterator[Line]:
    from planner.domain.wording import day_month_year, month_name  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    span = say(f"{day_month_year(view.first)} til {day_month_year(view.last)}")
    yield both_ends(places, [(say(f"{view.board.name} · årshjul"), "title")], (span, ""))
    if not any(row.kind == "meeting" for row in view.rows):
        yield ""
        yield say("Der er ingen møder de næste tolv måneder. Tilføj dem med: planner serie tilføj")
    month = None
    pauses = {gap.first: gap for gap in view.gaps}
    for row in view.rows:
        if (row.date.year, row.date.month) != month:
            month = (row.date.year, row.date.month)
            yield ""
            yield [(f"{month_name(row.date.month, spoken())} {row.date.year}", "heading")]
        yield _row(row, places)
        if row.kind == "meeting" and row.date in pauses:
            weeks = round(pauses[row.date].days / 7)
            yield [(f"{'':{_INDENT}}", ""), (say(f"... {weeks} uger til næste møde"), "hint")]
        if row.kind == "meeting" and row.date == view.ends:
            yield [(f"{'':{_INDENT}}", ""), (say("... det sidste møde, der er oprettet"), "hint")]
    if any(row.expected for row in view.rows):
        yield ""
        yield [(say("▒ og + er faste punkter, der endnu ikke har en dato, på det første møde."), "muted")]


def _row(row: YearRow, places: int) -> Line:
    from planner.domain.wording import short, week  # noqa: PLC0415 -- slow import

    day = f"{say(short(row.date)):>9}  "
    label = say(f"uge {week(row.date)}")
    if row.kind == "meeting":
        return [(f"{day}{label:<8}", ""), *_load(row)]
    if row.kind == "cancelled":
        from planner.entrypoints.cli.screens import called_off  # noqa: PLC0415 -- slow import

        return [(f"{day}{label:<8}", ""), (clip(called_off(row.text), places - _INDENT), "muted")]
    if row.kind == "holiday":
        return [(f"{day}{'':8}", ""), (say(row.text), "muted")]
    who, waits = f"{say('fast punkt')}: ", ""
    if row.kind == "route":
        who = f"{row.board}: #{row.item} "
    elif row.item is not None:
        who, waits = f"#{row.item} ", f", {say('afventer dato')}"
    text = clip(row.text, places - _INDENT - len(who) - len(waits))
    return [(f"{day}{'':8}", ""), (who, "id"), (text, ""), (waits, "hint")]


def _load(row: YearRow) -> Line:
    """How full a meeting is; only that it is held where its agenda is not kept here."""
    from planner.entrypoints.cli.screens import bar  # noqa: PLC0415 -- slow import

    if row.capacity is None:
        return [(say("møde"), "")]
    used, most = row.used or 0, (row.used or 0) + (row.expected or 0)
    style = "block" if used > row.capacity else "warn" if most > row.capacity else ""
    about = f"ca. {used} af {row.capacity} min." if row.guessed else f"{used} af {row.capacity} min."
    more = f"  +{row.expected}" if row.expected else ""
    return [
        (bar(used, most, row.capacity), style or "ok"),
        (f"  {say(about):>20}", style),
        (more, "muted"),
    ]
