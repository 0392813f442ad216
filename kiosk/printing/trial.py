# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The test slip for staff: what the printer can, how long it should take and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devices.fonts import FontsMissingError
from devices.printer import (
    BigNumber,
    Columns,
    Cut,
    JobState,
    Line,
    Printer,
    QrCode,
    Reason,
    Slip,
    SlipError,
    Text,
)

TRIAL_JOB = 0
"""The store counts its jobs from 1."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a test slip ended. Seconds; ``predicted`` is from the first byte to the printer's word, and so is ``actual``.

    ``weak``: the printer only said that it had taken everything, not that it was on paper.
    """

    state: JobState
    reason: Reason | None
    predicted: float
    actual: float
    bytes: int
    weak: bool


def trial_slip(now: datetime, printer: str) -> Slip:
    """Sizes, code pages, a name that no code page holds, QR code, cut. ``now`` is local time."""
    return Slip(
        (
            Text("Testzettel", width=2, height=2, bold=True, align="center"),
            Line("solid"),
            Columns("Gedruckt", f"{now:%d.%m.%Y, %H:%M} Uhr"),
            Columns("Drucker", printer),
            BigNumber("T 000"),
            Text("Weiß auf schwarz", align="center", inverse=True),
            Text("ÄÖÜ äöü ß ẞ € – ł ş ő č ț"),
            Text("Nguyễn · Київ · Ελλάδα"),
            QrCode("https://buergerterminal.example/test"),
            Text("Bitte wegwerfen.", align="center"),
            Cut(),
        )
    )


def print_trial(printer: Printer, now: datetime, *, timeout: float = 30.0) -> Trial:
    """Print it and wait for what the printer says, at most ``timeout`` seconds."""
    slip = trial_slip(now, printer.profile.name)
    predicted = predicted_seconds(printer, slip)
    result = printer.print(slip, job_id=TRIAL_JOB, timeout=timeout)
    return Trial(result.state, result.reason, predicted, result.seconds, result.bytes_total, result.weak)


def predicted_seconds(printer: Printer, slip: Slip) -> float:
    """How long ``slip`` will take on this printer; 0 where it cannot be printed at all."""
    try:
        return printer.predict(slip).seconds
    except (SlipError, FontsMissingError):
        return 0.0
