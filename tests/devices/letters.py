# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The letters of DIN 91379 as the printer tests need them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from devices.printer import Cut, Slip, Text

LIST = Path(__file__).parents[2] / "assets" / "codelists" / "din91379.txt"


@cache
def letters() -> tuple[str, ...]:
    """The 649 normative Latin letters (``bll``), 149 of them sequences of a letter and marks."""
    rows = [row.split("; ") for row in LIST.read_text(encoding="utf-8").splitlines()]
    return tuple("".join(chr(int(code, 16)) for code in row[2].split()) for row in rows if row[0] == "bll")


def slip_of(lines: tuple[str, ...]) -> Slip:
    """One line each, so that each is text or picture for itself."""
    return Slip((*(Text(line) for line in lines), Cut()))
