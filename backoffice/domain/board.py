# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How an office stands now: what displays show to all, and what clerks see beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, select

from backoffice.domain.desks import AT_DESK, line_of, today_of
from backoffice.domain.handovers import HandoverState
from backoffice.domain.overrides import priorities
from backoffice.schema import (
    appointment,
    check_in,
    desk_queue,
    handover,
    office,
    office_service,
    queue,
    ticket,
)
from kiosk.wire.models import TicketState, label


@dataclass(frozen=True, slots=True)
class Called:
    """A number that is called now. ``call`` counts from 1; ``queue`` is the letter of the line it came from."""

    label: str
    desk: str
    queue: str
    call: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A number as a clerk sees it; who holds it nobody knows."""

    id: UUID
    label: str
    line: str
    service: str
    since: datetime
    """When the number was drawn."""
    appointment: datetime | None
    state: TicketState
    calls: int
    absences: int
    called_at: datetime | None
    has_handover: bool
    flag: str
    priority: str = ""
    """Why staff at a terminal gave it priority (:class:`kiosk.wire.staff.OverrideReason`), empty for most."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the desk page shows. ``mine`` is how many wait in the queues of the desk."""

    office: str
    time_zone: str
    here: Person | None
    waiting: tuple[Person, ...]
    aside: tuple[Person, ...]
    """Parked and missed, in the order of their numbers."""
    mine: int
    lines: tuple[str, ...]
    """Letters of all queues of the office."""
    services: tuple[str, ...]
    most_absences: int
    """Who was called so often in vain has missed the turn."""


def office_exists(connection: Connection, office_id: str) -> bool:
    """Whether there is such an office."""
    # PostgreSQL takes no NUL in a text.
    return (
        "\0" not in office_id
        and connection.execute(select(office.c.id).where(office.c.id == office_id)).first() is not None
    )


def called_now(connection: Connection, office_id: str, now: datetime) -> list[Called]:
    """Every number that is called and not yet seen at its desk, the latest first."""
    rows = connection.execute(
        select(ticket, line_of.label("line"))
        .where(
            ticket.c.office_id == office_id,
            ticket.c.day == today_of(connection, office_id, now),
            ticket.c.state == TicketState.CALLED.value,
        )
        .order_by(ticket.c.called_at.desc(), ticket.c.number)
    )
    return [
        Called(label(row.queue, row.number), row.desk, row.line, row.calls, row.called_at) for row in rows
    ]


def overview(connection: Connection, office_id: str, desk: str, now: datetime) -> Overview:
    """The office as the clerk at ``desk`` needs it; ``desk`` may be empty."""
    today = today_of(connection, office_id, now)
    rows = connection.execute(
        select(
            ticket,
            line_of.label("line"),
            appointment.c.starts_at,
            select(handover.c.id)
            .where(
                handover.c.ticket_id == ticket.c.id,
                handover.c.office_id == office_id,
                handover.c.day == today,
                handover.c.state != HandoverState.CONFIRMED.value,
            )
            .exists()
            .label("has_handover"),
        )
        .outerjoin(
            check_in,
            and_(
                check_in.c.office_id == ticket.c.office_id,
                check_in.c.ticket_id == ticket.c.id,
                check_in.c.flag == "",
            ),
        )
        .outerjoin(
            appointment,
            and_(appointment.c.office_id == check_in.c.office_id, appointment.c.check_in_id == check_in.c.id),
        )
        .where(
            ticket.c.office_id == office_id,
            ticket.c.day == today,
            ticket.c.state != TicketState.DONE.value,
        )
        .order_by(ticket.c.order_at, ticket.c.number, ticket.c.id)
    ).all()
    seen: set[UUID] = set()
    people: list[tuple[Row[Any], Person]] = []
    for row in rows:
        # Several check-ins with one ticket are kept; one line a number is enough here.
        if row.id not in seen:
            seen.add(row.id)
            people.append((row, _person(row)))
    preferred = priorities(connection, office_id, seen)
    people = [(row, replace(one, priority=preferred.get(one.id, ""))) for row, one in people]
    served = set(
        connection.execute(
            select(desk_queue.c.queue).where(desk_queue.c.office_id == office_id, desk_queue.c.desk == desk)
        ).scalars()
    )
    waiting = tuple(person for row, person in people if row.state == TicketState.WAITING.value)
    aside = (TicketState.PARKED.value, TicketState.MISSED.value)
    place = connection.execute(
        select(office.c.name, office.c.time_zone, office.c.most_absences).where(office.c.id == office_id)
    ).one()
    return Overview(
        office=place.name,
        time_zone=place.time_zone,
        most_absences=place.most_absences,
        here=next((person for row, person in people if row.desk == desk and row.state in AT_DESK), None)
        if desk
        else None,
        waiting=waiting,
        aside=tuple(sorted((one for row, one in people if row.state in aside), key=lambda one: one.label)),
        mine=sum(person.line in served for person in waiting),
        lines=tuple(
            connection.execute(
                select(queue.c.letter).where(queue.c.office_id == office_id).order_by(queue.c.position)
            ).scalars()
        ),
        services=tuple(
            connection.execute(
                select(office_service.c.service)
                .where(office_service.c.office_id == office_id)
                .order_by(office_service.c.position)
            ).scalars()
        ),
    )


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        label=label(row.queue, row.number),
        line=row.line,
        service=row.service,
        since=row.drawn_at,
        appointment=row.starts_at,
        state=TicketState(row.state),
        calls=row.calls,
        absences=row.absences,
        called_at=row.called_at,
        has_handover=bool(row.has_handover),
        flag=row.flag,
    )
