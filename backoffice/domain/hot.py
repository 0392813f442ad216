# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one write that every visitor causes, as a single statement: a ticket as it should be.

It keeps a ticket that is new, that a lease of its terminal covers, whose number nobody else holds and that has no check-in
yet; anything else it leaves alone, and :func:`backoffice.domain.facts.keep_ticket` decides. On PostgreSQL it is a
function (migration 0003), so that turns are taken and the rows looked at in one round trip.
"""

from __future__ import annotations

from datetime import UTC, datetime

from backoffice.domain.facts import came_at
from backoffice.domain.terminals import Terminal
from backoffice.store.base import Statement, Values
from kiosk.wire.models import Ticket

_COLUMNS = (
    "id, office_id, queue, day, number, lease_id, terminal_id, service, drawn_at, language, status_token, "
    "issued_offline, received_at, flag, order_at, state, desk"
)

KEEP_TICKET = Statement(
    sqlite=f"""
        INSERT INTO ticket ({_COLUMNS})
        SELECT :id, :office_id, :queue, :day, :number, :lease_id, :terminal_id, :service, :drawn_at, :language,
               :status_token, :issued_offline, :received_at, '', :order_at, 'waiting', ''
        WHERE EXISTS (SELECT 1 FROM lease WHERE id = :lease_id AND terminal_id = :terminal_id
                        AND office_id = :office_id AND queue = :queue AND day = :day
                        AND :number BETWEEN first AND last)
          AND NOT EXISTS (SELECT 1 FROM check_in WHERE ticket_id = :id)
        ON CONFLICT DO NOTHING
        RETURNING number
        """,  # noqa: S608 - a constant
    postgresql="""
        SELECT keep_ticket(%(id)s, %(office_id)s, %(queue)s, %(day)s, %(number)s, %(lease_id)s, %(terminal_id)s,
                           %(service)s, %(drawn_at)s, %(language)s, %(status_token)s, %(issued_offline)s,
                           %(received_at)s, %(order_at)s)
        """,
)


def ticket_values(dialect: str, terminal: Terminal, body: Ticket, now: datetime) -> Values:
    """The values of :data:`KEEP_TICKET`, as the driver of ``dialect`` keeps them."""
    values: dict[str, object] = {
        "id": body.id,
        "office_id": body.office_id,
        "queue": body.queue,
        "day": body.day,
        "number": body.number,
        "lease_id": body.lease_id,
        "terminal_id": terminal.id,
        "service": body.service,
        "drawn_at": body.drawn_at,
        "language": body.language,
        "status_token": body.status_token,
        "issued_offline": body.issued_offline,
        "received_at": now,
        "order_at": came_at(body.drawn_at, now),
    }
    if dialect == "sqlite":
        for name in ("id", "lease_id", "terminal_id"):
            values[name] = values[name].hex  # type: ignore[attr-defined]
        for name in ("drawn_at", "received_at", "order_at"):
            values[name] = f"{values[name].astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"  # type: ignore[attr-defined]
        values["day"] = body.day.isoformat()
    return values
