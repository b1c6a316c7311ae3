"""The file beside the database: a line is whole or it does not count, and it is only added to."""

from __future__ import annotations

import pytest

from planner.adapters.store.departures import NOTHING, append, beside, last, note_restored, since
from planner.domain.standstill import Mark


@pytest.fixture
def file(tmp_path):
    return beside(tmp_path / "plan.db")


def mark(number):
    return Mark("vores", number)


def test_file_that_is_not_there_says_nothing(file):
    assert (last(file), list(since(file, None))) == (None, [])


def test_what_left_is_read_back_from_where_the_database_knows(file):
    append(file, mark(1), ['{"a": 1}', '{"b": "æ\\n"}'])
    append(file, mark(2), ['{"c": 3}'])
    assert last(file) == mark(2)
    assert list(since(file, mark(1))) == [(mark(2), '{"c": 3}')]
    assert [content for _, content in since(file, None)] == ['{"a": 1}', '{"b": "æ\\n"}', '{"c": 3}']


@pytest.mark.parametrize("half", ["vores", "vores 2", 'vores 2 {"revis', 'vores 2 {"a": {"b": 1}'])
def test_half_a_line_does_not_count_and_the_next_one_does(file, half):
    append(file, mark(1), ['{"a": 1}'])
    with file.open("ab") as opened:
        opened.write(half.encode())
    assert last(file) == mark(1)
    append(file, mark(2), ['{"c": 3}'])
    assert last(file) == mark(2)
    assert '{"c": 3}' in [content for _, content in since(file, mark(1))]


def test_calls_that_were_written_down_in_another_order_count_all(file):
    for number in (1, 3, 2):
        append(file, mark(number), ["{}" if number == 1 else f'{{"n": {number}}}'])
    assert last(file) == mark(3)
    assert [one.number for one, _ in since(file, mark(1))] == [3, 2]


def test_only_the_end_of_a_long_file_is_read_for_the_mark(file):
    for number in range(1, 200):
        append(file, mark(number), ['{"text": "' + "x" * 2000 + '"}'])
    assert last(file) == mark(199)
    append(file, mark(200), ['{"text": "' + "x" * 200_000 + '"}'])
    assert last(file) == mark(200)


def test_copy_put_back_counts_on_where_anything_was_ever_sent(file, tmp_path):
    note_restored(tmp_path / "plan.db")
    assert not file.exists()
    append(file, mark(1), [NOTHING])
    note_restored(tmp_path / "plan.db")
    assert (last(file), list(since(file, None))) == (mark(2), [])


def test_only_the_owner_may_read_what_left(file):
    append(file, mark(1), [NOTHING])
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_copy_that_had_counted_further_than_the_file_is_older_all_the_same(file, tmp_path):
    append(file, mark(1), [NOTHING])
    note_restored(tmp_path / "plan.db", 4)
    assert last(file) == mark(5)
