# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cutting a stream of Star line mode into commands. Written from the command tables of the maker (Star Line Mode Command
Specifications), on purpose not from our encoder."""

from __future__ import annotations

from devices.simulator.commands import Command

_SINGLE = {
    0x00: "NUL",
    0x04: "EOT",
    0x05: "ENQ",
    0x07: "BEL",
    0x09: "HT",
    0x0A: "LF",
    0x0B: "VT",
    0x0C: "FF",
    0x0D: "CR",
    0x0E: "SO",
    0x0F: "SI",
    0x11: "DC1",
    0x12: "DC2",
    0x13: "DC3",
    0x14: "DC4",
    0x17: "ETB",
    0x18: "CAN",
    0x1C: "FS",
}
_FIXED: dict[bytes, tuple[str, int]] = {
    b"@": ("ESC @", 0),
    b"R": ("ESC R", 1),
    b"/": ("ESC /", 1),
    b" ": ("ESC SP", 1),
    b"M": ("ESC M", 0),
    b"P": ("ESC P", 0),
    b"i": ("ESC i", 2),
    b"W": ("ESC W", 1),
    b"h": ("ESC h", 1),
    b"E": ("ESC E", 0),
    b"F": ("ESC F", 0),
    b"4": ("ESC 4", 0),
    b"5": ("ESC 5", 0),
    b"-": ("ESC -", 1),
    b"_": ("ESC _", 1),
    b"z": ("ESC z", 1),
    b"0": ("ESC 0", 0),
    b"1": ("ESC 1", 0),
    b"J": ("ESC J", 1),
    b"I": ("ESC I", 1),
    b"a": ("ESC a", 1),
    b"d": ("ESC d", 1),
    b"\x06": ("ESC ACK", 1),
    b"\x0c": ("ESC FF", 1),
    b"\x16": ("ESC SYN", 2),
    b"\x1dt": ("ESC GS t", 1),
    b"\x1da": ("ESC GS a", 1),
    b"\x1dA": ("ESC GS A", 2),
    b"\x1dR": ("ESC GS R", 2),
    b"\x1ea": ("ESC RS a", 1),
    b"\x1eE": ("ESC RS E", 1),
    b"\x1eF": ("ESC RS F", 1),
    b"\x1dyS": ("ESC GS y S", 2),
    b"\x1dyP": ("ESC GS y P", 0),
    b"\x1dyI": ("ESC GS y I", 0),
    b"*rA": ("ESC * r A", 0),
    b"*rB": ("ESC * r B", 0),
    b"*rC": ("ESC * r C", 0),
}
_PREFIXES = frozenset(code[:length] for code in _FIXED for length in range(1, len(code)))
_WITH_DIGITS = ("E", "F", "P", "Q", "T", "K", "Y", "N", "ml", "mr")
_BIT_IMAGES = {b"K": 1, b"L": 1, b"X": 3, b"k": 24}
"""Bytes for each unit of the count."""


class StarCommands:
    """Raster mode changes what bytes mean, so the cutter remembers whether it is in it."""

    def __init__(self) -> None:
        self.raster = False

    def is_text(self, byte: int) -> bool:
        """Whether a command cannot begin with ``byte``."""
        return not self.raster and byte >= 0x20

    def next(self, data: bytes | bytearray) -> Command | None:
        """The first command in ``data``; None while it is not complete."""
        if not data:
            return None
        first = data[0]
        if first == 0x1B:
            return self._escaped(bytes(data))
        if self.raster and first in b"bk":
            return _counted(bytes(data), f"raster {chr(first)}", 1, 1)
        if first >= 0x20 and not self.raster:
            end = 1
            while end < len(data) and data[end] >= 0x20:
                end += 1
            return Command("text", bytes(data[:end]), end)
        return Command(
            _SINGLE.get(first, "?"), b"" if first in _SINGLE and first < 0x20 else bytes(data[:1]), 1
        )

    def _escaped(self, data: bytes) -> Command | None:
        rest = data[1:]
        if not rest:
            return None
        for length in (3, 2, 1):
            if rest[:length] in _FIXED:
                return self._fixed(data, rest[:length], 1 + length)
        if rest in _PREFIXES:
            return None
        if rest[:1] in _BIT_IMAGES:
            return _counted(data, f"ESC {rest[:1].decode()}", 2, _BIT_IMAGES[rest[:1]])
        if rest[:3] == b"\x1dyD":
            return _qr_data(data)
        if rest[:2] == b"*r":
            return _with_digits(data)
        return Command("?", data[:2], 2)

    def _fixed(self, data: bytes, code: bytes, start: int) -> Command | None:
        name, parameters = _FIXED[code]
        if len(data) < start + parameters:
            return None
        if name in ("ESC * r A", "ESC * r B"):
            self.raster = name.endswith("A")
        return Command(name, data[start : start + parameters], start + parameters)


def _counted(data: bytes, name: str, head: int, each: int) -> Command | None:
    """``n1 n2`` and as many units."""
    if len(data) < head + 2:
        return None
    size = head + 2 + (data[head] | data[head + 1] << 8) * each
    return Command(name, data[head:size], size) if len(data) >= size else None


def _qr_data(data: bytes) -> Command | None:
    if len(data) < 5:
        return None
    if data[4:5] != b"1":
        return Command("?", data[:5], 5)
    if len(data) < 8:
        return None
    size = 8 + (data[6] | data[7] << 8)
    return Command("ESC GS y D 1", data[5:size], size) if len(data) >= size else None


def _with_digits(data: bytes) -> Command | None:
    """A number in decimal digits, ended by NUL."""
    if len(data) < 5:
        return None
    letters = data[3:5].decode("latin-1") if data[3:4] == b"m" else chr(data[3])
    if letters not in _WITH_DIGITS:
        return Command("?", data[:4], 4)
    start = 3 + len(letters)
    end = start
    while end < len(data) and chr(data[end]).isdecimal() and data[end] < 0x80 and end < start + 4:
        end += 1
    if end == len(data):
        return None
    if data[end] != 0 or end == start:
        return Command("?", data[:start], start)
    return Command(f"ESC * r {letters}", data[start:end], end + 1)
