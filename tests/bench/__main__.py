"""The benchmarks: ratios within one run, printed as a Markdown table with what was promised.

`python -m tests.bench [--items N]`: N is the size of the large database (a million).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from tests.bench import measuring
from tests.bench.exchange import exchange
from tests.bench.generate import NOW, generate
from tests.bench.idle import idle
from tests.bench.letters import letters
from tests.bench.proposing import proposing

SMALL = 1_000
PLANNER = ("-c", "from planner.__main__ import main; main()")  # as the installed command does
ROOT = Path(__file__).resolve().parents[2]
BARE_DOCX = "python-docx, all text and cells"
BARE_PDF = "pypdfium2, all characters and lines with their places"
MINUTES = ROOT / "scripts" / "demo-documents" / "referat_2025-09-03.docx"


def main() -> None:
    """Make the databases, measure, print."""
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--items", type=int, default=1_000_000, help="size of the large database")
    items = parser.parse_args().items
    print("| what | ms | against | ms | ratio | at most |\n|---|---:|---|---:|---:|---:|")
    with TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        print("Making the databases ...", file=sys.stderr)
        shown = {small: generate(small, SMALL)[0], large: generate(large, items)[0]}
        starts(small, large, items, shown)
        writes(small, shown[small])
        proposing(Path(folder), row, counted)
        reads(Path(folder))
        exchange(Path(folder), row, counted)
        idle(Path(folder), counted)
        letters(Path(folder), row, counted)


def starts(small: Path, large: Path, items: int, shown: dict[Path, int]) -> None:
    """Cold starts of what is typed most, and that history costs nothing."""

    def planner(database: Path, *words: str) -> list[str]:
        return [*PLANNER, "--db", str(database), "--now", NOW.isoformat(), *words]

    few, many = f"{SMALL:,} items", f"{items:,} items"
    best = measuring.commands(
        {
            "import click, sqlite3": ["-c", "import click, sqlite3"],
            "planner --help": [*PLANNER, "--help"],
            f"planner look, {few}": planner(small, "look"),
            f"planner look, {many}": planner(large, "look"),
            f"planner backlog, {few}": planner(small, "backlog"),
            f"planner backlog, {many}": planner(large, "backlog"),
            f"planner show ITEM, {few}": planner(small, "show", str(shown[small])),
            f"planner show ITEM, {many}": planner(large, "show", str(shown[large])),
        }
    )
    row(best, "planner --help", "import click, sqlite3", 1.5)
    row(best, f"planner look, {few}", "import click, sqlite3", 2.0)
    row(best, f"planner look, {many}", "import click, sqlite3", 2.0)
    for command in ("look", "backlog", "show ITEM"):
        row(best, f"planner {command}, {many}", f"planner {command}, {few}", 1.2)


def writes(database: Path, item: int) -> None:
    """A cold `assign`, against the import of the library that it must write with."""
    now = [*PLANNER, "--db", str(database), "--now", NOW.isoformat()]
    best = measuring.commands(
        {
            "import sqlalchemy": ["-c", "import sqlalchemy"],
            "planner assign": [*now, "assign", str(item), "20/11"],
            "planner unassign": [*now, "unassign", str(item)],
        }
    )
    row(best, "planner assign", "import sqlalchemy", 1.8)


def reads(folder: Path) -> None:
    """Reading a document in process, against the bare extraction by the library that is used."""
    import docx
    import pypdfium2

    from planner.adapters.documents.read import read_bytes
    from planner.domain.minutes.reader import read_minutes
    from planner.wiring import App, Options
    from tests.bench.as_pdf import as_pdf

    lexicons = App(Options()).lexicons()
    understood = partial(read_minutes, lexicons=lexicons)
    pdf, text = folder / "referat.pdf", folder / "referat.txt"
    as_pdf(MINUTES, pdf)
    text.write_text(plain(docx.Document(str(MINUTES))), encoding="utf-8")

    def bare_docx() -> object:
        return plain(docx.Document(str(MINUTES)))

    def plain_pdf() -> object:
        return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]

    def bare_pdf() -> object:
        return [placed(page) for page in pypdfium2.PdfDocument(pdf)]

    timed: dict[str, Callable[[], object]] = {
        BARE_DOCX: bare_docx,
        BARE_PDF: bare_pdf,
        "pypdfium2, plain text": plain_pdf,
    }
    for name, file in (("DOCX", MINUTES), ("PDF", pdf), ("text", text)):
        timed[f"read {name}, layout only"] = partial(read_bytes, file.name, file.read_bytes())
        timed[f"read {name}"] = partial(read, file, read_bytes, understood)
    start = process_time()
    read(text, read_bytes, understood)
    print(f"| read text, the first time in a process | {(process_time() - start) * 1000:.0f} | | | | |")
    best = measuring.functions(timed, rounds=25, clock=process_time)
    row(best, "read DOCX", BARE_DOCX, 3.0)
    row(best, "read PDF, layout only", BARE_PDF, 1.5)
    row(best, "read PDF", BARE_PDF, 1.5)
    row(best, "read PDF", "pypdfium2, plain text")
    size = text.stat().st_size / 10_000
    print(f"| read text, per 10 kB | {best['read text'] / size:.1f} | | | | 20 ms |")
    children(pdf, text)


def read(file: Path, layout: Callable[..., Any], meaning: Callable[[Any], object]) -> object:
    """A file read and understood."""
    return meaning(layout(file.name, file.read_bytes()))


def placed(page: Any) -> object:
    """What any reader of a layout must ask a page for: its text, the place of each character, the lines drawn."""
    from pypdfium2 import raw

    text = page.get_textpage()
    boxes = [text.get_charbox(number, loose=True) for number in range(text.count_chars())]
    lines = [path.get_bounds() for path in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,))]
    return text.get_text_range(), boxes, lines


def children(pdf: Path, text: Path) -> None:
    """What the child process of a foreign file adds: an interpreter that imports the reader and its library."""
    loaded = "import sys, pathlib, planner.adapters.documents.child as child; p = pathlib.Path(sys.argv[1]); "
    inside = "from planner.adapters.documents.read import read_bytes; read_bytes(p.name, p.read_bytes())"
    readers = {
        "text": (text, "read_text"),
        "DOCX": (MINUTES, "read_docx, docx"),
        "PDF": (pdf, "read_pdf, pypdfium2"),
    }
    for name, (file, modules) in readers.items():
        first, *library = modules.split(", ")
        imported = ", ".join(
            (f"planner.adapters.documents.{first}", "planner.adapters.documents.worker", *library)
        )
        best = measuring.commands(
            {
                "child": ["-c", f"{loaded} child.read_file(p)", str(file)],
                "in process": ["-c", loaded + inside, str(file)],
                "start": ["-c", f"import {imported}"],
            },
            rounds=25,
        )
        start = f"interpreter and import {', '.join(('the reader', *library))}"
        best[f"child process, {name}"] = best["child"] - best["in process"]
        best[start] = best["start"]
        row(best, f"child process, {name}", start, 1.0)


def plain(document: object) -> str:
    """Every paragraph and every cell of a Word document."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def row(best: dict[str, float], measured: str, against: str, most: float | None = None) -> None:
    """One line of the table; without `most` nothing is promised."""
    ratio = best[measured] / best[against]
    print(
        f"| {measured} | {best[measured]:.0f} | {against} | {best[against]:.0f} | {ratio:.2f} | {most or ''} |",
        flush=True,
    )


def counted(what: str, count: float, most: float) -> None:
    """One line of the table about something that is counted."""
    print(f"| {what} | | | | {count} | {most} |", flush=True)


if __name__ == "__main__":
    main()
