# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes every sample screen as PNG, to look at: ``python -m tests.ui.contact_sheet OUT [--settings large] [--only NAME]``."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kiosk.languages import Languages
from tests.ui.samples import SAMPLES, SETTINGS, shown
from ui.window import TerminalWindow

NOON = datetime(2026, 11, 23, 10, 42)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--settings", choices=sorted(SETTINGS), default="normal")
    parser.add_argument("--language", default="de")
    parser.add_argument("--only", action="append", choices=sorted(SAMPLES))
    parser.add_argument("--size", default="1080x1920")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(number) for number in options.size.split("x"))
    window = TerminalWindow(
        lambda event: None, languages=Languages(), full_screen=False, size=(width, height), motion=False
    )
    window.set_header("Stuttgart", "Bürgerbüro Mitte", NOON)
    for name in options.only or SAMPLES:
        window.show_screen(shown(name, language=options.language, settings=options.settings))
        window.grab().save(str(options.out / f"{name}.png"))
        print(name)
    window.close()


if __name__ == "__main__":
    main()
