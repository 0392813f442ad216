# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guessing codes must not pay, and somebody who mistypes must not be punished."""

from __future__ import annotations

from collections import deque

FREE_TRIES = 4
WINDOW_S = 300.0
FIRST_PAUSE_S = 15.0
LONGEST_PAUSE_S = 240.0


class Throttle:
    """Counts wrong codes at this terminal, whoever types them: ending the visit gains nothing.

    Four are free within five minutes; after each further one the terminal waits, twice as long each time. Times are
    seconds of a monotonic clock.
    """

    def __init__(self) -> None:
        self._failures: deque[float] = deque()
        self._until = 0.0

    def failed(self, now: float) -> None:
        """A code was wrong."""
        self._forget(now)
        self._failures.append(now)
        extra = len(self._failures) - FREE_TRIES
        if extra > 0:
            self._until = now + min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (extra - 1))

    def seconds_to_wait(self, now: float) -> float:
        """How long until the next try is looked at; 0 if it is now."""
        return max(0.0, self._until - now)

    def _forget(self, now: float) -> None:
        while self._failures and self._failures[0] <= now - WINDOW_S:
            self._failures.popleft()
