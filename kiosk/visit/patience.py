# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long a terminal waits: for a touch, for an answer to "are you still there?", for the end of a finished visit.

All times are monotonic seconds. Nothing here decides what happens then.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.clock import Clock
from kiosk.config import TimesSection
from kiosk.visit.voice import Voice

SHOWN_WITHIN_S = 60
"""More seconds than that are no countdown that anybody wants to watch."""


class Pace(StrEnum):
    """How much time a visitor needs."""

    USUAL = "usual"
    RELAXED = "relaxed"
    """Larger text, or somebody listens."""
    ASSISTED = "assisted"
    """Staff are beside the visitor, or have given them more time."""
    HELP = "help"
    """Somebody has been called."""


class Patience:
    """The clocks of one visit after another."""

    def __init__(self, clock: Clock, times: TimesSection) -> None:
        self._clock = clock
        self._times = times
        self._closing_s: int | None = None
        self._closes_at: float | None = None
        self._seen_at = clock.monotonic()
        self._touched_at = self._asked_at = self._seen_at

    def begin(self) -> None:
        """A new visit, or none: from now on."""
        self._touched_at = self._asked_at = self._clock.monotonic()

    def touched(self) -> None:
        """A sign of life."""
        self._touched_at = now = self._clock.monotonic()
        if self._closing_s is not None:
            self._closes_at = now + self._closing_s

    def asked(self) -> None:
        """The visitor is asked whether they are still there."""
        self._asked_at = self._clock.monotonic()

    def close_in(self, seconds: int) -> None:
        """Count down to the end, anew with each touch."""
        self._closing_s = seconds
        self._closes_at = self._clock.monotonic() + seconds

    def keep_open(self) -> None:
        """Do not count down."""
        self._closing_s = None
        self._closes_at = None

    @property
    def is_closing(self) -> bool:
        """Whether a countdown runs."""
        return self._closes_at is not None

    @property
    def is_over(self) -> bool:
        """Whether the countdown has ended."""
        return self._closes_at is not None and self._clock.monotonic() >= self._closes_at

    def is_idle(self, pace: Pace) -> bool:
        """Whether nobody has touched anything for too long."""
        return self.untouched_for() >= self.idle_limit(pace)

    def is_unanswered(self) -> bool:
        """Whether the question has stood there for too long."""
        return self._clock.monotonic() >= self._asked_at + self._times.idle_answer

    def untouched_for(self) -> float:
        """Seconds since the last sign of life."""
        return self._clock.monotonic() - self._touched_at

    def idle_limit(self, pace: Pace) -> int:
        """Seconds without touch until the visitor is asked."""
        match pace:
            case Pace.HELP:
                return self._times.help_holds
            case Pace.ASSISTED:
                return self._times.idle_assisted
            case Pace.RELAXED:
                return self._times.idle_relaxed
            case Pace.USUAL:
                return self._times.idle

    def answer_left(self) -> int:
        """Whole seconds until the question has stood there for too long."""
        return max(0, round(self._asked_at + self._times.idle_answer - self._clock.monotonic()))

    def left_of(self, open_for: float) -> int | None:
        """Whole seconds until something closes that stays open for so long untouched; ``None`` while it is long."""
        left = max(0, round(open_for - self.untouched_for()))
        return left if left <= SHOWN_WITHIN_S else None

    def closing_left(self) -> int | None:
        """Whole seconds of the countdown; ``None`` when there is none."""
        if self._closes_at is None:
            return None
        return max(0, round(self._closes_at - self._clock.monotonic()))

    def wait_for(self, voice: Voice, *, speaking: bool) -> None:
        """Nobody can answer while they listen (EN 301 549, 5.1.3.7; 2.2.1 of WCAG): the time of speaking is given back."""
        now = self._clock.monotonic()
        passed, self._seen_at = now - self._seen_at, now
        if speaking and voice.holds(passed):
            self._touched_at += passed
            self._asked_at += passed
            if self._closes_at is not None:
                self._closes_at += passed
