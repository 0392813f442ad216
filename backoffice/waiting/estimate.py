# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The wait as an honest range, or nothing when it cannot be known.

The desks are played forward many times with durations drawn anew; four of five waits lie in the range. The draws are the
same every time, so the same situation gives the same answer.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from statistics import NormalDist

from backoffice.waiting.attendance import arrival
from backoffice.waiting.durations import Duration
from backoffice.waiting.situation import DeskNow, Situation
from kiosk.wire.models import Estimate

Estimator = Callable[[Situation], Estimate | None]

RUNS = 96
_OUTSIDE = 0.1
"""Share of the waits that may lie under the range, and again over it."""
_STANDARD = NormalDist()
_TABLE_SIZE = 4093
"""A prime, so that walking through the table does not fall into step with the runs."""
_STRIDE = 1237
_MOST_AHEAD = 400


def _table() -> tuple[float, ...]:
    draws = [_STANDARD.inv_cdf((index + 0.5) / _TABLE_SIZE) for index in range(_TABLE_SIZE)]
    random.Random(1).shuffle(draws)  # noqa: S311 - a fixed shuffle, not a secret
    return tuple(draws)


_DRAWS = _table()


def estimate(situation: Situation) -> Estimate | None:
    """``None`` when no open desk calls this queue."""
    waits = sorted(sample_waits(situation))
    if not waits:
        return None
    low = waits[int(len(waits) * _OUTSIDE)]
    high = waits[math.ceil(len(waits) * (1 - _OUTSIDE)) - 1]
    return Estimate(
        low_minutes=_down(low), high_minutes=_up(high), likely_minutes=round(waits[len(waits) // 2])
    )


def sample_waits(situation: Situation, runs: int = RUNS) -> list[float]:
    """Minutes until an open desk calls, once per run; empty when no open desk calls this queue."""
    own = [index for index, desk in enumerate(situation.desks) if situation.queue in desk.queues]
    if not own:
        return []
    if not situation.ahead and any(situation.desks[index].busy_with is None for index in own):
        return [0.0]
    ahead = situation.ahead[:_MOST_AHEAD]
    serving = {
        queue: [index for index, desk in enumerate(situation.desks) if queue in desk.queues]
        for queue in {person.queue for person in ahead}
    }
    rests = [_rests(desk, number, runs) for number, desk in enumerate(situation.desks)]
    waits = []
    for run in range(runs):
        free = [rest[run] for rest in rests]
        # Each place in the queue has its own draws, so one more at the end shortens no wait.
        cursor = run * _STRIDE
        for person in ahead:
            cursor = (cursor + 3) % (_TABLE_SIZE - 2)
            desks = serving[person.queue]
            if not desks:
                continue
            at = min(desks, key=free.__getitem__)
            if person.starts_in is not None:
                if _STANDARD.cdf(_DRAWS[cursor + 1]) > situation.attendance.still_comes(person.starts_in):
                    continue
                if arrival(person.starts_in, _DRAWS[cursor + 2]) > free[at]:
                    continue  # the desk has called the next one by then
            free[at] += math.exp(person.takes.mu + person.takes.sigma * _DRAWS[cursor])
        waits.append(min(free[index] for index in own))
    return waits


def _rests(desk: DeskNow, number: int, runs: int) -> list[float]:
    """How many more minutes the desk is busy, spread evenly over what is possible after the elapsed time."""
    if desk.busy_with is None:
        return [0.0] * runs
    over = _share_over(desk.busy_with, desk.elapsed)
    order = list(range(runs))
    random.Random(number).shuffle(order)  # noqa: S311 - a fixed shuffle, not a secret
    rests = []
    for index in order:
        share = min(over + (1 - over) * (index + 0.5) / runs, 1 - 1e-9)
        total = math.exp(desk.busy_with.mu + desk.busy_with.sigma * _STANDARD.inv_cdf(share))
        rests.append(max(0.0, total - desk.elapsed))
    return rests


def _share_over(takes: Duration, elapsed: float) -> float:
    """Share of the services that are shorter than what has already passed."""
    if elapsed <= 0:
        return 0.0
    return min(0.995, _STANDARD.cdf((math.log(elapsed) - takes.mu) / takes.sigma))


def _down(minutes: float) -> int:
    """Whole minutes below ten, then steps of five: no false precision."""
    return math.floor(minutes) if minutes < 10 else math.floor(minutes / 5) * 5


def _up(minutes: float) -> int:
    """At least five, in steps of five: somebody still has to look up and call."""
    return max(5, math.ceil(minutes / 5) * 5)
