"""`planner doctor`: green where all is well; for each fault the right sentence and what to do about it."""

from __future__ import annotations

import json
import shutil
import tempfile

import pytest

from planner.entrypoints.cli.main import run
from tests.fakes.certificate import own_certificate
from tests.fakes.ews_server import EwsServer
from tests.fakes.imap_server import ImapServer
from tests.fakes.mail_server import PASSWORD, USER, Authority, MailServer, free_port

OK, OUTSIDE, PERSON = 0, 3, 4
BOX = "sekretariat@plan.example"
SECRETARIAT = f'[secretariat]\nname = "Sekretariatet"\nmailbox = "{BOX}"\n'
CANARY = "kanariefugl-i-koden"

EXCHANGE = {
    "endpoint": "{here}",
    "user": "planner",
    "login": "basic",
    "reach": "impersonation",
    "secret_file": "{folder}/secret",
    "ca_file": "{folder}/own.pem",
}
TOKEN = {"login": "oauth2", "token_url": "{token}", "scope": "alt"}
# What is changed in the configuration (or done to the server), what is found, and what the fix names.
EXCHANGE_FAULTS = {
    "wrong password": ({"secret_file": "{folder}/wrong"}, "lukker ikke brugeren ind", "adgangskode"),
    "expired secret of an application": (
        TOKEN | {"secret_file": "{folder}/wrong"},
        "kunne ikke hentes adgang",
        "hemmelighed",
    ),
    "unknown mailbox": ({"mailbox": "ukendt@plan.example"}, "findes ikke", "postkassens adresse"),
    "no right to impersonate": ({"right": "impersonation"}, "giver ikke adgang", "rettigheder"),
    "calendar may only be read": ({"right": "modify"}, "ikke ændres", "fuld adgang"),
    "certificate is not trusted": ({"ca_file": "{folder}/other.pem"}, "ikke godkendt", "ca_file"),
    "file of the authority is gone": ({"ca_file": "{folder}/none.pem"}, "none.pem", "ca_file"),
    "host is gone": (
        {"endpoint": f"https://localhost:{free_port()}/EWS/Exchange.asmx"},
        "kan ikke nås",
        "netværket",
    ),
    "host never was": (
        {"endpoint": "https://findes-ikke.invalid/EWS/Exchange.asmx"},
        "kan ikke nås",
        "adressen",
    ),
    "no such service there": ({"endpoint": "{here}x"}, "ingen EWS-tjeneste", "Exchange.asmx"),
    "file with the password is gone": ({"secret_file": "{folder}/none"}, "kan ikke læses", "secret_file"),
    "password is nowhere": ({"secret_file": None}, "mangler", "PLANNER_EXCHANGE_SECRET"),
}
MAIL = {
    "host": "localhost",
    "port": "{smtp}",
    "security": "starttls",
    "user": USER,
    "ca_file": "{folder}/ca.pem",
    "secret_file": "{folder}/mail",
}
MAIL_FAULTS = {
    "wrong password": ({"secret_file": "{folder}/wrong"}, "afviser login", "adgangskode"),
    "certificate is not trusted": (
        {"ca_file": "{folder}/other.pem"},
        "ikke er betroet",
        "certifikatudsteder",
    ),
    "host is gone": ({"port": free_port()}, "kan ikke nås", None),
    "host never was": ({"host": "findes-ikke.invalid"}, "findes ikke", "værtsnavnet"),
    "file with the password is gone": ({"secret_file": "{folder}/none"}, "kan ikke læses", "secret_file"),
    "no host": ({"host": None}, "mangler", "[mail]"),
}
INBOX = {"host": "localhost", "security": "tls"}
INBOX_FAULTS = {
    "wrong password": ({"secret_file": "{folder}/wrong"}, "afviser login", "adgangskode"),
    "folder is not there": ({"folder": "Findes ikke"}, "findes ikke", "mappens navn"),
    "host is gone": ({"port": free_port()}, "kan ikke nås", None),
    "host never was": ({"host": "findes-ikke.invalid"}, "findes ikke", "værtsnavnet"),
    "directory is gone": ({"directory": "{folder}/none"}, "kan ikke læses", "stien"),
}


@pytest.fixture
def planner(tmp_path, capsys, monkeypatch):
    """Write the configuration and run a command line in this process; gives the exit code, stdout and stderr."""
    monkeypatch.setenv("NO_PROXY", "localhost")
    for name, text in (("wrong", CANARY), ("mail", PASSWORD)):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    own_certificate(tmp_path / "other.pem")

    def call(line, **tables):
        written = SECRETARIAT
        for table, keys in tables.items():
            pairs = (f"{key} = {json.dumps(value)}" for key, value in keys.items() if value is not None)
            written += "\n".join([f"[{table}]", *pairs, ""])
        (tmp_path / "planner.toml").write_text(written, encoding="utf-8")
        base = ["--config", str(tmp_path / "planner.toml"), "--db", str(tmp_path / "plan.db")]
        code = run([*base, "--now", "2031-03-05T14:00", *line.split("|")])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def exchange(tmp_path):
    with EwsServer(BOX, certificate=own_certificate(tmp_path / "own.pem")) as server:
        (tmp_path / "secret").write_text(server.secret)
        yield server


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def smtp(authority, tmp_path):
    shutil.copy(authority.ca_file, tmp_path / "ca.pem")
    with MailServer(authority=authority, security="starttls", login=True) as server:
        yield server


@pytest.fixture(scope="module")
def imap(authority):
    if why := ImapServer.missing():
        pytest.skip(why)
    folder = tempfile.mkdtemp(prefix="imap")  # a short path: sockets are made in it
    try:
        with ImapServer(folder, authority) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def filled(keys, changed, tmp_path, **places):
    """A table of the configuration, with what a case changes in it."""
    return {
        key: value.format(folder=tmp_path.as_posix(), **places) if isinstance(value, str) else value
        for key, value in {**keys, **changed}.items()
        if key not in ("right", "mailbox")
    }


def over_exchange(server, tmp_path, changed):
    here = server.endpoint.replace("127.0.0.1", "localhost")
    token = here.replace("/EWS/Exchange.asmx", "/token")
    tables = {
        "calendar": {"backend": "ews"},
        "exchange": filled(EXCHANGE, changed, tmp_path, here=here, token=token),
    }
    if "mailbox" in changed:  # the last of two tables would be refused: the value is replaced
        tables["exchange"]["reach"] = "direct"
    return tables


def by_mail(smtp, tmp_path, changed, inbox=None):
    tables = {"calendar": {"backend": "mail"}, "mail": filled(MAIL, changed, tmp_path, smtp=smtp.port)}
    tables["mail"]["port"] = int(tables["mail"]["port"])
    return tables | ({"inbox": inbox} if inbox is not None else {})


def wrong(out):
    return [trial for trial in json.loads(out)["trials"] if not trial["well"]]


@pytest.mark.parametrize("login", ["basic", "oauth2"])
def test_exchange_in_order_is_green_and_nothing_was_written(planner, exchange, tmp_path, login):
    tables = over_exchange(exchange, tmp_path, TOKEN if login == "oauth2" else {})
    code, out, _ = planner("diagnose", **tables)
    assert (code, out.splitlines()[-1]) == (OK, "Alt er i orden.")
    assert (exchange.mailboxes.items, exchange.mailboxes.told, exchange.unfit) == ({}, [], [])


@pytest.mark.parametrize("name", EXCHANGE_FAULTS)
def test_fault_of_exchange_is_told_with_its_fix(planner, exchange, tmp_path, monkeypatch, name):
    changed, found, fix = EXCHANGE_FAULTS[name]
    if changed.get("right") == "impersonation":
        exchange.impersonation = False
    elif changed.get("right") == "modify":
        exchange.answers.rights = {"Read"}
    if "mailbox" in changed:
        monkeypatch.setenv("PLANNER_SECRETARIAT_MAILBOX", changed["mailbox"])
    code, out, err = planner("diagnose|--json", **over_exchange(exchange, tmp_path, changed))
    assert (code, err) == (OUTSIDE, "")
    (trial,) = wrong(out)
    assert (trial["way"], found in trial["found"], fix in trial["fix"]) == ("ews", True, True), trial
    assert "\n" not in trial["found"]
    assert CANARY not in out


def test_mail_in_order_is_green(planner, smtp, imap, tmp_path):
    inbox = filled(INBOX, {}, tmp_path) | {"port": imap.ports["tls"]}
    code, out, _ = planner("diagnose", **by_mail(smtp, tmp_path, {}, inbox))
    assert (code, out.splitlines()[-1]) == (OK, "Alt er i orden.")
    assert smtp.letters == {}


@pytest.mark.parametrize("name", MAIL_FAULTS)
def test_fault_of_the_mail_server_is_told_with_its_fix(planner, smtp, tmp_path, name):
    changed, found, fix = MAIL_FAULTS[name]
    code, out, err = planner("diagnose|--json", **by_mail(smtp, tmp_path, changed))
    assert (code, err) == (OUTSIDE, "")
    (trial,) = wrong(out)
    assert (found in trial["found"], fix is None or fix in trial["fix"]) == (True, True), trial
    assert CANARY not in out


@pytest.mark.parametrize("name", INBOX_FAULTS)
def test_fault_of_the_mailbox_is_told_and_mail_out_is_tried_all_the_same(planner, smtp, imap, tmp_path, name):
    changed, found, fix = INBOX_FAULTS[name]
    inbox = filled({**INBOX, "port": imap.ports["tls"]}, changed, tmp_path)
    code, out, err = planner("diagnose|--json", **by_mail(smtp, tmp_path, {}, inbox))
    assert (code, err) == (OUTSIDE, "")
    (trial,) = wrong(out)
    assert (found in trial["found"], fix is None or fix in trial["fix"]) == (True, True), trial
    assert len(json.loads(out)["trials"]) == 2
    assert CANARY not in out


def test_exchange_online_is_told_to_use_mail(planner, exchange, tmp_path):
    online = {"endpoint": "https://outlook.office365.com.invalid/EWS/Exchange.asmx"}
    _, out, _ = planner("diagnose|--json", **over_exchange(exchange, tmp_path, online))
    assert len(wrong(out)) == 1
    assert "EWS i Exchange Online" not in out


def test_people_without_an_address_are_named_with_the_command_that_gives_one(planner, smtp, tmp_path):
    tables = by_mail(smtp, tmp_path, {})
    for line in (
        "init|--board|DIR|--name|Direktionen|--weekday|onsdag|--start|9|--end|12",
        "møde|tilføj|12/3",
        "person|tilføj|Elle Uden|--role|medlem",
    ):
        assert planner(line, **tables)[0] == OK
    code, out, err = planner("diagnose|--json", **tables)
    assert err == ""
    (trial,) = wrong(out)
    assert (code, trial["way"], trial["fix"]) == (
        PERSON,
        "plan",
        'planner person ret "Elle Uden" --email ADRESSE',
    )


def test_people_without_a_subscription_and_rooms_that_nobody_books_are_told(planner, tmp_path):
    feeds = {"directory": tmp_path.as_posix(), "url": "https://kalender.plan.example/"}
    tables = {"calendar": {"backend": "ics"}, "feeds": feeds}
    for line in (
        "init|--board|DIR|--name|Direktionen|--weekday|onsdag|--start|9|--end|12",
        "udvalg|ret|--room|lokale2@plan.example",
        "møde|tilføj|12/3",
        "person|tilføj|Ada Ravn|--role|medlem",
        "person|tilføj|Bo Lind|--role|medlem",
        "abonnement|tilføj|Ada Ravn",
    ):
        assert planner(line, **tables)[0] == OK
    code, out, _ = planner("diagnose|--json", **tables)
    wrong = [trial for trial in json.loads(out)["trials"] if not trial["well"]]
    assert [(trial["what"], trial["fix"]) for trial in wrong] == [
        ("Abonnementer", 'planner abonnement tilføj "Bo Lind"'),
        ("Lokaler", "Book dem selv, eller vælg en anden vej: planner udvalg ret --channel mail"),
    ]
    assert code == PERSON


def test_nothing_chosen_is_said(planner):
    code, out, _ = planner("diagnose")
    assert (code, "ikke valgt" in out) == (PERSON, True)


@pytest.mark.parametrize("table", ["mail", "inbox"])
def test_secret_may_come_from_the_environment_and_is_shown_nowhere(
    planner, smtp, imap, tmp_path, monkeypatch, table
):
    inbox = {**INBOX, "port": imap.ports["tls"], "secret_file": str(tmp_path / "wrong")}
    tables = by_mail(smtp, tmp_path, {"secret_file": str(tmp_path / "mail")}, inbox)
    assert planner("diagnose", **tables)[0] == OUTSIDE
    monkeypatch.setenv("PLANNER_INBOX_SECRET", PASSWORD)
    if table == "mail":
        tables["mail"]["secret_file"] = None
        monkeypatch.setenv("PLANNER_MAIL_SECRET", PASSWORD)
    code, out, err = planner("diagnose", **tables)
    assert code == OK
    shown = planner("konfig|vis", **tables)[1] + planner("konfig|vis|--json", **tables)[1] + out + err
    assert PASSWORD not in shown


def test_wrong_secret_is_shown_nowhere_even_with_technical_words(planner, exchange, tmp_path, monkeypatch):
    monkeypatch.setenv("PLANNER_EXCHANGE_SECRET", CANARY)
    tables = over_exchange(exchange, tmp_path, {})
    assert (
        planner("init|--board|DIR|--name|Direktionen|--weekday|onsdag|--start|9|--end|12", **tables)[0] == OK
    )
    said = [
        text
        for line in ("-v|diagnose", "-v|synk", "-v|konfig|vis", "-v|udgiv|--dry-run")
        for text in planner(line, **tables)[1:]
    ]
    assert [text for text in said if CANARY in text] == []
    assert CANARY.encode() not in (tmp_path / "plan.db").read_bytes()
