# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the bytes of a scanner to scans: where one ends, which characters it has, and what is dropped."""

from __future__ import annotations

import re
import unicodedata

from devices.scanner.scan import MAX_SCAN_CHARS, RejectReason, Scan

IDLE_SECONDS = 0.15
"""Silence that ends a scan when no suffix came (wrong configuration, or a cut transmission)."""
DUPLICATE_SECONDS = 1.5
"""A scanner in presentation mode reads the same code again and again while it is held there."""
_MAX_BYTES = MAX_SCAN_CHARS * 4 + 3
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_REFUSED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


class Framer:
    """Takes any bytes in any pieces and never raises.

    ``suffix`` is what the scanner is set to send after a code; line ends of all kinds are accepted for each other.
    Without suffix only silence ends a scan. Times are monotonic seconds.
    """

    def __init__(self, suffix: bytes) -> None:
        self._ends = rb"[\r\n]" if suffix in (b"\r", b"\n", b"\r\n") else re.escape(suffix)
        self._held = bytearray()
        self._overflow = False
        self._last_byte = 0.0
        self._last_scan: tuple[int, float] | None = None

    def feed(self, data: bytes, now: float) -> list[Scan | RejectReason]:
        """The scans completed by ``data``."""
        found = self.tick(now)
        self._last_byte = now
        pieces = re.split(self._ends, data) if self._ends else [data]
        for index, piece in enumerate(pieces):
            self._hold(piece)
            if index < len(pieces) - 1:
                found += self._finish(now)
        return found

    def tick(self, now: float) -> list[Scan | RejectReason]:
        """The scan that silence has ended, if any."""
        if (self._held or self._overflow) and now - self._last_byte >= IDLE_SECONDS:
            return self._finish(now)
        return []

    @property
    def pending(self) -> bool:
        """Whether a scan has begun and not ended."""
        return bool(self._held) or self._overflow

    def reset(self) -> None:
        """Forgets everything: the port was closed."""
        self._held.clear()
        self._overflow, self._last_scan = False, None

    def _hold(self, piece: bytes) -> None:
        if self._overflow or len(self._held) + len(piece) > _MAX_BYTES:
            self._overflow = True
            self._held.clear()
        else:
            self._held += piece

    def _finish(self, now: float) -> list[Scan | RejectReason]:
        data, overflow = bytes(self._held), self._overflow
        self._held.clear()
        self._overflow = False
        if overflow:
            return [RejectReason.TOO_LONG]
        if not data:
            return []  # the second half of CR LF
        read = read_scan(data)
        if isinstance(read, Scan):
            known, self._last_scan = self._last_scan, (hash(read), now)
            if known is not None and known[0] == hash(read) and now - known[1] < DUPLICATE_SECONDS:
                return [RejectReason.DUPLICATE]
        return [read]


def read_scan(data: bytes) -> Scan | RejectReason:
    """One code without its suffix: UTF-8, else ISO 8859-1, which QR readers use for codes without ECI."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        if any(unicodedata.category(char) in _REFUSED for char in text):
            return RejectReason.NOT_TEXT
    aim = None
    if _AIM.match(text):
        aim, text = text[:3], text[3:]
    if any(unicodedata.category(char) in _REFUSED for char in text):
        return RejectReason.CONTROL_CHARACTERS
    text = text.strip()
    if not text:
        return RejectReason.EMPTY
    if len(text) > MAX_SCAN_CHARS:
        return RejectReason.TOO_LONG
    return Scan(text, aim)
