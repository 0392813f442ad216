# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who of the staff gets in: by badge, by number and PIN, or by the PIN of the terminal itself.

The list comes from the back office and is kept, so all of this works without a line. But a terminal without a line does not
hear that a badge was lost: after a while the badge alone is not enough, and after a day only the terminal's own PIN opens.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import structlog
from pydantic import ValidationError

from kiosk.clock import Clock
from kiosk.staff.pin import Opening, PinLock
from kiosk.store.database import StoreError
from kiosk.store.kept import Kept
from kiosk.wire.staff import StaffEntry, StaffList, badge_hash

log = structlog.get_logger(__name__)

STAFF_LIST = "staff-list"
STAFF_TAG = "staff-tag"
STAFF_HEARD = "staff-heard"
"""Under these names the list, its tag, and when the back office last confirmed it are kept."""
LIST_HOLDS = timedelta(days=1)
"""Without a line the list opens nothing after so long."""
THE_TERMINAL = ""
"""Who was let in by the terminal's own PIN: nobody knows."""


class BadgeTold(StrEnum):
    """What became of a badge."""

    OPENED = "opened"
    PIN_TOO = "pin-too"
    """The terminal had no line for a while: the PIN must be typed too."""
    NOT_NOW = "not-now"
    """No line for a day: only the terminal's own PIN opens."""
    UNKNOWN = "unknown"
    """Not in the list: lost, expired, of another office."""


@dataclass(frozen=True, slots=True)
class _Known:
    people: tuple[StaffEntry, ...]
    heard: datetime | None


class Access:
    """The lock of one terminal. Used by one thread.

    Args:
        lock: of the terminal's own PIN; counts wrong ones, whoever's they are.
        own_pin: whether the lock's terminal has a PIN of its own.
        badge_alone: for so long after the last contact a badge is enough.
        today: the office's day.
    """

    def __init__(
        self,
        kept: Kept,
        clock: Clock,
        lock: PinLock,
        *,
        own_pin: bool,
        badge_alone: timedelta,
        today: Callable[[], date],
    ) -> None:
        self._kept = kept
        self._clock = clock
        self._lock = lock
        self._own_pin = own_pin
        self._badge_alone = badge_alone
        self._today = today
        self._known = self._read()

    def refresh(self) -> None:
        """Read again what the back office has sent."""
        self._known = self._read()

    @property
    def seconds_to_wait(self) -> float:
        """Until the next PIN is looked at; 0 if it is now."""
        return self._lock.seconds_to_wait

    @property
    def has_own_pin(self) -> bool:
        """Whether the terminal has a PIN of its own."""
        return self._own_pin

    @property
    def takes_numbers(self) -> bool:
        """Whether number and PIN of a person open now."""
        return bool(self._valid()) and self._unheard_for() <= LIST_HOLDS

    @property
    def is_possible(self) -> bool:
        """Whether anybody can get in at all."""
        return self.has_own_pin or bool(self._known.people)

    def show_badge(self, code: bytes) -> tuple[BadgeTold, str]:
        """A badge was scanned. Returns what became of it and whose it is."""
        self.refresh()
        wanted = badge_hash(code)
        held = next(
            (one for one in self._valid() if one.badge and hmac.compare_digest(one.badge, wanted)), None
        )
        if held is None:
            log.warning("staff_badge_unknown")
            return BadgeTold.UNKNOWN, ""
        unheard = self._unheard_for()
        if unheard > LIST_HOLDS:
            return BadgeTold.NOT_NOW, held.staff
        if unheard > self._badge_alone:
            return BadgeTold.PIN_TOO, held.staff
        log.info("staff_opened", way="badge")
        return BadgeTold.OPENED, held.staff

    def try_pin(self, staff: str, pin: str) -> Opening:
        """Whether the PIN of this person opens; ``staff`` empty: the terminal's own. Takes as long for nobody's number."""
        self.refresh()
        if staff == THE_TERMINAL:
            return self._lock.try_pin(pin)
        held = next((one for one in self._valid() if one.staff == staff), None)
        usable = held is not None and self._unheard_for() <= LIST_HOLDS
        return self._lock.try_pin(pin, held.pin_hash if held is not None and usable else "")

    def _valid(self) -> tuple[StaffEntry, ...]:
        today = self._today()
        return tuple(one for one in self._known.people if one.valid_until >= today)

    def _unheard_for(self) -> timedelta:
        heard = self._known.heard
        if heard is None:
            return timedelta.max
        passed = self._clock.now() - heard
        # Heard in the future: somebody has turned back the clock, and nobody knows for how long there was no line.
        return passed if passed > timedelta(minutes=-1) else timedelta.max

    def _read(self) -> _Known:
        try:
            listed, heard = self._kept.text(STAFF_LIST), self._kept.text(STAFF_HEARD)
            people = StaffList.model_validate_json(listed).people if listed else ()
            return _Known(people, datetime.fromisoformat(heard) if heard else None)
        except StoreError as error:
            log.error("staff_list_not_read", code=error.code)
        except (ValidationError, ValueError):
            log.error("staff_list_unreadable")
        return _Known((), None)
