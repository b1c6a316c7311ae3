"""A mail server of its own for a journey that asks for one."""

from __future__ import annotations

import pytest

from tests.fakes.mail_server import MailServer


@pytest.fixture
def server():
    with MailServer() as running:
        yield running
