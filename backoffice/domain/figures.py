# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a range of days looked like: waits, service times, no-shows, missed numbers, use of terminals.

Counted from tickets and appointments, which hold no personal data. Nothing is counted by desk or by person: these are figures
about an office, not about its staff.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import fmean, median, quantiles
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, select

from backoffice.domain.errors import RefusedError
from backoffice.schema import appointment, check_in, office, terminal, ticket
from kiosk.wire.models import TicketState

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long something took, in minutes. ``most`` is what nine of ten stayed below; ``None`` where nothing was counted."""

    count: int
    mean: float | None
    middle: float | None
    most: float | None

    @classmethod
    def of(cls, values: Sequence[float]) -> Minutes:
        """From single durations in minutes."""
        if not values:
            return cls(0, None, None, None)
        most = quantiles(values, n=10, method="inclusive")[8] if len(values) > 1 else values[0]
        return cls(len(values), fmean(values), median(values), most)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: ``name`` is an hour (``"09"``), a service's key, a terminal's number or a day."""

    name: str
    tickets: int
    wait: Minutes
    service: Minutes
    missed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A range of days in one office; the last day counts too. ``no_shows``: appointments over that nobody checked in for."""

    first: date
    last: date
    tickets: int
    with_appointment: int
    offline: int
    appointments: int
    no_shows: int
    cancelled: int
    wait: Minutes
    service: Minutes
    missed: int
    by_hour: tuple[Line, ...]
    by_service: tuple[Line, ...]
    by_terminal: tuple[Line, ...]
    by_day: tuple[Line, ...]


@dataclass
class _Heap:
    tickets: int = 0
    missed: int = 0
    waits: list[float] = field(default_factory=list)
    services: list[float] = field(default_factory=list)

    def line(self, name: str) -> Line:
        return Line(name, self.tickets, Minutes.of(self.waits), Minutes.of(self.services), self.missed)


def figures(connection: Connection, office_id: str, first: date, last: date, now: datetime) -> Figures:
    """Count the days from ``first`` to ``last``.

    Raises:
        RefusedError: ``days-malformed``: in the wrong order, or more than a year.
    """
    if not first <= last <= first + timedelta(days=MOST_DAYS - 1):
        raise RefusedError("days-malformed", f"ask for 1 to {MOST_DAYS} days, the first before the last")
    zone = ZoneInfo(
        connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one()
    )
    numbers = {
        row.id: str(row.number)
        for row in connection.execute(
            select(terminal.c.id, terminal.c.number).where(terminal.c.office_id == office_id)
        )
    }
    whole = _Heap()
    heaps: dict[str, defaultdict[str, _Heap]] = {
        kind: defaultdict(_Heap) for kind in ("hour", "service", "terminal", "day")
    }
    offline = 0
    for row in _tickets(connection, office_id, first, last):
        offline += row.issued_offline
        names = {
            "hour": f"{row.drawn_at.astimezone(zone):%H}",
            "service": row.service,
            "terminal": numbers.get(row.terminal_id, "?"),
            "day": row.day.isoformat(),
        }
        for heap in (whole, *(heaps[kind][name] for kind, name in names.items())):
            _count(heap, row)
    due, missed_appointments, cancelled = _appointments(connection, office_id, first, last, zone, now)
    return Figures(
        first=first,
        last=last,
        tickets=whole.tickets,
        with_appointment=_with_appointment(connection, office_id, first, last),
        offline=offline,
        appointments=due,
        no_shows=missed_appointments,
        cancelled=cancelled,
        wait=Minutes.of(whole.waits),
        service=Minutes.of(whole.services),
        missed=whole.missed,
        by_hour=_lines(heaps["hour"]),
        by_service=tuple(sorted(_lines(heaps["service"]), key=lambda line: (-line.tickets, line.name))),
        by_terminal=tuple(sorted(_lines(heaps["terminal"]), key=lambda line: (len(line.name), line.name))),
        by_day=_lines(heaps["day"]),
    )


def _tickets(connection: Connection, office_id: str, first: date, last: date) -> Iterable[Any]:
    return connection.execute(
        select(
            ticket.c.day,
            ticket.c.service,
            ticket.c.terminal_id,
            ticket.c.drawn_at,
            ticket.c.received_at,
            ticket.c.called_at,
            ticket.c.finished_at,
            ticket.c.state,
            ticket.c.issued_offline,
        ).where(ticket.c.office_id == office_id, ticket.c.day >= first, ticket.c.day <= last)
    )


def _count(heap: _Heap, row: Any) -> None:
    heap.tickets += 1
    if row.state == TicketState.MISSED.value:
        heap.missed += 1
        return
    if row.called_at is None:
        return
    waited = (row.called_at - row.drawn_at).total_seconds() / 60
    if 0 <= waited <= 24 * 60:  # a terminal whose clock is wrong says nothing about waiting
        heap.waits.append(waited)
    if (
        row.finished_at is not None
        and row.state == TicketState.DONE.value
        and row.finished_at >= row.called_at
    ):
        heap.services.append((row.finished_at - row.called_at).total_seconds() / 60)


def _with_appointment(connection: Connection, office_id: str, first: date, last: date) -> int:
    rows = connection.execute(
        select(ticket.c.id)
        .join(check_in, and_(check_in.c.office_id == ticket.c.office_id, check_in.c.ticket_id == ticket.c.id))
        .where(ticket.c.office_id == office_id, ticket.c.day >= first, ticket.c.day <= last)
        .distinct()
    )
    return sum(1 for _ in rows)


def _appointments(
    connection: Connection, office_id: str, first: date, last: date, zone: ZoneInfo, now: datetime
) -> tuple[int, int, int]:
    """How many were due until now, of these how many nobody came for, and how many were cancelled."""
    begins = datetime.combine(first, time(), zone)
    ends = min(datetime.combine(last + timedelta(days=1), time(), zone), now)
    found: Counter[str] = Counter()
    for row in connection.execute(
        select(appointment.c.cancelled, appointment.c.check_in_id).where(
            appointment.c.office_id == office_id,
            appointment.c.starts_at >= begins,
            appointment.c.starts_at < ends,
        )
    ):
        if row.cancelled:
            found["cancelled"] += 1
        else:
            found["due"] += 1
            found["missed"] += row.check_in_id is None
    return found["due"], found["missed"], found["cancelled"]


def _lines(heaps: dict[str, _Heap]) -> tuple[Line, ...]:
    return tuple(heaps[name].line(name) for name in sorted(heaps))
