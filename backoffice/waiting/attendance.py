# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody with an appointment still comes, and when."""

from __future__ import annotations

import math
from dataclasses import dataclass

NO_SHOW = 0.12
"""Share of appointments nobody comes to; Berlin's published figure, until the office has its own."""
_NO_SHOW_WEIGHT = 40.0
_COMES_BEFORE = 6.0
"""Minutes before the appointment at which people check in, on average …"""
_COMES_SPREAD = 7.0
"""… and the standard deviation of that."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """``no_show`` is the share of appointments of this office nobody came to."""

    no_show: float = NO_SHOW

    @classmethod
    def of(cls, missed: float, due: float) -> Attendance:
        """From ``due`` appointments whose time is over, of which ``missed`` were not taken."""
        return cls((_NO_SHOW_WEIGHT * NO_SHOW + missed) / (_NO_SHOW_WEIGHT + due))

    def still_comes(self, minutes_to_start: float) -> float:
        """The chance that somebody who is not here yet comes; ``minutes_to_start`` is negative after the start."""
        later = 1 - arrived_by(-minutes_to_start)
        comes = (1 - self.no_show) * later
        return comes / (comes + self.no_show) if comes + self.no_show > 0 else 0.0


def arrived_by(minutes_after_start: float) -> float:
    """Share of those who come that have checked in by then."""
    return 0.5 * (1 + math.erf((minutes_after_start + _COMES_BEFORE) / (_COMES_SPREAD * math.sqrt(2))))


def arrival(minutes_to_start: float, draw: float) -> float:
    """In how many minutes somebody who is not here yet comes, for a standard normal ``draw``; at least at once."""
    return max(0.0, minutes_to_start - _COMES_BEFORE + _COMES_SPREAD * draw)
