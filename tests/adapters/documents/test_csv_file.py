from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.adapters.documents.csv_file import csv_file


@pytest.mark.parametrize(
    ("row", "written"),
    [
        (["2031-03-05", 10, "møde"], "2031-03-05;10;møde"),
        (["a;b", 'c"d', None], '"a;b";"c""d";'),
        (["=1+1", "@SUM(A1)", "-2"], "'=1+1;'@SUM(A1);'-2"),
        ([-2, 0, ""], "-2;0;"),
    ],
)
def test_spreadsheet_opens_it_and_takes_no_text_as_a_formula(row, written):
    assert csv_file(["æ"], [row]) == f"\ufeffæ\r\n{written}\r\n".encode()


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1), min_size=1, max_size=5
    )
)
def test_cells_are_read_as_they_were_written(cells):
    (found,) = csv.reader(
        StringIO(csv_file([], [cells]).decode("utf-8-sig").partition("\r\n")[2]), delimiter=";"
    )
    assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in cells]
