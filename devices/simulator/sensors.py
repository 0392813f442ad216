# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the simulated printer feels, and how it says so (Epson ``GS a``, ``DLE EOT``, ``GS r``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Sensors:
    """All quiet unless set."""

    paper_out: bool = False
    paper_low: bool = False
    cover_open: bool = False
    cutter_error: bool = False
    unrecoverable: bool = False
    head_hot: bool = False
    jam: bool = False
    """Paper is stuck in the presenter."""
    slip_present: bool = False
    """A slip hangs in the presenter's mouth."""

    @property
    def stopped(self) -> bool:
        """The printer takes data into its buffer and obeys none of it."""
        errors = self.cutter_error or self.unrecoverable or self.head_hot or self.jam
        return self.paper_out or self.cover_open or errors

    def asb(self) -> bytes:
        """The four bytes of automatic status."""
        first = 0x10 | 0x08 * self.stopped | 0x20 * self.cover_open
        second = 0x08 * self.cutter_error | 0x20 * self.unrecoverable | 0x40 * self.head_hot
        third = 0x03 * (self.paper_low or self.paper_out) | 0x0C * self.paper_out
        return bytes((first, second, third, 0x0F))

    def custom(self) -> bytes:
        """The four bytes of Custom's full status."""
        paper = 0x01 * self.paper_out | 0x04 * (self.paper_low or self.paper_out) | 0x20 * self.slip_present
        user = 0x02 * self.cover_open
        return bytes(
            (
                paper,
                user,
                0x01 * self.head_hot | 0x40 * self.jam,
                0x01 * self.cutter_error | 0x08 * self.unrecoverable,
            )
        )

    def real_time(self, number: int) -> int | None:
        """The answer to ``DLE EOT number``; None for a number that is not one."""
        match number:
            case 1:
                return 0x12 | 0x08 * self.stopped
            case 2:
                errors = self.cutter_error or self.unrecoverable or self.head_hot
                return 0x12 | 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * errors
            case 3:
                return 0x12 | 0x08 * self.cutter_error | 0x20 * self.unrecoverable | 0x40 * self.head_hot
            case 4:
                return 0x12 | 0x0C * (self.paper_low or self.paper_out) | 0x60 * self.paper_out
        return None

    def queued(self) -> int:
        """The answer to ``GS r 1``."""
        return 0x03 * (self.paper_low or self.paper_out) | 0x0C * self.paper_out
