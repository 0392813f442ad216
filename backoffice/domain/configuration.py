# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the server decides for a terminal."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection, or_, select

from backoffice.clock import business_day
from backoffice.domain.staff_access import staff_list, tag_of
from backoffice.domain.terminals import Terminal
from backoffice.schema import city, office, office_service, opening_exception, opening_hours, queue
from kiosk.wire.models import (
    Address,
    CheckInWindow,
    Lock,
    Office,
    OpeningException,
    OpeningHours,
    Queue,
    TerminalConfiguration,
)

CLOSED_MESSAGE = "Dieses Bürgerbüro ist geschlossen."


def office_configuration(
    connection: Connection, office_id: str, *, status_url: str, now: datetime
) -> TerminalConfiguration:
    """What all terminals of an office are told, as for a terminal number 0; equal as long as nobody changed anything."""
    offices = offices_of_city(connection, office_id, now)
    own = offices[office_id]
    settings = connection.execute(
        select(
            office.c.early_minutes,
            office.c.late_minutes,
            office.c.lease_size,
            office.c.closed_at,
            city.c.name,
            city.c.booking_url,
            city.c.online_links,
        )
        .outerjoin(city, city.c.id == office.c.city_id)
        .where(office.c.id == own.id)
    ).one()
    is_closed = settings.closed_at is not None
    return TerminalConfiguration(
        city=settings.name or own.address.city,
        terminal_number=0,
        office=own,
        other_offices=tuple(other for other in offices.values() if other.id != own.id),
        window=CheckInWindow(early_minutes=settings.early_minutes, late_minutes=settings.late_minutes),
        lock=Lock(locked=is_closed, message=CLOSED_MESSAGE if is_closed else ""),
        status_url=status_url,
        booking_url=settings.booking_url or "",
        online_links=json.loads(settings.online_links or "{}"),
        lease_size=settings.lease_size,
        staff_tag=tag_of(staff_list(connection, own.id, now)),
    )


def terminals_own(found: TerminalConfiguration, terminal: Terminal) -> TerminalConfiguration:
    """An office's configuration as one terminal of it gets it."""
    own: dict[str, object] = {"terminal_number": terminal.number}
    if terminal.locked:
        own["lock"] = Lock(locked=True, message=terminal.lock_message)
    return found.model_copy(update=own)


def offices_of_city(connection: Connection, own_id: str, now: datetime) -> dict[str, Office]:
    """The offices of the city in which ``own_id`` lies, by id, in the city's own order; of those that are closed for good
    only ``own_id``."""
    rows = connection.execute(
        select(office)
        .where(
            office.c.city_id == select(office.c.city_id).where(office.c.id == own_id).scalar_subquery(),
            or_(office.c.closed_at.is_(None), office.c.id == own_id),
        )
        .order_by(office.c.position)
    ).all()
    ids = [row.id for row in rows]
    hours: dict[str, list[OpeningHours]] = defaultdict(list)
    for row in connection.execute(
        select(opening_hours)
        .where(opening_hours.c.office_id.in_(ids))
        .order_by(opening_hours.c.weekday, opening_hours.c.opens)
    ):
        hours[row.office_id].append(OpeningHours(weekday=row.weekday, opens=row.opens, closes=row.closes))
    exceptions: dict[str, list[OpeningException]] = defaultdict(list)
    for row in connection.execute(
        select(opening_exception)
        .where(opening_exception.c.office_id.in_(ids))
        .order_by(opening_exception.c.day)
    ):
        exceptions[row.office_id].append(
            OpeningException(day=row.day, opens=row.opens, closes=row.closes, reason=row.reason)
        )
    services: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(office_service).where(office_service.c.office_id.in_(ids)).order_by(office_service.c.position)
    ):
        services[row.office_id].append(row.service)
    today = {row.id: business_day(now, row.time_zone) for row in rows}
    queues: dict[str, list[Queue]] = defaultdict(list)
    for row in connection.execute(select(queue).where(queue.c.office_id.in_(ids)).order_by(queue.c.position)):
        queues[row.office_id].append(
            Queue(
                letter=row.letter,
                waiting_area=row.waiting_area,
                waiting_area_detail=row.waiting_area_detail,
                walk_in=row.walk_in,
                numbers_stopped=row.numbers_stopped_on == today[row.office_id],
            )
        )
    return {
        row.id: Office(
            id=row.id,
            name=row.name,
            address=Address(street=row.street, postal_code=row.postal_code, city=row.place),
            time_zone=row.time_zone,
            state=row.state,
            hours=tuple(hours[row.id]),
            exceptions=tuple(exceptions[row.id]),
            queues=tuple(queues[row.id]),
            services=tuple(services[row.id]),
            notice=row.notice,
        )
        for row in rows
    }
