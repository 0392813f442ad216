# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened in an office, in order, for displays and desks to follow. Numbers and desks, never a person.

An event is written in the transaction of what it tells. Ids count within an office and rise there in the order of commits,
because writers of one office take turns from drawing the id to the commit; so whoever has seen an id has seen all before it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from backoffice.domain.rows import next_number
from backoffice.schema import event, office_counter

KEPT_DAYS = 2
"""Somebody who comes back later starts from how things stand."""


_NUMBERS = "event"


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
    number = next_number(connection, office_id, _NUMBERS)
    connection.execute(
        event.insert().values(office_id=office_id, id=number, day=day, at=at, kind=kind.value, body=body)
    )


def newest_id(connection: Connection, office_id: str) -> int:
    """The highest id of an office so far; 0 when there is none."""
    return newest_ids(connection, [office_id]).get(office_id, 0)


def newest_ids(connection: Connection, office_ids: Collection[str]) -> dict[str, int]:
    """The highest ids of these offices so far, where there is one."""
    rows = connection.execute(
        select(office_counter.c.office_id, office_counter.c.last).where(
            office_counter.c.office_id.in_(office_ids), office_counter.c.name == _NUMBERS
        )
    )
    return {row.office_id: row.last for row in rows}


def events_after(
    connection: Connection, office_id: str, after: int, since: datetime | None = None
) -> list[OfficeEvent]:
    """The events of an office with a higher id, the lowest 500; with ``since`` those that are not older."""
    query = select(event).where(event.c.office_id == office_id, event.c.id > after)
    if since is not None:
        query = query.where(event.c.at >= since)
    return [_event(row) for row in connection.execute(query.order_by(event.c.id).limit(500))]


def tail(connection: Connection, seen: Mapping[str, int]) -> list[OfficeEvent]:
    """What is new in these offices, each with the highest id that was seen of it."""
    found: list[OfficeEvent] = []
    for office_id, newest in newest_ids(connection, seen).items():
        if newest > seen[office_id]:
            found += events_after(connection, office_id, seen[office_id])
    return found


def forget_events(connection: Connection, now: datetime) -> int:
    """Remove what is older than :data:`KEPT_DAYS` days. Returns how many went."""
    return connection.execute(
        delete(event).where(event.c.day < now.date() - timedelta(days=KEPT_DAYS))
    ).rowcount


def _event(row: Row[Any]) -> OfficeEvent:
    return OfficeEvent(row.id, row.office_id, row.at, EventKind(row.kind), row.body)
