# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Time and chance, injected so that a visit can be replayed."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    """What time it is, and how much of it has passed."""

    def now(self) -> datetime:
        """The wall clock as an aware datetime in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


RandomBytes = Callable[[int], bytes]
"""``n`` random bytes. Injected, so that the same seed gives the same visit."""

system_random: RandomBytes = secrets.token_bytes


def uuid7(clock: Clock, random_bytes: RandomBytes) -> UUID:
    """A UUID version 7 (RFC 9562 §5.7): milliseconds since 1970, then 74 random bits."""
    millis = int(clock.now().timestamp() * 1000)
    raw = bytearray(millis.to_bytes(6, "big") + random_bytes(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return UUID(bytes=bytes(raw))
