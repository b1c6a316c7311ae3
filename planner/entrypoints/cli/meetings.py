"""`planner meeting`, `cancel` and `absent`: meetings, and who cannot attend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.entrypoints.cli.doing import insisting, manner, tell
from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.parameters import Function, writing_command
from planner.wiring import App

if TYPE_CHECKING:
    from planner.usecases.add_meeting import Frame

meeting = command_group(
    "meeting",
    "Tilføj, flyt, aflys eller ret et møde.",
    examples=("planner møde tilføj 5/12 --start 13.00 --end 15.00", "planner møde flyt 18/12 til 19/12"),
)
_start = click.option("--start", metavar="KL", help="Hvornår mødet begynder.")
_end = click.option("--end", metavar="KL", help="Hvornår mødet slutter.")
_place = click.option("--place", metavar="STED", help="Hvor mødet holdes.")
_room = click.option("--room", metavar="POSTKASSE", help="Lokalet, der bookes; “ingen”: intet lokale.")
_teams = click.option("--teams", metavar="LINK", help="Linket til mødet i Teams.")
_note = click.option("--note", metavar="TEKST", help="En note, der vises ved datoen.")
_groups = click.option(
    "--group", "groups", multiple=True, metavar="GRUPPE", help="En gruppe, der deltager i hele mødet."
)


@meeting.writing("add", examples=("planner møde tilføj 5/12", "planner møde tilføj 4/12 og 11/12"))
@click.argument("words", nargs=-1, required=True, metavar="DATO...")
@_start
@_end
@_place
@_room
@_teams
@_note
@_groups
@click.option("--extraordinary", is_flag=True, help="Ekstraordinært møde.")
@insisting
def add(
    app: App,
    words: tuple[str, ...],
    *,
    start: str | None,
    end: str | None,
    place: str | None,
    room: str | None,
    teams: str | None,
    note: str | None,
    groups: tuple[str, ...],
    extraordinary: bool,
    force: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Tilføj et møde. Uden --start og --end får det udvalgets sædvanlige tid."""
    from planner.usecases.add_meeting import AddMeetings, add_meetings  # noqa: PLC0415 -- slow import

    frame = _frame(start, end, place, note, groups, room, teams, extraordinary=extraordinary or None)
    command = AddMeetings(words, manner(app, words, dry_run=dry_run, why=why, force=force), frame)
    tell(add_meetings(command, store=app.store(), clock=app.clock), as_json=as_json)


@meeting.writing("move", examples=("planner møde flyt 18/12 19/12", "planner møde flyt 18/12 til 19/12"))
@click.argument("words", nargs=-1, required=True, metavar="DATO DATO")
@insisting
def move(
    app: App, words: tuple[str, ...], *, force: bool, as_json: bool, dry_run: bool, why: str | None
) -> None:
    """Flyt et møde til en anden dag. Punkterne følger med."""
    from planner.usecases.move_meeting import MoveMeeting, move_meeting  # noqa: PLC0415 -- slow import

    command = MoveMeeting(words, manner(app, words, dry_run=dry_run, why=why, force=force))
    tell(move_meeting(command, store=app.store(), clock=app.clock), as_json=as_json)


@meeting.writing(
    "edit", examples=('planner møde ret 27/11 --end 12.00 --note "Borgmesteren deltager fra kl. 10"',)
)
@click.argument("words", nargs=-1, required=True, metavar="DATO")
@_start
@_end
@_place
@_room
@_teams
@_note
@_groups
@click.option("--extraordinary/--ordinary", default=None, help="Ekstraordinært eller ordinært møde.")
@insisting
def edit(
    app: App,
    words: tuple[str, ...],
    *,
    start: str | None,
    end: str | None,
    place: str | None,
    room: str | None,
    teams: str | None,
    note: str | None,
    groups: tuple[str, ...],
    extraordinary: bool | None,
    force: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> None:
    """Ret et møde. En tom tekst ("") fjerner sted, note eller Teams-link, og giver det sædvanlige lokale igen."""
    from planner.usecases.edit_meeting import EditMeeting, edit_meeting  # noqa: PLC0415 -- slow import

    frame = _frame(start, end, place, note, groups, room, teams, extraordinary=extraordinary)
    command = EditMeeting(words, manner(app, words, dry_run=dry_run, why=why, force=force), frame)
    tell(edit_meeting(command, store=app.store(), clock=app.clock), as_json=as_json)


def _cancel(
    app: App, words: tuple[str, ...], *, propose: bool, as_json: bool, dry_run: bool, why: str | None
) -> int | None:
    """Aflys et møde, gerne med grunden. Dets punkter afventer igen en dato.

    I en terminal foreslås der straks nye datoer til dem.
    """
    from planner.entrypoints.cli.repair import tell_and_repair  # noqa: PLC0415 -- slow import
    from planner.usecases.cancel_meeting import CancelMeeting, cancel_meeting  # noqa: PLC0415 -- slow import

    command = CancelMeeting(words, manner(app, words, dry_run=dry_run, why=why))
    done = cancel_meeting(command, store=app.store(), clock=app.clock)
    return tell_and_repair(app, done, as_json=as_json, wanted=propose)


_proposing = click.option("--propose", is_flag=True, help="Foreslå straks nye datoer til de berørte punkter.")


def _day_and_reason(command: Function) -> Function:
    words = click.argument("words", nargs=-1, required=True, metavar="DATO [GRUND]")
    return words(_proposing(command))


# The same command stands by itself ("planner aflys 18/12") and under `meeting`.
cancel = writing_command("cancel", examples=("planner aflys 18/12 fælles lederdag",))(
    _day_and_reason(_cancel)
)
meeting.writing("cancel", examples=("planner møde aflys 18/12 fælles lederdag",))(_cancel)


@writing_command(
    examples=("planner afbud Bo Ravn 27/11", "planner afbud BR uge 48", "planner afbud BR 27/11 --attends")
)
@click.argument("words", nargs=-1, required=True, metavar="NAVN DATO")
@click.option("--note", metavar="TEKST", help="En note.")
@click.option("--attends", is_flag=True, help="Deltager alligevel.")
@_proposing
def absent(
    app: App,
    words: tuple[str, ...],
    *,
    note: str | None,
    attends: bool,
    propose: bool,
    as_json: bool,
    dry_run: bool,
    why: str | None,
) -> int | None:
    """Notér, at nogen ikke kan deltage: en dag, flere dage eller en uge.

    I en terminal foreslås der straks en anden dato til de punkter, som personen fremlægger eller er ansvarlig for.
    """
    from planner.entrypoints.cli.repair import tell_and_repair  # noqa: PLC0415 -- slow import
    from planner.usecases.note_absence import NoteAbsence, note_absence  # noqa: PLC0415 -- slow import

    command = NoteAbsence(words, manner(app, words, dry_run=dry_run, why=why), note, attends)
    done = note_absence(command, store=app.store(), clock=app.clock)
    return tell_and_repair(app, done, as_json=as_json, wanted=propose)


def _frame(
    start: str | None,
    end: str | None,
    place: str | None,
    note: str | None,
    groups: tuple[str, ...],
    room: str | None,
    teams: str | None,
    *,
    extraordinary: bool | None,
) -> Frame:
    from planner.domain.wording import parse_clock  # noqa: PLC0415 -- slow import
    from planner.usecases.add_meeting import Frame  # noqa: PLC0415 -- slow import

    return Frame(
        parse_clock(start) if start else None,
        parse_clock(end) if end else None,
        place,
        note,
        extraordinary,
        groups,
        room,
        teams,
    )
