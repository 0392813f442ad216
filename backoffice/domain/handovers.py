# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hand-overs as they come in and go away: kept sealed for their day, then deleted.

What is inside is opened only in :mod:`backoffice.domain.desk_handovers`, for the clerk who has the visitor's code.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from backoffice.clock import business_day
from backoffice.domain.errors import RefusedError
from backoffice.domain.handover_keys import forget_keys, is_known
from backoffice.domain.people import forget_sessions
from backoffice.domain.rows import insert_new, next_number, take_turns
from backoffice.domain.terminals import Terminal
from backoffice.schema import handover, handover_event, handover_paper, office, ticket
from kiosk.wire.handover import Handover
from kiosk.wire.leases import b64decode
from kiosk.wire.models import Receipt

EVENTS_KEPT = timedelta(days=180)
"""How long it stays known who opened what."""
ROWS_KEPT = timedelta(days=31)
"""How long an empty row stays, so that a repetition is known as one."""


class HandoverState(StrEnum):
    """Where a hand-over stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"


class HandoverFlag(StrEnum):
    """What staff should know about a hand-over. Empty is as it should be."""

    NONE = ""
    EXPIRED = "expired"
    """Its day was over when it came; nothing was kept."""
    KEY_UNKNOWN = "key-unknown"
    """It cannot be opened here."""
    DAY_DIFFERS = "day-differs"
    """The terminal's clock is ahead; it is filed under today."""


class Event(StrEnum):
    """What somebody did with a hand-over."""

    OPENED = "opened"
    WRONG_CODE = "wrong-code"
    CHANGED = "changed"
    RELEASED = "released"
    CONFIRMED = "confirmed"
    PAPER = "paper"
    EXPORTED = "exported"
    DELETED = "deleted"


def keep_handover(connection: Connection, terminal: Terminal, body: Handover, now: datetime) -> Receipt:
    """Keep a hand-over until the end of its day.

    Raises:
        RefusedError: ``conflict``; ``other-office`` for an office that is neither the terminal's nor the ticket's.
    """
    fingerprint = hashlib.sha256(body.model_dump_json().encode("utf-8")).digest()
    take_turns(connection, body.id)
    known = connection.execute(
        select(handover.c.fingerprint, handover.c.terminal_id, handover.c.flag).where(
            handover.c.office_id == body.office_id, handover.c.id == body.id
        )
    ).one_or_none()
    if known is not None:
        if known.fingerprint != fingerprint or known.terminal_id != terminal.id:
            raise RefusedError("conflict", "this id was used for something else")
        return Receipt(id=body.id, repeated=True, note=known.flag)
    if body.office_id != terminal.office_id and not _has_ticket(connection, terminal, body):
        raise RefusedError("other-office", "the hand-over is of an office this terminal does not stand in")
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == body.office_id)).scalar_one()
    today = business_day(now, zone)
    if body.valid_on < today:
        return Receipt(id=body.id, note=HandoverFlag.EXPIRED.value)
    flag = HandoverFlag.NONE
    if not is_known(connection, body.office_id, body.key_id):
        flag = HandoverFlag.KEY_UNKNOWN
    elif body.valid_on > today:
        flag = HandoverFlag.DAY_DIFFERS
    insert_new(
        connection,
        handover,
        {
            **body.model_dump(exclude={"sealed", "paper"}),
            "terminal_id": terminal.id,
            "day": today,
            "received_at": now,
            "fingerprint": fingerprint,
            "sealed": b64decode(body.sealed),
            "flag": flag.value,
            "state": HandoverState.WAITING.value,
            "claimed_by": "",
            "wrong_codes": 0,
        },
    )
    if body.paper is not None:
        insert_new(
            connection,
            handover_paper,
            {
                "link_hash": body.paper.link_hash,
                "handover_id": body.id,
                "office_id": body.office_id,
                "day": today,
                "sealed": b64decode(body.paper.sealed),
            },
        )
    return Receipt(id=body.id, note=flag.value)


def sealed_paper(
    connection: Connection, office_id: str | None, link_hash: str, now: datetime
) -> bytes | None:
    """What is behind a link, still sealed; ``None``: nothing, not yet, or its day is over.

    A link of an older version does not name the office, so all are asked.
    """
    where = [handover_paper.c.link_hash == link_hash]
    if office_id is not None:
        where.append(handover_paper.c.office_id == office_id)
    row = connection.execute(
        select(handover_paper.c.sealed, handover_paper.c.day, office.c.time_zone)
        .join(office, office.c.id == handover_paper.c.office_id)
        .where(*where)
    ).first()
    return row.sealed if row is not None and row.day == business_day(now, row.time_zone) else None


def note_event(
    connection: Connection, handover_id: UUID, office_id: str, login: str, what: Event, now: datetime
) -> None:
    """Remember who did what; nothing about the visitor."""
    connection.execute(
        handover_event.insert().values(
            office_id=office_id,
            id=next_number(connection, office_id, "handover_event"),
            handover_id=handover_id,
            at=now,
            login=login,
            what=what.value,
        )
    )


def delete_content(connection: Connection, office_id: str, handover_id: UUID) -> None:
    """Delete everything sealed of a hand-over; the row stays, empty."""
    connection.execute(
        update(handover)
        .where(handover.c.office_id == office_id, handover.c.id == handover_id)
        .values(sealed=None, revision=None)
    )
    connection.execute(
        delete(handover_paper).where(
            handover_paper.c.office_id == office_id, handover_paper.c.handover_id == handover_id
        )
    )


def sweep(connection: Connection, now: datetime) -> int:
    """Delete what is over: contents of past days, keys, sessions, old history. Returns how many contents went."""
    swept = 0
    for row in connection.execute(select(office.c.id, office.c.time_zone)).all():
        today = business_day(now, row.time_zone)
        swept += _sweep_office(connection, row.id, today, now)
    connection.execute(delete(handover_event).where(handover_event.c.at < now - EVENTS_KEPT))
    forget_sessions(connection, now)
    return swept


def _sweep_office(connection: Connection, office_id: str, today: date, now: datetime) -> int:
    over = connection.execute(
        select(handover.c.id).where(
            handover.c.office_id == office_id, handover.c.day < today, handover.c.sealed.is_not(None)
        )
    ).scalars()
    ended = list(over)
    for handover_id in ended:
        delete_content(connection, office_id, handover_id)
        note_event(connection, handover_id, office_id, "", Event.DELETED, now)
    connection.execute(
        delete(handover_paper).where(handover_paper.c.office_id == office_id, handover_paper.c.day < today)
    )
    connection.execute(
        delete(handover).where(handover.c.office_id == office_id, handover.c.day < today - ROWS_KEPT)
    )
    forget_keys(connection, office_id, today)
    return len(ended)


def _has_ticket(connection: Connection, terminal: Terminal, body: Handover) -> bool:
    """Whether the ticket is one that this terminal drew for that office before it moved."""
    return (
        connection.execute(
            select(ticket.c.id).where(
                ticket.c.id == body.ticket_id,
                ticket.c.terminal_id == terminal.id,
                ticket.c.office_id == body.office_id,
            )
        ).first()
        is not None
    )
