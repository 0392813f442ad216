# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A lease is signed by the server, so a terminal gives out no number that somebody else made up."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.wire.models import Lease


def b64encode(data: bytes) -> str:
    """Base64url without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64decode(text: str) -> bytes:
    """Undo :func:`b64encode`.

    Raises:
        ValueError: not base64url.
    """
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def signed_part(fields: dict[str, Any]) -> bytes:
    """The bytes a lease's signature covers: its fields without ``signature`` as sorted, compact JSON."""
    covered = {key: str(value) for key, value in fields.items() if key != "signature"}
    return json.dumps(covered, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sign(fields: dict[str, Any], key: Ed25519PrivateKey) -> Lease:
    """Build a signed lease from its fields (those of :class:`Lease` except ``signature``)."""
    return Lease(**fields, signature=b64encode(key.sign(signed_part(fields))))


def is_genuine(lease: Lease, server_key: bytes) -> bool:
    """Whether ``server_key`` (raw Ed25519 public key, 32 bytes) signed this lease as it stands."""
    fields = {name: getattr(lease, name) for name in Lease.model_fields if name != "signature"}
    try:
        Ed25519PublicKey.from_public_bytes(server_key).verify(b64decode(lease.signature), signed_part(fields))
    except (InvalidSignature, ValueError):
        return False
    return True
