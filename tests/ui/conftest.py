# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A window without a display, shared by all tests of a run because loading it takes most of the time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ui.environment import prepare_qt

prepare_qt()

from PySide6.QtGui import QGuiApplication  # noqa: E402

from kiosk.languages import Languages  # noqa: E402
from kiosk.visit.events import Event  # noqa: E402
from tests.ui.driver import Driver  # noqa: E402
from ui.window import TerminalWindow  # noqa: E402

CATALOGUES = Path(__file__).with_name("languages")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The terminal needs no widgets, and the widgets' application would hide that."""
    return QGuiApplication


@pytest.fixture(scope="session")
def languages() -> Languages:
    """German, a test catalogue of English, and a few words of Arabic for right-to-left."""
    return Languages(CATALOGUES)


@pytest.fixture(scope="session")
def loaded(qapp: QGuiApplication, languages: Languages) -> Iterator[Driver]:
    """The window of the run."""
    events: list[Event] = []
    window = TerminalWindow(events.append, languages=languages, full_screen=False, motion=False)
    window.set_header("Stuttgart", "Bürgerbüro Mitte", datetime(2026, 11, 23, 10, 42))
    yield Driver(window, events)
    window.close()


@pytest.fixture
def driver(loaded: Driver) -> Iterator[Driver]:
    """The window with no events in the list yet; fails the test on QML warnings."""
    loaded.reset()
    yield loaded
    assert loaded.window.qml_warnings == []
