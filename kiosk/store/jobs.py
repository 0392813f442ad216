# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Print jobs as the store keeps them: ``queued → sending → sent → printed | failed | uncertain``."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from devices.printer import JobState, Slip, SlipError
from kiosk.store.database import Database

UNREADABLE = "unreadable"
_ENDED = (JobState.PRINTED, JobState.FAILED, JobState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip to print. ``duplicate`` puts "Zweitdruck" on it. ``expires_at``: later nobody stands there any more."""

    id: int
    ticket_id: UUID
    slip: Slip
    duplicate: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class MissedSlip:
    """A slip that did not come out, and the number on it, as staff call it (``B 042``)."""

    job: PrintJob
    label: str


_MISSED = """
    SELECT job.*, ticket.queue, ticket.number FROM print_job AS job JOIN ticket ON ticket.id = job.ticket_id
    WHERE job.state IN ('failed', 'uncertain') AND job.slip <> ''
      AND NOT EXISTS (SELECT 1 FROM print_job AS later WHERE later.ticket_id = job.ticket_id AND later.id > job.id
                      AND (later.slip <> '' OR later.state = 'printed'))
    ORDER BY job.id"""
"""Of each ticket the newest slip, unless another one has come out or is on its way."""


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

    def next_queued(self) -> PrintJob | None:
        """The oldest job that no byte has been sent of."""
        while True:
            with self._database.reading() as connection:
                row = connection.execute(
                    "SELECT * FROM print_job WHERE state = 'queued' ORDER BY id LIMIT 1"
                ).fetchone()
            if row is None:
                return None
            job = _job(row)
            if job is not None:
                return job
            self.set_state(row["id"], JobState.FAILED, UNREADABLE)

    def set_state(self, job_id: int, state: JobState, reason: str = "", *, keep_slip: bool = False) -> None:
        """Record how a job stands. A finished job keeps its state, and its slip only if ``keep_slip``: staff may still
        want it (:meth:`missed`)."""
        finished = state in _ENDED and not keep_slip
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
        jobs = []
        for row in rows:
            job = _job(row)
            if job is None:
                self.set_state(row["id"], JobState.UNCERTAIN, UNREADABLE)
            else:
                jobs.append(job)
        return jobs

    def give_up_interrupted(self, job: PrintJob, now: datetime, again_until: datetime | None) -> None:
        """An interrupted job becomes uncertain and, until ``again_until``, a marked second slip: both or neither."""
        with self._database.transaction() as connection:
            if again_until is not None:
                add(
                    connection,
                    ticket_id=job.ticket_id,
                    slip=job.slip,
                    now=now,
                    expires_at=again_until,
                    duplicate=True,
                )
            connection.execute(
                "UPDATE print_job SET state = 'uncertain', reason = 'program-ended', slip = '' WHERE id = ?",
                (job.id,),
            )

    def missed(self, now: datetime) -> list[MissedSlip]:
        """Slips that the printer did not give out and that somebody may still wait for, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_MISSED).fetchall()
        jobs = [(_job(row), f"{row['queue']} {row['number']:03d}") for row in rows]
        return [MissedSlip(job, label) for job, label in jobs if job is not None and job.expires_at > now]

    def print_missed(self, now: datetime, until: datetime) -> int:
        """Queue each missed slip once more, marked as second slip, good ``until`` then. Returns how many."""
        missed = self.missed(now)
        with self._database.transaction() as connection:
            for slip in missed:
                add(
                    connection,
                    ticket_id=slip.job.ticket_id,
                    slip=slip.job.slip,
                    now=now,
                    expires_at=until,
                    duplicate=True,
                )
                connection.execute("UPDATE print_job SET slip = '' WHERE id = ?", (slip.job.id,))
        return len(missed)

    def drop_missed(self) -> int:
        """Nobody wants them any more: what they said is forgotten. Returns how many."""
        with self._database.transaction() as connection:
            return connection.execute(
                "UPDATE print_job SET slip = '' WHERE state IN ('failed', 'uncertain') AND slip <> ''"
            ).rowcount

    def forget_expired(self, now: datetime) -> None:
        """Missed slips that nobody can be waiting for any more are forgotten."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, expires_at FROM print_job WHERE state IN ('failed', 'uncertain') AND slip <> ''"
            ).fetchall()
        over = [(row["id"],) for row in rows if _moment(row["expires_at"], now) <= now]
        if over:
            with self._database.transaction() as connection:
                connection.executemany("UPDATE print_job SET slip = '' WHERE id = ?", over)

    def states(self) -> dict[int, JobState]:
        """The state of every job, by id."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, state FROM print_job").fetchall()
        return {row["id"]: JobState(row["state"]) for row in rows}


def _moment(text: str, fallback: datetime) -> datetime:
    """``fallback`` when the disk has eaten part of it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return fallback
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _job(row: sqlite3.Row) -> PrintJob | None:
    """``None`` when the disk has eaten part of it; that slip is lost, the next one is not."""
    try:
        expires_at = datetime.fromisoformat(row["expires_at"])
        return PrintJob(
            id=row["id"],
            ticket_id=UUID(row["ticket_id"]),
            slip=Slip.from_json(row["slip"]),
            duplicate=bool(row["duplicate"]),
            expires_at=expires_at if expires_at.tzinfo else expires_at.replace(tzinfo=UTC),
        )
    except (ValueError, SlipError):
        return None
