# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The code of a form that was set aside, and what follows from it.

Twenty digits are 66 bits: typed at any keypad in any language. Argon2id (RFC 9106) makes each guess cost what it costs a
terminal, so whoever takes the sealed form along has 2^66 times that before them, for data that the office deletes in the
evening. Office and day go into the derivation: with another one, the code opens nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from kiosk.clock import RandomBytes

PARTS = 4
PART_DIGITS = 5
DIGITS = PARTS * PART_DIGITS
_TIME_COST, _MEMORY_KIB = 2, 19 * 1024
_QR = re.compile(rf"BT2\.([0-9]{{{DIGITS}}})")


class SetAsideError(Exception):
    """It does not open with this code, or holds what this program does not understand. Says nothing about the content."""


@dataclass(frozen=True, slots=True)
class Keys:
    """``id``: under which the form is filed, and which says nothing about the code. ``key``: 32 bytes."""

    id: UUID
    key: bytes = field(repr=False)


def new_code(random_bytes: RandomBytes) -> str:
    """A fresh code; each digit alike likely (rejection sampling)."""
    digits = ""
    while len(digits) < DIGITS:
        digits += "".join(str(byte % 10) for byte in random_bytes(32) if byte < 250)
    return digits[:DIGITS]


def shown(code: str) -> str:
    """As people read and type it: in groups of five."""
    return " ".join(code[start : start + PART_DIGITS] for start in range(0, DIGITS, PART_DIGITS))


def qr_text(code: str) -> str:
    """What the QR code on the slip holds."""
    return f"BT2.{code}"


def read_qr(scanned: str) -> str | None:
    """The code in a scanned text, ``None`` when it is not one."""
    match = _QR.fullmatch(scanned)
    return match[1] if match else None


def derive(code: str, office_id: str, day: date) -> Keys:
    """What the code stands for in this office on this day. Takes some 50 ms."""
    from argon2.low_level import Type, hash_secret_raw

    purpose = json.dumps(["buergerterminal set-aside 1", office_id, day.isoformat()]).encode()
    secret = hash_secret_raw(
        code.encode("ascii"),
        salt=hashlib.sha256(purpose).digest()[:16],
        time_cost=_TIME_COST,
        memory_cost=_MEMORY_KIB,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    identifier = bytearray(_expand(secret, b"id", 16))
    identifier[6] = identifier[6] & 0x0F | 0x80  # UUIDv8 (RFC 9562 §5.8): ours, not random
    identifier[8] = identifier[8] & 0x3F | 0x80
    return Keys(UUID(bytes=bytes(identifier)), _expand(secret, b"key", 32))


def _expand(secret: bytes, use: bytes, length: int) -> bytes:
    return HKDFExpand(SHA256(), length, b"buergerterminal set-aside 1 " + use).derive(secret)
