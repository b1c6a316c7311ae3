"""The commands that show the plan, run as people run them."""

from __future__ import annotations

import json

import pytest

from tests.entrypoints.cli.real_command import in_spring as planner

CHECK = """\
Ledelsen · OBS-punkter · kommende møder                                 4. marts

Skal rettes
    1. #2: foreløbig på 12. marts, men begivenheden er 11. marts; senest 5.
       marts                                                   planner sæt 2 5/3

Bør ses på
    2. 5. marts: ca. 30 min. for meget, hvis alle foreløbige kommer
                                                                 planner vis 5/3
    3. #2: foreløbig på 5. marts eller 12. marts; vælg en dato
                                                               planner sæt 2 5/3

Værd at vide
    4. 2. april: ingen punkter endnu                            planner afventer
    5. 9. april: ingen punkter endnu                            planner afventer

Er et af dem med vilje: planner tjek --accept NUMMER --why GRUND
"""


def test_check_numbers_the_findings_under_their_level(database):
    assert planner(database, "tjek") == CHECK


def test_an_accepted_finding_never_returns_and_undo_brings_it_back(database):
    assert "vises ikke igen: 5. marts" in planner(database, "tjek", "--accept", "2", "--why", "aftalt")
    rules = [one["rule"] for one in json.loads(planner(database, "check", "--json"))["findings"]]
    assert rules == ["after_event", "held_near", "empty_meeting", "empty_meeting"]
    planner(database, "fortryd", "--yes")
    assert planner(database, "tjek") == CHECK


def test_a_rehearsal_accepts_nothing(database):
    planner(database, "tjek", "--accept", "2", "--dry-run")
    assert planner(database, "tjek") == CHECK


def test_a_finding_that_is_not_there_cannot_be_accepted(database):
    assert planner(database, "tjek", "--accept", "9", code=2) == (
        "Der er ikke noget OBS-punkt nummer 9.\nVælg et nummer fra 1 til 5.\n"
    )


BACKLOG = """\
Ledelsen · punkter som afventer dato (2)                                4. marts

           #9  Regeringens lovprogram                har afventet siden 26. feb.
          #10  Partnerskaber                      afventer Ledelsessekretariatet
"""


def test_backlog_says_since_when_and_whom(database):
    assert planner(database, "afventer") == BACKLOG


ITEM = """\
#9     Regeringens lovprogram
   Tilstand        afventer dato
   Åbenhed         ikke oplyst

Historik
  1. prøve                                          1. jan. 2031 kl. 1.00, prøve
     #9 Regeringens lovprogram: oprettet, afventer dato
"""


def test_show_item_tells_its_history(database):
    assert planner(database, "vis", "lovprogram") == ITEM


PERSON = """\
Bo Bak (BB)
   Titel           Økonomichef
   Enhed           Økonomi

Punkter
    5. marts  #1  Hovedoversigt pr. ultimo februar                  oplægsholder
"""


def test_show_person_lists_their_items(database):
    assert planner(database, "vis", "bak") == PERSON


def test_find_says_where_the_words_stand(database):
    assert planner(database, "find", "lovprogram") == "    #9  Regeringens lovprogram\n"
    assert planner(database, "find", "lufthavn") == "Intet med “lufthavn”.\n"


def test_unknown_and_ambiguous_words_are_refused_with_a_way_on(database):
    assert planner(database, "vis", "lufthavn", code=1) == (
        "Intet punkt hedder noget med “lufthavn”.\nplanner find lufthavn\n"
    )
    assert planner(database, "vis", "13/3", code=1).startswith(
        "Der er ikke noget møde torsdag den 13. marts 2031 (uge 11)."
    )


def test_table_of_a_date_is_the_timed_agenda(database):
    lines = planner(database, "tabel", "26/3").splitlines()
    assert lines[0] == "Ledelsen"
    assert "10.00  Seminar i august" in lines
    assert lines[-1] == "13.00  Mødet afsluttes"


@pytest.mark.parametrize("to", ["html", "md", "docx"])
def test_table_is_written_as_a_file(database, tmp_path, to):
    path = tmp_path / f"kommende.{to}"
    assert planner(database, "tabel", f"--{to}", str(path)) == f"Skrev {path}.\n"
    assert path.stat().st_size > 500


def test_table_for_others_hides_what_is_closed(database, tmp_path):
    path = tmp_path / "kommende.md"
    planner(database, "tabel", "--md", str(path))
    assert "Beredskabsplan" not in path.read_text(encoding="utf-8")
    planner(database, "tabel", "--for", "medlem", "--md", str(path))
    assert "Beredskabsplan" in path.read_text(encoding="utf-8")


def test_a_table_that_cannot_be_written_is_refused(database):
    refused = planner(database, "tabel", "--md", str(database / "ikke.md"), code=3)
    assert "kan ikke skrives" in refused
