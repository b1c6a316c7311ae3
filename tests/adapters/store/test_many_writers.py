"""Several processes that write at once lose nothing: `python test_many_writers.py 16 250` is the full proof."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from planner.adapters.store.backup import check
from planner.adapters.store.readonly import open_reader
from planner.adapters.store.store import open_store
from planner.domain.board import Board
from planner.domain.changes import added, edited
from planner.domain.errors import PlannerError, StalePlan
from planner.domain.item import Item

AT = dt.datetime(2024, 11, 6, 14, tzinfo=dt.UTC)


def write_many(path, who, count):
    """As one secretary: lengthen the shared item by a minute, add an item; say what was refused."""
    store = open_store(path)
    for number in range(count):
        try:
            with store.work() as work:
                shared = work.read.items([1]).items[1]
                work.append(
                    [
                        edited(shared, minutes=(shared.minutes or 0) + 1),
                        added(Item(work.new_id(Item), 1, f"{who} {number}")),
                    ],
                    board=1,
                    at=AT,
                    by=who,
                    command="ny",
                )
                work.commit()
            print("written")
        except PlannerError as error:
            print("refused:", error.sentence)


def write_at_once(folder, writers, count):
    """Let that many processes write; how many edits were said to be written, and refused."""
    path = Path(folder) / "plan.db"
    with open_store(path, create=True).work() as work:
        records = [Board(1, "DIR", "Direktionen"), Item(1, 1, "Fælles punkt")]
        work.append(list(map(added, records)), board=1, at=AT, by="mette", command="init")
        work.commit()
    arguments = [sys.executable, __file__, "write", str(path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen([*arguments, f"skriver-{n}", str(count)], stdout=subprocess.PIPE, text=True, env=env)
        for n in range(writers)
    ]
    lines = [line for process in running for line in process.communicate()[0].splitlines()]
    return path, lines.count("written"), sum(line.startswith("refused: ") for line in lines)


def prove(path, written):
    """Every edit that was said to be written is there, once."""
    with open_reader(path) as read:
        plan = read.everything()
        assert plan.items[1].minutes == written
        assert len({item.title for item in plan.items.values()}) == len(plan.items) == written + 1
        assert len(read.steps(1, limit=100_000)) == written + 1
    assert check(path) == ()


def test_nothing_is_lost_when_several_write_at_once(tmp_path):
    path, written, refused = write_at_once(tmp_path, writers=4, count=25)
    assert written + refused == 4 * 25
    prove(path, written)


def test_process_that_is_killed_loses_nothing_it_had_confirmed(tmp_path):
    path, *_ = write_at_once(tmp_path, writers=1, count=1)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    arguments = [sys.executable, __file__, "write", str(path), "dræbt", "100000"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=env) as process:
        confirmed = [process.stdout.readline() for _ in range(10)]
        process.kill()
        confirmed += process.stdout.readlines()
    with open_reader(path) as read:
        minutes = read.items([1]).items[1].minutes
    assert minutes - 1 - confirmed.count("written\n") in (0, 1)  # 1: written, and killed before it said so
    prove(path, minutes)


def test_second_writer_of_the_same_row_is_refused_with_both_states(store):
    with store.reading() as read:
        seen = read.items([1]).items[1]
    for title in ("Først", "Sidst"):
        try:
            with store.work() as work:
                work.append([edited(seen, title=title)], board=1, at=AT, by="x", command="ret")
                work.commit()
            refusal = None
        except StalePlan as error:
            refusal = error
    assert (refusal.data["record"].title, refusal.data["stored"].title) == ("Sidst", "Først")
    with store.reading() as read:
        assert read.items([1]).items[1].title == "Først"


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write_many(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as name:
            database, done, turned_away = write_at_once(name, int(sys.argv[1]), int(sys.argv[2]))
            taken = time.perf_counter() - started
            prove(database, done)
        print(f"{done} skrevet, {turned_away} afvist med en grund, {taken:.1f} s")
