# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is written all day, as single statements: a ticket as it should be, and a sign of life with nothing to tell.

A ticket is kept that is new, that a lease of its terminal covers, whose number nobody else holds and that has no check-in
yet; anything else is left alone, and :func:`backoffice.domain.facts.keep_ticket` decides. On PostgreSQL that is a
function (migrations 0003 and 0008), so that turns are taken and the rows looked at in one round trip.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from backoffice.domain.facts import came_at
from backoffice.domain.terminals import Terminal
from backoffice.store.base import Statement, Values
from kiosk.wire.models import Heartbeat, Ticket

_COLUMNS = (
    "id, office_id, queue, day, number, lease_id, terminal_id, service, drawn_at, language, status_token, "
    "issued_offline, received_at, flag, order_at, state, desk"
)

KEEP_TICKET = Statement(
    sqlite=f"""
        INSERT INTO ticket ({_COLUMNS})
        SELECT :id, :office_id, :queue, :day, :number, :lease_id, :terminal_id, :service, :drawn_at, :language,
               :status_token, :issued_offline, :received_at, '', :order_at, 'waiting', ''
        WHERE EXISTS (SELECT 1 FROM lease WHERE office_id = :office_id AND id = :lease_id
                        AND terminal_id = :terminal_id AND queue = :queue AND day = :day
                        AND :number BETWEEN first AND last)
          AND NOT EXISTS (SELECT 1 FROM check_in WHERE office_id = :office_id AND ticket_id = :id)
        ON CONFLICT DO NOTHING
        RETURNING number
        """,  # noqa: S608 - a constant
    postgresql="""
        SELECT keep_ticket(%(id)s, %(office_id)s, %(queue)s, %(day)s, %(number)s, %(lease_id)s, %(terminal_id)s,
                           %(service)s, %(drawn_at)s, %(language)s, %(status_token)s, %(issued_offline)s,
                           %(received_at)s, %(order_at)s)
        """,
)


KEEP_HEARTBEAT = Statement(
    sqlite="""
        INSERT INTO heartbeat (office_id, terminal_id, received_at, sent_at, body)
        VALUES (:office_id, :terminal_id, :received_at, :sent_at, :body)
        ON CONFLICT (office_id, terminal_id) DO UPDATE
        SET received_at = excluded.received_at, sent_at = excluded.sent_at, body = excluded.body
        WHERE heartbeat.sent_at <= excluded.sent_at
        RETURNING EXISTS (SELECT 1 FROM command WHERE office_id = :office_id AND terminal_id = :terminal_id
                            AND ended_at IS NULL)
               OR EXISTS (SELECT 1 FROM help_call WHERE office_id = :office_id AND terminal_id = :terminal_id
                            AND taken_at IS NOT NULL AND withdrawn_at IS NULL AND done_at IS NULL)
        """,
    postgresql="""
        INSERT INTO heartbeat (office_id, terminal_id, received_at, sent_at, body)
        VALUES (%(office_id)s, %(terminal_id)s, %(received_at)s, %(sent_at)s, %(body)s::json)
        ON CONFLICT (office_id, terminal_id) DO UPDATE
        SET received_at = excluded.received_at, sent_at = excluded.sent_at, body = excluded.body
        WHERE heartbeat.sent_at <= excluded.sent_at
        RETURNING EXISTS (SELECT 1 FROM command WHERE office_id = %(office_id)s AND terminal_id = %(terminal_id)s
                            AND ended_at IS NULL)
               OR EXISTS (SELECT 1 FROM help_call WHERE office_id = %(office_id)s AND terminal_id = %(terminal_id)s
                            AND taken_at IS NOT NULL AND withdrawn_at IS NULL AND done_at IS NULL)
        """,
)
"""Keeps a sign of life that is newer than the last and says whether there may be something to tell the terminal; gives no
row for an older one. :func:`backoffice.domain.terminals.keep_heartbeat` decides whatever is not plain."""


def heartbeat_values(dialect: str, terminal: Terminal, beat: Heartbeat, now: datetime) -> Values:
    """The values of :data:`KEEP_HEARTBEAT`, as the driver of ``dialect`` keeps them."""
    values = {
        "office_id": terminal.office_id,
        "terminal_id": terminal.id,
        "received_at": now,
        # Never in the future, or a wrong clock would silence all later ones.
        "sent_at": min(beat.sent_at, now),
        "body": beat.model_dump_json(exclude={"outcomes"}),
    }
    return _for_sqlite(values) if dialect == "sqlite" else values


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
    return _for_sqlite(values) if dialect == "sqlite" else values


def _for_sqlite(values: Values) -> Values:
    """As SQLAlchemy keeps them there: ids as 32 digits, moments in UTC without zone, days as text."""
    kept: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, UUID):
            value = value.hex
        elif isinstance(value, datetime):
            value = value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        elif isinstance(value, date):
            value = value.isoformat()
        kept[name] = value
    return kept
