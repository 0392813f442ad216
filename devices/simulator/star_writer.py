# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The formatter of the simulated printer in Star line mode. Lines, pictures and codes land on the same sheet as those of
``devices.simulator.writer``; what the commands mean is Star's."""

from __future__ import annotations

from devices.simulator.commands import Command
from devices.simulator.sheet import Dots
from devices.simulator.writer import Writer

_SPACING_4_MM, _SPACING_3_MM = 32, 24
_QR_LEVELS = (0x30, 0x31, 0x32, 0x33)
_NO_CUT = (b"1", b"2", b"3")
"""Raster end modes without the cutter."""


class StarWriter(Writer):
    """``run`` returns the rows that the paper moves."""

    def reset(self) -> None:
        super().reset()
        self._spacing = _SPACING_4_MM
        self._codec = self._slots.get(1, "cp437")
        self._raster_margin = 0
        self._raster_end = b"13"

    def run(self, command: Command) -> int:
        """Obeys one command; rows of paper moved."""
        body = command.body
        match command.name:
            case "text":
                return self._text(body)
            case "LF":
                return self._end_line()
            case "ESC @":
                rows = self._flush(0) if self._line else 0
                self.reset()
                return rows
            case "CAN":
                self.clear_line()
                self.reset()
            case "ESC GS t":
                self._codec = self._slots.get(body[0], "ascii")
            case "ESC GS a":
                if body[0] % 48 <= 2:
                    self._align = body[0] % 48
            case "ESC E" | "ESC F":
                self._bold = command.name == "ESC E"
            case "ESC 4" | "ESC 5":
                self._inverse = command.name == "ESC 4"
            case "ESC i":
                if all(value % 48 <= 5 for value in body):
                    self._height, self._width = body[0] % 48 + 1, body[1] % 48 + 1
            case "ESC W":
                self._width = body[0] % 48 + 1
            case "ESC h":
                self._height = body[0] % 48 + 1
            case "ESC z":
                self._spacing = _SPACING_4_MM
            case "ESC 0" | "ESC 1":
                self._spacing = _SPACING_3_MM
            case "ESC J":
                return self._flush(0) + self._move(2 * body[0])
            case "ESC I":
                return self._flush(0) + self._move(body[0])
            case "ESC a":
                return self._flush(0) + self._move(body[0] * self._spacing)
            case "ESC GS A":
                self._x = body[0] | body[1] << 8
            case "ESC d":
                return self._star_cut(body[0] % 48)
            case "ESC GS y S" | "ESC GS y D 1" | "ESC GS y P":
                return self._star_qr(command)
            case "?":
                self.unknown.append(body)
            case name if name.startswith(("ESC * r", "raster")):
                return self._in_raster(command)
        return 0

    def _star_cut(self, way: int) -> int:
        rows = self._flush(0) if self._line else 0
        if way in (2, 3):
            rows += self._cutter_dots
        self.cut_done = True
        return rows

    def _star_qr(self, command: Command) -> int:
        """The same code as ``GS ( k`` makes, told in another way."""
        body = command.body
        if command.name == "ESC GS y D 1":
            self._qr = body[3:]
        elif command.name == "ESC GS y P":
            before = self._flush(0) if self._line else 0
            return before + self._qr_command(b"1Q0")
        elif body[:1] == b"1" and body[1] < len(_QR_LEVELS):
            self._qr_level = _QR_LEVELS[body[1]]
        elif body[:1] == b"2" and 1 <= body[1] <= 8:
            self._qr_size = body[1]
        return 0

    def _in_raster(self, command: Command) -> int:
        body = command.body
        match command.name:
            case "ESC * r A":
                self._raster_margin, self._raster_end = 0, b"13"
                return self._flush(0) if self._line else 0
            case "ESC * r B":
                if self._raster_end not in _NO_CUT:
                    return self._star_cut(3)
            case "ESC * r E":
                self._raster_end = body
            case "ESC * r ml":
                self._raster_margin = 8 * int(body)
            case "ESC * r Y":
                return self._move(int(body))
            case "raster b" | "raster k":
                return self._raster_row(body[2:], feeds=command.name == "raster b")
        return 0

    def _raster_row(self, data: bytes, *, feeds: bool) -> int:
        room = (self._dots - self._raster_margin) // 8
        data = data[:room]
        if any(data):
            self.sheet.marks.append(Dots(self._raster_margin, self.sheet.y, 8 * len(data), 1, data))
            if not self.sheet.text or not self.sheet.text[-1].startswith("[picture"):
                self.sheet.text.append("[picture]")
        return self._move(1) if feeds else 0
