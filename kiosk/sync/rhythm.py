# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""When which question to the back office is due.

A back office that tells with every heartbeat what is new is asked for nothing else while nobody stands at the terminal; one
that does not (an older version) is asked for everything every minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CONFIGURATION_EVERY_S = 60.0
APPOINTMENTS_EVERY_S = 60.0
WAITING_TIMES_EVERY_S = 20.0
NUMBERS_EVERY_S = 30.0
HEARTBEAT_EVERY_S = 60.0
TOLD_EVERY_S = 900.0
"""So often configuration and appointments are fetched all the same when the back office tells what is new."""
LINGER_S = 60.0
"""So long after a visit waiting times are still asked for: the next visitor often stands there already."""


@dataclass
class Rhythm:
    """When a thing is next due, in monotonic seconds."""

    name: str
    every: float
    due_at: float = 0.0

    def done(self, now: float) -> None:
        """It was asked for just now."""
        self.due_at = now + self.every


class Rhythms:
    """All of them. ``now`` is in monotonic seconds everywhere."""

    def __init__(self) -> None:
        self.configuration = Rhythm("configuration", CONFIGURATION_EVERY_S)
        self.appointments = Rhythm("appointments", APPOINTMENTS_EVERY_S)
        self.waiting_times = Rhythm("waiting-times", WAITING_TIMES_EVERY_S)
        self.numbers = Rhythm("numbers", NUMBERS_EVERY_S)
        self.heartbeat = Rhythm("heartbeat", HEARTBEAT_EVERY_S)
        self._is_told = False
        self._seen_at = float("-inf")

    def __iter__(self) -> Iterator[Rhythm]:
        yield from (self.configuration, self.numbers, self.appointments, self.waiting_times, self.heartbeat)

    def is_due(self, rhythm: Rhythm, now: float) -> bool:
        """Whether it is time to ask."""
        return now >= rhythm.due_at and not (rhythm is self.waiting_times and self._knows_them(now))

    def next_at(self, now: float) -> float:
        """When the next one is due."""
        return min(one.due_at for one in self if not (one is self.waiting_times and self._knows_them(now)))

    def somebody_is_there(self, now: float) -> None:
        """A visitor uses the terminal."""
        self._seen_at = now

    def told(self, now: float, *, new_configuration: bool, new_appointments: bool) -> None:
        """The back office has said with a heartbeat what is new; waiting times came along."""
        for rhythm, is_new in (
            (self.configuration, new_configuration),
            (self.appointments, new_appointments),
        ):
            rhythm.every = TOLD_EVERY_S
            if is_new:
                rhythm.due_at = now
            elif not self._is_told:
                rhythm.done(now)
        self._is_told = True
        self.waiting_times.done(now)

    def not_told(self, now: float) -> None:
        """The back office says nothing of news with its heartbeats."""
        self._is_told = False
        for rhythm, every in (
            (self.configuration, CONFIGURATION_EVERY_S),
            (self.appointments, APPOINTMENTS_EVERY_S),
        ):
            rhythm.every = every
            rhythm.due_at = min(rhythm.due_at, now + every)

    def _knows_them(self, now: float) -> bool:
        return self._is_told and now - self._seen_at > LINGER_S
