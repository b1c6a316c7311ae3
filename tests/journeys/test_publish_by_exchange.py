"""A plan published to Exchange with the real command, over HTTPS with an authority of our own."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing

import pytest

from tests.fakes.exchange_office import BOX, exchange_office

ADA, BO, CARL, DINA = (f"{name}@plan.example" for name in ("ada", "bo", "carl", "dina"))
NINE_ON_THE_12TH = dt.datetime(2031, 3, 12, 8, tzinfo=dt.UTC)
PLAN = (
    "init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12 --unclassified open",
    "møde tilføj 12/3 og 19/3",
    f"person|tilføj|Ada Ravn|--email|{ADA}|--role|medlem",
    f"person|tilføj|Bo Lind|--email|{BO}|--role|medlem",
    f"person|tilføj|Carl Holt|--email|{CARL}",
    f"person|tilføj|Dina Kær|--email|{DINA}",
    "ny|Budgetopfølgning|--on|12/3|--minutes|30|--presenter|Carl Holt",
    "ny|Afsked af KANARIEFUGL|--on|12/3|--minutes|30|--closed|--presenter|Dina Kær",
    "lås 12/3",
    "lås 19/3",
    "udgiv --yes",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with exchange_office(tmp_path_factory.mktemp("office"), ADA, BO, CARL, DINA) as office:
        for line in PLAN:
            office.does(line)
        yield office


def test_plan_is_published_moved_and_called_off_and_only_those_concerned_are_told(office):
    assert office.told() == []
    assert len(office.json("synk")["done"]) == 4
    assert office.told() == [(ADA, "request")] * 2 + [(BO, "request")] * 2 + [
        (CARL, "request"),
        (DINA, "request"),
    ]
    assert [entry[:2] for entry in office.has(CARL)] == [("12.03 08.00", "08.30")]
    assert office.server.spent().count("CreateItem") == 1

    office.does("sæt 1 19/3")
    office.does("udgiv --yes")
    office.does("synk")
    # The members of both meetings have a new agenda: the time plans were locked.
    assert office.told() == [(ADA, "request")] * 2 + [(BO, "request")] * 2 + [
        (CARL, "request"),
        (DINA, "request"),
    ]
    assert [entry[:2] for entry in office.has(CARL)] == [("19.03 08.00", "08.30")]

    office.does("aflys 19/3 ferie")
    office.does("udgiv --yes")
    office.does("synk")
    assert office.told() == [(ADA, "cancel"), (BO, "cancel"), (CARL, "cancel")]
    assert (office.has(CARL), len(office.has(ADA))) == ([], 1)

    office.server.spent()
    assert office.json("synk")["done"] == []
    assert [
        name for name in office.server.spent() if name in ("CreateItem", "UpdateItem", "DeleteItem")
    ] == []
    assert b"KANARIEFUGL" not in b"".join(office.server.bodies)
    assert {item.owner for item in office.server.mailboxes.items.values()} <= {BOX, ADA, BO, CARL, DINA}


def test_presenter_who_is_taken_is_told_of_and_the_item_placed_all_the_same(office):
    office.server.mailboxes.taken(DINA, NINE_ON_THE_12TH, dt.timedelta(hours=3))
    (day,) = office.json("optaget|Dina Kær|12/3")["taken"]
    assert (day["starts"], day["ends"]) == ("2031-03-12T09:00:00+01:00", "2031-03-12T12:00:00+01:00")
    rehearsed = office.json("ny|Skolestart|--minutes|30|--presenter|Dina Kær")
    number = rehearsed["changes"][0]["after"]["id"]
    note = "Dina Kær er optaget 12. marts kl. 9.00-12.00."
    assert office.json(f"sæt {number} 12/3 --dry-run")["notes"][-1] == note
    assert office.json(f"sæt {number} 12/3")["notes"][-1] == note
    assert office.run("sæt", str(number), "12/3", env={"PLANNER_CALENDAR_BUSY_CHECK": "off"}).returncode == 0


def test_exchange_that_is_gone_delays_no_placing_and_is_not_spoken_of(office):
    gone = {"PLANNER_EXCHANGE_ENDPOINT": "https://localhost:1/EWS/Exchange.asmx"}
    done = office.run("sæt", "1", "12/3", env=gone)
    assert (done.returncode, done.stderr) == (0, "")
    assert "optaget" not in done.stdout


def test_address_book_proposes_and_stores_nothing(office):
    office.server.mailboxes.names = {"fie@plan.example": "Fie Holm", "fie2@plan.example": "Fie Holm Bak"}
    office.does("person tilføj Fie Holm --role medlem")
    office.does("person tilføj Gro Ukendt --role medlem")
    asked = office.json("udgiv --dry-run")["missing"]
    assert [(one["name"], [c["email"] for c in one["candidates"]]) for one in asked] == [
        ("Fie Holm", ["fie2@plan.example", "fie@plan.example"]),
        ("Gro Ukendt", []),
    ]
    assert "i adressebogen: Fie Holm <fie@plan.example>" in office.does("udgiv --dry-run")
    assert [person["email"] for person in office.json("person liste fie")] == [None]


def test_sync_with_nothing_to_do_writes_only_how_far_was_read(office, monkeypatch):
    office.run("synk")
    before, files = rows(office), beside(office)
    office.server.spent()
    monkeypatch.setattr(office, "now", "2031-03-05T18:00")
    done = office.run("synk", "--json")
    assert json.loads(done.stdout)["done"] == []
    assert office.server.spent() == ["SyncFolderItems", "FindItem"]
    after = rows(office)
    assert {name for name in before if before[name] != after[name]} == {"reading"}
    assert len(after["reading"]) == len(before["reading"]) == 1
    assert beside(office) == files


def rows(office):
    """Every row of every table of the database."""
    with closing(sqlite3.connect(office.folder / "plan.db")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608 -- names of our own tables


def beside(office):
    """The bytes of every file but the database's own."""
    return {
        path.name: path.read_bytes()
        for path in office.folder.rglob("*")
        if path.is_file() and not path.name.startswith("plan.db-") and path.name != "plan.db"
    }
