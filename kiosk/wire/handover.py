# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``PUT /api/v1/handovers/{id}``: what a visitor prepared, on its way to the desk.

In clear travels only what the back office needs to file it: number, day, key. Name, matter and documents are inside the
sealed part, and so is the code that the visitor shows at the desk.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from kiosk.wire.models import Moment, QueueLetter, Slug, TicketNumber, WireModel

CODE_ALPHABET = "ACDEFHJKLMNPRTUVWXY34679"
"""What a code is made of: nothing in it looks or sounds like another one when said aloud in German or printed small
(no B/8, G/6, I/1, O/0/Q, S/5, Z/2)."""
CODE_LENGTH = 3
CODE_PATTERN = rf"^[{CODE_ALPHABET}]{{{CODE_LENGTH}}}$"

_SEPARATORS = re.compile(r"[\s·.\-_/]+")
_COMPACT = re.compile(rf"([A-HJ-NPR-Z])([0-9]{{3}})([{CODE_ALPHABET}]{{{CODE_LENGTH}}})")
_SPACED = re.compile(
    rf"([A-HJ-NPR-Z])[\s·.\-_/]*([0-9]{{1,3}})[\s·.\-_/]+([{CODE_ALPHABET}]{{{CODE_LENGTH}}})"
)

SEALED_BYTES = 512 * 1024
"""At most so many bytes of a sealed bundle; in base64 and with a paper it stays below the server's limit for a body."""
PAPER_BYTES = 192 * 1024

SealedText = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", max_length=SEALED_BYTES * 4 // 3 + 4)
]
"""Sealed bytes as base64url without padding."""
PaperText = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", max_length=PAPER_BYTES * 4 // 3 + 4)
]

LinkHash = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""SHA-256 (32 bytes, base64url) by which a paper is found; see :mod:`kiosk.wire.papers`."""


class SealedPaper(WireModel):
    """A PDF for the visitor's phone. Its key follows from the link, which the server never gets to keep."""

    link_hash: LinkHash
    sealed: PaperText


class Handover(WireModel):
    """A request, not a fact: the desk may find it expired or not openable, and then the form is filled in there.

    ``id`` is the record's id. ``valid_on`` is the only business day on which it can be opened. ``sealed`` is a bundle
    (:mod:`kiosk.wire.bundle`) sealed with ``suite`` to the key ``key_id``, bound to office, id, day and key.
    """

    id: UUID
    office_id: Slug
    ticket_id: UUID
    queue: QueueLetter
    number: TicketNumber
    valid_on: date
    prepared_at: Moment
    suite: Slug
    key_id: Slug
    sealed: SealedText
    paper: SealedPaper | None = None


def shown_code(ticket_label: str, code: str) -> str:
    """What the visitor reads and says: ``B 042 · K7M``."""
    return f"{ticket_label} · {code}"


def read_shown_code(typed: str) -> tuple[str, int, str] | None:
    """Queue, number and code in what somebody typed, however they wrote it (``b042k7m``, ``B 42 K7M``)."""
    match = _COMPACT.fullmatch(_SEPARATORS.sub("", typed.upper())) or _SPACED.fullmatch(typed.upper().strip())
    return (match[1], int(match[2]), match[3]) if match else None
