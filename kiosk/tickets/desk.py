# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving out a number: one transaction for the ticket, its way to the back office and its slip."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from pydantic import BaseModel

from devices.printer import Slip
from kiosk.clock import Clock, RandomBytes, uuid7
from kiosk.store import jobs, outbox
from kiosk.store.database import Database
from kiosk.tickets import leases
from kiosk.wire.leases import b64encode
from kiosk.wire.models import CheckIn, HelpCall, Punctuality, Ticket, label

STATUS_BYTES = 12
"""Chance in a status link; see ``kiosk.wire.models.StatusToken``."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a visitor asks for. ``day`` is the office's business day.

    ``appointment_id`` and ``punctuality`` are set when the number is for an appointment.
    """

    office_id: str
    queue: str
    day: date
    service: str
    language: str
    issued_offline: bool
    appointment_id: UUID | None = None
    punctuality: Punctuality | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A ticket that exists now, durably."""

    id: UUID
    queue: str
    number: int
    service: str
    drawn_at: datetime
    status_token: str

    @property
    def label(self) -> str:
        """What is called: ``B 042``."""
        return label(self.queue, self.number)


ComposeSlip = Callable[[Issued], Slip]


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that travels to the back office behind its ticket, kept in the ticket's own transaction."""

    id: UUID
    resource: str
    body: BaseModel = field(repr=False)


Attach = Callable[[Issued], Sequence[Attachment]]
"""Asked once the number is known, before the slip is composed; raising undoes the number."""


def nothing_attached(_issued: Issued) -> Sequence[Attachment]:
    """A plain ticket."""
    return ()


class TicketDesk:
    """Gives out numbers. ``on_commit`` is called after each durable commit (to wake print and sync)."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        random_bytes: RandomBytes,
        *,
        slip_expires: timedelta,
        on_commit: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._random = random_bytes
        self._slip_expires = slip_expires
        self._on_commit = on_commit

    def issue(self, order: Order, compose: ComposeSlip, attach: Attach = nothing_attached) -> Issued:
        """Take a number, write everything that follows from it, and only then say so.

        An appointment gets one ticket, however often it is asked for: the second time the first one comes back, and what
        is attached then goes behind it with a second slip.

        Raises:
            NumbersExhaustedError: no leased number is left.
            StoreError: it could not be kept; no number was given.
        """
        now = self._clock.now()
        with self._database.transaction() as connection:
            issued = self._existing(connection, order)
            is_new = issued is None
            if issued is None:
                taken = leases.take(connection, order.queue, order.day)
                issued = Issued(
                    id=uuid7(self._clock, self._random),
                    queue=order.queue,
                    number=taken.number,
                    service=order.service,
                    drawn_at=now,
                    status_token=b64encode(self._random(STATUS_BYTES)),
                )
                self._write(connection, order, issued, taken.lease_id)
            attached = attach(issued)
            for one in attached:
                outbox.add(
                    connection, id=one.id, visit=issued.id, resource=one.resource, body=one.body, now=now
                )
            if is_new or attached:
                jobs.add(
                    connection,
                    ticket_id=issued.id,
                    slip=compose(issued),
                    now=now,
                    expires_at=now + self._slip_expires,
                    duplicate=not is_new,
                )
        self._on_commit()
        return issued

    @staticmethod
    def _existing(connection: sqlite3.Connection, order: Order) -> Issued | None:
        if order.appointment_id is None:
            return None
        return _ticket_where(connection, "appointment_id", order.appointment_id)

    def _write(self, connection: sqlite3.Connection, order: Order, issued: Issued, lease_id: UUID) -> None:
        ticket = Ticket(
            id=issued.id,
            office_id=order.office_id,
            queue=order.queue,
            day=order.day,
            number=issued.number,
            lease_id=lease_id,
            service=order.service,
            drawn_at=issued.drawn_at,
            language=order.language,
            status_token=issued.status_token,
            issued_offline=order.issued_offline,
        )
        connection.execute(
            """INSERT INTO ticket (id, queue, day, number, lease_id, service, drawn_at, status_token, appointment_id)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                str(ticket.id),
                ticket.queue,
                ticket.day.isoformat(),
                ticket.number,
                str(lease_id),
                ticket.service,
                ticket.drawn_at.isoformat(),
                ticket.status_token,
                str(order.appointment_id) if order.appointment_id else None,
            ),
        )
        outbox.add(
            connection, id=ticket.id, visit=ticket.id, resource="tickets", body=ticket, now=issued.drawn_at
        )
        if order.appointment_id is not None:
            check_in = CheckIn(
                id=uuid7(self._clock, self._random),
                appointment_id=order.appointment_id,
                ticket_id=ticket.id,
                checked_in_at=issued.drawn_at,
                punctuality=order.punctuality or Punctuality.ON_TIME,
            )
            outbox.add(
                connection,
                id=check_in.id,
                visit=ticket.id,
                resource="check-ins",
                body=check_in,
                now=issued.drawn_at,
            )

    def for_appointment(self, appointment_id: UUID) -> Issued | None:
        """The ticket this terminal gave out for an appointment, if it did."""
        with self._database.reading() as connection:
            return _ticket_where(connection, "appointment_id", appointment_id)

    def latest(self, day: date) -> Issued | None:
        """The number that was given out here last on this day."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM ticket WHERE day = ? ORDER BY rowid DESC LIMIT 1", (day.isoformat(),)
            ).fetchone()
            return None if row is None else _ticket_where(connection, "id", UUID(row["id"]))

    def print_again(self, issued: Issued, compose: ComposeSlip) -> None:
        """Queue a second slip of a ticket; it says "Zweitdruck".

        Raises:
            StoreError: it could not be kept.
        """
        now = self._clock.now()
        with self._database.transaction() as connection:
            jobs.add(
                connection,
                ticket_id=issued.id,
                slip=compose(issued),
                now=now,
                expires_at=now + self._slip_expires,
                duplicate=True,
            )
        self._on_commit()

    def call_help(self, screen: str) -> HelpCall:
        """Ask for a person; the call travels like every other fact.

        Raises:
            StoreError: it could not be kept.
        """
        call = HelpCall(id=uuid7(self._clock, self._random), called_at=self._clock.now(), screen=screen)
        with self._database.transaction() as connection:
            outbox.add(
                connection, id=call.id, visit=call.id, resource="help-calls", body=call, now=call.called_at
            )
        self._on_commit()
        return call

    def withdraw_help(self, call: HelpCall) -> None:
        """The visitor does not need help any more. A call that has not left yet is simply taken back."""
        now = self._clock.now()
        withdrawn = call.model_copy(update={"withdrawn_at": now})
        with self._database.transaction() as connection:
            unsent = connection.execute(
                "DELETE FROM outbox WHERE id = ? AND attempts = 0 AND last_error = ''", (str(call.id),)
            ).rowcount
            if not unsent:
                outbox.add(
                    connection,
                    id=uuid7(self._clock, self._random),
                    visit=call.id,
                    resource="help-calls",
                    body=withdrawn,
                    now=now,
                )
        self._on_commit()


def _ticket_where(connection: sqlite3.Connection, column: str, value: UUID) -> Issued | None:
    row = connection.execute(f"SELECT * FROM ticket WHERE {column} = ?", (str(value),)).fetchone()  # noqa: S608 - our own name
    if row is None:
        return None
    return Issued(
        id=UUID(row["id"]),
        queue=row["queue"],
        number=row["number"],
        service=row["service"],
        drawn_at=datetime.fromisoformat(row["drawn_at"]),
        status_token=row["status_token"],
    )
