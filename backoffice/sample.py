# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample data: a city to try the terminal with, at whatever time somebody tries it.

Fixed appointments to check in with (number / code), relative to the moment of seeding, at Bürgerbüro Mitte:

======  ====  ==========================================
100001  1111  on time: in 10 minutes
100002  2222  early: in 2 hours
100003  3333  late: 35 minutes ago
100004  4444  another day: tomorrow
100005  5555  another office, Bürgerbüro West, in 10 minutes
100006  6666  cancelled
======  ====  ==========================================

The QR code of a confirmation holds ``BT1.<number>.<code>``. Everything else is random from a seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, func, select

from backoffice.assets import assets_dir
from backoffice.cityfile import CityFile, OfficeEntry, Weekday, apply_city, load_city
from backoffice.clock import business_day
from backoffice.domain.appointments import appointments_changed
from backoffice.domain.calls import call_next, finish
from backoffice.domain.desks import open_desk
from backoffice.domain.facts import keep_ticket
from backoffice.domain.leases import grant
from backoffice.domain.rows import insert_all_new, insert_new, upsert
from backoffice.domain.secrets import signing_key
from backoffice.domain.terminals import Terminal, find_terminal
from backoffice.schema import appointment, opening_exception, terminal, ticket
from kiosk.wire.leases import b64encode
from kiosk.wire.models import LeaseRequest, Ticket

DAYS = 14
SLOT = timedelta(minutes=15)
_NAMESPACE = UUID("8d3f6c0e-9f0b-5c1e-8f54-2d3a0c6f7b11")
_DESKS = {"Platz 1": 15, "Platz 2": 14, "Platz 3": 9}
"""The open desks of the sample and how many minutes each takes for a visitor."""
_RECEPTION = 99
"""Number of the made-up terminal from which the sample's waiting visitors come."""


@dataclass(frozen=True, slots=True)
class DemoAppointment:
    """One of the fixed appointments; ``offset`` is relative to the moment of seeding."""

    number: str
    code: str
    office_id: str
    offset: timedelta
    service: str
    cancelled: bool = False


DEMO = (
    DemoAppointment("100001", "1111", "mitte", timedelta(minutes=10), "personalausweis-beantragen"),
    DemoAppointment("100002", "2222", "mitte", timedelta(hours=2), "wohnsitz-anmelden"),
    DemoAppointment("100003", "3333", "mitte", timedelta(minutes=-35), "reisepass-beantragen"),
    DemoAppointment("100004", "4444", "mitte", timedelta(days=1), "fuehrungszeugnis"),
    DemoAppointment("100005", "5555", "west", timedelta(minutes=10), "wohnsitz-anmelden"),
    DemoAppointment("100006", "6666", "mitte", timedelta(minutes=20), "beglaubigung", cancelled=True),
)


def sample_file() -> Path:
    """The city that comes with the program."""
    return assets_dir() / "offices" / "sample.yaml"


def seed_sample(connection: Connection, now: datetime, seed: int = 1) -> None:
    """Fill, or freshen up, a database with the sample city.

    May run again at any time: what people did with the sample meanwhile stays, demo appointments that nobody used move
    to the new ``now``. The offices are open for the rest of the day of ``now``, so that trying works in the evening too.
    """
    file = load_city(sample_file())
    apply_city(connection, file)
    for entry in file.offices:
        _open_today(connection, entry, now)
        insert_all_new(connection, appointment, list(_appointments(entry, now, seed)))
    _demo_appointments(connection, file, now)
    for entry in file.offices:
        appointments_changed(connection, entry.id)
    _waiting_visitors(connection, now, seed)


def _open_today(connection: Connection, entry: OfficeEntry, now: datetime) -> None:
    local = now.astimezone(ZoneInfo(entry.time_zone))
    intervals = _intervals(entry, local.date())
    if any(opens <= local.time() and local.time() < closes for opens, closes in intervals):
        return
    upsert(
        connection,
        opening_exception,
        {
            "office_id": entry.id,
            "day": local.date(),
            "opens": time(0, 0),
            "closes": time(23, 59),
            "reason": "Vorführung",
        },
    )


def _intervals(entry: OfficeEntry, day: date) -> list[tuple[time, time]]:
    for exception in entry.exceptions:
        if exception.day == day:
            return [(exception.opens, exception.closes)] if exception.opens and exception.closes else []
    name = Weekday(day.weekday()).name.lower()
    return [(hours.opens, hours.closes) for hours in entry.hours if name in hours.days]


def _appointments(entry: OfficeEntry, now: datetime, seed: int) -> Iterator[dict[str, Any]]:
    zone = ZoneInfo(entry.time_zone)
    today = business_day(now, entry.time_zone)
    services = sorted(entry.services)
    for offset in range(DAYS + 1):
        day = today + timedelta(days=offset)
        # A generator of its own for each day, so that a day looks the same whenever it is made.
        random = Random(f"{seed}/{entry.id}/{day}")  # noqa: S311 - sample data
        for opens, closes in _intervals(entry, day):
            start = datetime.combine(day, opens, zone)
            while start < datetime.combine(day, closes, zone):
                for desk in range(len(entry.desks)):
                    if random.random() < 0.4:
                        yield {
                            "id": uuid5(_NAMESPACE, f"{seed}/{entry.id}/{start.isoformat()}/{desk}"),
                            "office_id": entry.id,
                            "number": str(random.randrange(200_000, 1_000_000)),
                            "code": f"{random.randrange(10_000):04d}",
                            "starts_at": start,
                            "service": random.choice(services),
                            "cancelled": random.random() < 0.05,
                        }
                start += SLOT


def _demo_appointments(connection: Connection, file: CityFile, now: datetime) -> None:
    zones = {entry.id: entry.time_zone for entry in file.offices}
    for demo in DEMO:
        zone = zones[demo.office_id]
        today = business_day(now, zone)
        known = connection.execute(
            select(appointment).where(appointment.c.number == demo.number)
        ).one_or_none()
        if known is not None:
            if known.check_in_id is not None and business_day(known.starts_at, zone) >= today:
                continue
            connection.execute(delete(appointment).where(appointment.c.id == known.id))
        starts_at = _on_day(now + demo.offset, now, zone, keep_day=demo.offset < timedelta(days=1))
        insert_new(
            connection,
            appointment,
            {
                "id": uuid5(_NAMESPACE, f"demo/{demo.number}/{starts_at.isoformat()}"),
                "office_id": demo.office_id,
                "number": demo.number,
                "code": demo.code,
                "starts_at": starts_at,
                "service": demo.service,
                "cancelled": demo.cancelled,
            },
        )


def _on_day(wanted: datetime, now: datetime, zone: str, *, keep_day: bool) -> datetime:
    """Whole minutes; a demo appointment of today stays today, also close to midnight."""
    local = wanted.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    today = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    if not keep_day or local.date() == today.date():
        return local
    return today.replace(hour=0, minute=0) if local < today else today.replace(hour=23, minute=59)


def _waiting_visitors(connection: Connection, now: datetime, seed: int) -> None:
    """An hour of real work at Bürgerbüro Mitte: numbers drawn, called, finished, by the rules themselves."""
    reception = _reception(connection, now)
    if reception is None:
        return
    today = business_day(now, "Europe/Berlin")
    for desk in _DESKS:
        open_desk(connection, "mitte", desk, now)
    drawn = connection.execute(
        select(func.count()).where(ticket.c.terminal_id == reception.id, ticket.c.day == today)
    ).scalar_one()
    if drawn:
        return
    random = Random(f"{seed}/visitors/{today}")  # noqa: S311 - sample data
    key = signing_key(connection, now)
    services = {"A": "personalausweis-beantragen", "B": "wohnsitz-anmelden", "C": "ausweis-abholen"}
    leases = {}
    for letter in services:
        lease_id = uuid5(_NAMESPACE, f"lease/{seed}/{today}/{letter}")
        leases[letter], _ = grant(
            connection, reception, lease_id, LeaseRequest(queue=letter, day=today, size=20), key, now
        )
    given = dict.fromkeys(services, 0)
    events: list[tuple[datetime, str]] = []
    for minutes in range(70, 3, -4):
        events.append((now - timedelta(minutes=minutes), random.choice("AABBBC")))
    for desk, pause in _DESKS.items():
        for minutes in range(65, 0, -pause):
            events.append((now - timedelta(minutes=minutes), desk))
    for moment, what in sorted(events):
        if business_day(moment, "Europe/Berlin") != today:
            continue
        if what not in services:
            finish(connection, "mitte", what, moment)
            call_next(connection, "mitte", what, moment)
            continue
        given[what] += 1
        keep_ticket(
            connection,
            reception,
            Ticket(
                id=uuid5(_NAMESPACE, f"ticket/{seed}/{today}/{what}/{given[what]}"),
                office_id="mitte",
                queue=what,
                day=today,
                number=leases[what].first + given[what] - 1,
                lease_id=leases[what].id,
                service=services[what],
                drawn_at=moment,
                status_token=b64encode(random.randbytes(16)),
            ),
            moment,
        )


def _reception(connection: Connection, now: datetime) -> Terminal | None:
    terminal_id = uuid5(_NAMESPACE, "reception")
    # Nobody has the private key to this public one, so nobody can speak for it.
    random = Random("reception")  # noqa: S311 - no secret
    insert_new(
        connection,
        terminal,
        {
            "id": terminal_id,
            "office_id": "mitte",
            "number": _RECEPTION,
            "public_key": bytes(random.randrange(256) for _ in range(32)),
            "appointment_key": bytes(32),
            "enrolled_at": now,
            "locked": False,
            "lock_message": "",
        },
    )
    return find_terminal(connection, terminal_id)
