"""`planner forecast` and `planner slips`: how full it becomes, and what keeps being put off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, clip, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.forecast import ForecastRow, ForecastView
    from planner.usecases.views.slips import ReasonRow, SlipRow, SlipsView

_STYLES = {"over": "block", "may": "warn", "fits": "ok"}
_SHOWN_REASONS = 5


@reading_command(examples=("planner prognose", "planner prognose --weeks 12"))
@click.option("--weeks", type=click.IntRange(1, 52), metavar="N", help="Til og med i dag + N uger.")
def forecast(app: App, *, weeks: int | None, as_json: bool) -> None:
    """Hvor fyldte de kommende møder bliver: fra og til, ikke ét tal.

    Længder, som ingen har givet, læres af udvalgets egne punkter det seneste år, og af hvor tit noget ikke
    blev nået. Foreløbige punkter tæller kun med i det højeste tal.
    """
    from planner.usecases.views.forecast import forecast_view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        view = forecast_view(reader, app.board(reader), app.clock.now(), weeks=weeks)
    emit(view, as_json=as_json, render=_forecast_lines)


@reading_command(examples=("planner udskydelser", "planner udskydelser --limit 50"))
@click.option("--limit", type=click.IntRange(1, 500), default=20, metavar="N", help="Så mange punkter vises.")
def slips(app: App, *, limit: int, as_json: bool) -> None:
    """Hvilke punkter der bliver udskudt igen og igen, og hvorfor; de værste først.

    Et punkt er udskudt, når det flyttes til en senere dato, tages af sin dato, ikke nås eller udsættes,
    og når dets møde aflyses eller flyttes til en senere dato.
    """
    from planner.usecases.views.slips import slips as slips_view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        view = slips_view(reader, app.board(reader), app.clock.now(), limit=limit)
    emit(view, as_json=as_json, render=_slip_lines)


def _forecast_lines(view: ForecastView, places: int) -> Iterator[Line]:
    from planner.domain.wording import short, week  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    yield both_ends(places, [(say(f"{view.board.name} · prognose"), "title")], (say(short(view.now)), ""))
    yield ""
    if not view.rows:
        yield say("Der er ingen kommende møder.")
        return
    for row in view.rows:
        yield _meeting(row)
    yield ""
    if view.first_over is not None:
        day = view.first_over
        yield [(say(f"Det første møde med for meget: {short(day)} (uge {week(day)})"), "block")]
    if view.first_may is not None and view.first_may != view.first_over:
        day = view.first_may
        yield [
            (say(f"Det første møde, hvor det kan blive for meget: {short(day)} (uge {week(day)})"), "warn")
        ]
    if view.first_may is None:
        yield [(say("Der er plads til det hele."), "ok")]
    yield from _waiting(view, places)
    yield ""
    yield from wrapped(_basis(view), places, "muted")


def _waiting(view: ForecastView, places: int) -> Iterator[Line]:
    row = view.waiting
    if not row.items:
        return
    many = say("1 punkt" if row.items == 1 else f"{row.items} punkter")
    said = say(
        f"Afventer dato: {many}, {_span(row.low, row.high)} min. Luft på møderne her: mindst {row.room} min."
    )
    yield from wrapped(said, places, "warn" if row.low > row.room else "")


def _basis(view: ForecastView) -> str:
    """On what the lengths rest."""
    lengths = (
        f"Længderne er lært af {view.items} punkter det seneste år."
        if view.enough
        else f"Punkter det seneste år med en længde: {view.items}, for få at lære af. "
        "Længder, som ingen har givet, er udvalgets sædvanlige, halvt så meget mere eller mindre."
    )
    pace = (
        f"Hvor hurtigt det går, er lært af {view.meetings} møder."
        if view.enough_meetings
        else f"Afsluttede møder: {view.meetings}, for få til at lære, hvor hurtigt det går."
    )
    known = [
        f"{say(row.kind)} {_span(row.low, row.high)} min." for row in view.lengths if row.kind is not None
    ]
    usual = [say(f"Det sædvanlige: {', '.join(known)}")] if known else []
    return " ".join([say(lengths), *usual, say(pace)])


def _span(low: int, high: int) -> str:
    return f"{low}-{high}" if high > low else f"{low}"


def _meeting(row: ForecastRow) -> Line:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import bar  # noqa: PLC0415 -- slow import

    span = _span(row.low, row.high)
    label = say(f"uge {row.week}")
    return [
        (f"{say(short(row.date)):>9}  {label:<8}", ""),
        (bar(row.low, row.high, row.capacity), _STYLES[row.state]),
        (f"  {say(f'{span} af {row.capacity} min.'):>23}", _STYLES[row.state] if row.state != "fits" else ""),
    ]


def _slip_lines(view: SlipsView, places: int) -> Iterator[Line]:
    from planner.domain.wording import day_month_year  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    since = say(f"siden {day_month_year(view.since)}") if view.since is not None else ""
    yield both_ends(places, [(say(f"{view.board.name} · udskydelser"), "title")], (since, ""))
    yield ""
    if not view.items:
        yield say("Ingen punkter er udskudt.")
        return
    for row in view.items:
        yield from _item(row, places)
    if len(view.items) < view.items_count:
        yield [(say(f"... og {view.items_count - len(view.items)} punkter mere (--limit)"), "muted")]
    yield ""
    yield [(say(f"Grunde, {view.times} i alt:"), "heading")]
    for reason in view.reasons[:_SHOWN_REASONS]:
        yield from wrapped(f"   {_reason(reason)}", places)


def _item(row: SlipRow, places: int) -> Iterator[Line]:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import both_ends  # noqa: PLC0415 -- slow import

    times = say("1 gang" if row.times == 1 else f"{row.times} gange")
    days = say(f", {row.days} dage") if row.days else ""
    aside = f"{times}{days}, {say(f'sidst {short(row.last)}')}"
    room = places - len(aside) - 10
    yield both_ends(
        places, [(f"{'#' + str(row.id):>5}", "id"), (f"  {clip(row.title, room)}", "")], (aside, "")
    )
    reasons = "; ".join(_reason(one) for one in row.reasons)
    yield from wrapped(f"{'':7}{reasons}", places, "muted", indent=7)


def _reason(row: ReasonRow) -> str:
    how = {
        "later": "flyttet til en senere dato",
        "off": "taget af datoen",
        "cancelled": "mødet blev aflyst",
        "meeting_moved": "mødet blev flyttet",
        "not_reached": "ikke nået",
        "postponed": "udsat",
    }[row.how]
    many = f" ({row.times})" if row.times > 1 else ""
    return f"{say(how)}: {row.why}{many}" if row.why else f"{say(how)}{many}"
