# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawn style: every line of a slip as a picture in the fonts of the screen. Only the QR code stays the printer's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from devices.printer.layout import CutRow, FeedRow, PictureRow, Row
from devices.printer.picture import Drawn, bar
from devices.printer.slip import (
    Align,
    BigNumber,
    Columns,
    Cut,
    Element,
    Feed,
    Line,
    LineStyle,
    QrCode,
    Text,
)
from devices.printer.writing import clean, starts_from_right

if TYPE_CHECKING:
    from devices.printer.picture import Pen
    from devices.printer.profile import Profile

SIZE = 32
"""Type size for height 1; the paper is read at arm's length."""
_NUMBER = 200
_EXTRA = 8
"""Rows below each line beside the font's own."""
_RULE_AROUND = 10
_DASH, _SPACE = 8, 5
_BAR_PAD = 10
_BOX = "☐ "
_BOX_SIDE, _BOX_LINE, _BOX_ROOM = 26, 3, 40


def drawn_rows(
    elements: Iterable[Element], profile: Profile, pen: Pen, qr: Callable[[QrCode], list[Row]]
) -> list[Row]:
    """The rows of a slip in the drawn style; ``qr`` lays out a QR code."""
    page = _Page(profile, pen)
    rows: list[Row] = []
    for element in elements:
        match element:
            case Text():
                rows += page.text(element)
            case Columns():
                rows += page.columns(element)
            case BigNumber():
                rows.append(page.number(element.text))
            case QrCode():
                rows += qr(element)
            case Line():
                rows.append(page.rule(element.style))
            case Feed():
                rows.append(FeedRow(element.dots))
            case Cut():
                rows.append(CutRow() if profile.cutter else FeedRow(profile.cutter_dots))
    return rows


class _Page:
    def __init__(self, profile: Profile, pen: Pen) -> None:
        self._dots = profile.dots
        self._pen = pen

    def text(self, element: Text, rtl: bool | None = None) -> list[Row]:
        size = round(SIZE * (1 + (element.height - 1) * 0.4))
        rows: list[Row] = []
        for paragraph in clean(element.text).split("\n"):
            start: Align = element.align
            if start == "left" and starts_from_right(paragraph):
                start = "right"
            room = self._dots - (28 if element.inverse else 0)
            boxed = paragraph.startswith(_BOX)
            words = paragraph.removeprefix(_BOX)
            room -= _BOX_ROOM if boxed else 0
            bold = element.bold or element.inverse
            while element.inverse and size > SIZE and self._pen.width(words, size, bold=bold) > room:
                size -= 1  # one bar looks better than two
            for number, drawn in enumerate(self._pen.lines(words, size, room, bold=bold, rtl=rtl)):
                if boxed:
                    start = "right" if starts_from_right(words) else "left"
                    drawn = _indented(drawn, self._dots, right=start == "right", box=number == 0)
                rows.append(_row(bar(drawn, self._dots, _BAR_PAD) if element.inverse else drawn, start))
        return rows

    def columns(self, element: Columns) -> list[Row]:
        left, right = clean(element.left), clean(element.right)
        rtl = starts_from_right(left)
        label = self._pen.line(left, SIZE)
        value = self._pen.line(right, SIZE, bold=element.bold_right, rtl=rtl)
        if label.image.width + value.image.width + SIZE > self._dots:
            ends: tuple[Align, Align] = ("right", "left") if rtl else ("left", "right")
            return [
                *self.text(Text(left, align=ends[0])),
                *self.text(Text(right, align=ends[1], bold=element.bold_right), rtl=rtl or None),
            ]
        top = min(label.above, value.above)
        bottom = max(label.above + label.image.height, value.above + value.image.height)
        canvas = Image.new("1", (self._dots, bottom - top), 0)
        first, second = (value, label) if rtl else (label, value)
        canvas.paste(first.image, (0, first.above - top))
        canvas.paste(second.image, (self._dots - second.image.width, second.above - top))
        return [_row(Drawn(canvas, top, max(label.rows, value.rows) - bottom), "left")]

    def number(self, text: str) -> Row:
        size = _NUMBER
        while self._pen.width(text, size, bold=True) > self._dots and size > SIZE:
            size -= 4
        drawn = self._pen.line(clean(text), size, bold=True)
        return _row(Drawn(drawn.image, SIZE // 3, SIZE // 3), "center")

    def rule(self, style: LineStyle) -> Row:
        image = Image.new("1", (self._dots, 3), 0)
        draw = ImageDraw.Draw(image)
        step = self._dots if style == "solid" else _DASH + _SPACE
        for x in range(0, self._dots, step):
            draw.rectangle((x, 0, x + (step if style == "solid" else _DASH) - 1, 2), fill=255)
        return PictureRow(image, _RULE_AROUND, _RULE_AROUND, "left")


def _indented(drawn: Drawn, dots: int, *, right: bool, box: bool) -> Drawn:
    """The line of a list, with its box to tick before the first one; Noto Sans has none."""
    top = min(0, drawn.image.height - _BOX_SIDE)
    canvas = Image.new("1", (dots, drawn.image.height - top), 0)
    x = dots - _BOX_ROOM - drawn.image.width if right else _BOX_ROOM
    canvas.paste(drawn.image, (x, -top))
    if box:
        left = dots - _BOX_SIDE if right else 0
        corner = (left + _BOX_SIDE - 1, _BOX_SIDE - 1)
        ImageDraw.Draw(canvas).rectangle((left, 0, *corner), outline=255, width=_BOX_LINE)
    return Drawn(canvas, max(0, drawn.above + top), drawn.below)


def _row(drawn: Drawn, align: Align) -> Row:
    return PictureRow(drawn.image, drawn.above, drawn.below + _EXTRA, align, drawn.cut)
