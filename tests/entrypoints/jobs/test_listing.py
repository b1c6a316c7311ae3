"""`planner jobs`: what the list says, and steering by the names that it shows."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.board import Board
from planner.entrypoints.cli.language import say
from planner.entrypoints.cli.main import run
from planner.entrypoints.jobs.table import jobs_of, named
from planner.settings import Settings
from tests.entrypoints.jobs.house import House

OUTSIDE = 3
LISTED = """\
synk             hvert 5. minut, næste gang onsdag den 5. marts kl. 14.05
låsning DIR      hver dag kl. 7.00, næste gang torsdag den 6. marts kl. 7.00
fremblik DIR     torsdag kl. 14.00, næste gang torsdag den 6. marts kl. 14.00
                 (springes over)
påmindelser DIR  hverdage kl. 8.00, næste gang torsdag den 6. marts kl. 8.00
overblik DIR     hverdage kl. 7.30, holder pause
årshjul          hver dag kl. 5.00, næste gang torsdag den 6. marts kl. 5.00
sikkerhedskopi   hver dag kl. 18.00, næste gang onsdag den 5. marts kl. 18.00
Intet er gjort endnu. Det gør planner kør, når den er startet.

Det vil ske, hvis planen og svarene bliver, som de er nu:

torsdag den 6. marts 2031 (uge 10)
   8.00  påmindelser DIR  frist for materiale: Bo Lind

mandag den 10. marts 2031 (uge 11)
   7.00  låsning DIR      tidsplanen låses: 12. marts

tirsdag den 11. marts 2031 (uge 11)
   7.00  låsning DIR      dagsordenen sendes: 12. marts
   8.00  påmindelser DIR  materiale mangler: Bo Lind
"""


@pytest.fixture
def house(tmp_path, server, capsys):
    copies = (tmp_path / "kopier").as_posix()
    house = House(tmp_path, server, f'[run]\nbackup = "hver dag kl. 18"\nbackup_directory = "{copies}"\n')
    house.planner("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    house.planner(
        "udvalg|ret|--lock-days|2|--dispatch-days|1|--papers|2 hverdage før kl. 12"
        "|--reminders|hverdage kl. 8|--digest|hverdage kl. 7.30|--forward-look|torsdag kl. 14"
    )
    house.planner("møde tilføj 12/3")
    house.planner("person|ny|Bo Lind|--email|bo@plan.example")
    house.planner("ny|Klimaplan|--on|12/3|--open|--minutes|30|--presenter|Bo Lind")
    house.planner("udgiv --yes")
    capsys.readouterr()
    return house


def call(house, words):
    """The exit code of a command."""
    base = ["--config", str(house.config), "--db", str(house.db), "--now", house.clock.at.isoformat()]
    return run([*base, *words.split()])


def test_the_list_says_what_will_be_done_and_leaves_out_the_rest(house, capsys):
    house.planner("job spring-over fremblik")
    house.planner("job pause overblik")
    capsys.readouterr()
    house.planner("job liste --until 12/3")
    assert capsys.readouterr().out == LISTED


def test_a_board_that_has_published_nothing_is_promised_nothing(tmp_path, server, capsys):
    house = House(tmp_path, server)
    house.planner("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    house.planner("udvalg|ret|--lock-days|2|--reminders|hverdage kl. 8|--forward-look|torsdag kl. 14")
    house.planner("møde tilføj 12/3")
    capsys.readouterr()
    house.planner("job liste --until 12/3")
    assert "Til og med den dag er der intet at gøre til bestemte tider." in capsys.readouterr().out


def test_a_job_that_fails_is_shown_with_when_it_is_tried_again_and_says_why_when_it_is_done_by_hand(
    house, tmp_path, capsys
):
    (tmp_path / "kopier").write_text("en fil, hvor mappen skulle være")
    house.lives(house.daemon(), hours=4, minutes=3)
    house.planner("job liste")
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "                 sidst onsdag den 5. marts kl. 18.00: gik galt (noget kan ikke",
        "                 nås), prøves igen onsdag den 5. marts kl. 18.03",
        "                 Gør det nu, og se hvorfor: planner job kør sikkerhedskopi",
    ]
    house.clock.passes(minutes=1)
    assert call(house, "job kør sikkerhedskopi") == OUTSIDE
    said = capsys.readouterr()
    assert said.out == "sikkerhedskopi: gik galt\n"
    assert f"Mappen til sikkerhedskopier kan ikke laves: {tmp_path / 'kopier'}." in said.err


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_name_that_is_shown_can_be_typed(house, capsys, language):
    assert call(house, f"--lang {language} job liste") == 0
    shown = [line.partition("  ")[0] for line in capsys.readouterr().out.splitlines()[:-1] if line[0] != " "]
    rules = dict.fromkeys(("reminders", "digest", "forward_look"), "hverdage kl. 8")
    board = Board(1, "DIR", "Direktionen", lock_days=2, **rules)
    settings = Settings("plan.db", run_backup="hver dag kl. 18", run_backup_directory="kopier")
    jobs, _ = jobs_of(settings, [board], dt.datetime(2031, 3, 5, tzinfo=dt.UTC))
    assert [[job.key for job in named(jobs, name, {1: board}, say)] for name in shown] == [
        [job.key] for job in jobs
    ]
