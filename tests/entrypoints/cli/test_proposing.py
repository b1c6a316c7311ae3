"""`planner propose` by the real command: shown, asked about in scripts, accepted whole and in part."""

from __future__ import annotations

import json

import pytest

from tests.entrypoints.cli.real_command import said

SHOWN = """\
DIR · forslag                                               13. nov. til 4. dec.

onsdag den 20. november 2024 (uge 47)
   9.00    #3  Klimaplan                                  60  ny
               sættes på 20. nov.: punktet skal på senest 20. nov., og den 13.
               nov. er fuld
  10.00    #2  Lokaleplan                                 30  ny
               sættes på 20. nov.: det mangler en dato, og den 13. nov. er fuld

Point (færre er bedre): 1232 → 52 (bedst mulig)
   punkter uden dato eller afgørelse 1200 → 0 · datoerne: ventetid, flytninger
   og advarsler 0 → 20

Intet er ændret endnu. Gennemfør det: planner foreslå --accept
Eller kun en del af det: planner foreslå --accept 3
"""


@pytest.fixture
def run(planner, plan):
    """A plan of four meetings in November: the first is full, two items await a date."""

    def run(*words, **more):
        return planner("--db", str(plan), "--now", "2024-11-06T14:00", *words, **more)

    for words in (
        ("møde", "tilføj", "13/11, 20/11, 27/11 og 4/12"),
        ("ny", "Budget", "--minutes", "240", "--on", "13/11"),
        ("ny", "Lokaleplan", "--minutes", "30"),
        ("ny", "Klimaplan", "--minutes", "60", "--by", "20/11"),
    ):
        assert run(*words).returncode == 0
    return run


def test_proposal_is_shown_with_reasons_and_changes_nothing(run):
    before = run("oversigt").stdout
    done = run("foreslå")
    assert done.stdout == SHOWN
    assert (done.returncode, run("oversigt").stdout) == (0, before)


def test_accepted_part_is_one_step_with_its_command_and_can_be_undone(run):
    before = run("oversigt").stdout
    assert run("foreslaa", "--accept", "2", "3", "--json").returncode == 0
    (step, *_) = json.loads(run("historik", "--json").stdout)["steps"]
    assert step["command"] == "foreslå --accept 2 --accept 3"
    assert "Planen er så god, som den kan blive" in run("foreslå").stdout
    assert run("fortryd").returncode == 0
    assert run("oversigt").stdout == before


def test_words_after_an_option_belong_to_it(run):
    found = json.loads(run("foreslå", "--only", "2", "--keep", "20/11", "27/11", "--json").stdout)
    assert [(one["item"], one["day"]) for one in found["suggestions"]] == [(2, "2024-12-04")]
    assert found["done"] is None


def test_cancelled_meeting_is_repaired_at_once_where_that_is_wished(run):
    done = run("aflys", "13/11", "sygdom", "--propose")
    assert "#1 Budget: afventer dato (stod på 13. nov.)\n\nDIR · forslag" in done.stdout
    assert "mødet den 13. nov. er aflyst" in done.stdout
    plain = json.loads(run("aflys", "4/12", "--propose", "--json").stdout)
    assert (plain["step"] is not None, plain["proposal"]) == (True, None)


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("--only", "99"), 1, "Der er ikke noget punkt #99."),
        (("--keep", "14/11"), 1, "Der er ikke noget møde torsdag den 14. november 2024 (uge 46)."),
        (
            ("--keep", "13/11, 20/11, 27/11 og 4/12"),
            1,
            "Alle de kommende møder skal blive, som de er, så der er intet at foreslå.",
        ),
        (("--accept", "1"), 1, "#1 er ikke med i forslaget."),
        (("--weeks", "0"), 2, None),
        (("--board", "XX"), 1, "Der er intet udvalg, der hedder “XX”."),
    ],
)
def test_what_cannot_be_proposed_is_one_clear_line(run, words, code, line):
    before = run("oversigt").stdout
    done = run("foreslå", *words)
    found, first = said(done)
    assert (found, first) == (code, first if line is None else line)
    assert run("oversigt").stdout == before


def test_points_come_from_the_settings(run, tmp_path):
    (tmp_path / "egne.toml").write_text(
        "[propose]\nleave_out = 0\nwaiting_week = 0\ncrowding = 0\n", encoding="utf-8"
    )
    found = json.loads(run("--config", "egne.toml", "foreslå", "--json").stdout)
    assert [one["item"] for one in found["suggestions"]] == [3]
