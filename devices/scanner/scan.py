# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a scanner reads, and what becomes of what it should not have read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

MAX_SCAN_CHARS = 512


@dataclass(frozen=True, slots=True)
class Scan:
    """``data`` holds no control characters and at most 512 characters. ``aim`` is the AIM symbology identifier
    (ISO/IEC 15424, such as ``]Q1``) where the scanner sends it."""

    data: str
    aim: str | None = None


class RejectReason(StrEnum):
    TOO_LONG = "too-long"
    CONTROL_CHARACTERS = "control-characters"
    NOT_TEXT = "not-text"
    EMPTY = "empty"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class ScanRejected:
    """Something was read and dropped. Carries no content: it may be anything a visitor has in the pocket."""

    url: str
    reason: RejectReason


@dataclass(frozen=True, slots=True)
class ScannerChanged:
    """``connected`` tells whether the port is there; a scanner does not answer questions."""

    url: str
    connected: bool


ScannerEvent = ScanRejected | ScannerChanged
OnScan = Callable[[Scan], None]
OnScannerEvent = Callable[[ScannerEvent], None]


class Scanner(Protocol):
    """A barcode scanner that sends what it reads by itself."""

    @property
    def url(self) -> str: ...

    @property
    def connected(self) -> bool: ...

    def close(self) -> None:
        """Ends the thread and frees the port. Never raises."""
        ...
