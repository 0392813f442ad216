# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures of every page, to look at.

``python -m tests.ui.contact_sheet OUT`` writes contact sheets: every page of the sample city in every language, in normal and in
larger text. ``--language ar --settings large`` narrows that down; ``--single`` writes each page for itself, at full size.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.languages import shipped
from kiosk.visit.screens import Screen
from tests.ui.samples import SAMPLES, SETTINGS
from tests.ui.walked import walked
from ui.window import TerminalWindow

NOON = datetime(2026, 11, 23, 10, 42)
COLUMNS, ROWS = 8, 3
WIDTH, HEIGHT, GAP = 360, 640, 12


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--settings", action="append", choices=sorted(SETTINGS))
    parser.add_argument("--language", action="append", choices=[language.tag for language in shipped()])
    parser.add_argument(
        "--samples", action="store_true", help="the fullest pages of each kind, not those of the city"
    )
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--single", action="store_true", help="each page for itself, at full size")
    parser.add_argument("--size", default="1080x1920")
    options = parser.parse_args()
    width, height = (int(number) for number in options.size.split("x"))
    window = TerminalWindow(
        lambda event: None, languages=shipped(), full_screen=False, size=(width, height), motion=False
    )
    window.set_header("Stuttgart", "Bürgerbüro Mitte", NOON)
    pages = {name: screen for name, screen in _pages(options.samples).items() if options.only in name}
    options.out.mkdir(parents=True, exist_ok=True)
    for language in options.language or [language.tag for language in shipped()]:
        for settings in options.settings or ["normal", "large"]:
            pictures = _pictures(window, pages, language, settings)
            if options.single:
                for number, picture in enumerate(pictures):
                    picture.save(str(options.out / f"{language}-{settings}-{number:03}.png"))
            else:
                for number, sheet in enumerate(_sheets(pictures)):
                    sheet.save(str(options.out / f"{language}-{settings}-{number:02}.png"))
            print(language, settings, flush=True)
    window.close()


def _pages(samples: bool) -> Mapping[str, Screen]:
    if samples:
        return SAMPLES
    over = {name: SAMPLES[name] for name in ("languages", "accessibility", "help", "idle") if name in SAMPLES}
    return dict(sorted(walked(12).items())) | over


def _pictures(
    window: TerminalWindow, pages: Mapping[str, Screen], language: str, settings: str
) -> Iterator[QImage]:
    for screen in pages.values():
        frame = replace(screen.frame, language=language, settings=SETTINGS[settings])
        window.show_screen(replace(screen, frame=frame))
        yield window.grab()


def _sheets(pictures: Iterator[QImage]) -> Iterator[QImage]:
    sheet = painter = None
    place = 0
    for picture in pictures:
        if sheet is None or painter is None:
            sheet = QImage(COLUMNS * (WIDTH + GAP), ROWS * (HEIGHT + GAP), QImage.Format.Format_RGB32)
            sheet.fill(QColor("#51577A"))
            painter = QPainter(sheet)
        row, column = divmod(place, COLUMNS)
        small = picture.scaled(
            WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(
            QRect(column * (WIDTH + GAP), row * (HEIGHT + GAP), small.width(), small.height()), small
        )
        place += 1
        if place == COLUMNS * ROWS:
            painter.end()
            yield sheet
            sheet, painter, place = None, None, 0
    if sheet is not None and painter is not None:
        painter.end()
        yield sheet


if __name__ == "__main__":
    main()
