# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What staff decided at a terminal against a rule. A fact: kept as it comes, written into the record of changes, and seen by
the clerk beside the number. Nothing about who the visitor is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from backoffice.domain.audit import Change, note
from backoffice.domain.desks import line_of
from backoffice.domain.errors import RefusedError
from backoffice.domain.rows import insert_new, take_turns
from backoffice.domain.staff_access import login_of
from backoffice.domain.terminals import Terminal
from backoffice.schema import staff_override, ticket
from kiosk.wire.models import Receipt, TicketState, label
from kiosk.wire.staff import Override, OverrideRule

TICKET_UNKNOWN = "ticket-unknown"


def keep_override(connection: Connection, terminal: Terminal, body: Override, now: datetime) -> Receipt:
    """Keep the decision; priority moves the ticket. It may come before its ticket: then the clerk still sees it.

    Raises:
        RefusedError: ``conflict``; ``other-office`` when it is neither the terminal's nor the ticket's.
    """
    take_turns(connection, body.ticket_id)
    values = {**body.model_dump(), "terminal_id": terminal.id}
    known = connection.execute(
        select(staff_override).where(
            staff_override.c.office_id == body.office_id, staff_override.c.id == body.id
        )
    ).one_or_none()
    held = connection.execute(
        select(ticket).where(ticket.c.office_id == body.office_id, ticket.c.id == body.ticket_id)
    ).one_or_none()
    if known is not None:
        if any(known._mapping[name] != value for name, value in values.items()):
            raise RefusedError("conflict", "this id was used for something else")
        return Receipt(id=body.id, repeated=True, note="" if held is not None else TICKET_UNKNOWN)
    if body.office_id != terminal.office_id and (held is None or held.terminal_id != terminal.id):
        raise RefusedError("other-office", "the decision is of an office this terminal does not stand in")
    insert_new(connection, staff_override, {**values, "received_at": now})
    who = login_of(connection, body.office_id, body.staff) or f"terminal {terminal.number}"
    number = label(held.queue, held.number) if held is not None else "?"
    note(connection, who, body.office_id, Change.OVERRIDE, f"{number} {body.rule} {body.reason}", now)
    if held is not None and body.rule == OverrideRule.PRIORITY and held.state == TicketState.WAITING.value:
        _move_ahead(connection, held)
    return Receipt(id=body.id, note="" if held is not None else TICKET_UNKNOWN)


def priorities(connection: Connection, office_id: str, tickets: Collection[UUID]) -> dict[UUID, str]:
    """The reason for each of these tickets that has priority."""
    rows = connection.execute(
        select(staff_override.c.ticket_id, staff_override.c.reason)
        .where(
            staff_override.c.office_id == office_id,
            staff_override.c.rule == OverrideRule.PRIORITY.value,
            staff_override.c.ticket_id.in_(tickets),
        )
        .order_by(staff_override.c.received_at.desc())
    )
    return {row.ticket_id: row.reason for row in rows}


def _move_ahead(connection: Connection, held: Row[Any]) -> None:
    """Next in line; but of two with priority the second waits for one more who has none, so that nobody is passed over
    again and again."""
    line = held.sent_to or held.queue
    waiting = connection.execute(
        select(ticket.c.id, ticket.c.order_at)
        .where(
            ticket.c.office_id == held.office_id,
            ticket.c.day == held.day,
            ticket.c.state == TicketState.WAITING.value,
            line_of == line,
            ticket.c.id != held.id,
            ticket.c.order_at < held.order_at,
        )
        .order_by(ticket.c.order_at, ticket.c.number, ticket.c.id)
    ).all()
    preferred = set(priorities(connection, held.office_id, [row.id for row in waiting]))
    last = max((place for place, row in enumerate(waiting) if row.id in preferred), default=None)
    place = 0 if last is None else last + 2
    if place >= len(waiting):
        return
    before = waiting[place].order_at
    order_at = before - timedelta(milliseconds=1)
    if place > 0:
        order_at = max(order_at, waiting[place - 1].order_at + (before - waiting[place - 1].order_at) / 2)
    connection.execute(
        update(ticket)
        .where(ticket.c.office_id == held.office_id, ticket.c.id == held.id)
        .values(order_at=order_at)
    )
