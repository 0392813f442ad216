# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers import World

# Windows of tests are drawn without a display, in software, the same on every machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An open office with 60 numbers a queue."""
    made = World(tmp_path)
    yield made
    made.database.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", default="20", help="how often the terminal is killed while it issues tickets")
