"""The texts of the source as templates: what its constants, f-strings and joins can become.

A shape is a text with `{}` for what is put in. The catalogue names those holes; `shape_of` takes the names off.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

from planner.domain.catalogue import HOLE

PLANNER = Path(__file__).resolve().parents[2] / "planner"
WORD = re.compile(r"[^\W\d_]+")


class Text(NamedTuple):
    """A text of the source: its shape, where it stands, and whether it is asked for in the reader's language."""

    shape: str
    place: str
    said: bool


def shape_of(template: str) -> str:
    """A template of the catalogue as the source has it: holes without names."""
    return HOLE.sub("{}", template)


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, its holes left out."""
    return {word.lower() for word in WORD.findall(HOLE.sub(" ", text))}


def texts(root: Path = PLANNER) -> list[Text]:
    """Every text in the source under `root`."""
    found = []
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            name = path.relative_to(root).as_posix()
            found += _Reader(name, ast.parse(path.read_text(encoding="utf-8"))).found
    return found


class _Reader(ast.NodeVisitor):
    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.found, self._said = name, [], 0
        self.visit(tree)

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._body(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        # The docstring of a command is its help; a command is what is handed the App.
        if self.name.startswith("entrypoints/cli/") and [arg.arg for arg in node.args.args[:1]] == ["app"]:
            self._note(ast.get_docstring(node) or "", node)
        self._body(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        of = node.func.value if isinstance(node.func, ast.Attribute) else None
        joint = of.value if isinstance(of, ast.Constant) and isinstance(of.value, str) else None
        self._said += called == "say"
        if joint is not None and called == "join":
            self._note(f"{{}}{joint}{{}}", node)
        elif joint is not None and called == "split":
            for word in joint.split():
                self._note(word, node)
        else:
            self.visit(node.func)
        for part in (*node.args, *node.keywords):
            self.visit(part)
        self._said -= called == "say"

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)  # a key is not a text

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = [str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values]
        self._note("".join(parts), node)
        for one in node.values:
            if isinstance(one, ast.FormattedValue):
                self.visit(one.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._note(node.value, node)

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> None:
        start = 1 if ast.get_docstring(node) is not None else 0
        for child in (*getattr(node, "decorator_list", ()), *node.body[start:]):
            self.visit(child)

    def _note(self, text: str, node: ast.AST) -> None:
        place = f"{self.name}:{getattr(node, 'lineno', 0)}"
        for part in [text] if "\n\n" not in text else [" ".join(one.split()) for one in text.split("\n\n")]:
            whole = " ".join(part.split()) if "\n" in part else part
            self.found.append(Text(shape_of(whole), place, self._said > 0))
