"""What of an HTML page is text, and what is furniture: menus, scripts, hidden parts, tables for layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER = frozenset(
    "script style noscript template head svg math canvas iframe object audio video select button textarea input".split()
)
_MENUS = frozenset(("nav", "menu"))
_LISTS = frozenset(("ul", "ol"))
_AROUND = frozenset(("header", "footer", "aside"))
_MENU_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog"))
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|footer|sidebar|cookies?|skip|skiplinks?|share|social)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PANEL_NAMES = re.compile(r"tab|panel|accordion|collaps", re.IGNORECASE)
_MOSTLY = 0.5


def is_furniture(element: _Element, *, strictly: bool) -> bool:
    """Whether an element is left out with everything in it; `strictly` keeps all that can be seen."""
    tag = element.tag
    if tag in _NEVER:
        return True
    if strictly or tag in ("html", "body", "main", "article"):
        return False
    if tag in _MENUS or element.get("role") in _MENU_ROLES:
        return True
    if tag in _LISTS and _has_links(element) and _is_mostly_links(element, "#"):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _is_hidden(element):
        return not (element.get("role") == "tabpanel" or _PANEL_NAMES.search(names))
    return (tag in _AROUND or _MENU_NAMES.search(names) is not None) and _is_mostly_links(element)


def _is_hidden(element: _Element) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _has_links(element: _Element) -> bool:
    """Quickly told; lists may stand in lists, thousands deep, and to measure the text of each takes very long."""
    return next(element.iter("a"), None) is not None


def _is_mostly_links(element: _Element, to: str = "") -> bool:
    """Whether most of the text is links; `to` is how their address begins ("#": places on this page)."""
    linked = sum(_length(link) for link in element.iter("a") if link.get("href", "").startswith(to))
    return linked > _MOSTLY * _length(element) or not _length(element)


def _length(element: _Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def is_layout(table: _Element) -> bool:
    """Whether a table only arranges the page: one column, or most of its text in a table within it."""
    if table.get("role") in ("presentation", "none"):
        return True
    inner = sum(
        _length(one) for one in table.iterfind(".//table") if next(one.iterancestors("table")) is table
    )
    if inner > _MOSTLY * _length(table):
        return True
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    return all(sum(cell.tag in ("td", "th") for cell in row) <= 1 for row in rows)


def style_of(element: _Element) -> tuple[bool, bool]:
    """Whether the element's own style makes its text bold, and whether it strikes it out."""
    style = element.get("style")
    if not style:
        return False, False
    plain = style.replace(" ", "").lower()
    return bool(re.search(r"font-weight:(?:bold|[6-9]00)", plain)), "line-through" in plain
