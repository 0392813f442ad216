# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is written all day, as single statements: tickets as they should be, and a sign of life with nothing to tell.

A ticket is kept that is new, that a lease of its terminal covers, whose number nobody else holds and that has no check-in
yet; anything else is left alone, and :func:`backoffice.domain.facts.keep_ticket` decides. On PostgreSQL that is a
function (migrations 0003, 0008 and 0009), so that turns are taken and the rows looked at in one round trip, an office at a time.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from backoffice.domain.facts import came_at
from backoffice.domain.terminals import Terminal
from backoffice.store.base import Batch, Row
from kiosk.wire.models import Heartbeat, Ticket

_GIVEN = (
    "id, office_id, queue, day, number, lease_id, terminal_id, service, drawn_at, language, status_token, "
    "issued_offline, received_at, order_at"
)

KEEP_TICKETS = Batch(
    sqlite=f"""
        INSERT INTO ticket ({_GIVEN}, flag, state, desk)
        SELECT {", ".join(f"given.value ->> '{name}'" for name in _GIVEN.split(", "))}, '', 'waiting', ''
        FROM json_each(:rows) AS given
        WHERE EXISTS (SELECT 1 FROM lease WHERE office_id = given.value ->> 'office_id'
                        AND id = given.value ->> 'lease_id' AND terminal_id = given.value ->> 'terminal_id'
                        AND queue = given.value ->> 'queue' AND day = given.value ->> 'day'
                        AND given.value ->> 'number' BETWEEN first AND last)
          AND NOT EXISTS (SELECT 1 FROM check_in WHERE office_id = given.value ->> 'office_id'
                            AND ticket_id = given.value ->> 'id')
        ON CONFLICT DO NOTHING
        RETURNING id
        """,  # noqa: S608 - constants
    # In the order of their ids: two transactions with the same tickets then wait for each other in turn.
    postgresql="""
        SELECT kept.id FROM (
            SELECT id, keep_ticket(id::uuid, office_id, queue, day, number, lease_id, terminal_id, service, drawn_at,
                                   language, status_token, issued_offline, received_at, order_at) AS number
            FROM (SELECT * FROM json_to_recordset(%(rows)s::json) AS given (
                      id text, office_id text, queue text, day date, number integer, lease_id uuid, terminal_id uuid,
                      service text, drawn_at timestamptz, language text, status_token text, issued_offline boolean,
                      received_at timestamptz, order_at timestamptz)
                  ORDER BY given.id) AS ordered
            OFFSET 0) AS kept
        WHERE kept.number IS NOT NULL
        """,
)


KEEP_HEARTBEATS = Batch(
    # "WHERE true": or SQLite takes the ON of the conflict for that of a join.
    sqlite="""
        INSERT INTO heartbeat (office_id, terminal_id, received_at, sent_at, body)
        SELECT given.value ->> 'office_id', given.value ->> 'id', given.value ->> 'received_at',
               given.value ->> 'sent_at', given.value ->> 'body'
        FROM json_each(:rows) AS given WHERE true
        ON CONFLICT (office_id, terminal_id) DO UPDATE
        SET received_at = excluded.received_at, sent_at = excluded.sent_at, body = excluded.body
        WHERE heartbeat.sent_at <= excluded.sent_at
        RETURNING CASE WHEN EXISTS (SELECT 1 FROM command AS one WHERE one.office_id = heartbeat.office_id
                                      AND one.terminal_id = heartbeat.terminal_id AND one.ended_at IS NULL)
                         OR EXISTS (SELECT 1 FROM help_call AS one WHERE one.office_id = heartbeat.office_id
                                      AND one.terminal_id = heartbeat.terminal_id AND one.taken_at IS NOT NULL
                                      AND one.withdrawn_at IS NULL AND one.done_at IS NULL)
                       THEN NULL ELSE terminal_id END
        """,
    postgresql="""
        SELECT quiet.id FROM (
            SELECT id, keep_heartbeat(office_id, id::uuid, received_at, sent_at, body::json) AS is_quiet
            FROM (SELECT * FROM json_to_recordset(%(rows)s::json) AS given (
                      id text, office_id text, received_at timestamptz, sent_at timestamptz, body text)
                  ORDER BY given.id) AS ordered
            OFFSET 0) AS quiet
        WHERE quiet.is_quiet
        """,
)
"""Keeps signs of life that are newer than the last, and gives the terminals that there is nothing to tell.
:func:`backoffice.domain.terminals.keep_heartbeat` decides whatever is not plain."""


def heartbeat_row(dialect: str, terminal: Terminal, beat: Heartbeat, now: datetime) -> Row:
    """A row for :data:`KEEP_HEARTBEATS`, as ``dialect`` keeps it."""
    text = _TEXT[dialect]
    return {
        "id": text(terminal.id),
        "office_id": terminal.office_id,
        "received_at": text(now),
        # Never in the future, or a wrong clock would silence all later ones.
        "sent_at": text(min(beat.sent_at, now)),
        "body": beat.model_dump_json(exclude={"outcomes"}),
    }


def ticket_row(dialect: str, terminal: Terminal, body: Ticket, now: datetime) -> Row:
    """A row for :data:`KEEP_TICKETS`, as ``dialect`` keeps it."""
    text = _TEXT[dialect]
    return {
        "id": text(body.id),
        "office_id": body.office_id,
        "queue": body.queue,
        "day": body.day.isoformat(),
        "number": body.number,
        "lease_id": text(body.lease_id),
        "terminal_id": text(terminal.id),
        "service": body.service,
        "drawn_at": text(body.drawn_at),
        "language": body.language,
        "status_token": body.status_token,
        "issued_offline": body.issued_offline,
        "received_at": text(now),
        "order_at": text(came_at(body.drawn_at, now)),
    }


def _sqlite_text(value: UUID | datetime) -> str:
    """As SQLAlchemy keeps it there: an id as 32 digits, a moment in UTC without zone."""
    if isinstance(value, UUID):
        return value.hex
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _postgresql_text(value: UUID | datetime) -> str:
    return str(value)


_TEXT = {"sqlite": _sqlite_text, "postgresql": _postgresql_text}
