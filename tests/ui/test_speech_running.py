# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal put together, with a voice: from the jack to the log of what was heard, through all its threads."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from devices.speech.virtual import VirtualSpeaker
from kiosk.config import (
    BackOfficeSection,
    Configuration,
    ConfigurationError,
    DevicesSection,
    KeysSection,
    TerminalSection,
)
from kiosk.languages import shipped
from ui.running import RunningTerminal
from ui.window import TerminalWindow

LIMIT_S = 10.0


def configuration(folder: Path, **sections: object) -> Configuration:
    return Configuration(
        terminal=TerminalSection(state_dir=folder / "state"),
        backoffice=BackOfficeSection(
            url="http://127.0.0.1:9"
        ),  # nobody is there, and nothing here needs them
        devices=DevicesSection(
            printer="none:", scanner="none:", speech=f"virtual:{folder / 'speech'}?pace=20"
        ),
        **sections,
    )


@pytest.fixture(scope="module")
def window(qapp: object) -> Iterator[tuple[TerminalWindow, list[RunningTerminal]]]:
    running: list[RunningTerminal] = []
    made = TerminalWindow(
        lambda event: running[0].terminal.post(event), languages=shipped(), full_screen=False, motion=False
    )
    yield made, running
    made.close()


def test_headphones_begin_the_voice_and_any_key_ends_its_sentence(
    window: tuple[TerminalWindow, list[RunningTerminal]], tmp_path: Path
) -> None:
    shown, holder = window
    running = RunningTerminal(configuration(tmp_path), shown)
    holder.append(running)
    speaker = running.speaker
    assert isinstance(speaker, VirtualSpeaker)
    running.start()
    try:

        def until(what: Callable[[], bool]) -> None:
            deadline = time.monotonic() + LIMIT_S
            while not what():
                assert time.monotonic() < deadline
                shown.app.processEvents()
                time.sleep(0.002)

        def heard() -> list[dict[str, object]]:
            return [json.loads(line) for line in speaker.log.read_text(encoding="utf-8").splitlines()]

        speaker.plug()
        until(lambda: bool(heard()))
        assert (heard()[0]["words"], heard()[0]["sink"]) == ("Das Vorlesen ist an.", "headphones")
        took = []
        for _ in range(3):  # the machine may be busy once
            until(lambda: running.terminal.visit.is_speaking and speaker._busy)
            before = len(heard())
            began = time.monotonic()
            QTest.keyClick(shown.window, Qt.Key.Key_Shift)
            until(lambda: len(heard()) > before)  # noqa: B023
            took.append(time.monotonic() - began)
            assert heard()[before]["stopped"] is True
            until(lambda: not speaker.speaking)
            QTest.keyClick(shown.window, Qt.Key.Key_F2)
        assert min(took) < 0.1, "EN 301 549, 5.1.3.4"
        QTest.keyClick(shown.window, Qt.Key.Key_Shift)
        until(lambda: not running.terminal.visit.is_speaking)
        speaker.unplug()
        until(lambda: heard()[-1]["words"] == "Das Vorlesen ist aus.")
        assert shown.qml_warnings == []
    finally:
        running.end()


def test_a_key_that_does_not_exist_stops_the_start_with_its_name(
    window: tuple[TerminalWindow, list[RunningTerminal]], tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match=r"keys\.press: Enterr is no key"):
        RunningTerminal(configuration(tmp_path, keys=KeysSection(press="Enterr")), window[0])
