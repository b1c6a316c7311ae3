"""Routes through several boards, in the twin and in the real store."""

from __future__ import annotations

import pytest

from planner.clocks import FixedClock
from tests.usecases.routing import NOW, stored


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    return stored(request.param, tmp_path)


@pytest.fixture
def clock():
    return FixedClock(NOW)
