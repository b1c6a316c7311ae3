"""Foreign files that mean harm: each is refused with a sentence, in time, and nothing is half read."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from planner.adapters.documents.child import read_file, read_minutes_file
from planner.adapters.documents.lexicon import load_all
from planner.adapters.documents.limits import Limits
from planner.adapters.documents.read import read_bytes
from planner.domain.errors import UnreadableDocument
from planner.domain.minutes.reader import read_minutes
from tests.adapters.documents.plain import plain

DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def noise(seed: int) -> bytes:
    """Bytes without any order, the same in every run."""
    return b"".join(sha256(bytes([seed, part])).digest() for part in range(256))


def docx_file(text: str = "Budget") -> bytes:
    document, file = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def pdf_file(*pages: str, encrypt: StandardEncryption | None = None) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, encrypt=encrypt)
    for words in pages:
        canvas.drawString(100, 500, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def zipped(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A DOCX file with one part replaced."""
    file = BytesIO()
    with ZipFile(BytesIO(docx_file())) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


REFUSED = {
    "empty.txt": (b"", "empty.txt er tom."),
    "blank.txt": (b" \n\t\n", "blank.txt er tom."),
    "random.txt": (noise(1), "random.txt er ikke et dokument, jeg kender."),
    "random.pdf": (
        b"%PDF-1.7\n" + noise(2),
        "random.pdf er beskadiget og kan ikke læses.",
    ),
    "random.docx": (
        b"PK\x03\x04" + noise(3),
        "random.docx er beskadiget og kan ikke læses.",
    ),
    "cut.docx": (docx_file()[:9000], "cut.docx er beskadiget og kan ikke læses."),
    "cut.pdf": (pdf_file("Budget")[:300], "cut.pdf er beskadiget og kan ikke læses."),
    "text.pdf": (b"Referat", "text.pdf er beskadiget og kan ikke læses."),
    "text.docx": (b"Referat", "text.docx er beskadiget og kan ikke læses."),
    "photo.pdf": (pdf_file("", ""), "photo.pdf indeholder ingen tekst; den er nok indscannet."),
    "locked.pdf": (
        pdf_file("Budget", encrypt=StandardEncryption("kode", canPrint=0)),
        "locked.pdf er beskyttet med adgangskode.",
    ),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "locked.docx er beskyttet med adgangskode.",
    ),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc er i et ældre Office-format."),
    "r.rtf": (b"{\\rtf1 Referat}", "r.rtf er i RTF-format."),
    "sheet.xlsx": (zipped(xl__workbook_dot_xml=b"<x/>"), "sheet.xlsx er ikke et Word-dokument."),
    "entities.docx": (
        with_part("word/document.xml", DOCTYPE + b"<x>&b;</x>"),
        "entities.docx indeholder en DTD, som ikke hører til i et Word-dokument.",
    ),
    "styles.docx": (
        with_part("word/styles.xml", DOCTYPE + b"<x/>"),
        "styles.docx indeholder en DTD, som ikke hører til i et Word-dokument.",
    ),
    "notxml.docx": (
        with_part("word/document.xml", b"<w:body>"),
        "notxml.docx er beskadiget og kan ikke læses.",
    ),
    "thousand.pdf": (pdf_file(*["Punkt"] * 201), "thousand.pdf har 201 sider; højst 200 kan læses."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(name):
    data, sentence = REFUSED[name]
    with pytest.raises(UnreadableDocument) as refusal:
        read_bytes(name, data)
    assert refusal.value.sentence == sentence


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = with_part("word/document.xml", b"<x>" + b" " * 101 * 1024 * 1024)
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableDocument, match="fylder over 100 MB, når den pakkes ud"):
        read_bytes("bomb.docx", bomb)


HEAVY = {
    "one long line": ("a.txt", b"Referat " * 2400),
    "many short lines": ("a.txt", b"- a\n" * 60_000),
    "a table of many rows": ("a.txt", b"9.00\tBudget\n" * 60_000),
    "an html table of many rows": ("a.html", b"<table>" + b"<tr><td>9.00<td>Budget" * 40_000),
    "deep html": ("a.html", b"<div>" * 20_000 + b"Budget"),
    "deep lists": ("a.html", b"<ul><li>" * 3_000 + b"Budget"),
    "deep tables": ("a.html", b"<table><tr><td>9.00<td>" * 150 + b"Budget"),
    "tables that never end": ("a.html", b"<table>" * 20_000 + b"Budget"),
    "deep quotes": ("a.md", b"> " * 5_000 + b"Budget"),
    "brackets": ("a.md", b"[" * 10_000 + b"Budget"),
    "a line of tags": ("a.txt", b"9.00\t" + b"<p>" * 5_000 + b"\n10.00\tA"),
    "a pdf with one long line": ("a.pdf", pdf_file("Referat " * 2400)),
}


@pytest.mark.parametrize("case", HEAVY.values(), ids=HEAVY)
def test_a_heavy_file_is_read_or_refused_in_time(case, tmp_path):
    name, data = case
    path = tmp_path / name
    path.write_bytes(data)
    assert outcome(path) in ("read", "refused")


def outcome(path) -> str:
    try:
        document = read_file(path, limits=Limits(seconds=30, cpu_seconds=20))
    except UnreadableDocument as refusal:
        return "late" if "lang tid" in refusal.sentence else "refused"
    return "read" if document.blocks else "empty"


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "referat.docx"
    file.write_bytes(docx_file())
    return file


def test_the_child_reads_what_this_process_would_read(path):
    assert read_file(path) == read_bytes("referat.docx", path.read_bytes())
    assert plain(read_file(path)) == ["Budget"]


LIMITS = {
    "a child that is slow to answer": (Limits(seconds=0.001), "Det tog for lang tid at læse referat.docx."),
    "a child without processor time": (Limits(cpu_seconds=0), "Det tog for lang tid at læse referat.docx."),
    "a child without memory": (Limits(memory_bytes=1_000_000), None),
    "an answer that is too long": (Limits(answer_bytes=200), "Der står for meget i referat.docx."),
    "a file that is too big": (Limits(file_bytes=1_048_576 // 1024), "referat.docx er for stor: højst 0 MB."),
    "a package that is too big": (
        Limits(unpacked_bytes=1_048_576 // 1024),
        "referat.docx fylder over 0 MB, når den pakkes ud.",
    ),
}


@pytest.mark.parametrize("case", LIMITS.values(), ids=LIMITS)
def test_each_limit_ends_in_a_sentence(case, path):
    limits, sentence = case
    with pytest.raises(UnreadableDocument) as refusal:
        read_file(path, limits=limits)
    assert sentence is None or refusal.value.sentence == sentence


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for path, sentence in ((tmp_path / "findes-ikke.docx", "findes ikke"), (tmp_path, "er en mappe")):
        with pytest.raises(UnreadableDocument, match=sentence):
            read_file(path)


def test_the_child_gets_nothing_of_our_environment(path, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert plain(read_file(path)) == ["Budget"]


def test_the_child_interprets_as_this_process_would(path):
    lexicons = load_all()
    assert read_minutes_file(path) == read_minutes(read_bytes("referat.docx", path.read_bytes()), lexicons)


def test_interpreting_takes_no_longer_than_the_limits_allow(tmp_path):
    path = tmp_path / "langt.txt"
    path.write_text("\n".join(f"{n}. Punkt den {n % 28 + 1}. november kl. 9-10" for n in range(60_000)))
    with pytest.raises(UnreadableDocument, match="for lang tid"):
        read_minutes_file(path, limits=Limits(seconds=20, cpu_seconds=1))
