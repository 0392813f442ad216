# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long to wait after a failure: full jitter, doubled each time, capped.

A terminal at which something waits begins with seconds. One at which nothing waits begins with a minute, the time between two of
its signs of life: so 40,000 that lose their server together ask it hardly more often than on an ordinary day, and come back no
faster (``benchmarks/fleet.py``).
"""

from __future__ import annotations

from collections.abc import Callable

BASE_S = 2.0
IDLE_BASE_S = 60.0
"""For a terminal at which nobody stands and nothing waits."""
CAP_S = 300.0


def delay(
    attempts: int, uniform: Callable[[], float], retry_after: float | None = None, *, base: float = BASE_S
) -> float:
    """Seconds to wait after ``attempts`` failures in a row (≥ 1).

    Args:
        uniform: gives a number in [0, 1).
        retry_after: what the server asked for; then at least that, plus up to a fifth so that not all come at once. It
            does not know how often it has said so: a country that asked again every five seconds would be a storm.
    """
    own = uniform() * min(CAP_S, base * 2.0 ** min(attempts, 30))
    return own if retry_after is None else max(own, retry_after * (1 + 0.2 * uniform()))
