# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many facts in one transaction, each by itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from backoffice.domain.errors import RefusedError
from backoffice.domain.facts import keep_check_in, keep_ticket
from backoffice.domain.hot import KEEP_TICKETS, ticket_row
from backoffice.domain.terminals import Terminal
from kiosk.wire.models import CheckIn, Ticket

Fact = Ticket | CheckIn


def keep_together(
    connection: Connection, terminal: Terminal, facts_of_it: Sequence[Fact | str], now: datetime
) -> list[str]:
    """Keep each fact; for each, an empty string or the code of why it was refused. A string among the facts is a code
    that was found before."""
    tickets = [one for one in facts_of_it if isinstance(one, Ticket)]
    at_once = _kept_at_once(connection, terminal, tickets, now)
    codes: list[str] = []
    for found in facts_of_it:
        if isinstance(found, str):
            codes.append(found)
        elif found.id in at_once:
            # Once: the same id again is looked at by itself.
            at_once.remove(found.id)
            codes.append("")
        else:
            codes.append(_keep(connection, terminal, found, now))
    return codes


def _kept_at_once(
    connection: Connection, terminal: Terminal, tickets: Sequence[Ticket], now: datetime
) -> set[UUID]:
    dialect = connection.dialect.name
    first: dict[UUID, Ticket] = {}
    for one in tickets:
        first.setdefault(one.id, one)
    rows = [ticket_row(dialect, terminal, one, now) for one in first.values()]
    sql = KEEP_TICKETS.sqlite if dialect == "sqlite" else KEEP_TICKETS.postgresql
    kept = connection.exec_driver_sql(sql, {"rows": json.dumps(rows)}).scalars()
    return {UUID(one) for one in kept}


def _keep(connection: Connection, terminal: Terminal, fact: Fact, now: datetime) -> str:
    try:
        with connection.begin_nested():
            if isinstance(fact, Ticket):
                keep_ticket(connection, terminal, fact, now)
            else:
                keep_check_in(connection, terminal, fact, now)
    except RefusedError as error:
        return error.code
    return ""
