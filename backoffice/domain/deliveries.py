# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many facts in one transaction, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from backoffice.domain.errors import RefusedError
from backoffice.domain.facts import keep_check_in, keep_ticket
from backoffice.domain.hot import KEEP_TICKET, ticket_values
from backoffice.domain.terminals import Terminal
from kiosk.wire.models import CheckIn, Ticket

Fact = Ticket | CheckIn


def keep_together(
    connection: Connection, terminal: Terminal, facts_of_it: Sequence[Fact | str], now: datetime
) -> list[str]:
    """Keep each fact; for each, an empty string or the code of why it was refused. A string among the facts is a code
    that was found before."""
    return [
        found if isinstance(found, str) else _keep(connection, terminal, found, now) for found in facts_of_it
    ]


def _keep(connection: Connection, terminal: Terminal, fact: Fact, now: datetime) -> str:
    if isinstance(fact, Ticket) and _is_kept_at_once(connection, terminal, fact, now):
        return ""
    try:
        with connection.begin_nested():
            if isinstance(fact, Ticket):
                keep_ticket(connection, terminal, fact, now)
            else:
                keep_check_in(connection, terminal, fact, now)
    except RefusedError as error:
        return error.code
    return ""


def _is_kept_at_once(connection: Connection, terminal: Terminal, body: Ticket, now: datetime) -> bool:
    dialect = connection.dialect.name
    sql = KEEP_TICKET.sqlite if dialect == "sqlite" else KEEP_TICKET.postgresql
    row = connection.exec_driver_sql(sql, dict(ticket_values(dialect, terminal, body, now))).first()
    return row is not None and row[0] is not None
