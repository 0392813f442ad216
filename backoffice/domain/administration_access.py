# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may unlock the terminals of an office, as its administrators decide. PINs and badges are made here and shown once."""

from __future__ import annotations

from sqlalchemy import Connection

from backoffice.domain.audit import Change, note
from backoffice.domain.errors import RefusedError
from backoffice.domain.inputs import Act, Done
from backoffice.domain.people import Person, find_person
from backoffice.domain.roles import Right
from backoffice.domain.staff_access import (
    Granted,
    access_of,
    all_granted,
    grant,
    lose_badge,
    new_badge,
    withdraw,
)
from kiosk.wire.staff import badge_text


def give_pin(connection: Connection, act: Act) -> Done:
    """Let somebody unlock the terminals of this office, or give them a new PIN; for a year from today.

    Raises:
        RefusedError: ``person-unknown``; ``no-floor``: the person's roles have nothing to do with terminals;
            ``staff-full``.
    """
    person = _of_here(connection, act)
    if not person.may(Right.FLOOR):
        raise RefusedError("no-floor", "only who looks after terminals unlocks them")
    number, pin = grant(connection, act.office_id, person.login, act.now)
    note(connection, act.who.login, act.office_id, Change.ACCESS_GRANTED, f"{person.login} {number}", act.now)
    return Done("access-granted", secret=f"{number} {pin}")


def make_badge(connection: Connection, act: Act) -> Done:
    """A new badge; an older one no longer opens anything.

    Raises:
        RefusedError: ``person-unknown``, ``access-unknown``.
    """
    held = _access(connection, act)
    code = new_badge(connection, act.office_id, held.number)
    note(connection, act.who.login, act.office_id, Change.BADGE_MADE, f"{held.login} {held.number}", act.now)
    return Done("badge-made", secret=str(held.number), code=badge_text(code))


def badge_lost(connection: Connection, act: Act) -> Done:
    """The badge opens nothing any more, within a minute on every terminal that has a line.

    Raises:
        RefusedError: ``person-unknown``, ``access-unknown``.
    """
    held = _access(connection, act)
    lose_badge(connection, act.office_id, held.number)
    note(connection, act.who.login, act.office_id, Change.BADGE_LOST, f"{held.login} {held.number}", act.now)
    return Done("badge-lost")


def take_away(connection: Connection, act: Act) -> Done:
    """Neither badge nor PIN open anything any more.

    Raises:
        RefusedError: ``person-unknown``, ``access-unknown``.
    """
    held = _access(connection, act)
    withdraw(connection, act.office_id, held.number, act.now)
    note(
        connection,
        act.who.login,
        act.office_id,
        Change.ACCESS_WITHDRAWN,
        f"{held.login} {held.number}",
        act.now,
    )
    return Done("access-withdrawn")


def granted_here(connection: Connection, act: Act) -> dict[str, Granted]:
    """Who has a way in, by sign-in name."""
    return {one.login: one for one in all_granted(connection, act.office_id)}


def _of_here(connection: Connection, act: Act) -> Person:
    person = find_person(connection, act.text("login", 40))
    if person is None or person.office_id != act.office_id:
        raise RefusedError("person-unknown", "nobody of this office")
    return person


def _access(connection: Connection, act: Act) -> Granted:
    held = access_of(connection, act.office_id, _of_here(connection, act).login)
    if held is None:
        raise RefusedError("access-unknown", "this person does not unlock terminals")
    return held
