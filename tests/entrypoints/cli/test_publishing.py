"""Publishing as people run it: the question, the mail server, and what each person's calendar then holds."""

from __future__ import annotations

import json
import time

import pytest

from tests.fakes.calendar_program import taken
from tests.fakes.mail_office import commands
from tests.fakes.mail_server import MailServer

OK, REFUSED, USAGE, OUTSIDE, PERSON = 0, 1, 2, 3, 4
ADA, BO = "ada@plan.example", "bo@plan.example"


@pytest.fixture(scope="module")
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def planner(tmp_path, capsys, server):
    """Run one command line in this process; gives the exit code, stdout and stderr."""
    server.letters.clear()
    server.faults.clear()
    call = commands(tmp_path, capsys, server, secretariat='telephone = "87 00 00 00"')
    call("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    call("møde tilføj 12/3 og 19/3")
    call("person|add|Ada Ravn|--email|ada@plan.example")
    call("person|add|Bo Lind|--email|bo@plan.example")
    call("ny|Budgetopfølgning|--on|12/3|--open|--presenter|Ada Ravn")
    return call


def test_dry_run_says_person_by_person_what_they_would_get(planner, server):
    code, out, _ = planner("udgiv --dry-run")
    assert code == OK
    assert out == (
        "DIR · hvem får besked\n"
        "\n"
        "Ada Ravn  ada@plan.example\n"
        "  invitation: onsdag den 12. marts mellem kl. 9 og 10, #1 Budgetopfølgning\n"
    )
    assert server.letters == {}


def test_without_a_terminal_the_question_is_an_error_that_says_what_to_type(planner):
    code, _, err = planner("udgiv")
    assert code == PERSON
    assert err == (
        "Det er første gang, planen udgives. 1 invitation til 1 person. Skal planen udgives?\n"
        "Udgiv uden at blive spurgt med --yes.\n"
    )


def test_invitation_move_and_nothing_more(planner, server):
    assert planner("udgiv --yes")[0] == OK
    assert server.letters == {}
    assert planner("synk")[:2] == (OK, "ada@plan.example: inviteret\n")
    (first,) = server.to(ADA)
    assert first["From"] == "Ledelsessekretariatet <sekretariat@plan.example>"
    planner("sæt 1 19/3")
    planner("udgiv --yes")
    assert planner("synk")[:2] == (OK, "ada@plan.example: ændring sendt\n")
    assert len(server.to(ADA)) == 2
    assert [entry[0].date().isoformat() for entry in taken(server.to(ADA)).values()] == ["2031-03-19"]
    assert planner("udgiv --yes")[1] == "DIR · hvem får besked\n\nIngen får besked.\n"
    assert planner("synk")[:2] == (OK, "Der er intet at sende.\n")
    assert set(server.letters) == {ADA}


def test_json_has_its_documented_shape(planner):
    told = json.loads(planner("udgiv --dry-run --json")[1])
    assert list(told) == (
        "board publication first until counts missing told nothing rooms by_hand doubles"
        " calls additions small dispatched others".split()
    )
    planner("udgiv --yes")
    synced = json.loads(planner("synk --json")[1])
    assert list(synced) == (
        "done waiting under_way for_a_person next stopped standstill letters received reconciled".split()
    )
    assert list(synced["done"][0]) == ["task", "operation", "persons", "starts", "state", "reason"]


def test_refused_address_is_parked_and_a_person_decides(planner, server):
    planner("udgiv --yes")
    server.faults.append("reject")
    code, out, _ = planner("synk")
    assert (code, out) == (
        PERSON,
        (
            "ada@plan.example: kunne ikke sendes (serveren afviste den)\n"
            "1 kræver en beslutning: planner udbakke\n"
        ),
    )
    assert "kunne ikke sendes" in planner("udbakke liste")[1]
    assert planner("udbakke prøv-igen 1")[0] == OK
    assert planner("synk")[:2] == (OK, "ada@plan.example: inviteret\n")
    assert planner("status")[1].splitlines()[1] == "Alt er sendt."


def test_lost_answer_waits_and_the_same_mail_goes_again(planner, server):
    planner("udgiv --yes")
    server.faults.append("lose")
    code, out, _ = planner("synk")
    assert (code, "venter stadig" in out) == (OUTSIDE, True)
    assert planner("synk")[0] == OUTSIDE
    assert len(server.letters[ADA]) == 1
    assert planner("synk", now="2031-03-05T14:02")[0] == OK
    first, second = server.letters[ADA]
    assert first == second


def test_without_a_mailbox_nobody_can_be_invited(planner, tmp_path):
    (tmp_path / "planner.toml").write_text('[calendar]\nbackend = "mail"\n', encoding="utf-8")
    code, _, err = planner("udgiv --yes")
    assert (code, err.splitlines()[0]) == (
        USAGE,
        "Sekretariatets postkasse mangler i indstillingerne, så ingen kan inviteres.",
    )
    code, out, _ = planner("udgiv --dry-run")
    assert (code, "invitation: onsdag" in out) == (OK, True)
    lacking = (
        "Før planen kan udgives, mangler i indstillingerne: sekretariatets postkasse ([secretariat] mailbox)."
    )
    assert " ".join(out.split()).endswith(lacking)


@pytest.mark.parametrize("line", ["udgiv --yes", "synk"])
def test_without_a_backend_nothing_can_be_sent(planner, tmp_path, line):
    (tmp_path / "planner.toml").write_text("", encoding="utf-8")
    code, _, err = planner(line)
    assert (code, err.splitlines()[0]) == (USAGE, "Der er ikke valgt, hvordan aftaler sendes.")


def test_what_was_sent_of_old_meetings_is_forgotten_on_request(planner):
    planner("udgiv --yes")
    planner("synk")
    line = "db ryd --before 15/3"
    assert planner(line)[0] == REFUSED
    counted = (
        "     1  tekster i aftaler\n     1  tekster i det, der er sendt\n"
        "     0  kommentarer i svar\n     0  mails, der var lagt til side og klaret\n"
        "     0  fremblik, påmindelser og andre mails\n"
    )
    head = "Om møder før den 15. marts 2031"
    would, did = (planner(f"{line} {how}", now="2031-03-20T09:00")[1] for how in ("--dry-run", ""))
    assert would == f"{head} ville blive slettet:\n{counted}"
    assert did == f"{head} er slettet:\n{counted}Kopier af databasen har stadig deres.\n"
    assert "inviteret, ons. 12. marts" in planner("hvem Ada", now="2031-03-05T15:00")[1]


@pytest.fixture
def in_tokyo(monkeypatch):
    """The machine's own clock is that of another zone."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this platform cannot change its zone for a test")
def test_clock_times_are_those_of_the_plan_wherever_the_machine_is(planner, server, in_tokyo):
    planner("udgiv --yes", now="2031-03-05T14:00")
    server.faults.append("throttle")
    assert "kør planner synk igen efter kl. 14.05." in planner("synk", now="2031-03-05T14:00")[1]
    assert planner("status")[1].startswith("Udgivet den 5. marts 2031 kl. 14.00 af mette (nr. 1).\n")
    assert "tidligst kl. 14.05" in planner("udbakke liste")[1]


def test_address_that_the_server_refuses_waits_for_a_person_and_the_other_eleven_are_told(planner, server):
    people = [f"p{number}@plan.example" for number in range(1, 13)]
    for number, email in enumerate(people, 1):
        planner(f"person|add|Person {number}|--email|{email}|--role|medlem")
    server.refuses[people[4]] = "550 5.1.1 No such user here"
    try:
        planner("udgiv --yes")
        code, out, err = planner("synk")
    finally:
        server.refuses.clear()
    assert (code, err) == (PERSON, "")
    assert [email for email in people if email not in server.letters] == [people[4]]
    assert [line for line in out.splitlines() if people[4] in line] == [
        f"{people[4]}: kunne ikke sendes (serveren afviste den)",
        f"{people[4]}: kunne ikke sendes (serveren afviste den)",
    ]


def test_invitation_change_and_cancellation_are_wholly_in_the_language_of_the_receiver(planner, server):
    planner("person|ret|Ada Ravn|--language|en")
    planner("ny|Afsked|--on|12/3|--closed|--presenter|Ada Ravn")
    for line in ("udgiv --yes", "sæt 1 2 19/3", "udgiv --yes", "lås 19/3", "udgiv --yes", "tag-af 1 2"):
        assert planner(line)[0] == OK, line
        planner("synk")
    planner("udgiv --yes")
    planner("synk")
    letters = server.to(ADA)
    assert [letter["Subject"] for letter in letters] == [
        "Direktionen on 12 March between 9 and 11 - your attendance",
        "Changed: Direktionen on 19 March between 9 and 11 - your attendance",
        "Changed: Direktionen on 19 March at 9:00 - your attendance",
        "Cancelled: Direktionen on 19 March at 9:00 - your attendance",
    ]
    texts = [letter.get_body(("plain",)).get_content().replace("\r\n", "\n") for letter in letters]
    assert texts[0] == (
        "Direktionen on 12 March between 9 and 11 - your attendance\n"
        "Time: Wednesday 12 March 2031 (week 11), 9:00-11:00\n"
        "\n"
        "Between 9 and 11 - the exact time will follow.\n"
        "Budgetopfølgning\n"
        "Closed item\n"
        "\n"
        "Questions: Ledelsessekretariatet, tel. 87 00 00 00, sekretariat@plan.example\n"
    )
    assert texts[-1].splitlines()[0] == "You are no longer expected."
