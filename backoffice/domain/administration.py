# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offices as their administrators set them up: address, windows, notice, opening hours and exceptions.

Terminals take every change over with their next question for the configuration, within a minute.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from backoffice.clock import business_day
from backoffice.domain.audit import Change, note
from backoffice.domain.errors import RefusedError
from backoffice.domain.inputs import Act, Done, FieldError
from backoffice.domain.rows import insert_new, upsert
from backoffice.schema import office, opening_exception, opening_hours

_MOST_INTERVALS = 4
_TEXT = 200


def add_office(connection: Connection, act: Act) -> Done:
    """Another office of the city; for people of the whole city only (the page sees to it).

    Raises:
        FieldError: something is missing, malformed, or the id is ``taken``.
    """
    office_id = act.slug("id")
    last = connection.execute(select(func.max(office.c.position))).scalar()
    city_id = connection.execute(
        select(office.c.city_id).where(office.c.id == act.who.office_id)
    ).scalar_one()
    row = {
        **_address(act),
        "id": office_id,
        "city_id": city_id,
        "position": 0 if last is None else last + 1,
        "time_zone": "Europe/Berlin",
        "early_minutes": 30,
        "late_minutes": 10,
        "lease_size": 60,
        "notice": "",
    }
    if not insert_new(connection, office, row):
        raise FieldError("id", "taken")
    note(connection, act.who.login, office_id, Change.OFFICE_ADDED, office_id, act.now)
    return Done("office-added")


def change_office(connection: Connection, act: Act) -> Done:
    """Name, address, time zone, check-in window, size of a block of numbers.

    Raises:
        FieldError: something is missing, malformed or out of range.
    """
    values = {
        **_address(act),
        "time_zone": act.zone("time_zone"),
        "early_minutes": act.number("early_minutes", 0, 720),
        "late_minutes": act.number("late_minutes", 0, 720),
        "lease_size": act.number("lease_size", 1, 400),
    }
    connection.execute(update(office).where(office.c.id == act.office_id).values(**values))
    return _done(connection, act, Change.OFFICE_CHANGED, act.office_id)


def change_absences(connection: Connection, act: Act) -> Done:
    """What becomes of somebody who is called and does not come: behind how many they go back, how often in all.

    Raises:
        FieldError: missing, malformed or out of range.
    """
    values = {
        "absent_behind": act.number("absent_behind", 0, 50),
        "most_absences": act.number("most_absences", 1, 10),
    }
    connection.execute(update(office).where(office.c.id == act.office_id).values(**values))
    return _done(connection, act, Change.ABSENCES_CHANGED, "{absent_behind}/{most_absences}".format(**values))


def close_office(connection: Connection, act: Act) -> Done:
    """Nothing is offered here any more: terminals lock themselves, other terminals no longer name it. What was kept of it
    stays, and its numbers of today can still be called.

    Raises:
        RefusedError: ``not-confirmed`` without the office's short name typed beside.
    """
    if act.text("id", 63, needed=False) != act.office_id:
        raise RefusedError("office-not-confirmed", "type the short name of the office")
    connection.execute(
        update(office)
        .where(office.c.id == act.office_id, office.c.closed_at.is_(None))
        .values(closed_at=act.now)
    )
    return _done(connection, act, Change.OFFICE_CLOSED, act.office_id)


def reopen_office(connection: Connection, act: Act) -> Done:
    """It is offered again, as it was set up."""
    connection.execute(update(office).where(office.c.id == act.office_id).values(closed_at=None))
    return _done(connection, act, Change.OFFICE_REOPENED, act.office_id)


def change_notice(connection: Connection, act: Act) -> Done:
    """What the start page of the office's terminals says beside; empty: nothing.

    Raises:
        FieldError: too long, or signs that no page should show.
    """
    words = act.text("notice", _TEXT, needed=False)
    connection.execute(update(office).where(office.c.id == act.office_id).values(notice=words))
    return _done(connection, act, Change.NOTICE_CHANGED, "")


def add_hours(connection: Connection, act: Act) -> Done:
    """One opening interval on one weekday.

    Raises:
        FieldError: also ``overlaps`` with another one, ``reversed``.
    """
    weekday = act.number("weekday", 0, 6)
    opens, closes = _interval(act, needed=True)
    assert opens is not None
    assert closes is not None
    rows = connection.execute(
        select(opening_hours.c.opens, opening_hours.c.closes).where(
            opening_hours.c.office_id == act.office_id, opening_hours.c.weekday == weekday
        )
    ).all()
    if any(opens < row.closes and row.opens < closes for row in rows) or len(rows) >= _MOST_INTERVALS:
        raise FieldError("opens", "overlaps")
    connection.execute(
        opening_hours.insert().values(office_id=act.office_id, weekday=weekday, opens=opens, closes=closes)
    )
    return _done(connection, act, Change.HOURS_ADDED, f"{weekday} {opens:%H:%M}-{closes:%H:%M}")


def remove_hours(connection: Connection, act: Act) -> Done:
    """An interval holds no longer."""
    weekday, opens = act.number("weekday", 0, 6), act.clock("opens")
    connection.execute(
        delete(opening_hours).where(
            opening_hours.c.office_id == act.office_id,
            opening_hours.c.weekday == weekday,
            opening_hours.c.opens == opens,
        )
    )
    return _done(connection, act, Change.HOURS_REMOVED, f"{weekday} {opens:%H:%M}")


def set_exception(connection: Connection, act: Act) -> Done:
    """A day that differs: closed without times, else open in these.

    Raises:
        FieldError: something is missing or malformed.
    """
    day = act.day("day")
    opens, closes = _interval(act, needed=False)
    upsert(
        connection,
        opening_exception,
        {
            "office_id": act.office_id,
            "day": day,
            "opens": opens,
            "closes": closes,
            "reason": act.text("reason", _TEXT, needed=False),
        },
    )
    return _done(connection, act, Change.EXCEPTION_SET, day.isoformat())


def remove_exception(connection: Connection, act: Act) -> Done:
    """The day is a day like others again."""
    day = act.day("day")
    connection.execute(
        delete(opening_exception).where(
            opening_exception.c.office_id == act.office_id, opening_exception.c.day == day
        )
    )
    return _done(connection, act, Change.EXCEPTION_REMOVED, day.isoformat())


def read_office(connection: Connection, act: Act) -> dict[str, Any]:
    """What the page about the office shows; of the exceptions those from yesterday on."""
    row = connection.execute(select(office).where(office.c.id == act.office_id)).one()
    since = business_day(act.now, row.time_zone) - timedelta(days=1)
    return {
        "row": row,
        "hours": connection.execute(
            select(opening_hours)
            .where(opening_hours.c.office_id == act.office_id)
            .order_by(opening_hours.c.weekday, opening_hours.c.opens)
        ).all(),
        "exceptions": connection.execute(
            select(opening_exception)
            .where(opening_exception.c.office_id == act.office_id, opening_exception.c.day >= since)
            .order_by(opening_exception.c.day)
        ).all(),
    }


def _address(act: Act) -> dict[str, str]:
    return {
        "name": act.text("name", _TEXT),
        "street": act.text("street", _TEXT),
        "postal_code": act.text("postal_code", 10),
        "place": act.text("place", _TEXT),
        "state": act.state("state"),
    }


def _interval(act: Act, *, needed: bool) -> tuple[time | None, time | None]:
    opens = act.clock("opens", needed=needed)
    closes = act.clock("closes", needed=needed or opens is not None)
    if closes is not None and opens is None:
        raise FieldError("opens", "missing")
    if opens is not None and closes is not None and opens >= closes:
        raise FieldError("closes", "reversed")
    return opens, closes


def _done(connection: Connection, act: Act, what: Change, subject: str) -> Done:
    note(connection, act.who.login, act.office_id, what, subject, act.now)
    return Done("saved")
