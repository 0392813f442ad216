# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A city and its offices as a file, and how it gets into the database."""

from __future__ import annotations

import json
from datetime import date, time
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from sqlalchemy import Connection, delete

from backoffice.domain.rows import upsert
from backoffice.schema import (
    city,
    desk,
    desk_queue,
    office,
    office_service,
    opening_exception,
    opening_hours,
    queue,
)
from kiosk.wire.models import Address, CheckInWindow, QueueLetter, Slug

_Text = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class CityFileError(Exception):
    """The file cannot be used; the message names the file and the places that are wrong."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weekday(IntEnum):
    """As Python counts them."""

    MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


class Hours(_Part):
    """One opening interval on the named weekdays, in the office's time zone."""

    days: Annotated[tuple[str, ...], Field(min_length=1)]
    opens: time
    closes: time

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        unknown = [day for day in self.days if day.upper() not in Weekday.__members__]
        if unknown:
            raise ValueError(f"not a weekday (mon, tue, wed, thu, fri, sat, sun): {', '.join(unknown)}")
        if self.opens >= self.closes:
            raise ValueError("opens must be before closes")
        return self


class ExceptionEntry(_Part):
    """A day that differs: closed without times, else open from ``opens`` to ``closes``."""

    day: date
    opens: time | None = None
    closes: time | None = None
    reason: str = ""


class QueueEntry(_Part):
    """A waiting queue; see :class:`kiosk.wire.models.Queue`."""

    letter: QueueLetter
    waiting_area: _Text
    waiting_area_detail: str = ""
    walk_in: bool = True


class ServiceEntry(_Part):
    """In which queue a service waits here, and how many minutes the city plans for it."""

    queue: QueueLetter
    minutes: Annotated[int, Field(ge=1, le=240)]


class DeskEntry(_Part):
    """A desk and the queues it calls."""

    name: _Text
    queues: Annotated[tuple[QueueLetter, ...], Field(min_length=1)]


class OfficeEntry(_Part):
    """One office."""

    id: Slug
    name: _Text
    address: Address
    time_zone: str = "Europe/Berlin"
    state: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    window: CheckInWindow = CheckInWindow()
    lease_size: Annotated[int, Field(ge=1, le=400)] = 60
    hours: tuple[Hours, ...] = ()
    exceptions: tuple[ExceptionEntry, ...] = ()
    queues: tuple[QueueEntry, ...] = ()
    services: dict[Slug, ServiceEntry] = Field(default_factory=dict)
    desks: tuple[DeskEntry, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        letters = [entry.letter for entry in self.queues]
        if len(set(letters)) != len(letters):
            raise ValueError("a queue letter is used twice")
        used = {entry.queue for entry in self.services.values()}
        used |= {letter for entry in self.desks for letter in entry.queues}
        if missing := used - set(letters):
            raise ValueError(f"there is no queue {', '.join(sorted(missing))}")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"unknown time zone {self.time_zone}") from None
        return self


class CityEntry(_Part):
    """The city itself."""

    id: Slug
    name: _Text
    booking_url: str = ""
    online_links: dict[
        Slug, Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=300)]
    ] = Field(default_factory=dict)
    """Addresses of services that only exist online, by the key of their file in ``assets/online``."""


class CityFile(_Part):
    """A whole file. ``templates`` only holds YAML anchors."""

    city: CityEntry
    templates: dict[str, Any] = Field(default_factory=dict)
    offices: Annotated[tuple[OfficeEntry, ...], Field(min_length=1)]


def load_city(path: Path) -> CityFile:
    """Read and check a file.

    Raises:
        CityFileError: it cannot be read, is no YAML, or says something impossible.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return CityFile.model_validate(data)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CityFileError(f"{path}: {error}") from error
    except ValidationError as error:
        lines = (f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors())
        raise CityFileError("\n".join([f"{path}:", *lines])) from error


def apply_city(connection: Connection, file: CityFile) -> None:
    """Bring the database to what the file says. Removes no office, queue or desk that the file no longer names."""
    links = json.dumps(file.city.online_links, sort_keys=True)
    upsert(connection, city, file.city.model_dump() | {"online_links": links})
    for position, entry in enumerate(file.offices):
        _apply_office(connection, entry, position, file.city.id)


def _apply_office(connection: Connection, entry: OfficeEntry, position: int, city_id: str) -> None:
    upsert(
        connection,
        office,
        {
            "id": entry.id,
            "city_id": city_id,
            "position": position,
            "name": entry.name,
            "street": entry.address.street,
            "postal_code": entry.address.postal_code,
            "place": entry.address.city,
            "time_zone": entry.time_zone,
            "state": entry.state,
            "early_minutes": entry.window.early_minutes,
            "late_minutes": entry.window.late_minutes,
            "lease_size": entry.lease_size,
        },
    )
    own = {"office_id": entry.id}
    for table in (opening_hours, opening_exception, desk_queue, office_service):
        connection.execute(delete(table).where(table.c.office_id == entry.id))
    for interval in entry.hours:
        for day in interval.days:
            weekday = int(Weekday[day.upper()])
            connection.execute(
                opening_hours.insert().values(
                    **own, weekday=weekday, opens=interval.opens, closes=interval.closes
                )
            )
    for exception in entry.exceptions:
        connection.execute(opening_exception.insert().values(**own, **exception.model_dump()))
    for index, row in enumerate(entry.queues):
        upsert(connection, queue, {**own, "position": index, **row.model_dump()})
    for index, (key, service) in enumerate(entry.services.items()):
        connection.execute(
            office_service.insert().values(**own, service=key, position=index, **service.model_dump())
        )
    for place in entry.desks:
        upsert(connection, desk, {**own, "name": place.name})
        for letter in place.queues:
            connection.execute(desk_queue.insert().values(**own, desk=place.name, queue=letter))
