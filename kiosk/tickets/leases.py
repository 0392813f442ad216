# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The blocks of numbers this terminal may give out. Online or not, every number comes from one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import structlog

from kiosk.store.database import Database
from kiosk.wire.leases import is_genuine
from kiosk.wire.models import Enrolment, Lease

log = structlog.get_logger(__name__)


class NumbersExhaustedError(Exception):
    """No leased number is left for this queue and day."""


@dataclass(frozen=True, slots=True)
class TakenNumber:
    """A number that now belongs to a ticket, and the lease it came from."""

    number: int
    lease_id: UUID


@dataclass(frozen=True, slots=True)
class Supply:
    """How many numbers of a queue are left on a day, of how many leased."""

    left: int
    leased: int

    @property
    def is_low(self) -> bool:
        """Half is gone: time to ask for the next block."""
        return self.left * 2 <= self.leased


def take(connection: sqlite3.Connection, queue: str, day: date) -> TakenNumber:
    """Take the next number, inside the caller's transaction.

    Raises:
        NumbersExhaustedError: there is none left.
    """
    row = connection.execute(
        """UPDATE lease SET next = next + 1
           WHERE id = (SELECT id FROM lease WHERE day = ? AND queue = ? AND next <= last ORDER BY first LIMIT 1)
           RETURNING id, next - 1 AS number""",
        (day.isoformat(), queue),
    ).fetchone()
    if row is None:
        raise NumbersExhaustedError(queue)
    return TakenNumber(row["number"], UUID(row["id"]))


class Leases:
    """The leases in the store."""

    def __init__(self, database: Database, enrolment: Enrolment, server_key: bytes) -> None:
        self._database = database
        self._enrolment = enrolment
        self._server_key = server_key

    def accept(self, lease: Lease, *, queue: str, day: date, now: datetime) -> bool:
        """Keep a lease the back office gave, if it is genuine, ours and the one we asked for.

        A server whose clock is a day behind, or a copied answer of another terminal, gives no numbers here.
        """
        genuine = (
            lease.terminal_id == self._enrolment.terminal_id
            and lease.office_id == self._enrolment.office_id
            and (lease.queue, lease.day) == (queue, day)
            and lease.first <= lease.last
            and is_genuine(lease, self._server_key)
        )
        if not genuine:
            log.error("lease_refused", queue=queue, day=day.isoformat())
            return False
        with self._database.transaction() as connection:
            connection.execute(
                """INSERT INTO lease (id, queue, day, first, last, next, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO NOTHING""",
                (
                    str(lease.id),
                    queue,
                    day.isoformat(),
                    lease.first,
                    lease.last,
                    lease.first,
                    now.isoformat(),
                ),
            )
        return True

    def supply(self, queue: str, day: date) -> Supply:
        """What is left of a queue's numbers for a day. ``leased`` counts the newest block only."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT first, last, next FROM lease WHERE day = ? AND queue = ? ORDER BY first",
                (day.isoformat(), queue),
            ).fetchall()
        left = sum(row["last"] - row["next"] + 1 for row in rows)
        return Supply(left, rows[-1]["last"] - rows[-1]["first"] + 1 if rows else 0)

    def forget_before(self, day: date) -> None:
        """Remove what belongs to earlier days: leases and tickets."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM lease WHERE day < ?", (day.isoformat(),))
            connection.execute("DELETE FROM ticket WHERE day < ?", (day.isoformat(),))
            connection.execute("DELETE FROM print_job WHERE created_at < ?", (day.isoformat(),))
