# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Terminals: how one is let in, who it is afterwards, and how it is doing."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Row, select, update

from backoffice.domain import commands, help_calls
from backoffice.domain.errors import RefusedError
from backoffice.domain.rows import insert_new, upsert
from backoffice.schema import enrolment_code, heartbeat, office
from backoffice.schema import terminal as terminals
from kiosk.wire.commands import HeartbeatAnswer
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.models import Enrolment, EnrolmentRequest, Heartbeat

CODE_LIFETIME = timedelta(minutes=30)
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LAST_NUMBER = 999


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal that proved who it is."""

    id: UUID
    office_id: str
    number: int
    public_key: bytes
    appointment_key: bytes
    locked: bool
    lock_message: str
    is_revoked: bool = False


def new_code(connection: Connection, office_id: str, now: datetime) -> str:
    """A one-time code (60 random bits, Crockford base32) that lets one terminal into this office for 30 minutes.

    Raises:
        RefusedError: ``office-unknown``; ``office-closed``.
    """
    known = connection.execute(select(office.c.closed_at).where(office.c.id == office_id)).one_or_none()
    if known is None:
        raise RefusedError("office-unknown", f"there is no office {office_id!r}")
    if known.closed_at is not None:
        raise RefusedError("office-closed", f"office {office_id!r} is closed")
    characters = "".join(secrets.choice(_CROCKFORD) for _ in range(12))
    code = "-".join(characters[start : start + 4] for start in (0, 4, 8))
    connection.execute(
        enrolment_code.insert().values(
            code_hash=_hash(code), office_id=office_id, created_at=now, expires_at=now + CODE_LIFETIME
        )
    )
    return code


def enrol(
    connection: Connection, terminal_id: UUID, request: EnrolmentRequest, server_key: bytes, now: datetime
) -> tuple[Enrolment, bool]:
    """Let a terminal in. Returns what it needs to know and whether it is new.

    The same id, key and code give the same answer again, also after the code has expired: the first answer may have
    got lost on the way.

    Raises:
        RefusedError: ``key-malformed``; ``enrolment-refused`` in the same words for a wrong, used and expired code.
    """
    public_key = _public_key(request.public_key)
    code_hash = _hash(request.code)
    known = _row(connection, terminal_id)
    if known is not None:
        used = connection.execute(
            select(enrolment_code.c.code_hash).where(
                enrolment_code.c.code_hash == code_hash, enrolment_code.c.terminal_id == terminal_id
            )
        ).scalar_one_or_none()
        if used is None or known.public_key != public_key or known.revoked_at is not None:
            raise _refused()
        return _enrolment(known, server_key), False
    claimed = connection.execute(
        update(enrolment_code)
        .where(
            enrolment_code.c.code_hash == code_hash,
            enrolment_code.c.used_at.is_(None),
            enrolment_code.c.expires_at > now,
        )
        .values(used_at=now, terminal_id=terminal_id)
    )
    if claimed.rowcount != 1:
        raise _refused()
    office_id = connection.execute(
        select(enrolment_code.c.office_id).where(enrolment_code.c.code_hash == code_hash)
    ).scalar_one()
    inserted = insert_new(
        connection,
        terminals,
        {
            "id": terminal_id,
            "office_id": office_id,
            "number": _free_number(connection, office_id),
            "public_key": public_key,
            "appointment_key": secrets.token_bytes(32),
            "enrolled_at": now,
            "locked": False,
            "lock_message": "",
        },
    )
    row = _row(connection, terminal_id)
    if not inserted or row is None:
        raise RefusedError("conflict", "another terminal was enrolled at the same moment; try again")
    return _enrolment(row, server_key), True


def find_terminal(connection: Connection, terminal_id: UUID) -> Terminal | None:
    """The terminal with this id; ``None`` if it never was one of ours or is revoked."""
    found = find_known(connection, [terminal_id]).get(terminal_id)
    return None if found is None or found.is_revoked else found


def find_known(connection: Connection, terminal_ids: Collection[UUID]) -> dict[UUID, Terminal]:
    """The terminals with these ids, also revoked ones; none for an id that never was one of ours."""
    rows = connection.execute(select(terminals).where(terminals.c.id.in_(terminal_ids)))
    return {
        row.id: Terminal(
            id=row.id,
            office_id=row.office_id,
            number=row.number,
            public_key=row.public_key,
            appointment_key=row.appointment_key,
            locked=row.locked,
            lock_message=row.lock_message,
            is_revoked=row.revoked_at is not None,
        )
        for row in rows
    }


def revoke(connection: Connection, terminal_id: UUID, now: datetime) -> bool:
    """Take a terminal's rights away, at once and for good. Returns whether there was one to revoke."""
    changed = connection.execute(
        update(terminals)
        .where(terminals.c.id == terminal_id, terminals.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return changed.rowcount == 1


def keep_heartbeat(
    connection: Connection, terminal: Terminal, beat: Heartbeat, now: datetime
) -> HeartbeatAnswer:
    """Keep a sign of life and what became of orders; gives what the terminal should know."""
    _keep_newest(connection, terminal, beat, now)
    commands.keep_outcomes(connection, terminal.office_id, terminal.id, beat.outcomes, now)
    return HeartbeatAnswer(
        commands=commands.due(connection, terminal.office_id, terminal.id, now),
        help_taken=help_calls.taken(connection, terminal.office_id, terminal.id, now),
    )


def _keep_newest(connection: Connection, terminal: Terminal, beat: Heartbeat, now: datetime) -> None:
    """An older one that arrives late changes nothing."""
    last = connection.execute(
        select(heartbeat.c.sent_at).where(
            heartbeat.c.office_id == terminal.office_id, heartbeat.c.terminal_id == terminal.id
        )
    ).scalar_one_or_none()
    # Never in the future, or a wrong clock would silence all later ones.
    sent_at = min(beat.sent_at, now)
    if last is not None and last > sent_at:
        return
    upsert(
        connection,
        heartbeat,
        {
            "office_id": terminal.office_id,
            "terminal_id": terminal.id,
            "received_at": now,
            "sent_at": sent_at,
            "body": beat.model_dump(mode="json", exclude={"outcomes"}),
        },
    )


def _free_number(connection: Connection, office_id: str) -> int:
    # Locks the office's row on PostgreSQL, so that two enrolments do not pick the same number.
    connection.execute(select(office.c.id).where(office.c.id == office_id).with_for_update())
    taken = set(
        connection.execute(select(terminals.c.number).where(terminals.c.office_id == office_id)).scalars()
    )
    for number in range(1, _LAST_NUMBER + 1):
        if number not in taken:
            return number
    raise RefusedError("office-full", "all terminal numbers of this office are taken")


def _row(connection: Connection, terminal_id: UUID) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(terminals).where(terminals.c.id == terminal_id)).one_or_none()


def _enrolment(row: Row[tuple[object, ...]], server_key: bytes) -> Enrolment:
    return Enrolment(
        terminal_id=row.id,
        terminal_number=row.number,
        office_id=row.office_id,
        server_key=b64encode(server_key),
        appointment_key=b64encode(row.appointment_key),
    )


def _public_key(text: str) -> bytes:
    try:
        raw = b64decode(text)
        Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        raise RefusedError("key-malformed", "public_key is not an Ed25519 key of 32 bytes") from None
    return raw


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode("ascii")).digest()


def _refused() -> RefusedError:
    return RefusedError("enrolment-refused", "the enrolment code is wrong, used or expired")
