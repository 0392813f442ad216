# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The code of an appointment: six digits that name it and four that prove it.

The QR code of a confirmation holds ``BT1.<number>.<code>`` and nothing else. The grammar is strict on purpose: what is
not exactly such a code is not looked up at all, so no scanned text can ever become a search.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from kiosk.wire.leases import b64encode

NUMBER_DIGITS = 6
CODE_DIGITS = 4

_QR = re.compile(r"BT1\.([0-9]{6})\.([0-9]{4})")


@dataclass(frozen=True, slots=True)
class AppointmentCode:
    """What a visitor holds to the scanner or types."""

    number: str
    code: str


def parse_qr(data: str) -> AppointmentCode | None:
    """The code in a scanned text, or ``None`` when it is not one of ours (a train ticket, a link, garbage)."""
    match = _QR.fullmatch(data)
    return AppointmentCode(match[1], match[2]) if match else None


def code_hash(code: AppointmentCode, key: bytes) -> str:
    """How the terminal knows a code: HMAC-SHA256 under its own key (see :class:`~kiosk.wire.models.Appointment`)."""
    return b64encode(hmac.digest(key, f"{code.number}.{code.code}".encode("ascii"), hashlib.sha256))
