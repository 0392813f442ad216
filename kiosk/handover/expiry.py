# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hand-over that did not leave on its day is of no use to anybody, so it does not stay."""

from __future__ import annotations

from datetime import date

import structlog

from kiosk.store.database import Database

log = structlog.get_logger(__name__)


def forget_before(database: Database, day: date) -> int:
    """Delete sealed hand-overs of earlier days, waiting or refused. Returns how many.

    The only rows that ever leave the outbox undelivered: the ticket before them stays, and the desk asks again.
    """
    with database.transaction() as connection:
        deleted = connection.execute(
            """DELETE FROM outbox WHERE resource = 'handovers'
               AND (NOT json_valid(body) OR json_extract(body, '$.valid_on') < ?)""",
            (day.isoformat(),),
        ).rowcount
    if deleted:
        log.warning("handovers_expired", count=deleted)
    return deleted
