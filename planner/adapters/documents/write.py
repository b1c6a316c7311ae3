"""A table of the plan as a file or a text: Word, HTML, Markdown or plain."""

from __future__ import annotations

from typing import Literal

from planner.adapters.documents.page import Say, laid_out
from planner.domain.tables import ForwardTable, TimedTable

Format = Literal["docx", "html", "md", "txt"]


def written(table: ForwardTable | TimedTable, to: Format, say: Say = str) -> bytes:
    """The whole file; texts are UTF-8. Its words are Danish unless `say` puts them into another language."""
    page = laid_out(table, say)
    if to == "docx":
        from planner.adapters.documents.write_docx import docx  # noqa: PLC0415 -- slow import

        return docx(page)
    if to == "html":
        from planner.adapters.documents.write_html import html  # noqa: PLC0415 -- slow import

        return html(page).encode()
    from planner.adapters.documents.write_text import markdown, text  # noqa: PLC0415 -- slow import

    return (markdown(page) if to == "md" else text(page)).encode()
