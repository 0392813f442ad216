# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cutting a stream of ESC/POS into commands. Written from the command tables, on purpose not from our encoder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """``name`` as the manual writes it (``ESC @``, ``GS ( k``), ``text`` for printable bytes, ``?`` for unknown ones;
    ``body`` is everything after the name."""

    name: str
    body: bytes
    size: int


_FIXED: dict[bytes, tuple[str, int]] = {
    b"\x1b@": ("ESC @", 0),
    b"\x1bt": ("ESC t", 1),
    b"\x1bR": ("ESC R", 1),
    b"\x1ba": ("ESC a", 1),
    b"\x1bE": ("ESC E", 1),
    b"\x1bG": ("ESC G", 1),
    b"\x1b-": ("ESC -", 1),
    b"\x1b!": ("ESC !", 1),
    b"\x1bM": ("ESC M", 1),
    b"\x1b3": ("ESC 3", 1),
    b"\x1b2": ("ESC 2", 0),
    b"\x1bJ": ("ESC J", 1),
    b"\x1bd": ("ESC d", 1),
    b"\x1b$": ("ESC $", 2),
    b"\x1b\\": ("ESC \\", 2),
    b"\x1b ": ("ESC SP", 1),
    b"\x1b{": ("ESC {", 1),
    b"\x1b%": ("ESC %", 1),
    b"\x1c.": ("FS .", 0),
    b"\x1c&": ("FS &", 0),
    b"\x1d!": ("GS !", 1),
    b"\x1dB": ("GS B", 1),
    b"\x1db": ("GS b", 1),
    b"\x1dL": ("GS L", 2),
    b"\x1dW": ("GS W", 2),
    b"\x1dP": ("GS P", 2),
    b"\x1da": ("GS a", 1),
    b"\x1dr": ("GS r", 1),
    b"\x1dI": ("GS I", 1),
    b"\x1dh": ("GS h", 1),
    b"\x1dw": ("GS w", 1),
    b"\x1dH": ("GS H", 1),
    b"\x1d\xe0": ("GS E0", 1),
}
_REAL_TIME_SIZES = {0x04: 3, 0x05: 3}


def next_command(data: bytes | bytearray) -> Command | None:
    """The first command in ``data``; None while it is not complete."""
    if not data:
        return None
    first = data[0]
    if first in (0x1B, 0x1C, 0x1D):
        return _escaped(data)
    if first == 0x10:
        return _real_time(data)
    if first >= 0x20 and first != 0x7F:
        end = 1
        while end < len(data) and data[end] >= 0x20 and data[end] != 0x7F:
            end += 1
        return Command("text", bytes(data[:end]), end)
    names = {
        0x0A: "LF",
        0x0D: "CR",
        0x09: "HT",
        0x0C: "FF",
        0x18: "CAN",
        0x17: "ETB",
        0x00: "NUL",
        0x06: "ACK",
    }
    return Command(names.get(first, "?"), bytes(data[:1]) if first not in names else b"", 1)


def _real_time(data: bytes | bytearray) -> Command | None:
    """Already obeyed on arrival; here only stepped over."""
    if len(data) < 2:
        return None
    size = _REAL_TIME_SIZES.get(data[1], 0)
    if data[1] == 0x14:
        if len(data) < 3:
            return None
        size = 10 if data[2] == 8 else 5
    if not size:
        return Command("?", bytes(data[:1]), 1)
    return _cut(data, "real time", 2, size)


def _escaped(data: bytes | bytearray) -> Command | None:
    if len(data) < 2:
        return None
    head = bytes(data[:2])
    if head in _FIXED:
        name, parameters = _FIXED[head]
        return _cut(data, name, 2, 2 + parameters)
    if head == b"\x1dV":
        if len(data) < 3:
            return None
        return _cut(data, "GS V", 2, 4 if data[2] in (65, 66, 97, 98, 103, 104) else 3)
    if head == b"\x1dv":
        if len(data) < 8:
            return None
        wide, rows = data[4] | data[5] << 8, data[6] | data[7] << 8
        return _cut(data, "GS v 0", 3, 8 + wide * rows)
    if head == b"\x1b*":
        if len(data) < 5:
            return None
        columns = data[3] | data[4] << 8
        return _cut(data, "ESC *", 2, 5 + columns * (3 if data[2] in (32, 33) else 1))
    if head == b"\x1d(":
        if len(data) < 5:
            return None
        return _cut(data, f"GS ( {chr(data[2])}", 5, 5 + (data[3] | data[4] << 8))
    if head == b"\x1d8" and len(data) >= 3:
        if len(data) < 7:
            return None
        return _cut(data, f"GS 8 {chr(data[2])}", 7, 7 + int.from_bytes(data[3:7], "little"))
    if head == b"\x1de":
        if len(data) < 3:
            return None
        return _cut(data, "GS e", 2, 4 if data[2] == 3 else 3)
    if head == b"\x1d8":
        return None
    return Command("?", head, 2)


def _cut(data: bytes | bytearray, name: str, head: int, size: int) -> Command | None:
    return Command(name, bytes(data[head:size]), size) if len(data) >= size else None
