# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling a printer's answers apart: everything it says comes in one stream, asked for or not.

The first byte decides (Epson TM-T88III specification, appendix G): XON and XOFF, ``DLE EOT`` 0xx1xx10, automatic
status (ASB) 0xx1xx00 followed by three bytes 0xx0xxxx, ``GS r`` and short ``GS I`` 0xx0xxxx, blocks that begin with
37h, 3Dh or 5Fh and end with NUL. Anything else is noise. Bytes may come in any pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

XON, XOFF = 0x11, 0x13
_BLOCK_HEADS = frozenset({0x37, 0x3D, 0x5F})
MAX_BLOCK = 96
"""Longest block that is waited for; the longest real one is a model name."""


@dataclass(frozen=True, slots=True)
class Flow:
    """XON (``go``) or XOFF seen in the data; only when the kernel does not handle them."""

    go: bool


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to a ``DLE EOT``; which one, only the asker knows."""

    value: int


@dataclass(frozen=True, slots=True)
class AutoStatus:
    """Four bytes of Epson ASB."""

    frame: bytes


@dataclass(frozen=True, slots=True)
class FullStatus:
    """Custom's full status: paper, user, recoverable and unrecoverable errors."""

    frame: bytes


@dataclass(frozen=True, slots=True)
class StarStatus:
    """Star's automatic status from its third byte on (printer, errors, sensors, counter, presenter); five bytes or
    more."""

    frame: bytes

    @property
    def counter(self) -> int | None:
        """``ETB`` commands done, modulo 32; None when this firmware does not say."""
        if len(self.frame) < 6:
            return None
        return self.frame[5] >> 1 & 0x07 | self.frame[5] >> 2 & 0x18

    @property
    def presenter(self) -> int | None:
        """Where the paper is in the presenter: 0 none, 1 loop, 3 can be pulled out, 6 taken back, 7 pulled out."""
        return self.frame[6] >> 1 & 0x07 if len(self.frame) >= 7 else None

    @property
    def overflow(self) -> bool:
        """The receive buffer was full and bytes are lost; said once."""
        return bool(self.frame[2] & 0x40)


@dataclass(frozen=True, slots=True)
class Queued:
    """The answer to ``GS r`` (or a short ``GS I``)."""

    value: int


@dataclass(frozen=True, slots=True)
class ProcessId:
    """``37 22 id 00``: what was sent before this ``GS ( H`` is on paper."""

    mark: bytes


@dataclass(frozen=True, slots=True)
class BufferCleared:
    """``37 25 00``: ``DLE DC4`` fn 8 has emptied the printer's buffers."""


@dataclass(frozen=True, slots=True)
class Block:
    """Any other block, without its NUL."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that no answer explains."""

    data: bytes


Answer = (
    Flow
    | RealTime
    | AutoStatus
    | FullStatus
    | StarStatus
    | Queued
    | ProcessId
    | BufferCleared
    | Block
    | Noise
)


class AnswerParser:
    """Total: takes any bytes, never raises, and gives ``ProcessId`` only for one complete, well-formed block.

    ``custom`` reads ``10 0F`` as the head of Custom's full status, which on an Epson would be an automatic status.
    """

    def __init__(self, *, custom: bool = False) -> None:
        self._custom = custom
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Answer]:
        """The answers completed by ``data``."""
        return [answer for byte in data for answer in self._byte(byte)]

    def reset(self) -> bool:
        """Forgets an answer that has only begun; whether there was one."""
        begun = bool(self._held)
        self._held.clear()
        return begun

    def _byte(self, byte: int) -> Iterator[Answer]:
        held = self._held
        if not held:
            yield from self._first(byte)
        elif self._custom and held[0] == 0x10:
            held.append(byte)
            if len(held) == 2 and byte != 0x0F:
                yield from self._broken(byte)
            elif len(held) == 6:
                yield FullStatus(bytes(held[2:]))
                held.clear()
        elif byte in (XON, XOFF):  # may stand between the bytes of any other answer
            yield Flow(byte == XON)
        elif held[0] in _BLOCK_HEADS:
            yield from self._in_block(byte)
        elif byte & 0x90 == 0:
            held.append(byte)
            if len(held) == 4:
                yield AutoStatus(bytes(held))
                held.clear()
        else:
            held.append(byte)
            yield from self._broken(byte)

    def _first(self, byte: int) -> Iterator[Answer]:
        if byte in (XON, XOFF):
            yield Flow(byte == XON)
        elif byte in _BLOCK_HEADS or byte & 0x93 == 0x10:
            self._held.append(byte)
        elif byte & 0x93 == 0x12:
            yield RealTime(byte)
        elif byte & 0x90 == 0:
            yield Queued(byte)
        else:
            yield Noise(bytes((byte,)))

    def _in_block(self, byte: int) -> Iterator[Answer]:
        held = self._held
        held.append(byte)
        if byte == 0:
            block = bytes(held[:-1])
            held.clear()
            if block[:2] == b"\x37\x22" and len(block) == 6:
                yield ProcessId(block[2:])
            elif block == b"\x37\x25":
                yield BufferCleared()
            else:
                yield Block(block)
        elif (
            not 0x20 <= byte <= 0x7E or len(held) > MAX_BLOCK or (len(held) == 2 and byte == held[0] == 0x37)
        ):
            # No block has 37 37: the first 37 was noise before a real block.
            yield from self._broken(byte)

    def _broken(self, byte: int) -> Iterator[Answer]:
        """What was begun is noise; ``byte``, the last one, may begin something new."""
        lost = bytes(self._held[:-1])
        self._held.clear()
        yield Noise(lost)
        yield from self._first(byte)
