# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every pair of colours that meets on a page has the contrast it needs (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "ui" / "qml" / "Terminal" / "Theme.qml"
COLOUR = re.compile(r"readonly property color (\w+): (?:contrast \? \"(#\w+)\" : )?\"(#\w+)\"")

TEXT = 4.5
SHAPE = 3.0

PAIRS = [
    ("text", "ground", TEXT),
    ("text", "card", TEXT),
    ("muted", "ground", TEXT),
    ("muted", "card", TEXT),
    ("touch", "card", TEXT),
    ("touch", "ground", TEXT),
    ("touchInk", "touch", TEXT),
    ("touchInk", "touchPressed", TEXT),
    ("touch", "pressedTint", TEXT),
    ("text", "pressedTint", TEXT),
    ("tintInk", "tint", TEXT),
    ("tintInk", "chosenTint", TEXT),
    ("headerInk", "header", TEXT),
    ("headerMuted", "header", TEXT),
    ("humanInk", "human", TEXT),
    ("humanInk", "humanPressed", TEXT),
    ("text", "errorGround", TEXT),
    ("text", "successGround", TEXT),
    ("text", "warningGround", TEXT),
    ("text", "infoGround", TEXT),
    ("text", "keyboard", TEXT),
    ("error", "card", TEXT),
    ("error", "ground", TEXT),
    ("error", "errorGround", TEXT),
    ("control", "keyboard", SHAPE),
    ("success", "ground", SHAPE),
    ("success", "successGround", SHAPE),
    ("warning", "warningGround", SHAPE),
    ("info", "infoGround", SHAPE),
    ("control", "card", SHAPE),
    ("control", "ground", SHAPE),
    ("focus", "ground", SHAPE),
    ("focus", "card", SHAPE),
]


def colours(contrast: bool) -> dict[str, str]:
    found = COLOUR.findall(THEME.read_text("utf-8"))
    return {name: (high or normal) if contrast else normal for name, high, normal in found}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_most_there_is() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("contrast", [False, True], ids=["normal", "contrast"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_read_stands_out(ink: str, ground: str, least: float, contrast: bool) -> None:
    palette = colours(contrast)
    assert ratio(palette[ink], palette[ground]) >= (max(least, 7.0) if contrast else least)


def test_every_colour_is_in_a_pair() -> None:
    paired = {name for ink, ground, _ in PAIRS for name in (ink, ground)}
    assert set(colours(False)) - paired == {"line", "covered", "veil"}
