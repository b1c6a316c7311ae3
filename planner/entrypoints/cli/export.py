"""`planner export`: the whole plan, or its history, as JSON."""

from __future__ import annotations

import click

from planner.entrypoints.cli.output import emit
from planner.entrypoints.cli.parameters import reading_command
from planner.wiring import App


@reading_command(examples=("planner eksport > plan.json", "planner eksport --journal > historik.json"))
@click.option("--journal", is_flag=True, help="Historikken: hvert trin med det, der blev ændret.")
def export(app: App, *, journal: bool, as_json: bool) -> None:
    """Skriv hele planen (eller dens historik) som JSON: alle udvalg, eller det ene, som --board nævner."""
    from planner.usecases.export import export_journal, export_plan  # noqa: PLC0415 -- slow import

    del as_json  # it is JSON anyway
    with app.reader() as reader:
        board = app.board(reader).id if app.options.board else None
        view = export_journal(reader, board) if journal else export_plan(reader, board)
    emit(view, as_json=True, render=lambda _, __: [])
