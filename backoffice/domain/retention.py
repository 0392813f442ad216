# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was kept for figures and goes by rule: tickets, check-ins, appointments, numbers, calls for help, the record of changes.

None of it names a visitor. Hand-overs, which do, go the same day (:mod:`backoffice.domain.handovers`), events after two days.
How old something is counts from when it came in here, never from a terminal's clock. Looking is a read and deleting a short
write of its own, so that nobody at a terminal waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, delete, or_, select, tuple_

from backoffice.domain.rows import take_turns
from backoffice.schema import (
    appointment,
    check_in,
    help_call,
    lease,
    number_counter,
    office,
    staff_override,
    ticket,
    ticket_service,
)
from backoffice.schema_administration import audit

BATCH = 500
"""Rows that go in one transaction."""
_TURN = UUID("00000000-0000-8000-8000-72657465746e")
"""Two server processes that delete the same rows do so one after the other, or each could wait for the other."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What of one table goes. ``find`` reads the keys of at most :data:`BATCH` rows, ``remove`` deletes such rows."""

    name: str
    find: Callable[[Connection], Sequence[Any]]
    remove: Callable[[Connection, Sequence[Any]], None]

    def removing(self, keys: Sequence[Any]) -> Callable[[Connection], None]:
        """The deletion of these rows, as one piece of work."""
        return lambda connection: self.remove(connection, keys)


def offices(connection: Connection) -> list[str]:
    """All offices: every rule that can looks into one office at a time, where there is an index."""
    return list(connection.execute(select(office.c.id).order_by(office.c.id)).scalars())


def rules(office_ids: Sequence[str], now: datetime, keep_days: int) -> Iterator[Rule]:
    """What has to go now: everything that came in more than ``keep_days`` days ago."""
    before = now - timedelta(days=keep_days)
    for office_id in office_ids:
        yield _office_rule(ticket, ticket.c.received_at, office_id, now, before, remove=_remove_tickets)
        yield _office_rule(lease, lease.c.granted_at, office_id, now, before)
        yield _rule(check_in, and_(check_in.c.office_id == office_id, check_in.c.received_at < before))
        yield _rule(
            help_call,
            and_(
                help_call.c.office_id == office_id,
                help_call.c.called_at < before,
                help_call.c.received_at < before,
            ),
        )
        yield _rule(
            staff_override,
            and_(staff_override.c.office_id == office_id, staff_override.c.received_at < before),
        )
        yield _rule(
            number_counter,
            and_(number_counter.c.office_id == office_id, number_counter.c.day < before.date()),
        )
    yield _rule(appointment, appointment.c.starts_at < before)
    yield _rule(audit, audit.c.at < before)


def _office_rule(
    table: Table,
    came_at: Column[Any],
    office_id: str,
    now: datetime,
    before: datetime,
    remove: Callable[[Connection, Sequence[Any]], None] | None = None,
) -> Rule:
    # The days only lead to the rows by an index. A day in the future is a terminal's wrong clock.
    strange = or_(table.c.day < before.date(), table.c.day > now.date() + timedelta(days=7))
    return _rule(table, and_(table.c.office_id == office_id, strange, came_at < before), remove)


def _rule(table: Table, over: Any, remove: Callable[[Connection, Sequence[Any]], None] | None = None) -> Rule:
    query = select(*table.primary_key.columns).where(over).limit(BATCH)
    return Rule(table.name, partial(_find, query=query), remove or partial(_remove, table))


def _find(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    return [tuple(row) for row in connection.execute(query)]


def _remove(table: Table, connection: Connection, keys: Sequence[Any]) -> None:
    take_turns(connection, _TURN)
    for where in _rows(table, keys):
        connection.execute(delete(table).where(where))


def _rows(table: Table, keys: Sequence[Any]) -> Iterator[ColumnElement[bool]]:
    """Rows by their keys, an office at a time: where they lie is then known before anything is asked."""
    office, *others = table.primary_key.columns
    of_office: dict[str, list[Any]] = {}
    for office_id, *rest in keys:
        of_office.setdefault(office_id, []).append(tuple(rest))
    for office_id, rows in of_office.items():
        match = tuple_(*others).in_(rows) if len(others) > 1 else others[0].in_([key for (key,) in rows])
        yield and_(office == office_id, match)


def _remove_tickets(connection: Connection, keys: Sequence[Any]) -> None:
    take_turns(connection, _TURN)
    office_id, ids = keys[0][0], [ticket_id for _, ticket_id in keys]
    for table, column in ((ticket_service, ticket_service.c.ticket_id), (ticket, ticket.c.id)):
        connection.execute(delete(table).where(table.c.office_id == office_id, column.in_(ids)))
