"""A week in the life of a secretariat: every job of the table, a real store, a real mail server, a virtual clock."""

from __future__ import annotations

import datetime as dt
import json
from itertools import count, cycle, repeat

import pytest

from tests.entrypoints.jobs.house import ZONE, House
from tests.fakes.answers import reply_mail
from tests.fakes.calendar_program import calendar_parts, taken
from tests.fakes.unwrapping import holds

THURSDAY = dt.datetime(2031, 3, 6, 6, tzinfo=ZONE)
CLOSED, UNPUBLISHED = "KANARIEFUGL", "KLADDEPUNKT"
BEFORE = (
    "init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12",
    (
        "udvalg|ret|--place|Mødelokale 1|--lock-days|2|--dispatch-days|1|--papers|2 hverdage før kl. 12"
        "|--reminders|hverdage kl. 8|--digest|hverdage kl. 7.30|--forward-look|torsdag kl. 14"
    ),
    "møde tilføj 12/3",
    "møde tilføj 19/3",
    "person|ny|Ada Ravn|--email|ada@plan.example|--role|medlem",
    "person|ny|Mona Borg|--email|mona@plan.example|--role|gæst",
    "person|ny|Inge Vang|--email|inge@plan.example",
    "person|ny|Bo Lind|--email|bo@plan.example|--secretary|Inge Vang|--initials|BOL",
    "person|ny|Carl Holt|--email|carl@plan.example|--language|en|--initials|CHO",
    "person|ny|Dina Kær|--email|dina@plan.example|--initials|DKR",
    "person|ny|Elle Krog|--email|elle@plan.example|--initials|EKR",
    "person|ny|Frida Holm|--email|frida@plan.example",
    "mail|læsere|Frida Holm|--calendar",
    "ny|Klimaplan|--on|12/3|--open|--minutes|30|--presenter|Bo Lind|--responsible|Bo Lind",
    "ny|Budget|--on|12/3|--open|--minutes|60|--presenter|Carl Holt@online",
    f"ny|Afsked af {CLOSED}|--on|12/3|--closed|--minutes|30|--presenter|Dina Kær|--responsible|Dina Kær",
    "ny|Elbiler|--on|12/3|--open|--minutes|15|--presenter|Elle Krog",
    "materiale|modtaget|2|--reference|sag-31/7",
    "opfølgning|ny|Undersøge prisen|--owner|Carl Holt|--due|11/3",
    "opfølgning|ny|Tale med nabokommunen|--owner|HR|--due|10/3",
    "udgiv --yes",
)
ANSWERED, END = "07.03 11.00", "13.03 15.00"
# What the secretariat does in the course of the week; at the first of these two Carl accepts what he was sent.
MEANWHILE = (
    ("07.03 10.00", ("sæt|4|19/3|--why|bilerne er forsinkede", "udgiv --yes")),
    (ANSWERED, ()),
    ("10.03 11.00", ("materiale|modtaget|1|--reference|sag-31/9",)),
    ("11.03 15.00", ("opfølgning færdig 1",)),
    ("12.03 13.00", (f"ny|{UNPUBLISHED}|--on|19/3|--open|--minutes|30",)),
    (END, ()),
)
# Everything that left, in order: when, to whom, and the subject.
LEDGER = """\
06.03 07.30  sekretariat  Direktionen: dagens liste, torsdag den 6. marts 2031 (uge 10)
06.03 08.00  bo           Direktionen: påmindelse
06.03 08.00  dina         Direktionen: påmindelse
06.03 08.00  elle         Direktionen: påmindelse
06.03 08.00  inge         Direktionen: påmindelse
06.03 09.00  ada          Direktionen: møde den 12. marts
06.03 09.00  ada          Direktionen: møde den 19. marts
06.03 09.00  bo           Direktionen den 12. marts mellem kl. 9 og 10 - din deltagelse
06.03 09.00  carl         Direktionen on 12 March between 9 and 11 - your attendance
06.03 09.00  dina         Direktionen den 12. marts mellem kl. 10 og 12 - din deltagelse
06.03 09.00  elle         Direktionen den 12. marts mellem kl. 10 og 12 - din deltagelse
06.03 14.00  ada          Direktionen: kommende tre ugers møder, 6. marts – 27. marts 2031
06.03 14.00  frida        Direktionen: kommende tre ugers møder, 6. marts – 27. marts 2031
06.03 14.00  mona         Direktionen: kommende tre ugers møder, 6. marts – 27. marts 2031
06.03 14.00  sekretariat  Direktionen: kommende tre ugers møder, 6. marts – 27. marts 2031
07.03 07.30  sekretariat  Direktionen: dagens liste, fredag den 7. marts 2031 (uge 10)
07.03 08.00  carl         Direktionen: reminder
07.03 13.00  elle         Ændret: Direktionen den 19. marts mellem kl. 9 og 10 - din deltagelse
10.03 07.30  sekretariat  Direktionen: dagens liste, mandag den 10. marts 2031 (uge 11)
10.03 08.00  ada          Direktionen: påmindelse
10.03 08.00  bo           Direktionen: påmindelse
10.03 08.00  dina         Direktionen: påmindelse
10.03 08.00  elle         Direktionen: påmindelse
10.03 08.00  inge         Direktionen: påmindelse
10.03 09.00  ada          Ændret: Direktionen: møde den 12. marts
10.03 09.00  bo           Ændret: Direktionen den 12. marts kl. 9.00 - din deltagelse
10.03 09.00  carl         Changed: Direktionen on 12 March at 9:30 - your attendance
10.03 09.00  dina         Ændret: Direktionen den 12. marts kl. 10.30 - din deltagelse
11.03 07.30  sekretariat  Direktionen: dagens liste, tirsdag den 11. marts 2031 (uge 11)
11.03 08.00  ada          Direktionen: påmindelse
11.03 08.00  bo           Direktionen: påmindelse
11.03 08.00  carl         Direktionen: reminder
11.03 08.00  dina         Direktionen: påmindelse
11.03 08.00  inge         Direktionen: påmindelse
11.03 08.00  sekretariat  Direktionen: påmindelse
11.03 09.00  ada          Ændret: Direktionen: møde den 12. marts
11.03 09.00  bo           Ændret: Direktionen den 12. marts kl. 9.00 - din deltagelse
11.03 09.00  carl         Changed: Direktionen on 12 March at 9:30 - your attendance
11.03 09.00  dina         Ændret: Direktionen den 12. marts kl. 10.30 - din deltagelse
12.03 07.30  sekretariat  Direktionen: dagens liste, onsdag den 12. marts 2031 (uge 11)
13.03 07.30  sekretariat  Direktionen: dagens liste, torsdag den 13. marts 2031 (uge 11)
13.03 08.00  ada          Direktionen: påmindelse
13.03 08.00  elle         Direktionen: påmindelse
13.03 14.00  ada          Direktionen: kommende tre ugers møder, 13. marts – 3. april 2031
13.03 14.00  frida        Direktionen: kommende tre ugers møder, 13. marts – 3. april 2031
13.03 14.00  mona         Direktionen: kommende tre ugers møder, 13. marts – 3. april 2031
13.03 14.00  sekretariat  Direktionen: kommende tre ugers møder, 13. marts – 3. april 2031
"""


@pytest.fixture
def house(tmp_path, server, capsys):
    house = House(
        tmp_path,
        server,
        f'[inbox]\ndirectory = "{(tmp_path / "svar").as_posix()}"\n'
        f'[run]\nsync_minutes = 240\nbackup = "hver dag kl. 18"\nbackup_directory = "{(tmp_path / "kopier").as_posix()}"\n',
    )
    (tmp_path / "svar").mkdir()
    house.clock.at = THURSDAY
    for line in BEFORE:
        house.planner(line)
    capsys.readouterr()
    return house


def at(words):
    return dt.datetime.strptime(f"2031.{words}", "%Y.%d.%m %H.%M").replace(tzinfo=ZONE)


def accepts(email, house):
    """The person's calendar program says yes to everything in it, by mail."""
    for uid in taken(mail for mail in house.server.to(email) if calendar_parts(mail)):
        (house.config.parent / "svar" / f"{uid}.eml").write_bytes(reply_mail(uid, email))


def readers_of(word, house):
    """Who has had it in a mail, however it was written there."""
    return {
        email.partition("@")[0]
        for email, letters in house.server.letters.items()
        if any(holds(letter, word) for letter in letters)
    }


def lines_to(name, house):
    """Every line of the plain texts that somebody got."""
    mails = house.server.to(f"{name}@plan.example")
    return [line for mail in mails for line in mail.get_body(("plain",)).get_content().splitlines()]


def one_process(house):
    return repeat((house.daemon(),))


def started_anew(house):
    return ((house.daemon(),) for _ in count())


def two_in_turn(house):
    one, other = house.daemon(), house.daemon()
    return cycle([(one, other), (other, one)])


@pytest.mark.parametrize("processes", [one_process, started_anew, two_in_turn])
def test_a_week_sends_the_right_mails_to_the_right_people_once(house, capsys, processes):
    for (moment, lines), running in zip(MEANWHILE, processes(house), strict=False):
        house.lives_until(at(moment), *running)
        for line in lines:
            house.planner(line)
        if moment == ANSWERED:
            accepts("carl@plan.example", house)
    capsys.readouterr()
    assert "\n".join(house.ledger) == LEDGER.strip()
    assert {one["event"] for one in house.events()} == {"done"}
    assert {one["job"] for one in house.events()} == {
        *("sync", "wheel", "backup"),
        *(f"{name}:1" for name in ("stages", "forward_look", "reminders", "digest")),
    }
    assert len(list((house.config.parent / "kopier").iterdir())) == 7
    assert readers_of(CLOSED, house) == {"ada", "sekretariat"}  # a member, and the secretariat
    assert readers_of(UNPUBLISHED, house) == {"sekretariat"}
    ready = [line for line in lines_to("sekretariat", house) if line.startswith("Klar til udsendelse")]
    lacking = "materiale pkt. 1 (BOL), materiale pkt. 3 (DKR), svar fra BOL, svar fra DKR"
    assert ready == [f"Klar til udsendelse: 1 af 3. Mangler: {lacking}."]


def test_what_is_listed_beforehand_is_what_happens(house, capsys):
    process = house.daemon()
    house.lives(process, hours=4)
    told = len(house.ledger)
    house.planner("job liste --until 13/3 --json")
    listed = json.loads(capsys.readouterr().out)["times"]
    house.lives(process, days=7, hours=14)
    foretold = [
        (at["at"][:16], one["what"], name.split()[0].lower())
        for at in listed
        for one in at["expected"]
        for name in one["people"]
    ]
    assert {what for _, what, _ in foretold} == {"reminders", "forward_look"}
    days = {
        (at["at"][:10], one["what"]): one["days"] for at in listed for one in at["expected"] if one["days"]
    }
    assert days == {
        ("2031-03-10", "lock"): ["2031-03-12"],
        ("2031-03-11", "dispatch"): ["2031-03-12"],
    }
    happened = {
        (f"2031-{line[3:5]}-{line[:2]}T{line[6:8]}:{line[9:11]}", line[13:].split()[0])
        for line in house.ledger[told:]
        if not any(word in line for word in ("dagens liste", "Ændret", "Changed"))
    }
    copies = {(at, "inge") for at, _, name in foretold if name == "bo"} | {
        ("2031-03-11T08:00", "sekretariat")
    }
    named = {(at, "sekretariat" if name == "ledelsessekretariatet" else name) for at, _, name in foretold}
    assert happened == named | copies
