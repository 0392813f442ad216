# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a slip to rows for one width of paper: what the printer writes itself, and what becomes a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devices.printer.labels import Label, LabelPack, label_rows
from devices.printer.profile import Profile
from devices.printer.raster import Band
from devices.printer.sizes import BAR_PAD, CELL
from devices.printer.slip import (
    Align,
    BigNumber,
    Columns,
    Cut,
    Feed,
    Line,
    LineStyle,
    QrCode,
    QrLevel,
    Slip,
    Text,
)
from devices.printer.writing import (
    clean,
    needs_shaping,
    pages_holding,
    starts_from_right,
    with_stand_ins,
    wrap,
)

if TYPE_CHECKING:
    from PIL import Image

    from devices.printer.picture import Pen

CELL_DOTS = 12
"""Width of a character of font A."""
_QR_QUIET = 28
"""Blank rows above and below a QR code that is drawn; a native one gets an empty line, which costs one byte."""
_PAIR_GAP = 24
_SECOND = Text("Zweitdruck", width=2, height=2, align="center", inverse=True)


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line in the printer's own font; ``holders`` are the code pages that show it."""

    text: str
    holders: frozenset[str]
    width: int = 1
    height: int = 1
    bold: bool = False
    align: Align = "left"
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class ColumnRow:
    left: str
    right: str
    holders: frozenset[str]
    bold_right: bool


@dataclass(frozen=True, slots=True)
class PictureRow:
    """``cut`` keeps the bands of a line that is the same on every slip, by the most rows of a band."""

    image: Image.Image
    above: int
    below: int
    align: Align
    cut: dict[int, list[Band]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A line that the printer holds under ``key``; ``rows`` of paper, near enough for a forecast."""

    key: bytes
    rows: int
    align: Align


@dataclass(frozen=True, slots=True)
class QrRow:
    data: bytes
    module: int
    level: QrLevel
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class RuleRow:
    style: LineStyle


@dataclass(frozen=True, slots=True)
class FeedRow:
    dots: int


@dataclass(frozen=True, slots=True)
class BlankRow:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class CutRow:
    pass


Row = TextRow | ColumnRow | PictureRow | LabelRow | QrRow | RuleRow | FeedRow | BlankRow | CutRow


class Layout:
    """Lays out slips for one profile. ``pen`` is called when the first picture is needed: drawing costs an import."""

    def __init__(self, profile: Profile, pen: Callable[[], Pen]) -> None:
        self._profile = profile
        self._pen = pen
        self._labels: LabelPack | None = None

    def rows(self, slip: Slip, *, duplicate: bool = False, labels: LabelPack | None = None) -> list[Row]:
        """``labels`` are those that the printer holds. Raises FontsMissingError when a picture is needed and cannot be
        drawn."""
        self._labels = labels
        rows: list[Row] = []
        elements = slip.elements
        if duplicate:
            # Above and below: a printer that loses power may lose either end and print the rest.
            end = next((at for at, element in enumerate(elements) if isinstance(element, Cut)), len(elements))
            elements = (_SECOND, Feed(12), *elements[:end], _SECOND, *elements[end:])
        if slip.drawn:
            from devices.printer.drawn import drawn_rows

            return drawn_rows(elements, self._profile, self._pen(), self._qr)
        for element in elements:
            match element:
                case Text():
                    rows += self._text(element)
                case Columns():
                    rows += self._columns(element)
                case BigNumber():
                    rows += self._text(self._number(element.text))
                case QrCode():
                    rows += self._qr(element)
                case Line():
                    rows.append(RuleRow(element.style))
                case Feed():
                    rows.append(FeedRow(element.dots))
                case Cut():
                    rows.append(CutRow() if self._profile.cutter else FeedRow(self._profile.cutter_dots))
        return rows

    def _number(self, text: str) -> Text:
        length = max((len(line) for line in clean(text).split("\n")), default=1) or 1
        scale = max(1, min(self._profile.scale, self._profile.columns // length))
        return Text(text, width=scale, height=scale, bold=True, align="center")

    def _text(self, element: Text, rtl: bool | None = None) -> list[Row]:
        """``rtl``: the direction of what has to be drawn, by default that of its first letter."""
        rows: list[Row] = []
        pages = self._profile.pages
        for paragraph in clean(element.text).split("\n"):
            if (label := self._label(paragraph, element)) is not None:
                rows.append(label)
                continue
            if needs_shaping(paragraph):
                rows += self._pictures(paragraph, element, rtl)
                continue
            for line in wrap(paragraph, max(1, self._profile.columns // element.width)):
                holders = pages_holding(line, pages)
                if not holders:
                    plain = with_stand_ins(line)
                    if len(plain) * element.width <= self._profile.columns:
                        line, holders = plain, pages_holding(plain, pages)
                if holders:
                    rows.append(
                        TextRow(
                            line,
                            holders,
                            element.width,
                            element.height,
                            element.bold,
                            element.align,
                            element.inverse,
                        )
                    )
                else:
                    rows += self._pictures(line, element, rtl)
        return rows

    def _label(self, text: str, element: Text) -> Row | None:
        """The line that the printer holds for ``text``, or for what it says without figures."""
        if self._labels is None or pages_holding(with_stand_ins(text), self._profile.pages):
            return None
        for words in filter(None, (text, clean(element.fixed))):
            label = Label(words, element.height, element.bold, element.inverse)
            if (key := self._labels.keys.get(label)) is not None:
                return LabelRow(key, label_rows(label), _start(element.align, words))
        return None

    def _pictures(self, text: str, element: Text, rtl: bool | None = None) -> list[Row]:
        from devices.printer.picture import bar

        pen, size = self._pen(), CELL * element.height
        align = _start(element.align, text)
        room = self._profile.dots - (2 * BAR_PAD[0] if element.inverse else 0)
        rows: list[Row] = []
        for drawn in pen.lines(text, size, room, bold=element.bold, rtl=rtl):
            if element.inverse:
                drawn = bar(drawn)
            rows.append(PictureRow(drawn.image, drawn.above, drawn.below, align, drawn.cut))
        return rows

    def _columns(self, element: Columns) -> list[Row]:
        left, right = clean(element.left).replace("\n", " "), clean(element.right).replace("\n", " ")
        for a, b in ((left, right), (with_stand_ins(left), with_stand_ins(right))):
            holders = pages_holding(a + b, self._profile.pages)
            if holders and len(a) + len(b) < self._profile.columns:
                return [ColumnRow(a, b, holders, element.bold_right)]
        start: Align = "right" if starts_from_right(left) else "left"
        if self._label(left, Text(left)) is None and not pages_holding(
            with_stand_ins(left + right), self._profile.pages
        ):
            joined = self._pair(left, right, element.bold_right, start)
            if joined is not None:
                return [joined]
        end: Align = "left" if start == "right" else "right"
        return [
            *self._text(Text(left, align=start)),
            *self._text(Text(right, align=end, bold=element.bold_right), rtl=start == "right" or None),
        ]

    def _pair(self, left: str, right: str, bold: bool, start: Align) -> Row | None:
        """Label and value side by side in one picture; the paper between two columns would cost more than both."""
        from PIL import Image

        pen = self._pen()
        label, value = pen.line(left, CELL), pen.line(right, CELL, bold=bold, rtl=start == "right")
        width = label.image.width + _PAIR_GAP + value.image.width
        if width > self._profile.dots:
            return None
        top = min(label.above, value.above)
        bottom = max(label.above + label.image.height, value.above + value.image.height)
        canvas = Image.new("1", (width, bottom - top), 0)
        first, second = (value, label) if start == "right" else (label, value)
        canvas.paste(first.image, (0, first.above - top))
        canvas.paste(second.image, (first.image.width + _PAIR_GAP, second.above - top))
        return PictureRow(canvas, top, max(label.rows, value.rows) - bottom, start)

    def _qr(self, element: QrCode) -> list[Row]:
        data = element.data.encode()
        module = element.module
        native = self._profile.qr and not any(byte < 0x20 or byte == 0x7F for byte in data)
        if native and len(data) <= 100:
            return [BlankRow(), QrRow(data, module, element.level, element.align), BlankRow()]
        from devices.printer.qr import draw_qr, qr_modules

        module = max(1, min(module, self._profile.dots // qr_modules(data, element.level)))
        if native:
            return [BlankRow(), QrRow(data, module, element.level, element.align), BlankRow()]
        return [PictureRow(draw_qr(data, module, element.level), _QR_QUIET, _QR_QUIET, element.align)]


def _start(align: Align, text: str) -> Align:
    """Where a line begins; at the right when it is written from there."""
    return "right" if align == "left" and starts_from_right(text) else align
