# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.wire.leases import b64decode, b64encode, is_genuine, sign
from kiosk.wire.models import Lease

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
FIELDS: dict[str, Any] = {
    "id": UUID(int=1),
    "terminal_id": UUID(int=2),
    "office_id": "mitte",
    "queue": "B",
    "day": date(2026, 11, 24),
    "first": 41,
    "last": 100,
}


def test_a_lease_survives_the_wire_and_stays_genuine() -> None:
    lease = Lease.model_validate_json(sign(FIELDS, KEY).model_dump_json())
    assert is_genuine(lease, PUBLIC)


@pytest.mark.parametrize(
    "change",
    [
        {"id": UUID(int=3)},
        {"terminal_id": UUID(int=3)},
        {"office_id": "west"},
        {"queue": "A"},
        {"day": date(2026, 11, 25)},
        {"first": 40},
        {"last": 101},
        {"signature": b64encode(bytes(64))},
        {"signature": "A"},
    ],
)
def test_a_lease_with_anything_changed_is_not_genuine(change: dict[str, Any]) -> None:
    assert not is_genuine(sign(FIELDS, KEY).model_copy(update=change), PUBLIC)


def test_a_lease_of_another_server_is_not_genuine() -> None:
    assert not is_genuine(sign(FIELDS, Ed25519PrivateKey.generate()), PUBLIC)
    assert not is_genuine(sign(FIELDS, KEY), b"too short")


@pytest.mark.parametrize("text", ["A", "ä", "A A"])
def test_what_is_no_base64url_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        b64decode(text)
