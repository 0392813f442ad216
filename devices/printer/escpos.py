# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""ESC/POS: rows to bytes (Epson command reference). Sends a command only when it changes something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from devices.printer.layout import (
    CELL_DOTS,
    BlankRow,
    ColumnRow,
    CutRow,
    FeedRow,
    LabelRow,
    PictureRow,
    QrRow,
    Row,
    RuleRow,
    TextRow,
)
from devices.printer.profile import Profile, StatusWay
from devices.printer.raster import bands
from devices.printer.slip import Align

ASB_ALL = b"\x1da\x0f"
"""Report drawer, online, error and paper by itself; ``ESC @`` turns that off."""
CUSTOM_AUTO = b"\x1d\xe0\x0f"
"""The same for Custom's full status."""
RESET = b"\x1b@\x1c."
"""Initialise, single bytes instead of Kanji pairs."""
US_SIGNS = b"\x1bR\x00"
"""US characters at ``[]{}``, which a memory switch may have made umlauts of."""
_NATIONAL = frozenset("#$@[\\]^`{|}~")

CUT = b"\x1dVB\x00"
"""Feeds to the cutter, wherever it is, and cuts."""

LINE_DOTS = 36
"""Line spacing set for font A (24 dots high); the printer's own 30 is too tight to read standing."""
_SPACING = b"\x1b3" + bytes((LINE_DOTS,))
_ALIGN: dict[Align, bytes] = {"left": b"\x00", "center": b"\x01", "right": b"\x02"}
_QR_LEVEL = {"L": 0x30, "M": 0x31, "Q": 0x32, "H": 0x33}


@dataclass(frozen=True, slots=True)
class Step:
    """Work for the mechanism: when the printer has the bytes up to ``offset``, it moves ``rows`` of paper and then
    needs ``seconds`` more (the cutter)."""

    offset: int
    rows: int
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Encoded:
    """A slip as bytes. Once the first ``content`` of them are with the printer, everything that is read on the slip may
    come out. ``pictures`` counts the lines that had to be drawn."""

    data: bytes
    content: int
    steps: tuple[Step, ...]
    pictures: int


def auto_status(profile: Profile) -> bytes:
    """Switches on that the printer reports its state by itself; lost at ``ESC @`` and at power-off."""
    return CUSTOM_AUTO if profile.status is StatusWay.CUSTOM_FULL else ASB_ALL


def process_id(mark: bytes) -> bytes:
    """``GS ( H`` fn 48: the printer answers ``37 22 mark 00`` when what is before it is on paper. ``mark`` is four
    bytes of 20h to 7Eh."""
    return b"\x1d(H\x06\x0000" + mark


def encode(rows: Sequence[Row], profile: Profile, *, closing: bytes = b"") -> Encoded:
    """``closing`` is the fence of the driver, sent after the last row."""
    writer = _Writer(profile)
    writer.raw(
        (RESET if profile.kanji else RESET[:2])
        + (US_SIGNS if _has_national(rows) else b"")
        + auto_status(profile)
        + _SPACING
    )
    pages = choose_pages(rows, profile)
    for row, page in zip(rows, pages, strict=True):
        match row:
            case TextRow():
                writer.text(row, page)
            case ColumnRow():
                writer.columns(row, page)
            case PictureRow():
                writer.picture(row)
            case LabelRow():
                writer.label(row)
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
    writer.raw(closing)
    return Encoded(
        bytes(writer.out),
        writer.content,
        tuple(writer.steps),
        sum(isinstance(row, PictureRow) for row in rows),
    )


def _has_national(rows: Sequence[Row]) -> bool:
    texts = [
        row.text if isinstance(row, TextRow) else row.left + row.right
        for row in rows
        if isinstance(row, TextRow | ColumnRow)
    ]
    return any(not _NATIONAL.isdisjoint(text) for text in texts)


def choose_pages(rows: Sequence[Row], profile: Profile) -> list[str]:
    """A code page for every row with the fewest switches: the longest run that one page holds, again and again."""
    order = list(profile.pages)
    chosen = [""] * len(rows)
    run: list[int] = []
    common = frozenset(order)

    def settle() -> None:
        page = next((codec for codec in order if codec in common), "")
        for index in run:
            chosen[index] = page

    for index, row in enumerate(rows):
        if not isinstance(row, TextRow | ColumnRow):
            continue
        if not common & row.holders:
            settle()
            run, common = [], frozenset(order)
        common &= row.holders
        run.append(index)
    settle()
    return chosen


class _Writer:
    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.out = bytearray()
        self.steps: list[Step] = []
        self.content = 0
        """With so many bytes the printer may have everything that is read on the slip."""
        self._cut = False
        self._set: dict[str, object] = {}

    def raw(self, data: bytes) -> None:
        self.out += data

    def text(self, row: TextRow, page: str) -> None:
        if not row.text:
            self._line_feed(row.height)
            return
        self._align(row.align)
        self._inverse(row.inverse)
        self._page(page, row.text)
        # White letters need black on both sides.
        edge = b" " if row.inverse and (len(row.text) + 2) * row.width <= self.profile.columns else b""
        self._look(row.width, row.height, row.bold)
        self.out += edge + self._encoded(row.text, page) + edge
        self._line_feed(row.height)
        self._shown()

    def columns(self, row: ColumnRow, page: str) -> None:
        self._align("left")
        self._inverse(False)
        self._look(1, 1, False)
        self._page(page, row.left + row.right)
        self.out += self._encoded(row.left, page)
        room = self.profile.columns - len(row.left) - len(row.right)
        if self.profile.absolute and room > 4:
            dots = (self.profile.columns - len(row.right)) * CELL_DOTS
            self.out += b"\x1b$" + dots.to_bytes(2, "little")
        else:
            self.out += b" " * room
        self._look(1, 1, row.bold_right)
        self.out += self._encoded(row.right, page)
        self._line_feed(1)
        self._shown()

    def rule(self, row: RuleRow) -> None:
        self._inverse(False)
        wide = 6 if row.style == "dashed" else 8
        self._look(wide, 1, False)
        self.out += (b"_" if row.style == "solid" else b"-") * (self.profile.columns // wide)
        self._line_feed(1)
        self._shown()

    def picture(self, row: PictureRow) -> None:
        spare = self.profile.dots - row.image.width
        x = {"left": 0, "center": spare // 2, "right": spare}[row.align]
        self.feed(row.above)
        used = 0
        limit = self.profile.band_rows
        if limit not in row.cut:
            row.cut[limit] = bands(row.image, 0, limit)
        for band in row.cut[limit]:
            self.feed(band.skip)
            self._align("left")
            self._margin(max(0, x) + band.x)
            self.out += (
                b"\x1dv0\x00" + band.width_bytes.to_bytes(2, "little") + band.rows.to_bytes(2, "little")
            )
            self.out += band.data
            self._shown(-band.width_bytes)  # a band that was cut off is filled up
            self.steps.append(Step(len(self.out), band.rows))
            used += band.skip + band.rows
        self._margin(0)
        self.feed(row.image.height - used + row.below)

    def label(self, row: LabelRow) -> None:
        self._align(row.align)
        self.out += b"\x1d(L\x06\x000E" + row.key + b"\x01\x01"
        self._shown()
        self.steps.append(Step(len(self.out), row.rows))

    def qr(self, row: QrRow) -> None:
        self._align(row.align)
        head = b"\x1d(k"
        self._change("module", row.module, head + b"\x03\x001C" + bytes((row.module,)), start=3)
        self._change("level", row.level, head + b"\x03\x001E" + bytes((_QR_LEVEL[row.level],)), start="L")
        self.out += head + (len(row.data) + 3).to_bytes(2, "little") + b"1P0" + row.data
        self.out += head + b"\x03\x001Q0"
        self._shown()
        side = 17 + 4 * (2 + len(row.data) // 14)  # near enough for a forecast
        self.steps.append(Step(len(self.out), side * row.module))

    def feed(self, dots: int) -> None:
        while dots > 0:
            part = min(dots, 255)
            self.out += b"\x1bJ" + bytes((part,))
            self.steps.append(Step(len(self.out), part))
            dots -= part

    def blank(self) -> None:
        self._line_feed(1)

    def cut(self) -> None:
        self._cut = True
        self.out += CUT
        self.steps.append(Step(len(self.out), self.profile.cutter_dots, self.profile.cut_seconds))

    def _shown(self, less: int = 0) -> None:
        if not self._cut:
            self.content = len(self.out) + less

    def _line_feed(self, height: int) -> None:
        self.out += b"\n"
        self.steps.append(Step(len(self.out), max(LINE_DOTS, 24 * height)))

    def _encoded(self, text: str, page: str) -> bytes:
        return text.encode(page or "ascii")

    def _page(self, page: str, text: str) -> None:
        if page and not text.isascii():
            self._change("page", page, b"\x1bt" + bytes((self.profile.pages[page],)))

    def _align(self, align: Align) -> None:
        self._change("align", align, b"\x1ba" + _ALIGN[align], start="left")

    def _inverse(self, inverse: bool) -> None:
        self._change("inverse", inverse, b"\x1dB" + bytes((inverse,)), start=False)

    def _look(self, width: int, height: int, bold: bool) -> None:
        if self.profile.smoothing and width == height >= 4:
            self._change("smooth", True, b"\x1db\x01", start=False)
        size_differs = self._set.get("size", (1, 1)) != (width, height)
        bold_differs = self._set.get("bold", False) != bold
        if size_differs and bold_differs and max(width, height) <= 2:
            # ESC ! sets both, and costs as much as either alone.
            self.out += b"\x1b!" + bytes((0x08 * bold | 0x10 * (height == 2) | 0x20 * (width == 2),))
            self._set.update(size=(width, height), bold=bold)
            return
        self._change(
            "size", (width, height), bytes((0x1D, 0x21, (width - 1) << 4 | (height - 1))), start=(1, 1)
        )
        self._change("bold", bold, b"\x1bE" + bytes((bold,)), start=False)

    def _margin(self, x: int) -> None:
        self._change("margin", x, b"\x1dL" + x.to_bytes(2, "little"), start=0)

    def _change(self, name: str, value: object, command: bytes, *, start: object = None) -> None:
        if self._set.get(name, start) != value:
            self.out += command
            self._set[name] = value


def forecast(steps: Iterable[Step], total: int, baud: int, profile: Profile) -> float:
    """Seconds from the first byte to the end of the last movement: line and mechanism work at the same time, a row
    starts when its bytes are there and the row before is done."""
    byte_seconds = 10 / baud
    done = 0.0
    for step in steps:
        done = max(done, step.offset * byte_seconds) + step.rows * profile.row_seconds + step.seconds
    return max(done, total * byte_seconds)
