"""Calls are tracked in every test, however many others ran before."""

from __future__ import annotations

import pytest

import alien


@pytest.fixture(autouse=True)
def _tracked() -> None:
    alien.track_calls(True)
