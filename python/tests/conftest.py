"""Makes every test record the call sites of builders. By default, only the first 2,000 calls of all tests would be
recorded."""

from __future__ import annotations

import pytest

import alien


@pytest.fixture(autouse=True)
def _track_calls() -> None:
    alien.track_calls(True)
