# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the data files are: beside the packages in a checkout, inside ``kiosk`` in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_HOUSE = Path(__file__).resolve().parents[1]


def assets_dir() -> Path:
    """The folder with ``offices/`` and ``languages/``."""
    beside = _HOUSE / "assets"
    return beside if beside.is_dir() else _HOUSE / "kiosk" / "_assets"
