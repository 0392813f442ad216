# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Star line mode: rows to bytes (Star Line Mode Command Specifications).

The printer answers ``EOT`` (04h), ``ENQ`` (05h) and ``ESC ACK SOH`` on arrival, wherever they stand, and the answers
would be taken for a broken status. So none of them is in anything sent: numbers are written as digits where the command
allows it, and avoided where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from devices.printer.escpos import Encoded, Step, choose_pages
from devices.printer.layout import (
    CELL_DOTS,
    BlankRow,
    ColumnRow,
    CutRow,
    FeedRow,
    PictureRow,
    QrRow,
    Row,
    RuleRow,
    TextRow,
)
from devices.printer.profile import Profile
from devices.printer.slip import Align

if TYPE_CHECKING:
    from PIL import Image

STATUS_ON = b"\x1b\x1ea\x01"
"""``ESC RS a``: report every change. That 1 is the value for it is assumed; survives ``ESC @``, not a power cycle."""
STATUS_REQUEST = b"\x1b\x06\x01"
"""``ESC ACK SOH``, obeyed on arrival even while offline: the status once, whether it is on or not."""
RETRACT = b"\x1b\x160\x00"
"""``ESC SYN 0 0``: take back what lies in the presenter."""
CUT = b"\x1bd3"
"""Feeds to the cutter and cuts, leaving a bridge where the printer can."""
LEAVE_RASTER = b"\x1b*rB"
RESET = b"\x1b@\x1bR\x00\x1bz1"
"""Initialise (after printing what is left of a line), US characters at ``[]{}``, line feeds of 4 mm."""
LINE_DOTS = 32

_ENTER_RASTER = b"\x1b*rA\x1b*rP0\x00\x1b*rE1\x00"
"""One picture without end, and no cut when it ends."""
_UNSAFE = (0x04, 0x05)
_APART = bytes.maketrans(b"\x04\x05", b"\x0c\x07")
_ESCAPED = re.compile(rb"\x1b(?=[\x06\x07\x0b])")
_ALIGN: dict[Align, bytes] = {"left": b"0", "center": b"1", "right": b"2"}
_QR_LEVEL = {"L": b"\x00", "M": b"\x01", "Q": b"\x02", "H": b"\x03"}
_MARGIN_COST = 8
_LONGEST_RUN = 64
_LARGEST_MODULE = 8
_LARGEST_SCALE = 6


def defuse_star(data: bytes) -> bytes:
    """Breaks what the printer obeys on arrival by one more dot beside an existing one."""
    return _ESCAPED.sub(b"\x1f", data.translate(_APART))


def encode_star(rows: Sequence[Row], profile: Profile, *, closing: bytes = b"") -> Encoded:
    """As ``devices.printer.escpos.encode``."""
    writer = _Writer(profile)
    writer.out += RESET + STATUS_ON
    pictures = 0
    for row, page in zip(rows, choose_pages(rows, profile), strict=True):
        match row:
            case TextRow():
                writer.text(row, page)
            case ColumnRow():
                writer.columns(row, page)
            case PictureRow():
                writer.picture(row)
                pictures += 1
            case QrRow():
                writer.qr(row)
            case RuleRow():
                writer.rule(row)
            case FeedRow():
                writer.feed(row.dots)
            case BlankRow():
                writer.blank()
            case CutRow():
                writer.cut()
            case _:
                raise AssertionError(f"no {type(row).__name__} for a printer without that memory")
    writer.line_mode()
    writer.out += closing
    return Encoded(bytes(writer.out), writer.content, tuple(writer.steps), pictures)


class _Writer:
    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.out = bytearray()
        self.steps: list[Step] = []
        self.content = 0
        """With so many bytes the printer may have everything that is read on the slip: it prints a line that has no end
        yet before the next command, and a row of a picture when it is filled up."""
        self._cut = False
        self._set: dict[str, object] = {}
        self._raster = False
        self._margin = 0
        self._skip = 0

    def text(self, row: TextRow, page: str) -> None:
        self.line_mode()
        if not row.text:
            self._line_feed(row.height)
            return
        self._align(row.align)
        self._inverse(row.inverse)
        self._page(page, row.text)
        # White letters need black on both sides.
        edge = b" " if row.inverse and (len(row.text) + 2) * row.width <= self.profile.columns else b""
        self._look(row.width, row.height, row.bold)
        self.out += edge + row.text.encode(page or "ascii")
        self._shown()
        self.out += edge
        self._line_feed(row.height)

    def columns(self, row: ColumnRow, page: str) -> None:
        self.line_mode()
        self._align("left")
        self._inverse(False)
        self._look(1, 1, False)
        self._page(page, row.left + row.right)
        self.out += row.left.encode(page or "ascii")
        room = self.profile.columns - len(row.left) - len(row.right)
        place = ((self.profile.columns - len(row.right)) * CELL_DOTS).to_bytes(2, "little")
        if self.profile.absolute and room > 5 and not set(place) & set(_UNSAFE):
            self.out += b"\x1b\x1dA" + place
        else:
            self.out += b" " * room
        self._look(1, 1, row.bold_right)
        self.out += row.right.encode(page or "ascii")
        self._shown()
        self._line_feed(1)

    def rule(self, row: RuleRow) -> None:
        self.line_mode()
        self._align("left")
        self._inverse(False)
        self._look(1, 1, False)
        self._shown()
        self.out += (b"_" if row.style == "solid" else b"-") * self.profile.columns
        self._line_feed(1)

    def picture(self, row: PictureRow) -> None:
        spare = max(0, self.profile.dots - row.image.width)
        x = {"left": 0, "center": spare // 2, "right": spare}[row.align]
        if not self._raster:
            self.out += _ENTER_RASTER
            self._raster, self._margin = True, 0
        self.feed(row.above)
        for margin, lines in _packed(row.image, x):
            if margin != self._margin and any(lines):
                self.out += b"\x1b*rml%d\x00" % margin
                self._margin = margin
            for line in lines:
                if not line:
                    self._skip += 1
                    continue
                self._skipped()
                self._shown()
                self.out += b"b" + len(line).to_bytes(2, "little") + line
                self.steps.append(Step(len(self.out), 1))
        self.feed(row.below)

    def qr(self, row: QrRow) -> None:
        from devices.printer.qr import draw_qr, qr_modules

        modules = qr_modules(row.data, row.level)
        module = min(row.module, _LARGEST_MODULE)
        if module in _UNSAFE:
            module = 6 if 6 * modules <= self.profile.dots else 3
        if len(row.data) & 0xFF in _UNSAFE:
            self.picture(PictureRow(draw_qr(row.data, module, row.level), 0, 0, row.align))
            return
        self.line_mode()
        self._align(row.align)
        head = b"\x1b\x1dy"
        self.out += head + b"S0\x02" + head + b"S1" + _QR_LEVEL[row.level] + head + b"S2" + bytes((module,))
        self.out += head + b"D1\x00" + len(row.data).to_bytes(2, "little") + row.data + head + b"P"
        self._shown()
        self.steps.append(Step(len(self.out), modules * module))

    def feed(self, dots: int) -> None:
        if self._raster:
            self._skip += dots
            return
        while dots > 0:
            part = min(dots, 255)
            if part in _UNSAFE:
                part = 3
            self.out += b"\x1bI" + bytes((part,))
            self.steps.append(Step(len(self.out), part))
            dots -= part

    def blank(self) -> None:
        self.line_mode()
        self._line_feed(1)

    def cut(self) -> None:
        self.line_mode()
        self._cut = True
        self.out += CUT
        self.steps.append(Step(len(self.out), self.profile.cutter_dots, self.profile.cut_seconds))

    def _shown(self) -> None:
        if not self._cut:
            self.content = len(self.out)

    def line_mode(self) -> None:
        """Ends a picture; pictures that follow each other are one."""
        if self._raster:
            self._skipped()
            self.out += LEAVE_RASTER
            self._raster = False

    def _skipped(self) -> None:
        """Blank rows before the next one."""
        if self._skip == 1:
            self.out += b"b\x01\x00\x00"
        elif self._skip:
            self.out += b"\x1b*rY%d\x00" % self._skip
        if self._skip:
            self.steps.append(Step(len(self.out), self._skip))
        self._skip = 0

    def _line_feed(self, height: int) -> None:
        self.out += b"\n"
        self.steps.append(Step(len(self.out), max(LINE_DOTS, 24 * height)))

    def _page(self, page: str, text: str) -> None:
        if page and not text.isascii():
            self._change("page", page, b"\x1b\x1dt" + bytes((self.profile.pages[page],)))

    def _align(self, align: Align) -> None:
        self._change("align", align, b"\x1b\x1da" + _ALIGN[align], start="left")

    def _inverse(self, inverse: bool) -> None:
        self._change("inverse", inverse, b"\x1b4" if inverse else b"\x1b5", start=False)

    def _look(self, width: int, height: int, bold: bool) -> None:
        width, height = min(width, _LARGEST_SCALE), min(height, _LARGEST_SCALE)
        self._change("size", (width, height), b"\x1bi%d%d" % (height - 1, width - 1), start=(1, 1))
        self._change("bold", bold, b"\x1bE" if bold else b"\x1bF", start=False)

    def _change(self, name: str, value: object, command: bytes, *, start: object = None) -> None:
        if self._set.get(name, start) != value:
            self.out += command
            self._set[name] = value


def _packed(image: Image.Image, x: int) -> list[tuple[int, list[bytes]]]:
    """The rows of ``image``, ``x`` dots from the edge, without the white at both ends: runs of rows, each with the bytes
    of white that are left of all of them."""
    from PIL import Image as Images

    wide = -(-(x % 8 + image.width) // 8)
    canvas = Images.new("1", (wide * 8, image.height), 0)
    canvas.paste(image, (x % 8, 0))
    packed = canvas.tobytes()
    rows = [defuse_star(packed[at : at + wide]).rstrip(b"\x00") for at in range(0, len(packed), wide)]
    white = [len(row) - len(row.lstrip(b"\x00")) if row else None for row in rows]
    runs = []
    for top, bottom in _runs(white):
        margin = min((here for here in white[top:bottom] if here is not None), default=0)
        # A length of 4 or 5 would be answered.
        lines = [row[margin:] for row in rows[top:bottom]]
        lines = [line.ljust(6, b"\x00") if len(line) in _UNSAFE else line for line in lines]
        runs.append((x // 8 + margin, lines))
    return runs


def _runs(white: Sequence[int | None]) -> list[tuple[int, int]]:
    """Spans of rows (from, to) that share a margin so that the white sent and the margins set cost least. Rows of white
    alone (None) are fed and cost nothing."""
    count = len(white)
    cost, stop = [0] * (count + 1), [0] * (count + 1)
    for top in range(count - 1, -1, -1):
        best = 1 << 60
        inked, least, total = 0, 1 << 30, 0
        for end in range(top + 1, min(count, top + _LONGEST_RUN) + 1):
            here = white[end - 1]
            if here is not None:
                inked, least, total = inked + 1, min(least, here), total + here
            price = (_MARGIN_COST + total - least * inked if inked else 0) + cost[end]
            if price < best:
                best, stop[top] = price, end
        cost[top] = best
    spans, top = [], 0
    while top < count:
        spans.append((top, stop[top]))
        top = stop[top]
    return spans
