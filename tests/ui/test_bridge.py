# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bridge tells QML what changed and only that; work from other threads runs in the GUI thread."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from structlog.testing import capture_logs

from kiosk.languages import Languages
from kiosk.visit.events import Event, LanguageChosen, Tapped
from tests.ui.samples import shown, ticket
from ui.bridge import SAME_BUTTON_SECONDS, Bridge
from ui.present import present

NONE: frozenset[str] = frozenset()


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bridge(qapp: QGuiApplication, events: list[Event], clock: Clock) -> Bridge:
    return Bridge(events.append, monotonic=clock)


def count(signal: Any) -> list[int]:
    told = [0]

    def tell() -> None:
        told[0] += 1

    signal.connect(tell)
    return told


def test_the_same_screen_again_is_no_news(bridge: Bridge, languages: Languages) -> None:
    screens, seconds = count(bridge.screenChanged), count(bridge.secondsLeftChanged)
    for left in (25, 24, 24, 23):
        bridge.set_screen(present(ticket(), languages.source), left, NONE)
    assert screens == [1]
    assert seconds == [3]


def test_what_changed_is_told(bridge: Bridge, languages: Languages) -> None:
    bridge.set_screen(present(shown("keypad"), languages.source), None, NONE)
    screens, settings = count(bridge.screenChanged), count(bridge.settingsChanged)
    bridge.set_screen(present(shown("keypad-empty"), languages.source), None, frozenset({"high-contrast"}))
    assert (screens, settings) == ([1], [1])
    assert bridge.highContrast is True
    assert bridge.largeText is False
    assert bridge.anySetting is True


def test_the_header_is_told_once_a_minute_not_once_a_second(bridge: Bridge) -> None:
    told = count(bridge.headerChanged)
    for clock in ("10:42", "10:42", "10:43"):
        bridge.set_header(city="Stuttgart", office="Mitte", clock=clock, date="Montag")
    assert told == [2]


def test_a_button_counts_once_within_half_a_second(bridge: Bridge, events: list[Event], clock: Clock) -> None:
    bridge.tap(4, "wait")
    clock.now += SAME_BUTTON_SECONDS - 0.01
    bridge.tap(5, "wait")
    assert events == [Tapped(4, "wait")]
    clock.now += 0.02
    bridge.tap(5, "wait")
    assert events == [Tapped(4, "wait"), Tapped(5, "wait")]


def test_another_button_counts_at_once(bridge: Bridge, events: list[Event]) -> None:
    bridge.tap(4, "wait")
    bridge.tap(5, "back")
    assert events == [Tapped(4, "wait"), Tapped(5, "back")]


def test_an_empty_action_is_nothing(bridge: Bridge, events: list[Event]) -> None:
    bridge.tap(4, "")
    assert events == []


def test_a_language_is_an_event_of_its_own(bridge: Bridge, events: list[Event]) -> None:
    bridge.tap(4, "language:en")
    assert events == [LanguageChosen("en")]


def test_posted_work_runs_in_the_gui_thread(bridge: Bridge, qtbot: QtBot) -> None:
    ran: list[int] = []
    worker = threading.Thread(target=lambda: bridge.post(lambda: ran.append(threading.get_ident())))
    worker.start()
    worker.join(5)
    qtbot.waitUntil(lambda: bool(ran), timeout=5000)
    assert ran == [threading.get_ident()]


def test_work_that_fails_does_not_take_the_window_down(bridge: Bridge, qtbot: QtBot) -> None:
    ran: list[str] = []

    def fails() -> None:
        ran.append("failed")
        raise ValueError("broken")

    with capture_logs() as logs:
        bridge.post(fails)
        bridge.post(lambda: ran.append("next"))
        qtbot.waitUntil(lambda: ran == ["failed", "next"], timeout=5000)
    assert [entry["event"] for entry in logs] == ["posted_work_failed"]


def test_a_closed_bridge_can_be_dropped_by_any_thread(qapp: QGuiApplication, qtlog: Any) -> None:
    bridge = Bridge(lambda event: None)
    bridge.close()
    dropped = [bridge]
    del bridge
    other = threading.Thread(target=dropped.clear)
    other.start()
    other.join(10)
    assert not qtlog.records
