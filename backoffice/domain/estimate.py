# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long somebody who comes now will wait: an honest range, or nothing when it cannot be known.

The seam for a better estimator is :class:`Situation` in, ``Estimate | None`` out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.wire.models import Estimate

_PLAN_WEIGHT = 5
"""How many real services of today it takes to count as much as the planned minutes."""
_ENOUGH_SEEN = 3
_SERVICE_SPREAD = 0.6
"""Standard deviation of a service's duration relative to its mean (typical of citizen offices)."""
_ELAPSED = (1 - _SERVICE_SPREAD**2) / 2
"""Part of a service that is over on average when somebody looks (renewal theory: residual (1 + c²)/2 of the mean)."""
_MEAN_DOUBT = 0.15
_RANGE = 1.3
"""Standard deviations each way: four of five people should find their wait inside."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of one queue at one moment.

    ``ahead`` waits in the queue itself; ``ahead_at_most`` counts in those of other queues whom the same desks will call, in
    their share. ``planned_minutes`` is what the city configured for the services at hand, ``seen_minutes`` what services
    took today.
    """

    ahead: int
    ahead_at_most: float
    open_desks: int
    busy_desks: int
    planned_minutes: float | None
    seen_minutes: Sequence[float] = ()


Estimator = Callable[[Situation], Estimate | None]


def estimate(situation: Situation) -> Estimate | None:
    """The wait from the services that must end first, at the pace of the open desks.

    ``None`` when no desk is open, or when neither a plan nor enough services of today tell how long one takes.
    """
    minutes = _mean_service(situation)
    if situation.open_desks < 1 or minutes is None:
        return None
    low, _ = _wait(situation.ahead, situation, minutes)
    _, high = _wait(max(situation.ahead, situation.ahead_at_most), situation, minutes)
    return Estimate(low_minutes=_down(low), high_minutes=_up(high))


def _mean_service(situation: Situation) -> float | None:
    seen = situation.seen_minutes
    if situation.planned_minutes is None:
        return sum(seen) / len(seen) if len(seen) >= _ENOUGH_SEEN else None
    return (_PLAN_WEIGHT * situation.planned_minutes + sum(seen)) / (_PLAN_WEIGHT + len(seen))


def _wait(ahead: float, situation: Situation, minutes: float) -> tuple[float, float]:
    idle = max(0, situation.open_desks - situation.busy_desks)
    must_end = ahead + 1 - idle
    if must_end <= 0:
        return 0.0, 0.0
    pace = minutes / situation.open_desks
    # Whoever is at a desk now has been there for a while.
    mean = (must_end - (_ELAPSED if idle == 0 else 0)) * pace
    spread = math.hypot(_SERVICE_SPREAD * pace * math.sqrt(must_end), _MEAN_DOUBT * mean)
    return max(0.0, mean - _RANGE * spread), mean + _RANGE * spread


def _down(minutes: float) -> int:
    """Whole minutes below ten, then steps of five: no false precision."""
    return math.floor(minutes) if minutes < 10 else math.floor(minutes / 5) * 5


def _up(minutes: float) -> int:
    """At least five, in steps of five: somebody still has to look up and call."""
    return max(5, math.ceil(minutes / 5) * 5)
