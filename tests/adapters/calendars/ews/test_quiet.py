"""What the invitations say reaches no log and no error, whatever goes wrong."""

import logging
import traceback
from dataclasses import replace

import pytest

from planner.adapters.calendars.ews.quiet import TALKATIVE
from planner.domain.calendar import Attendee, GatewayError, Mailbox
from tests.contracts.calendar_gateway import ENTRY, called_off, moved
from tests.fakes.ews_server import FAULTS

CANARY = "kanariefugl"
TOLD = replace(
    ENTRY,
    subject=f"{CANARY} i emnet",
    body=f"{CANARY} i teksten",
    place=f"{CANARY} som sted",
    attendees=(Attendee(Mailbox(f"{CANARY} ved navn", "ada@plan.example")),),
)


class Everything(logging.Handler):
    """Keeps every record that anybody would write, with its traceback."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record))


@pytest.fixture
def log():
    root, handler = logging.getLogger(), Everything()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("verb", ["create", "update", "cancel"])
def test_no_fault_says_what_the_invitation_says(server, opened, log, fault, verb):
    gateway = opened(timeout=0.3)
    link = gateway.create(TOLD) if verb != "create" else None
    server.misbehave(fault)
    said = ""
    try:
        {
            "create": lambda: gateway.create(TOLD),
            "update": lambda: gateway.update(moved(TOLD), link),
            "cancel": lambda: gateway.cancel(called_off(TOLD), link, f"{CANARY} aflyst"),
        }[verb]()
    except GatewayError as error:
        said = "".join(traceback.format_exception(error)) + str(error) + repr(error.data)
    assert CANARY not in said
    assert [line for line in log.lines if CANARY in line] == []


def test_that_something_was_said_is_still_to_be_seen(server, gateway, log):
    server.misbehave("gzip")
    with pytest.raises(GatewayError):
        gateway.create(TOLD)
    assert any(line.startswith("planner.exchange exchangelib.util") for line in log.lines)


@pytest.mark.parametrize("name", TALKATIVE)
def test_library_under_it_is_quiet_too(gateway, log, name):
    gateway.probe(ENTRY)
    logging.getLogger(f"{name}.inner").error("%s", CANARY)
    assert [line for line in log.lines if CANARY in line] == []


def test_secret_is_not_shown(gateway):
    assert "hemmelig" not in repr(gateway.access)
