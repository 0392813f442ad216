# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What still has to reach the back office.

A row is added in the transaction of the fact it carries, and leaves only when the back office has confirmed it or when
it was refused for good; then it waits in the dead-letter list for staff. Nothing is ever dropped.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One ``PUT`` to come. ``attempts`` counts those that failed so far."""

    seq: int
    id: UUID
    visit: str
    resource: str
    body: str
    attempts: int


@dataclass(frozen=True, slots=True)
class OutboxSummary:
    """How the outbox stands. ``oldest`` is the creation time of the oldest row that waits."""

    waiting: int
    dead: int
    oldest: datetime | None


def add(
    connection: sqlite3.Connection, *, id: UUID, visit: UUID, resource: str, body: BaseModel, now: datetime
) -> None:
    """Put a resource into the outbox, inside the caller's transaction.

    Args:
        id: the resource's own id; it makes the ``PUT`` repeatable.
        visit: rows of the same visit are delivered in the order in which they were added.
        resource: the collection, e.g. ``tickets``.
    """
    connection.execute(
        "INSERT INTO outbox (id, visit, resource, body, created_at) VALUES (?, ?, ?, ?, ?)",
        (str(id), str(visit), resource, body.model_dump_json(), now.isoformat()),
    )


class Outbox:
    """Reading and settling the rows; one sender at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, at: float, limit: int = 100) -> list[OutboxRow]:
        """The rows to send now, oldest first: of each visit only its first waiting row.

        Args:
            at: seconds since 1970; rows whose next try is later are left alone.
        """
        with self._database.reading() as connection:
            found = connection.execute(
                """
                SELECT seq, id, visit, resource, body, attempts FROM outbox AS row
                WHERE state = 'waiting' AND next_try_at <= ?
                  AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                                  WHERE earlier.visit = row.visit AND earlier.state = 'waiting' AND earlier.seq < row.seq)
                ORDER BY seq LIMIT ?
                """,
                (at, limit),
            ).fetchall()
        rows, unreadable = [], []
        for row in found:
            try:
                rows.append(
                    OutboxRow(
                        row["seq"],
                        UUID(row["id"]),
                        row["visit"],
                        row["resource"],
                        row["body"],
                        row["attempts"],
                    )
                )
            except ValueError:
                unreadable.append(row["seq"])
        for seq in unreadable:  # the disk has eaten part of it; staff must look, the others go on
            self._bury(seq, "unreadable")
        return rows

    def next_try_at(self) -> float | None:
        """When the earliest row that may be sent wants to be (seconds since 1970), ``None`` if none waits.

        A row behind another one of its visit does not count, or the sender would find nothing to do again and again.
        """
        with self._database.reading() as connection:
            value = connection.execute(
                """
                SELECT min(next_try_at) FROM outbox AS row
                WHERE state = 'waiting'
                  AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                                  WHERE earlier.visit = row.visit AND earlier.state = 'waiting' AND earlier.seq < row.seq)
                """
            ).fetchone()[0]
        return None if value is None else float(value)

    def begin(self, row: OutboxRow) -> None:
        """From now on it may have arrived, whatever becomes of the answer: it can no longer be taken back here."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE outbox SET last_error = 'sent' WHERE seq = ?", (row.seq,))

    def delivered(self, *rows: OutboxRow) -> None:
        """The back office has them: the rows are gone."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM outbox WHERE seq = ?", [(row.seq,) for row in rows])

    def postpone(self, row: OutboxRow, next_try_at: float, error: str) -> None:
        """It did not arrive; try again at ``next_try_at`` (seconds since 1970)."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET attempts = attempts + 1, next_try_at = ?, last_error = ? WHERE seq = ?",
                (next_try_at, error, row.seq),
            )

    def bury(self, row: OutboxRow, error: str) -> None:
        """The back office refuses it for good: into the dead-letter list, where staff see it."""
        self._bury(row.seq, error)

    def _bury(self, seq: int, error: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET state = 'dead', attempts = attempts + 1, last_error = ? WHERE seq = ?",
                (error, seq),
            )

    def hurry(self, fewer_attempts_than: int) -> None:
        """Somebody waits, or the line is back: try the waiting rows now.

        A row that has failed often keeps its own pace: it fails for a reason of its own.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET next_try_at = 0 WHERE state = 'waiting' AND next_try_at > 0 AND attempts < ?",
                (fewer_attempts_than,),
            )

    def revive(self) -> int:
        """Put the dead letters back into the queue (staff decided so). Returns how many."""
        with self._database.transaction() as connection:
            return connection.execute(
                "UPDATE outbox SET state = 'waiting', next_try_at = 0, attempts = 0 WHERE state = 'dead'"
            ).rowcount

    def summary(self) -> OutboxSummary:
        """How many rows wait, how many are dead, and since when the oldest waits."""
        with self._database.reading() as connection:
            row = connection.execute(
                """SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,
                          count(*) FILTER (WHERE state = 'dead') AS dead,
                          min(created_at) FILTER (WHERE state = 'waiting') AS oldest FROM outbox"""
            ).fetchone()
        try:
            oldest = datetime.fromisoformat(row["oldest"]) if row["oldest"] else None
        except ValueError:
            oldest = None
        return OutboxSummary(row["waiting"], row["dead"], oldest)
