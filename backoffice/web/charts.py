# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bars as the server draws them: positions for an SVG that needs no script and no style of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

WIDTH = 720
"""Pixels; the letters are 20 of them high, so a chart of half a page is still readable."""
_HEIGHT = 240
_LEFT, _BOTTOM, _TOP = 64, 32, 12
_WIDEST = 70.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in pixels; ``value`` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str
    shows_label: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart. ``marks`` are (y, words) on the scale, which begins at 0."""

    width: int
    height: int
    base: float
    left: int
    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...]


def bars(names: Sequence[str], values: Sequence[float | None], *, decimals: int = 0) -> Chart:
    """Bars beside each other, one a name; ``None`` is no bar."""
    highest = _round_up(max((value for value in values if value is not None), default=0.0))
    base = float(_HEIGHT - _BOTTOM)
    room = base - _TOP
    step = (WIDTH - _LEFT) / max(1, len(names))
    every = max(1, ceil(len(names) * 64 / (WIDTH - _LEFT)))
    drawn = []
    for index, (name, value) in enumerate(zip(names, values, strict=True)):
        height = room * (value or 0) / highest
        width = min(_WIDEST, step * 0.7)
        drawn.append(
            Bar(
                x=round(_LEFT + (index + 0.5) * step - width / 2, 1),
                y=round(base - height, 1),
                width=round(width, 1),
                height=round(height, 1),
                label=name,
                value="keine" if value is None else german(value, decimals),
                shows_label=index % every == 0,
            )
        )
    marks = tuple(
        (round(base - room * part / 4, 1), german(highest * part / 4, 0 if highest >= 4 else 2))
        for part in range(5)
    )
    return Chart(WIDTH, _HEIGHT, base, _LEFT, tuple(drawn), marks)


def german(value: float, decimals: int = 1) -> str:
    """With a comma."""
    return f"{value:.{decimals}f}".replace(".", ",")


def _round_up(value: float) -> float:
    """The next number that makes a good scale: 1, 2, 4, 8 or 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** int(log10(value)) if value >= 1 else 1.0
    return next(step * power for step in (1, 2, 4, 8, 10, 20) if value <= step * power)
