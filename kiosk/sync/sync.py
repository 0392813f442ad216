# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rhythm of talking to the back office. :meth:`Sync.step` is one round; a worker thread calls it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from pydantic import ValidationError

from kiosk import hours
from kiosk.checkin.appointments import Appointments
from kiosk.clock import Clock, RandomBytes
from kiosk.handover.expiry import forget_before
from kiosk.setaside import keeping as setaside
from kiosk.store.database import Database
from kiosk.store.kept import Kept
from kiosk.store.outbox import Outbox
from kiosk.sync.backoff import BASE_S, IDLE_BASE_S, delay
from kiosk.sync.client import (
    BackOffice,
    NotAllowedError,
    NotReachedError,
    RefusedError,
    SyncError,
    TryLaterError,
)
from kiosk.sync.commands import Commands
from kiosk.sync.heartbeat import Pulse
from kiosk.sync.identity import Identity
from kiosk.sync.local import Local
from kiosk.sync.pull import CITY_UNTIL, Pull, next_business_day
from kiosk.sync.push import POISONED_AFTER, Push
from kiosk.sync.questions import Questions
from kiosk.sync.revoked import REVOKED, wipe
from kiosk.sync.rhythm import Rhythm, Rhythms
from kiosk.tickets.leases import Leases
from kiosk.wire.commands import Command, CommandKind
from kiosk.wire.leases import b64decode
from kiosk.wire.models import Enrolment, EnrolmentRequest, TerminalConfiguration

log = structlog.get_logger(__name__)

REPORT_AT_MOST_EVERY_S = 10.0
"""A terminal that is used all the time does not tell so with every touch."""
HELP_EVERY_S = 5.0
"""While somebody waits for help: how long until they see that it is coming."""
NOT_ALLOWED_RETRY_S = 300.0
REVOKED_AGAIN_S = 15.0
"""After the first time the back office says that our rights are gone; the second time counts."""
PROBE_AT_MOST_EVERY_S = 2.0
_HERE = "Europe/Berlin"


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


class Sync:
    """Enrols once, then pushes and pulls for ever.

    Args:
        connect: makes the client; called again only when the identity changes.
        on_change: something a visitor may notice is new.
        local: the rest of the terminal.
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
        local: Local | None = None,
    ) -> None:
        self._database = database
        self._identity = identity
        self._clock = clock
        self._random = random_bytes
        self._uniform = uniform
        self._connect = connect
        self._version = version
        self._enrolment_code = enrolment_code
        self._on_change = on_change
        self._local = local or Local()
        self._kept = Kept(database)
        self._commands = Commands(self._kept)
        self._outbox = Outbox(database)
        self._push = Push(self._outbox, clock, uniform)
        self._pulse = Pulse(self._outbox, self._commands, self._local, clock, version)
        self._questions = Questions(self._local.set_aside)
        self._beat_at = float("-inf")
        self._revoked_at: float | None = None
        self._client: BackOffice | None = None
        self._failures = 0
        self._was_online = False
        self._was_in_use = False
        self._silent_until = 0.0
        self._asked_to_wait_until = 0.0
        self._probed_at = float("-inf")
        self._hurried = threading.Event()
        self._today: date | None = None
        self._looked_for_old_at: int | None = None
        self.state = LineState(Line.NEVER)
        self._rhythms = Rhythms()

    @property
    def is_online(self) -> bool:
        """Whether the last contact succeeded."""
        return self.state.line is Line.ONLINE

    def hurry(self) -> None:
        """A visitor's fact waits: let the next step try at once, even in a pause of our own, not in one that the server
        asked for. At most every two seconds."""
        self._hurried.set()

    def ask_for_set_aside(self, set_aside_id: UUID) -> None:
        """Ask for a form that was set aside; the answer goes to the rest of the terminal. From any thread; the caller wakes
        the worker."""
        self._questions.ask(set_aside_id)

    def close(self) -> None:
        """Let go of the connection; called when no step runs any more."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def report_now(self) -> None:
        """A device has changed: let the next step tell the back office."""
        self._rhythms.heartbeat.due_at = 0.0

    def report_soon(self) -> None:
        """Something changed at the screen: tell it, but not more often than every ten seconds."""
        heartbeat = self._rhythms.heartbeat
        heartbeat.due_at = min(heartbeat.due_at, self._beat_at + REPORT_AT_MOST_EVERY_S)

    def command_ended(self, command_id: UUID, outcome: Literal["done", "failed"], detail: str = "") -> None:
        """An order that was carried out elsewhere has ended. From any thread; the caller wakes the worker."""
        self._commands.end(command_id, outcome, detail)
        self.report_now()

    def step(self) -> float:
        """One round. Returns how many seconds may pass until the next."""
        now = self._clock.monotonic()
        in_use = self._local.scene().in_use
        if in_use:
            self._rhythms.somebody_is_there(now)
            if not self._was_in_use:
                # Whoever comes should not meet a pause that was meant for an empty hall.
                self._hurried.set()
        self._was_in_use = in_use
        self._forget_old_handovers()
        self._questions.answer(self._client if self.is_online else None)
        if self._hurried.is_set():
            self._hurried.clear()
            if now - self._probed_at >= PROBE_AT_MOST_EVERY_S and now >= self._asked_to_wait_until:
                self._probed_at = now
                if now < self._silent_until or self.state.line is not Line.ONLINE:
                    self._silent_until = now
                    self._outbox.hurry(POISONED_AFTER)
        if now < self._silent_until:
            return self._silent_until - now
        try:
            self._round()
        except NotAllowedError as error:
            self._silent_until = now + self._not_allowed(error.code, now)
            self._set(LineState(Line.NOT_ALLOWED, error.code))
        except SyncError as error:
            self._failures += 1
            base = BASE_S if in_use or self._something_waits() else IDLE_BASE_S
            self._silent_until = now + delay(self._failures, self._uniform, error.retry_after, base=base)
            if error.retry_after is not None:
                self._asked_to_wait_until = now + error.retry_after
            self._set(LineState(Line.OFFLINE, error.code))
        else:
            if self._failures:
                self._outbox.hurry(POISONED_AFTER)
            self._failures = 0
            self._was_online = True
            self._revoked_at = None
            self._set(LineState(Line.ONLINE))
        return self._pause()

    def _something_waits(self) -> bool:
        """Facts of visitors; or all that a terminal needs, after its start."""
        return not self._was_online or self._outbox.next_try_at() is not None

    def _not_allowed(self, code: str, now: float) -> float:
        """Seconds until the next try. Whoever is told twice that their rights are gone forgets what goes with them."""
        if code != "revoked":
            return NOT_ALLOWED_RETRY_S
        if self._revoked_at is None:
            self._revoked_at = now
        elif now - self._revoked_at >= REVOKED_AGAIN_S / 2 and self._local.renew_identity is not None:
            wipe(self._database, self._clock)
            self._identity = self._local.renew_identity()
            self._commands = Commands(self._kept)
            self._pulse = Pulse(self._outbox, self._commands, self._local, self._clock, self._version)
            self.close()
            self._revoked_at = None
            self._on_change()
            return NOT_ALLOWED_RETRY_S
        return REVOKED_AGAIN_S

    def _pause(self) -> float:
        now = self._clock.monotonic()
        if now < self._silent_until:
            return self._silent_until - now
        pause = max(0.2, self._rhythms.next_at(now) - now)
        outbox_at = self._outbox.next_try_at()
        if outbox_at is not None:
            pause = min(pause, max(0.2, outbox_at - self._clock.now().timestamp()))
        return pause

    def _round(self) -> None:
        if self._client is None:
            try:
                self._client = self._connect()
            except (OSError, ValueError) as error:
                raise NotReachedError("certificate-authority-unreadable") from error
        client = self._client
        try:
            enrolment = self._kept.enrolment() or self._enrol(client)
            self._exchange(client, enrolment)
        except NotAllowedError as error:
            if error.code != "unknown-key" or not self._enrolment_code():
                raise
            # The back office has forgotten us, and there is a code. Only when it lets us in again, what it gave before
            # is worth nothing.
            log.warning("terminal_unknown")
            self._exchange(client, self._enrol(client))

    def _exchange(self, client: BackOffice, enrolment: Enrolment) -> None:
        """Send what waits, then fetch what is due: a subject that fails does not keep the others from their turn."""
        succeeded = self._push.run(client) > 0
        leases = Leases(self._database, enrolment, b64decode(enrolment.server_key))
        appointments = Appointments(self._database, b64decode(enrolment.appointment_key))
        pull = Pull(self._kept, leases, appointments, self._clock, self._random)
        changed = False
        failed: SyncError | None = None
        opinion = pull.waiting_times
        for rhythm, fetch in self._subjects(client, pull, leases):
            # After trouble nothing but an answer shows that it is over.
            probe = (
                rhythm is self._rhythms.waiting_times and self.state.line is not Line.ONLINE and not succeeded
            )
            if not (self._rhythms.is_due(rhythm, self._clock.monotonic()) or probe):
                continue
            rhythm.done(self._clock.monotonic())
            try:
                news = fetch()
            except (TryLaterError, RefusedError) as error:
                log.warning("subject_failed", task=rhythm.name, code=error.code)
                if error.retry_after is not None or (failed is not None and not succeeded):
                    raise  # the server asks for a pause, or answers nothing at all
                failed = error
                opinion = pull.configuration if rhythm is self._rhythms.waiting_times else pull.waiting_times
            except SyncError:
                rhythm.due_at = 0.0
                raise
            else:
                changed |= news
                succeeded |= (
                    news or rhythm is not self._rhythms.numbers
                )  # of numbers there may have been enough
        if failed is not None and not succeeded:
            opinion(client)
        if self._kept.configuration() is None:
            raise NotReachedError("no-configuration")
        if changed:
            self._on_change()
        self._obey(client, pull)

    def _subjects(
        self, client: BackOffice, pull: Pull, leases: Leases
    ) -> Iterator[tuple[Rhythm, Callable[[], bool]]]:
        """What there is to fetch and tell, in this order. Returns of each whether it may have changed a screen."""
        # In this order, and both: the configuration says whether the list of staff is another one.
        yield (
            self._rhythms.configuration,
            lambda: any([pull.configuration(client), pull.staff(client)]),
        )
        configuration = self._kept.configuration()
        if configuration is not None:
            today = self._turn_day(configuration, leases)
            days = self._lease_days(configuration, today)
            yield self._rhythms.numbers, lambda: pull.numbers(client, configuration, days)
            yield self._rhythms.appointments, lambda: pull.appointments(client, configuration, today)
        yield self._rhythms.waiting_times, lambda: pull.waiting_times(client)
        if configuration is not None:
            yield self._rhythms.heartbeat, lambda: self._beat(client, pull, configuration, leases, today)

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
            keys = [len(b64decode(key)) for key in (enrolment.server_key, enrolment.appointment_key)]
        except RefusedError as error:
            raise NotAllowedError(error.code) from error
        except ValueError as error:
            raise NotReachedError("enrolment-unreadable") from error
        if enrolment.terminal_id != self._identity.terminal_id or keys != [32, 32]:
            raise NotReachedError("enrolment-unreadable")
        Leases(self._database, enrolment, b64decode(enrolment.server_key)).forget_all()
        self._kept.forget("configuration-etag", CITY_UNTIL)
        self._kept.keep_enrolment(enrolment)
        self._kept.forget(REVOKED)
        for rhythm in (self._rhythms.configuration, self._rhythms.appointments, self._rhythms.numbers):
            rhythm.due_at = 0.0
        log.info("terminal_enrolled", terminal=str(enrolment.terminal_id), number=enrolment.terminal_number)
        return enrolment

    def _turn_day(self, configuration: TerminalConfiguration, leases: Leases) -> date:
        today = self._clock.now().astimezone(hours.zone(configuration.office)).date()
        if today != self._today:
            if self._today is None or today > self._today:
                leases.forget_before(today)
            self._today = today
            for rhythm in (self._rhythms.appointments, self._rhythms.numbers):
                rhythm.due_at = 0.0
        return today

    def _forget_old_handovers(self) -> None:
        """With or without a line: what is sealed stays for its day only."""
        hour = int(self._clock.now().timestamp() // 3600)
        if hour == self._looked_for_old_at:
            return
        self._looked_for_old_at = hour
        configuration = self._kept.configuration()
        # A terminal out of service has forgotten where it stands.
        zone = hours.zone(configuration.office) if configuration is not None else ZoneInfo(_HERE)
        today = self._clock.now().astimezone(zone).date()
        forget_before(self._database, today)
        setaside.forget_before(self._database, today)

    def _lease_days(self, configuration: TerminalConfiguration, today: date) -> tuple[date, ...]:
        holidays = frozenset(date.fromisoformat(day) for day in self._kept.holidays().days)
        return today, next_business_day(configuration.office, today, holidays)

    def _beat(
        self,
        client: BackOffice,
        pull: Pull,
        configuration: TerminalConfiguration,
        leases: Leases,
        today: date,
    ) -> bool:
        path = f"terminals/{self._identity.terminal_id}/heartbeat?news=true"
        news = self._pulse.send(client, path, configuration, leases, today)
        self._beat_at = self._clock.monotonic()
        if self._local.scene().help_wanted:
            self._rhythms.heartbeat.due_at = self._beat_at + HELP_EVERY_S
        if news is None:
            self._rhythms.not_told(self._beat_at)
            return False
        new_configuration, new_appointments = pull.heard(news)
        if not new_configuration:
            # Neither is the list of staff, and that is worth something: a badge counts while we know.
            pull.staff(client)
        self._rhythms.told(
            self._beat_at, new_configuration=new_configuration, new_appointments=new_appointments
        )
        return True

    def _obey(self, client: BackOffice, pull: Pull) -> None:
        """Carry out what was ordered, unless a visitor is at it."""
        while not self._local.scene().in_use and (command := self._commands.begin()) is not None:
            try:
                self._carry_out(command, client, pull)
            except SyncError as error:
                self._commands.end(command.id, "failed", error.code)
                raise
            if self._commands.any_to_report:
                self.report_now()

    def _carry_out(self, command: Command, client: BackOffice, pull: Pull) -> None:
        match command.kind:
            case CommandKind.LOCK | CommandKind.UNLOCK:
                if pull.configuration(client):
                    self._on_change()
                configuration = self._kept.configuration()
                wanted = command.kind == CommandKind.LOCK
                is_so = configuration is not None and configuration.lock.locked is wanted
                self._commands.end(command.id, "done" if is_so else "failed", "" if is_so else "superseded")
            case CommandKind.TEST_PRINT if self._local.print_trial is not None:
                self._local.print_trial(command.id)
            case CommandKind.RELOAD:
                self._kept.forget("configuration-etag", CITY_UNTIL)
                for rhythm in self._rhythms:
                    rhythm.due_at = 0.0
                try:
                    self._local.reload()
                except ValueError:
                    log.error("reload_failed")
                    self._commands.end(command.id, "failed", "service-files")
                else:
                    self._commands.end(command.id, "done")
            case _:
                self._commands.end(command.id, "failed", "command-unknown")

    def _set(self, state: LineState) -> None:
        if state == self.state:
            return
        log.info("line_changed", line=state.line.value, code=state.code)
        self.state = state
        self._on_change()
