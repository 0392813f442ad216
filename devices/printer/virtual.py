# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``virtual:DIR``: the simulator, and the ordinary serial driver on it. One path, the same bytes as a real printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from devices.printer.api import OnEvent
from devices.printer.driver import SerialPrinter
from devices.printer.profile import Profile
from devices.simulator.printer import PrinterSimulator


class VirtualPrinter(SerialPrinter):
    """``simulator`` is the printer made of software: paper, cover, faults and the slips it printed."""

    simulator: PrinterSimulator

    def close(self) -> None:
        """Also ends the simulator, once it has written the pictures that are due."""
        super().close()
        self.simulator.close()


def open_virtual(
    url: str,
    folder: Path,
    profile: Profile,
    baud: int,
    on_event: OnEvent | None,
    clock: Callable[[], float],
    font_dir: Path | None,
) -> VirtualPrinter:
    """Raises OSError when ``folder`` cannot be made."""
    simulator = PrinterSimulator(profile, baud=baud, show=folder, font_dir=font_dir)
    printer = VirtualPrinter(
        url, str(simulator.path), profile, baud, "rtscts", on_event=on_event, clock=clock, font_dir=font_dir
    )
    printer.simulator = simulator
    return printer
