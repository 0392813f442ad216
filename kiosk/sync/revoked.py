# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a terminal forgets when its rights were taken away (docs/decisions: revoked terminals)."""

from __future__ import annotations

import structlog

from kiosk.clock import Clock
from kiosk.store.database import Database

log = structlog.get_logger(__name__)

REVOKED = "revoked"
"""Kept while the terminal is out of service: since when."""
KEY_REVOKED = "key-revoked"
"""Kept until the key file is gone too."""
_STAYS = ("device-states", "staff-wrong-pins")
"""Of what is kept by name, only this is the terminal's own."""


def wipe(database: Database, clock: Clock) -> None:
    """Forget numbers, configuration, appointments, slips and who we were; in one transaction, and off the disk.

    What waits in the outbox stays: somebody holds those numbers. It leaves when the terminal is let in again.

    Raises:
        StoreError: nothing was forgotten.
    """
    with database.transaction() as connection:
        for table in ("lease", "appointment", "print_job", "ticket", "set_aside"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        connection.execute(
            f"DELETE FROM kept WHERE name NOT IN ({', '.join('?' * len(_STAYS))})",  # noqa: S608 - placeholders
            _STAYS,
        )
        since = clock.now().isoformat()
        connection.executemany(
            "INSERT INTO kept (name, value) VALUES (?, ?)", [(REVOKED, since), (KEY_REVOKED, since)]
        )
    with database.reading() as connection:
        # Or the old pages stay in the log beside the file until it is full.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    log.error("terminal_revoked")
