"""No real person, board or municipality stands in the project: what it reads with is general.

The names are known here only by fingerprints, so that this test does not print them either. Where
the shared documents lie beside the project, their names are looked for in plain text as well.
"""

import json
import os
import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PLANNER_SHARED", ROOT.parent / "shared"))
FOLDERS = ("planner", "tests", "scripts", "config")
REAL = ("001.gold.json", "002.gold.json", "more/no05*.gold.json", "more/en07*.gold.json")
FINGERPRINTS = frozenset((Path(__file__).parent / "fingerprints.txt").read_text().split())
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def texts():
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    for path in [*files, ROOT / "README.md", ROOT / "pyproject.toml"]:
        if "__pycache__" not in path.parts and path.suffix not in (".docx", ".pdf", ".db"):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace")


def fingerprint(*words):
    return sha256(" ".join(words).casefold().encode()).hexdigest()[:12]


def test_no_word_or_pair_of_words_is_a_known_real_name():
    found = {}
    for name, text in texts():
        words = [word for word in WORD.findall(text) if word[0].isupper()]
        prints = {fingerprint(word) for word in words} | {fingerprint(a, b) for a, b in pairwise(words)}
        if hits := prints & FINGERPRINTS:
            found[name] = sorted(hits)
    assert found == {}


def test_no_name_of_the_shared_documents_stands_here():
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not beside the project")
    names = {name for pattern in REAL for file in (SHARED / "minutes").glob(pattern) for name in people(file)}
    assert len(names) > 20
    assert {where: name for where, text in texts() for name in names if name in text} == {}


def people(file):
    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if (
                    key in ("name", "owner")
                    and isinstance(inner, str)
                    and len(inner.split()) > 1
                    and inner[0].isupper()
                ):
                    yield inner
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    return set(walk(json.loads(file.read_text(encoding="utf-8"))))
