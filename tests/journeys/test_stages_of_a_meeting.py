"""A meeting from a provisional plan to the day itself, by the real commands and real mail."""

from __future__ import annotations

import json

import pytest

from tests.fakes.calendar_program import calendar_parts, taken
from tests.fakes.mail_office import commands
from tests.fakes.mail_server import MailServer

ADA, BO, CAL = "ada@plan.example", "bo@plan.example", "cal@plan.example"


@pytest.fixture(scope="module")
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def planner(tmp_path, capsys, server):
    """Run one command line; it must go well, and what it prints is handed back."""
    server.letters.clear()
    office = commands(tmp_path, capsys, server, secretariat='telephone = "87 00 00 00"')

    def call(line, *when):
        code, out, err = office(line, *when)
        assert code == 0, err
        return out

    call("init --board DIR --name Direktionen --weekday onsdag --start 9 --end 12")
    call("møde tilføj 12/3")
    call("person|ny|Ada Ravn|--email|ada@plan.example|--role|medlem")
    call("person|ny|Bo Lind|--email|bo@plan.example|--telephone|22 22 22 22")
    call("person|ny|Cal Holt|--email|cal@plan.example")
    call(
        "ny|Klimaplan|--on|12/3|--open|--minutes|30|--presenter|Bo Lind@online|--bring|planen i tre eksemplarer"
    )
    call("ny|Afsked af KANARIEFUGL|--on|12/3|--closed|--minutes|30|--presenter|Cal Holt")
    return call


@pytest.fixture
def publish(planner, server):
    """Publish and deliver: what the screen said, and who was mailed how many times."""

    def go(options="", now="2031-03-05T14:00"):
        before = {email: len(letters) for email, letters in server.letters.items()}
        screen = planner(f"udgiv --yes {options}".strip(), now)
        planner("synk", now)
        return screen, {
            email: len(letters) - before.get(email, 0)
            for email, letters in server.letters.items()
            if len(letters) > before.get(email, 0)
        }

    return go


def hours(server, email):
    return [f"{starts:%d.%m %H.%M}-{ends:%H.%M}" for starts, ends, _ in taken(server.to(email)).values()]


def latest(server, email):
    return calendar_parts(server.to(email)[-1])["text/calendar"].decode().replace("\r\n ", "")


def test_a_meeting_becomes_firm_step_by_step(planner, publish, server):
    publish()
    assert hours(server, BO) == ["12.03 09.00-10.00"]
    assert "mellem kl. 9 og 10" in latest(server, BO)
    assert "planen i tre eksemplarer" in latest(server, BO)

    planner("ret 1 --minutes 35")
    assert publish()[1] == {}

    planner("lås 12/3")
    screen, mailed = publish()
    assert "tiden ligger fast: onsdag den 12. marts kl. 9.00-9.35, #1 Klimaplan" in screen
    assert (hours(server, BO), hours(server, CAL)) == (["12.03 09.00-09.35"], ["12.03 09.35-10.05"])
    assert mailed == {ADA: 1, BO: 1, CAL: 1}

    for minutes in (38, 41, 44):
        planner(f"ret 1 --minutes {minutes}")
        screen, mailed = publish()
        assert mailed == {}
        assert "--exact" in screen
    assert publish("--exact")[1] == {ADA: 1, BO: 1, CAL: 1}
    assert hours(server, CAL) == ["12.03 09.44-10.14"]

    planner("udsend 12/3")
    publish()
    assert "punkt 2" in latest(server, CAL)
    planner("ny|Skolestart|--on|12/3|--open|--minutes|10")
    screen, mailed = publish()
    assert (
        "Tillæg til dagsordenen onsdag den 12. marts 2031 (uge 11)\n  10.14 3. Skolestart (tillæg)\n"
        in screen
    )
    assert mailed == {ADA: 1}
    assert planner("vis|12/3 pkt. 3").splitlines()[0] == "#3     Skolestart"
    assert "KANARIEFUGL" not in repr([letter for own in server.letters.values() for letter in own])


def test_the_day_before_and_the_day_itself(planner, publish):
    planner("lås 12/3")
    publish()
    planner("ret 1 --minutes 60")
    told = json.loads(planner("udgiv --dry-run --json", "2031-03-11T14:00"))
    assert [(call["name"], call["telephone"]) for call in told["calls"]] == [
        ("Bo Lind", "22 22 22 22"),
        ("Cal Holt", None),
    ]
    before = planner("eksport")
    late = planner("forsinket 20", "2031-03-12T09:10")
    assert late == (
        "Direktionen · onsdag den 12. marts 2031 (uge 11) · 20 min. forsinket\n"
        "Nu: Klimaplan\n"
        "\n"
        "Cal Holt  i lokalet\n"
        "  kl. 10.20 (før 10.00)  #2 Afsked af KANARIEFUGL\n"
        "\n"
        "Til Teams\n"
        "Direktionen: mødet er 20 minutter forsinket. De nye tider er:\n"
        "kl. 10.20 (før 10.00): Lukket punkt\n"
        "Mødet slutter ca. kl. 12.20.\n"
    )
    assert planner("eksport") == before


def test_what_may_be_said_to_each(planner):
    assert planner("vis|2|--for|Bo Lind") == (
        "Det må siges til Bo Lind  deltager under andre punkter, ikke dette\n"
        "\n"
        "   Punkt           Lukket punkt\n"
        "   Hvornår         onsdag den 12. marts 2031 (uge 11)\n"
        "   Spørgsmål       87 00 00 00, sekretariat@plan.example\n"
        "\n"
        "Punktet er lukket: titlen og det, der hører til, må ikke siges.\n"
    )
    assert "mellem kl. 9 og 11" in planner("vis|2|--for|Cal Holt")


def test_the_board_keeps_its_habits_and_hands_them_on(planner, tmp_path):
    planner("udvalg ret --lock-days 5 --dispatch-days 3 --provisional intet --tolerance 15 --hold")
    board = json.loads(planner("eksport"))["plan"]["board"][0]
    kept = {name: board[name] for name in ("lock_days", "dispatch_days", "provisional", "tolerance", "holds")}
    assert kept == {
        "lock_days": 5,
        "dispatch_days": 3,
        "provisional": "nothing",
        "tolerance": 15,
        "holds": True,
    }
    assert "5 dage før" in planner("udvalg liste")
    planner("udvalg ret --lock-days nej --no-hold")
    assert json.loads(planner("eksport"))["plan"]["board"][0]["lock_days"] is None


def test_whoever_is_left_out_is_told_with_a_higher_number(planner, publish, server):
    planner("person|ny|Dea Vang|--email|dea@plan.example|--role|medlem")
    publish()
    planner("afbud|Dea Vang|12/3")
    assert publish()[1] == {"dea@plan.example": 1}
    assert "METHOD:CANCEL" in latest(server, "dea@plan.example")
    assert "SEQUENCE:1" in latest(server, "dea@plan.example")
