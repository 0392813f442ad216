# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who of the staff may unlock terminals, and what they decided there against a rule.

A terminal knows staff by a number, never by name. ``rule`` and ``reason`` are stable names: a server keeps those of a newer
terminal without knowing them.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from kiosk.wire.leases import b64encode
from kiosk.wire.models import Moment, Slug, WireModel

BADGE_BYTES = 16
"""Chance in a badge: nobody guesses it, so a plain hash of it gives nothing away."""
MOST_STAFF = 900
"""Numbers have three digits and begin with 1 to 9."""
StaffNumber = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{2}$")]
BadgeHash = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{43})?$")]
PinHash = Annotated[str, StringConstraints(pattern=r"^\$argon2id\$[A-Za-z0-9$=,+/]{1,200}$")]

_BADGE = re.compile(r"BT3\.([0-9A-F]{32})")


class StaffEntry(WireModel):
    """One person. ``badge`` is SHA-256 of the badge's random bytes (base64url), empty while there is no badge or it is lost;
    ``pin_hash`` is Argon2id in PHC form; ``valid_until`` is the last day, in the office's time zone."""

    staff: StaffNumber
    badge: BadgeHash = ""
    pin_hash: PinHash
    valid_until: date


class StaffList(WireModel):
    """``GET /api/v1/staff-list``: everybody who may unlock the terminals of this office. Carries an ``ETag``.

    Who is not in it any more may not: a badge that was lost, a person who has left.
    """

    office_id: Slug
    people: Annotated[tuple[StaffEntry, ...], Field(max_length=MOST_STAFF)] = ()


class OverrideRule(StrEnum):
    """Which rule staff set aside for a visitor."""

    LATE = "late"
    """The visitor is late for an appointment and is checked in as if on time."""
    CLOSED = "closed"
    """The office gives no numbers now (closed, locked)."""
    STOPPED = "stopped"
    """No more numbers today."""
    APPOINTMENT_ONLY = "appointment-only"
    PRIORITY = "priority"
    """The visitor is called sooner."""


class OverrideReason(StrEnum):
    """Why. Nothing about who."""

    DISABILITY = "disability"
    SMALL_CHILD = "small-child"
    PREGNANT = "pregnant"
    FRAIL = "frail"
    TRAVEL = "travel"
    """Leaves within hours."""
    DEADLINE = "deadline"
    """A legal time limit ends today."""
    TRAFFIC = "traffic"
    LONG_WAY = "long-way"
    CALLED_IN = "called-in"
    """A clerk has asked the visitor to come."""
    OUR_FAULT = "our-fault"
    OTHER = "other"


RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,31}$")]


class Override(WireModel):
    """``PUT /api/v1/overrides/{id}``: staff gave this ticket, or gave it priority, against a rule. A fact.

    ``staff`` is empty when the terminal was unlocked with its own PIN.
    """

    id: UUID
    office_id: Slug
    ticket_id: UUID
    staff: Annotated[str, StringConstraints(pattern=r"^([1-9][0-9]{2})?$")] = ""
    rule: RuleName
    reason: RuleName
    decided_at: Moment


def badge_hash(code: bytes) -> str:
    """How a badge is kept: SHA-256 (base64url)."""
    return b64encode(hashlib.sha256(b"buergerterminal badge 1" + code).digest())


def badge_text(code: bytes) -> str:
    """What the QR code on a badge holds."""
    return f"BT3.{code.hex().upper()}"


def read_badge(scanned: str) -> bytes | None:
    """The bytes of a badge, ``None`` when something else was scanned."""
    match = _BADGE.fullmatch(scanned)
    return bytes.fromhex(match[1]) if match else None
