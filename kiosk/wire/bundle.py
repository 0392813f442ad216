# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is inside a sealed hand-over: the record, the code that opens it at the desk, and the Vorbereitungsbogen as PDF.

Layout: length of the head (4 bytes, big-endian), head (JSON, UTF-8), length of the PDF (4 bytes, 0: none), PDF, zeros.
The zeros bring it to a multiple of :data:`STEP`, so that the size does not tell how many persons are in it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints, ValidationError

from kiosk.wire.handover import CODE_PATTERN
from kiosk.wire.models import WireModel
from kiosk.wire.record import Record

STEP = 16 * 1024
_LENGTH = 4


class BundleError(Exception):
    """The bytes are no bundle. Says nothing about their content."""


class BundleHead(WireModel):
    """``code`` is what the visitor shows at the desk."""

    version: Literal[1] = 1
    code: Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
    record: Record


def pack(head: BundleHead, sheet: bytes | None) -> bytes:
    """The bundle as bytes, padded."""
    text = head.model_dump_json().encode("utf-8")
    body = b"".join(_with_length(part) for part in (text, sheet or b""))
    return body + bytes(-len(body) % STEP)


def unpack(bundle: bytes) -> tuple[BundleHead, bytes | None]:
    """Undo :func:`pack`: head and PDF.

    Raises:
        BundleError: cut off, not ours, or of a later version.
    """
    text, rest = _part(bundle)
    sheet, padding = _part(rest)
    if any(padding):
        raise BundleError("something follows the end")
    try:
        return BundleHead.model_validate_json(text), sheet or None
    except ValidationError:
        raise BundleError("the head is not readable") from None


def _with_length(part: bytes) -> bytes:
    return len(part).to_bytes(_LENGTH, "big") + part


def _part(data: bytes) -> tuple[bytes, bytes]:
    size = int.from_bytes(data[:_LENGTH], "big")
    end = _LENGTH + size
    if len(data) < end:
        raise BundleError("cut off")
    return data[_LENGTH:end], data[end:]
