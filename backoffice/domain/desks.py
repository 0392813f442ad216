# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desks of an office: who works at which one today, and which number is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.domain.events import EventKind, record
from backoffice.schema import desk, desk_queue, office, person, ticket
from kiosk.wire.models import TicketState, label

AT_DESK = (TicketState.CALLED.value, TicketState.SERVING.value)
"""States of a ticket that belongs to a desk."""

line_of = func.coalesce(ticket.c.sent_to, ticket.c.queue)
"""The queue in which a ticket waits."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk, locked by the current transaction. ``today`` is the office's day."""

    office_id: str
    name: str
    is_open: bool
    opened_by: str
    today: date


@dataclass(frozen=True, slots=True)
class DeskView:
    """A desk as colleagues see it. ``label`` is the number there, ``clerk`` a name, both empty for none."""

    name: str
    queues: tuple[str, ...]
    is_open: bool
    opened_by: str
    clerk: str
    label: str


def open_desk(
    connection: Connection,
    office_id: str,
    name: str,
    now: datetime,
    *,
    login: str = "",
    take_over: bool = False,
) -> None:
    """Somebody works at this desk today; the estimate counts on it.

    A person has one desk: another one they had opened is closed. With ``take_over`` a desk that a colleague left open
    becomes theirs, with whoever is called to it.

    Raises:
        RefusedError: ``desk-unknown``; ``desk-taken``: a colleague works there; ``desk-busy``: a visitor is at the desk
            that would be closed.
    """
    found = locked_desk(connection, office_id, name, now)
    if found.is_open and found.opened_by not in ("", login) and login and not take_over:
        raise RefusedError("desk-taken", "a colleague works at this desk")
    left = _desks_of(connection, office_id, login, found.today) - {name}
    for other in sorted(left):
        if at_desk(connection, locked_desk(connection, office_id, other, now)) is not None:
            raise RefusedError("desk-busy", "finish with the visitor first")
        _set_opened(connection, office_id, other, None, None)
    _set_opened(
        connection, office_id, name, found.today, login or (found.is_open and found.opened_by) or None
    )
    for other in sorted(left):
        record(connection, office_id, found.today, now, EventKind.DESK_CLOSED, desk=other)
    record(connection, office_id, found.today, now, EventKind.DESK_OPENED, desk=name)


def close_desk(connection: Connection, office_id: str, name: str, now: datetime) -> None:
    """Nobody works at this desk any more today.

    Raises:
        RefusedError: ``desk-unknown``; ``desk-busy`` while a visitor is there.
    """
    found = locked_desk(connection, office_id, name, now)
    if at_desk(connection, found) is not None:
        raise RefusedError("desk-busy", "finish with the visitor first")
    _set_opened(connection, office_id, name, None, None)
    record(connection, office_id, found.today, now, EventKind.DESK_CLOSED, desk=name)


def locked_desk(connection: Connection, office_id: str, name: str, now: datetime) -> Desk:
    """The desk, nobody else's until the transaction ends.

    Raises:
        RefusedError: ``desk-unknown``.
    """
    found = connection.execute(
        select(desk).where(desk.c.office_id == office_id, desk.c.name == name).with_for_update()
    ).one_or_none()
    if found is None:
        raise RefusedError("desk-unknown", f"office {office_id!r} has no desk {name!r}")
    today = today_of(connection, office_id, now)
    return Desk(office_id, name, found.opened_on == today, found.opened_by or "", today)


def at_desk(connection: Connection, found: Desk) -> Row[Any] | None:
    """The ticket that is at a desk now."""
    return connection.execute(
        select(ticket)
        .where(
            ticket.c.office_id == found.office_id,
            ticket.c.day == found.today,
            ticket.c.desk == found.name,
            ticket.c.state.in_(AT_DESK),
        )
        .order_by(ticket.c.called_at)
        .limit(1)
    ).one_or_none()


def desk_of(connection: Connection, office_id: str, login: str, now: datetime) -> str:
    """The name of the desk where somebody works today; empty for none."""
    return min(_desks_of(connection, office_id, login, today_of(connection, office_id, now)), default="")


def desks_of_office(connection: Connection, office_id: str, now: datetime) -> list[DeskView]:
    """All desks of an office, by name."""
    today = today_of(connection, office_id, now)
    queues: dict[str, list[str]] = {}
    for name, letter in connection.execute(
        select(desk_queue.c.desk, desk_queue.c.queue)
        .where(desk_queue.c.office_id == office_id)
        .order_by(desk_queue.c.queue)
    ):
        queues.setdefault(name, []).append(letter)
    there = {
        row.desk: label(row.queue, row.number)
        for row in connection.execute(
            select(ticket.c.desk, ticket.c.queue, ticket.c.number).where(
                ticket.c.office_id == office_id, ticket.c.day == today, ticket.c.state.in_(AT_DESK)
            )
        )
    }
    rows = connection.execute(
        select(desk, person.c.name.label("clerk"))
        .outerjoin(person, person.c.login == desk.c.opened_by)
        .where(desk.c.office_id == office_id)
    )
    views = []
    for row in rows:
        is_open = row.opened_on == today
        views.append(
            DeskView(
                name=row.name,
                queues=tuple(queues.get(row.name, ())),
                is_open=is_open,
                opened_by=(row.opened_by or "") if is_open else "",
                clerk=(row.clerk or "") if is_open else "",
                label=there.get(row.name, ""),
            )
        )
    return sorted(views, key=lambda view: natural(view.name))


def natural(name: str) -> tuple[str, int, str]:
    """Sorts ``Platz 2`` before ``Platz 10``."""
    head = name.rstrip("0123456789")
    digits = name[len(head) :]
    return head, int(digits) if digits else -1, name


def today_of(connection: Connection, office_id: str, now: datetime) -> date:
    """The office's own day."""
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one()
    return business_day(now, zone)


def _desks_of(connection: Connection, office_id: str, login: str, today: date) -> set[str]:
    if not login:
        return set()
    return set(
        connection.execute(
            select(desk.c.name).where(
                desk.c.office_id == office_id, desk.c.opened_by == login, desk.c.opened_on == today
            )
        ).scalars()
    )


def _set_opened(
    connection: Connection, office_id: str, name: str, day: date | None, login: str | None
) -> None:
    connection.execute(
        update(desk)
        .where(desk.c.office_id == office_id, desk.c.name == name)
        .values(opened_on=day, opened_by=login)
    )
