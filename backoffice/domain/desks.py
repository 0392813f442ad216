# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a clerk does at a desk: open it, call the next number, finish, close."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.schema import desk, desk_queue, office, ticket
from kiosk.wire.models import TicketState, label


def open_desk(connection: Connection, office_id: str, name: str, now: datetime) -> None:
    """Somebody works at this desk today; the estimate counts on it.

    Raises:
        RefusedError: ``desk-unknown``.
    """
    found, today = _desk(connection, office_id, name, now)
    _set_opened(connection, found, today)


def close_desk(connection: Connection, office_id: str, name: str, now: datetime) -> None:
    """Nobody works at this desk any more today.

    Raises:
        RefusedError: ``desk-unknown``; ``desk-busy`` while a visitor is there.
    """
    found, today = _desk(connection, office_id, name, now)
    if _called(connection, found, today) is not None:
        raise RefusedError("desk-busy", "finish with the visitor first")
    _set_opened(connection, found, None)


def call_next(connection: Connection, office_id: str, name: str, now: datetime) -> str | None:
    """Call whoever is due first in the queues of this desk. Returns the label, ``None`` when nobody waits.

    Two desks that call at once call two people.

    Raises:
        RefusedError: ``desk-unknown``, ``desk-closed``, ``desk-busy``.
    """
    found, today = _desk(connection, office_id, name, now)
    if found.opened_on != today:
        raise RefusedError("desk-closed", "open the desk first")
    if _called(connection, found, today) is not None:
        raise RefusedError("desk-busy", "finish with the visitor first")
    letters = select(desk_queue.c.queue).where(desk_queue.c.office_id == office_id, desk_queue.c.desk == name)
    due = connection.execute(
        select(ticket.c.id, ticket.c.queue, ticket.c.number)
        .where(
            ticket.c.office_id == office_id,
            ticket.c.day == today,
            ticket.c.state == TicketState.WAITING.value,
            ticket.c.queue.in_(letters),
        )
        .order_by(ticket.c.order_at, ticket.c.number, ticket.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if due is None:
        return None
    connection.execute(
        update(ticket)
        .where(ticket.c.id == due.id)
        .values(state=TicketState.CALLED.value, desk=name, called_at=now)
    )
    return label(due.queue, due.number)


def finish(connection: Connection, office_id: str, name: str, now: datetime) -> str | None:
    """The visitor at this desk is done. Returns the label, ``None`` when nobody was there.

    Raises:
        RefusedError: ``desk-unknown``.
    """
    found, today = _desk(connection, office_id, name, now)
    there = _called(connection, found, today)
    if there is None:
        return None
    connection.execute(
        update(ticket).where(ticket.c.id == there.id).values(state=TicketState.DONE.value, finished_at=now)
    )
    return label(there.queue, there.number)


def _desk(connection: Connection, office_id: str, name: str, now: datetime) -> tuple[Row[Any], date]:
    """The desk, locked until the transaction ends, and the office's day."""
    found = connection.execute(
        select(desk).where(desk.c.office_id == office_id, desk.c.name == name).with_for_update()
    ).one_or_none()
    if found is None:
        raise RefusedError("desk-unknown", f"office {office_id!r} has no desk {name!r}")
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one()
    return found, business_day(now, zone)


def _set_opened(connection: Connection, found: Row[Any], day: date | None) -> None:
    connection.execute(
        update(desk)
        .where(desk.c.office_id == found.office_id, desk.c.name == found.name)
        .values(opened_on=day)
    )


def _called(connection: Connection, found: Row[Any], day: date) -> Any | None:
    return connection.execute(
        select(ticket.c.id, ticket.c.queue, ticket.c.number)
        .where(
            ticket.c.office_id == found.office_id,
            ticket.c.day == day,
            ticket.c.desk == found.name,
            ticket.c.state == TicketState.CALLED.value,
        )
        .limit(1)
    ).one_or_none()
