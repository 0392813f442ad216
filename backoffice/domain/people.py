# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The people of the offices: who they are, what they may do, their password, and whether they are signed in."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, select, update

from backoffice.domain.errors import RefusedError
from backoffice.domain.roles import Right, Role, keep_roles, read_roles, rights
from backoffice.domain.rows import insert_new
from backoffice.schema import desk_session, office, person

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
IDLE = timedelta(minutes=30)
"""A session that nobody uses ends."""
LONGEST_SESSION = timedelta(hours=10)
_SEEN_EVERY = timedelta(minutes=1)
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of an office. ``login`` is what they sign in with.

    ``whole_city``: the rights of the roles hold in every office; at a desk somebody works in their own only.
    """

    login: str
    name: str
    office_id: str
    roles: frozenset[Role] = frozenset()
    whole_city: bool = False

    def may(self, right: Right, office_id: str | None = None) -> bool:
        """Whether this person has ``right``, in their own office or in the one that is named."""
        at_home = office_id is None or office_id == self.office_id
        return right in rights(self.roles) and (at_home or (self.whole_city and right is not Right.DESK))


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in. Every form they send must carry ``form_token``."""

    person: Person
    form_token: str = field(repr=False)


@cache
def _hasher() -> PasswordHasher:
    return password_hasher()


def password_hasher() -> PasswordHasher:
    """Argon2id with the parameters of RFC 9106, low-memory profile."""
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def add_person(
    connection: Connection,
    login: str,
    name: str,
    office_id: str,
    password: str,
    now: datetime,
    *,
    roles: Collection[Role] = (Role.CLERK,),
    whole_city: bool = False,
) -> None:
    """Let somebody work in an office; as a clerk, unless told otherwise.

    Raises:
        RefusedError: ``login-malformed``, ``login-taken``, ``password-weak``, ``office-unknown``.
    """
    if not _LOGIN.fullmatch(login):
        raise RefusedError(
            "login-malformed", "a sign-in name has small letters, digits, dot, dash, at most 40"
        )
    _check_password(password)
    if connection.execute(select(office.c.id).where(office.c.id == office_id)).first() is None:
        raise RefusedError("office-unknown", f"there is no office {office_id!r}")
    row = {
        "login": login,
        "name": name.strip()[:80] or login,
        "office_id": office_id,
        "password_hash": _hasher().hash(password),
        "added_at": now,
        "roles": keep_roles(roles),
        "whole_city": whole_city,
    }
    if not insert_new(connection, person, row):
        raise RefusedError("login-taken", f"{login} exists already")


def office_of(connection: Connection, login: str) -> str:
    """Where somebody works.

    Raises:
        RefusedError: ``person-unknown``.
    """
    found = connection.execute(select(person.c.office_id).where(person.c.login == login)).scalar()
    if found is None:
        raise RefusedError("person-unknown", f"there is no {login}")
    return str(found)


def set_password(connection: Connection, login: str, password: str) -> None:
    """Give somebody a new password; whoever is signed in with the old one is signed out.

    Raises:
        RefusedError: ``person-unknown``, ``password-weak``.
    """
    _check_password(password)
    changed = connection.execute(
        update(person).where(person.c.login == login).values(password_hash=_hasher().hash(password))
    )
    if changed.rowcount != 1:
        raise RefusedError("person-unknown", f"there is no {login}")
    connection.execute(delete(desk_session).where(desk_session.c.login == login))


def set_roles(connection: Connection, login: str, roles: Collection[Role], whole_city: bool) -> None:
    """Somebody may do something else from now on, whether they are signed in or not.

    Raises:
        RefusedError: ``person-unknown``.
    """
    changed = connection.execute(
        update(person)
        .where(person.c.login == login)
        .values(roles=keep_roles(roles), whole_city=whole_city and bool(roles))
    )
    if changed.rowcount != 1:
        raise RefusedError("person-unknown", f"there is no {login}")


def find_person(connection: Connection, login: str) -> Person | None:
    """Somebody by what they sign in with."""
    row = connection.execute(select(person).where(person.c.login == login)).one_or_none()
    return None if row is None else _person(row)


def renew_person(
    connection: Connection,
    login: str,
    office_id: str,
    now: datetime,
    *,
    roles: Collection[Role] = (Role.CLERK,),
) -> str:
    """Make somebody with a password nobody has seen, or give them a new one. Returns the password.

    Raises:
        RefusedError: as :func:`add_person`, except ``login-taken``.
    """
    password = secrets.token_urlsafe(12)
    if connection.execute(select(person.c.login).where(person.c.login == login)).first() is None:
        add_person(connection, login, login.title(), office_id, password, now, roles=roles)
    else:
        set_password(connection, login, password)
        set_roles(connection, login, roles, whole_city=False)
    return password


def remove_person(connection: Connection, login: str) -> None:
    """Somebody no longer works here; they are signed out at once.

    Raises:
        RefusedError: ``person-unknown``.
    """
    connection.execute(delete(desk_session).where(desk_session.c.login == login))
    if connection.execute(delete(person).where(person.c.login == login)).rowcount != 1:
        raise RefusedError("person-unknown", f"there is no {login}")


def all_people(connection: Connection) -> list[Person]:
    """Everybody, by office and name."""
    rows = connection.execute(select(person).order_by(person.c.office_id, person.c.login))
    return [_person(row) for row in rows]


def stored_hash(connection: Connection, login: str) -> str | None:
    """What :func:`password_fits` needs; apart, because checking takes long and needs no database."""
    return connection.execute(
        select(person.c.password_hash).where(person.c.login == login)
    ).scalar_one_or_none()


def pin_hash(pin: str) -> str:
    """How a PIN for terminals is kept: Argon2id, in PHC form."""
    return _hasher().hash(pin)


def password_fits(stored: str | None, password: str) -> bool:
    """Whether the password is right; takes as long for somebody who does not exist."""
    try:
        fits = _hasher().verify(stored or _nobodys_hash(), password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return fits and stored is not None


def start_session(connection: Connection, login: str, now: datetime) -> str:
    """Sign somebody in whose password was right. Returns the cookie's value, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        desk_session.insert().values(
            token_hash=_hashed(token),
            login=login,
            form_token=secrets.token_urlsafe(24),
            started_at=now,
            seen_at=now,
        )
    )
    return token


def find_session(connection: Connection, token: str, now: datetime) -> tuple[Session, bool] | None:
    """Who this cookie belongs to, and whether :func:`touch_session` is due; ``None``: nobody, or too long ago."""
    row = connection.execute(
        select(desk_session, person.c.name, person.c.office_id, person.c.roles, person.c.whole_city)
        .join(person, person.c.login == desk_session.c.login)
        .where(desk_session.c.token_hash == _hashed(token))
    ).one_or_none()
    if row is None or now - row.seen_at > IDLE or now - row.started_at > LONGEST_SESSION:
        return None
    session = Session(_person(row), row.form_token)
    return session, now - row.seen_at >= _SEEN_EVERY


def touch_session(connection: Connection, token: str, now: datetime) -> None:
    """Somebody is still there."""
    connection.execute(
        update(desk_session).where(desk_session.c.token_hash == _hashed(token)).values(seen_at=now)
    )


def end_session(connection: Connection, token: str) -> None:
    """Sign out."""
    connection.execute(delete(desk_session).where(desk_session.c.token_hash == _hashed(token)))


def forget_sessions(connection: Connection, now: datetime) -> None:
    """Remove what nobody can use any more."""
    connection.execute(
        delete(desk_session).where(
            (desk_session.c.seen_at < now - IDLE) | (desk_session.c.started_at < now - LONGEST_SESSION)
        )
    )


def _person(row: Row[Any]) -> Person:
    return Person(row.login, row.name, row.office_id, read_roles(row.roles), row.whole_city)


def _check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise RefusedError(
            "password-weak", f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
        )


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8")).digest()
