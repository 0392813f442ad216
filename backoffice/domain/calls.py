# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a clerk does with numbers: call, call again, not there, park, send on, finish.

A ticket waits, is called to a desk (and seen there: serving), and is then done; or it goes back, is parked, or is missed.
Whoever is parked or missed can be called at any time the same day: nothing ends for a visitor who still comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from backoffice.domain.desks import AT_DESK, Desk, at_desk, line_of, locked_desk, today_of
from backoffice.domain.errors import RefusedError
from backoffice.domain.events import EventKind, record
from backoffice.domain.rows import insert_new
from backoffice.schema import desk_queue, office, office_service, queue, ticket, ticket_service
from kiosk.wire.models import TicketState, label

_CALLABLE = (TicketState.WAITING.value, TicketState.PARKED.value, TicketState.MISSED.value)


def call_next(connection: Connection, office_id: str, name: str, now: datetime) -> str | None:
    """Call whoever is due first in the queues of this desk. Returns the label, ``None`` when nobody waits.

    Two desks that call at once call two people.

    Raises:
        RefusedError: ``desk-unknown``, ``desk-closed``, ``desk-busy``.
    """
    found = _free_desk(connection, office_id, name, now)
    letters = select(desk_queue.c.queue).where(desk_queue.c.office_id == office_id, desk_queue.c.desk == name)
    due = connection.execute(
        select(ticket)
        .where(
            ticket.c.office_id == office_id,
            ticket.c.day == found.today,
            ticket.c.state == TicketState.WAITING.value,
            line_of.in_(letters),
        )
        .order_by(ticket.c.order_at, ticket.c.number, ticket.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return None if due is None else _call(connection, found, due, now)


def call_number(
    connection: Connection, office_id: str, name: str, now: datetime, *, letter: str, number: int
) -> str:
    """Call a certain number, whoever's queue it is in; also one that is parked or was missed. Returns the label.

    Raises:
        RefusedError: ``desk-unknown``, ``desk-closed``, ``desk-busy``; ``number-unknown``: nobody holds it today;
            ``number-elsewhere``: it is at another desk; ``number-done``.
    """
    found = _free_desk(connection, office_id, name, now)
    rows = connection.execute(
        select(ticket)
        .where(
            ticket.c.office_id == office_id,
            ticket.c.day == found.today,
            ticket.c.queue == letter,
            ticket.c.number == number,
        )
        .order_by(ticket.c.received_at, ticket.c.id)
        .with_for_update()
    ).all()
    if not rows:
        raise RefusedError("number-unknown", "nobody holds this number today")
    # Two tickets with one number are a fault that is flagged elsewhere; whoever still waits is meant.
    due = next((row for row in rows if row.state in _CALLABLE), rows[0])
    if due.state in AT_DESK:
        raise RefusedError("number-elsewhere", "the number is at another desk")
    if due.state not in _CALLABLE:
        raise RefusedError("number-done", "the visit with this number is over")
    return _call(connection, found, due, now)


def call_again(
    connection: Connection, office_id: str, name: str, now: datetime, *, expected: UUID | None = None
) -> str:
    """Call the number at this desk once more; displays show it like the first time. Returns the label.

    ``expected`` here and below is the ticket the clerk means: a page that is out of date does nothing to another visitor.

    Raises:
        RefusedError: ``desk-unknown``; ``nobody-there``; ``ticket-changed``; ``visitor-there`` when the visitor was seen.
    """
    found, there = _there(connection, office_id, name, now, expected)
    if there.state != TicketState.CALLED.value:
        raise RefusedError("visitor-there", "the visitor is at the desk")
    connection.execute(update(ticket).where(*_this(there)).values(calls=ticket.c.calls + 1))
    return _tell(connection, found, there, now, EventKind.CALLED, call=there.calls + 1)


def arrive(
    connection: Connection, office_id: str, name: str, now: datetime, *, expected: UUID | None = None
) -> str:
    """The visitor is at the desk. Returns the label.

    Raises:
        RefusedError: ``desk-unknown``; ``nobody-there``; ``ticket-changed``.
    """
    found, there = _there(connection, office_id, name, now, expected)
    if there.state == TicketState.SERVING.value:
        return label(there.queue, there.number)
    connection.execute(
        update(ticket).where(*_this(there)).values(state=TicketState.SERVING.value, arrived_at=now)
    )
    return _tell(connection, found, there, now, EventKind.ARRIVED)


def absent(
    connection: Connection, office_id: str, name: str, now: datetime, *, expected: UUID | None = None
) -> tuple[str, TicketState]:
    """Nobody came: back among those who wait, behind as many of them as the office says; the last time it is missed.

    Returns the label and where it is now.

    Raises:
        RefusedError: ``desk-unknown``; ``nobody-there``; ``ticket-changed``; ``visitor-there``.
    """
    found, there = _there(connection, office_id, name, now, expected)
    if there.state != TicketState.CALLED.value:
        raise RefusedError("visitor-there", "the visitor is at the desk")
    rule = connection.execute(
        select(office.c.absent_behind, office.c.most_absences).where(office.c.id == office_id)
    ).one()
    if there.absences + 1 >= rule.most_absences:
        return miss(connection, office_id, name, now, expected=there.id), TicketState.MISSED
    line = there.sent_to or there.queue
    _requeue(
        connection,
        there,
        _behind(connection, office_id, found.today, line, there.order_at, rule.absent_behind),
        absences=there.absences + 1,
    )
    return _tell(connection, found, there, now, EventKind.REQUEUED), TicketState.WAITING


def miss(
    connection: Connection, office_id: str, name: str, now: datetime, *, expected: UUID | None = None
) -> str:
    """Nobody came, and nobody is expected any more. Returns the label.

    Raises:
        RefusedError: ``desk-unknown``; ``nobody-there``; ``ticket-changed``; ``visitor-there``.
    """
    found, there = _there(connection, office_id, name, now, expected)
    if there.state != TicketState.CALLED.value:
        raise RefusedError("visitor-there", "the visitor is at the desk")
    _set_aside(connection, there, TicketState.MISSED, absences=there.absences + 1)
    return _tell(connection, found, there, now, EventKind.MISSED)


def park(
    connection: Connection, office_id: str, name: str, now: datetime, *, expected: UUID | None = None
) -> str:
    """Set the visitor aside, who fetches something and comes back. Returns the label.

    Raises:
        RefusedError: ``desk-unknown``; ``nobody-there``; ``ticket-changed``.
    """
    found, there = _there(connection, office_id, name, now, expected)
    _set_aside(connection, there, TicketState.PARKED)
    return _tell(connection, found, there, now, EventKind.PARKED)


def unpark(connection: Connection, office_id: str, ticket_id: UUID, now: datetime) -> str:
    """Back among those who wait, at the old place; for a parked number or a missed one. Returns the label.

    Raises:
        RefusedError: ``number-unknown``; ``number-elsewhere``: a colleague was faster.
    """
    today = today_of(connection, office_id, now)
    row = connection.execute(
        select(ticket)
        .where(ticket.c.id == ticket_id, ticket.c.office_id == office_id, ticket.c.day == today)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise RefusedError("number-unknown", "nobody holds this number today")
    if row.state not in (TicketState.PARKED.value, TicketState.MISSED.value):
        raise RefusedError("number-elsewhere", "the number is not set aside any more")
    _requeue(connection, row, row.order_at, absences=0)
    shown = label(row.queue, row.number)
    record(connection, office_id, today, now, EventKind.REQUEUED, label=shown, queue=row.sent_to or row.queue)
    return shown


def send_on(
    connection: Connection,
    office_id: str,
    name: str,
    now: datetime,
    *,
    letter: str,
    expected: UUID | None = None,
) -> str:
    """Let the visitor wait in another queue: with the same number, and at the place of the time it was drawn.

    Returns the label.

    Raises:
        RefusedError: ``desk-unknown``; ``nobody-there``; ``ticket-changed``; ``queue-unknown``.
    """
    found, there = _there(connection, office_id, name, now, expected)
    known = connection.execute(
        select(queue.c.letter).where(queue.c.office_id == office_id, queue.c.letter == letter)
    ).first()
    if known is None:
        raise RefusedError("queue-unknown", f"office {office_id!r} has no queue {letter!r}")
    _requeue(connection, there, there.order_at, absences=0, sent_to=None if letter == there.queue else letter)
    shown = label(there.queue, there.number)
    record(connection, office_id, found.today, now, EventKind.SENT_ON, label=shown, desk=name, queue=letter)
    return shown


def finish(
    connection: Connection,
    office_id: str,
    name: str,
    now: datetime,
    *,
    services: Sequence[str] = (),
    expected: UUID | None = None,
) -> str | None:
    """The visitor at this desk is done. Returns the label, ``None`` when nobody was there.

    ``services`` says what was really done; empty: what the visitor had come for.

    Raises:
        RefusedError: ``desk-unknown``; ``ticket-changed``; ``service-unknown``: the office has no such service.
    """
    found = locked_desk(connection, office_id, name, now)
    there = at_desk(connection, found)
    if there is None:
        return None
    _check_expected(there, expected)
    offered = set(
        connection.execute(
            select(office_service.c.service).where(office_service.c.office_id == office_id)
        ).scalars()
    )
    done = list(dict.fromkeys(services))
    if not offered.issuperset(done):
        raise RefusedError("service-unknown", "the office has no such service")
    connection.execute(
        update(ticket).where(*_this(there)).values(state=TicketState.DONE.value, finished_at=now)
    )
    connection.execute(
        delete(ticket_service).where(
            ticket_service.c.office_id == office_id, ticket_service.c.ticket_id == there.id
        )
    )
    for service in done or [there.service]:
        insert_new(
            connection,
            ticket_service,
            {"office_id": office_id, "ticket_id": there.id, "service": service, "day": found.today},
        )
    return _tell(connection, found, there, now, EventKind.DONE)


def _this(row: Row[Any]) -> tuple[ColumnElement[bool], ...]:
    return (ticket.c.office_id == row.office_id, ticket.c.id == row.id)


def _free_desk(connection: Connection, office_id: str, name: str, now: datetime) -> Desk:
    found = locked_desk(connection, office_id, name, now)
    if not found.is_open:
        raise RefusedError("desk-closed", "open the desk first")
    if at_desk(connection, found) is not None:
        raise RefusedError("desk-busy", "finish with the visitor first")
    return found


def _there(
    connection: Connection, office_id: str, name: str, now: datetime, expected: UUID | None
) -> tuple[Desk, Row[Any]]:
    found = locked_desk(connection, office_id, name, now)
    there = at_desk(connection, found)
    if there is None:
        raise RefusedError("nobody-there", "no number is called to this desk")
    _check_expected(there, expected)
    return found, there


def _check_expected(there: Row[Any], expected: UUID | None) -> None:
    if expected is not None and there.id != expected:
        raise RefusedError("ticket-changed", "another number is at this desk by now")


def _call(connection: Connection, found: Desk, due: Row[Any], now: datetime) -> str:
    connection.execute(
        update(ticket)
        .where(*_this(due))
        .values(
            state=TicketState.CALLED.value,
            desk=found.name,
            called_at=now,
            arrived_at=None,
            finished_at=None,
            calls=1,
        )
    )
    return _tell(connection, found, due, now, EventKind.CALLED, call=1)


def _tell(
    connection: Connection, found: Desk, row: Row[Any], now: datetime, kind: EventKind, **more: int
) -> str:
    shown = label(row.queue, row.number)
    record(
        connection,
        found.office_id,
        found.today,
        now,
        kind,
        label=shown,
        desk=found.name,
        queue=row.sent_to or row.queue,
        **more,
    )
    return shown


def _requeue(connection: Connection, row: Row[Any], order_at: datetime, **changes: Any) -> None:
    connection.execute(
        update(ticket)
        .where(*_this(row))
        .values(
            state=TicketState.WAITING.value,
            desk="",
            called_at=None,
            arrived_at=None,
            calls=0,
            order_at=order_at,
            **changes,
        )
    )


def _set_aside(connection: Connection, row: Row[Any], state: TicketState, **changes: Any) -> None:
    connection.execute(
        update(ticket)
        .where(*_this(row))
        .values(state=state.value, desk="", called_at=None, arrived_at=None, calls=0, **changes)
    )


def _behind(
    connection: Connection, office_id: str, today: date, line: str, own: datetime, count: int
) -> datetime:
    """The moment that puts a ticket behind the first ``count`` who wait in ``line``; never earlier than its own."""
    mine: tuple[ColumnElement[bool], ...] = (
        ticket.c.office_id == office_id,
        ticket.c.day == today,
        ticket.c.state == TicketState.WAITING.value,
        line_of == line,
    )
    places = connection.execute(
        select(ticket.c.order_at).where(*mine).order_by(ticket.c.order_at).limit(count)
    ).scalars()
    last = max(places, default=own)
    return max(own, last + timedelta(microseconds=1))
