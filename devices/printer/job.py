# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a print job."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JobState(StrEnum):
    """``queued → sending → sent → printed | failed | uncertain``; the caller persists every step.

    ``failed`` means: certainly no complete slip came out (its last line never left us), printing it again is right.
    ``uncertain`` means: everything left us and the printer never said what became of it; a second slip must be marked
    as one.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    PRINTED = "printed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Reason(StrEnum):
    """Why a job is not printed."""

    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    CUTTER_ERROR = "cutter-error"
    PRINTER_ERROR = "printer-error"
    PAPER_JAM = "paper-jam"
    HEAD_HOT = "head-hot"
    OFFLINE = "offline"
    DISCONNECTED = "disconnected"
    RESTARTED = "restarted"
    TIMEOUT = "timeout"
    NO_CONFIRMATION = "no-confirmation"
    CLOSED = "closed"
    NO_PRINTER = "no-printer"
    UNPRINTABLE = "unprintable"


@dataclass(frozen=True, slots=True)
class JobResult:
    """``first_byte_at`` is on the printer's clock (monotonic seconds), None when no byte left.

    ``weak`` is True when the end was confirmed only by the queued answer to ``GS r``: the printer had processed all
    commands, the last line may still have been in the mechanism.
    """

    state: JobState
    reason: Reason | None = None
    bytes_sent: int = 0
    bytes_total: int = 0
    first_byte_at: float | None = None
    weak: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a slip costs: ``bytes`` on the wire, ``seconds`` from the first byte to the confirmed end.

    ``line_seconds`` is bytes × 10 / baud (8N1); ``mechanism_seconds`` is what head, feed and cutter need on top, after
    overlapping with the line. ``pictures`` counts lines that no code page of the printer holds.
    """

    bytes: int
    seconds: float
    line_seconds: float
    mechanism_seconds: float
    pictures: int = 0
