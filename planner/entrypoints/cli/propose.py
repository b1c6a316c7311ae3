"""`planner propose`: the best plan for the coming meetings, why, who would be told, and a question."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import BadUsage
from planner.entrypoints.cli.asking import ask, choose, is_interactive
from planner.entrypoints.cli.command import PlannerCommand
from planner.entrypoints.cli.doing import done_lines, manner
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import show, to_json, width
from planner.entrypoints.cli.parameters import writing_command
from planner.entrypoints.cli.progress import searching
from planner.wiring import App

if TYPE_CHECKING:
    from planner.domain.board import Board
    from planner.ports import Store
    from planner.usecases.propose import Ask, Worked
    from planner.usecases.step import Done, Manner
    from planner.usecases.who_hears import Published

# Said before a proposal that is not the best one.
FIRST_BID = "Det, der finder den bedste plan, er ikke installeret, så forslaget er kun et første bud:"
# Options that take every word up to the next option.
_TAKES_ALL = ("--only", "--keep", "--accept", "--board")


class ProposeCommand(PlannerCommand):
    """The command whose options may name several items, dates or boards: "--only 12 14 --keep 27/11"."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give each of the words the option that they stand after."""
        spelled: list[str] = []
        option, has_words = "", True
        for arg in [*args, "-"]:
            if arg == "--accept=" or (option == "--accept" and not arg.strip()):
                raise BadUsage(
                    "Hvilke punkter? Der står et tomt ord.", hint="--accept alene gennemfører det hele."
                )
            if not arg.startswith("-"):
                spelled.append(f"{option}={arg}" if option else arg)
                has_words = True
                continue
            if option and not has_words:
                spelled.append(f"{option}=")
            option, has_words = (arg, False) if arg in _TAKES_ALL else ("", True)
            if not option:
                spelled.append(arg)
        spelled.pop()
        return super().parse_args(ctx, spelled)


@writing_command(
    cls=ProposeCommand,
    examples=(
        "planner foreslå",
        "planner foreslå --weeks 8 --keep 27/11",
        "planner foreslå --only 12 14",
        "planner foreslå --accept",
        "planner foreslå --accept 12 14",
    ),
)
@click.option("--weeks", type=click.IntRange(1, 104), metavar="N", help="Se så mange uger frem.")
@click.option("--only", multiple=True, metavar="PUNKT...", help="Kun disse punkter må sættes og flyttes.")
@click.option("--make-room", is_flag=True, help="Med --only: andre punkter må flyttes for at give plads.")
@click.option("--keep", multiple=True, metavar="DATO...", help="Møder, der skal blive, som de er.")
@click.option(
    "--board", "boards", multiple=True, metavar="KODE...", help="Flere udvalg, der planlægges sammen."
)
@click.option("--accept", multiple=True, metavar="[PUNKT...]", help="Gennemfør forslaget, eller den del.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    metavar="N",
    help="Stop efter så lang tid; så er det ikke sikkert, at samme plan giver samme forslag.",
)
def propose(
    app: App,
    *,
    weeks: int | None,
    only: tuple[str, ...],
    make_room: bool,
    keep: tuple[str, ...],
    boards: tuple[str, ...],
    accept: tuple[str, ...],
    seconds: float | None,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> int | None:
    """Foreslå den bedste plan: datoer til det, der afventer, valg mellem foreløbige datoer, og rækkefølgen.

    Hver ændring har sin grund. Der ændres så lidt som muligt af det, folk har fået at vide, og intet, før forslaget
    er accepteret. Punkter med et fast klokkeslæt bliver, hvor de er, hvis de ikke er nævnt med --only. Hvad der tæller hvor meget, står i indstillingerne under [propose].
    """
    if make_room and not only:
        raise BadUsage(
            "--make-room hører sammen med --only.",
            hint="Uden --only må alle punkter flyttes i forvejen: planner foreslå",
        )
    if boards:
        # The step that is accepted belongs to the first of them.
        app = App(app.options._replace(board=boards[0]))
    with app.reader() as reader:
        chosen = tuple(dict.fromkeys(app.board(reader, code) for code in boards)) or (app.board(reader),)
    wanted = replace(
        usual(app, *chosen, seconds=seconds),
        only=only,
        yielding=make_room,
        keep=(" ".join(keep),) if keep else (),
    )
    if weeks is not None:
        wanted = replace(wanted, weeks=weeks)
    how = manner(app, dry_run=dry_run, why=why)
    return offer(app, wanted, how, accept, as_json=as_json)


def offer(app: App, wanted: Ask, how: Manner, accepted: Sequence[str] = (), *, as_json: bool) -> int | None:
    """Work a proposal out, show it, and carry it out where that is asked for or answered."""
    from planner.usecases.propose import propose as best  # noqa: PLC0415 -- slow import

    worked = work_out(app, partial(best, wanted))
    words = tuple(word for word in accepted if word)
    if words or (accepted and not worked.proposal.is_empty):
        done = _carried_out(app, worked, how, words)
        if as_json:
            print(to_json({**plain(worked), "done": done.plain()}))
        else:
            show(done_lines(done, width()))
    elif as_json:
        print(to_json({**plain(worked), "done": None}))
    else:
        put_forward(app, worked, how)
    return None


def put_forward(app: App, worked: Worked, how: Manner) -> None:
    """Show a proposal, and ask whether to carry it out where somebody can answer."""
    from planner.entrypoints.cli.screen_propose import proposal_lines  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_ways import how_to_accept, ways_out  # noqa: PLC0415 -- slow import

    named = app.options.board is not None

    show(proposal_lines(worked.proposal, width()))
    show(ways_out(worked, width(), named=named))
    if worked.proposal.is_empty:
        return
    if not is_interactive():
        show(how_to_accept(worked, width(), named=named))
        return
    answer = choose(say("Skal forslaget gennemføres?"), {"j": "ja", "n": "nej", "d": "del af det"})
    if answer == "n":
        print(say("Intet er ændret."))
        return
    # Answered as people write: "8 16", "8, 16" or "8 og 16".
    some = ask(say("Hvilke punkter?")).replace(",", " ").split() if answer == "d" else []
    words = tuple(word for word in some if word not in ("og", "and"))
    show(done_lines(_carried_out(app, worked, how, words), width()))


def work_out(app: App, find: Callable[..., Worked]) -> Worked:
    """The proposal, found while somebody may watch how far it is; Ctrl-C keeps the best so far.

    Without an engine it is a first bid, and that is said.
    """
    from planner.domain.errors import SolverMissing  # noqa: PLC0415 -- slow import
    from planner.domain.planning.greedy import Greedy  # noqa: PLC0415 -- slow import
    from planner.usecases.proposal_hearers import with_hearers  # noqa: PLC0415 -- slow import

    store, clock = app.late_store(), app.clock
    try:
        with searching() as watch:
            worked = find(store=store, clock=clock, solver=app.solver(), watch=watch)
    except SolverMissing as missing:
        print(f"{say(FIRST_BID)} {missing.hint}", file=sys.stderr)
        worked = find(store=store, clock=clock, solver=Greedy())
    return with_hearers(worked, store=store, clock=clock, hears=partial(_hears, app))


def plain(worked: Worked) -> dict[str, Any]:
    """The proposal as JSON."""
    return {item.name: getattr(worked.proposal, item.name) for item in fields(worked.proposal)}


def usual(app: App, *boards: Board, seconds: float | None = None) -> Ask:
    """What is asked where nobody says otherwise: as far ahead as the look, by the points of the settings."""
    from planner.domain.planning.problem import Limits  # noqa: PLC0415 -- slow import
    from planner.domain.planning.weights import Weights  # noqa: PLC0415 -- slow import
    from planner.usecases.propose import Ask  # noqa: PLC0415 -- slow import

    settings = app.settings
    points = {one.name: getattr(settings, f"propose_{one.name}") for one in fields(Weights)}
    weeks = settings.weeks if "look.weeks" in settings.sources else None
    return Ask(
        boards, weeks, weights=Weights(**points), levels=settings.rules, limits=Limits(seconds=seconds)
    )


def _carried_out(app: App, worked: Worked, how: Manner, words: tuple[str, ...]) -> Done:
    from planner.usecases.propose import accept  # noqa: PLC0415 -- slow import

    return accept(worked, how, words, store=app.store(), clock=app.clock)


def _hears(app: App, board: Board, store: Store) -> Published:
    from planner.usecases.publish import PublishPlan, publish  # noqa: PLC0415 -- slow import

    command = PublishPlan(board, app.by, app.usual_way(board), app.sender(board), language=app.language)
    return publish(command, store=store, clock=app.clock, new_key=app.new_key)
