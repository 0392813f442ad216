# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms that visitors set aside: sealed, for the rest of the day, until somebody with the code goes on.

The server never has the key; what it files them under follows from the code and tells nothing about it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.domain.rows import insert_new, take_turns
from backoffice.domain.terminals import Terminal
from backoffice.schema import office, set_aside
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.models import Receipt
from kiosk.wire.setaside import SetAside

ROWS_KEPT = timedelta(days=7)
"""How long an empty row stays, so that a repetition is known as one."""
EXPIRED = "expired"


def keep(connection: Connection, terminal: Terminal, body: SetAside, now: datetime) -> Receipt:
    """Keep a form until the end of its day; or, with ``taken_at``, delete it because somebody goes on with it.

    Raises:
        RefusedError: ``conflict``; ``other-office``.
    """
    if body.office_id != terminal.office_id:
        raise RefusedError("other-office", "the form is of an office this terminal does not stand in")
    take_turns(connection, body.id)
    same = (set_aside.c.office_id == body.office_id, set_aside.c.id == body.id)
    known = connection.execute(select(set_aside).where(*same)).one_or_none()
    fingerprint = _fingerprint(body)
    if known is not None:
        if body.taken_at is not None:
            connection.execute(
                update(set_aside).where(*same).values(sealed=None, taken_at=known.taken_at or body.taken_at)
            )
            return Receipt(id=body.id, repeated=known.taken_at is not None)
        if known.fingerprint not in (fingerprint, b""):
            raise RefusedError("conflict", "this id was used for something else")
        return Receipt(id=body.id, repeated=True, note=EXPIRED if known.sealed is None else "")
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == body.office_id)).scalar_one()
    is_over = body.valid_on < business_day(now, zone)
    insert_new(
        connection,
        set_aside,
        {
            "office_id": body.office_id,
            "id": body.id,
            "terminal_id": terminal.id,
            "valid_on": body.valid_on,
            "set_aside_at": body.set_aside_at,
            "received_at": now,
            # Taken up before it came here: whatever comes later under this id is over.
            "fingerprint": b"" if body.taken_at else fingerprint,
            "sealed": b64decode(body.sealed) if body.sealed and not is_over and not body.taken_at else None,
            "taken_at": body.taken_at,
        },
    )
    return Receipt(id=body.id, note=EXPIRED if is_over else "")


def find(connection: Connection, terminal: Terminal, set_aside_id: UUID, now: datetime) -> SetAside:
    """What is filed under this id in the terminal's office.

    Raises:
        RefusedError: ``set-aside-unknown``: nothing; ``set-aside-over``: taken up, or its day is over.
    """
    row = connection.execute(
        select(set_aside, office.c.time_zone)
        .join(office, office.c.id == set_aside.c.office_id)
        .where(set_aside.c.office_id == terminal.office_id, set_aside.c.id == set_aside_id)
    ).one_or_none()
    if row is None:
        raise RefusedError("set-aside-unknown", "there is no such form here")
    if row.sealed is None or row.valid_on < business_day(now, row.time_zone):
        raise RefusedError("set-aside-over", "the form was taken up or has expired")
    return SetAside(
        id=row.id,
        office_id=row.office_id,
        valid_on=row.valid_on,
        set_aside_at=row.set_aside_at,
        sealed=b64encode(row.sealed),
    )


def sweep(connection: Connection, now: datetime) -> int:
    """Delete what is over. Returns how many forms went."""
    swept = 0
    for row in connection.execute(select(office.c.id, office.c.time_zone)).all():
        today = business_day(now, row.time_zone)
        here = set_aside.c.office_id == row.id
        swept += connection.execute(
            update(set_aside)
            .where(here, set_aside.c.valid_on < today, set_aside.c.sealed.is_not(None))
            .values(sealed=None)
        ).rowcount
        connection.execute(delete(set_aside).where(here, set_aside.c.valid_on < today - ROWS_KEPT))
        # A day far ahead is a terminal's wrong clock; nothing stays longer than a day after it came.
        connection.execute(
            update(set_aside)
            .where(here, set_aside.c.received_at < now - timedelta(days=1), set_aside.c.sealed.is_not(None))
            .values(sealed=None)
        )
    return swept


def _fingerprint(body: SetAside) -> bytes:
    return hashlib.sha256(body.model_dump_json().encode("utf-8")).digest()
