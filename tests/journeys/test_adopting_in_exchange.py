"""Meetings that stand in the secretariat's mailbox already, by the real commands and an Exchange server."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from planner.domain.calendar import Attendee, Mailbox
from planner.entrypoints.cli.main import run
from planner.wiring import App, Options
from tests.contracts.calendar_gateway import ADA, BO, ENTRY
from tests.fakes.ews_server import EwsServer

OK, PERSON = 0, 4
BOX, ROOM = "sekretariat@plan.example", "lokale2@plan.example"
NINE = dt.datetime(2031, 3, 12, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
OUTLOOK = replace(
    ENTRY,
    uid="040000008200E00074C5B7101A82E008BB",
    starts=NINE,
    ends=NINE + dt.timedelta(hours=3),
    subject="Direktionsmøde",
    organizer=Mailbox("Sekretariatet", BOX),
    attendees=(Attendee(ADA), Attendee(BO)),
)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with EwsServer(BOX, ADA.email, BO.email, ROOM) as running:
        running.mailboxes.now = dt.datetime(2031, 3, 1, 8, tzinfo=dt.UTC)
        yield running
    assert running.unfit == []


@pytest.fixture
def config(tmp_path, server):
    (tmp_path / "secret").write_text(server.secret, encoding="utf-8")
    path = tmp_path / "planner.toml"
    path.write_text(
        f'database = "{tmp_path / "plan.db"}"\n[secretariat]\nname = "Sekretariatet"\nmailbox = "{BOX}"\n'
        '[calendar]\nbackend = "ews"\n'
        f'[exchange]\nendpoint = "{server.endpoint}"\nuser = "planner"\nlogin = "basic"\n'
        f'secret_file = "{tmp_path / "secret"}"\n',
        encoding="utf-8",
    )
    return str(path)


@pytest.fixture
def planner(config, capsys):
    def call(line, now="2031-03-05T14:00"):
        words = line.split("|") if "|" in line else line.split()
        code = run(["--config", config, "--now", now, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    call(
        f"init|--board|DIR|--name|Direktionen|--weekday|onsdag|--start|9|--end|12|--place|Rådhuset|--room|{ROOM}"
    )
    call("møde tilføj 12/3 og 19/3")
    call(f"person|add|{ADA.name}|--email|{ADA.email}|--role|medlem")
    call(f"person|add|{BO.name}|--email|{BO.email}|--role|medlem")
    return call


@pytest.fixture
def stands_there(config, server):
    """A meeting that the secretary made in Outlook."""
    gateway = App(Options(config=config)).gateways["ews"]
    gateway.create(OUTLOOK)
    gateway.close()
    item = server.mailboxes.by_uid(BOX, OUTLOOK.uid)
    item.properties.clear()
    server.mailboxes.changed(item)
    server.mailboxes.told.clear()


def told(server):
    found = sorted({(who, what) for who, what, _ in server.mailboxes.told})
    server.mailboxes.told.clear()
    return found


@pytest.mark.usefixtures("stands_there")
def test_what_stands_there_is_never_made_again_and_kept_from_then_on(planner, server):
    code, out, err = planner("udgiv --yes")
    assert (code, err.splitlines()[0]) == (
        PERSON,
        "Der står allerede et møde i kalenderen for de samme personer, så intet er udgivet.",
    )
    assert "12. marts kl. 9.00-12.00: Direktionsmøde" in out
    adopted = json.loads(planner("kalender overtag --yes --json")[1])
    assert [(one["date"], one["by_hand"], one["fault"]) for one in adopted["matches"]] == [
        ("2031-03-12", None, None)
    ]
    assert told(server) == []
    assert planner("udgiv --yes")[0] == OK
    assert planner("synk")[0] == OK
    starts = sorted(item.values["Start"].date().isoformat() for item in server.mailboxes.of(ADA.email))
    assert starts == ["2031-03-12", "2031-03-19"]
    told(server)
    planner("møde|ret|12/3|--start|8")
    planner("udgiv --yes")
    assert planner("synk")[0] == OK
    assert told(server) == [(ADA.email, "request"), (BO.email, "request"), (ROOM, "request")]
    moved = server.mailboxes.by_uid(ADA.email, OUTLOOK.uid)
    assert moved.values["Start"] == NINE - dt.timedelta(hours=1)


def test_room_is_a_resource_that_is_booked_moved_and_released(planner, server):
    planner("udgiv --yes")
    planner("synk")
    events = server.mailboxes.of(BOX)
    assert [[one.email for one in event.attendees["Resources"]] for event in events] == [[ROOM], [ROOM]]
    assert (ROOM, "request") in told(server)
    planner("person|ret|Bo Lind|--title|Direktør")
    planner("udgiv --yes")
    planner("synk")
    assert told(server) == []
    planner("møde|ret|12/3|--room|ingen")
    planner("udgiv --yes")
    assert planner("synk")[0] == OK
    assert told(server) == [(ROOM, "cancel")]
