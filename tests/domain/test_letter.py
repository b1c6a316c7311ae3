"""The lines of a mail's head: read back letter for letter by others, whatever is in them."""

from __future__ import annotations

from email import message_from_string
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.letter import header_line

SUBJECTS = (
    "Koncernledelsen: meetings of the next three weeks, 30 Sept – 21 Oct 2027",
    "Aflyst: Koncernledelsen den 27. september mellem kl. 9 og 10 - din deltagelse",
    "Styregruppen for ældreboliger på Østbyen: opfølgning fra mødet den 27. september",
)


def read_back(line: str) -> str:
    assert all(len(part) <= 78 and part.isascii() for part in line.split("\r\n"))
    folded = message_from_string(line + "\r\n")["Subject"]
    return str(make_header(decode_header(folded.replace("\r\n", "")))).removeprefix(" ")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subject_keeps_every_space(subject):
    assert read_back(header_line("Subject", subject)) == subject


@given(st.lists(st.text("abcæøåÆØÅ–.:ß🙂", min_size=1, max_size=30), min_size=1, max_size=12))
def test_any_subject_of_words_is_read_back(words):
    assert read_back(header_line("Subject", " ".join(words))) == " ".join(words)


@pytest.mark.parametrize("value", ["En\r\nBcc: alle@plan.example", "En\nto", "En\x00to"])
def test_value_that_would_begin_another_header_is_refused(value):
    with pytest.raises(ValueError, match="Subject"):
        header_line("Subject", value)
