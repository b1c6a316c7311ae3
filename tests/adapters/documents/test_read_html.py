from __future__ import annotations

import pytest

from planner.adapters.documents.read import read_bytes
from planner.domain.document import Line
from tests.adapters.documents.plain import plain

PAGES = {
    "paragraphs and headings": (
        "<h2>Budget</h2><p>Første <b>linje</b><br>anden</p>",
        ["## Budget", "Første linje", "anden"],
    ),
    "bold paragraphs": (
        "<p><strong>Møder i maj</strong></p><p><b>Dato:</b> 3. maj</p>",
        ["! Møder i maj", "Dato: 3. maj"],
    ),
    "struck text stands by itself": (
        "<p>Budget <del>udsat</del></p><p><s>Havnen</s></p>",
        ["Budget", "~ udsat", "~ Havnen"],
    ),
    "lists": (
        "<ul><li>A<ul><li>B</li></ul></li><li><p>C</p></li></ul><ol start=3><li>D<li>E</ol>",
        ["* A", "** B", "* C", "3. D", "4. E"],
    ),
    "letters and roman numbers": (
        "<ol type=a><li>A</ol><ol type=I><li>B<li>C</ol>",
        ["a. A", "I. B", "II. C"],
    ),
    "tables": (
        "<table><tr><th>Tid<th>Punkt<tr><td>9.00<td><p>Budget<p>Anne deltager</table>",
        [[["Tid", "Punkt"], ["9.00", "Budget / Anne deltager"]]],
    ),
    "merged cells stand once": (
        "<table><tr><td rowspan=2>3. maj<td>A<tr><td>B<tr><td colspan=2>C<tr><td>4. maj<td>D</table>",
        [[["3. maj", "A"], ["", "B"], ["C", ""], ["4. maj", "D"]]],
    ),
    "a table within a cell is flattened": (
        "<table><tr><td>9.00<td>Et langt punkt om budgettet<table><tr><td>a<td>b</table><tr><td>10.00<td>C</table>",
        [[["9.00", "Et langt punkt om budgettet / a\tb"], ["10.00", "C"]]],
    ),
    "a table for layout is no table": (
        "<table><tr><td>Menu<td><table><tr><td>9.00<td>Budget for næste år<tr><td>10.00<td>Havnen</table></table>",
        ["Menu", [["9.00", "Budget for næste år"], ["10.00", "Havnen"]]],
    ),
    "a table of one column is no table": ("<table><tr><td>A<tr><td>B</table>", ["A", "B"]),
    "what is not text is left out": (
        (
            "<nav><a href=/>Forside</a></nav><script>x</script><style>y</style><p hidden>z</p><p style='display: none'>q</p>"
            "<div class='side-menu'><a href=/a>A</a></div><ul><li><a href='#b'>B</a></ul><p>Budget</p><footer><a href=/c>C</a></footer>"
        ),
        ["Budget"],
    ),
    "a hidden tab is text": (
        "<div class=tab-panel style='display:none'><p>Møder 2024</p></div>",
        ["Møder 2024"],
    ),
    "a footer with words is text": (
        "<p>Budget</p><footer>Næste møde er den 3. maj</footer>",
        ["Budget", "Næste møde er den 3. maj"],
    ),
    "links keep their text": ("<p>Se <a href=x>dagsordenen</a> her</p>", ["Se dagsordenen her"]),
    "typed bullets": ("<p>• Budget<br>• Havnen</p>", ["* Budget", "* Havnen"]),
    "preformatted lines": ("<pre>A\nB</pre>", ["A", "B"]),
    "only a menu is better than nothing": ("<nav><a href=/>Forside</a></nav>", ["Forside"]),
}


@pytest.mark.parametrize("case", PAGES.values(), ids=PAGES)
def test_html_is_read_as_its_text(case):
    html, expected = case
    assert plain(read_bytes("side.html", html.encode())) == expected


def test_lines_keep_the_line_of_the_source_and_the_page_its_title():
    document = read_bytes(
        "s.html",
        b"<!doctype html><title> M\xc3\xb8der\n 2024 </title>\r\n<p>A</p>\r\n<p>\r\nB<br>\r\nC</p>\r\n",
    )
    assert document.title == "Møder 2024"
    assert [(block.text, block.line) for block in document.blocks if isinstance(block, Line)] == [
        ("A", 3),
        ("B", 5),
        ("C", 6),
    ]


def test_the_declared_encoding_counts():
    html = '<html><meta charset="iso-8859-1"><p>Ærø</p>'.encode("latin-1")
    assert plain(read_bytes("s.html", html)) == ["Ærø"]
