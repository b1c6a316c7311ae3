"""A letter as a finished mail, read back by the library."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from planner.adapters.letters.message import MailComposer
from planner.domain.calendar import Mailbox
from planner.domain.letter import Rendered
from planner.domain.post import QueuedLetter

AT = dt.datetime(2031, 3, 6, 14, tzinfo=dt.UTC)
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
LETTER = QueuedLetter(
    "reminder:1:3:x", "reminder", 1, 3, "Åse Bøg, HR", "ase@plan.example", "da", "medlem", AT
)
# A line of one dot, one that looks like a boundary, a very long one, and signs of other languages.
TEXT = "Kære Åse\n.\n--=_a\n" + "ærø " * 100 + "\n日本 \u202eomvendt\n"
WORDS = Rendered("Påmindelse: materiale til mødet den 12. marts " * 4, TEXT, f"<p>{TEXT}</p>\n")


def composed(letter=LETTER, words=WORDS, at=AT):
    composer = MailComposer(Mailbox("Ledelsessekretariatet “Øst”", "sek@plan.example"), lambda _: CALENDAR)
    return composer(letter, words, at)


@pytest.mark.parametrize("calendar", [False, True])
def test_what_is_written_is_what_is_read(calendar):
    made = composed(replace(LETTER, calendar=calendar))
    mail = message_from_bytes(made.content, policy=default)
    assert [part.defects for part in mail.walk() if part.defects] == []
    assert (made.sender, made.receiver) == ("sek@plan.example", "ase@plan.example")
    assert (mail["Subject"], str(mail["To"])) == (WORDS.subject, '"Åse Bøg, HR" <ase@plan.example>')
    assert [mail.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")] == [
        WORDS.text,
        WORDS.html,
    ]
    files = [(part.get_filename(), part.get_payload(decode=True)) for part in mail.iter_attachments()]
    assert files == ([("moeder.ics", CALENDAR)] if calendar else [])


def test_it_is_seven_bits_wide_in_lines_that_any_server_takes():
    lines = composed(replace(LETTER, calendar=True)).content.split(b"\r\n")
    assert (max(map(len, lines)) <= 998, b"\n" in b"".join(lines), max(b"".join(lines)) < 128) == (
        True,
        False,
        True,
    )


def test_the_same_letter_is_the_same_bytes_and_another_has_another_name():
    assert composed() == composed()
    names = {
        message_from_bytes(composed(replace(LETTER, key=key)).content)["Message-ID"] for key in ("a", "b")
    }
    assert len(names) == 2


@pytest.mark.parametrize(
    "letter", [replace(LETTER, email="a@b\r\nBcc: x@y"), replace(LETTER, email="ingen adresse")]
)
def test_an_address_that_is_none_makes_no_mail(letter):
    with pytest.raises(ValueError, match=r"."):
        composed(letter)


def test_a_name_cannot_begin_a_line_of_its_own():
    mail = message_from_bytes(composed(replace(LETTER, name="Bo\r\nBcc: x@plan.example")).content)
    assert ("Bcc" in mail, "x@plan.example" in mail["To"]) == (False, True)
