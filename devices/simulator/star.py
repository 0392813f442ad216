# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a simulated printer understands and says in Star line mode (Star Line Mode Command Specifications, chapter 3 and
appendix 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.simulator.commands import Command
from devices.simulator.sensors import Sensors
from devices.simulator.slots import STAR_SLOTS
from devices.simulator.star_commands import StarCommands
from devices.simulator.star_writer import StarWriter

if TYPE_CHECKING:
    from devices.simulator.printer import PrinterSimulator

_NINE_BYTES = b"\x23\x06"
"""Headers of a status up to the presenter's position, version 3."""
_NOTHING, _TO_TAKE, _TAKEN_BACK, _PULLED_OUT = 0, 3, 6, 7


class StarFirmware:
    """See ``devices.simulator.firmware.Firmware``."""

    def __init__(self, printer: PrinterSimulator) -> None:
        self._printer = printer
        self._commands = StarCommands()
        self.boot()

    def boot(self) -> None:
        profile = self._printer.profile
        self._writer = StarWriter(profile.dots, STAR_SLOTS, profile.cutter_dots)
        self.reports = False
        self.counter = 0
        self._done = False  # an ETB was obeyed since the last status
        self._left = _NOTHING  # how the paper left the presenter
        self._commands.raster = False
        self._recent = bytearray()

    @property
    def writer(self) -> StarWriter:
        return self._writer

    def status(self) -> bytes:
        sensors = self._printer.sensors
        count = self.counter << 1 & 0x0E | self.counter << 2 & 0x60
        position = _TO_TAKE if sensors.slip_present else self._left
        presenter = position << 1 if self._printer.profile.presenter else 0
        return _NINE_BYTES + _sensor_bytes(sensors, self._done) + bytes((count, presenter))

    def is_text(self, byte: int) -> bool:
        return self._commands.is_text(byte)

    def next_command(self, data: bytearray) -> Command | None:
        return self._commands.next(data)

    def arrived(self, byte: int, moment: float) -> None:
        self._recent.append(byte)
        del self._recent[:-3]
        if self._recent == b"\x1b\x06\x01":
            self._report(moment)
        elif byte == 0x04:
            self._printer.answer(moment, bytes((_eot_status(self._printer.sensors),)))
        elif byte == 0x05:
            self._printer.answer(moment, bytes((_enq_status(self._printer.sensors),)))

    def obey(self, command: Command, moment: float) -> float:
        printer = self._printer
        done = moment + printer.moved(self._writer.run(command))
        name, body = command.name, command.body
        if name == "ESC RS a":
            self.reports = bool(body[0] % 48 & 1)
            if self.reports:
                self._report(moment)
        elif name == "ETB" and not printer.temper.swallow_process_ids:
            self.counter = (self.counter + 1) % 32
            self._done = True
            if self.reports:
                self._report(done)
        elif name in ("ESC RS E", "CAN"):
            self.counter, self._done = 0, False
        elif name == "ESC SYN" and body[:1] == b"0":
            self._left = _TAKEN_BACK
            printer.retract()
        elif self._writer.cut_done:
            self._left = _PULLED_OUT
            done += printer.profile.cut_seconds
            printer.finish_sheet()
        return done

    def _report(self, moment: float) -> None:
        self._printer.answer(moment, self.status())
        self._done = False  # told once


def _sensor_bytes(sensors: Sensors, counted: bool) -> bytes:
    """Printer, errors, more errors, sensors, and a byte that these models leave empty."""
    low = sensors.paper_low or sensors.paper_out
    return bytes(
        (
            0x20 * sensors.cover_open | 0x08 * sensors.stopped | 0x02 * counted,
            0x40 * sensors.head_hot | 0x20 * sensors.unrecoverable | 0x08 * sensors.cutter_error,
            0x04 * sensors.jam,
            0x08 * sensors.paper_out | 0x04 * low,
            0x00,
        )
    )


def _eot_status(sensors: Sensors) -> int:
    low = sensors.paper_low or sensors.paper_out
    return 0x10 | 0x40 * sensors.jam | 0x08 * sensors.paper_out | 0x04 * low


def _enq_status(sensors: Sensors) -> int:
    other = sensors.cover_open or sensors.unrecoverable
    return 0x20 | 0x08 * sensors.paper_out | 0x04 * other
