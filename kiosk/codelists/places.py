# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which municipalities a German PLZ belongs to.

The table comes from OpenStreetMap (ODbL) and is a help for typing, not an authority: a PLZ that it does not know may still
be right (large recipients, new ones), so a form asks again but never refuses it.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from kiosk.assets import assets_dir

_PLZ = re.compile(r"(?!00)[0-9]{5}")


def is_plz(text: str) -> bool:
    """Whether ``text`` has the form of a German PLZ: five ASCII digits, not beginning with 00."""
    return _PLZ.fullmatch(text) is not None


def known_plz(plz: str) -> bool:
    """Whether the table knows ``plz``."""
    return plz in _table()


def places(plz: str) -> tuple[str, ...]:
    """The municipalities of ``plz`` in German alphabetical order; empty when the table does not know it."""
    return _table().get(plz, ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    with (assets_dir() / "codelists" / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            table.setdefault(row["plz"], []).append(row["place"])
    return {plz: tuple(names) for plz, names in table.items()}
