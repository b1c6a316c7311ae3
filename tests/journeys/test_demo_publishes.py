"""scripts/demo ends with a publish: who got what, and who hears of the item that is moved."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.habits.screens import ROOT, Demo

MAILS = ROOT / "scripts" / "demo-mails"
SEND = (
    "import os, smtplib; from pathlib import Path\n"
    "with smtplib.SMTP('127.0.0.1', int(os.environ['PLANNER_MAIL_PORT'])) as server:\n"
    "    server.sendmail('s@egelev.example', ['per.lundager@egelev.example'], Path(os.environ['LETTER']).read_bytes())\n"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with Demo(tmp_path_factory.mktemp("demo")) as entered:
        yield entered


def is_weekly(mail):
    return "kommende tre ugers møder" in mail["Subject"]


def test_the_board_and_the_secretariat_get_the_weekly_mail_once(demo):
    got = {
        receiver.partition("@")[0]: [*map(is_weekly, demo.server.to(receiver))]
        for receiver in demo.server.letters
    }
    assert {receiver for receiver, mails in got.items() if mails.count(True) == 1} == {
        "ledelsessekretariatet",
        "maja.holst",
        "anders.bekholm",
        "signe.damsbo",
    }


def test_everybody_is_told_once_and_then_only_the_one_whose_item_was_moved(demo):
    counts = {
        receiver.partition("@")[0]: count
        for receiver in demo.server.letters
        if (count := sum(not is_weekly(mail) for mail in demo.server.to(receiver)))
    }
    assert counts == {
        "maja.holst": 7,
        "anders.bekholm": 7,
        "signe.damsbo": 6,
        "karen.vadgaard": 1,
        "per.lundager": 2,
    }
    assert [mail["Subject"] for mail in demo.server.to("per.lundager@egelev.example")] == [
        "Direktionen den 17. september mellem kl. 9 og 12 - din deltagelse",
        "Ændret: Direktionen den 24. september mellem kl. 11 og 12.30 - din deltagelse",
    ]


def test_mails_are_kept_as_files_and_told_as_their_receivers_read_them(demo, tmp_path):
    letter, kept = tmp_path / "brev", tmp_path / "mails"
    kept.mkdir()
    letter.write_bytes(demo.server.letters["per.lundager@egelev.example"][1])
    names = {**os.environ, "PYTHONPATH": str(ROOT), "LETTER": str(letter)}
    for line in (
        [MAILS / "receive.py", kept, sys.executable, "-c", SEND],
        [MAILS / "told.py", kept],
    ):
        done = subprocess.run([sys.executable, *line], env=names, encoding="utf-8", stdout=-1, check=True)
    assert [file.name for file in kept.iterdir()] == ["01-per.lundager.eml"]
    assert done.stdout == (
        "Per Lundager <per.lundager@egelev.example>\n"
        "  Ændret: Direktionen den 24. september mellem kl. 11\n"
        "    og 12.30 - din deltagelse                          ons. 24. sep. 11.00-12.30\n"
        "\n"
        "1 mail til 1 person.\n"
    )
