# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages as visitors of the sample city meet them, in every language that is shipped, in normal and in larger text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.languages import shipped
from tests.ui.driver import Driver
from tests.ui.fitting import misfits, outgrown
from tests.ui.samples import SAMPLES, SETTINGS
from tests.ui.walked import walked
from ui.window import TerminalWindow

LANGUAGES = [language.tag for language in shipped()]
FRAMED = {name: SAMPLES[name] for name in ("languages", "accessibility", "help", "idle") if name in SAMPLES}
"""Sheets and dialogs, which lie over every page."""


@pytest.fixture(scope="module")
def polyglot(qapp: QGuiApplication) -> Iterator[Driver]:
    """A window that speaks what the terminal speaks."""
    window = TerminalWindow(lambda event: None, languages=shipped(), full_screen=False, motion=False)
    window.set_header("Stuttgart", "Bürgerbüro Mitte", datetime(2026, 11, 23, 10, 42))
    yield Driver(window, [])
    window.close()


CASES = [
    # Larger text is where it gets tight.
    pytest.param(1, "large"),
    pytest.param(12, "normal", marks=pytest.mark.slow),
    pytest.param(12, "large", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("walks", "settings"), CASES)
def test_every_page_can_be_read_whole(polyglot: Driver, language: str, settings: str, walks: int) -> None:
    wrong = []
    for name, screen in (walked(walks) | FRAMED).items():
        frame = replace(screen.frame, language=language, settings=SETTINGS[settings])
        polyglot.show(replace(screen, frame=frame))
        wrong += [f"{name}: {what}" for what in (*misfits(polyglot), *outgrown(polyglot))]
    assert not wrong, "\n".join(wrong)
