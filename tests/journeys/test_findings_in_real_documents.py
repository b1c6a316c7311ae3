"""What a careful secretary finds in two real documents, with the line where each thing stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.domain.rules_document import document_findings
from planner.wiring import App, Options

SHARED = Path(os.environ.get("PLANNER_SHARED", Path(__file__).resolve().parents[3] / "shared"))
MINUTES = SHARED / "minutes"
EXPECTED = {
    "001_referat_2024-11-06.txt": [
        ("candidate_after_event", 228),
        ("openness_clash", 114),
        ("presenter_without_slot", 108),
        ("removed_without_trace", 273),
        ("presenter_gap", 141),
        ("two_spellings", 131),
    ],
    "002_dagsorden_2025-05-28.txt": [
        ("closed_title_in_open_text", 109),
        ("closed_title_in_open_text", 119),
        ("closed_title_in_open_text", 343),
    ],
}


@pytest.mark.skipif(not MINUTES.is_dir(), reason=f"the real documents are not in {MINUTES}")
@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_wrong_is_found_where_it_stands(name):
    found = document_findings(App(Options()).read_minutes(str(MINUTES / name)))
    assert [(one.rule, one.source.line) for one in found] == EXPECTED[name]
