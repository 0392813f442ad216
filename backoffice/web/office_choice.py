# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which office a page is about: one's own, or for people of the whole city any that they name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from backoffice.api.context import Context
from backoffice.domain.people import Session
from backoffice.domain.roles import Right
from backoffice.schema import office


class NotYoursError(Exception):
    """This person has no business in that office, or there is no such office: both look alike."""


@dataclass(frozen=True, slots=True)
class OfficeName:
    """What pages need of an office everywhere."""

    name: str
    time_zone: str
    is_closed: bool = False


def office_names(connection: Connection, home: str) -> dict[str, OfficeName]:
    """The offices of the city in which ``home`` lies, also closed ones, by id, in the city's own order."""
    rows = connection.execute(
        select(office.c.id, office.c.name, office.c.time_zone, office.c.closed_at)
        .where(office.c.city_id == select(office.c.city_id).where(office.c.id == home).scalar_subquery())
        .order_by(office.c.position, office.c.id)
    )
    return {row.id: OfficeName(row.name, row.time_zone, row.closed_at is not None) for row in rows}


async def chosen_office(context: Context, session: Session, asked: str | None, right: Right) -> str:
    """The office that was asked for, else one's own.

    Raises:
        NotYoursError: the person may not do this there.
    """
    office_id = asked or session.person.office_id
    if not session.person.may(right, office_id):
        raise NotYoursError
    if office_id not in await context.read(partial(office_names, home=session.person.office_id)):
        raise NotYoursError
    return office_id


def local_time(zone: str, now: datetime, moment: datetime) -> str:
    """``14:05``, with the day before it when that is not today, in the office's time."""
    local = moment.astimezone(ZoneInfo(zone))
    is_today = local.date() == now.astimezone(ZoneInfo(zone)).date()
    return f"{local:%H:%M}" if is_today else f"{local:%d.%m.%Y, %H:%M}"
