# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the server decides for a terminal."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection, select

from backoffice.clock import business_day
from backoffice.domain.staff_access import staff_list, tag_of
from backoffice.domain.terminals import Terminal, find_terminal
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


def configuration(
    connection: Connection, terminal: Terminal, *, status_url: str, now: datetime
) -> TerminalConfiguration:
    """The configuration of one terminal; equal as long as nobody changed anything."""
    # The caller may be remembered from seconds ago; a lock counts from the next question.
    terminal = find_terminal(connection, terminal.id) or terminal
    offices = all_offices(connection, now)
    own = offices[terminal.office_id]
    settings = connection.execute(
        select(office.c.early_minutes, office.c.late_minutes, office.c.lease_size).where(
            office.c.id == own.id
        )
    ).one()
    town = connection.execute(select(city).order_by(city.c.id)).first()
    return TerminalConfiguration(
        city=town.name if town else own.address.city,
        terminal_number=terminal.number,
        office=own,
        other_offices=tuple(other for other in offices.values() if other.id != own.id),
        window=CheckInWindow(early_minutes=settings.early_minutes, late_minutes=settings.late_minutes),
        lock=Lock(locked=terminal.locked, message=terminal.lock_message),
        status_url=status_url,
        booking_url=town.booking_url if town else "",
        online_links=json.loads(town.online_links) if town else {},
        lease_size=settings.lease_size,
        staff_tag=tag_of(staff_list(connection, own.id, now)),
    )


def all_offices(connection: Connection, now: datetime) -> dict[str, Office]:
    """All offices of the city by id, in the city's own order."""
    hours: dict[str, list[OpeningHours]] = defaultdict(list)
    for row in connection.execute(
        select(opening_hours).order_by(opening_hours.c.weekday, opening_hours.c.opens)
    ):
        hours[row.office_id].append(OpeningHours(weekday=row.weekday, opens=row.opens, closes=row.closes))
    exceptions: dict[str, list[OpeningException]] = defaultdict(list)
    for row in connection.execute(select(opening_exception).order_by(opening_exception.c.day)):
        exceptions[row.office_id].append(
            OpeningException(day=row.day, opens=row.opens, closes=row.closes, reason=row.reason)
        )
    services: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(office_service).order_by(office_service.c.position)):
        services[row.office_id].append(row.service)
    rows = connection.execute(select(office).order_by(office.c.position)).all()
    today = {row.id: business_day(now, row.time_zone) for row in rows}
    queues: dict[str, list[Queue]] = defaultdict(list)
    for row in connection.execute(select(queue).order_by(queue.c.position)):
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
