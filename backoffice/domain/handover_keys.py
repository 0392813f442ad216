# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key pairs of an office: one a day, published to its terminals, and gone when nothing can be sealed to it any more.

A terminal that was without a line since yesterday, or over a long weekend, still seals to the key it has; so a key is good
for :data:`GOOD_FOR` days. Then its private half is deleted, and with it everything ever sealed to it, in whatever backup.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, select

from backoffice.clock import business_day
from backoffice.domain.rows import insert_new
from backoffice.schema import handover_key, office
from backoffice.vault import Vault
from kiosk.wire.leases import b64encode
from kiosk.wire.models import HandoverKey
from kiosk.wire.sealing import HYBRID, new_key_pair, sign_key

log = structlog.get_logger(__name__)

GOOD_FOR = 7
"""Days, the first included."""


def published_key(
    connection: Connection, office_id: str, vault: Vault, signing_key: Ed25519PrivateKey, now: datetime
) -> HandoverKey | None:
    """Today's key of an office, signed; ``None`` until :func:`ensure_key` has made it."""
    row = connection.execute(
        select(handover_key).where(
            handover_key.c.office_id == office_id,
            handover_key.c.vault == vault.id,
            handover_key.c.first_day == _today(connection, office_id, now),
        )
    ).one_or_none()
    if row is None:
        return None
    unsigned = HandoverKey(
        id=row.id,
        office_id=row.office_id,
        suite=row.suite,
        public_key=b64encode(row.public_key),
        first_day=row.first_day,
        last_day=row.last_day,
        signature="-",
    )
    return sign_key(unsigned, signing_key)


def ensure_key(connection: Connection, office_id: str, vault: Vault, now: datetime) -> None:
    """Make today's key of an office unless there is one; several processes make one."""
    day = _today(connection, office_id, now)
    pair = new_key_pair(HYBRID)
    key_id = f"{day:%Y%m%d}-{secrets.token_hex(4)}"
    insert_new(
        connection,
        handover_key,
        {
            "id": key_id,
            "office_id": office_id,
            "vault": vault.id,
            "suite": pair.suite,
            "public_key": pair.public,
            "private_key": vault.wrap(pair.private, _context(office_id, key_id)),
            "first_day": day,
            "last_day": day + timedelta(days=GOOD_FOR - 1),
            "created_at": now,
        },
    )


def private_key(connection: Connection, office_id: str, key_id: str, vault: Vault) -> bytes | None:
    """The private half (raw); ``None``: unknown, deleted, of another office, or wrapped with another key file.

    Raises:
        VaultError: the row was altered.
    """
    row = connection.execute(
        select(handover_key.c.private_key).where(
            handover_key.c.id == key_id,
            handover_key.c.office_id == office_id,
            handover_key.c.vault == vault.id,
        )
    ).one_or_none()
    return None if row is None else vault.unwrap(row.private_key, _context(office_id, key_id))


def is_known(connection: Connection, office_id: str, key_id: str) -> bool:
    """Whether this key of the office is there."""
    return (
        connection.execute(
            select(handover_key.c.id).where(
                handover_key.c.id == key_id, handover_key.c.office_id == office_id
            )
        ).first()
        is not None
    )


def forget_keys(connection: Connection, office_id: str, today: date) -> int:
    """Delete the keys of an office whose days are over. Returns how many."""
    return connection.execute(
        delete(handover_key).where(handover_key.c.office_id == office_id, handover_key.c.last_day < today)
    ).rowcount


def _context(office_id: str, key_id: str) -> str:
    return f"handover key {office_id} {key_id}"


def _today(connection: Connection, office_id: str, now: datetime) -> date:
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one()
    return business_day(now, zone)
