"""`planner board`: the boards of the plan, their usual frame and their standing items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from planner.entrypoints.cli.doing import manner, tell, wrapped
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, clip, emit
from planner.entrypoints.cli.parameters import joined
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.board import Board
    from planner.usecases.blocks import TypedBlock
    from planner.usecases.edit_board import BoardWishes

board = command_group(
    "board",
    "Tilføj eller ret et udvalg.",
    examples=(
        "planner udvalg tilføj ØK Økonomiudvalget --noted-only",
        'planner udvalg ret --standing "Aktuelle sager=15" --break Frokost=45@12.00',
    ),
)
_PROVISIONAL = {"tidsrum": "window", "intet": "nothing"}
_LENGTH = click.IntRange(1, 480)


def with_blocks(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name standing items, breaks and the review."""
    written = "TITEL=MIN[@KL]"
    for option in (
        click.option("--review", multiple=True, metavar=written, help="Gennemgang af kommende møder."),
        click.option("--break", "breaks", multiple=True, metavar=written, help="Pause på hvert møde."),
        click.option("--standing", multiple=True, metavar=written, help="Fast punkt på hvert møde."),
    ):
        function = option(function)
    return function


def blocks_from(
    standing: tuple[str, ...], breaks: tuple[str, ...], review: tuple[str, ...]
) -> tuple[TypedBlock, ...]:
    """What those options named."""
    from planner.usecases.blocks import TypedBlock  # noqa: PLC0415 -- slow import

    return (
        *(TypedBlock("standing", text) for text in standing),
        *(TypedBlock("break", text) for text in breaks),
        *(TypedBlock("review", text) for text in review),
    )


def _usual(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `add` and `edit` share."""
    days = "DAGE|nej"
    options = (
        click.option("--weekday", metavar="DAG", help="Den faste mødedag."),
        click.option("--start", metavar="KL", help="Hvornår møderne begynder."),
        click.option("--end", metavar="KL", help="Hvornår møderne slutter."),
        click.option("--place", metavar="STED", help="Hvor møderne holdes."),
        click.option("--room", metavar="POSTKASSE", help="Lokalet, der bookes til møderne (ingen: intet)."),
        click.option(
            "--channel", metavar="KANAL", help="Hvordan folk får besked: ews, mail, ics eller none."
        ),
        click.option("--language", type=click.Choice(["da", "no", "sv", "en"]), help="Dokumenternes sprog."),
        click.option(
            "--unclassified",
            type=click.Choice(["open", "closed"]),
            help="Hvad et punkt uden oplysning om åbenhed regnes for.",
        ),
        click.option("--orientering", type=_LENGTH, metavar="MIN", help="Længde, når ingen er givet."),
        click.option("--droeftelse", type=_LENGTH, metavar="MIN", help="Det samme for drøftelse."),
        click.option("--beslutning", type=_LENGTH, metavar="MIN", help="Det samme for beslutning."),
        click.option("--lock-days", metavar=days, help="Dage før mødet, hvor tidsplanen låses."),
        click.option(
            "--dispatch-days", metavar=days, help="Dage før mødet, hvor dagsordenen sendes ved udgivelse."
        ),
        click.option(
            "--provisional",
            type=click.Choice(list(_PROVISIONAL)),
            help="Hvad oplægsholdere får, før tidsplanen er låst.",
        ),
        click.option(
            "--tolerance",
            type=click.IntRange(0, 120),
            metavar="MIN",
            help="Forskydninger under dette sendes ikke efter låsningen.",
        ),
        click.option(
            "--hold/--no-hold", "holds", default=None, help="Foreløbige aftaler for punkter på flere datoer."
        ),
        click.option("--papers", metavar="FRIST|nej", help="Frist for materiale: “5 hverdage før kl. 12”."),
        click.option("--agenda", metavar="FRIST|nej", help="Frist for at sende dagsordenen: “4 hverdage”."),
        click.option("--saturday/--no-saturday", "saturdays", default=None, help="Lørdag er en hverdag."),
        click.option(
            "--day-counts/--day-before", "day_counts", default=None, help="Om fristens egen dag tæller med."
        ),
        click.option("--days-off", metavar="DAGE", help="Egne lukkedage: “1/5 5/6 24/12 31/12” eller ingen."),
        click.option(
            "--reminders", metavar="HVORNÅR|nej", help="Hvornår påmindelser sendes: “hverdage kl. 8”."
        ),
        click.option(
            "--forward-look", metavar="HVORNÅR|nej", help="Hvornår ugens fremblik sendes: “torsdag kl. 14”."
        ),
        click.option("--digest", metavar="HVORNÅR|nej", help="Hvornår sekretariatet får sin liste."),
        click.option(
            "--remind-days",
            type=click.IntRange(0, 30),
            metavar="DAGE",
            help="Hverdage før en frist, hvor der mindes om den.",
        ),
        click.option(
            "--quiet-hours", metavar="TIMER|nej", help="Stille timer, hvor ingen mindes om noget: “20-7”."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@board.writing("add", examples=("planner udvalg tilføj ØK Økonomiudvalget --noted-only",))
@click.argument("code", metavar="KODE")
@click.argument("name", nargs=-1, required=True, metavar="NAVN")
@click.option("--noted-only", is_flag=True, help="Et andet organ: dets møder noteres kun.")
@_usual
def add(
    app: App,
    code: str,
    name: tuple[str, ...],
    *,
    noted_only: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
    **usual: Any,
) -> None:
    """Tilføj et udvalg mere."""
    from planner.usecases.edit_board import AddBoard, add_board  # noqa: PLC0415 -- slow import

    how = manner(app, (code, *name), dry_run=dry_run, why=why)
    command = AddBoard(_wishes(code, joined(name), usual), how, own=not noted_only)
    tell(add_board(command, store=app.store(), clock=app.clock), as_json=as_json)


@board.writing(
    "edit",
    examples=(
        "planner udvalg ret --end 12.00",
        "planner udvalg ret --lock-days 5 --dispatch-days 3",
        'planner udvalg ret --standing "Aktuelle sager=15"',
    ),
)
@click.option("--code", metavar="KODE", help="Ny kode.")
@click.option("--name", metavar="NAVN", help="Nyt navn.")
@_usual
@with_blocks
@click.option("--remove-block", "no_blocks", multiple=True, metavar="TITEL", help="Fjern et fast punkt.")
def edit(
    app: App,
    *,
    code: str | None,
    name: str | None,
    standing: tuple[str, ...],
    breaks: tuple[str, ...],
    review: tuple[str, ...],
    no_blocks: tuple[str, ...],
    as_json: bool,
    dry_run: bool,
    why: str | None,
    **usual: Any,
) -> None:
    """Ret udvalget (vælg et andet med --board): tid, sted, faste punkter og pauser.

    Møder, der allerede er planlagt, beholder deres tid.
    """
    from planner.usecases.edit_board import EditBoard, edit_board  # noqa: PLC0415 -- slow import

    how = manner(app, dry_run=dry_run, why=why)
    command = EditBoard(_wishes(code, name, usual), how, blocks_from(standing, breaks, review), no_blocks)
    tell(edit_board(command, store=app.store(), clock=app.clock), as_json=as_json)


@board.reading("list", examples=("planner udvalg liste",))
def list_(app: App, *, as_json: bool) -> None:
    """Se udvalgene i planen."""
    with app.reader() as reader:
        found = reader.boards()
    emit(found, as_json=as_json, render=_lines)


def _lines(boards: tuple[Board, ...], places: int) -> Iterator[Line]:
    from planner.domain.wording import clock, day_name  # noqa: PLC0415 -- slow import

    for one in boards:
        day = f"{say(day_name(one.weekday))} " if one.weekday is not None else ""
        when = f"{day}{clock(one.start)}-{clock(one.end)}" if one.own else say("møderne noteres kun")
        yield [(f"{clip(one.code, 9):<10}", "id"), (f"{clip(one.name, 39):<40}", ""), (when, "muted")]
        if one.own:
            yield from wrapped(f"   {say(_habits(one))}", places, "muted")
            yield from wrapped(f"   {say(_deadlines(one))}", places, "muted")


def _habits(one: Board) -> str:
    """What the board does by itself when a plan is published."""
    from planner.domain.stages import days_before  # noqa: PLC0415 -- slow import

    early = "et tidsrum" if one.provisional == "window" else "intet"
    holds = "sendes" if one.holds else "sendes ikke"
    return (
        f"Tidsplanen låses {days_before(one.lock_days)}, dagsordenen sendes {days_before(one.dispatch_days)}. "
        f"Før låsningen får oplægsholdere {early}; derefter sendes forskydninger fra {one.tolerance} min. "
        f"Foreløbige aftaler {holds}."
    )


def _deadlines(one: Board) -> str:
    """When papers are due, how that is counted, and who is reminded when."""
    from planner.domain.deadlines import days_off_words, rule_words  # noqa: PLC0415 -- slow import
    from planner.domain.quiet import quiet_words  # noqa: PLC0415 -- slow import

    saturdays = "tæller" if one.saturdays else "tæller ikke"
    last = "tæller med" if one.day_counts else "tæller ikke med"
    return (
        f"Frist for materiale: {rule_words(one.papers_days, one.papers_at)}, for dagsordenen: "
        f"{rule_words(one.agenda_days, one.agenda_at)}; lørdag {saturdays}, fristens egen dag {last}, "
        f"egne lukkedage: {days_off_words(one)}. Påmindelser: {one.reminders or 'nej'}, "
        f"{one.remind_days} hverdage før en frist, stille timer: {quiet_words(one)}; "
        f"sekretariatets liste: {one.digest or 'nej'}."
    )


def _wishes(code: str | None, name: str | None, usual: dict[str, Any]) -> BoardWishes:
    from planner.domain.wording import parse_clock, parse_weekday  # noqa: PLC0415 -- slow import
    from planner.usecases.edit_board import BoardWishes  # noqa: PLC0415 -- slow import

    read = {
        "weekday": parse_weekday(usual["weekday"]) if usual["weekday"] else None,
        "start": parse_clock(usual["start"]) if usual["start"] else None,
        "end": parse_clock(usual["end"]) if usual["end"] else None,
        "provisional": _PROVISIONAL[usual["provisional"]] if usual["provisional"] else None,
    }
    return BoardWishes(code, name, **{**usual, **read})
