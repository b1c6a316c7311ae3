from __future__ import annotations

import sqlite3

import pytest

from planner.adapters.store.backup import backup, check, restore
from planner.adapters.store.readonly import open_reader
from planner.domain.changes import edited
from planner.domain.errors import Refused, Unreachable


def everything(path):
    with open_reader(path) as read:
        return read.everything()


def test_copy_is_whole_while_somebody_writes(store, path, tmp_path):
    target = tmp_path / "kopier" / "plan-kopi.db"
    before = everything(path)
    with store.work() as work:
        work.run("DELETE FROM step_item RETURNING step")
        copied = backup(path, target)
    assert everything(target) == before
    assert (copied.path, copied.rows["item"], copied.rows["step"]) == (target, 3, 2)
    assert oct(target.stat().st_mode & 0o777) == "0o600"
    assert {file.name.split(".db")[0] for file in target.parent.iterdir()} == {"plan-kopi"}


def test_copy_never_replaces_a_file(store, path, tmp_path):
    (tmp_path / "brev.txt").write_text("Kære alle")
    with pytest.raises(Refused):
        backup(path, tmp_path / "brev.txt")
    assert (tmp_path / "brev.txt").read_text() == "Kære alle"


def test_restore_brings_the_copy_back_and_keeps_what_it_replaced(store, path, write, tmp_path):
    then = everything(path)
    backup(path, tmp_path / "kopi.db")
    write(edited(then.items[1], title="Senere"))
    now = everything(path)
    kept = restore(tmp_path / "kopi.db", path)
    assert (everything(path), everything(kept)) == (then, now)
    write(edited(then.items[1], title="Det går videre"))
    assert check(path) == ()
    assert oct(path.stat().st_mode & 0o777) == oct(kept.stat().st_mode & 0o777) == "0o600"


def test_restore_where_the_plan_is_gone_or_ruined(store, path, tmp_path):
    then = everything(path)
    backup(path, tmp_path / "kopi.db")
    path.write_bytes(b"ruin" * 3000)
    kept = restore(tmp_path / "kopi.db", path)
    assert (everything(path), kept.read_bytes()) == (then, b"ruin" * 3000)
    path.unlink()
    assert restore(tmp_path / "kopi.db", path) is None
    assert everything(path) == then


@pytest.mark.parametrize("content", [b"", b"Til alle " * 900])
def test_restore_of_what_is_no_copy_touches_nothing(store, path, tmp_path, content):
    before = everything(path)
    (tmp_path / "brev.db").write_bytes(content)
    with pytest.raises(Unreachable):
        restore(tmp_path / "brev.db", path)
    assert everything(path) == before


def test_restore_of_a_damaged_copy_touches_nothing(store, path, tmp_path):
    before = everything(path)
    copy = tmp_path / "kopi.db"
    backup(path, copy)
    content = bytearray(copy.read_bytes())
    for page in range(5, 25):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    copy.write_bytes(content)
    with pytest.raises(Unreachable) as caught:
        restore(copy, path)
    assert "beskadiget" in caught.value.sentence
    assert everything(path) == before


def test_check_of_a_whole_database_finds_nothing(store, path):
    assert check(path) == ()


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE item SET title = 'Rettet udenom' WHERE id = 1", "Planen svarer ikke til sin historik."),
        ("DELETE FROM item WHERE id = 1", "placement nr. 1 henviser til noget i item, der ikke findes."),
        ("DELETE FROM change WHERE position = 4", "Historikken hænger ikke sammen"),
        (
            "UPDATE item SET waiting_since = '2024-01-01' WHERE id = 1",
            "1 punkter er ført forkert under dem, der afventer dato.",
        ),
        (
            "UPDATE meeting SET unsettled = 0 WHERE id = 1",
            "1 møder er ført forkert under dem, der mangler afslutning.",
        ),
    ],
)
def test_check_names_what_is_wrong(store, path, write, damage, found):
    write(edited(everything(path).items[1], title="Rettet"))
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    assert any(fault.startswith(found) for fault in check(path)), check(path)
