"""What people and programs get to see: one view, as JSON or as lines.

A renderer yields lines; a line is a string or a list of (text, style) spans. Styles are the words of
STYLES below: rich is imported only when stdout is a terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO, TypeVar

Span = tuple[str, str]
Line = str | Sequence[Span]
View = TypeVar("View")

# What a renderer may call a piece of text -> how rich shows it.
STYLES = {
    "": "",
    "title": "bold",
    "heading": "bold",
    "id": "cyan",
    "muted": "dim",
    "guess": "dim",
    "held": "yellow",
    "ok": "green",
    "hint": "blue",
    "warn": "yellow",
    "block": "bold red",
}
PIPED_WIDTH = 80


def emit(view: View, *, as_json: bool, render: Callable[[View, int], Iterable[Line]]) -> None:
    """Print the view: as JSON, or as the lines that `render(view, width)` makes of it."""
    if as_json:
        print(to_json(view))
    else:
        show(render(view, width()))


def to_json(view: object) -> str:
    """The view as JSON text: records and dataclasses in the order of their fields, dates as ISO texts."""
    import json  # noqa: PLC0415 -- slow import

    return json.dumps(_plain(view), ensure_ascii=False, indent=2)


def show(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Print lines: in colour on a terminal, plain anywhere else."""
    out = stream or sys.stdout
    if not is_coloured(out):
        for line in lines:
            print(plain(line).rstrip(), file=out)
        return
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.text import Text  # noqa: PLC0415 -- slow import

    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in lines:
        spans = [(line, "")] if isinstance(line, str) else line
        console.print(Text.assemble(*((text, STYLES[style]) for text, style in spans)))


def plain(line: Line) -> str:
    """The words of a line without their styles."""
    return line if isinstance(line, str) else "".join(text for text, _ in line)


def clip(text: str, room: int) -> str:
    """The text in at most `room` places, cut with "..." where it is longer."""
    return text if len(text) <= room else text[: max(room - 3, 0)].rstrip() + "..."[: max(room, 0)]


def width() -> int:
    """Places on a line: those of the terminal (60 to 120), or 80 when piped."""
    if not sys.stdout.isatty():
        return PIPED_WIDTH
    from shutil import get_terminal_size  # noqa: PLC0415 -- slow import

    return min(max(get_terminal_size((PIPED_WIDTH, 24)).columns, 60), 120)


def is_coloured(stream: TextIO) -> bool:
    """Whether colours may be used there: a terminal, and nobody asked for none (NO_COLOR)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def use_utf8() -> None:
    """Let æøå in and out right whatever the platform thinks; what cannot be shown is shown as its code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    names = getattr(value, "__dataclass_fields__", None) or getattr(value, "_fields", None)
    if names is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(value) if isinstance(value, set | frozenset) else value
        return [_plain(part) for part in parts]
    if hasattr(value, "isoformat"):
        # Wall times without seconds, as everywhere else in the plan.
        return value.strftime("%H:%M") if not hasattr(value, "year") else value.isoformat()
    message = f"no JSON form for {type(value).__name__}"
    raise TypeError(message)
