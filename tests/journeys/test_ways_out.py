"""By the real commands: subscriptions beside mail, and meetings that stood in Outlook before."""

from __future__ import annotations

import json
import stat

import pytest
from icalendar import Calendar

from tests.fakes.mail_office import commands

OK, REFUSED, USAGE, OUTSIDE, PERSON = 0, 1, 2, 3, 4
ADA, BO = "ada@plan.example", "bo@plan.example"
OUTLOOK = """\
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008AA
SUMMARY:Direktionsmøde
DTSTART;TZID=Europe/Copenhagen:20310312T090000
DTEND;TZID=Europe/Copenhagen:20310312T120000
ORGANIZER:mailto:sekretariat@plan.example
ATTENDEE:mailto:ada@plan.example
SEQUENCE:2
END:VEVENT
BEGIN:VEVENT
UID:BORGMESTER
SUMMARY:Direktion med borgmesteren
DTSTART;TZID=Europe/Copenhagen:20310319T090000
DTEND;TZID=Europe/Copenhagen:20310319T120000
ORGANIZER:mailto:borgmester@plan.example
ATTENDEE:mailto:sekretariat@plan.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def planner(tmp_path, capsys, server):
    feeds = f'[feeds]\ndirectory = "{tmp_path / "feeds"}"\nurl = "https://plan.example/kalender"'
    call = commands(tmp_path, capsys, server, tables=feeds)
    call("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    call("møde tilføj 12/3 og 19/3")
    call(f"person|add|Ada Ravn|--email|{ADA}|--role|medlem")
    call(f"person|add|Bo Lind|--email|{BO}|--role|medlem")
    return call


def feeds(tmp_path):
    return sorted((tmp_path / "feeds").iterdir())


def days(path):
    return sorted(event["DTSTART"].dt.day for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_one_subscribes_and_the_other_gets_mail(planner, server, tmp_path):
    planner("person|ret|Bo Lind|--channel|ics")
    made = json.loads(planner("abonnement|tilføj|Bo Lind|--json")[1])
    assert list(made) == ["board", "person", "address", "at", "also"]
    (path,) = feeds(tmp_path)
    assert made["address"] == f"https://plan.example/kalender/{path.name}"
    assert len(path.stem) == 43
    assert planner("udgiv --yes")[0] == OK
    assert planner("synk")[0] == OK
    assert (list(server.letters), days(path)) == ([ADA], [12, 19])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = path.stat().st_mtime_ns
    planner("synk")
    assert path.stat().st_mtime_ns == before
    planner("aflys 19/3")
    planner("udgiv --yes")
    planner("synk")
    assert days(path) == [12]
    assert planner("abonnement|tilbagekald|Bo Lind")[0] == OK
    assert feeds(tmp_path) == []


def test_board_has_a_calendar_of_its_own(planner, tmp_path):
    planner("abonnement tilføj")
    planner("udgiv --yes")
    planner("synk")
    (path,) = feeds(tmp_path)
    assert days(path) == [12, 19]
    assert ADA.encode() not in path.read_bytes()


def test_coming_meetings_are_written_as_a_calendar_file(planner, tmp_path):
    target = tmp_path / "ud.ics"
    assert planner(f"eksport|ics|-o|{target}")[0] == OK
    assert days(target) == [12, 19]
    assert planner(f"eksport|ics|12/3|--for|Ada Ravn|-o|{target}")[0] == OK
    assert days(target) == [12]
    code, out, _ = planner("eksport ics 19/3")
    assert (code, out.startswith("BEGIN:VCALENDAR\r\n")) == (OK, True)


def test_adopted_from_a_file_the_old_event_is_updated_and_the_other_listed(planner, server, tmp_path):
    path = tmp_path / "kalender.ics"
    path.write_text(OUTLOOK, encoding="utf-8")
    asked = json.loads(planner(f"kalender|overtag|--file|{path}|--dry-run|--json")[1])
    assert [(one["date"], one["by_hand"]) for one in asked["matches"]] == [
        ("2031-03-12", None),
        ("2031-03-19", "indkaldt af en anden"),
    ]
    assert planner(f"kalender|overtag|--file|{path}|--yes")[0] == OK
    assert server.letters == {}
    planner("møde|ret|12/3|--start|8")
    planner("møde|ret|19/3|--start|8")
    told = json.loads(planner("udgiv --dry-run --json")[1])
    assert [(one["date"], one["subject"]) for one in told["by_hand"]] == [
        ("2031-03-19", "Direktion med borgmesteren")
    ]
    planner("udgiv --yes")
    planner("synk")
    assert sorted(server.letters) == [ADA, BO]
    for letters in server.letters.values():
        (letter,) = letters
        assert "040000008200E00074C5B7101A82E008AA" in calendar_of(letter)
        assert "SEQUENCE:3" in calendar_of(letter)


def calendar_of(letter):
    from email import message_from_bytes

    part = next(p for p in message_from_bytes(letter).walk() if p.get_content_type() == "text/calendar")
    return part.get_payload(decode=True).decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("kalender overtag", USAGE, "Der er ingen kalender at se i: Exchange er ikke sat op."),
        ("kalender overtag --file nej.ics", USAGE, "Filen nej.ics findes ikke."),
        ("abonnement tilbagekald Ada", REFUSED, "Ada Ravn har intet abonnement."),
        ("udvalg ret --room kontoret", USAGE, "“kontoret” er ikke et lokales postkasse."),
        ("udvalg ret --channel brevdue", USAGE, "“brevdue” kendes ikke."),
        ("eksport xml", USAGE, "Planen skrives hel som JSON."),
    ],
)
def test_bad_input_is_one_clear_line(planner, line, code, sentence):
    answer, _, err = planner(line)
    assert (answer, err.splitlines()[0]) == (code, sentence)
