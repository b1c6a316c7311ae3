"""The page as a standalone HTML file. Every style is inline, so it survives being pasted into Word."""

from __future__ import annotations

from html import escape

from planner.adapters.documents.page import Cell, Page, Paragraph

_FONT = "font-family:Calibri,Carlito,Arial,sans-serif;font-size:11pt;line-height:1.35;color:#1a1a1a"
_CELL = "border:1px solid #8c8c8c;padding:5pt 7pt;vertical-align:top;text-align:left"
_HEAD = f"{_CELL};background:#e9edf2;font-weight:bold"
_LIST = "margin:0;padding-left:14pt"
_LIST_ITEM = "margin:0 0 2pt 0"
_LINE = "margin:0 0 2pt 0"
_QUIET = f"{_LINE};color:#4d4d4d"


def html(page: Page) -> str:
    """The whole file as text, to be saved as UTF-8."""
    rows = "\n".join(_row(left, right, "4em" if page.narrow else "8em") for left, right in page.rows)
    head = "".join(f'<th scope="col" style="{_HEAD}">{escape(text)}</th>' for text in page.head)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="da">\n<head>\n<meta charset="utf-8">\n<title>{escape(page.title)}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>',
        f'<body style="{_FONT};max-width:46em;margin:24pt auto;padding:0 12pt">',
        f'<h1 style="font-size:16pt;margin:0 0 4pt 0">{escape(page.title)}</h1>',
        *(f'<p style="{_LINE}">{escape(fact)}</p>' for fact in page.facts),
        f'<table style="border-collapse:collapse;width:100%;margin:10pt 0 14pt 0;{_FONT}">',
        f'<caption style="text-align:left;padding:0 0 4pt 0;font-weight:bold">{escape(page.caption)}</caption>',
        f"<thead>\n<tr>{head}</tr>\n</thead>",
        f"<tbody>\n{rows}\n</tbody>\n</table>",
    ]
    if page.list_heading:
        parts.append(f'<h2 style="font-size:12pt;margin:0 0 4pt 0">{escape(page.list_heading)}</h2>')
        parts.append(_paragraphs(page.list))
    return "\n".join([*parts, "</body>\n</html>\n"])


def _row(left: Cell, right: Cell, width: str) -> str:
    first = f'<th scope="row" style="{_CELL};font-weight:normal;width:{width}">{_paragraphs(left)}</th>'
    return f'<tr>{first}<td style="{_CELL}">{_paragraphs(right)}</td></tr>'


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> str:
    """Lines and nested lists; an inner list stands inside the bullet it belongs to."""
    html, depth = [], 0
    for paragraph in paragraphs:
        wanted = 0 if paragraph.level is None else paragraph.level + 1
        if wanted > depth:
            html.append(f'<ul style="{_LIST}"><li style="{_LIST_ITEM}">' * (wanted - depth))
        else:
            html.append("</li></ul>" * (depth - wanted))
            if wanted:
                html.append(f'</li><li style="{_LIST_ITEM}">')
        text = escape(paragraph.text)
        html.append(text if wanted else f'<p style="{_QUIET if paragraph.quiet else _LINE}">{text}</p>')
        depth = wanted
    return "".join([*html, "</li></ul>" * depth])
