# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office's day as the estimate needs it: read once, asked for every queue and every number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import fmean
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, select

from backoffice.clock import business_day
from backoffice.domain.desks import AT_DESK, line_of
from backoffice.domain.facts import APPOINTMENT_LEAD
from backoffice.schema import appointment, desk, desk_queue, office_service, ticket
from backoffice.waiting.attendance import Attendance
from backoffice.waiting.durations import Duration, Seen, learn
from backoffice.waiting.situation import Ahead, DeskNow, Situation
from kiosk.wire.models import TicketState

REMEMBERED_DAYS = 14
_GIVEN_UP_AFTER = timedelta(minutes=60)
"""Nobody expects somebody any more who is this late for an appointment."""
_KEPT_OFFICES = 20_000

Place = tuple[datetime, int, UUID]
"""Where a ticket stands: smaller is called earlier."""


@dataclass(frozen=True, slots=True)
class Experience:
    """What the days before today taught: durations by service, and how many appointments nobody came to."""

    seen: Mapping[str, Seen]
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class _Waiting:
    place: Place
    queue: str
    service: str


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """One office at one moment. ``waiting`` is in the order of calling."""

    now: datetime
    waiting: tuple[_Waiting, ...]
    desks: tuple[DeskNow, ...]
    expected: tuple[tuple[datetime, str, str], ...]
    """Appointments nobody has checked in for, soon to be due: start, queue, service."""
    durations: Mapping[str, Duration]
    """By service, and by queue letter for services nobody planned."""
    attendance: Attendance

    def count(self) -> Counter[str]:
        """How many wait, by queue."""
        return Counter(one.queue for one in self.waiting)

    def situation(self, queue: str, place: Place | None = None) -> Situation | None:
        """As it is for the number at ``place``, or for a walk-in who comes now; ``None`` when nobody knows how long the
        services take."""
        due = place[0] if place is not None else self.now
        ahead: list[tuple[datetime, Ahead]] = []
        for one in self.waiting:
            if (place is not None and one.place >= place) or (place is None and one.place[0] > self.now):
                continue
            takes = self._takes(one.service, one.queue)
            if takes is None:
                return None
            ahead.append((one.place[0], Ahead(one.queue, takes)))
        for starts_at, letter, service in self.expected:
            takes = self._takes(service, letter)
            if takes is not None and starts_at - APPOINTMENT_LEAD < due:
                starts_in = (starts_at - self.now).total_seconds() / 60
                ahead.append((starts_at - APPOINTMENT_LEAD, Ahead(letter, takes, starts_in=starts_in)))
        if self._takes("", queue) is None:
            return None
        ahead.sort(key=lambda entry: entry[0])
        return Situation(queue, self.desks, tuple(one for _, one in ahead), self.attendance)

    def _takes(self, service: str, queue: str) -> Duration | None:
        return self.durations.get(service) or self.durations.get(queue)


class Forecasts:
    """Remembers for a day what the days before taught about each office, and for ``keep_seconds`` how it stands."""

    def __init__(self, keep_seconds: float = 0.0) -> None:
        self._keep = timedelta(seconds=keep_seconds)
        self._known: dict[tuple[str, date], Experience] = {}
        self._days: dict[str, OfficeDay] = {}

    def day(self, connection: Connection, office_id: str, zone: str, now: datetime) -> OfficeDay:
        """The office as it is now, or was a moment ago. ``zone`` is its time zone."""
        kept = self._days.get(office_id)
        if kept is not None and abs(now - kept.now) < self._keep:
            return kept
        if len(self._days) >= _KEPT_OFFICES:
            self._days.clear()
        found = self._days[office_id] = self._read(connection, office_id, zone, now)
        return found

    def _read(self, connection: Connection, office_id: str, zone: str, now: datetime) -> OfficeDay:
        day = business_day(now, zone)
        experience = self._experience(connection, office_id, zone, day)
        here = (ticket.c.office_id == office_id) & (ticket.c.day == day)
        waiting, busy = [], {}
        today: dict[str, list[float]] = defaultdict(list)
        for row in connection.execute(
            select(
                ticket.c.id,
                line_of.label("line"),
                ticket.c.number,
                ticket.c.service,
                ticket.c.order_at,
                ticket.c.state,
                ticket.c.desk,
                ticket.c.called_at,
                ticket.c.finished_at,
            ).where(here)
        ):
            if row.state == TicketState.WAITING.value:
                waiting.append(_Waiting((row.order_at, row.number, row.id), row.line, row.service))
            elif row.state in AT_DESK and row.called_at is not None:
                busy[row.desk] = (row.service, row.line, row.called_at)
            elif row.state == TicketState.DONE.value and row.called_at and row.finished_at:
                today[row.service].append((row.finished_at - row.called_at).total_seconds() / 60)
        durations, queue_of = _durations(connection, office_id, experience, today)
        serves: dict[str, set[str]] = defaultdict(set)
        for name, letter in connection.execute(
            select(desk_queue.c.desk, desk_queue.c.queue)
            .join(desk, and_(desk.c.office_id == desk_queue.c.office_id, desk.c.name == desk_queue.c.desk))
            .where(desk_queue.c.office_id == office_id, desk.c.opened_on == day)
            .order_by(desk_queue.c.desk)
        ):
            serves[name].add(letter)
        return OfficeDay(
            now=now,
            waiting=tuple(sorted(waiting, key=lambda one: one.place)),
            desks=tuple(_desk(letters, busy.get(name), durations, now) for name, letters in serves.items()),
            expected=_expected(connection, office_id, queue_of, now),
            durations=durations,
            attendance=experience.attendance,
        )

    def _experience(self, connection: Connection, office_id: str, zone: str, day: date) -> Experience:
        key = (office_id, day)
        if key not in self._known:
            if len(self._known) >= _KEPT_OFFICES:
                self._known.clear()
            self._known[key] = _read_experience(connection, office_id, zone, day)
        return self._known[key]


def _read_experience(connection: Connection, office_id: str, zone: str, day: date) -> Experience:
    since = day - timedelta(days=REMEMBERED_DAYS)
    minutes: dict[tuple[str, date], list[float]] = defaultdict(list)
    for row in connection.execute(
        select(ticket.c.service, ticket.c.day, ticket.c.called_at, ticket.c.finished_at).where(
            ticket.c.office_id == office_id,
            ticket.c.day >= since,
            ticket.c.day < day,
            ticket.c.state == TicketState.DONE.value,
        )
    ):
        if row.called_at is not None and row.finished_at is not None:
            minutes[row.service, row.day].append((row.finished_at - row.called_at).total_seconds() / 60)
    seen: dict[str, Seen] = defaultdict(Seen)
    for (service, on), values in minutes.items():
        seen[service] += Seen.of(values, days_ago=(day - on).days)
    earliest, today = (datetime.combine(on, time.min, ZoneInfo(zone)) for on in (since, day))
    missed = due = 0
    for (taken,) in connection.execute(
        select(appointment.c.check_in_id).where(
            appointment.c.office_id == office_id,
            appointment.c.cancelled.is_(False),
            appointment.c.starts_at >= earliest,
            appointment.c.starts_at < today,
        )
    ):
        due += 1
        missed += taken is None
    return Experience(seen, Attendance.of(missed, due))


def _durations(
    connection: Connection, office_id: str, experience: Experience, today: Mapping[str, Iterable[float]]
) -> tuple[dict[str, Duration], dict[str, str]]:
    """What services take, by service and by queue letter; and the queue of each service."""
    durations: dict[str, Duration] = {}
    queue_of: dict[str, str] = {}
    by_queue: dict[str, list[Duration]] = defaultdict(list)
    seen = {service: Seen.of(minutes) for service, minutes in today.items()}
    for service, letter, minutes in connection.execute(
        select(office_service.c.service, office_service.c.queue, office_service.c.minutes).where(
            office_service.c.office_id == office_id
        )
    ):
        queue_of[service] = letter
        takes = learn(float(minutes), experience.seen.get(service, Seen()) + seen.get(service, Seen()))
        if takes is not None:
            durations[service] = takes
            by_queue[letter].append(takes)
    for letter, several in by_queue.items():
        durations[letter] = Duration(fmean(takes.mean for takes in several))
    return durations, queue_of


def _desk(
    letters: Iterable[str],
    busy: tuple[str, str, datetime] | None,
    durations: Mapping[str, Duration],
    now: datetime,
) -> DeskNow:
    queues = frozenset(letters)
    if busy is None:
        return DeskNow(queues)
    service, letter, since = busy
    takes = durations.get(service) or durations.get(letter) or Duration(10.0)
    return DeskNow(queues, takes, max(0.0, (now - since).total_seconds() / 60))


def _expected(
    connection: Connection, office_id: str, queue_of: Mapping[str, str], now: datetime
) -> tuple[tuple[datetime, str, str], ...]:
    rows = connection.execute(
        select(appointment.c.starts_at, appointment.c.service)
        .where(
            appointment.c.office_id == office_id,
            appointment.c.cancelled.is_(False),
            appointment.c.check_in_id.is_(None),
            appointment.c.starts_at >= now - _GIVEN_UP_AFTER,
            appointment.c.starts_at <= now + APPOINTMENT_LEAD,
        )
        .order_by(appointment.c.starts_at)
    )
    return tuple(
        (row.starts_at, queue_of[row.service], row.service) for row in rows if row.service in queue_of
    )
