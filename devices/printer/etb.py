# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Star's end-of-print counter: when is a slip printed for certain?

``ETB`` waits until everything before it is on paper, then adds one to a counter of five bits that every automatic status
shows (Star Line Mode Command Specifications). A printer that loses power starts again
at zero and prints, and counts, what still comes in: so a slip stands between two ``ETB``, and the number that the second
one leads to is never 0 or 1. A printer that still holds an earlier slip counts that first: after one that was never
confirmed, the counter is set to zero and led above every number that the earlier slip could reach.
"""

from __future__ import annotations

ETB = b"\x17"
RESET_COUNTER = b"\x1b\x1eE0"
"""``ESC RS E 0``; obeyed in its turn, reported by nothing."""
TOP = 31
_NATURAL_TOP = 15
"""Counting on from higher numbers would leave no room above for slips that are never confirmed."""
SETTLE_SECONDS = 3.0
"""A full receive buffer is on paper by then; a printer that takes data and has not counted for so long holds nothing."""


class EtbLedger:
    """What is known of one printer's counter. Not thread-safe; the owner's lock guards it."""

    def __init__(self) -> None:
        self.counter: int | None = None
        """0 to 31 as the printer said last; None before, and for firmware whose status has no counter."""
        self.confirmed = False
        """The slip begun last is on paper."""
        self.strayed = False
        """The counter took a way that the slip cannot explain: the printer was off and on."""
        self._target: int | None = None
        self._path: tuple[int, ...] | None = None
        self._settled = False
        self._highest = 0
        self._moved_at: float | None = None

    def connected(self, now: float) -> None:
        """A new way to the printer; what it says comes on this one."""
        self.counter, self._moved_at = None, now

    def stirred(self, now: float) -> None:
        """What the printer may hold begins to print now: a slip was given up, or paper was put in."""
        self._moved_at = now

    def seen(self, counter: int | None, now: float) -> None:
        """The counter of an automatic status."""
        if counter is None:
            return
        if counter != self.counter:
            self._moved_at = now
        self.counter = counter
        if self._target is None or self.confirmed or self.strayed:
            return
        if self._path is not None:
            if counter not in self._path:
                self.strayed = True
                return
            self._path = self._path[self._path.index(counter) :]
        self.confirmed = counter == self._target

    def wait_seconds(self, now: float) -> float:
        """How long a slip must wait, because nothing tells what another program, or too many slips that were never
        confirmed, have left in the printer."""
        if self._settled or self._above() is not None:
            return 0.0
        return max(0.0, (self._moved_at if self._moved_at is not None else now) + SETTLE_SECONDS - now)

    def begin(self) -> bytes:
        """What to send before a slip; one ``ETB`` follows it."""
        counter = self.counter
        above = None if self._settled else self._above()
        if above is not None:
            self._expect(above, None)
            return RESET_COUNTER + ETB * (above - 1)
        if counter is not None and counter + 2 <= _NATURAL_TOP:
            self._expect(counter + 2, (counter, counter + 1, counter + 2))
            return ETB
        self._expect(2, None if counter is None else (counter, 0, 1, 2))
        return RESET_COUNTER + ETB

    def settle(self) -> None:
        """The slip was printed and nothing of it, or before it, is left in the printer."""
        self._settled, self._target, self._highest = True, None, 0

    def _above(self) -> int | None:
        """A number that nothing left in the printer can lead to: it shows ``counter`` now, and goes on to numbers up to
        those that were waited for. None when it is unknown what is left, or there is no such number."""
        if self._highest == 0:
            return None
        above = self._highest + 1
        above += above == self.counter
        return above if above <= TOP else None

    def _expect(self, target: int, path: tuple[int, ...] | None) -> None:
        self._target, self._path = target, path
        self._highest = target
        self._settled = self.confirmed = self.strayed = False
