# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk print --test``: a slip for staff that shows what the printer can, and how long it takes."""

from __future__ import annotations

import time
from datetime import datetime

from devices.health import explain_printer
from devices.printer import (
    BigNumber,
    Columns,
    Cut,
    JobResult,
    JobState,
    Line,
    Printer,
    QrCode,
    Severity,
    Slip,
    Text,
    open_printer,
)
from kiosk.config import Configuration
from ui.assemble import printer_url
from ui.doctor import wait_until

_READY_WITHIN_S = 5.0


def test_slip(now: datetime, printer: str) -> Slip:
    """Sizes, code pages, a name that no code page holds, QR code, cut."""
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


def print_test_slip(configuration: Configuration) -> tuple[bool, str]:
    """Print it and say what was predicted and what happened."""
    printer = open_printer(printer_url(configuration))
    try:
        wait_until(lambda: printer.status.severity in (Severity.OK, Severity.WARNING), _READY_WITHIN_S)
        slip = test_slip(datetime.now().astimezone(), printer.profile.name)
        prediction = printer.predict(slip)
        started = time.monotonic()
        result = printer.print(slip, job_id=1)
        seconds = time.monotonic() - started
        return result.state is JobState.PRINTED, _words(printer, result, prediction.seconds, seconds)
    finally:
        printer.close()


def _words(printer: Printer, result: JobResult, predicted: float, actual: float) -> str:
    if result.state is JobState.PRINTED:
        how = " (bestätigt nur über die Reihenfolge der Antworten)" if result.weak else ""
        return (
            f"Gedruckt{how}. {result.bytes_total} Bytes, "
            f"erwartet {predicted:.2f} s, gebraucht {actual:.2f} s.\n{printer.url}"
        )
    reason = result.reason.value if result.reason else result.state.value
    return f"Nicht gedruckt: {reason}. {explain_printer(printer.status)}\n{printer.url}"
