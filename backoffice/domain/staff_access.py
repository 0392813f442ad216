# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may unlock the terminals of an office: a number, a PIN, and a badge that can be lost.

A number is never given twice. PIN and badge are made here, shown once, and kept as hashes.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection, select, update

from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.domain.people import pin_hash
from backoffice.schema import office, staff_access
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.staff import BADGE_BYTES, MOST_STAFF, StaffEntry, StaffList, badge_hash

FIRST_NUMBER = 101
VALID_FOR = timedelta(days=365)
_PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Granted:
    """Somebody's way into the terminals."""

    number: int
    login: str
    has_badge: bool
    valid_until: date


def grant(connection: Connection, office_id: str, login: str, now: datetime) -> tuple[int, str]:
    """Let somebody unlock terminals, or give them a new PIN and another year. Returns number and PIN.

    Raises:
        RefusedError: ``staff-full``; ``office-unknown``.
    """
    today = _today(connection, office_id, now)
    pin = _new_pin()
    values = {"pin_hash": pin_hash(pin), "valid_until": today + VALID_FOR}
    known = access_of(connection, office_id, login)
    if known is not None:
        connection.execute(
            update(staff_access)
            .where(staff_access.c.office_id == office_id, staff_access.c.number == known.number)
            .values(**values)
        )
        return known.number, pin
    used = set(
        connection.execute(
            select(staff_access.c.number).where(staff_access.c.office_id == office_id)
        ).scalars()
    )
    number = max(used, default=FIRST_NUMBER - 1) + 1
    if number > FIRST_NUMBER + MOST_STAFF - 2:
        raise RefusedError("staff-full", "this office has given all its numbers")
    connection.execute(
        staff_access.insert().values(
            office_id=office_id, number=number, login=login, badge_hash=None, granted_at=now, **values
        )
    )
    return number, pin


def new_badge(connection: Connection, office_id: str, number: int) -> bytes:
    """Make a badge; one that the person had before no longer opens anything. Returns its code.

    Raises:
        RefusedError: ``access-unknown``.
    """
    code = secrets.token_bytes(BADGE_BYTES)
    _change(connection, office_id, number, badge_hash=_digest(code))
    return code


def lose_badge(connection: Connection, office_id: str, number: int) -> None:
    """The badge is lost; the PIN still opens.

    Raises:
        RefusedError: ``access-unknown``.
    """
    _change(connection, office_id, number, badge_hash=None)


def withdraw(connection: Connection, office_id: str, number: int, now: datetime) -> None:
    """Badge and PIN no longer open anything.

    Raises:
        RefusedError: ``access-unknown``.
    """
    _change(connection, office_id, number, badge_hash=None, pin_hash="", revoked_at=now)


def withdraw_all(connection: Connection, login: str, now: datetime) -> None:
    """Somebody no longer works here, in whatever office."""
    connection.execute(
        update(staff_access)
        .where(staff_access.c.login == login, staff_access.c.revoked_at.is_(None))
        .values(badge_hash=None, pin_hash="", revoked_at=now)
    )


def access_of(connection: Connection, office_id: str, login: str) -> Granted | None:
    """Somebody's way in, if they have one."""
    return next((one for one in all_granted(connection, office_id) if one.login == login), None)


def all_granted(connection: Connection, office_id: str) -> list[Granted]:
    """Everybody of an office who has a way in, by number; also those whose time is over."""
    rows = connection.execute(
        select(staff_access)
        .where(staff_access.c.office_id == office_id, staff_access.c.revoked_at.is_(None))
        .order_by(staff_access.c.number)
    )
    return [Granted(row.number, row.login, row.badge_hash is not None, row.valid_until) for row in rows]


def login_of(connection: Connection, office_id: str, staff: str) -> str:
    """Whose number this is or was; empty: nobody's."""
    if not staff.isdigit():
        return ""
    return (
        connection.execute(
            select(staff_access.c.login).where(
                staff_access.c.office_id == office_id, staff_access.c.number == int(staff)
            )
        ).scalar()
        or ""
    )


def staff_list(connection: Connection, office_id: str, now: datetime) -> StaffList:
    """What the terminals of an office get."""
    today = _today(connection, office_id, now)
    rows = connection.execute(
        select(staff_access)
        .where(
            staff_access.c.office_id == office_id,
            staff_access.c.revoked_at.is_(None),
            staff_access.c.valid_until >= today,
        )
        .order_by(staff_access.c.number)
    )
    people = tuple(
        StaffEntry(
            staff=str(row.number),
            badge=b64encode(row.badge_hash) if row.badge_hash else "",
            pin_hash=row.pin_hash,
            valid_until=row.valid_until,
        )
        for row in rows
    )
    return StaffList(office_id=office_id, people=people)


def tag_of(found: StaffList) -> str:
    """Changes when the list does; empty for an empty one."""
    return hashlib.sha256(found.model_dump_json().encode()).hexdigest()[:32] if found.people else ""


def _change(connection: Connection, office_id: str, number: int, **values: object) -> None:
    changed = connection.execute(
        update(staff_access)
        .where(
            staff_access.c.office_id == office_id,
            staff_access.c.number == number,
            staff_access.c.revoked_at.is_(None),
        )
        .values(**values)
    )
    if changed.rowcount != 1:
        raise RefusedError("access-unknown", "nobody with this number")


def _today(connection: Connection, office_id: str, now: datetime) -> date:
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar()
    if zone is None:
        raise RefusedError("office-unknown", f"there is no office {office_id!r}")
    return business_day(now, zone)


def _digest(code: bytes) -> bytes:
    return b64decode(badge_hash(code))


def _new_pin() -> str:
    """Six digits that are no pattern."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(_PIN_DIGITS))
        steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
        if len(steps) > 2 and len(set(pin)) > 3:
            return pin
