# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an administrator orders terminals to do. It waits here until the terminal fetches it with its heartbeat, and is
told again with every heartbeat until the terminal says what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, select, update

from backoffice.domain.errors import RefusedError
from backoffice.schema import command, terminal
from kiosk.wire.commands import MOST_COMMANDS, Command, CommandKind, CommandOutcome

LIFETIMES = {
    # A lock is also in the configuration, so a terminal that comes back later finds it anyway.
    CommandKind.LOCK: timedelta(hours=12),
    CommandKind.UNLOCK: timedelta(hours=12),
    # Nobody wants a test slip to come out tomorrow.
    CommandKind.TEST_PRINT: timedelta(minutes=15),
    CommandKind.RELOAD: timedelta(hours=1),
}
LONGEST_MESSAGE = 200
KEPT = timedelta(days=90)
_LOCKS = (CommandKind.LOCK.value, CommandKind.UNLOCK.value)


@dataclass(frozen=True, slots=True)
class Given:
    """An order and what became of it. ``outcome`` is ``done``, ``failed``, or empty while nobody knows."""

    terminal: int
    kind: str
    given_by: str
    given_at: datetime
    expires_at: datetime
    delivered_at: datetime | None
    outcome: str
    detail: str


def give(
    connection: Connection,
    office_id: str,
    terminal_id: UUID,
    kind: CommandKind,
    by: str,
    now: datetime,
    message: str = "",
) -> int:
    """Order something of a terminal of this office. Returns the terminal's number.

    ``message`` is what visitors read while it is locked (German, may be empty).

    Raises:
        RefusedError: ``terminal-unknown`` (also for a revoked one), ``text-too-long``.
    """
    if len(message) > LONGEST_MESSAGE:
        raise RefusedError("text-too-long", f"at most {LONGEST_MESSAGE} characters")
    row = connection.execute(
        select(terminal.c.number)
        .where(
            terminal.c.id == terminal_id, terminal.c.office_id == office_id, terminal.c.revoked_at.is_(None)
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise RefusedError("terminal-unknown", "there is no such terminal in this office")
    if kind.value in _LOCKS:
        is_lock = kind is CommandKind.LOCK
        connection.execute(
            update(terminal)
            .where(terminal.c.id == terminal_id)
            .values(locked=is_lock, lock_message=message if is_lock else "")
        )
        _end(connection, office_id, terminal_id, _LOCKS, "superseded", now)
    connection.execute(
        command.insert().values(
            id=uuid4(),
            terminal_id=terminal_id,
            office_id=office_id,
            kind=kind.value,
            given_by=by,
            given_at=now,
            expires_at=now + LIFETIMES[kind],
            outcome="",
            detail="",
        )
    )
    return int(row.number)


def end_all(connection: Connection, office_id: str, terminal_id: UUID, now: datetime) -> None:
    """The terminal will not fetch anything any more."""
    _end(connection, office_id, terminal_id, tuple(kind.value for kind in CommandKind), "revoked", now)


def due(connection: Connection, office_id: str, terminal_id: UUID, now: datetime) -> tuple[Command, ...]:
    """What this terminal has not answered yet, oldest first."""
    rows = connection.execute(
        select(command.c.id, command.c.kind, command.c.delivered_at)
        .where(
            command.c.office_id == office_id,
            command.c.terminal_id == terminal_id,
            command.c.ended_at.is_(None),
            command.c.expires_at > now,
        )
        .order_by(command.c.given_at, command.c.id)
        .limit(MOST_COMMANDS)
    ).all()
    fresh = [row.id for row in rows if row.delivered_at is None]
    if fresh:
        connection.execute(
            update(command)
            .where(command.c.office_id == office_id, command.c.id.in_(fresh))
            .values(delivered_at=now)
        )
    return tuple(Command(id=row.id, kind=row.kind) for row in rows)


def keep_outcomes(
    connection: Connection,
    office_id: str,
    terminal_id: UUID,
    outcomes: Iterable[CommandOutcome],
    now: datetime,
) -> None:
    """Keep what became of orders; of one that is told twice the first counts, and foreign ones are ignored."""
    for one in outcomes:
        connection.execute(
            update(command)
            .where(
                command.c.office_id == office_id,
                command.c.id == one.id,
                command.c.terminal_id == terminal_id,
                command.c.ended_at.is_(None),
            )
            .values(ended_at=now, outcome=one.outcome, detail=one.detail)
        )


def recent(connection: Connection, office_id: str, most: int = 30) -> list[Given]:
    """The latest orders in an office, newest first."""
    rows = connection.execute(
        select(command, terminal.c.number)
        .join(terminal, terminal.c.id == command.c.terminal_id)
        .where(command.c.office_id == office_id)
        .order_by(command.c.given_at.desc(), command.c.id)
        .limit(most)
    )
    return [
        Given(
            row.number,
            row.kind,
            row.given_by,
            row.given_at,
            row.expires_at,
            row.delivered_at,
            row.outcome,
            row.detail,
        )
        for row in rows
    ]


def forget_old(connection: Connection, now: datetime) -> None:
    """Remove orders that nobody asks about any more."""
    connection.execute(delete(command).where(command.c.given_at < now - KEPT))


def _end(
    connection: Connection,
    office_id: str,
    terminal_id: UUID,
    kinds: Iterable[str],
    detail: str,
    now: datetime,
) -> None:
    connection.execute(
        update(command)
        .where(
            command.c.office_id == office_id,
            command.c.terminal_id == terminal_id,
            command.c.kind.in_(list(kinds)),
            command.c.ended_at.is_(None),
        )
        .values(ended_at=now, outcome="failed", detail=detail)
    )
