# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls for help: which are open, who comes, and that it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select, update

from backoffice.domain.errors import RefusedError
from backoffice.schema import help_call, person, terminal
from kiosk.wire.commands import MOST_COMMANDS

OPEN_FOR = timedelta(hours=2)
"""Nobody stands at a terminal for longer than that and waits."""


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A visitor who waits for a person. ``taken_by`` is the name of whoever is on the way, empty while nobody is."""

    id: UUID
    terminal: int
    called_at: datetime
    screen: str
    taken_by: str
    taken_at: datetime | None


def open_calls(connection: Connection, office_id: str, now: datetime) -> list[OpenCall]:
    """The open calls of an office, the longest wait first."""
    rows = connection.execute(
        select(help_call, terminal.c.number, person.c.name)
        .join(terminal, terminal.c.id == help_call.c.terminal_id)
        .outerjoin(person, person.c.login == help_call.c.taken_by)
        .where(help_call.c.office_id == office_id, *_is_open(now))
        .order_by(help_call.c.called_at, help_call.c.id)
    )
    return [
        OpenCall(
            row.id,
            row.number,
            min(row.called_at, row.received_at),
            row.screen,
            (row.name or row.taken_by) if row.taken_at else "",
            row.taken_at,
        )
        for row in rows
    ]


def unanswered(connection: Connection, office_id: str, now: datetime, after: timedelta) -> list[OpenCall]:
    """The calls to which nobody has come forward for so long: then the desks of the office hear of them."""
    return [
        call
        for call in open_calls(connection, office_id, now)
        if call.taken_at is None and now - call.called_at >= after
    ]


def taken_by(connection: Connection, office_id: str, login: str, now: datetime) -> list[OpenCall]:
    """The open calls to which this person is on the way."""
    mine = set(
        connection.execute(
            select(help_call.c.id).where(
                help_call.c.office_id == office_id, help_call.c.taken_by == login, *_is_open(now)
            )
        ).scalars()
    )
    return [call for call in open_calls(connection, office_id, now) if call.id in mine]


def take(connection: Connection, office_id: str, call_id: UUID, login: str, now: datetime) -> None:
    """Somebody goes there; the visitor sees it with the terminal's next heartbeat.

    Raises:
        RefusedError: ``call-over``: withdrawn, settled, of another office, or taken by somebody else.
    """
    changed = connection.execute(
        update(help_call)
        .where(
            help_call.c.id == call_id,
            help_call.c.office_id == office_id,
            help_call.c.taken_at.is_(None),
            *_is_open(now),
        )
        .values(taken_by=login, taken_at=now)
    )
    if changed.rowcount != 1:
        raise RefusedError("call-over", "somebody was faster, or nobody waits there any more")


def settle(connection: Connection, office_id: str, call_id: UUID, login: str, now: datetime) -> None:
    """The visitor was helped; whoever says so counts as having come when nobody had taken the call.

    Raises:
        RefusedError: ``call-over``.
    """
    mine = (help_call.c.id == call_id, help_call.c.office_id == office_id)
    connection.execute(
        update(help_call).where(*mine, help_call.c.taken_at.is_(None)).values(taken_by=login, taken_at=now)
    )
    changed = connection.execute(
        update(help_call).where(*mine, help_call.c.done_at.is_(None)).values(done_at=now)
    )
    if changed.rowcount != 1:
        raise RefusedError("call-over", "this is settled already")


def taken(connection: Connection, office_id: str, terminal_id: UUID, now: datetime) -> tuple[UUID, ...]:
    """The open calls of a terminal to which somebody is on the way."""
    return tuple(
        connection.execute(
            select(help_call.c.id)
            .where(
                help_call.c.office_id == office_id,
                help_call.c.terminal_id == terminal_id,
                help_call.c.taken_at.is_not(None),
                *_is_open(now),
            )
            .order_by(help_call.c.called_at.desc(), help_call.c.id)
            .limit(MOST_COMMANDS)
        ).scalars()
    )


def _is_open(now: datetime) -> tuple[ColumnElement[Any], ...]:
    earliest = now - OPEN_FOR
    return (
        help_call.c.withdrawn_at.is_(None),
        help_call.c.done_at.is_(None),
        # Neither a call that was long on its way, nor one of a terminal whose clock is wrong by a year.
        help_call.c.received_at >= earliest,
        help_call.c.called_at >= earliest,
    )
