# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who changed what, and when. Nothing about visitors, and of what somebody typed only technical names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from backoffice.domain.changes import Change as Change
from backoffice.domain.rows import next_number
from backoffice.schema import audit

PAGE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. ``subject`` is a technical name: a queue's letter, a terminal's number, a day, a sign-in name."""

    id: int
    at: datetime
    login: str
    office_id: str
    what: str
    subject: str


def note(
    connection: Connection, login: str, office_id: str, what: Change, subject: str, now: datetime
) -> None:
    """Write an act down, in the transaction that does it."""
    connection.execute(
        audit.insert().values(
            office_id=office_id,
            id=next_number(connection, office_id, "audit"),
            at=now,
            login=login,
            what=what.value,
            subject=subject[:80],
        )
    )


def entries(connection: Connection, office_id: str, before: int | None = None) -> list[Entry]:
    """A page of what was done in an office, newest first; ``before``: the id where the page before ended."""
    query = select(audit).where(audit.c.office_id == office_id)
    if before is not None:
        query = query.where(audit.c.id < before)
    rows = connection.execute(query.order_by(audit.c.id.desc()).limit(PAGE))
    return [Entry(row.id, row.at, row.login, row.office_id, row.what, row.subject) for row in rows]
