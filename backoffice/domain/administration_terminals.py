# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Letting terminals in, ordering them about, and taking their rights away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from backoffice.domain.audit import Change, note
from backoffice.domain.commands import LONGEST_MESSAGE, end_all, give, recent
from backoffice.domain.errors import RefusedError
from backoffice.domain.floor import terminals_now
from backoffice.domain.inputs import Act, Done
from backoffice.domain.terminals import new_code, revoke
from backoffice.schema import enrolment_code, terminal
from kiosk.wire.commands import CommandKind

_CHANGES = {
    CommandKind.LOCK: Change.TERMINAL_LOCKED,
    CommandKind.UNLOCK: Change.TERMINAL_UNLOCKED,
    CommandKind.TEST_PRINT: Change.TERMINAL_TRIAL,
    CommandKind.RELOAD: Change.TERMINAL_RELOADED,
}


def make_code(connection: Connection, act: Act) -> Done:
    """A code that lets one terminal in within half an hour; it is shown once."""
    code = new_code(connection, act.office_id, act.now)
    note(connection, act.who.login, act.office_id, Change.CODE_MADE, "", act.now)
    return Done("code-made", secret=code)


def order(connection: Connection, act: Act) -> Done:
    """One of :class:`CommandKind`, for one terminal.

    Raises:
        FieldError: something is malformed.
        RefusedError: ``command-unknown``; as :func:`backoffice.domain.commands.give`.
    """
    kind = next((one for one in CommandKind if one.value == act.fields.get("kind")), None)
    if kind is None:
        raise RefusedError("command-unknown", "there is no such order")
    words = act.text("message", LONGEST_MESSAGE, needed=False)
    number = give(connection, act.office_id, act.uuid("terminal"), kind, act.who.login, act.now, words)
    note(connection, act.who.login, act.office_id, _CHANGES[kind], str(number), act.now)
    return Done("ordered")


def take_rights(connection: Connection, act: Act) -> Done:
    """A terminal is none of ours any more, at once and for good.

    Raises:
        FieldError: malformed.
        RefusedError: ``terminal-unknown``; ``not-confirmed`` without the terminal's number typed beside.
    """
    terminal_id = act.uuid("terminal")
    number = connection.execute(
        select(terminal.c.number).where(
            terminal.c.id == terminal_id,
            terminal.c.office_id == act.office_id,
            terminal.c.revoked_at.is_(None),
        )
    ).scalar_one_or_none()
    if number is None:
        raise RefusedError("terminal-unknown", "there is no such terminal in this office")
    if act.text("number", 3, needed=False) != str(number):
        raise RefusedError("not-confirmed", "type the terminal's number")
    revoke(connection, terminal_id, act.now)
    end_all(connection, act.office_id, terminal_id, act.now)
    note(connection, act.who.login, act.office_id, Change.TERMINAL_REVOKED, str(number), act.now)
    return Done("revoked")


def read_terminals(connection: Connection, act: Act) -> dict[str, Any]:
    """What the page shows: terminals, the latest orders, how many codes are open."""
    return {
        "terminals": sorted(
            terminals_now(connection, act.office_id, act.now), key=lambda terminal: terminal.number
        ),
        "orders": recent(connection, act.office_id),
        "open_codes": connection.execute(
            select(func.count())
            .select_from(enrolment_code)
            .where(
                enrolment_code.c.office_id == act.office_id,
                enrolment_code.c.used_at.is_(None),
                enrolment_code.c.expires_at > act.now,
            )
        ).scalar_one(),
    }
