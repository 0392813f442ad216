# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Appointments as a terminal may know them: no names, codes only as keyed hashes."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, and_, case, func, select

from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.domain.rows import next_number
from backoffice.schema import appointment, office, office_counter, ticket
from kiosk.wire.leases import b64encode
from kiosk.wire.models import Appointment, AppointmentList, AppointmentState, label

MOST_DAYS = 31
_CHANGES = "appointments"


def code_hash(appointment_key: bytes, number: str, code: str) -> str:
    """What a terminal compares with: HMAC-SHA256 over ``"<number>.<code>"`` with its own key, base64url."""
    return b64encode(hmac.new(appointment_key, f"{number}.{code}".encode("ascii"), hashlib.sha256).digest())


def appointments(
    connection: Connection,
    office_id: str,
    appointment_key: bytes,
    first: date,
    last: date,
    *,
    only_own: bool = False,
) -> AppointmentList:
    """Appointments of ``office_id``, and unless ``only_own`` of all other offices of its city, except closed ones, on the days from
    ``first`` to ``last``, each day in its office's time zone.

    Raises:
        RefusedError: ``days-malformed`` when the days are in the wrong order or more than 31.
    """
    if not first <= last <= first + timedelta(days=MOST_DAYS - 1):
        raise RefusedError("days-malformed", f"ask for 1 to {MOST_DAYS} days, the first before the last")
    # Wide enough for every time zone; the exact day is checked below.
    earliest = datetime.combine(first, time(), UTC) - timedelta(days=1)
    latest = datetime.combine(last, time(), UTC) + timedelta(days=2)
    city = select(office.c.city_id).where(office.c.id == office_id).scalar_subquery()
    rows = connection.execute(
        select(
            appointment,
            office.c.time_zone,
            ticket.c.queue.label("ticket_queue"),
            ticket.c.number.label("ticket_number"),
        )
        .join(office, office.c.id == appointment.c.office_id)
        .outerjoin(
            ticket,
            and_(ticket.c.office_id == appointment.c.office_id, ticket.c.id == appointment.c.ticket_id),
        )
        .where(
            appointment.c.office_id == office_id if only_own else office.c.city_id == city,
            office.c.closed_at.is_(None),
            appointment.c.starts_at >= earliest,
            appointment.c.starts_at < latest,
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
    )
    return AppointmentList(
        first=first,
        last=last,
        office_id=office_id if only_own else "",
        appointments=tuple(
            Appointment(
                id=row.id,
                code_hash=code_hash(appointment_key, row.number, row.code),
                office_id=row.office_id,
                starts_at=row.starts_at,
                service=row.service,
                state=_state(row.cancelled, row.check_in_id is not None),
                ticket_label=label(row.ticket_queue, row.ticket_number) if row.ticket_number else "",
            )
            for row in rows
            if first <= business_day(row.starts_at, row.time_zone) <= last
        ),
    )


def appointments_tag(connection: Connection, office_id: str, now: datetime) -> str:
    """Another one when appointments of this office, from yesterday on, were booked, cancelled or checked in, or when somebody
    said :func:`appointments_changed`."""
    row = connection.execute(
        select(
            func.count(),
            func.count(appointment.c.check_in_id),
            func.count(case((appointment.c.cancelled, 1))),
        ).where(appointment.c.office_id == office_id, appointment.c.starts_at >= now - timedelta(days=2))
    ).one()
    changes = connection.execute(
        select(office_counter.c.last).where(
            office_counter.c.office_id == office_id, office_counter.c.name == _CHANGES
        )
    ).scalar()
    return ".".join(str(part) for part in (*row, changes or 0))


def appointments_changed(connection: Connection, office_id: str) -> None:
    """Appointments were moved, or changed otherwise than by number: terminals fetch them within a minute."""
    next_number(connection, office_id, _CHANGES)


def _state(cancelled: bool, checked_in: bool) -> AppointmentState:
    if checked_in:
        return AppointmentState.CHECKED_IN
    return AppointmentState.CANCELLED if cancelled else AppointmentState.BOOKED
