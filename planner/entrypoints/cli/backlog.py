"""`planner backlog`: what awaits a date, and whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.views.backlog import BacklogView


@reading_command(examples=("planner afventer",))
def backlog(app: App, *, as_json: bool) -> None:
    """Punkter som afventer dato, dem der har ventet længst først."""
    from planner.usecases.views.backlog import backlog as view  # noqa: PLC0415 -- slow import

    with app.reader() as reader:
        found = view(reader, app.board(reader), app.clock.now())
    emit(found, as_json=as_json, render=_lines)


def _lines(view: BacklogView, width: int) -> Iterator[Line]:
    from planner.domain.wording import short  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screen_look import waiting_line  # noqa: PLC0415 -- slow import
    from planner.entrypoints.cli.screens import INDENT, both_ends, folded  # noqa: PLC0415 -- slow import

    count = f"{len(view.items)}{'+' if view.more else ''}"
    yield both_ends(
        width,
        [(say(f"{view.board.name} · punkter som afventer dato ({count})"), "title")],
        (say(short(view.now)), ""),
    )
    yield ""
    if not view.items:
        yield say("Ingen punkter afventer dato.")
    for row in view.items:
        yield waiting_line(row, width)
        details = [
            say(f"ansvarlig: {row.responsible}") if row.responsible else "",
            say(f"afventer: {row.waits_for}") if row.waits_for else "",
            say(f"tidligst {short(row.after)}") if row.after else "",
            say(f"senest {short(row.by)}") if row.by else "",
            say(f"{row.minutes} min.") if row.minutes else "",
            say("har været på 1 gang" if row.returns == 1 else f"har været på {row.returns} gange")
            if row.returns
            else "",
        ]
        said = " · ".join(detail for detail in details if detail)
        for text in (said, row.note or ""):
            for part in folded(text, width - INDENT):
                if part:
                    yield [(" " * INDENT, ""), (part, "muted")]
