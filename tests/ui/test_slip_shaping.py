# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pictures of text on a slip (Pillow, raqm) beside what Qt's text engine draws with the same font and size.

The measure: after the best shift, a dot counts when the other picture has no dot on it or beside it. Hinting moves edges by
one dot and counts nothing; a form, an order or a mark that is wrong counts many. The last tests prove that.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPainter, QTextLayout, QTextOption

from devices.fonts import TEXT, font_folder
from devices.printer.picture import Pen
from devices.printer.writing import starts_from_right
from tests.devices.languages import PREPARATION, WORDS
from tests.devices.letters import letters

SIZE = 26
"""Dots per em of ordinary text on a slip."""
LARGE = 2 * SIZE
"""Of text of double height; the dot of a j and an acute in its place differ by more than one dot only here."""
STRAY = 2
"""Dots of a word or letter that may differ by more than their neighbour; seen are 0, and 1 in one word."""
STRAY_IN_LINE = 0.02
"""The same as a share of the dots of a whole line, where rounded advances add up; seen are 0.008."""
SHIFT = 3
FARSI = (
    "شمارهٔ نوبت شما",
    "لطفاً این برگه را نگه دارید.",
    "فقط امروز معتبر است.",
    "گواهی صاحب‌خانه و گذرنامه",
    "می‌خواهم چهارشنبه بیایم، ژاله",
)
MIXED = (
    "رقمكم · Ihre Nummer",
    "20 إلى 35 دقيقة",
    "تأكيد المؤجر (Wohnungsgeberbestätigung)",
    "منطقة الانتظار B 042",
    "Ștefan Țurcan, Nguyễn Thị Hạnh",
    "m̂ C̨̆ K͟H Ỗ",
    "Zimmer 3 (1. Stock)",
    "منطقة (20–35)",
)
DUAL = frozenset("بتثجحخسشصضطظعغفقكلمنهيئپچگکی")
"""Letters that join on both sides, so that one of them before another letter looks different alone."""


def arabic() -> tuple[str, ...]:
    more = PREPARATION["ar"]
    return (*WORDS["ar"], more.appointment, more.minutes, more.ready, *more.documents, more.phone)


def words(lines: tuple[str, ...]) -> list[str]:
    """The right-to-left words of some lines, once each."""
    return [word for word in dict.fromkeys(" ".join(lines).split()) if starts_from_right(word)]


@pytest.fixture(scope="module", autouse=True)
def fonts(qapp: QGuiApplication) -> None:
    for name in TEXT:
        assert QFontDatabase.addApplicationFont(str(font_folder() / name)) >= 0


@cache
def pen() -> Pen:
    return Pen()


def by_us(text: str, size: int = SIZE, *, rtl: bool | None = None) -> Image.Image:
    return pen().line(text, size, rtl=rtl).image


def by_qt(text: str, size: int = SIZE, *, rtl: bool | None = None, hinted: bool = True) -> Image.Image:
    """Cropped to its ink, set = black. Whole lines are drawn unhinted: hinted, Qt rounds the advance of every glyph."""
    font = QFont()
    font.setFamilies(["Noto Sans", "Noto Sans Arabic"])
    font.setPixelSize(size)
    font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    hinting = QFont.HintingPreference
    font.setHintingPreference(hinting.PreferFullHinting if hinted else hinting.PreferNoHinting)
    layout = QTextLayout(text, font)
    option = QTextOption()
    right = starts_from_right(text) if rtl is None else rtl
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    image = QImage(int(line.naturalTextWidth()) + 4 * size, 4 * size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.black)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, False)
    layout.draw(painter, QPointF(2 * size - line.naturalTextRect().x(), size))
    painter.end()
    dots = Image.frombytes("L", (image.bytesPerLine(), image.height()), bytes(image.constBits()))
    dots = dots.crop((0, 0, image.width(), image.height())).point([255] * 128 + [0] * 128).convert("1")
    return dots.crop(dots.getbbox())


def ink(image: Image.Image) -> int:
    """How many dots are set."""
    return sum(image.convert("L").histogram()[1:])


def stray(one: Image.Image, other: Image.Image) -> int:
    """Dots of either picture that have none of the other's on or beside them, at the best shift."""
    size = (max(one.width, other.width) + 2 * SHIFT, max(one.height, other.height) + 2 * SHIFT)
    fixed = Image.new("1", size)
    fixed.paste(one, (SHIFT, SHIFT))
    best = ink(one) + ink(other)
    steps = range(-SHIFT, SHIFT + 1)
    for dx, dy in sorted(
        ((x, y) for x in steps for y in steps), key=lambda step: abs(step[0]) + abs(step[1])
    ):
        moved = Image.new("1", size)
        moved.paste(other, (SHIFT + dx, SHIFT + dy))
        best = min(best, _alone(fixed, moved) + _alone(moved, fixed))
        if best == 0:
            break
    return best


def _alone(one: Image.Image, other: Image.Image) -> int:
    around = other.convert("L").filter(ImageFilter.MaxFilter(3)).convert("1")
    return ink(ImageChops.logical_and(one, ImageChops.invert(around)))


def share(one: Image.Image, other: Image.Image) -> float:
    return stray(one, other) / min(ink(one), ink(other))


def test_every_arabic_word_of_a_slip_has_the_shape_that_qt_gives_it() -> None:
    found = {word: stray(by_us(word), by_qt(word)) for word in words(arabic())}
    assert len(found) > 20
    assert {word: dots for word, dots in found.items() if dots > STRAY} == {}


def test_every_farsi_word_has_the_shape_that_qt_gives_it() -> None:
    found = {word: stray(by_us(word), by_qt(word)) for word in words(FARSI)}
    assert len(found) > 15
    assert {word: dots for word, dots in found.items() if dots > STRAY} == {}


@pytest.mark.parametrize("size", [SIZE, LARGE])
def test_every_letter_of_din_91379_has_the_shape_that_qt_gives_it(size: int) -> None:
    found = {letter: stray(by_us(letter, size), by_qt(letter, size)) for letter in letters()}
    assert len(found) == 649
    assert {letter: dots for letter, dots in found.items() if dots > STRAY} == {}


@pytest.mark.parametrize("line", [*arabic(), *FARSI, *MIXED])
def test_a_line_stands_in_the_order_that_qt_gives_it(line: str) -> None:
    assert share(by_us(line), by_qt(line, hinted=False)) <= STRAY_IN_LINE


@pytest.mark.parametrize("line", MIXED)
@pytest.mark.parametrize("rtl", [True, False])
def test_the_direction_of_the_line_decides_as_in_qt(line: str, rtl: bool) -> None:
    assert share(by_us(line, rtl=rtl), by_qt(line, rtl=rtl, hinted=False)) <= STRAY_IN_LINE


def test_letters_that_are_not_joined_would_be_noticed() -> None:
    for word in words((*arabic(), *FARSI)):
        joined = any(a in DUAL and b.isalpha() for a, b in pairwise(word))
        if joined:
            assert stray(by_us("\u200c".join(word)), by_qt(word)) > 5 * STRAY, word


def test_letters_in_the_wrong_order_would_be_noticed() -> None:
    for word in words((*arabic(), *FARSI)):
        backwards = word[::-1]
        if len(word) > 2 and backwards != word:
            assert stray(by_us(backwards), by_qt(word)) > 5 * STRAY, word


def test_words_in_the_wrong_order_would_be_noticed() -> None:
    for line in (*arabic(), *FARSI):
        if " " in line:
            assert (
                share(by_us(" ".join(reversed(line.split()))), by_qt(line, hinted=False)) > 2 * STRAY_IN_LINE
            )


def test_a_lost_mark_would_be_noticed() -> None:
    sequences = [letter for letter in letters() if len(letter) > 1]
    assert len(sequences) == 149
    for letter in sequences:
        for at, char in enumerate(letter):
            if unicodedata.category(char) == "Mn":
                without = letter[:at] + letter[at + 1 :]
                assert stray(by_us(without, LARGE), by_qt(letter, LARGE)) > STRAY, (letter, char)


def test_a_mark_on_the_wrong_letter_would_be_noticed() -> None:
    for first, mark in (("m", "\u0302"), ("C", "\u0306"), ("K", "\u0331"), ("g", "\u0300")):
        right, wrong = f"{first}{mark}o", f"{first}o{mark}"
        assert stray(by_us(right), by_qt(right)) <= STRAY
        assert stray(by_us(wrong), by_qt(right)) > 2 * STRAY, right
