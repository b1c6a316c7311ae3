"""The whole way round: minutes in, a plan, invitations out, answers in, a decision, and only those concerned are told."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.answers import bounce_mail, reply_mail
from tests.fakes.calendar_program import taken
from tests.fakes.exchange_office import BOX, exchange_office
from tests.fakes.imap_server import PASSWORD, USER, ImapServer
from tests.fakes.mail_server import Authority, MailServer

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "scripts" / "demo-documents"
PEOPLE = re.findall(r"^[^;\n]+;(\S+@\S+)$", (DOCUMENTS / "mailadresser.csv").read_text("utf-8"), re.MULTILINE)
KAREN, PER = "karen.vadgaard@egelev.example", "per.lundager@egelev.example"
ROOM = "lokale2@egelev.example"
NOW = "2025-09-15T09:00"
PLAN = (
    (
        "init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12.30 --unclassified open"
        f" --room {ROOM}"
    ),
    f"indlæs {DOCUMENTS}/referat_2025-09-03.docx --accept all",
    f"indlæs {DOCUMENTS}/dagsorden_2025-09-17.docx --accept all",
    f"person indlæs {DOCUMENTS}/mailadresser.csv",
    f"person ret Per Lundager --email {PER}",
)
MAIL = """
database = "{folder}/plan.db"
[secretariat]
name = "Ledelsessekretariatet"
mailbox = "sekretariat@plan.example"
[calendar]
backend = "mail"
[mail]
host = "localhost"
port = {port}
security = "none"
ca_file = "{folder}/ca.pem"
[inbox]
"""


class MailOffice:
    """A secretariat that sends by SMTP and reads answers where they come in; the command is a process of its own."""

    def __init__(self, folder, server, deliver):
        self.folder, self.server, self.deliver = folder, server, deliver

    def run(self, line, code=0):
        words = line.split("|") if "|" in line else line.split()
        done = subprocess.run(
            [sys.executable, "-m", "planner", "--now", NOW, "--as", "mette", *words],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "HOME": str(self.folder),
                "PLANNER_CONFIG": str(self.folder / "planner.toml"),
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (code, ""), (line, done.stdout)
        return done.stdout

    def answers(self, email, partstat, **how):
        """The person answers everything they have."""
        for uid in taken(self.server.to(email)):
            self.deliver(reply_mail(uid, email, partstat=partstat, **how))

    def told(self):
        """Who has been sent something since last asked."""
        found = sorted(email for email, letters in self.server.letters.items() if letters)
        self.seen = {email: self.server.to(email) for email in found}
        self.server.letters.clear()
        return found


@contextmanager
def a_directory(folder):
    inbox = folder / "svar"
    inbox.mkdir()
    yield (
        f'directory = "{inbox.as_posix()}"',
        lambda letter: (inbox / f"{len(list(inbox.iterdir())):03}.eml").write_bytes(letter),  # noqa: PLW0108 -- another file each time
    )


@contextmanager
def an_imap_folder(folder):
    if why := ImapServer.missing():
        pytest.skip(why)
    authority = Authority(folder)
    (folder / "secret").write_text(PASSWORD, encoding="utf-8")
    home = tempfile.mkdtemp(prefix="imap")  # a short path: sockets are made in it
    try:
        with ImapServer(home, authority) as server:
            port, secret = server.ports["tls"], folder / "secret"
            yield (
                f'host = "localhost"\nport = {port}\nuser = "{USER}"\nsecret_file = "{secret}"',
                server.deliver,
            )
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """The plan out of the documents, to be copied."""
    folder = tmp_path_factory.mktemp("plan")
    (folder / "planner.toml").write_text(f'database = "{folder.as_posix()}/plan.db"\n')
    office = MailOffice(folder, None, None)
    for line in PLAN:
        office.run(line)
    return folder / "plan.db"


@pytest.fixture(params=[a_directory, an_imap_folder])
def by_mail(tmp_path, request, plan):
    with MailServer() as server, request.param(tmp_path) as (inbox, deliver):
        text = MAIL.format(folder=tmp_path.as_posix(), port=server.port) + inbox
        (tmp_path / "planner.toml").write_text(text, encoding="utf-8")
        shutil.copy(plan, tmp_path)
        office = MailOffice(tmp_path, server, deliver)
        office.run("udgiv --yes --until 24/9")
        yield office


def only_for(email, events):
    """The first event that nobody but this person has."""
    return next(event for event in events if [one.email for one in event.everybody()] == [email])


def test_by_mail_a_refusal_becomes_an_absence_and_only_that_person_hears(by_mail):
    office = by_mail
    office.run("synk")
    assert KAREN in office.server.letters
    office.answers(KAREN, "DECLINED", text="Jeg er på kursus\n")
    office.answers(PER, "ACCEPTED")
    for uid in taken(office.server.to(PEOPLE[0])):
        office.deliver(bounce_mail(office.server.letters[PEOPLE[0]][0], PEOPLE[0]))
        assert uid
    office.deliver(b"Subject: frokost\r\n\r\nSkal vi spise sammen?\r\n")
    office.deliver(b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:\0\r\n")
    office.told()

    received = json.loads(office.run("synk --json", code=4))["received"]
    assert (received["accepted"] > 0, received["declined"] > 0) == (True, True)
    assert (received["bounced"] > 0, received["unusable"]) == (True, 1)
    assert office.told() == []

    rows = json.loads(office.run("indbakke --json"))["rows"]
    declined = [row for row in rows if row["kind"] == "declined"]
    assert {row["email"] for row in declined} == {KAREN}
    office.run(f"indbakke accepter {declined[0]['number']} afbud")
    office.run("udgiv --yes --until 24/9")
    office.run("synk")
    assert office.told() == [KAREN]
    assert {row["kind"] for row in json.loads(office.run("indbakke --json"))["rows"]} == {
        "bounced",
        "unusable",
    }
    assert "afslag" in office.run(f"hvem {KAREN.partition('.')[0]}")


def test_by_exchange_answers_and_changes_by_hand_are_found_and_decided(tmp_path, plan):
    with exchange_office(tmp_path, *PEOPLE, PER, ROOM) as office:
        office.now = NOW
        boxes = office.server.mailboxes
        shutil.copy(plan, tmp_path)
        office.does("udgiv --yes --until 24/9")
        office.does("synk")
        office.told()
        boxes.now = dt.datetime(2025, 9, 15, 8, tzinfo=dt.UTC)
        ours = boxes.of(BOX)
        karens, pers = only_for(KAREN, ours), only_for(PER, ours)
        meeting = next(item for item in ours if len(item.everybody()) > 2)
        boxes.answer(BOX, karens.uid, KAREN, "Decline", comment="Jeg er på kursus")
        boxes.answer(BOX, pers.uid, PER, sender=PEOPLE[0])
        boxes.answer(BOX, meeting.uid, ROOM, "Decline")
        start, end = meeting.values["Start"], meeting.values["End"]
        boxes.edit(BOX, meeting.uid, Start=start + dt.timedelta(hours=1), End=end + dt.timedelta(hours=1))

        office.now = "2025-09-15T11:00"
        done = office.run("synk", "--json")
        received = json.loads(done.stdout)["received"]
        found = {name: count for name, count in received.items() if count}
        assert (done.returncode, found) == (4, {"accepted": 1, "declined": 1, "room": 1, "moved": 1})
        assert office.told() == []
        rows = {row["kind"]: row for row in office.json("indbakke")["rows"]}
        assert set(rows) == {"declined", "room", "moved"}
        assert rows["room"]["sentence"].startswith(f"lokalet {ROOM} er optaget onsdag den ")
        assert office.json("hvem Per Lundager")["rows"][0]["answer"] == "accepted"
        assert office.json("hvem Per Lundager")["rows"][0]["sender"] == PEOPLE[0]

        office.does(f"indbakke accepter {rows['declined']['number']} afbud")
        office.does("udgiv --yes --until 24/9")
        office.does("synk")
        assert {email for email, _ in office.told()} == {KAREN}

        # The time in the plan holds: it is sent once more, over what was done by hand.
        office.does(f"indbakke accepter {rows['moved']['number']} send")
        office.does("synk")
        assert boxes.by_uid(BOX, meeting.uid).values["Start"] == start
        assert {kind for _, kind in office.told()} == {"request"}
        assert office.json("indbakke")["rows"] == []  # the room is asked anew
        assert office.json("synk")["done"] == []


@pytest.mark.parametrize("way", ["afvent", "send"])
def test_by_exchange_an_event_deleted_by_hand_comes_back_only_when_asked_for(tmp_path, plan, way):
    with exchange_office(tmp_path, *PEOPLE, PER, ROOM) as office:
        office.now = NOW
        boxes = office.server.mailboxes
        shutil.copy(plan, tmp_path)
        office.does("udgiv --yes --until 24/9")
        office.does("synk")
        office.run("synk")
        office.told()
        pers = only_for(PER, boxes.of(BOX))
        before = len(boxes.of(BOX))
        boxes.remove(pers)
        office.now = "2025-09-15T11:00"
        assert office.run("synk").returncode == 4
        (row,) = office.json("indbakke")["rows"]
        assert row["kind"] == "removed"
        if way == "send":
            office.does(f"indbakke accepter {row['number']} send")
        office.does("udgiv --dry-run")
        office.does("synk")
        assert len(boxes.of(BOX)) == before - (way == "afvent")
        assert office.told() == ([(PER, "request")] if way == "send" else [])
