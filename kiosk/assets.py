# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the data files are: beside the packages in a checkout, inside ``kiosk`` in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def assets_dir() -> Path:
    """The folder with ``services/``, ``offices/``, ``languages/``, ``fonts/``, ``icons/``."""
    beside = _HERE.parent / "assets"
    return beside if beside.is_dir() else _HERE / "_assets"
