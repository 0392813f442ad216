# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visit may know of its office: is it open, how long does it take, who gives numbers for what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk import hours
from kiosk.checkin.appointments import Appointments
from kiosk.clock import Clock
from kiosk.services import Catalogue, Service
from kiosk.store.database import Database
from kiosk.store.kept import Kept
from kiosk.sync.revoked import REVOKED
from kiosk.text import Span
from kiosk.wire.leases import b64decode
from kiosk.wire.models import Office, Queue, QueueStates, TerminalConfiguration

ESTIMATE_GOOD_FOR = timedelta(minutes=2)
"""An older estimate is a guess, and the terminal does not guess."""


class WalkIn(StrEnum):
    """Whether a number can be drawn for a service now."""

    OPEN = "open"
    APPOINTMENT_ONLY = "appointment-only"
    STOPPED = "stopped"


class OfficeView:
    """The office as the back office last described it. :meth:`refresh` after news; reading is cheap in between."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        load_catalogue: Callable[[], Catalogue],
        is_online: Callable[[], bool],
    ) -> None:
        self._database = database
        self._kept = Kept(database)
        self._clock = clock
        self._load_catalogue = load_catalogue
        self._is_online = is_online
        self._whole_catalogue: Catalogue | None = None
        self._catalogue: Catalogue | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read again what the back office decided."""
        self._configuration = self._kept.configuration()
        self._states: QueueStates | None = self._kept.queue_states()
        self._holidays = frozenset(date.fromisoformat(day) for day in self._kept.holidays().days)
        self._catalogue = None
        self._is_revoked = self._configuration is None and bool(self._kept.text(REVOKED))
        enrolment = self._kept.enrolment()
        self._appointments = (
            Appointments(self._database, b64decode(enrolment.appointment_key)) if enrolment else None
        )

    @property
    def appointments(self) -> Appointments | None:
        """The pre-loaded appointments; ``None`` until the terminal is enrolled."""
        return self._appointments

    @property
    def is_revoked(self) -> bool:
        """Whether the back office has taken away the terminal's rights."""
        return self._is_revoked

    def take_catalogue(self, catalogue: Catalogue) -> None:
        """From the next refresh on, these are the services there are. From any thread."""
        self._whole_catalogue = catalogue

    @property
    def configuration(self) -> TerminalConfiguration | None:
        """``None`` until the back office has been reached once."""
        return self._configuration

    @property
    def is_online(self) -> bool:
        """Whether the back office answered last time."""
        return self._is_online()

    @property
    def office(self) -> Office:
        """This office. Only asked for when there is a configuration."""
        assert self._configuration is not None  # pages that need it are not reached without
        return self._configuration.office

    @property
    def catalogue(self) -> Catalogue:
        """The services that are offered here."""
        if self._catalogue is None:
            self._catalogue = self.whole_catalogue.offered_at(self.office)
        return self._catalogue

    def service(self, key: str) -> Service | None:
        """A service by key, also one that is not offered here."""
        return self.whole_catalogue.get(key)

    def local_now(self) -> datetime:
        """The wall clock in the office's time zone."""
        return self._clock.now().astimezone(hours.zone(self.office))

    def today(self) -> date:
        """The office's business day."""
        return self.local_now().date()

    def opening(self) -> hours.Opening:
        """Whether the office is open now."""
        return hours.opening(self.office, self._clock.now(), self._holidays)

    def opening_on(self, day: date) -> list[hours.Interval]:
        """The opening intervals of a day."""
        return hours.intervals(self.office, day, self._holidays)

    def opening_of(self, office: Office, day: date) -> list[hours.Interval]:
        """The opening intervals of an office of the city on a day."""
        return hours.intervals(office, day, self._holidays)

    @property
    def whole_catalogue(self) -> Catalogue:
        """The services of all offices."""
        if self._whole_catalogue is None:
            self._whole_catalogue = self._load_catalogue()
        return self._whole_catalogue

    def queue(self, letter: str) -> Queue | None:
        """The queue with this letter."""
        return next((queue for queue in self.office.queues if queue.letter == letter), None)

    def walk_in(self, service: Service) -> WalkIn:
        """Whether a number can be drawn for this service, opening hours aside."""
        queue = self.queue(service.queue)
        if queue is None or not queue.walk_in:
            return WalkIn.APPOINTMENT_ONLY
        return WalkIn.STOPPED if queue.numbers_stopped else WalkIn.OPEN

    def wait(self, letter: str) -> Span | None:
        """The waiting time of a queue, ``None`` when it is not known now."""
        states = self._states
        if states is None or not self.is_online:
            return None
        if abs(self._clock.now() - states.as_of) > ESTIMATE_GOOD_FOR:
            return None
        estimate = next((state.estimate for state in states.queues if state.letter == letter), None)
        return Span(estimate.low_minutes, estimate.high_minutes) if estimate else None

    def wait_overall(self) -> Span | None:
        """From the shortest to the longest of the queues that give numbers now."""
        if self._configuration is None:
            return None
        waits = [
            self.wait(queue.letter)
            for queue in self.office.queues
            if queue.walk_in and not queue.numbers_stopped
        ]
        known = [wait for wait in waits if wait is not None]
        if not known or len(known) != len(waits):
            return None
        return Span(min(wait.low for wait in known), max(wait.high for wait in known))
