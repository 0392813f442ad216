# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Printers on simulators for the tests of ``devices``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from devices.printer import load_profile
from devices.printer.driver import SerialPrinter
from devices.printer.status import PrinterEvent, Severity
from devices.simulator.printer import PrinterSimulator


@dataclass
class Bench:
    """A printer on a simulator. ``events`` collects what the printer reports."""

    simulator: PrinterSimulator
    printer: SerialPrinter
    events: list[PrinterEvent] = field(default_factory=list)

    def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Waits for something that the printer's status decides."""
        with self.printer.changed:
            return self.printer.changed.wait_for(condition, seconds)


@pytest.fixture
def bench() -> Iterator[Callable[..., Bench]]:
    """Makes a simulator and a ready printer on it; both are closed after the test."""
    with ExitStack() as stack:

        def make(
            profile: str = "epson-tm-t20iii",
            *,
            baud: int = 115200,
            flow: str = "rtscts",
            ready: bool = True,
            **more: Any,
        ) -> Bench:
            simulator = PrinterSimulator(
                load_profile(profile), baud=baud, flow=flow, keep_sheets=True, **more
            )
            stack.callback(simulator.close)
            events: list[PrinterEvent] = []
            printer = SerialPrinter(
                "serial:test",
                str(simulator.path),
                load_profile(profile),
                baud,
                flow,
                on_event=events.append,
                clock=time.monotonic,
            )
            stack.callback(printer.close)
            made = Bench(simulator, printer, events)
            if ready:
                settled = made.until(
                    lambda: (
                        printer.current.severity is Severity.OK
                        and printer._asked is None
                        and not printer._to_ask
                    )
                )
                assert settled, printer.status
            return made

        yield make
