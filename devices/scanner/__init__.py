# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Barcode scanners on serial lines: ``open_scanner(url, on_scan)``."""

from __future__ import annotations

import time
from collections.abc import Callable

from devices.scanner.scan import (
    MAX_SCAN_CHARS,
    OnScan,
    OnScannerEvent,
    RejectReason,
    Scan,
    Scanner,
    ScannerChanged,
    ScannerEvent,
    ScanRejected,
)
from devices.url import DeviceUrlError, parse_device_url

__all__ = [
    "MAX_SCAN_CHARS",
    "DeviceUrlError",
    "OnScan",
    "OnScannerEvent",
    "RejectReason",
    "Scan",
    "ScanRejected",
    "Scanner",
    "ScannerChanged",
    "ScannerEvent",
    "open_scanner",
]

DEFAULT_BAUD = 9600
SUFFIXES = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "tab": b"\t", "none": b""}


def open_scanner(
    url: str,
    on_scan: OnScan,
    *,
    on_event: OnScannerEvent | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Scanner:
    """The scanner behind ``url``:

    - ``serial:/dev/ttyACM0?suffix=cr`` (or ``lf``, ``crlf``, ``tab``, ``none``; ``baud``),
    - ``virtual:``: has ``feed(bytes)``, which sends through a real pseudo terminal,
    - ``none:``.

    ``on_scan`` and ``on_event`` are called from the scanner's thread. Raises DeviceUrlError for a URL that cannot be
    right, never for a device that is not there: it is looked for again and again.
    """
    options = ("suffix", "baud")
    parsed = parse_device_url(url, known={"serial": options, "virtual": ("suffix",), "none": ()})
    from devices.scanner.driver import AbsentScanner, SerialScanner, VirtualScanner

    if parsed.scheme == "none":
        return AbsentScanner()
    suffix = SUFFIXES[parsed.choice("suffix", tuple(SUFFIXES), "cr")]
    if parsed.scheme == "virtual":
        return VirtualScanner(url, suffix, on_scan, on_event=on_event, clock=clock)
    return SerialScanner(
        url, parsed.path, parsed.baud(DEFAULT_BAUD), suffix, on_scan, on_event=on_event, clock=clock
    )
