# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rhythm of talking to the back office. :meth:`Sync.step` is one round; a worker thread calls it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import structlog
from pydantic import ValidationError

from kiosk import hours
from kiosk.checkin.appointments import Appointments
from kiosk.clock import Clock, RandomBytes
from kiosk.store.database import Database
from kiosk.store.kept import Kept
from kiosk.store.outbox import Outbox
from kiosk.sync.backoff import delay
from kiosk.sync.client import BackOffice, NotAllowedError, NotReachedError, RefusedError, SyncError
from kiosk.sync.identity import Identity
from kiosk.sync.pull import Pull, next_business_day
from kiosk.sync.push import Push
from kiosk.tickets.leases import Leases
from kiosk.wire.leases import b64decode
from kiosk.wire.models import (
    DeviceHealth,
    Enrolment,
    EnrolmentRequest,
    Heartbeat,
    TerminalConfiguration,
)

log = structlog.get_logger(__name__)

CONFIGURATION_EVERY_S = 60.0
APPOINTMENTS_EVERY_S = 60.0
WAITING_TIMES_EVERY_S = 20.0
NUMBERS_EVERY_S = 30.0
HEARTBEAT_EVERY_S = 60.0
NOT_ALLOWED_RETRY_S = 300.0
PROBE_AT_MOST_EVERY_S = 2.0


class Line(StrEnum):
    """How the terminal stands with the back office."""

    NEVER = "never"
    ONLINE = "online"
    OFFLINE = "offline"
    NOT_ALLOWED = "not-allowed"


@dataclass(frozen=True, slots=True)
class LineState:
    """The line and, when it is not online, the stable code of the last error."""

    line: Line
    code: str = ""


@dataclass
class _Rhythm:
    """When a thing is next due, in monotonic seconds."""

    every: float
    due_at: float = 0.0

    def is_due(self, now: float) -> bool:
        return now >= self.due_at

    def done(self, now: float) -> None:
        self.due_at = now + self.every


class Sync:
    """Enrols once, then pushes and pulls for ever.

    Args:
        connect: makes the client; called again only when the identity changes.
        on_change: something a visitor may notice is new.
        heartbeat_extras: device health and whether help is wanted, at the moment of asking.
    """

    def __init__(
        self,
        database: Database,
        identity: Identity,
        clock: Clock,
        random_bytes: RandomBytes,
        uniform: Callable[[], float],
        *,
        connect: Callable[[], BackOffice],
        enrolment_code: Callable[[], str],
        version: str,
        on_change: Callable[[], None] = lambda: None,
        devices: Callable[[], tuple[DeviceHealth, ...]] = tuple,
    ) -> None:
        self._database = database
        self._identity = identity
        self._clock = clock
        self._random = random_bytes
        self._uniform = uniform
        self._connect = connect
        self._enrolment_code = enrolment_code
        self._version = version
        self._on_change = on_change
        self._devices = devices
        self._kept = Kept(database)
        self._outbox = Outbox(database)
        self._push = Push(self._outbox, clock, uniform)
        self._client: BackOffice | None = None
        self._failures = 0
        self._silent_until = 0.0
        self._probed_at = float("-inf")
        self._hurried = threading.Event()
        self._today: date | None = None
        self.state = LineState(Line.NEVER)
        self._configuration = _Rhythm(CONFIGURATION_EVERY_S)
        self._appointments = _Rhythm(APPOINTMENTS_EVERY_S)
        self._waiting_times = _Rhythm(WAITING_TIMES_EVERY_S)
        self._numbers = _Rhythm(NUMBERS_EVERY_S)
        self._heartbeat = _Rhythm(HEARTBEAT_EVERY_S)

    @property
    def is_online(self) -> bool:
        """Whether the last contact succeeded."""
        return self.state.line is Line.ONLINE

    def hurry(self) -> None:
        """A visitor's fact waits: let the next step try at once, even in a pause. At most every two seconds."""
        self._hurried.set()

    def report_now(self) -> None:
        """A device has changed: let the next step tell the back office."""
        self._heartbeat.due_at = 0.0

    def step(self) -> float:
        """One round. Returns how many seconds may pass until the next."""
        now = self._clock.monotonic()
        if self._hurried.is_set():
            self._hurried.clear()
            if now - self._probed_at >= PROBE_AT_MOST_EVERY_S:
                self._probed_at = now
                if now < self._silent_until or self.state.line is not Line.ONLINE:
                    self._silent_until = now
                    self._outbox.hurry()
        if now < self._silent_until:
            return self._silent_until - now
        try:
            self._round()
        except NotAllowedError as error:
            if error.code == "unknown-key" and self._enrolment_code():
                self._start_afresh()
                return 0.0
            self._silent_until = now + NOT_ALLOWED_RETRY_S
            self._set(LineState(Line.NOT_ALLOWED, error.code))
        except SyncError as error:
            self._failures += 1
            self._silent_until = now + delay(self._failures, self._uniform, error.retry_after)
            self._set(LineState(Line.OFFLINE, error.code))
        else:
            if self._failures:
                self._outbox.hurry()
            self._failures = 0
            self._set(LineState(Line.ONLINE))
        return self._pause()

    def _pause(self) -> float:
        now = self._clock.monotonic()
        if now < self._silent_until:
            return self._silent_until - now
        due = min(
            rhythm.due_at
            for rhythm in (
                self._configuration,
                self._appointments,
                self._waiting_times,
                self._numbers,
                self._heartbeat,
            )
        )
        pause = max(0.2, due - now)
        outbox_at = self._outbox.next_try_at()
        if outbox_at is not None:
            pause = min(pause, max(0.2, outbox_at - self._clock.now().timestamp()))
        return pause

    def _round(self) -> None:
        if self._client is None:
            self._client = self._connect()
        client = self._client
        enrolment = self._kept.enrolment() or self._enrol(client)
        self._push.run(client)
        leases = Leases(self._database, enrolment, b64decode(enrolment.server_key))
        appointments = Appointments(self._database, b64decode(enrolment.appointment_key))
        pull = Pull(self._kept, leases, appointments, self._clock, self._random)
        now = self._clock.monotonic()
        changed = False
        if self._configuration.is_due(now):
            changed |= pull.configuration(client)
            self._configuration.done(now)
        configuration = self._kept.configuration()
        if configuration is None:
            raise NotReachedError("no-configuration")
        today = self._turn_day(configuration, leases)
        if self._numbers.is_due(now):
            pull.numbers(client, configuration, self._lease_days(configuration, today))
            self._numbers.done(now)
            changed = True
        if self._appointments.is_due(now):
            pull.appointments(client, today)
            self._appointments.done(now)
        if self._waiting_times.is_due(now):
            pull.waiting_times(client)
            self._waiting_times.done(now)
            changed = True
        if self._heartbeat.is_due(now):
            self._send_heartbeat(client, configuration, leases, today)
            self._heartbeat.done(now)
        if changed:
            self._on_change()

    def _enrol(self, client: BackOffice) -> Enrolment:
        code = self._enrolment_code()
        if not code:
            raise NotAllowedError("no-enrolment-code")
        try:
            request = EnrolmentRequest(code=code.strip().upper(), public_key=self._identity.public_key)
        except ValidationError:
            raise NotAllowedError("enrolment-code-malformed") from None
        try:
            answer = client.put(
                f"terminals/{self._identity.terminal_id}", request.model_dump_json(), signed=False
            )
            enrolment = Enrolment.model_validate(answer.data)
        except RefusedError as error:
            raise NotAllowedError(error.code) from error
        except ValidationError as error:
            raise NotReachedError("enrolment-unreadable") from error
        self._kept.keep_enrolment(enrolment)
        log.info("terminal_enrolled", terminal=str(enrolment.terminal_id), number=enrolment.terminal_number)
        return enrolment

    def _start_afresh(self) -> None:
        """The back office does not know us, and there is a new code: enrol again, without the old numbers."""
        log.warning("terminal_unknown")
        self._kept.forget("enrolment", "configuration-etag")
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM lease")
        for rhythm in (self._configuration, self._appointments, self._numbers):
            rhythm.due_at = 0.0

    def _turn_day(self, configuration: TerminalConfiguration, leases: Leases) -> date:
        today = self._clock.now().astimezone(hours.zone(configuration.office)).date()
        if today != self._today:
            if self._today is not None and today > self._today:
                leases.forget_before(today)
            self._today = today
            for rhythm in (self._appointments, self._numbers):
                rhythm.due_at = 0.0
        return today

    def _lease_days(self, configuration: TerminalConfiguration, today: date) -> tuple[date, ...]:
        holidays = frozenset(date.fromisoformat(day) for day in self._kept.holidays().days)
        return today, next_business_day(configuration.office, today, holidays)

    def _send_heartbeat(
        self, client: BackOffice, configuration: TerminalConfiguration, leases: Leases, today: date
    ) -> None:
        summary = self._outbox.summary()
        age = self._clock.now() - summary.oldest if summary.oldest else timedelta()
        heartbeat = Heartbeat(
            sent_at=self._clock.now(),
            version=self._version,
            outbox_waiting=summary.waiting,
            outbox_oldest_seconds=max(0, int(age.total_seconds())),
            dead_letters=summary.dead,
            numbers_left={
                queue.letter: leases.supply(queue.letter, today).left for queue in configuration.office.queues
            },
            devices=self._devices(),
        )
        client.put(f"terminals/{self._identity.terminal_id}/heartbeat", heartbeat.model_dump_json())

    def _set(self, state: LineState) -> None:
        if state == self.state:
            return
        log.info("line_changed", line=state.line.value, code=state.code)
        self.state = state
        self._on_change()
