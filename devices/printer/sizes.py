# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dots of a drawn line, apart from drawing, which costs an import."""

from __future__ import annotations

CELL = 26
"""Type size in dots for height 1: its capitals are as tall as those of a printer's font A."""
LEADING = 4
BAR_PAD = (14, 5)
"""Black around white text: at the sides, above and below."""
BAR_ABOVE, BAR_BELOW = 2, 6


def cap_rows(size: int) -> int:
    """From the top of a capital to the line it stands on."""
    return round(size * 0.85)


def drop_rows(size: int) -> int:
    """From that line to the lowest dot of a ``g``, and the leading."""
    return round(size * 0.2) + LEADING


def line_rows(size: int) -> int:
    """Rows of an ordinary line."""
    return cap_rows(size) + drop_rows(size)
