from __future__ import annotations

import pytest

from planner.adapters.documents.wrapping import Hyphens

FEW = ["Udvalget mødes."]
MANY = ["Udvalget drøftede forslaget til ny plan"] * 60

JOINS = {
    "a word cut in two": (FEW, "evt. koordine-", "ringsmøde 27. maj", "evt. koordineringsmøde 27. maj"),
    "the missing half follows": (FEW, "Budget-", "og Planudvalget", "Budget- og Planudvalget"),
    "a capital after the hyphen": (FEW, "KL-", "Møde i maj", "KL-Møde i maj"),
    "capitals before the hyphen": (FEW, "det årlige KCL-", "seminar", "det årlige KCL-seminar"),
    "a date": (FEW, "DIR 28-05-", "2025.pdf", "DIR 28-05-2025.pdf"),
    "the whole word stands elsewhere": ([*MANY, "virksomheder"], "virksom-", "heder", "virksomheder"),
    "the hyphened word stands elsewhere": ([*FEW, "e-mail"], "en e-", "mail", "en e-mail"),
    "nobody hyphenates here": (MANY, "fleks-", "registrering", "fleks-registrering"),
    "no hyphen": (FEW, "på det", "næste møde", "på det næste møde"),
}


@pytest.mark.parametrize("case", JOINS.values(), ids=JOINS)
def test_two_halves_are_put_together(case):
    texts, first, second, whole = case
    assert Hyphens(texts).join(first, second) == whole
