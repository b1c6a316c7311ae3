"""New dates, offered at once, for what a cancelled meeting or an absence has touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from planner.domain.errors import Refused
from planner.entrypoints.cli.asking import is_interactive
from planner.entrypoints.cli.doing import manner, tell, wrapped
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.names import COMMANDS
from planner.entrypoints.cli.output import show, to_json, width
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.propose import Worked
    from planner.usecases.step import Done, Manner


def tell_and_repair(app: App, done: Done, *, as_json: bool, wanted: bool) -> int | None:
    """Print what came of the command; on a terminal, or where it is `wanted`, propose what follows from it."""
    from planner.usecases.repair import left_without, returned  # noqa: PLC0415 -- slow import

    items = {**returned(done), **left_without(done)}
    asked = wanted or (is_interactive() and not as_json)
    if not asked or done.step is None:
        tell(done, as_json=as_json)
        return None
    if not as_json:
        tell(done, as_json=False)
    said: tuple[str, ...] = () if items or not wanted else ("Ingen punkter skal have en ny dato.",)
    worked = None
    try:
        worked = _worked(app, items) if items else None
    except Refused as nowhere:
        # What was asked for is done, whether or not there is anywhere to go from there.
        said = tuple(filter(None, (nowhere.sentence, nowhere.hint)))
    if as_json:
        from planner.entrypoints.cli.propose import plain  # noqa: PLC0415 -- slow import

        print(to_json({**done.plain(), "proposal": plain(worked) if worked is not None else None}))
    elif worked is not None:
        from planner.entrypoints.cli.propose import put_forward  # noqa: PLC0415 -- slow import

        print()
        put_forward(app, worked, _manner(app, items))
    else:
        show(line for one in said for line in wrapped(say(one), width(), "hint"))
    return None


def _manner(app: App, items: Mapping[int, str]) -> Manner:
    """As if the proposal had been asked for by its own command: the history says what was done."""
    words = (COMMANDS["propose"].danish[0], "--only", *map(str, sorted(items)), "--accept")
    return replace(manner(app, dry_run=False, why=None), command=" ".join(words))


def _worked(app: App, items: Mapping[int, str]) -> Worked:
    from planner.entrypoints.cli.propose import usual, work_out  # noqa: PLC0415 -- slow import
    from planner.usecases.repair import repair  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        asked = usual(app, app.board(reader))
    return work_out(app, partial(repair, asked, items))
