# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the queues of an office look like now, for terminals and for the person who holds a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, literal, select, tuple_

from backoffice.clock import business_day
from backoffice.domain.desks import AT_DESK, line_of
from backoffice.domain.forecast import Forecasts
from backoffice.schema import office, queue, ticket
from backoffice.waiting.estimate import Estimator
from backoffice.waiting.situation import Situation
from kiosk.wire.models import Estimate, QueueState, QueueStates, TicketState, TicketStatus, label


@dataclass(frozen=True, slots=True)
class HeldTicket:
    """A ticket as its holder may see it, with what a page needs beside: language and time zone."""

    status: TicketStatus
    language: str
    time_zone: str


def queue_states(
    connection: Connection, office_id: str, forecasts: Forecasts, estimator: Estimator, now: datetime
) -> QueueStates:
    """All queues of an office with their estimate for somebody who comes now."""
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one()
    today = forecasts.day(connection, office_id, zone, now)
    waiting = today.count()
    letters = connection.execute(
        select(queue.c.letter).where(queue.c.office_id == office_id).order_by(queue.c.position)
    ).scalars()
    return QueueStates(
        as_of=now,
        queues=tuple(
            QueueState(
                letter=letter,
                waiting=waiting[letter],
                estimate=_estimate(estimator, today.situation(letter)),
            )
            for letter in letters
        ),
    )


def held_ticket(
    connection: Connection,
    office_id: str | None,
    token: str,
    forecasts: Forecasts,
    estimator: Estimator,
    now: datetime,
) -> HeldTicket | None:
    """The ticket behind a status link; ``None`` if there is none, or when its day is over.

    A link of an older version does not name the office, so all are asked.
    """
    where = [ticket.c.status_token == token]
    if office_id is not None:
        where.append(ticket.c.office_id == office_id)
    row = connection.execute(
        select(
            ticket,
            office.c.name.label("office_name"),
            office.c.time_zone,
            queue.c.waiting_area,
            line_of.label("line"),
        )
        .join(office, office.c.id == ticket.c.office_id)
        .outerjoin(queue, and_(queue.c.office_id == ticket.c.office_id, queue.c.letter == line_of))
        .where(*where)
        .order_by(ticket.c.received_at, ticket.c.id)
        .limit(1)
    ).one_or_none()
    if row is None or row.day < business_day(now, row.time_zone):
        return None
    state = TicketState(row.state)
    ahead: int | None = None
    expected: Estimate | None = None
    if state is TicketState.WAITING:
        ahead = _ahead(connection, row)
        if row.day == business_day(now, row.time_zone):
            today = forecasts.day(connection, row.office_id, row.time_zone, now)
            place = (row.order_at, row.number, row.id)
            expected = _estimate(estimator, today.situation(row.line, place))
    return HeldTicket(
        status=TicketStatus(
            label=label(row.queue, row.number),
            office=row.office_name,
            waiting_area=row.waiting_area or "",
            state=state,
            ahead=ahead,
            estimate=expected,
            desk=row.desk if row.state in AT_DESK else "",
        ),
        language=row.language,
        time_zone=row.time_zone,
    )


def _estimate(estimator: Estimator, situation: Situation | None) -> Estimate | None:
    return None if situation is None else estimator(situation)


def _ahead(connection: Connection, row: Row[Any]) -> int:
    place = tuple_(ticket.c.order_at, ticket.c.number, ticket.c.id)
    own = tuple_(
        literal(row.order_at, ticket.c.order_at.type),
        literal(row.number, ticket.c.number.type),
        literal(row.id, ticket.c.id.type),
    )
    return connection.execute(
        select(func.count())
        .select_from(ticket)
        .where(
            ticket.c.office_id == row.office_id,
            ticket.c.day == row.day,
            ticket.c.state == TicketState.WAITING.value,
            line_of == row.line,
            place < own,
        )
    ).scalar_one()
