"""A canary in every closed field: looked for in every byte that leaves, every line of the log and every error.

The plan is published by mail and to Exchange, kept as subscriptions, written as tables and calendar
files for those outside; the servers misbehave in every way they can, and everything is run with -v and
the log at its loudest.
"""

from __future__ import annotations

import logging

import pytest

from planner.adapters.store.store import open_store
from planner.domain.changes import added, edited
from planner.domain.item import Attachment, FollowUp, Item, Placement, Presenter
from planner.domain.people import Absence, Person
from planner.entrypoints.cli.main import run
from tests.fakes.ews_server import FAULTS, EwsServer
from tests.fakes.mail_server import MailServer
from tests.fakes.unwrapping import WAYS_TO_HIDE, holds
from tests.usecases.publishing import BO, EMAIL, FIRST, NOW, SENDER, office_in

WORD = "kanariefugl"
FIRM = 7
OUTSIDE = ("dagsorden", "åben", "medarbejder")
MAIL_FAULTS = ("lose", "cut", "not_reached", "throttle", "reject", "reject_text")
CONFIG = """
[secretariat]
name = "Ledelsessekretariatet"
mailbox = "{box}"
telephone = "87 00 00 00"
[calendar]
backend = "{backend}"
[mail]
host = "localhost"
port = {port}
security = "none"
[exchange]
endpoint = "{endpoint}"
user = "planner"
login = "basic"
secret_file = "{folder}/secret"
[feeds]
directory = "{folder}/abonnementer"
"""


def canary(name):
    return f"{WORD.upper()} {name}"


def closed(number, meeting, **changed):
    """A closed item with a canary in every text, and what hangs on it."""
    item = Item(
        number,
        1,
        canary("titel"),
        minutes=30,
        visibility="closed",
        responsible_text=canary("ansvarlig"),
        case_number=canary("sagsnummer"),
        kle=canary("emne"),
        waits_for=canary("afventer"),
        waits_on=canary("afventer hvem"),
        note=canary("note"),
        spellings=(canary("stavemåde"),),
        source=canary("kilde"),
        bring=canary("medbring"),
    )
    placement = Placement(
        number,
        number,
        meeting,
        5,
        label=canary("som skrevet"),
        heading=canary("overskrift"),
        decision=canary("beslutning"),
        source=canary("kilde"),
        groups=(canary("gruppe"),),
    )
    return [
        added(item),
        added(placement),
        added(Attachment(number, 1, number, meeting, title=canary("bilag"), visibility="closed")),
        added(FollowUp(number, 1, canary("opgave"), owner=canary("hvem"), item=number, meeting=meeting)),
    ]


RECORDS = [
    *closed(11, 1),
    *closed(12, 2),
    added(
        Person(FIRM, "Frida Holm", title=canary("stilling"), unit=canary("enhed"), email="frida@plan.example")
    ),
    added(Presenter(11, 11, FIRM)),
    added(Presenter(12, 12, FIRM)),
    added(Presenter(13, 12, BO)),
    # An open item with a closed attachment, and an absence whose reason is nobody's business.
    added(Attachment(1, 1, 1, 1, title=canary("lukket bilag"), visibility="closed")),
    added(Absence(1, 1, BO, FIRST, FIRST, note=canary("fravær"))),
]


class Log(logging.Handler):
    """Every record that anybody would write, with its arguments and traceback."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record) + repr(record.args))


@pytest.fixture
def log():
    root, handler = logging.getLogger(), Log()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def servers(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    people = [email for email in EMAIL.values() if email]
    with MailServer() as mail, EwsServer(SENDER.mailbox.email, "frida@plan.example", *people) as exchange:
        yield mail, exchange


@pytest.fixture
def house(tmp_path, servers, capsys, log):
    """Commands of a secretariat full of canaries; what they say on stderr is kept, as the log is."""
    mail, exchange = servers
    office_in(tmp_path).write(*RECORDS)
    (tmp_path / "secret").write_text(exchange.secret)
    said = []

    def planner(line, backend="mail", minute=0):
        config = tmp_path / f"{backend}.toml"
        values = {"box": SENDER.mailbox.email, "backend": backend, "folder": tmp_path.as_posix()}
        config.write_text(CONFIG.format(port=mail.port, endpoint=exchange.endpoint, **values))
        now = f"2031-03-0{5 + minute // 600}T{9 + minute // 60 % 10:02}:{minute % 60:02}"
        base = ["--config", str(config), "--db", str(tmp_path / "plan.db"), "--as", "mette", "--now", now]
        code = run([*base, "-v", *(line.split("|") if "|" in line else line.split())])
        printed = capsys.readouterr()
        said.append(printed.err)
        return code, printed.out

    planner.folder, planner.said, planner.log = tmp_path, said, log
    return planner


def must_be_quiet(house):
    assert [line for line in house.log.lines if WORD in line.casefold()] == []
    assert [text for text in house.said if WORD in text.casefold()] == []


def changed(house, number):
    """The closed item gets another length, so that its presenters are told again."""
    store = open_store(house.folder / "plan.db")
    with store.reading() as read:
        placement = read.everything().placements[12]
    with store.work() as work:
        minutes = 45 if placement.minutes == 30 else 30
        work.append(
            [edited(placement, minutes=minutes, decision=canary(str(number)))],
            board=1,
            at=NOW,
            by="x",
            command="ret",
        )
        work.commit()


@pytest.mark.parametrize("way", WAYS_TO_HIDE)
def test_canary_is_found_however_it_is_hidden(way):
    assert holds(WAYS_TO_HIDE[way](f"Vi taler om en {WORD} ved navn Pip."), WORD)
    assert not holds(WAYS_TO_HIDE[way]("Vi taler om en papegøje ved navn Pip."), WORD)


def test_secretariat_sees_what_is_closed(house):
    _, printed = house("tabel|12/3|--for|sekretariat")
    assert holds(printed.encode(), WORD)
    must_be_quiet(house)


def test_nothing_closed_leaves_by_mail_whatever_goes_wrong(house, servers):
    mail, _ = servers
    house("udgiv --yes")
    house("udgiv --to frida@plan.example --yes")
    for number, fault in enumerate(("none", *MAIL_FAULTS, *MAIL_FAULTS)):
        changed(house, number)
        house("udgiv --yes", minute=number * 10)
        mail.faults.extend([] if fault == "none" else [fault])
        _, printed = house("synk --json", minute=number * 10)
        assert WORD not in printed.casefold()
        for line in ("status", "udbakke", "udbakke liste --json"):
            _, printed = house(line, minute=number * 10)
            assert WORD not in printed.casefold()
    letters = [letter for own in mail.letters.values() for letter in own]
    assert len(letters) > 10
    assert [letter for letter in letters if holds(letter, WORD)] == []
    assert WORD not in str(mail.letters.keys()).casefold()
    must_be_quiet(house)


def test_nothing_closed_leaves_to_exchange_whatever_goes_wrong(house, servers):
    _, exchange = servers
    house("udgiv --yes", "ews")
    for number, fault in enumerate(("none", *sorted(FAULTS - {"slow"}))):
        changed(house, number)
        house("udgiv --yes", "ews", minute=number * 10)
        if fault != "none":
            exchange.misbehave(fault)
        house("synk --json", "ews", minute=number * 10)
        exchange.land()
    assert len(exchange.bodies) > 20
    assert [body for body in exchange.bodies if holds(body, WORD)] == []
    must_be_quiet(house)


def test_nothing_closed_is_in_what_people_subscribe_to(house):
    for line in ("abonnement|tilføj|Frida Holm", "abonnement|tilføj|Bo Lind", "abonnement tilføj"):
        assert house(line)[0] == 0
    house("udgiv --yes")
    house("synk")
    files = [file for file in (house.folder / "abonnementer").rglob("*") if file.is_file()]
    assert len(files) >= 3
    assert [file for file in files if holds(file.read_bytes(), WORD) or holds(str(file).encode(), WORD)] == []
    must_be_quiet(house)


@pytest.mark.parametrize("reader", OUTSIDE)
def test_nothing_closed_is_in_any_table_for_those_outside(house, reader):
    out = house.folder / "ud"
    out.mkdir()
    for end in ("docx", "html", "md", "ics"):
        for what in ("", "12/3|", "19/3|"):
            target = out / f"{what[:2]}.{end}" if end != "ics" or what else out / "alle"
            code, _ = house(f"tabel|{what}--{end}|{target}|--for|{reader}")
            assert code == 0
    for line in (f"tabel|--for|{reader}", f"tabel|12/3|--for|{reader}", f"tabel|--for|{reader}|--json"):
        code, printed = house(line)
        assert (code, holds(printed.encode(), WORD)) == (0, False)
    code, printed = house(f"eksport|ics|-o|{out / 'alt.ics'}")
    assert code == 0
    for line in (
        "udvalg|tilføj|KB|Byrådet|--noted-only",
        "møde|ny|2/4|--board|KB",
        "sagsgang|11|DIR > KB 2/4",
    ):
        assert house(line)[0] == 0
    for end in ("csv", "ics"):
        assert house(f"årshjul|--{end}|{out / f'år.{end}'}|--for|{reader}")[0] == 0
    assert "KB;Lukket punkt" in (out / "år.csv").read_text(encoding="utf-8-sig")
    files = [file for file in out.rglob("*") if file.is_file()]
    assert len(files) > 10
    assert [file.name for file in files if holds(file.read_bytes(), WORD)] == []
    must_be_quiet(house)


@pytest.mark.parametrize(
    "line",
    [
        "sæt 11 31/2",
        "sæt 11 i går og i morgen",
        "ret 11 --minutes tusind",
        "flyt 11 før 99",
        "indlæs ingen.docx",
        "tabel 12/3 --docx {folder}/secret/her.docx",
        "udgiv --until noget",
        "udbakke vis 4711",
        "db gendan ingen.db",
        "synk --what",
    ],
)
def test_no_error_says_what_is_closed(house, line):
    code, _ = house(line.format(folder=house.folder))
    assert code != 0
    must_be_quiet(house)
