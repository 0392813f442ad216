# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling the answers of a printer in Star line mode apart (Star Line Mode Command Specifications, appendix 2).

The first byte decides: XON and XOFF, ``EOT`` status xxx1xxx0, automatic status (ASB) 0xx0xxx1 which says how many bytes
it has, each of the others 0xx0xxx0. The ``ENQ`` status looks like anything; this driver never asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from devices.printer.answers import XOFF, XON, Answer, Flow, Noise, RealTime, StarStatus

SHORTEST, LONGEST = 7, 15
"""Bytes of an automatic status, its two headers included."""


def status_length(header: int) -> int | None:
    """Bytes that a status with this first byte has; None when it is not the first byte of one. Bit 6 is reserved."""
    if header & 0x91 != 0x01:
        return None
    length = header >> 1 & 0x07 | header >> 2 & 0x08
    return length if SHORTEST <= length <= LONGEST else None


class StarAnswerParser:
    """Total: takes any bytes, never raises, and gives ``StarStatus`` only for one complete, well-formed status."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._length = 0

    def feed(self, data: bytes) -> list[Answer]:
        """The answers completed by ``data``."""
        return [answer for byte in data for answer in self._byte(byte)]

    def reset(self) -> bool:
        """Forgets an answer that has only begun; whether there was one."""
        begun = bool(self._held)
        self._held.clear()
        return begun

    def _byte(self, byte: int) -> Iterator[Answer]:
        if byte in (XON, XOFF):  # may stand between the bytes of a status
            yield Flow(byte == XON)
        elif not self._held:
            yield from self._first(byte)
        elif byte & 0x91 == 0:
            self._held.append(byte)
            if len(self._held) == self._length:
                yield StarStatus(bytes(self._held[2:]))
                self._held.clear()
        else:
            yield Noise(bytes(self._held))
            self._held.clear()
            yield from self._first(byte)

    def _first(self, byte: int) -> Iterator[Answer]:
        length = status_length(byte)
        if length is not None:
            self._held.append(byte)
            self._length = length
        elif byte & 0x11 == 0x10:
            yield RealTime(byte)
        else:
            yield Noise(bytes((byte,)))
