"""What the planner writes it reads again: the tables are a way out and a way in."""

import json

import pytest

from tests.habits.screens import Demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with Demo(tmp_path_factory.mktemp("demo")) as entered:
        yield entered


def states(demo, table):
    view = json.loads(demo.run(f"indlæs {demo.folder / table} --dry-run --json"))
    return {state: count for state, count in view["states"].items() if count}, view["count"]["left_out"]


@pytest.mark.parametrize("options", ["", "--for sekretariat", "--weeks 2"])
def test_the_forward_table_read_again_changes_nothing(demo, options):
    for form in ("docx", "html"):
        demo.run(f"tabel {options} --{form} {demo.folder}/t.{form}")
        found, left_out = states(demo, f"t.{form}")
        assert (set(found), left_out) == ({"known"}, 0)


def test_a_timed_agenda_read_again_changes_nothing(demo):
    demo.run("fortryd")  # the item that the demo moves at its end leaves a gap, which is read as a long item
    demo.run(f"tabel 17/9 --docx {demo.folder}/17.docx")
    found, left_out = states(demo, "17.docx")
    assert (set(found), left_out) == ({"known"}, 0)


def test_holds_and_absences_read_again_change_nothing(demo):
    demo.run("sæt 16 1/10 eller 8/10")
    demo.run("afbud Anders 1/10")
    demo.run(f"tabel --docx {demo.folder}/t.docx")
    found, left_out = states(demo, "t.docx")
    demo.run("fortryd")
    demo.run("fortryd")
    assert (set(found), left_out) == ({"known"}, 0)
