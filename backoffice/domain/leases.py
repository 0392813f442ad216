# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Blocks of waiting numbers, each given to one terminal.

A number belongs to one office, queue and day, is between 1 and 999, and is never leased twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Row, select, update

from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.domain.rows import insert_new
from backoffice.domain.terminals import Terminal
from backoffice.schema import lease, number_counter, office, queue
from kiosk.wire import leases as wire
from kiosk.wire.models import Lease, LeaseRequest

LAST_NUMBER = 999
DAYS_AHEAD = 14
"""Far enough to fetch the next working day's numbers before any run of holidays."""


def grant(
    connection: Connection,
    terminal: Terminal,
    lease_id: UUID,
    request: LeaseRequest,
    key: Ed25519PrivateKey,
    now: datetime,
) -> tuple[Lease, bool]:
    """Give the next free block, shorter than asked for when the numbers end. Returns it and whether it is new.

    The same id gives the same block for ever, as long as the terminal stands in the same office.

    Raises:
        RefusedError: ``conflict`` (the id was used for another request), ``queue-unknown``, ``day-out-of-range``,
            ``numbers-exhausted``.
    """
    known = _known(connection, terminal, lease_id, request)
    if known is not None:
        return _signed(known, key), False
    zone = connection.execute(
        select(office.c.time_zone)
        .join(queue, queue.c.office_id == office.c.id)
        .where(office.c.id == terminal.office_id, queue.c.letter == request.queue)
    ).scalar_one_or_none()
    if zone is None:
        raise RefusedError("queue-unknown", "the terminal's office has no such queue")
    today = business_day(now, zone)
    if not today <= request.day <= today + timedelta(days=DAYS_AHEAD):
        raise RefusedError("day-out-of-range", f"numbers are given for today and {DAYS_AHEAD} days ahead")
    place = {"office_id": terminal.office_id, "queue": request.queue, "day": request.day}
    counter = (
        (number_counter.c.office_id == terminal.office_id)
        & (number_counter.c.queue == request.queue)
        & (number_counter.c.day == request.day)
    )
    insert_new(connection, number_counter, {**place, "last": 0})
    used = connection.execute(select(number_counter.c.last).where(counter).with_for_update()).scalar_one()
    # Somebody may have sent the same request twice at once; the first is visible now that the counter is ours.
    known = _known(connection, terminal, lease_id, request)
    if known is not None:
        return _signed(known, key), False
    if used >= LAST_NUMBER:
        raise RefusedError("numbers-exhausted", "all numbers of this queue and day are given out")
    last = min(used + request.size, LAST_NUMBER)
    connection.execute(update(number_counter).where(counter).values(last=last))
    inserted = insert_new(
        connection,
        lease,
        {
            **place,
            "id": lease_id,
            "terminal_id": terminal.id,
            "size": request.size,
            "first": used + 1,
            "last": last,
            "granted_at": now,
        },
    )
    known = _known(connection, terminal, lease_id, request)
    if not inserted or known is None:
        raise _conflict()
    return _signed(known, key), True


def _known(
    connection: Connection, terminal: Terminal, lease_id: UUID, request: LeaseRequest
) -> Row[Any] | None:
    row = connection.execute(
        select(lease).where(lease.c.office_id == terminal.office_id, lease.c.id == lease_id)
    ).one_or_none()
    if row is None:
        return None
    if (row.terminal_id, row.queue, row.day, row.size) != (
        terminal.id,
        request.queue,
        request.day,
        request.size,
    ):
        raise _conflict()
    return row


def _conflict() -> RefusedError:
    return RefusedError("conflict", "this id was used for another lease")


def _signed(row: Row[Any], key: Ed25519PrivateKey) -> Lease:
    return wire.sign(
        {
            "id": row.id,
            "terminal_id": row.terminal_id,
            "office_id": row.office_id,
            "queue": row.queue,
            "day": row.day,
            "first": row.first,
            "last": row.last,
        },
        key,
    )
