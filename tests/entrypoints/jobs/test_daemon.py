"""The process that stays: real store, real mail server, virtual clock."""

from __future__ import annotations

import datetime as dt
import json
import select
import sqlite3
import urllib.error
import urllib.request

import pytest

from planner.adapters.store import readonly
from planner.entrypoints.jobs import daemon as daemon_module
from planner.entrypoints.jobs import table
from planner.entrypoints.jobs.health import Health, write_health
from planner.entrypoints.jobs.metrics import metrics_page
from planner.entrypoints.jobs.pulse import Pulse
from planner.settings import Settings
from tests.entrypoints.jobs.house import House

BO, ADA = "bo@plan.example", "ada@plan.example"
MOST_STATEMENTS = 3


@pytest.fixture
def house(tmp_path, server, capsys):
    house = House(tmp_path, server, "[run]\nsync_minutes = 120\n")
    house.planner("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    house.planner("udvalg ret --lock-days 2 --dispatch-days 1")
    house.planner("møde tilføj 12/3")
    house.planner("person|ny|Ada Ravn|--email|ada@plan.example|--role|medlem")
    house.planner("person|ny|Bo Lind|--email|bo@plan.example")
    house.planner("ny|Klimaplan|--on|12/3|--open|--minutes|30|--presenter|Bo Lind")
    house.planner("udgiv --yes")
    capsys.readouterr()
    return house


def get(port, page):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def test_a_week_by_itself_tells_everybody_what_the_board_has_chosen_once(house):
    daemon = house.daemon()
    house.lives(daemon, hours=3)
    assert house.mailed() == {ADA: 1, BO: 1}  # the invitations that waited
    house.lives(daemon, days=7)
    # The exact times on the day of the lock, the numbers of the agenda on the day before.
    assert house.mailed() == {ADA: 3, BO: 3}
    told = [(one["due"][:10], one["told"]) for one in house.events("done") if one.get("told")]
    assert told == [("2031-03-10", 2), ("2031-03-11", 2)]
    syncs = [one["due"] for one in house.events("done") if one["job"] == "sync"]
    assert len(syncs) == len(set(syncs)) > 70
    assert {one["event"] for one in house.events()} == {"done"}


def test_what_nobody_has_published_is_not_sent_because_a_day_has_come(house):
    daemon = house.daemon()
    house.lives(daemon, hours=3)
    house.planner("ny|Budget|--on|12/3|--closed|--minutes|60|--presenter|Ada Ravn")
    house.lives(daemon, days=5, hours=12)
    assert house.mailed() == {ADA: 1, BO: 1}
    assert any(one.get("unpublished") for one in house.events("done") if one["job"] == "stages:1")


def test_what_waits_as_too_small_to_be_sent_does_not_hold_the_lock_back(house):
    daemon = house.daemon()
    house.lives(daemon, hours=3)
    house.planner("ny|Budget|--on|12/3|--closed|--minutes|60|--presenter|Ada Ravn")
    house.planner("udgiv --yes")  # a point more on a provisional agenda is told with the lock
    house.lives(daemon, days=5, hours=12)
    assert house.mailed() == {ADA: 2, BO: 2}


def test_the_secretariat_is_told_that_a_lock_is_held_back(house):
    house.planner("udvalg|ret|--digest|hverdage kl. 7.30")
    daemon = house.daemon()
    house.lives(daemon, hours=3)
    house.planner("ny|Budget|--on|12/3|--closed|--minutes|60|--presenter|Ada Ravn")
    house.lives(daemon, days=5, hours=12)
    said = "Ændringer, der ikke er udgivet, kan holde låsning og dagsorden tilbage: planner udgiv"
    lists = house.server.to("sekretariat@plan.example")
    days = [one["Subject"].split()[3] for one in lists if said in one.get_body(("plain",)).get_content()]
    assert days == ["fredag", "mandag"]


def test_after_three_days_down_the_board_is_caught_up_with(house):
    house.lives(house.daemon(), hours=3)
    house.clock.passes(days=5, hours=14)  # the lock's day was yesterday; today is the day of the agenda
    house.lives(house.daemon(), hours=30)
    assert house.mailed()[BO] == 2


def test_a_forward_look_that_was_due_while_the_machine_was_off_is_sent_the_next_morning_once(house):
    house.planner("udvalg|ret|--forward-look|torsdag kl. 14")
    house.lives(house.daemon(), hours=3)
    house.clock.passes(days=1, hours=16)  # Friday at nine
    for _ in range(2):
        house.lives(house.daemon(), hours=3)
    assert [line[:11] for line in house.ledger if "kommende tre ugers" in line] == ["07.03 09.00"] * 2
    (sent,) = (one for one in house.events("done") if one["job"] == "forward_look:1")
    assert (sent["due"], sent["queued"]) == ("2031-03-06T14:00:00+01:00", 2)


def test_a_tick_with_nothing_due_asks_three_statements_however_many_boards(house, monkeypatch):
    for number in range(2, 21):
        house.planner(f"--board|DIR|udvalg|tilføj|U{number}|Udvalg {number}")
        if number % 10 == 0:
            house.planner(f"--board|U{number}|udvalg|ret|--lock-days|2")
    daemon = house.daemon()
    daemon.turn()
    daemon.turn()
    asked = []

    def traced(path, **how):
        connection = connect(path, **how)
        connection.set_trace_callback(asked.append)
        return connection

    connect = readonly.connect
    monkeypatch.setattr(readonly, "connect", traced)
    monkeypatch.setattr(daemon.app, "store", lambda: pytest.fail("nothing is due, and nothing is written"))
    daemon.turn()
    asked = [one for one in asked if not one.startswith("--")]  # what SQLite asks itself
    assert len(asked) == MOST_STATEMENTS, asked


def test_a_job_that_raises_is_told_by_its_class_and_place_and_the_others_go_on(house, monkeypatch):
    def raising(_turn):
        raise ZeroDivisionError("Afsked af KANARIEFUGL")

    broken = table.KIND_OF["stages"]._replace(act=raising)
    monkeypatch.setitem(table.KIND_OF, "stages", broken)
    daemon = house.daemon()
    house.lives(daemon, hours=20)
    failed = house.events("failed")
    assert {(one["job"], one["error"], one["where"][:3]) for one in failed} == {
        ("stages:1", "ZeroDivisionError", "ent"),
    }
    assert len(failed) > 1
    assert "KANARIEFUGL" not in house.log.getvalue()
    assert len([one for one in house.events("done") if one["job"] == "sync"]) == 9
    assert daemon.pulse.report()[1]["failing"] == {"stages:1": "ZeroDivisionError"}


def test_a_job_that_takes_long_says_that_it_is_at_work(house, monkeypatch):
    def slow(_turn):
        for _ in range(600):
            if house.events("working"):
                break
            select.select([], [], [], 0.1)
        return {}

    monkeypatch.setattr(daemon_module, "_BEAT", 0.01)
    monkeypatch.setitem(table.KIND_OF, "sync", table.KIND_OF["sync"]._replace(act=slow))
    house.lives(house.daemon(), hours=3)
    assert {(one["job"], one["seconds"]) for one in house.events("working")} == {("sync", 0)}


def test_a_clock_that_is_set_by_three_days_is_said_in_one_line_and_so_is_what_was_missed(house):
    passed = [0.0]
    daemon = house.daemon(passed=lambda: passed[0])
    for hours in (0, 2, 72, 0, -72, 0, 2):
        house.clock.passes(hours=hours, seconds=30)
        passed[0] += 30 + (hours == 2) * 7200
        daemon.turn()
    assert [one["seconds"] for one in house.events("clock_set")] == [259200, -259200]
    missed = [(one["job"], one["times"]) for one in house.events("missed")]
    assert ("stages:1", 2) in missed
    assert len(missed) == len({job for job, _ in missed})
    done = [(one["job"], one["due"]) for one in house.events("done")]
    assert len(done) == len(set(done)) > 3


def test_a_zone_that_the_machine_lacks_stops_its_board_alone_and_is_said_once(house):
    with sqlite3.connect(house.db) as connection:
        connection.execute("UPDATE board SET zone = 'Europe/Atlantis'")
    daemon = house.daemon()
    house.lives(daemon, hours=5)
    assert [(one["job"], one["error"]) for one in house.events("unset")] == [("stages:1", "Unreachable")]
    assert house.events("done")


def test_a_database_that_is_gone_is_said_and_waited_for(house, tmp_path):
    daemon = house.daemon()
    daemon.turn()
    house.db.rename(tmp_path / "aside.db")
    for name in ("plan.db-wal", "plan.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    for _ in range(3):
        moment = daemon.turn()
    assert moment - house.clock.at == dt.timedelta(seconds=30)
    assert (house.events()[-1]["event"], daemon.pulse.report()[0]) == ("fault", False)
    (tmp_path / "aside.db").rename(house.db)
    daemon.turn()
    assert daemon.pulse.report()[0] is True
    assert [one["event"] for one in house.events("fault", "recovered")] == ["fault", "recovered"]


def test_a_stop_in_the_middle_of_sending_sends_the_rest_at_the_next_start(house, server):
    stopping = house.daemon(stopping=lambda: bool(server.letters))
    house.lives(stopping, hours=2)
    assert [one["event"] for one in house.events()][-1] == "stopping"
    assert sum(house.mailed().values()) == 1
    house.clock.passes(minutes=1)
    house.lives(house.daemon(), hours=2)
    assert house.mailed() == {ADA: 1, BO: 1}


def test_health_is_on_the_machine_itself_and_says_when_the_process_is_silent(house, tmp_path):
    daemon = house.daemon()
    house.lives(daemon, hours=3)
    daemon.turn()
    health = Health(0, daemon.pulse, metrics_page(house.app(), daemon.pulse))
    try:
        status, told = get(health.port, "/health")
        assert (status, json.loads(told)["jobs"]["sync"]["state"]) == (200, "done")
        page = get(health.port, "/metrics")[1]
        assert 'planner_job_failing{job="sync"} 0.0' in page
        assert 'planner_job_late_seconds{job="sync"}' in page
        assert "planner_letters_oldest_due_seconds 0.0" in page
        house.clock.passes(minutes=5)
        assert get(health.port, "/health")[0] == 503
        assert get(health.port, "/plan")[0] == 404
    finally:
        health.close()
    write_health(str(tmp_path / "health.json"), daemon.pulse)
    assert json.loads((tmp_path / "health.json").read_text())["well"] is False


def test_metrics_are_not_there_unless_they_are_wanted():
    health = Health(0, Pulse(lambda: 0.0))
    try:
        assert get(health.port, "/metrics")[0] == 404
    finally:
        health.close()


def test_every_kind_of_job_has_names_of_its_own_and_says_what_it_is():
    names = [name for kind in table.KINDS for name in {kind.name, kind.danish}]
    assert len(names) == len(set(names))
    assert all(kind.title and kind.useful for kind in table.KINDS)


def test_jobs_of_a_house_that_has_chosen_nothing_are_the_sync_and_the_year_wheel():
    jobs, unset = table.jobs_of(Settings("plan.db"), (), dt.datetime(2031, 3, 5, tzinfo=dt.UTC))
    assert ([job.key for job in jobs], unset) == (["sync", "wheel"], ())


def test_old_copies_give_way_to_new_ones(tmp_path, server):
    house = House(
        tmp_path,
        server,
        f'[run]\nsync_minutes = 240\nbackup = "hver dag kl. 18"\nbackup_directory = "{tmp_path / "kopier"}"\nbackup_keep = 3\n',
    )
    house.planner("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    (tmp_path / "kopier").mkdir()
    (tmp_path / "kopier" / "plan-min-egen.db").write_text("rør mig ikke")
    house.lives(house.daemon(), days=5)
    kept = sorted(path.name for path in (tmp_path / "kopier").iterdir())
    assert kept == [
        "plan-kl-2031-03-07-180000.db",
        "plan-kl-2031-03-08-180000.db",
        "plan-kl-2031-03-09-180000.db",
        "plan-min-egen.db",
    ]
