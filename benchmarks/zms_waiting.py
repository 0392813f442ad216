# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The waiting time as Berlin's and Munich's appointment system (ZMS) computes it, restated for comparison.

One static average, no knowledge of who is at a desk, appointments count as present whether or not anybody came.
Times are minutes since the office opened.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def calls_appointment(now: float, appointments: Sequence[float], walk_ins: Sequence[float]) -> bool:
    """Whether the next one called is an appointment: always, once its time is there."""
    return bool(appointments) and (appointments[0] <= now or not walk_ins)


def waiting_time(
    now: float, appointments: Sequence[float], walk_ins: Sequence[float], average: float, desks: int
) -> tuple[int, int]:
    """The (optimistic, estimated) minutes for a walk-in who draws a number at ``now``.

    Args:
        appointments: start times of all appointments of the day not called yet, in order.
        walk_ins: when the waiting walk-ins came, in order.
        average: configured minutes a service takes.
        desks: open desks; none counts as one.
    """
    slot = average / max(1, desks)
    current, optimistic, estimated, skip = now + 2, now, now + slot, math.ceil(max(1, desks))
    due, queue = list(appointments), [*walk_ins, now]
    while due or queue:
        if due and current >= due[0]:
            del due[0]
        elif queue:
            if len(queue) == 1:
                return math.floor(optimistic - now), math.floor(estimated - now)
            del queue[0]
        skip -= 1
        if skip <= 0:
            optimistic += 0.8 * slot
            estimated += slot
            current += slot
    raise AssertionError("the newcomer is in the queue")
