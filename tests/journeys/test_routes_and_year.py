"""A route and a year wheel through the real commands, from setting up to the last undo."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from planner.entrypoints.cli.main import run

NOW = "2025-05-12T10:00"  # a Monday


ROOT = Path(__file__).resolve().parents[2]
MINUTES = Path(os.environ.get("PLANNER_SHARED", ROOT.parent / "shared")) / "minutes"


@pytest.fixture
def bare(tmp_path, capsys, monkeypatch):
    """Run one command line in this process, at a time of one's own; gives the exit code, stdout and stderr."""
    monkeypatch.delenv("PLANNER_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def call(line, now=NOW):
        base = ["--db", str(tmp_path / "plan.db"), "--now", now, "--as", "mette"]
        code = run([*base, *(line.split("|") if "|" in line else line.split())])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def planner(bare):
    """The same, on a plan with an executive board, two political ones, and a body of which no meeting is known."""
    for line in (
        "init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12",
        "serie tilføj --from 14/5 --to 25/6",
        "udvalg|tilføj|ØK|Økonomiudvalget|--noted-only|--agenda|4 hverdage|--saturday|--days-off|ingen",
        "udvalg tilføj KB Kommunalbestyrelsen --noted-only",
        "udvalg tilføj GRP Gruppeformænd --noted-only",
        "møde ny 10/6 --board ØK",
        "møde ny 17/6 --board KB",
        "ny Budgetopfølgning pr. ult. april --minutes 30",
    ):
        assert bare(line)[0] == 0
    return bare


def test_route_is_planned_moved_flagged_and_undone(planner, tmp_path):
    code, out, _ = planner("sagsgang|1|DIR > ØK 10/6 > KB 17/6")
    assert (code, out.splitlines()) == (
        0,
        [
            "#1 Budgetopfølgning pr. ult. april: sat på onsdag den 4. juni 2025 (uge 23)",
            "Sagsgang for #1: DIR 4. juni > ØK 10. juni > KB 17. juni",
            "",
            "   DIR    onsdag den 4. juni 2025 (uge 23)                        senest 4. juni",
            "   ØK     tirsdag den 10. juni 2025 (uge 24)                     senest 16. juni",
            "          dagsordenen ud senest 4. juni (lø. 7., fr. 6., to. 5., on. 4. juni)",
            "   KB     tirsdag den 17. juni 2025 (uge 25)",
        ],
    )
    _, out, _ = planner("møde flyt 10/6 2/6 --board ØK")
    assert "flyttet fra onsdag den 4. juni til onsdag" in out
    assert "den 21. maj 2025" in " ".join(out.split())
    assert planner("fortryd --board ØK")[0] == 0
    _, out, _ = planner("sæt 1 11/6")
    assert "OBS #1: står på 11. juni og når ikke ØK 10. juni; det skal være senest 4. juni" in " ".join(
        out.split()
    )
    assert "planner sæt 1 4/6" in " ".join(out.split())
    assert "når ikke ØK 10. juni" in " ".join(planner("tjek")[1].split())
    assert planner("fortryd")[0] == 0
    assert "når ikke" not in planner("tjek")[1]
    shown = json.loads(planner("sagsgang vis 1 --json")[1])["routes"][0]
    assert [(leg["board"], leg["date"], leg["in_time"]) for leg in shown["legs"]] == [
        ("DIR", "2025-06-04", True),
        ("ØK", "2025-06-10", True),
        ("KB", "2025-06-17", None),
    ]
    assert "Sagsgang        DIR 4. juni > ØK 10. juni > KB 17. juni" in planner("vis 1")[1]
    assert planner("sagsgang fjern 1")[0] == 0
    assert planner("sagsgang vis 1")[0] == 1
    assert planner("db tjek")[0] == 0
    exported = json.loads(planner("eksport --board DIR")[1])["plan"]
    assert (exported["route"], exported["leg"]) == ([], [])


@pytest.mark.parametrize(
    ("rule", "meeting", "latest", "deadline"),
    [
        (
            "--agenda|4 hverdage|--saturday|--days-off|ingen",
            "4. juni 2025 (uge 23)",
            "4. juni",
            "4. juni (lø. 7., fr. 6., to. 5., on. 4. juni)",
        ),
        (
            "--agenda|4 hverdage|--saturday|--days-off|5/6",
            "28. maj 2025 (uge 22)",
            "3. juni",
            "3. juni (lø. 7., fr. 6., on. 4., ti. 3. juni)",
        ),
        (
            "--agenda|4 hverdage|--no-saturday|--days-off|ingen",
            "28. maj 2025 (uge 22)",
            "3. juni",
            "3. juni (fr. 6., to. 5., on. 4., ti. 3. juni)",
        ),
        (
            "--agenda|4 hverdage|--no-saturday|--days-off|5/6",
            "28. maj 2025 (uge 22)",
            "2. juni",
            "2. juni (fr. 6., on. 4., ti. 3., ma. 2. juni)",
        ),
        # Whether the day of dispatch counts itself is for the board to say; and a meeting must be over in time.
        (
            "--agenda|4 hverdage|--saturday|--days-off|ingen|--day-before",
            "28. maj 2025 (uge 22)",
            "3. juni",
            "3. juni (lø. 7., fr. 6., to. 5., on. 4., ti. 3. juni)",
        ),
        (
            "--agenda|4 hverdage kl. 11|--saturday|--days-off|ingen",
            "28. maj 2025 (uge 22)",
            "4. juni",
            "4. juni kl. 11.00 (lø. 7., fr. 6., to. 5., on. 4. juni)",
        ),
    ],
)
def test_way_is_counted_back_over_whit_monday_and_how_it_was_counted_is_printed(
    planner, rule, meeting, latest, deadline
):
    assert planner(f"udvalg|ret|--board|ØK|{rule}")[0] == 0
    code, out, _ = planner("sagsgang|1|DIR > ØK 10/6")
    assert code == 0
    assert " ".join(out[out.index("\n\n") :].split()) == (
        f"DIR onsdag den {meeting} senest {latest} "
        f"ØK tirsdag den 10. juni 2025 (uge 24) dagsordenen ud senest {deadline}"
    )


def test_export_of_a_board_holds_everything_its_routes_go_through(planner):
    planner("sagsgang|1|DIR > ØK 10/6 > KB 17/6")
    exported = json.loads(planner("eksport --board DIR")[1])["plan"]
    boards = {row["id"] for row in exported["board"]}
    meetings = {row["id"] for row in exported["meeting"]}
    assert {leg["board"] for leg in exported["leg"]} <= boards
    assert {leg["meeting"] for leg in exported["leg"] if leg["meeting"]} <= meetings
    assert "GRP" not in {row["code"] for row in exported["board"]}


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("sagsgang|1|DIR > GRP > ØK 10/6", 0, "GRP dato kendes ikke senest 4. juni"),
        ("sagsgang|1|DIR > ØK > KB", 0, "Taget fra rul juni: ØK 10/6, KB 17/6."),
        ("sagsgang|1|DIR > ØK 10/6|--dry-run", 0, "Prøve: intet er gemt."),
        ("sagsgang|1|DIR > ØK > DIR", 2, "Sagsgangen går i ring: DIR står der to gange."),
        ("sagsgang|1|DIR > NN 10/6", 1, "Der er intet udvalg, der hedder “NN 10/6”."),
        ("sagsgang|1|DIR > ØK 12/6", 1, "ØK har ikke noget møde torsdag den 12. juni 2025 (uge 24)."),
        (
            "sagsgang|1|DIR > ØK 10/6|--lag|90",
            1,
            "DIR har intet møde, der når ØK 10. juni; det skulle være senest",
        ),
        ("sagsgang|1|DIR > ØK 10/6|--lag|1000", 2, "Der kan være højst 365 dage mellem to møder."),
        (
            "serie|punkt|Status|--every|måned|--skip|julemåned",
            2,
            "Der er ingen måned, der hedder “julemåned”.",
        ),
        ("serie|punkt|Status|--every|tit", 2, "“tit” er ikke et mellemrum."),
        ("udvalg|ret|--days-off|1/5 juleferie", 2, "“juleferie” er ikke en dag."),
        ("udvalg|ret|--days-off|30/2", 2, "“30/2” er ikke en dag."),
        ("udvalg|ret|--agenda|snart", 2, "“snart” er ikke et antal hverdage."),
        ("udvalg|ret|--agenda|4 helligdage", 2, "“4 helligdage” er ikke et antal hverdage."),
        ("sagsgang|1|DIR > ØK 6/5", 1, "Datoen er passeret: tirsdag den 6. maj 2025 (uge 19)."),
        ("sagsgang|rul|DIR > ØK > KB", 0, "rul juni: ØK 10/6, KB 17/6 DIR onsdag den 4. juni 2025 (uge 23)"),
        ("sagsgang|rul|DIR > ØK > DIR", 2, "Sagsgangen går i ring: DIR står der to gange."),
        ("sagsgang|1|DIR > GRP", 1, "Der er ingen kendte møder i GRP."),
        ("sagsgang|1|DIR > ØK snart", 2, "“snart” er ikke en dato."),
        ("serie|punkt|Status|--every|måned|--skip|juli|--after|ult.|--dry-run", 0, "ikke i juli"),
        (
            "serie|punkt|Status|--every|måned|--after|ultimoo",
            2,
            "“ultimoo” er ikke et tidspunkt i en periode.",
        ),
        ("serie|punkt|Status|--every|kvartal|--after|1/11", 2, "Kun et punkt, der kommer hvert år,"),
        ("serie|punkt|Status|--every|0 uger", 2, "En serie kan komme hver 1.-52. uge."),
        ("serie|ret|Status|--minutes|45", 1, "Årshjulet har ikke noget med “Status”."),
    ],
)
def test_each_line_is_answered_in_one_sentence_and_a_refusal_changes_nothing(planner, line, code, said):
    before = planner("eksport")[1]
    found, out, err = planner(line)
    assert found == code
    assert said in " ".join((out + err).split())
    if code or "--dry-run" in line:
        assert planner("eksport")[1] == before


def test_item_comes_back_all_through_a_year_and_is_seen_in_it(planner, tmp_path):
    _, out, _ = planner(
        "serie|punkt|Status på sygefravær|--every|måned|--after|ult.|--minutes|20|--skip|juli"
    )
    assert out.startswith("#2 Status på sygefravær pr. ult. maj: oprettet, afventer dato\n")
    for day in ("2025-06-05", "2025-06-05", "2025-08-05", "2025-12-05", "2025-12-06"):
        assert planner("serie fyld", f"{day}T05:00")[0] == 0
    assert "Status på sygefravær, hver måned" in planner("serie liste")[1]
    titles = [row["title"] for row in json.loads(planner("eksport")[1])["plan"]["item"][1:]]
    assert titles == [
        "Status på sygefravær pr. ult. maj",
        "Status på sygefravær pr. ult. juni",
        "Status på sygefravær pr. ult. august",
        "Status på sygefravær pr. ult. november",
        "Status på sygefravær pr. ult. december",
    ]
    assert planner("sagsgang|1|DIR > ØK 10/6 > KB 17/6")[0] == 0
    code, out, _ = planner("årshjul")
    assert code == 0
    assert " 10. juni          ØK: #1 Budgetopfølgning pr. ult. april" in out
    assert max(map(len, out.splitlines())) <= 80
    months = [line for line in planner("årshjul --lang en")[1].splitlines() if line.endswith(" 2025")]
    assert months[:2] == ["May 2025", "June 2025"]
    assert planner(f"årshjul|--csv|{tmp_path / 'år.csv'}")[0] == 0
    with (tmp_path / "år.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {row["Slags"] for row in rows} == {"møde", "sagsgang", "fast punkt", "helligdag"}
    code, _, err = planner(f"årshjul|--ics|{tmp_path / 'år.ics'}")
    assert (code, "postkasse mangler" in err) == (2, True)


def test_board_without_known_meetings_does_not_hide_what_is_missed_after_it(planner):
    assert planner("sagsgang|1|DIR > GRP > KB 17/6")[0] == 0
    said = " ".join(planner("sæt 1 18/6")[1].split())
    assert "OBS #1: står på 18. juni og når ikke KB 17. juni; det skal være senest 15. juni" in said


def test_what_speaks_against_both_days_is_no_reason_to_move(planner):
    assert planner("sagsgang|1|DIR > KB 17/6")[0] == 0
    assert planner("sæt 1 18/6")[0] == 0
    assert planner("ny Stor --minutes 170 --on 18/6")[0] == 0
    _, out, _ = planner("foreslå --only 1 --weeks 8 --keep 14/5 21/5 28/5 4/6 11/6 --json")
    (moved,) = json.loads(out)["suggestions"]
    assert moved["reason"] == "flyttes fra 18. til 25. juni: der er 20 min. for meget den 18. juni"
    assert moved["warnings"] == ["punktet når så ikke KB 17. juni"]


def test_board_whose_code_is_its_name_is_named_once(bare):
    assert bare("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")[0] == 0
    _, out, _ = bare("udvalg tilføj Byrådet Byrådet --noted-only")
    assert out.splitlines()[0] == "Byrådet: oprettet"


def test_board_that_has_got_meetings_is_not_undone_away(bare):
    for line in (
        "init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12",
        "udvalg tilføj ØK Økonomiudvalget --noted-only",
        "møde ny 10/6 --board ØK",
    ):
        assert bare(line)[0] == 0
    code, _, err = bare("fortryd")
    assert (code, err.splitlines()[0]) == (
        1,
        "ØK har fået møder siden, så udvalget kan ikke fjernes. Intet er ændret.",
    )
    assert [bare(line)[0] for line in ("fortryd --board ØK", "fortryd", "oversigt")] == [0, 0, 0]


def test_what_slips_and_what_overflows_is_said(planner):
    planner("sæt 1 21/5")
    planner("sæt|1|28/5|--why|tallene mangler")
    planner("aflys 28/5 ferie")
    _, out, _ = planner("udskydelser")
    assert "2 gange, 7 dage, sidst 12. maj" in out
    assert "mødet blev aflyst: ferie; flyttet til en senere dato: tallene mangler" in " ".join(out.split())
    for number in range(6):
        planner(f"ny Sag {number} --on 4/6")
    _, out, _ = planner("prognose")
    assert "Det første møde, hvor det kan blive for meget: 4. juni (uge 23)" in out
    assert "for få at lære af" in out


@pytest.mark.skipif(not MINUTES.exists(), reason=f"the real minutes are not present in {MINUTES}")
@pytest.mark.parametrize(
    ("document", "now", "cycle"),
    [
        ("001_referat_2024-11-06.docx", "2024-11-04T14:00", "rul november: ØK 12/11, KB 19/11"),
        ("002_dagsorden_2025-05-28.docx", "2025-05-27T14:00", "rul juni: ØK 10/6, KB 17/6"),
    ],
)
def test_cycle_is_known_from_minutes_that_were_read(bare, document, now, cycle):
    assert bare("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 13", now)[0] == 0
    assert bare(f"indlæs|{MINUTES / document}|--accept|sure", now)[0] == 0
    item = json.loads(bare("ny Sag til politisk behandling --json", now)[1])["changes"][0]["after"]["id"]
    code, out, _ = bare(f"sagsgang|{item}|DIR > ØK > KB|--dry-run", now)
    assert (code, f"Taget fra {cycle}." in out) == (0, True)


@pytest.mark.skipif(not MINUTES.exists(), reason=f"the real minutes are not present in {MINUTES}")
def test_cycle_that_was_read_and_cannot_be_reached_any_more_is_refused(bare):
    now = "2024-11-04T14:00"
    assert bare("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 13", now)[0] == 0
    assert bare(f"indlæs|{MINUTES / '001_referat_2024-11-06.docx'}|--accept|sure", now)[0] == 0
    item = json.loads(bare("afventer --json", now)[1])["items"][0]["id"]
    code, _, err = bare(f"sagsgang|{item}|DIR > ØK > KB", "2024-11-06T14:00")
    assert (code, "DIR har intet møde, der når ØK 12. nov.; det skulle være senest 11. nov." in err) == (
        1,
        True,
    )
