# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is inside a sealed hand-over: the record, the code that opens it at the desk, and papers as PDF.

Layout: the head (JSON, UTF-8), then the papers in the order in which the head names them, each with its length before it
(4 bytes, big-endian), then zeros up to a multiple of :data:`STEP`, so that the size does not tell how many persons are in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError

from kiosk.wire.handover import CODE_PATTERN
from kiosk.wire.models import WireModel
from kiosk.wire.record import Record

STEP = 16 * 1024
_LENGTH = 4


class PaperKind(StrEnum):
    """Papers that staff can print from a hand-over."""

    SHEET = "vorbereitungsbogen"
    LANDLORD_FORM = "wohnungsgeberbestaetigung"


class BundleError(Exception):
    """The bytes are no bundle. Says nothing about their content."""


class BundleHead(WireModel):
    """``code`` is what the visitor shows at the desk."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    version: Literal[1] = 1
    code: Annotated[str, StringConstraints(pattern=CODE_PATTERN), Field(repr=False)]
    record: Record = Field(repr=False)
    papers: tuple[PaperKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened hand-over."""

    code: str = field(repr=False)
    record: Record = field(repr=False)
    papers: Mapping[PaperKind, bytes] = field(repr=False)


def pack(bundle: Bundle) -> bytes:
    """The bundle as bytes, padded."""
    head = BundleHead(code=bundle.code, record=bundle.record, papers=tuple(bundle.papers))
    parts = [head.model_dump_json().encode("utf-8"), *(bundle.papers[kind] for kind in head.papers)]
    body = b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)
    return body + bytes(-len(body) % STEP)


def unpack(data: bytes) -> Bundle:
    """Undo :func:`pack`.

    Raises:
        BundleError: cut off, not ours, or of a later version.
    """
    text, rest = _part(data)
    try:
        head = BundleHead.model_validate_json(text)
    except ValidationError:
        raise BundleError("the head is not readable") from None
    papers: dict[PaperKind, bytes] = {}
    for kind in head.papers:
        papers[kind], rest = _part(rest)
    if any(rest):
        raise BundleError("something follows the end")
    return Bundle(head.code, head.record, papers)


def _part(data: bytes) -> tuple[bytes, bytes]:
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    if len(data) < end:
        raise BundleError("cut off")
    return data[_LENGTH:end], data[end:]
