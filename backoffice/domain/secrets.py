# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The server's own key, made at the first start and kept in the database."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from backoffice.domain.rows import insert_new
from backoffice.schema import secret

_LEASES = "lease-signing-key"


def signing_key(connection: Connection, now: datetime) -> Ed25519PrivateKey:
    """The key that signs leases. Several processes that start together get the same one."""
    query = select(secret.c.value).where(secret.c.name == _LEASES)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        fresh = Ed25519PrivateKey.generate().private_bytes_raw()
        insert_new(connection, secret, {"name": _LEASES, "value": fresh, "created_at": now})
        found = connection.execute(query).scalar_one()
    return Ed25519PrivateKey.from_private_bytes(found)
