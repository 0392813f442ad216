# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings that Qt reads once, when it is first imported."""

from __future__ import annotations

import os

DEFAULTS = {
    # Most terminals have no graphics processor, and the screens are drawn for plain painting.
    "QT_QUICK_BACKEND": "software",
    # A desktop's theme must not recolour or rescale the terminal.
    "QT_QPA_PLATFORMTHEME": "",
    "QT_ENABLE_HIGHDPI_SCALING": "0",
    # Screen readers may start after the terminal.
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
}


def prepare_qt() -> None:
    """Set what is not set yet. Must run before the first import of PySide6."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
