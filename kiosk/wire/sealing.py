# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealing to a public key with HPKE (RFC 9180, single-shot base mode), as both sides do it.

The hybrid suite protects against whoever records today and has a quantum computer later; its code point is still a
draft (X-Wing, draft-ietf-hpke-pq), so every sealed thing names its suite and the classic one of RFC 9180 is there too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.models import HandoverKey

HYBRID = "mlkem768-x25519-hkdf-sha256-aes-256-gcm"
CLASSIC = "x25519-hkdf-sha256-aes-256-gcm"
SUITES = (HYBRID, CLASSIC)

_SUITES = {
    HYBRID: Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
    CLASSIC: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
}
_MLKEM_PUBLIC, _MLKEM_SEED, _X25519 = 1184, 64, 32
"""Bytes of the keys' raw forms (FIPS 203 with the private key as its seed; RFC 7748)."""


class SealingError(Exception):
    """It cannot be sealed, or not be opened with this key for this purpose. Says nothing about the content."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a sealed bundle is for. It opens for nothing else."""

    office_id: str
    record_id: UUID
    valid_on: date
    key_id: str

    def info(self, suite: str) -> bytes:
        """The ``info`` of RFC 9180 §5.1: sorted, compact JSON."""
        fields = {
            "use": "buergerterminal handover 1",
            "suite": suite,
            "office": self.office_id,
            "record": str(self.record_id),
            "day": self.valid_on.isoformat(),
            "key": self.key_id,
        }
        return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("utf-8")


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """A key pair of a suite in raw form; ``private`` opens what was sealed to ``public``."""

    suite: str
    public: bytes
    private: bytes


def new_key_pair(suite: str = HYBRID) -> KeyPair:
    """A fresh key pair from the system's randomness.

    Raises:
        SealingError: the suite is unknown.
    """
    curve = X25519PrivateKey.generate()
    match suite:
        case _ if suite == CLASSIC:
            return KeyPair(suite, curve.public_key().public_bytes_raw(), curve.private_bytes_raw())
        case _ if suite == HYBRID:
            lattice = MLKEM768PrivateKey.generate()
            return KeyPair(
                suite,
                lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw(),
                lattice.private_bytes_raw() + curve.private_bytes_raw(),
            )
        case _:
            raise SealingError("unknown suite")


def seal(plain: bytes, suite: str, public_key: bytes, purpose: Purpose) -> bytes:
    """Seal ``plain``; whoever sealed it cannot open it again.

    Raises:
        SealingError: unknown suite, or not a key of it.
    """
    try:
        sealed: bytes = _SUITES[suite].encrypt(plain, _public(suite, public_key), info=purpose.info(suite))
    except KeyError:
        raise SealingError("unknown suite") from None
    except Exception as error:  # the library's own kinds differ with the key's kind
        raise SealingError("not a usable key") from error
    return sealed


def unseal(sealed: bytes, suite: str, private_key: bytes, purpose: Purpose) -> bytes:
    """Undo :func:`seal`.

    Raises:
        SealingError: sealed to another key or for another purpose, altered, or cut off.
    """
    try:
        plain: bytes = _SUITES[suite].decrypt(sealed, _private(suite, private_key), info=purpose.info(suite))
    except (KeyError, ValueError, InvalidTag):
        raise SealingError("it does not open") from None
    return plain


def _public(suite: str, raw: bytes) -> X25519PublicKey | MLKEM768X25519PublicKey:
    if suite == CLASSIC:
        return X25519PublicKey.from_public_bytes(raw)
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC]),
        X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC:]),
    )


def _private(suite: str, raw: bytes) -> X25519PrivateKey | MLKEM768X25519PrivateKey:
    if suite == CLASSIC:
        return X25519PrivateKey.from_private_bytes(raw)
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(raw[:_MLKEM_SEED]),
        X25519PrivateKey.from_private_bytes(raw[_MLKEM_SEED:]),
    )


def key_signed_part(key: HandoverKey) -> bytes:
    """The bytes a published key's signature covers: its fields without ``signature`` as sorted, compact JSON."""
    fields = {name: str(value) for name, value in key if name != "signature"}
    return json.dumps(
        {"use": "buergerterminal handover key 1", **fields}, sort_keys=True, separators=(",", ":")
    ).encode("utf-8")


def sign_key(key: HandoverKey, server_key: Ed25519PrivateKey) -> HandoverKey:
    """The same key with the server's signature."""
    return key.model_copy(update={"signature": b64encode(server_key.sign(key_signed_part(key)))})


def key_is_genuine(key: HandoverKey, server_key: bytes) -> bool:
    """Whether ``server_key`` (raw Ed25519 public key, 32 bytes) signed this key as it stands."""
    try:
        Ed25519PublicKey.from_public_bytes(server_key).verify(b64decode(key.signature), key_signed_part(key))
    except (InvalidSignature, ValueError):
        return False
    return True
