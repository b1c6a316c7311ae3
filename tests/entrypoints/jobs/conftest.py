"""A mail server for the processes of a module; a test that begins has an empty one."""

from __future__ import annotations

import pytest

from tests.fakes.mail_server import MailServer


@pytest.fixture(scope="module")
def _running():
    with MailServer() as server:
        yield server


@pytest.fixture
def server(_running):
    _running.letters.clear()
    return _running
