# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures on the wire: cut into the cheapest bands, blank rows fed, nothing in them that a printer obeys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

BAND_COST = 12
"""Bytes around the dots of a band: ``GS L`` (4) and the head of ``GS v 0`` (8)."""

_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")
_REAL_TIME_STAR = re.compile(rb"\x1b(?=[\x06\x07\x0b])")


@dataclass(frozen=True, slots=True)
class Band:
    """``data`` is ``rows`` × ``width_bytes``, the first dot in the highest bit, printed ``x`` dots from the edge,
    ``skip`` blank rows below the band before."""

    x: int
    skip: int
    width_bytes: int
    rows: int
    data: bytes


def defuse(data: bytes) -> bytes:
    """Breaks the real-time sequences ``DLE EOT``, ``DLE ENQ`` and ``DLE DC4``, which printers obey even inside a
    picture, by one more dot beside an existing one."""
    return _REAL_TIME.sub(b"\x18", data)


def bands(image: Image.Image, x: int, max_rows: int) -> list[Band]:
    """The picture (mode ``1``, set dots black) as the bands with the fewest bytes; blank rows at the end are left out."""
    from PIL import Image as Images

    extents = _extents(image)
    result: list[Band] = []
    at = 0
    for top, bottom in _cheapest(extents, max_rows):
        inked = [extent for extent in extents[top:bottom] if extent]
        left, right = min(e[0] for e in inked), max(e[1] for e in inked)
        width = -(-(right - left) // 8)
        # Bytes are filled up at the left where they would reach over the right edge of the picture: it may be the edge
        # of the paper, and not every printer takes dots beyond it as nothing.
        start = max(-x, min(left, image.width - width * 8))
        crop = Images.new("1", (width * 8, bottom - top), 0)
        crop.paste(image.crop((left, top, right, bottom)), (left - start, 0))
        result.append(Band(x + start, top - at, width, bottom - top, defuse(crop.tobytes())))
        at = bottom
    return result


def _extents(image: Image.Image) -> list[tuple[int, int] | None]:
    """For each row the first inked dot and the one after the last; None for a blank row."""
    data, stride = image.tobytes(), -(-image.width // 8)
    rows = (int.from_bytes(data[at : at + stride], "big") for at in range(0, len(data), stride))
    return [
        (stride * 8 - row.bit_length(), stride * 8 + 1 - (row & -row).bit_length()) if row else None
        for row in rows
    ]


def _cheapest(extents: list[tuple[int, int] | None], max_rows: int) -> list[tuple[int, int]]:
    """Spans of rows (from, to) that hold all ink and cost least; dynamic programming from the last row up."""
    count = len(extents)
    cost = [0] * (count + 1)
    choice: list[int] = [0] * (count + 1)  # 0: this row is fed, not sent
    for top in range(count - 1, -1, -1):
        extent = extents[top]
        if extent is None:
            cost[top], choice[top] = cost[top + 1], 0
            continue
        best, best_end = 1 << 60, top + 1
        left, right = extent
        for end in range(top + 1, min(count, top + max_rows) + 1):
            last = extents[end - 1]
            if last is None:
                continue  # a band never ends in a blank row
            if last[0] < left:
                left = last[0]
            if last[1] > right:
                right = last[1]
            band = BAND_COST + (end - top) * ((right - left + 7) >> 3)
            if band >= best:
                break  # it only grows
            total = band + cost[end] + (3 if end < count and extents[end] is None else 0)
            if total < best:
                best, best_end = total, end
        cost[top], choice[top] = best, best_end
    spans, top = [], 0
    while top < count:
        end = choice[top]
        if end:
            spans.append((top, end))
        top = end or top + 1
    return spans
