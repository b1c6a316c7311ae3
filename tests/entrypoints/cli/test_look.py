"""The look as people see it: exact lines of 80 columns, and what JSON holds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.fakes.spring_plan import RECORDS
from tests.fakes.stored_plan import store_plan

SCREEN = """\
Ledelsen · kommende møder                              tirsdag den 4. marts 2031

onsdag den 5. marts (uge 10)  9.00-13.00                     ca. 135 af 135 min.
               med de foreløbige: ca. 165 min.
   9.00        Beslutningsprotokoller og dagsordener      60  fast punkt
           #5    Sundhedsreformen under aktuelle sager
  10.00    #1  Hovedoversigt pr. ultimo februar          ~30  Bo Bak
  10.30    #3  Kloge kvadratmeter – projektbeskrivel...  ~30
  11.00    #4  Beredskabsplan                             45  lukket punkt
  12.00        Frokost                                    30  pause
  12.45        Gennemgang af kommende tre ugers møder     15  fast punkt
  13.00    #6  Årsprogram for lederudvikling             ~30  efter mødets slut
               foreløbig: 5. eller 12. marts
           #2  Roller og program for arbejdsmiljødagen   ~30  på igen (2. gang)

onsdag den 12. marts (uge 11)  9.00-13.00                         luft: 135 min.
               afbud: Ane Eng
   9.00        Beslutningsprotokoller og dagsordener      60  fast punkt
  12.00        Frokost                                    30  pause
  12.45        Gennemgang af kommende tre ugers møder     15  fast punkt
               foreløbig: 5. eller 12. marts
           #2  Roller og program for arbejdsmiljødagen   ~30  på igen (2. gang)

onsdag den 19. marts (uge 12)                        Aflyst pga. fælles lederdag

onsdag den 26. marts (uge 13)  9.00-13.00     luft: 75 min. · ca. 60 af 135 min.
               Mødet holdes på havnen
   9.00        Beslutningsprotokoller og dagsordener      60  fast punkt
               Status og program for:
  10.00    #7    Seminar i august                        ~30
  10.30    #8    Nytårskur                               ~30
  12.00        Frokost                                    30  pause
  12.45        Gennemgang af kommende tre ugers møder     15  fast punkt

onsdag den 2. april (uge 14)  9.00-13.00                          luft: 135 min.
               Sekretariatschefer deltager
               ingen punkter endnu

onsdag den 9. april (uge 15)  9.00-13.00                          luft: 135 min.
               ingen punkter endnu

onsdag den 16. april (uge 16)  9.00-13.00                         luft: 135 min.
               ingen punkter endnu

Afventer dato (2)
           #9  Regeringens lovprogram                har afventet siden 26. feb.
          #10  Partnerskaber                      afventer Ledelsessekretariatet

OBS-punkter (3)
   !! #2: foreløbig på 12. marts, men begivenheden er 11. marts; senest 5. marts
                                                               planner sæt 2 5/3
   !  5. marts: ca. 30 min. for meget, hvis alle foreløbige kommer
                                                                 planner vis 5/3
   !  #2: foreløbig på 5. marts eller 12. marts; vælg en dato  planner sæt 2 5/3
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return store_plan(tmp_path_factory.mktemp("plan") / "plan.db", RECORDS)


def planner(database, *words, now="2031-03-04T10:00+01:00"):
    command = [sys.executable, "-m", "planner", "--db", str(database), "--now", now, *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_look_is_exactly_this_screen(database):
    assert planner(database, "look") == SCREEN


def test_look_is_what_no_command_shows(database):
    assert planner(database) == SCREEN


@pytest.mark.parametrize(
    "words",
    [["look"], ["backlog"], ["check"], ["show", "2"], ["show", "5/3"], ["find", "program"], ["history"]],
)
def test_no_line_is_wider_than_80_columns(database, words):
    assert [line for line in planner(database, *words).splitlines() if len(line) > 80] == []


def dates(database, *words, **options):
    return [
        meeting["date"] for meeting in json.loads(planner(database, *words, "--json", **options))["meetings"]
    ]


def test_weeks_reach_up_to_and_including_the_last_day(database):
    assert dates(database, "look", "--weeks", "1") == ["2031-03-05"]
    assert dates(database, "look", "--weeks", "1", now="2031-03-05T08:00+01:00") == [
        "2031-03-05",
        "2031-03-12",
    ]


def test_a_meeting_that_has_ended_is_not_shown(database):
    assert dates(database, "look", "--weeks", "1", now="2031-03-05T13:00+01:00") == ["2031-03-12"]
    assert dates(database, "look", "--weeks", "1", now="2031-03-05T12:59+01:00")[0] == "2031-03-05"


def test_json_says_what_was_guessed_and_what_is_held(database):
    look = json.loads(planner(database, "look", "--weeks", "1", "--json"))
    (meeting,) = look["meetings"]
    assert {key: meeting[key] for key in ("weekday", "week", "start", "end", "status", "capacity_min")} == {
        "weekday": "onsdag",
        "week": 10,
        "start": "09:00",
        "end": "13:00",
        "status": "planned",
        "capacity_min": 135,
    }
    assert [
        (item["id"], item["start"], item["minutes"], item["guessed"], item["held"])
        for item in meeting["items"]
    ] == [
        (1, "10:00", 30, True, False),
        (2, None, 30, True, True),
        (3, "10:30", 30, True, False),
        (4, "11:00", 45, False, False),
        (5, None, 30, True, False),
        (6, "13:00", 30, True, False),
    ]


def test_json_prints_a_heading_with_its_bullets_as_the_table_does(database):
    look = json.loads(planner(database, "look", "--json"))
    rows = {meeting["date"]: meeting["rows"] for meeting in look["meetings"]}
    assert rows["2031-03-26"] == [
        {"title": "Status og program for:", "children": ["Seminar i august", "Nytårskur"]}
    ]


def test_findings_are_counted(database):
    look = json.loads(planner(database, "look", "--json"))
    assert (len(look["findings"]), look["findings_count"]) == (3, 3)
