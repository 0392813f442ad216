# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The NV graphics memory of the simulated printer (``GS ( L``, functions 48 to 67): survives switching off, is slow to
write, and loses what was being written when the power goes."""

from __future__ import annotations

from dataclasses import dataclass

from devices.simulator.sheet import Dots

ITEM_OVERHEAD = 24
"""Bytes that the printer keeps beside the dots of each item (TM-T88III specification)."""
KEYS_IN_A_BLOCK = 40
DEFAULT_CAPACITY = 256 * 1024
DEFAULT_WRITE_SECONDS = 1.2
"""Defining fifty items takes up to a minute (TM-T88III specification)."""


@dataclass(frozen=True, slots=True)
class _Kept:
    picture: Dots
    size: int


class NvMemory:
    """``write_seconds`` is how long the printer is busy, and deaf, for each definition or deletion."""

    def __init__(
        self, capacity: int = DEFAULT_CAPACITY, write_seconds: float = DEFAULT_WRITE_SECONDS
    ) -> None:
        self.capacity = capacity
        self.write_seconds = write_seconds
        self.writes = 0
        """Definitions and deletions since the printer was built: its memory lasts for so many a day."""
        self._items: dict[bytes, _Kept] = {}
        self._writing: tuple[bytes, float] | None = None
        self._unsent: list[bytes] = []

    @property
    def keys(self) -> list[bytes]:
        """The key codes of everything that is kept, in order."""
        return sorted(self._items)

    @property
    def free(self) -> int:
        """Bytes for further items, their overhead included."""
        return self.capacity - sum(kept.size for kept in self._items.values())

    def picture(self, key: bytes) -> Dots | None:
        """What ``key`` prints; None prints nothing, as in the real printer."""
        kept = self._items.get(key)
        return kept.picture if kept else None

    def run(self, body: bytes, moment: float) -> tuple[float, bytes]:
        """Obeys the body of ``GS ( L`` at ``moment``: seconds that the printer is deaf from then, and its answer."""
        function = body[1] if len(body) > 1 else -1
        match function:
            case 0 | 48:
                return 0.0, b"\x37\x30" + str(self.capacity).encode() + b"\x00"
            case 3 | 51:
                return 0.0, b"\x37\x31" + str(self.free).encode() + b"\x00"
            case 64 if body[2:4] == b"KC":
                self._unsent = self.keys
                return 0.0, self._key_block()
            case 65 if body[2:5] == b"CLR":
                self._items.clear()
            case 66:
                if self._items.pop(body[2:4], None) is None:
                    return 0.0, b""
            case 67:
                if not self._define(body, moment):
                    return 0.0, b""
            case _:
                return 0.0, b""
        self.writes += 1
        return self.write_seconds, b""

    def handshake(self, byte: int) -> bytes:
        """The host's word on a block of keys: ACK asks for the next one, anything else ends the list."""
        if byte == 0x06 and self._unsent:
            return self._key_block()
        self._unsent = []
        return b""

    def power_lost(self, moment: float) -> None:
        """An item whose writing was under way is gone."""
        if self._writing is not None and moment < self._writing[1]:
            self._items.pop(self._writing[0], None)
        self._writing, self._unsent = None, []

    def _define(self, body: bytes, moment: float) -> bool:
        key, wide, rows = body[3:5], body[6] | body[7] << 8, body[8] | body[9] << 8
        data = body[11:]
        size = ITEM_OVERHEAD + len(data)
        before = self._items.get(key)
        fits = size <= self.free + (before.size if before else 0)
        usable = all(0x20 <= code <= 0x7E for code in key) and len(data) == -(-wide // 8) * rows
        if not (fits and usable and body[2:3] == b"0" and body[5] == 1):
            return False
        self._items[key] = _Kept(Dots(0, 0, -(-wide // 8) * 8, rows, data), size)
        self._writing = (key, moment + self.write_seconds)
        return True

    def _key_block(self) -> bytes:
        now, self._unsent = self._unsent[:KEYS_IN_A_BLOCK], self._unsent[KEYS_IN_A_BLOCK:]
        return b"\x37\x72" + (b"\x41" if self._unsent else b"\x40") + b"".join(now) + b"\x00"
