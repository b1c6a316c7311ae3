"""What stands in the configuration is what is built from it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from planner.clocks import SystemClock
from planner.domain.calendar import AuthExpired
from planner.domain.errors import BadUsage
from planner.wiring import App, Options
from tests.contracts.calendar_gateway import ADA, ENTRY
from tests.fakes.answers import reply_mail
from tests.fakes.mail_server import PASSWORD, TOKEN, USER, Authority, MailServer


def gateway(folder, *lines):
    file = folder / "planner.toml"
    file.write_text("\n".join(['calendar.backend = "mail"', *lines]), encoding="utf-8")
    return App(Options(config=str(file))).gateways["mail"]


@pytest.mark.parametrize(("login", "secret"), [("password", PASSWORD), ("xoauth2", TOKEN)])
def test_mail_goes_out_by_the_configured_server_and_login(tmp_path, login, secret):
    authority = Authority(tmp_path)
    (tmp_path / "secret").write_text(f"{secret}\n", encoding="utf-8")
    with MailServer(authority=authority, security="starttls", login=True) as server:
        lines = [
            'mail.host = "localhost"',
            f"mail.port = {server.port}",
            f'mail.ca_file = "{authority.ca_file}"',
            f'mail.user = "{USER}"',
            f'mail.secret_file = "{tmp_path}/secret"',
            f'mail.login = "{login}"',
        ]
        gateway(tmp_path, *lines).create(ENTRY)
        (tmp_path / "secret").write_text("fornyet", encoding="utf-8")
        with pytest.raises(AuthExpired):
            gateway(tmp_path, *lines).create(ENTRY)
    assert len(server.letters[ADA.email]) == 1


def test_answers_come_in_from_the_configured_directory(tmp_path):
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar" / "1.eml").write_bytes(reply_mail(ENTRY.uid, ADA.email))
    found = gateway(tmp_path, 'mail.host = "localhost"', f'inbox.directory = "{tmp_path}/svar"').replies(None)
    assert [(reply.uid, reply.answer) for reply in found.news] == [(ENTRY.uid, "accepted")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "Mailserveren mangler"),
        (['mail.host = "localhost"', 'inbox.host = "localhost"'], "Brugeren til postkassen mangler"),
    ],
)
def test_what_is_missing_is_named(tmp_path, lines, words):
    with pytest.raises(BadUsage, match=words):
        gateway(tmp_path, *lines)


@pytest.mark.parametrize("set_to", [dt.timedelta(hours=3), dt.timedelta(hours=-3), dt.timedelta(0)])
def test_clock_that_is_set_while_a_command_runs_moves_nothing(set_to):
    start = dt.datetime(2031, 3, 30, 0, 30, tzinfo=dt.UTC)
    wall, passed = [start, start + set_to], [100.0, 100.0 + 3600]
    clock = SystemClock(ZoneInfo("Europe/Copenhagen"), lambda: wall.pop(0), lambda: passed.pop(0))
    assert clock.now() == start + dt.timedelta(hours=1)


def test_clock_shows_the_hour_of_its_zone_also_where_summer_time_begins():
    start, passed = dt.datetime(2031, 3, 30, 0, 30, tzinfo=dt.UTC), [0.0, 3600.0]
    clock = SystemClock(ZoneInfo("Europe/Copenhagen"), lambda: start, lambda: passed.pop(0))
    assert f"{clock.now():%H:%M}" == "03:30"
