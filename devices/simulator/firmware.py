# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a simulated printer understands and says in ESC/POS (Epson, Custom). ``devices.simulator.star`` does the same for
Star; time, line and buffers are the same for both (``devices.simulator.printer``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from devices.printer.profile import StatusWay
from devices.simulator.commands import Command, next_command
from devices.simulator.slots import EPSON_SLOTS
from devices.simulator.writer import Writer

if TYPE_CHECKING:
    from devices.simulator.printer import PrinterSimulator


class Firmware(Protocol):
    """Called in the simulator's thread, under its lock."""

    reports: bool
    """Automatic status is on."""

    @property
    def writer(self) -> Writer:
        """The formatter, new after every ``boot``."""

    def boot(self) -> None:
        """Power on: everything forgotten but the paper."""

    def status(self) -> bytes:
        """What automatic status says now."""

    def is_text(self, byte: int) -> bool:
        """Whether ``byte``, where a command may begin, begins text."""

    def next_command(self, data: bytearray) -> Command | None:
        """The first command in ``data``; None while it is not complete."""

    def arrived(self, byte: int, moment: float) -> None:
        """A byte has come in; some are obeyed at once, whatever they are part of, as in the real printer."""

    def obey(self, command: Command, moment: float) -> float:
        """Does what ``command`` says, from ``moment`` on; when the mechanism is done."""


class EscposFirmware:
    """See ``Firmware``."""

    def __init__(self, printer: PrinterSimulator) -> None:
        self._printer = printer
        profile = printer.profile
        slots = dict(EPSON_SLOTS) if profile.status is StatusWay.EPSON_ASB else {}
        self._slots = slots or {slot: codec for codec, slot in profile.pages.items()}
        self._custom = profile.status is StatusWay.CUSTOM_FULL
        self._reports_by = "GS E0" if self._custom else "GS a"
        self.boot()

    def boot(self) -> None:
        profile = self._printer.profile
        self._writer = Writer(profile.dots, self._slots, profile.cutter_dots, self._printer.nv)
        self.reports = False
        self._recent = bytearray()

    @property
    def writer(self) -> Writer:
        return self._writer

    def status(self) -> bytes:
        sensors = self._printer.sensors
        return b"\x10\x0f" + sensors.custom() if self._custom else sensors.asb()

    def is_text(self, byte: int) -> bool:
        return byte >= 0x20 and byte != 0x7F

    def next_command(self, data: bytearray) -> Command | None:
        return next_command(data)

    def arrived(self, byte: int, moment: float) -> None:
        self._recent.append(byte)
        del self._recent[:-10]
        recent = bytes(self._recent)
        if recent[-3:-1] == b"\x10\x04":
            if byte == 20 and self._custom:
                self._printer.answer(moment, self.status())
            elif (value := self._printer.sensors.real_time(byte)) is not None:
                self._printer.answer(moment, bytes((value,)))
        elif recent[-10:] == b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08":
            self._printer.clear(moment)
            self._printer.answer(moment, b"\x37\x25\x00")

    def obey(self, command: Command, moment: float) -> float:
        printer = self._printer
        done = moment + printer.moved(self._writer.run(command))
        name, body = command.name, command.body
        if name == "ESC @":
            self.reports = False
        elif name == self._reports_by:
            self.reports = bool(body[0])
            if self.reports:
                printer.answer(moment, self.status())
        elif name in ("GS ( L", "GS 8 L"):
            deaf, answer = printer.nv.run(body, done)
            done += deaf
            if deaf:
                printer.deafen(done)
            printer.answer(done, answer)
        elif name == "ACK":
            printer.answer(done, printer.nv.handshake(0x06))
        elif name == "GS r":
            printer.answer(done, bytes((printer.sensors.queued(),)))
        elif name == "GS ( H" and body[:2] == b"00" and not printer.temper.swallow_process_ids:
            printer.answer(done, b"\x37\x22" + body[2:6] + b"\x00")
        elif name == "GS e" and body[0] == 2:
            printer.retract()
        elif name == "GS V":
            done += printer.profile.cut_seconds
            printer.finish_sheet()
        return done
