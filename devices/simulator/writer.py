# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The formatter of the simulated printer: commands to marks on a sheet, and how far the paper moves for each."""

from __future__ import annotations

from collections.abc import Mapping

import qrcode

from devices.simulator.commands import Command
from devices.simulator.nvmemory import NvMemory
from devices.simulator.sheet import CELL, Dots, Glyph, Modules, Sheet

_QR_LEVELS = {
    0x30: qrcode.constants.ERROR_CORRECT_L,
    0x31: qrcode.constants.ERROR_CORRECT_M,
    0x32: qrcode.constants.ERROR_CORRECT_Q,
    0x33: qrcode.constants.ERROR_CORRECT_H,
}
DEFAULT_SPACING = 30


class Writer:
    """Print modes, the line being collected and the sheet under it. ``run`` returns the rows that the paper moves."""

    def __init__(
        self, dots: int, slots: Mapping[int, str], cutter_dots: int, nv: NvMemory | None = None
    ) -> None:
        self._dots = dots
        self._slots = slots
        self._cutter_dots = cutter_dots
        self.sheet = Sheet(dots)
        self.cut_done = False
        """Set by a cut; the owner takes ``sheet`` away and calls ``new_sheet``."""
        self.unknown: list[bytes] = []
        self.nv = nv or NvMemory()
        self.reset()

    def reset(self) -> None:
        """``ESC @``: modes as at power-on and an empty line."""
        self._align = 0
        self._width = self._height = 1
        self._bold = self._inverse = self._smooth = False
        self._codec = self._slots.get(0, "cp437")
        self._margin = 0
        self._spacing = DEFAULT_SPACING
        self._line: list[Glyph] = []
        self._x = 0
        self._qr = b""
        self._qr_size, self._qr_level = 3, 0x30

    def new_sheet(self) -> None:
        """After the owner took the sheet."""
        self.sheet = Sheet(self._dots)
        self.cut_done = False

    def clear_line(self) -> None:
        """Forgets what is not on paper yet."""
        self._line, self._x = [], 0

    def run(self, command: Command) -> int:
        """Obeys one command; rows of paper moved."""
        body = command.body
        match command.name:
            case "text":
                return self._text(body)
            case "LF" | "CR":
                return self._end_line() if command.name == "LF" else 0
            case "ESC @":
                self.reset()
            case "ESC t":
                self._codec = self._slots.get(body[0], "ascii")
            case "ESC a":
                if body[0] % 48 <= 2:
                    self._align = body[0] % 48
            case "ESC E" | "ESC G":
                self._bold = bool(body[0] & 1)
            case "ESC !":
                self._bold = bool(body[0] & 8)
                self._width, self._height = 1 + bool(body[0] & 32), 1 + bool(body[0] & 16)
            case "ESC 3":
                self._spacing = body[0]
            case "ESC 2":
                self._spacing = DEFAULT_SPACING
            case "ESC J":
                return self._flush(0) + self._move(body[0])
            case "ESC d":
                return self._flush(0) + self._move(body[0] * self._spacing)
            case "ESC $":
                self._x = body[0] | body[1] << 8
            case "GS !":
                self._width, self._height = (body[0] >> 4 & 7) + 1, (body[0] & 7) + 1
            case "GS B":
                self._inverse = bool(body[0] & 1)
            case "GS b":
                self._smooth = bool(body[0] & 1)
            case "GS L":
                self._margin = body[0] | body[1] << 8
            case "GS v 0":
                return self._raster(body)
            case "GS ( k":
                return self._qr_command(body)
            case "GS ( L" | "GS 8 L":
                return self._graphics(body)
            case "GS V":
                return self._cut(body)
            case "?":
                self.unknown.append(body)
        return 0

    def _text(self, body: bytes) -> int:
        rows = 0
        for char in body.decode(self._codec, errors="replace"):
            step = CELL[0] * self._width
            if self._x + step > self._dots - self._margin:
                rows += self._end_line()
            glyph = Glyph(
                self._x, 0, char, self._width, self._height, self._bold, self._inverse, self._smooth
            )
            self._line.append(glyph)
            self._x += step
        return rows

    def _end_line(self) -> int:
        return self._flush(self._spacing)

    def _flush(self, least: int) -> int:
        if not self._line:
            self._x = 0
            return self._move(least)
        tall = max(glyph.height for glyph in self._line) * CELL[1]
        used = self._line[-1].x + CELL[0] * self._line[-1].width
        shift = (
            self._margin
            + (0, (self._dots - self._margin - used) // 2, self._dots - self._margin - used)[self._align]
        )
        for glyph in self._line:
            y = self.sheet.y + tall - glyph.height * CELL[1]
            self.sheet.marks.append(
                Glyph(
                    glyph.x + shift,
                    y,
                    glyph.char,
                    glyph.width,
                    glyph.height,
                    glyph.bold,
                    glyph.inverse,
                    glyph.smooth,
                )
            )
        self.sheet.text.append(self._as_text(shift))
        self._line, self._x = [], 0
        return self._move(max(least, tall))

    def _as_text(self, shift: int) -> str:
        if len({glyph.char for glyph in self._line}) == 1 and self._line[0].char in "─_-":
            return self._line[0].char * (self._dots // CELL[0])
        text, end = " " * (shift // CELL[0]), 0
        for glyph in self._line:
            text += " " * ((glyph.x - end) // CELL[0]) + glyph.char
            end = glyph.x + CELL[0] * glyph.width
        return text.rstrip()

    def _move(self, rows: int) -> int:
        self.sheet.y += rows
        return rows

    def _raster(self, body: bytes) -> int:
        mode, wide, rows = body[0] & 3, body[1] | body[2] << 8, body[3] | body[4] << 8
        return self._place(wide * 8, rows, body[5:], 1 + (mode & 1), 1 + (mode >> 1))

    def _place(self, width: int, rows: int, data: bytes, across: int, down: int) -> int:
        before = self._flush(0) if self._line else 0
        if (across, down) != (1, 1):
            data, width, rows = _enlarge(data, width, rows, across, down)
        spare = max(0, self._dots - self._margin - width)
        x = self._margin + (0, spare // 2, spare)[self._align]
        self.sheet.marks.append(Dots(x, self.sheet.y, width, rows, data))
        if not self.sheet.text or not self.sheet.text[-1].startswith("[picture"):
            self.sheet.text.append(f"[picture {width} × {rows}]")
        return before + self._move(rows)

    def _qr_command(self, body: bytes) -> int:
        if body[:1] != b"1":
            return 0
        function, rest = body[1], body[2:]
        if function == 67:
            self._qr_size = rest[0]
        elif function == 69:
            self._qr_level = rest[0]
        elif function == 80:
            self._qr = rest[1:]
        elif function == 81 and self._qr:
            code = qrcode.QRCode(error_correction=_QR_LEVELS.get(self._qr_level, 1), border=0)
            code.add_data(self._qr)
            code.make(fit=True)
            matrix = tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
            side = len(matrix) * self._qr_size
            spare = max(0, self._dots - self._margin - side)
            x = self._margin + (0, spare // 2, spare)[self._align]
            self.sheet.marks.append(Modules(x, self.sheet.y, self._qr_size, matrix))
            self.sheet.text.append(f"[QR {self._qr.decode(errors='replace')}]")
            return self._move(side)
        return 0

    def _graphics(self, body: bytes) -> int:
        kept = self.nv.picture(body[2:4]) if body[1:2] == b"\x45" else None
        return self._place(kept.width, kept.rows, kept.data, body[4], body[5]) if kept else 0

    def _cut(self, body: bytes) -> int:
        rows = self._flush(0) if self._line else 0
        if body[0] in (65, 66):
            rows += self._cutter_dots + body[1]
        self.cut_done = True
        return rows


def _enlarge(data: bytes, width: int, rows: int, across: int, down: int) -> tuple[bytes, int, int]:
    from PIL import Image

    image = Image.frombytes("1", (width, rows), data).resize(
        (width * across, rows * down), Image.Resampling.NEAREST
    )
    return image.tobytes(), image.width, image.height
