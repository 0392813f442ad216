# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The people of an office as its administrators see them. Passwords are made here, shown once, and kept as hashes."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import Connection

from backoffice.domain.administration_access import granted_here
from backoffice.domain.audit import Change, note
from backoffice.domain.errors import RefusedError
from backoffice.domain.inputs import Act, Done
from backoffice.domain.people import (
    Person,
    add_person,
    all_people,
    find_person,
    remove_person,
    set_password,
    set_roles,
)
from backoffice.domain.roles import Right, Role
from backoffice.domain.staff_access import withdraw_all

_PASSWORD_BYTES = 12


def add(connection: Connection, act: Act) -> Done:
    """Somebody new in this office.

    Raises:
        FieldError: something is missing or malformed.
        RefusedError: as :func:`backoffice.domain.people.add_person`; ``whole-city``: only who has it may grant it.
    """
    login, name, password = (
        act.text("login", 40),
        act.text("name", 80),
        secrets.token_urlsafe(_PASSWORD_BYTES),
    )
    roles, whole_city = _wanted(act)
    add_person(connection, login, name, act.office_id, password, act.now, roles=roles, whole_city=whole_city)
    note(connection, act.who.login, act.office_id, Change.PERSON_ADDED, login, act.now)
    return Done("person-added", secret=password)


def change_roles(connection: Connection, act: Act) -> Done:
    """Other roles, from the next click of that person on.

    Raises:
        RefusedError: ``person-unknown``, ``own-roles``, ``whole-city``.
    """
    person = _somebody_else(connection, act)
    roles, whole_city = _wanted(act)
    set_roles(connection, person.login, roles, whole_city)
    note(connection, act.who.login, act.office_id, Change.PERSON_CHANGED, person.login, act.now)
    return Done("saved")


def renew_password(connection: Connection, act: Act) -> Done:
    """A new password, shown once; whoever is signed in with the old one is signed out.

    Raises:
        RefusedError: ``person-unknown``, ``own-roles``, ``whole-city``.
    """
    person, password = _somebody_else(connection, act), secrets.token_urlsafe(_PASSWORD_BYTES)
    set_password(connection, person.login, password)
    note(connection, act.who.login, act.office_id, Change.PASSWORD_RENEWED, person.login, act.now)
    return Done("password-renewed", secret=password)


def remove(connection: Connection, act: Act) -> Done:
    """Somebody no longer works here.

    Raises:
        RefusedError: ``person-unknown``, ``own-roles``, ``whole-city``.
    """
    person = _somebody_else(connection, act)
    remove_person(connection, person.login)
    withdraw_all(connection, person.login, act.now)
    note(connection, act.who.login, act.office_id, Change.PERSON_REMOVED, person.login, act.now)
    return Done("person-removed")


def read_people(connection: Connection, act: Act) -> dict[str, Any]:
    """What the page shows."""
    return {
        "people": [person for person in all_people(connection) if person.office_id == act.office_id],
        "roles": list(Role),
        "granted": granted_here(connection, act),
        "floor": Right.FLOOR,
    }


def _wanted(act: Act) -> tuple[list[Role], bool]:
    whole_city = act.flag("whole_city")
    if whole_city and not act.who.whole_city:
        raise RefusedError("whole-city", "only who is there for the whole city may grant it")
    return [role for role in Role if act.flag(f"role-{role.value}")], whole_city


def _somebody_else(connection: Connection, act: Act) -> Person:
    person = find_person(connection, act.text("login", 40))
    if person is None or person.office_id != act.office_id:
        raise RefusedError("person-unknown", "nobody of this office")
    if person.login == act.who.login:
        raise RefusedError("own-roles", "nobody changes or removes themselves")
    if person.whole_city and not act.who.whole_city:
        raise RefusedError("whole-city", "only who is there for the whole city may do that")
    return person
