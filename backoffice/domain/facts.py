# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of the terminals: tickets, check-ins, calls for help.

A fact happened, so it is kept, in whatever order facts arrive and as often as they come. What does not fit is flagged
for staff and never dropped. Only a second, different fact under one id is refused, because one of the two is a mistake.
An id counts in its office: a ticket's own, else the one where the terminal stands; the same id in two offices is two facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, and_, select, update

from backoffice.domain.errors import RefusedError
from backoffice.domain.rows import insert_new, take_turns
from backoffice.domain.terminals import Terminal
from backoffice.schema import appointment, check_in, help_call, lease, ticket
from kiosk.wire.models import CheckIn, HelpCall, Punctuality, Receipt, Ticket, TicketState

APPOINTMENT_LEAD = timedelta(minutes=10)
"""Who is on time for an appointment is called like a walk-in who came this long before it."""

_OLDEST_ORDER = timedelta(hours=24)


class Flag(StrEnum):
    """Why staff should look at a fact. Empty is as it should be."""

    NONE = ""
    NUMBER_NOT_LEASED = "number-not-leased"
    NUMBER_REPEATED = "number-repeated"
    APPOINTMENT_UNKNOWN = "appointment-unknown"
    APPOINTMENT_CANCELLED = "appointment-cancelled"
    APPOINTMENT_ELSEWHERE = "appointment-elsewhere"
    APPOINTMENT_REPEATED = "appointment-repeated"


def keep_ticket(connection: Connection, terminal: Terminal, body: Ticket, now: datetime) -> Receipt:
    """Keep a ticket; it waits from now on.

    Raises:
        RefusedError: ``conflict``; ``other-office`` for an office that is not the terminal's own.
    """
    values: dict[str, Any] = {
        **body.model_dump(exclude={"language", "status_token"}),
        "language": body.language,
        "status_token": body.status_token,
        "terminal_id": terminal.id,
    }
    repeated = _repeated(connection, ticket, body.office_id, body.id, values)
    if repeated is not None:
        return repeated
    leased = connection.execute(
        select(lease).where(
            lease.c.office_id == body.office_id,
            lease.c.id == body.lease_id,
            lease.c.terminal_id == terminal.id,
        )
    ).one_or_none()
    # A terminal that moved to another office may still hold tickets of the old one, by lease.
    if body.office_id != terminal.office_id and leased is None:
        raise RefusedError("other-office", "the ticket is of an office this terminal does not stand in")
    take_turns(connection, body.id)
    flag = Flag.NONE if _is_covered(leased, body) else Flag.NUMBER_NOT_LEASED
    row = {
        **values,
        "received_at": now,
        "order_at": _order_at(connection, body.office_id, body.id, body.drawn_at, now),
        "state": TicketState.WAITING.value,
        "desk": "",
    }
    if not insert_new(connection, ticket, {**row, "flag": flag.value}):
        repeated = _repeated(connection, ticket, body.office_id, body.id, values)
        if repeated is not None:
            return repeated
        flag = Flag.NUMBER_REPEATED
        insert_new(connection, ticket, {**row, "flag": flag.value})
    return Receipt(id=body.id, note=flag.value)


def keep_check_in(connection: Connection, terminal: Terminal, body: CheckIn, now: datetime) -> Receipt:
    """Keep a check-in; the first one of an appointment counts. It may come before its ticket.

    Raises:
        RefusedError: ``conflict``.
    """
    values: dict[str, Any] = {
        **body.model_dump(exclude={"punctuality"}),
        "punctuality": body.punctuality.value,
        "terminal_id": terminal.id,
    }
    repeated = _repeated(connection, check_in, terminal.office_id, body.id, values)
    if repeated is not None:
        return repeated
    take_turns(connection, body.ticket_id)
    flag = _taken_by(connection, terminal, body)
    row = {**values, "office_id": terminal.office_id, "received_at": now, "flag": flag.value}
    if not insert_new(connection, check_in, row):
        repeated = _repeated(connection, check_in, terminal.office_id, body.id, values)
        if repeated is not None:
            return repeated
    own = (ticket.c.office_id == terminal.office_id, ticket.c.id == body.ticket_id)
    waiting = connection.execute(select(ticket.c.drawn_at, ticket.c.received_at).where(*own)).one_or_none()
    if waiting is not None:
        order = _order_at(
            connection, terminal.office_id, body.ticket_id, waiting.drawn_at, waiting.received_at
        )
        connection.execute(update(ticket).where(*own).values(order_at=order))
    return Receipt(id=body.id, note=flag.value)


def keep_help_call(connection: Connection, terminal: Terminal, body: HelpCall, now: datetime) -> Receipt:
    """Keep a call for help. The same call may come again once with the moment it was withdrawn.

    Raises:
        RefusedError: ``conflict``.
    """
    values: dict[str, Any] = {
        **body.model_dump(exclude={"withdrawn_at"}),
        "terminal_id": terminal.id,
    }
    row = {**values, "office_id": terminal.office_id, "received_at": now, "withdrawn_at": body.withdrawn_at}
    if insert_new(connection, help_call, row):
        return Receipt(id=body.id)
    own = (help_call.c.office_id == terminal.office_id, help_call.c.id == body.id)
    repeated = _repeated(connection, help_call, terminal.office_id, body.id, values)
    if repeated is None or body.withdrawn_at is None:
        return repeated or Receipt(id=body.id, repeated=True)
    changed = connection.execute(
        update(help_call)
        .where(*own, help_call.c.withdrawn_at.is_(None))
        .values(withdrawn_at=body.withdrawn_at)
    )
    if changed.rowcount == 1:
        return Receipt(id=body.id)
    known = connection.execute(select(help_call.c.withdrawn_at).where(*own)).scalar_one()
    if known != body.withdrawn_at:
        raise _conflict()
    return repeated


def came_at(drawn_at: datetime, received_at: datetime) -> datetime:
    """When somebody drew the number. A clock that is wrong gains nobody a place: never later than received, and not
    more than a day earlier."""
    return drawn_at if received_at - _OLDEST_ORDER <= drawn_at <= received_at else received_at


def _repeated(
    connection: Connection, table: Table, office_id: str, fact_id: UUID, values: Mapping[str, Any]
) -> Receipt | None:
    """The receipt for a fact we have; column by column, so that a later version's new fields do not matter.

    Raises:
        RefusedError: ``conflict``.
    """
    known = connection.execute(
        select(table).where(table.c.office_id == office_id, table.c.id == fact_id)
    ).one_or_none()
    if known is None:
        return None
    columns = known._mapping
    if any(columns[name] != value for name, value in values.items()):
        raise _conflict()
    return Receipt(id=fact_id, repeated=True, note=columns.get("flag", ""))


def _conflict() -> RefusedError:
    return RefusedError("conflict", "this id was used for something else")


def _is_covered(leased: Row[Any] | None, body: Ticket) -> bool:
    return (
        leased is not None
        and (leased.office_id, leased.queue, leased.day) == (body.office_id, body.queue, body.day)
        and leased.first <= body.number <= leased.last
    )


def _taken_by(connection: Connection, terminal: Terminal, body: CheckIn) -> Flag:
    """Mark the appointment as taken by this check-in, or say why not."""
    own = (appointment.c.office_id == terminal.office_id, appointment.c.id == body.appointment_id)
    known = connection.execute(select(appointment.c.cancelled).where(*own)).one_or_none()
    if known is None:
        # Seldom, so it may ask all offices.
        elsewhere = connection.execute(
            select(appointment.c.id).where(appointment.c.id == body.appointment_id)
        ).first()
        return Flag.APPOINTMENT_UNKNOWN if elsewhere is None else Flag.APPOINTMENT_ELSEWHERE
    if known.cancelled:
        return Flag.APPOINTMENT_CANCELLED
    first = connection.execute(
        update(appointment)
        .where(*own, appointment.c.check_in_id.is_(None))
        .values(check_in_id=body.id, ticket_id=body.ticket_id)
    )
    return Flag.NONE if first.rowcount == 1 else Flag.APPOINTMENT_REPEATED


def _order_at(
    connection: Connection, office_id: str, ticket_id: UUID, drawn_at: datetime, received_at: datetime
) -> datetime:
    """When a ticket is due to be called, beside others: earlier is first.

    Walk-ins and late arrivals by the time they drew the number; appointments by their start.
    """
    start = connection.execute(
        select(appointment.c.starts_at)
        .join(
            check_in,
            and_(check_in.c.office_id == appointment.c.office_id, check_in.c.id == appointment.c.check_in_id),
        )
        .where(
            appointment.c.office_id == office_id,
            check_in.c.ticket_id == ticket_id,
            check_in.c.punctuality != Punctuality.LATE.value,
        )
    ).scalar()
    return came_at(drawn_at, received_at) if start is None else start - APPOINTMENT_LEAD
