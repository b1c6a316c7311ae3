"""The writing commands as people run them: what is typed, what is printed, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from planner.entrypoints.cli.main import run

OK, REFUSED, USAGE, PERSON = 0, 1, 2, 4


@pytest.fixture
def planner(tmp_path, capsys, monkeypatch):
    """Run one command line in this process; gives the exit code, stdout and stderr."""
    monkeypatch.setenv("PLANNER_CONFIG", "")
    monkeypatch.delenv("PLANNER_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    base = ["--db", str(tmp_path / "plan.db"), "--now", "2031-03-05T14:00", "--as", "mette"]

    def call(line, *more, by=None):
        words = line.split("|") if "|" in line else line.split()
        code = run([*base, *(["--as", by] if by else []), *words, *more])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    call("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    call("møde tilføj 12/3, 19/3 og 26/3")
    call("ny Budgetopfølgning pr. ult. februar --on 12/3")
    call("ny Klimahandleplan 2035")
    return call


# What is typed -> what is printed, in order; each row on a fresh plan.
SCREENS = [
    ("ny|Ny trivselspolitik", "#3 Ny trivselspolitik: oprettet, afventer dato\n"),
    ("ny Ny trivselspolitik", "#3 Ny trivselspolitik: oprettet, afventer dato\n"),
    (
        "sæt 2 19/3",
        "#2 Klimahandleplan 2035: sat på onsdag den 19. marts 2031 (uge 12)\n",
    ),
    (
        "saet klima 12. marts eller 19. marts",
        (
            "#2 Klimahandleplan 2035: foreløbig onsdag den 12. marts 2031 (uge 11) eller\n"
            "   onsdag den 19. marts 2031 (uge 12)\n"
        ),
    ),
    (
        "assign|2|“19. marts”",
        "#2 Klimahandleplan 2035: sat på onsdag den 19. marts 2031 (uge 12)\n",
    ),
    (
        "sæt 1 19/3",
        (
            "#1 Budgetopfølgning pr. ult. februar: flyttet fra onsdag den 12. marts til\n"
            "   onsdag den 19. marts 2031 (uge 12)\n"
            "OBS 12. marts: ingen punkter endnu (planner afventer)\n"
        ),
    ),
    (
        "flyt 2 før 1",
        (
            "#2 Klimahandleplan 2035: sat på onsdag den 12. marts 2031 (uge 11)\n"
            "Rækkefølgen onsdag den 12. marts 2031 (uge 11): #2, #1\n"
        ),
    ),
    ("tag-af 1", "#1 Budgetopfølgning pr. ult. februar: afventer dato (stod på 12. marts)\n"),
    (
        "udgår|2|--replaced-by|Oplæg om klima",
        (
            "#3 Oplæg om klima: oprettet, afventer dato\n"
            "#2 Klimahandleplan 2035: udgår, i stedet kommer #3 Oplæg om klima\n"
        ),
    ),
    (
        "aflys 12/3 fælles lederdag",
        (
            "Mødet onsdag den 12. marts 2031 (uge 11): aflyst (fælles lederdag)\n"
            "#1 Budgetopfølgning pr. ult. februar: afventer dato (stod på 12. marts)\n"
        ),
    ),
    (
        "ret 2 --minutes 45 --kind beslutning --by 19/3",
        (
            "#2 Klimahandleplan 2035: art: beslutning, længde: 45 min., senest: onsdag den\n"
            "   19. marts 2031 (uge 12)\n"
        ),
    ),
    ("sæt 1 12/3", "Dato: onsdag den 12. marts 2031 (uge 11)\nDer er intet at ændre.\n"),
    (
        "møde flyt 12/3 til 13/3",
        "Mødet torsdag den 13. marts 2031 (uge 11): flyttet fra onsdag den 12. marts 2031\n   (uge 11)\n",
    ),
    ("person tilføj Bo Ravn --initials BR", "Bo Ravn: oprettet\n"),
    ("udvalg tilføj ØK Økonomiudvalget --noted-only", "ØK Økonomiudvalget: oprettet\n"),
]


@pytest.mark.parametrize(("line", "screen"), SCREENS, ids=[line for line, _ in SCREENS])
def test_command_prints_what_changed(planner, line, screen):
    code, out, err = planner(line)
    # What the step brings with it comes after what it did.
    said, _, _ = out.partition("OBS ") if "OBS " not in screen else (out, "", "")
    assert (code, said, err) == (OK, screen, "")


# What is typed -> exit code, the sentence and the way on. Nothing changes.
REFUSALS = [
    ("sæt 99 12/3", REFUSED, "Der er ikke noget punkt #99.", "planner find"),
    ("sæt kanotur 12/3", REFUSED, "Intet punkt hedder noget med “kanotur”.", "planner find kanotur"),
    ("sæt 2 31/2", USAGE, "31. februar findes ikke", "27/11"),
    (
        "sæt 2 13/3",
        REFUSED,
        "Der er ikke noget møde torsdag den 13. marts 2031 (uge 11).",
        "planner møde ny 13/3-2031",
    ),
    ("sæt 2 26/2", REFUSED, "Datoen er passeret", "kommende dato"),
    ("sæt 2", USAGE, "Der mangler en dato.", "27/11"),
    ("ny| ", USAGE, "Titlen er tom.", "mindst ét ord"),
    ("ny", USAGE, "Titlen er tom.", "mindst ét ord"),
    ("ny|Rød\x1b[31m", USAGE, "styretegn (U+001B)", "uden tegnet"),
    ("ny|Punkt|--presenter|Egon", REFUSED, "Ingen person svarer til “Egon”.", "planner person"),
    ("ret 2 --minutes længe", USAGE, "“længe” er ikke en varighed.", "45 min."),
    ("tag-af 2", REFUSED, "#2 Klimahandleplan 2035 står ikke på nogen dato.", "planner afventer"),
    ("byt 1 2", REFUSED, "#2 Klimahandleplan 2035 står ikke på nogen dato.", "planner sæt 2 DATO"),
    ("afslut 12/3", REFUSED, "Mødet onsdag den 12. marts 2031 (uge 11) er ikke holdt endnu.", "på dagen"),
    ("fortryd --as jens", PERSON, "Den seneste ændring er lavet af mette: ny Klimahandleplan 2035.", "--yes"),
    ("gentag", REFUSED, "Der er ikke fortrudt noget, som kan gentages.", "historik"),
    ("person indlæs findes-ikke.csv", 3, "Filen findes ikke (findes-ikke.csv).", "stien"),
    ("afslut 5/3 findes-ikke.json", 3, "Filen findes ikke (findes-ikke.json).", "stien"),
]


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence", "hint"), REFUSALS, ids=[row[0] for row in REFUSALS]
)
def test_refusal_is_a_sentence_a_way_on_and_an_exit_code(planner, line, exit_code, sentence, hint):
    before = planner("export")
    code, out, err = planner(line)
    said, way_on = (*err.rstrip("\n").split("\n"), "")[:2]
    assert (code, out) == (exit_code, "")
    assert sentence in said
    assert hint in way_on
    assert "Traceback" not in err
    assert planner("export") == before


def test_findings_that_a_step_causes_are_printed(planner):
    _, out, _ = planner("sæt 2 12/3")
    _, out, _ = planner("ret 2 --minutes 4:00")
    assert any(line.startswith("OBS 12. marts:") for line in out.split("\n"))


def test_json_holds_the_step_the_dates_and_the_changes(planner):
    code, out, _ = planner("sæt 2 12/3 eller 19/3 --json")
    done = json.loads(out)
    assert code == OK
    assert sorted(done) == ["changes", "dry_run", "findings", "notes", "sentences", "step", "understood"]
    assert done["understood"] == ["2031-03-12", "2031-03-19"]
    assert [change["name"] for change in done["changes"]] == ["ItemEdited", "ItemHeld", "ItemHeld"]
    assert (done["dry_run"], isinstance(done["step"], int)) == (False, True)


def test_dry_run_says_so_and_writes_nothing(planner):
    before = planner("export")
    _, out, _ = planner("sæt 2 12/3 --dry-run")
    assert out.split("\n")[0] == "Prøve: intet er gemt."
    assert planner("export") == before


def test_reason_and_command_stand_in_the_journal(planner):
    planner("ret|2|--minutes|45|--why|aftalt med økonomi")
    _, out, _ = planner("export --journal")
    step = json.loads(out)["steps"][-1]
    assert (step["command"], step["why"], step["by"]) == ("ret 2 --minutes 45", "aftalt med økonomi", "mette")


def test_undo_and_redo_name_the_step_and_whose_it_is(planner):
    planner("sæt 2 12/3")
    assert planner("fortryd")[1] == (
        "Fortrudt: sæt 2 12/3 (mette, 5. marts kl. 14.00)\n"
        "#2 Klimahandleplan 2035: afventer dato (stod på 12. marts)\n"
    )
    assert planner("gentag")[1] == (
        "Gentaget: sæt 2 12/3 (mette, 5. marts kl. 14.00)\n"
        "#2 Klimahandleplan 2035: sat på onsdag den 12. marts 2031 (uge 11)\n"
    )


def test_step_of_another_is_taken_back_with_yes_or_left_with_mine(planner):
    planner("sæt 2 12/3", by="jens")
    assert planner("fortryd")[0] == PERSON
    assert planner("fortryd --mine")[0] == REFUSED  # the item that jens placed came after
    assert planner("fortryd --yes")[0] == OK


def test_export_is_the_same_after_undo_to_the_start_and_redo_to_the_end(planner):
    for line in ("sæt 2 12/3 eller 19/3", "sæt 2 19/3", "flyt 1 efter 2", "aflys 19/3", "udgår 1"):
        assert planner(line)[0] == OK
    end, steps = planner("export"), 0
    while planner("fortryd")[0] == OK:
        steps += 1
    start = planner("export")
    while planner("gentag")[0] == OK:
        steps -= 1
    assert (planner("export"), steps) == (end, 0)
    while planner("fortryd")[0] == OK:
        pass
    assert planner("export") == start


def test_close_takes_a_file_and_standard_input(planner, tmp_path, monkeypatch):
    planner("møde tilføj 4/3-2031 --force")
    planner("møde tilføj 5/3 --end 15.00")
    planner("sæt 1 2 5/3")
    file = tmp_path / "noter.json"
    notes = {
        "items": [{"item": 1, "outcome": "behandlet"}, {"item": "klima", "outcome": "på igen", "on": "19/3"}],
        "follow_ups": [{"text": "Sender notatet rundt.", "owner": "Sekretariatet", "due": "12/3"}],
    }
    file.write_text(json.dumps(notes), encoding="utf-8")
    code, out, _ = planner(f"afslut|5/3|--json|{file}")
    names = [change["name"] for change in json.loads(out)["changes"]]
    assert code == OK
    assert sorted(names) == sorted(
        [
            "DecisionRecorded",
            "ItemTreated",
            "DecisionRecorded",
            "ItemPlaced",
            "MeetingClosed",
            "FollowUpAdded",
        ]
    )
    code, out, _ = planner("afslut 5/3")
    assert (code, out) == (
        OK,
        "Der er intet at ændre.\nObs: Mødet onsdag den 5. marts 2031 (uge 10) er allerede afsluttet.\n",
    )


def test_close_without_outcomes_names_the_items_left(planner):
    planner("møde tilføj 5/3 --end 15.00")
    planner("sæt 1 5/3")
    code, out, _ = planner("afslut 5/3")
    assert (code, out) == (
        OK,
        (
            "Mødet onsdag den 5. marts 2031 (uge 10): afsluttet\n"
            "Obs: 1 punkt mangler et resultat (planner afslut 5/3): #1 Budgetopfølgning pr.\n"
            "   ult. f...\n"
        ),
    )
    assert planner("afslut 5/3 --rest behandlet")[0] == OK


@pytest.mark.parametrize("content", ["{", '{"items": 3}', "[]", "[" * 100_000])
def test_close_refuses_a_file_that_is_not_notes(planner, tmp_path, content):
    file = tmp_path / "noter.json"
    file.write_text(content, encoding="utf-8")
    before = planner("export")
    code, _, err = planner(f"afslut|12/3|{file}")
    assert (code, "Traceback" in err) == (USAGE, False)
    assert planner("export") == before


def test_series_and_lists(planner):
    code, out, _ = planner("serie tilføj --from 1/4 --to 30/4 --break Kaffe=10@10.30")
    assert code == OK
    assert "Faste mødedage oprettet: tirsdag den 1. april 2031 (uge 14) til onsdag den 30." in out
    assert planner("serie liste")[1] == (
        "hver onsdag kl. 9.00-12.00, 1. april 2031 til 30. april 2031\n"
        "   5 møder tilbage, det næste onsdag den 2. april 2031 (uge 14)\n"
    )
    first, *habits = planner("udvalg liste")[1].splitlines()
    assert first.split() == ["DIR", "Direktionen", "onsdag", "9.00-12.00"]
    assert " ".join(" ".join(habits).split()) == (
        "Tidsplanen låses i hånden, dagsordenen sendes i hånden. Før låsningen får oplægsholdere et tidsrum;"
        " derefter sendes forskydninger fra 10 min. Foreløbige aftaler sendes ikke."
        " Frist for materiale: nej, for dagsordenen: nej; lørdag tæller ikke, fristens egen dag tæller med, egne lukkedage: 1. maj,"
        " 5. juni, 24. december, 31. december. Påmindelser: nej, 2 hverdage før en frist, stille timer: 18.00-7.00;"
        " sekretariatets liste: nej."
    )


def test_people_come_from_a_table_and_twice_changes_nothing(planner, tmp_path):
    file = tmp_path / "folk.csv"
    file.write_bytes("Navn;Initialer;Titel\nÅse Næs;AN;Direktør\n".encode("cp1252"))
    assert planner(f"person|indlæs|{file}")[1] == "Åse Næs: oprettet\nObs: 1 nye, 0 ændrede, 0 uændrede.\n"
    assert (
        planner(f"person|indlæs|{file}")[1] == "Der er intet at ændre.\nObs: 0 nye, 0 ændrede, 1 uændrede.\n"
    )
    assert planner("person liste")[1].split() == ["AN", "Åse", "Næs", "Direktør"]


def test_title_of_ten_megabytes_is_refused_at_once(planner):
    code, _, err = planner("ny", "x" * 10_000_000)
    assert (code, err.split("\n")[0]) == (USAGE, "Titlen er på 10000000 tegn, og der er plads til 300.")


def test_assign_loads_only_what_it_needs(tmp_path):
    """Libraries for documents, tables and calendars are not part of putting an item on a date."""
    slow = ("rich", "docx", "pdfplumber", "alembic", "lxml", "icalendar", "holidays", "sqlalchemy.orm")
    script = (
        "import sys; from planner.entrypoints.cli.main import run\n"
        "base = ['--db', sys.argv[1], '--now', '2031-03-05T14:00']\n"
        "run([*base, 'init', '--board', 'DIR', '--name', 'D', '--weekday', 'onsdag', '--start', '9', '--end', '12'])\n"
        "for line in ('møde tilføj 12/3', 'ny Klima', 'sæt 1 12/3'):\n"
        "    assert run([*base, *line.split()]) == 0, line\n"
        f"print([name for name in {slow!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "plan.db")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=True,
    )
    assert found.stdout.strip().split("\n")[-1] == "[]"
