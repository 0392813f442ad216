# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether what is on the screen can be read whole: nothing cut off, nothing over another, no letter without a glyph."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QRawFont
from PySide6.QtQuick import QQuickItem

from kiosk.visit.screens import Overlay
from tests.ui.driver import Driver, rect
from ui.window import FAMILIES

NATURAL_LINE = 1.362
ARABIC_LINE = 1.74
"""Noto Sans Arabic leaves more air above and below its letters."""
WINDOW = QRectF(0, 0, 1080, 1920)
_MARKUP = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"[ \n\u00ad\u2010/-]")
"""Where a line may end."""
_DRAW_NOTHING = frozenset("\n\u00ad\u200e\u200f\u2028\u2066\u2067\u2068\u2069")


def misfits(driver: Driver) -> Iterator[str]:
    """What is wrong with the texts to be seen, in words."""
    texts = driver.texts()
    if not texts:
        yield "nothing to read"
    for text in texts:
        words = text.property("text")
        if text.property("truncated"):
            yield f"elided: {words}"
        if text.property("paintedWidth") > text.width() + 1:
            yield f"too wide: {words}"
        if text.property("paintedHeight") > text.height() + tightening(text) + 2:
            yield f"too high: {words}"
        if not WINDOW.contains(inked(text)):
            yield f"outside: {words} {inked(text)}"
        if broken := _words_wider_than(text):
            yield f"broken inside a word: {broken}"
        if missing := [letter for letter in words if not _has_glyph(letter)]:
            yield f"no glyph for {missing}: {words}"
    screen = driver.window._screen
    if screen is not None and screen.frame.overlay in (Overlay.LANGUAGES, Overlay.ACCESSIBILITY):
        texts = [text for text in texts if not under_veil(text)]
    for one, other in combinations(texts, 2):
        if not inked(one).intersected(inked(other)).isEmpty():
            yield f"over each other: {one.property('text')} {inked(one)} / {other.property('text')} {inked(other)}"


def _words_wider_than(text: QQuickItem) -> list[str]:
    metrics = QFontMetricsF(text.property("font"))
    plain = html.unescape(_MARKUP.sub("", text.property("text")))
    return [word for word in _BREAKS.split(plain) if metrics.horizontalAdvance(word) > text.width() + 1]


def outgrown(driver: Driver) -> Iterator[str]:
    """Texts that leave their card or their page."""
    for text in driver.texts():
        parent = text.parentItem()
        while parent is not None:
            if parent.inherits("QQuickRectangle") or parent.inherits("QQuickLoader"):
                box = rect(parent).adjusted(-1, -1, 1, 1)
                if not box.contains(inked(text)):
                    yield f"{text.property('text')} {inked(text)} leaves {box}"
            parent = parent.parentItem()


def inked(text: QQuickItem) -> QRectF:
    """Where letters may be: without the air that a line has above and below them."""
    air = text.property("font").pixelSize() * (0.36 if _is_arabic(text) else 0.22)
    return rect(text).adjusted(0, air, 0, -air)


def tightening(text: QQuickItem) -> float:
    """What Qt counts as painted although lines are closer than the font's own distance."""
    lines = max(0.0, 1 - text.property("lineHeight")) * text.property("lineCount")
    size = text.property("font").pixelSize()
    natural = NATURAL_LINE
    if _is_arabic(text):
        natural = ARABIC_LINE
        lines += 0.3
    return lines * natural * size


def _is_arabic(text: QQuickItem) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text.property("text"))


def under_veil(text: QQuickItem) -> bool:
    """Whether the text belongs to the page below a sheet."""
    return not text.isEnabled()


@cache
def _has_glyph(letter: str) -> bool:
    return letter in _DRAW_NOTHING or any(font.supportsCharacter(ord(letter)) for font in _fonts())


@cache
def _fonts() -> tuple[QRawFont, ...]:
    return tuple(QRawFont.fromFont(QFont(family)) for family in FAMILIES)
