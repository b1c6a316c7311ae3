"""The way from the configuration to the mailbox; and nothing of the library before it is needed."""

import subprocess
import sys

import pytest

from planner.domain.errors import BadUsage
from planner.wiring import App, Options
from tests.adapters.calendars.ews.conftest import BOX
from tests.contracts.calendar_gateway import ADA, ENTRY

CONFIG = """
database = "{folder}/plan.db"
[secretariat]
mailbox = "{box}"
[calendar]
backend = "ews"
[exchange]
endpoint = "{endpoint}"
user = "planner"
login = "basic"
secret_file = "{folder}/secret"
"""


@pytest.fixture
def configured(server, tmp_path):
    def app(text=CONFIG):
        (tmp_path / "secret").write_text(server.secret + "\n")
        file = tmp_path / "planner.toml"
        file.write_text(text.format(folder=tmp_path.as_posix(), box=BOX, endpoint=server.endpoint))
        return App(Options(config=str(file)))

    return app


def test_configured_mailbox_invites(server, configured):
    gateway = configured().gateways["ews"]
    gateway.create(ENTRY)
    gateway.close()
    assert [told for told, *_ in server.mailboxes.told] == [ADA.email]


@pytest.mark.parametrize("missing", ["mailbox =", "user =", "secret_file ="])
def test_what_is_missing_is_named(configured, missing):
    text = "\n".join(line for line in CONFIG.splitlines() if not line.startswith(missing))
    with pytest.raises(BadUsage) as raised:
        _ = configured(text).gateways
    assert missing.split()[0] in raised.value.hint


def test_library_is_not_loaded_before_it_is_needed():
    loaded = "import sys, planner.wiring; print('exchangelib' in sys.modules or 'requests' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
