# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Print jobs as the store keeps them: ``queued → sending → sent → printed | failed | uncertain``."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from devices.printer import JobState, Slip
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip to print. ``duplicate`` puts "Zweitdruck" on it. ``expires_at``: later nobody stands there any more."""

    id: int
    ticket_id: UUID
    slip: Slip
    duplicate: bool
    expires_at: datetime


def add(
    connection: sqlite3.Connection,
    *,
    ticket_id: UUID,
    slip: Slip,
    now: datetime,
    expires_at: datetime,
    duplicate: bool = False,
) -> int:
    """Queue a slip inside the caller's transaction. Returns the job's id."""
    cursor = connection.execute(
        "INSERT INTO print_job (ticket_id, slip, duplicate, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (str(ticket_id), slip.to_json(), duplicate, now.isoformat(), expires_at.isoformat()),
    )
    return int(cursor.lastrowid or 0)


class PrintJobs:
    """The queue of slips."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_duplicate(self, ticket_id: UUID, slip: Slip, now: datetime, expires_at: datetime) -> int:
        """Queue a second slip for a ticket, marked as such."""
        with self._database.transaction() as connection:
            return add(
                connection, ticket_id=ticket_id, slip=slip, now=now, expires_at=expires_at, duplicate=True
            )

    def next_queued(self) -> PrintJob | None:
        """The oldest job that no byte has been sent of."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM print_job WHERE state = 'queued' ORDER BY id LIMIT 1"
            ).fetchone()
        return _job(row) if row else None

    def set_state(self, job_id: int, state: JobState, reason: str = "") -> None:
        """Record how a job stands. A finished job keeps its state, not its slip."""
        finished = state in (JobState.PRINTED, JobState.FAILED, JobState.UNCERTAIN)
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE print_job SET state = ?, reason = ?, slip = CASE WHEN ? THEN '' ELSE slip END WHERE id = ?",
                (state.value, reason, finished, job_id),
            )

    def interrupted(self) -> list[PrintJob]:
        """Jobs that were on their way to the paper when the program ended: nobody knows what became of them."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM print_job WHERE state IN ('sending', 'sent') ORDER BY id"
            ).fetchall()
        return [_job(row) for row in rows]

    def states(self) -> dict[int, JobState]:
        """The state of every job, by id."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, state FROM print_job").fetchall()
        return {row["id"]: JobState(row["state"]) for row in rows}


def _job(row: sqlite3.Row) -> PrintJob:
    return PrintJob(
        id=row["id"],
        ticket_id=UUID(row["ticket_id"]),
        slip=Slip.from_json(row["slip"]),
        duplicate=bool(row["duplicate"]),
        expires_at=datetime.fromisoformat(row["expires_at"]),
    )
