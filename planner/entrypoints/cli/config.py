"""`planner config show`: every setting, its value and where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.entrypoints.cli.group import command_group
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.output import Line, emit
from planner.wiring import App

config = command_group(
    "config",
    "Indstillingerne: hvad de er, og hvor de kommer fra.",
    examples=("planner konfig vis", "planner --config min.toml konfig vis --json"),
)
config.stand_for("show")


@config.reading("show", examples=("planner konfig vis",))
def show(app: App, *, as_json: bool) -> None:
    """Vis hver indstilling, dens værdi og hvor den kommer fra."""
    from planner.settings import own_file, shown  # noqa: PLC0415 -- slow import

    settings = app.settings
    view = {
        "file": settings.file,
        "own_file": own_file(),
        "database": app.database,
        "language": app.language,
        "by": app.by,
        "keys": [
            {"key": key, "value": value, "source": source, "meaning": meaning}
            for key, value, source, meaning in shown(settings)
        ],
    }
    emit(view, as_json=as_json, render=_lines)


def _lines(view: Mapping[str, Any], _width: int) -> Iterator[Line]:
    missing = say(f"ingen ({view['own_file']} findes ikke)")
    yield [(say("Indstillinger fra: "), "heading"), (view["file"] or missing, "")]
    yield [("Database:          ", "heading"), (view["database"], "")]
    yield [(say("Du er:             "), "heading"), (view["by"], "")]
    yield ""
    room = max(len(row["key"]) for row in view["keys"]) + 2
    for row in view["keys"]:
        source = "" if row["source"] == "standard" else say(f"  (fra {row['source']})")
        yield [(f"{row['key']:<{room}}", "id"), (row["value"] or "-", ""), (source, "muted")]
        yield [(f"{'':<{room}}{say(row['meaning'])}", "muted")]
