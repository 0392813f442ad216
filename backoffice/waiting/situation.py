# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is known of an office at one moment, as far as waiting depends on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from backoffice.waiting.attendance import Attendance
from backoffice.waiting.durations import Duration


@dataclass(frozen=True, slots=True)
class DeskNow:
    """An open desk. ``queues`` are the letters it calls; ``busy_with`` is what it does, for ``elapsed`` minutes."""

    queues: frozenset[str]
    busy_with: Duration | None = None
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class Ahead:
    """Somebody who will be called first, in the order of calling.

    ``starts_in`` is set for an appointment nobody has checked in for: minutes until it starts, negative afterwards.
    """

    queue: str
    takes: Duration
    starts_in: float | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """One queue as it stands for one person: the desks that are open and who comes before."""

    queue: str
    desks: tuple[DeskNow, ...]
    ahead: tuple[Ahead, ...]
    attendance: Attendance = field(default_factory=Attendance)
