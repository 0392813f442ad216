# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the queues of an office look like now, for terminals and for the person who holds a number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, literal, select, tuple_

from backoffice.clock import business_day
from backoffice.domain.estimate import Estimator, Situation
from backoffice.schema import desk, desk_queue, office, office_service, queue, ticket
from kiosk.wire.models import Estimate, QueueState, QueueStates, TicketState, TicketStatus, label

_LONGEST_SERVICE_MINUTES = 180.0
"""Longer than that and somebody forgot to finish; says nothing about services."""


@dataclass(frozen=True, slots=True)
class HeldTicket:
    """A ticket as its holder may see it, with what a page needs beside: language and time zone."""

    status: TicketStatus
    language: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class _Day:
    """One office on one day, read once for all its queues."""

    waiting: Counter[str]
    served_by: dict[str, frozenset[str]]
    """Open desks by queue."""
    serves: dict[str, frozenset[str]]
    """Queues by open desk."""
    busy: frozenset[str]
    planned: dict[str, float]
    seen: dict[str, list[float]]

    def situation(self, letter: str, ahead: int) -> Situation:
        desks = self.served_by.get(letter, frozenset())
        shared = {other for name in desks for other in self.serves[name]} - {letter}
        beside = sum(
            self.waiting[other] * len(self.served_by[other] & desks) / len(self.served_by[other])
            for other in shared
        )
        # Whoever waits elsewhere at the same desks may be called first, or not.
        return Situation(
            ahead=ahead,
            ahead_at_most=ahead + beside,
            open_desks=len(desks),
            busy_desks=len(desks & self.busy),
            planned_minutes=self.planned.get(letter),
            seen_minutes=tuple(self.seen.get(letter, ())),
        )


def queue_states(connection: Connection, office_id: str, estimator: Estimator, now: datetime) -> QueueStates:
    """All queues of an office with their estimate for somebody who comes now."""
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one()
    today = _day(connection, office_id, business_day(now, zone))
    letters = connection.execute(
        select(queue.c.letter).where(queue.c.office_id == office_id).order_by(queue.c.position)
    ).scalars()
    return QueueStates(
        as_of=now,
        queues=tuple(
            QueueState(
                letter=letter,
                waiting=today.waiting[letter],
                estimate=estimator(today.situation(letter, today.waiting[letter])),
            )
            for letter in letters
        ),
    )


def held_ticket(connection: Connection, token: str, estimator: Estimator, now: datetime) -> HeldTicket | None:
    """The ticket behind a status link; ``None`` if there is none, or when its day is over."""
    row = connection.execute(
        select(
            ticket,
            office.c.name.label("office_name"),
            office.c.time_zone,
            queue.c.waiting_area,
        )
        .join(office, office.c.id == ticket.c.office_id)
        .outerjoin(queue, and_(queue.c.office_id == ticket.c.office_id, queue.c.letter == ticket.c.queue))
        .where(ticket.c.status_token == token)
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
            expected = estimator(_day(connection, row.office_id, row.day).situation(row.queue, ahead))
    return HeldTicket(
        status=TicketStatus(
            label=label(row.queue, row.number),
            office=row.office_name,
            waiting_area=row.waiting_area or "",
            state=state,
            ahead=ahead,
            estimate=expected,
            desk=row.desk if state is TicketState.CALLED else "",
        ),
        language=row.language,
        time_zone=row.time_zone,
    )


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
            ticket.c.queue == row.queue,
            place < own,
        )
    ).scalar_one()


def _day(connection: Connection, office_id: str, day: date) -> _Day:
    here = (ticket.c.office_id == office_id) & (ticket.c.day == day)
    waiting: Counter[str] = Counter()
    for letter, count in connection.execute(
        select(ticket.c.queue, func.count())
        .where(here, ticket.c.state == TicketState.WAITING.value)
        .group_by(ticket.c.queue)
    ):
        waiting[letter] = count
    served_by: dict[str, set[str]] = {}
    serves: dict[str, set[str]] = {}
    for name, letter in connection.execute(
        select(desk_queue.c.desk, desk_queue.c.queue)
        .join(desk, and_(desk.c.office_id == desk_queue.c.office_id, desk.c.name == desk_queue.c.desk))
        .where(desk_queue.c.office_id == office_id, desk.c.opened_on == day)
    ):
        served_by.setdefault(letter, set()).add(name)
        serves.setdefault(name, set()).add(letter)
    busy = connection.execute(
        select(ticket.c.desk).where(here, ticket.c.state == TicketState.CALLED.value)
    ).scalars()
    seen: dict[str, list[float]] = {}
    for letter, called_at, finished_at in connection.execute(
        select(ticket.c.queue, ticket.c.called_at, ticket.c.finished_at).where(
            here, ticket.c.state == TicketState.DONE.value
        )
    ):
        if called_at is not None and finished_at is not None:
            minutes = (finished_at - called_at).total_seconds() / 60
            if 0 < minutes <= _LONGEST_SERVICE_MINUTES:
                seen.setdefault(letter, []).append(minutes)
    planned = connection.execute(
        select(office_service.c.queue, func.avg(office_service.c.minutes))
        .where(office_service.c.office_id == office_id)
        .group_by(office_service.c.queue)
    )
    return _Day(
        waiting=waiting,
        served_by={letter: frozenset(names) for letter, names in served_by.items()},
        serves={name: frozenset(letters) for name, letters in serves.items()},
        busy=frozenset(busy),
        planned={letter: float(minutes) for letter, minutes in planned},
        seen=seen,
    )
