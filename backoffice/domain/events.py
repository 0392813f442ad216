# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened in an office, in order, for displays and desks to follow. Numbers and desks, never a person.

An event is written in the transaction of what it tells. Within an office ids rise in the order of commits, because writers
of one office take turns from drawing the id to the commit; so whoever has seen an id has seen all before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select, text

from backoffice.schema import event

KEPT_DAYS = 2
"""Somebody who comes back later starts from how things stand."""


class EventKind(StrEnum):
    """What happened to a number, or at a desk."""

    CALLED = "called"
    ARRIVED = "arrived"
    REQUEUED = "requeued"
    """Back among those who wait: nobody came, or it was parked or missed."""
    SENT_ON = "sent-on"
    PARKED = "parked"
    MISSED = "missed"
    DONE = "done"
    DESK_OPENED = "desk-opened"
    DESK_CLOSED = "desk-closed"


@dataclass(frozen=True, slots=True)
class OfficeEvent:
    """One event. ``body`` holds, as far as they apply, ``label``, ``desk``, ``queue`` and ``call`` (the how-manieth)."""

    id: int
    office_id: str
    at: datetime
    kind: EventKind
    body: Mapping[str, Any]


def record(
    connection: Connection, office_id: str, day: date, at: datetime, kind: EventKind, **body: Any
) -> None:
    """Tell it. The last thing a transaction does, since others of the office wait from here on."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:office, 4))"), {"office": office_id}
        )
    connection.execute(event.insert().values(office_id=office_id, day=day, at=at, kind=kind.value, body=body))


def newest_id(connection: Connection, office_id: str | None = None) -> int:
    """The highest id so far, of an office or of all; 0 when there is none."""
    query = select(func.max(event.c.id))
    if office_id is not None:
        query = query.where(event.c.office_id == office_id)
    return connection.execute(query).scalar() or 0


def events_after(connection: Connection, office_id: str, after: int, since: datetime) -> list[OfficeEvent]:
    """The events of an office with a higher id that are not older than ``since``."""
    rows = connection.execute(
        select(event)
        .where(event.c.office_id == office_id, event.c.id > after, event.c.at >= since)
        .order_by(event.c.id)
        .limit(500)
    )
    return [_event(row) for row in rows]


def tail(connection: Connection, after: int, missing: Sequence[int]) -> list[OfficeEvent]:
    """Events of all offices with a higher id, and those of ``missing`` that have turned up: offices do not wait for each
    other, so between them ids may be committed out of order."""
    rows = connection.execute(
        select(event).where(or_(event.c.id > after, event.c.id.in_(missing))).order_by(event.c.id).limit(2000)
    )
    return [_event(row) for row in rows]


def forget_events(connection: Connection, now: datetime) -> int:
    """Remove what is older than :data:`KEPT_DAYS` days. Returns how many went."""
    return connection.execute(
        delete(event).where(event.c.day < now.date() - timedelta(days=KEPT_DAYS))
    ).rowcount


def _event(row: Row[Any]) -> OfficeEvent:
    return OfficeEvent(row.id, row.office_id, row.at, EventKind(row.kind), row.body)
