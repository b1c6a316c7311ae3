"""Boards lay their documents out in many ways; a careful reader's findings say how much of each is read.

Every document in `tests/data/minutes` is invented. Its gold file holds what a careful reader finds in it; facts
are compared here by class, day and words, and the figures are means over all documents of one file type.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from planner.adapters.documents.lexicon import load_all
from planner.adapters.documents.read import read_bytes
from planner.domain.minutes.as_json import to_json
from planner.domain.minutes.reader import read_minutes

DATA = Path(__file__).resolve().parents[1] / "data" / "minutes"
GOLDS = sorted(DATA.glob("*.gold.json"))
DOCUMENTS = {
    gold: next(p for p in DATA.glob(f"{gold.name.removesuffix('.gold.json')}.*") if p != gold)
    for gold in GOLDS
}
KINDS = ("txt", "md", "html", "docx", "pdf")
LEAST = {"f1": 0.93, "precision": 0.95, "sure": 0.97}
LEAST_OF_ONE = 0.75

Fact = tuple[str, str, str]


@dataclass(frozen=True)
class Figures:
    """How a reading compares with its gold file."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def plain(text: object) -> str:
    """A text as it is compared: words and numbers only."""
    return re.sub(r"[\W_]+", " ", str(text or "").casefold()).strip()


def facts(found: dict[str, Any], *, sure_only: bool = False) -> list[Fact]:
    """(class, exact part, words) for everything that gold files speak of."""

    def kept(rows: Any) -> list[Any]:
        return [
            row
            for row in rows or []
            if not (sure_only and isinstance(row, dict) and row.get("state") == "doubtful")
        ]

    def name(one: Any) -> str:
        return plain(one if isinstance(one, str) else one.get("name"))

    listed: list[Fact] = [("document", str(found["document_date"]), "")] if found.get("document_date") else []
    for meeting in kept(found.get("meetings")):
        day = str(meeting.get("date"))
        listed.append(("meeting", day, ""))
        listed += [(key, f"{day} {meeting[key]}", "") for key in ("start", "end") if meeting.get(key)]
        if meeting.get("status"):
            listed.append(
                ("status", f"{day} {'cancelled' if meeting['status'] == 'cancelled' else 'on'}", "")
            )
        listed += [("absent", day, name(one)) for one in kept(meeting.get("absent"))]
        for item in kept(meeting.get("items")):
            title = plain(item.get("title"))
            if item.get("kind") in ("break", "end", "participant_note"):
                continue
            listed.append(("item", day, title))
            listed += [
                (key, f"{day} {item[key]}", title) for key in ("time", "duration_min") if item.get(key)
            ]
            if item.get("visibility") == "closed":
                listed.append(("closed", day, title))
            listed += [("presenter", day, f"{name(one)} {title}") for one in kept(item.get("presenters"))]
    for entry in kept(found.get("backlog")):
        listed.append(("backlog", "", plain(entry if isinstance(entry, str) else entry["title"])))
    for entry in kept(found.get("tentative")):
        listed += [("alternative", day, plain(entry["title"])) for day in entry["dates"]]
    for entry in kept(found.get("followups")):
        listed.append(("follow-up", "", plain(entry.get("owner"))))
    listed += [("case", number, "") for number in found.get("case_numbers") or []]
    listed += [("member", "", name(one)) for one in kept(found.get("members"))]
    return listed


def compare(gold: list[Fact], read: list[Fact]) -> Figures:
    """Pairs of equal facts; words may differ a little. Classes that the gold is silent on do not count."""
    spoken = {kind for kind, _, _ in gold}
    left = [fact for fact in read if fact[0] in spoken]
    counted, hits = len(left), 0
    for kind, exact, words in gold:
        for fact in left:
            if fact[:2] == (kind, exact) and (
                fact[2] == words or SequenceMatcher(None, fact[2], words).ratio() > 0.85
            ):
                left.remove(fact)
                hits += 1
                break
    return Figures(hits / counted if counted else 1.0, hits / len(gold))


def figures_of(gold_path: Path) -> tuple[Figures, Figures]:
    """The figures of the whole reading and of what it is sure of."""
    path = DOCUMENTS[gold_path]
    gold = facts(json.loads(gold_path.read_text(encoding="utf-8")))
    read = json.loads(json.dumps(to_json(read_minutes(read_bytes(path.name, path.read_bytes()), load_all()))))
    return compare(gold, facts(read)), compare(gold, facts(read, sure_only=True))


@pytest.fixture(scope="module")
def table() -> dict[Path, tuple[Figures, Figures]]:
    """The figures of every document, printed as a table (seen with `pytest -rP`)."""
    found = {gold: figures_of(gold) for gold in GOLDS}
    print(f"\n{'document':44}{'F1':>7}{'prec.':>7}{'recall':>8}{'sure':>7}")
    for gold, (whole, sure) in found.items():
        print(
            f"{DOCUMENTS[gold].name:44}{whole.f1:7.2f}{whole.precision:7.2f}{whole.recall:8.2f}{sure.precision:7.2f}"
        )
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_documents_of_every_file_type_are_read_well_and_without_inventions(table, kind):
    of_kind = [figures for gold, figures in table.items() if DOCUMENTS[gold].suffix == f".{kind}"]
    reached = {
        "f1": mean(whole.f1 for whole, _ in of_kind),
        "precision": mean(whole.precision for whole, _ in of_kind),
        "sure": mean(sure.precision for _, sure in of_kind),
    }
    assert {name: figure for name, figure in reached.items() if figure < LEAST[name]} == {}


def test_no_document_is_read_badly(table):
    assert [DOCUMENTS[gold].name for gold, (whole, _) in table.items() if whole.f1 < LEAST_OF_ONE] == []


def test_every_document_has_its_gold_file_in_every_language_and_file_type():
    languages = defaultdict(set)
    for gold, path in DOCUMENTS.items():
        languages[json.loads(gold.read_text(encoding="utf-8"))["language"]].add(path.suffix[1:])
    assert (sorted(languages), languages["da"]) == (["da", "en", "no", "sv"], set(KINDS))
