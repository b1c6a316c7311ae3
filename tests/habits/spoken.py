"""The Danish texts of the source, as templates: what f-strings, constants and joins can become.

`texts()` gives every text with a letter in it; which of them are for people is a matter of where they stand
(`told`) and of the words in them.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

from planner.domain.catalogue import HOLE

PLANNER = Path(__file__).resolve().parents[2] / "planner"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Where Danish is read, and not said.
_READ = re.compile(
    r"^(lexicon|domain/(phrase_(words|patterns)|sentence_words|matching|occasions|spelling))|migrations"
)
_COMMANDS = {"reading_command", "writing_command", "reading", "writing"}


class Text(NamedTuple):
    """A text of the source: its shape with `{}` for what is put in, where it stands, and whether it is told."""

    shape: str
    place: str
    told: bool


def shape_of(template: str) -> str:
    """A template of the catalogue as the source has it: holes without names."""
    return HOLE.sub("{}", template)


def words_of(text: str) -> set[str]:
    """The words of a template in lower case, its holes left out."""
    return {word.lower() for word in WORD.findall(HOLE.sub(" ", text).replace("{}", " "))}


def texts(root: Path = PLANNER) -> list[Text]:
    """Every text in the source under `root`."""
    found = []
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if not _READ.search(name):
            found += _Reader(name, ast.parse(path.read_text(encoding="utf-8"))).found
    return found


class _Reader(ast.NodeVisitor):
    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self.found: list[Text] = []
        self._told = 0
        self.visit(tree)

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._body(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if any(_called(one) in _COMMANDS for one in node.decorator_list):
            for part in (ast.get_docstring(node) or "").split("\n\n"):
                self._note(" ".join(part.split()), node, told=True)
        self._body(node)

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> None:
        skip = 1 if ast.get_docstring(node) is not None else 0
        for child in (*getattr(node, "decorator_list", ()), *node.body[skip:]):
            self.visit(child)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name == "say":
            self._told += 1
        if (
            name == "join"
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Constant)
        ):
            self._note(f"{{}}{node.func.value.value}{{}}", node)
        self.generic_visit(node)
        if name == "say":
            self._told -= 1

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = [str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values]
        self._note("".join(parts), node)
        for one in node.values:
            if isinstance(one, ast.FormattedValue):
                self.visit(one.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._note(node.value, node)

    def _note(self, text: str, node: ast.AST, *, told: bool = False) -> None:
        shape = shape_of(text)
        if WORD.search(shape) or told:
            self.found.append(Text(shape, f"{self.name}:{node.lineno}", told or self._told > 0))  # type: ignore[attr-defined]


def _called(node: ast.AST) -> str:
    """The last name of what is called."""
    target = node.func if isinstance(node, ast.Call) else node
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
