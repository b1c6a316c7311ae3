"""A database that cannot be used: one sentence, what to do, and nothing changed."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from planner.adapters.store.readonly import open_reader
from planner.adapters.store.store import open_store
from planner.domain.changes import added
from planner.domain.errors import BadUsage, PlannerError, Refused, Unreachable
from planner.domain.item import Item

AT = dt.datetime(2024, 11, 6, 14, tzinfo=dt.UTC)


def look(path):
    with open_reader(path) as read:
        return read.boards()


def add(path, title="Nyt punkt", **how):
    with open_store(path, **how).work() as work:
        work.append([added(Item(work.new_id(Item), 1, title))], board=1, at=AT, by="x", command="ny")
        work.commit()


@pytest.mark.parametrize("use", [look, add])
def test_missing_database_says_how_to_make_one(tmp_path, use):
    with pytest.raises(Unreachable) as caught:
        use(tmp_path / "ingen" / "plan.db")
    assert caught.value.sentence == f"Der er ingen plan i {tmp_path}/ingen/plan.db."
    assert "planner opret" in caught.value.hint
    assert not (tmp_path / "ingen").exists()


@pytest.mark.parametrize("use", [look, add])
@pytest.mark.parametrize("content", [b"Til alle\n" * 500, b"SQLite format 3\0" + b"\1" * 5000])
def test_file_that_is_no_database_is_named_and_left_alone(tmp_path, use, content):
    path = tmp_path / "brev.docx"
    path.write_bytes(content)
    with pytest.raises(Unreachable) as caught:
        use(path)
    assert caught.value.sentence == f"{path} er ikke en plan."
    assert path.read_bytes() == content


@pytest.mark.parametrize("use", [look, add])
def test_database_of_another_program_is_refused(tmp_path, use):
    path = tmp_path / "andet.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE board (id)")
    before = path.read_bytes()
    with pytest.raises(Unreachable) as caught:
        use(path)
    assert caught.value.sentence == f"{path} er ikke en plan."
    assert path.read_bytes() == before


@pytest.mark.parametrize("use", [look, add])
@pytest.mark.parametrize(("version", "words"), [(99, "nyere udgave"), (0, "ældre udgave")])
def test_database_of_another_version_is_refused(store, path, use, version, words):
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(Refused) as caught:
        use(path)
    assert words in caught.value.sentence


def test_locked_database_is_said_to_be_locked_and_reads_go_on(store, path):
    with store.work():
        with pytest.raises(Unreachable) as caught:
            add(path, wait=0.05)
        assert caught.value.sentence == "Planen er låst af en anden, der skriver i den, så intet er gemt."
        assert [board.code for board in look(path)] == ["DIR"]
    add(path)


WRITE_PROTECTED = """
import os, sys
from test_faults import PlannerError, add, look
from planner.adapters.store.store import open_store
open_store(sys.argv[2], create=True)
try:
    add(sys.argv[2])  # loads what is needed while it may be read
except PlannerError:
    pass
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
print(look(sys.argv[1])[0].code)
try:
    add(sys.argv[1])
except PlannerError as error:
    print(error.sentence)
"""


@pytest.mark.skipif(os.name == "nt", reason="folders are protected in another way there")
def test_write_protected_database_can_be_read_and_not_written(store, path, tmp_path):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.db").write_bytes(path.read_bytes())
        (folder / "plan.db").chmod(0o444)
        folder.chmod(0o555)
        before = (folder / "plan.db").read_bytes()
        arguments = [str(folder / "plan.db"), str(tmp_path / "spare.db")]
        done = subprocess.run(
            [sys.executable, "-c", WRITE_PROTECTED, *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parent)])},
        )
        assert done.stdout.splitlines() == [
            "DIR",
            f"Planen i {folder}/plan.db er skrivebeskyttet, så intet er gemt.",
        ], done.stderr
        assert (folder / "plan.db").read_bytes() == before
        folder.chmod(0o700)


def fill(store, changes):
    """Write to a disk that has room for one page more."""
    with store.work() as work:
        size = work.run("PRAGMA page_count")[0][0]
        work.run(f"PRAGMA max_page_count = {size + 1}")
        work.append(changes, board=1, at=AT, by="x", command="import")
        work.commit()


def test_full_disk_writes_nothing_of_the_step(store, path):
    with store.reading() as read:
        before = read.everything()
    changes = [added(Item(100 + n, 1, "Et langt punkt " * 200)) for n in range(50)]
    with pytest.raises(Unreachable) as caught:
        fill(store, changes)
    assert caught.value.sentence == "Der er ikke mere plads på disken, så intet er gemt."
    with store.reading() as read:
        assert read.everything() == before


def test_disk_that_fills_while_the_database_is_made_leaves_no_file(tmp_path):
    resource = pytest.importorskip("resource", reason="this platform limits no file sizes")
    path = tmp_path / "plan.db"
    program = (
        "import resource, signal, sys\n"
        "from planner.adapters.store.store import open_store\n"
        "from planner.domain.errors import PlannerError\n"
        "import planner.adapters.store.schema\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: open_store(sys.argv[1], create=True)\n"
        "except PlannerError as error: print(type(error).__name__, '|', error.sentence)\n"
    )
    assert resource.RLIM_INFINITY is not None
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("Unreachable | "), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_text_that_cannot_be_stored_is_refused(store, path):
    with pytest.raises(BadUsage):
        add(path, title="brudt \udcff tegn")


def test_everything_refused_is_a_planner_error(tmp_path):
    with pytest.raises(PlannerError):
        open_store(tmp_path, create=True).work().__enter__()


def test_database_and_its_folder_are_the_owners_alone(store, path):
    with store.work():
        modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()}
    assert modes == {"plan.db": "0o600", "plan.db-wal": "0o600", "plan.db-shm": "0o600"}
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


@pytest.mark.parametrize("name", ["50% af møder?.db", "ø #1 &.db", "a b.db"])
def test_any_file_name_will_do(tmp_path, name):
    open_store(tmp_path / name, create=True)
    assert look(tmp_path / name) == ()
    assert {file.name.split(".db")[0] for file in tmp_path.iterdir()} == {name.removesuffix(".db")}


def test_making_a_database_where_one_is_leaves_it_alone(store, path):
    open_store(path, create=True)
    assert [board.code for board in look(path)] == ["DIR"]
