# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window as the operating system and a screen reader see it."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem

from tests.ui.driver import Driver
from tests.ui.samples import SAMPLES, shown

ROOT = Path(__file__).parents[2]


def run(source: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", source, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_five_thousand_signals_do_not_end_the_process() -> None:
    """PySide6 6.12.0 loses a reference to True with every signal, which ends Python 3.11 after some 1,500."""
    done = run(
        "from ui.bridge import Bridge\n"
        "bridge = Bridge(lambda event: None)\n"
        "for seconds in range(5000):\n"
        "    bridge.set_screen({}, seconds, frozenset())\n"
        "    bridge.touched()\n"
        "print('alive')"
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


def test_nothing_heavy_is_loaded_before_the_first_page() -> None:
    done = run(
        "import os, sys\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from datetime import datetime\n"
        "from kiosk.languages import Languages\n"
        "from kiosk.text import T\n"
        "from kiosk.visit.screens import Action, Frame, StartScreen, Style\n"
        "from ui.window import TerminalWindow\n"
        "window = TerminalWindow(print, languages=Languages(), full_screen=False)\n"
        "window.set_header('Stuttgart', 'Mitte', datetime(2026, 11, 23, 10, 42))\n"
        "tile = Action('walk-in', T('Wartenummer ziehen'), Style.TILE, 'confirmation_number')\n"
        "window.show_screen(StartScreen(serial=1, frame=Frame(language='de'), tiles=(tile, tile), rows=()))\n"
        "window.window.grabWindow()\n"
        "heavy = {'babel', 'pydantic', 'reportlab', 'qrcode', 'PIL', 'sqlalchemy', 'PySide6.QtWidgets'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "window.close()"
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_a_window_can_be_closed_and_closed_again() -> None:
    done = run(
        "import os\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from kiosk.languages import Languages\n"
        "from tests.ui.samples import SAMPLES\n"
        "from ui.window import TerminalWindow\n"
        "for _ in range(2):\n"
        "    window = TerminalWindow(print, languages=Languages(), full_screen=False)\n"
        "    for name in ('start', 'ticket', 'idle'):\n"
        "        window.show_screen(SAMPLES[name])\n"
        "        window.grab()\n"
        "    window.close()\n"
        "    window.close()\n"
        "    assert window.qml_warnings == [], window.qml_warnings\n"
        "print('closed')"
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "closed", "")


@pytest.mark.parametrize("size", [(1080, 1920), (1440, 2560), (768, 1366), (1920, 1080), (1080, 2160)])
def test_every_size_shows_a_whole_centred_page(driver: Driver, size: tuple[int, int]) -> None:
    window = driver.window.window
    window.resize(*size)
    try:
        for name in ("start", "keypad", "ticket"):
            image = driver.show(shown(name))
            assert (image.width(), image.height()) == size
            unit = min(size[0] / 1080, size[1] / 1920)
            left = (size[0] - 1080 * unit) / 2
            for text in driver.texts():
                corner = text.mapToScene(text.boundingRect().topLeft())
                assert corner.x() >= left - 1, text.property("text")
                assert corner.x() + text.property("paintedWidth") <= size[0] - left + 2
                assert 0 <= corner.y() <= size[1]
    finally:
        window.resize(1080, 1920)
        driver.window.grab()


def accessible(item: QQuickItem) -> QAccessible:
    return QAccessible.queryAccessibleInterface(item)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_screen_reader_hears_the_visible_label(driver: Driver, name: str) -> None:
    QAccessible.setActive(True)
    driver.show(shown(name))
    for control in driver.controls():
        interface = accessible(control)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name) == control.property("name")
        assert interface.role() in {
            QAccessible.Role.Button,
            QAccessible.Role.CheckBox,
            QAccessible.Role.RadioButton,
            QAccessible.Role.EditableText,
        }
        assert interface.state().focusable


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_has_a_heading_for_screen_readers(driver: Driver, name: str) -> None:
    QAccessible.setActive(True)
    driver.show(shown(name))
    headings = [
        item
        for item in driver.items()
        if item.isEnabled() and accessible(item) and accessible(item).role() == QAccessible.Role.Heading
    ]
    assert len(headings) == 1
    assert accessible(headings[0]).text(QAccessible.Text.Name)


def test_the_clock_and_place_are_shown(driver: Driver) -> None:
    driver.show(shown("scan"))
    driver.window.set_header("Ulm", "Bürgerdienste", datetime(2026, 1, 2, 9, 5))
    words = {text.property("text") for text in driver.texts()}
    assert {"Ulm", "Bürgerdienste", "09:05 Uhr", "Freitag, 2. Januar"} <= words
    driver.window.set_header("Stuttgart", "Bürgerbüro Mitte", datetime(2026, 11, 23, 10, 42))


def test_the_same_page_paints_the_same_picture(driver: Driver) -> None:
    first = pixels(driver.show(shown("ticket")))
    driver.show(shown("start"))
    second = pixels(driver.show(shown("ticket")))
    # Qt draws the edges of large letters a little differently now and then. What another page left, however pale, has an inside.
    differing = ImageChops.difference(first, second).convert("L").point(lambda value: 255 if value else 0)
    assert differing.filter(ImageFilter.MinFilter(5)).getbbox() is None


def pixels(image: QImage) -> Image.Image:
    """A copy that can be computed with."""
    rgb = image.convertToFormat(QImage.Format.Format_RGBX8888)
    return Image.frombytes("RGBX", (rgb.width(), rgb.height()), bytes(rgb.constBits())).convert("RGB")
