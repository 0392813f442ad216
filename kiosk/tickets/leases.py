# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The blocks of numbers this terminal may give out. Online or not, every number comes from one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import structlog

from kiosk.store.database import Database
from kiosk.wire.leases import is_genuine
from kiosk.wire.models import Enrolment, Lease

log = structlog.get_logger(__name__)

_ASKED = "lease-request "
_ASKED_VALUE = re.compile(r"([0-9a-f-]{36}) ([0-9]{1,3})")


class NumbersExhaustedError(Exception):
    """No leased number is left for this queue and day."""


@dataclass(frozen=True, slots=True)
class TakenNumber:
    """A number that now belongs to a ticket, and the lease it came from."""

    number: int
    lease_id: UUID


class Verdict(StrEnum):
    """What became of a lease that was offered."""

    KEPT = "kept"
    NOT_OURS = "not-ours"
    """Not genuine, not for us, or not what we asked for."""
    OVERLAPS = "overlaps"
    """It holds numbers that we have from another lease."""


@dataclass(frozen=True, slots=True)
class LeaseAsked:
    """A question for a block as the store keeps it: under which name, with which id and for how many numbers."""

    name: str
    lease_id: UUID
    size: int


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
    while True:
        row = connection.execute(
            """UPDATE lease SET next = next + 1
               WHERE id = (SELECT id FROM lease WHERE day = ? AND queue = ? AND next <= last ORDER BY first LIMIT 1)
               RETURNING id, next - 1 AS number""",
            (day.isoformat(), queue),
        ).fetchone()
        if row is None:
            raise NumbersExhaustedError(queue)
        # A back office that lost its memory leases numbers again that somebody in the waiting area holds.
        if not connection.execute(
            "SELECT 1 FROM ticket WHERE day = ? AND queue = ? AND number = ?",
            (day.isoformat(), queue, row["number"]),
        ).fetchone():
            return TakenNumber(row["number"], UUID(row["id"]))


class Leases:
    """The leases in the store."""

    def __init__(self, database: Database, enrolment: Enrolment, server_key: bytes) -> None:
        self._database = database
        self._enrolment = enrolment
        self._server_key = server_key

    def accept(
        self, lease: Lease, *, queue: str, day: date, now: datetime, asked_as: LeaseAsked | None = None
    ) -> Verdict:
        """Keep a lease the back office gave, if it is genuine, ours and the one we asked for.

        A server whose clock is a day behind, or a copied answer of another terminal, gives no numbers here. The
        question ``asked_as`` is settled in the same transaction: no crash can have it both kept and asked again.
        """
        genuine = (
            lease.terminal_id == self._enrolment.terminal_id
            and lease.office_id == self._enrolment.office_id
            and (lease.queue, lease.day) == (queue, day)
            and lease.first <= lease.last
            and (asked_as is None or lease.id == asked_as.lease_id)
            and is_genuine(lease, self._server_key)
        )
        if not genuine:
            log.error("lease_refused", queue=queue, day=day.isoformat())
            return Verdict.NOT_OURS
        with self._database.transaction() as connection:
            if asked_as is not None:
                connection.execute("DELETE FROM kept WHERE name = ?", (asked_as.name,))
            overlaps = connection.execute(
                "SELECT 1 FROM lease WHERE day = ? AND queue = ? AND first <= ? AND last >= ? AND id <> ?",
                (day.isoformat(), queue, lease.last, lease.first, str(lease.id)),
            ).fetchone()
            if overlaps:
                log.error("lease_overlaps", queue=queue, day=day.isoformat())
                return Verdict.OVERLAPS
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
        return Verdict.KEPT

    def ask(self, queue: str, day: date, size: int, new_id: Callable[[], UUID]) -> LeaseAsked:
        """The question for a block; the same one again until its answer is kept, so that no block gets lost."""
        name = f"{_ASKED}{day.isoformat()} {queue}"
        with self._database.transaction() as connection:
            row = connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
            if row is not None and (known := _ASKED_VALUE.fullmatch(row["value"])):
                return LeaseAsked(name, UUID(known[1]), int(known[2]))
            asked = LeaseAsked(name, new_id(), size)
            connection.execute(
                "INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)", (name, f"{asked.lease_id} {size}")
            )
            return asked

    def give_up(self, asked: LeaseAsked) -> None:
        """The back office will never answer this question with a block."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM kept WHERE name = ?", (asked.name,))

    def supply(self, queue: str, day: date) -> Supply:
        """What is left of a queue's numbers for a day. ``leased`` counts the newest block only."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT first, last, next FROM lease WHERE day = ? AND queue = ? ORDER BY first",
                (day.isoformat(), queue),
            ).fetchall()
        left = sum(row["last"] - row["next"] + 1 for row in rows)
        return Supply(left, rows[-1]["last"] - rows[-1]["first"] + 1 if rows else 0)

    def forget_all(self) -> None:
        """Another back office, or one without memory, let us in: leases and questions of before are worth nothing."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM lease")
            connection.execute("DELETE FROM kept WHERE name BETWEEN ? AND ?", (_ASKED, f"{_ASKED}9"))

    def forget_before(self, day: date) -> None:
        """Remove what belongs to earlier days: leases, tickets, questions nobody answered."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM lease WHERE day < ?", (day.isoformat(),))
            connection.execute("DELETE FROM ticket WHERE day < ?", (day.isoformat(),))
            connection.execute(
                "DELETE FROM kept WHERE name BETWEEN ? AND ?", (_ASKED, f"{_ASKED}{day.isoformat()}")
            )
            connection.execute("DELETE FROM print_job WHERE created_at < ?", (day.isoformat(),))


def numbers_left(database: Database, queues: Iterable[str], day: date) -> dict[str, int]:
    """How many numbers each of ``queues`` still has on ``day``.

    Raises:
        StoreError: the store does not answer.
    """
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT queue, sum(last - next + 1) AS left FROM lease WHERE day = ? GROUP BY queue",
            (day.isoformat(),),
        ).fetchall()
    left = {row["queue"]: int(row["left"]) for row in rows}
    return {queue: left.get(queue, 0) for queue in queues}
