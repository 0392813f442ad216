# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Receipt printers: ``open_printer(url)`` gives a printer that says what became of every slip."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from devices.printer.absent import AbsentPrinter
from devices.printer.api import OnEvent, OnState, Printer, ignore_state
from devices.printer.job import JobResult, JobState, Prediction, Reason
from devices.printer.labels import Label, LabelPack
from devices.printer.profile import (
    DEFAULT_PROFILE,
    Confirm,
    Profile,
    ProfileError,
    load_profile,
    profile_names,
)
from devices.printer.slip import (
    Align,
    BigNumber,
    Columns,
    Cut,
    Element,
    Feed,
    Line,
    QrCode,
    Slip,
    SlipError,
    Text,
)
from devices.printer.status import (
    Action,
    Cover,
    Link,
    Paper,
    Part,
    PrinterEvent,
    PrinterStatus,
    Severity,
    Slot,
    StatusChanged,
)
from devices.url import DeviceUrlError, parse_device_url

__all__ = [
    "Action",
    "Align",
    "BigNumber",
    "Columns",
    "Confirm",
    "Cover",
    "Cut",
    "DeviceUrlError",
    "Element",
    "Feed",
    "JobResult",
    "JobState",
    "Label",
    "LabelPack",
    "Line",
    "Link",
    "OnEvent",
    "OnState",
    "Paper",
    "Part",
    "Prediction",
    "Printer",
    "PrinterEvent",
    "PrinterStatus",
    "Profile",
    "ProfileError",
    "QrCode",
    "Reason",
    "Severity",
    "Slip",
    "SlipError",
    "Slot",
    "StatusChanged",
    "Text",
    "ignore_state",
    "load_profile",
    "open_printer",
    "profile_names",
]

DEFAULT_BAUD = 38400


def open_printer(
    url: str,
    *,
    on_event: OnEvent | None = None,
    clock: Callable[[], float] = time.monotonic,
    font_dir: Path | None = None,
) -> Printer:
    """The printer behind ``url``:

    - ``serial:/dev/ttyUSB0?baud=38400&profile=epson-tm-t20iii&flow=rtscts`` (or ``xonxoff``, ``none``),
    - ``virtual:DIR?profile=…&baud=…``: the simulator; every slip becomes ``DIR/slip-NNNN.png`` and ``.txt``,
    - ``none:``: no printer.

    Raises DeviceUrlError for a URL that cannot be right, never for a device that is not there: the printer is then
    offline and keeps looking for it in its own thread. ``on_event`` is called from that thread.
    """
    options = ("baud", "profile", "flow")
    parsed = parse_device_url(url, known={"serial": options, "virtual": ("baud", "profile"), "none": ()})
    if parsed.scheme == "none":
        return AbsentPrinter()
    name = parsed.options.get("profile", DEFAULT_PROFILE)
    try:
        profile = load_profile(name)
    except ProfileError as error:
        raise parsed.error(str(error)) from error
    baud = parsed.baud(DEFAULT_BAUD)
    if parsed.scheme == "virtual":
        from devices.printer.virtual import open_virtual

        return open_virtual(url, Path(parsed.path or "."), profile, baud, on_event, clock, font_dir)
    from devices.printer.driver import SerialPrinter

    flow = parsed.choice("flow", ("rtscts", "xonxoff", "none"), "rtscts")
    return SerialPrinter(
        url, parsed.path, profile, baud, flow, on_event=on_event, clock=clock, font_dir=font_dir
    )
