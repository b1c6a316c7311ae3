"""The benchmarks: ratios within one run, printed as a Markdown table with what was promised.

`python -m tests.bench [--items N]`: N is the size of the large database (a million).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import measuring
from tests.bench.generate import NOW, generate

SMALL = 1_000
PLANNER = ("-c", "from planner.__main__ import main; main()")  # as the installed command does
ROOT = Path(__file__).resolve().parents[2]
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
        reads(Path(folder))


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
    pdf, text = folder / "referat.pdf", folder / "referat.txt"
    as_pdf(MINUTES, pdf)
    text.write_text(plain(docx.Document(str(MINUTES))), encoding="utf-8")

    def read(file: Path) -> object:
        return read_minutes(read_bytes(file.name, file.read_bytes()), lexicons)

    def bare_docx() -> object:
        return plain(docx.Document(str(MINUTES)))

    def bare_pdf() -> object:
        pages = (page.get_textpage() for page in pypdfium2.PdfDocument(pdf))
        return [
            (page.get_text_range(), [page.get_charbox(n) for n in range(page.count_chars())])
            for page in pages
        ]

    best = measuring.functions(
        {
            "read DOCX": lambda: read(MINUTES),
            "python-docx, all text and cells": bare_docx,
            "read PDF": lambda: read(pdf),
            "pypdfium2, all characters with their places": bare_pdf,
            "read text": lambda: read(text),
        },
        rounds=7,
    )
    row(best, "read DOCX", "python-docx, all text and cells", 3.0)
    row(best, "read PDF", "pypdfium2, all characters with their places", 1.5)
    size = text.stat().st_size / 10_000
    print(f"| read text, per 10 kB | {best['read text'] / size:.1f} | | | | 20 ms |")
    children(folder, pdf, text)


def children(folder: Path, pdf: Path, text: Path) -> None:
    """What the child process of a foreign file adds: an interpreter and the library it reads with."""
    reading = "import sys; from planner.adapters.documents.child import read_file; read_file(sys.argv[1])"
    inside = (
        "import sys, pathlib; from planner.adapters.documents.read import read_bytes;"
        " p = pathlib.Path(sys.argv[1]); read_bytes(p.name, p.read_bytes())"
    )
    for name, file, library in (
        ("text", text, "sys"),
        ("DOCX", MINUTES, "docx"),
        ("PDF", pdf, "pypdfium2"),
    ):
        best = measuring.commands(
            {
                "child": ["-c", reading, str(file)],
                "in process": ["-c", inside, str(file)],
                "start": ["-c", f"import {library}"],
            },
            rounds=7,
        )
        best[f"child process, {name}"] = best["child"] - best["in process"]
        best[f"interpreter and import {library}"] = best["start"]
        row(best, f"child process, {name}", f"interpreter and import {library}", 1.0)


def plain(document: object) -> str:
    """Every paragraph and every cell of a Word document."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def row(best: dict[str, float], measured: str, against: str, most: float) -> None:
    """One line of the table."""
    ratio = best[measured] / best[against]
    print(
        f"| {measured} | {best[measured]:.0f} | {against} | {best[against]:.0f} | {ratio:.2f} | {most} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
