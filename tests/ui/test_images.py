# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Icons in one colour, QR codes in whole pixels that another program can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.assets import assets_dir
from tests.ui.driver import Driver
from tests.ui.samples import LINK, shown
from ui.images import QUIET_MODULES, IconProvider, qr_image, qr_matrix

QML = Path(__file__).parents[2] / "ui" / "qml"


def picture(image: QImage) -> Image.Image:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombytes(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )


def test_the_code_is_whole_pixels_with_its_quiet_zone() -> None:
    modules = len(qr_matrix(LINK))
    image = qr_image(LINK, 8)
    assert image.width() == image.height() == (modules + 2 * QUIET_MODULES) * 8
    colours = {colour for _, colour in picture(image).getcolors()}
    assert colours == {(0, 0, 0), (255, 255, 255)}
    assert image.pixelColor(4 * 8 - 1, 4 * 8).name() == "#ffffff"
    assert image.pixelColor(4 * 8, 4 * 8).name() == "#000000"


@pytest.mark.parametrize("text", [LINK, "https://example.org/?a=1&b=ü%20", "B 042"])
def test_another_program_reads_the_code(text: str) -> None:
    assert [code.text for code in zxingcpp.read_barcodes(picture(qr_image(text, 8)))] == [text]


@pytest.mark.parametrize("settings", ["normal", "contrast", "large"])
@pytest.mark.parametrize("page", ["ticket-no-paper", "ticket-without-documents"])
def test_the_code_can_be_read_from_the_screen(driver: Driver, page: str, settings: str) -> None:
    image = driver.show(shown(page, settings=settings))
    codes = zxingcpp.read_barcodes(picture(image))
    if page == "ticket-without-documents" and settings == "large":
        driver.clock += 1
        driver.touch("Mehr anzeigen (1 von 2)")
        codes = zxingcpp.read_barcodes(picture(driver.window.grab()))
    assert [code.text for code in codes] == [LINK]


def test_an_icon_has_the_size_and_colour_asked_for(qapp: QGuiApplication) -> None:
    image = IconProvider(assets_dir() / "icons").requestImage("home/1a3da5", QSize(), QSize(96, 96))
    assert (image.width(), image.height()) == (96, 96)
    opaque = {
        image.pixelColor(x, y).name()
        for x in range(96)
        for y in range(96)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert opaque == {"#1a3da5"}


@pytest.mark.parametrize("address", ["nothing/1a3da5", "../../etc/passwd/1a3da5", "home/blue", "home"])
def test_what_is_no_icon_is_no_picture(qapp: QGuiApplication, address: str) -> None:
    assert IconProvider(assets_dir() / "icons").requestImage(address, QSize(), QSize(96, 96)).isNull()


def test_every_icon_that_the_pages_name_exists() -> None:
    named: set[str] = set()
    for path in QML.rglob("*.qml"):
        for line in path.read_text("utf-8").splitlines():
            if re.search(r"\b(icon|name)\b.*[:?]", line) or "arrow" in line:
                named |= set(re.findall(r'"([a-z0-9_]+(?:-fill)?)"', line))
    known = {path.stem for path in (assets_dir() / "icons").glob("*.svg")}
    words = {
        "question",
        "label",
        "name",
        "icon",
        "style",
        "hint",
        "facts",
        "id",
        "text",
        "row",
        "left",
        "middle",
        "right",
    }
    kinds = {"info", "success", "warning", "error", "human", "printed", "check_circle", "arrow_", "use"}
    assert {"arrow_back", "support_agent-fill", "print-fill"} <= named
    assert named - known - words - kinds == set()
