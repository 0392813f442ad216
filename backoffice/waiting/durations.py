# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long services take: from the plan at first, from what really happens as soon as something has.

Durations are taken as log-normal: never negative, mostly near the middle, sometimes very long.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

SPREAD = 0.6
"""Standard deviation of a service relative to its mean, until enough services were seen."""
LONGEST_MINUTES = 180.0
"""Longer than that and somebody forgot to finish; says nothing about services."""

_PLAN_WEIGHT = 5.0
"""How many real services count as much as the planned minutes."""
_SPREAD_WEIGHT = 20.0
_FADES_PER_DAY = 0.85
_ENOUGH_SEEN = 3.0


@dataclass(frozen=True)
class Duration:
    """A service's duration: ``mean`` in minutes, ``spread`` as standard deviation over mean."""

    mean: float
    spread: float = SPREAD

    @cached_property
    def sigma(self) -> float:
        """Standard deviation of the logarithm."""
        return math.sqrt(math.log(1 + self.spread**2))

    @cached_property
    def mu(self) -> float:
        """Mean of the logarithm of minutes."""
        return math.log(self.mean) - self.sigma**2 / 2


@dataclass(frozen=True, slots=True)
class Seen:
    """Finished services, each with a weight: ``weight`` their sum, the others weighted sums over minutes and their
    logarithms."""

    weight: float = 0.0
    minutes: float = 0.0
    logs: float = 0.0
    squared_logs: float = 0.0

    def __add__(self, other: Seen) -> Seen:
        return Seen(
            self.weight + other.weight,
            self.minutes + other.minutes,
            self.logs + other.logs,
            self.squared_logs + other.squared_logs,
        )

    @classmethod
    def of(cls, minutes: Iterable[float], days_ago: int = 0) -> Seen:
        """Services of one day; older ones count less. What is not a possible duration is left out."""
        weight = _FADES_PER_DAY**days_ago
        possible = [value for value in minutes if 0 < value <= LONGEST_MINUTES]
        logs = [math.log(value) for value in possible]
        return cls(
            weight * len(possible),
            weight * sum(possible),
            weight * sum(logs),
            weight * sum(value * value for value in logs),
        )


def learn(planned: float | None, seen: Seen) -> Duration | None:
    """What a service takes, or ``None`` when there is neither a plan nor enough experience."""
    if planned is None:
        if seen.weight < _ENOUGH_SEEN:
            return None
        mean = seen.minutes / seen.weight
    else:
        mean = (_PLAN_WEIGHT * planned + seen.minutes) / (_PLAN_WEIGHT + seen.weight)
    return Duration(mean, _spread(seen))


def _spread(seen: Seen) -> float:
    expected = math.log(1 + SPREAD**2)
    variance = expected
    if seen.weight > 1:
        found = max(0.0, seen.squared_logs / seen.weight - (seen.logs / seen.weight) ** 2)
        variance = (_SPREAD_WEIGHT * expected + seen.weight * found) / (_SPREAD_WEIGHT + seen.weight)
    return math.sqrt(math.exp(variance) - 1)
