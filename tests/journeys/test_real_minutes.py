"""Real minutes beside the project, where they are present: the scorer that lies with them judges the reading."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from planner.adapters.documents.lexicon import load_all
from planner.adapters.documents.read import read_bytes
from planner.domain.minutes.as_json import from_json, to_json
from planner.domain.minutes.reader import read_minutes

ROOT = Path(__file__).resolve().parents[2]
MINUTES = Path(os.environ.get("PLANNER_SHARED", ROOT.parent / "shared")) / "minutes"
pytestmark = pytest.mark.skipif(
    not (MINUTES / "score").exists(), reason=f"the real minutes are not present in {MINUTES}"
)
MAIN = [
    ("001", 0.97, "txt"),
    ("002", 0.97, "txt"),
    ("001", 0.95, "docx"),
    ("002", 0.95, "docx"),
    ("001", 0.95, "pdf"),
    ("002", 0.95, "pdf"),
]
LEAST_MEAN_F1, LEAST_MEAN_PRECISION, LEAST_SURE_PRECISION = 0.85, 0.90, 0.97


@cache
def read(path: Path):
    return read_minutes(read_bytes(path.name, path.read_bytes()), load_all())


def score(gold: Path, path: Path, folder: Path, *options: str) -> tuple[float, float]:
    """Precision and F1 over all facts."""
    result = folder / f"{path.name}.json"
    result.write_text(json.dumps(to_json(read(path)), ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(MINUTES / "score"), str(gold), str(result), *options]
    last = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    precision, f1 = re.search(r"precision ([\d.]+) recall [\d.]+ F1 ([\d.]+)", last).groups()
    return float(precision), float(f1)


def others() -> list[tuple[Path, Path]]:
    pairs = []
    for gold in sorted((MINUTES / "more").glob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        pairs.extend((gold, path) for path in gold.parent.glob(f"{stem}.*") if path != gold)
    return pairs


@pytest.mark.parametrize(("number", "least", "ending"), MAIN)
def test_real_minutes_are_read_right(number, least, ending, tmp_path):
    (path,) = MINUTES.glob(f"{number}_*.{ending}")
    assert score(MINUTES / f"{number}.gold.json", path, tmp_path)[1] >= least


def test_other_real_layouts_are_read_well_on_the_whole(tmp_path):
    scores = [score(gold, path, tmp_path) for gold, path in others()]
    assert sum(f1 for _, f1 in scores) / len(scores) >= LEAST_MEAN_F1
    assert sum(precision for precision, _ in scores) / len(scores) >= LEAST_MEAN_PRECISION


def test_what_the_reading_is_sure_of_is_right(tmp_path):
    scores = [score(gold, path, tmp_path, "--sure-only") for gold, path in others()]
    assert sum(precision for precision, _ in scores) / len(scores) >= LEAST_SURE_PRECISION


def test_every_real_reading_survives_being_stored():
    for path in [*MINUTES.glob("00*.*"), *(path for _, path in others())]:
        if path.suffix in {".txt", ".docx", ".pdf", ".md", ".html"}:
            stored = to_json(read(path))
            assert to_json(from_json(json.loads(json.dumps(stored)))) == stored
