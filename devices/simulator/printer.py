# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A receipt printer behind a pseudo terminal: same bytes, same times, same tempers as a real one.

Time is kept on paper, not by sleeping: every byte has the moment it would have arrived over the line, every row the
moment it would have been printed. A late thread therefore shifts nothing.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from devices.printer.profile import Language, Profile
from devices.simulator.firmware import EscposFirmware, Firmware
from devices.simulator.nvmemory import NvMemory
from devices.simulator.port import PseudoPort
from devices.simulator.sensors import Sensors
from devices.simulator.sheet import Sheet
from devices.simulator.show import Show
from devices.simulator.star import StarFirmware

log = structlog.get_logger(__name__)

_LAG = 0.25
"""How late the thread may wake up before that counts as a pause on the line."""
_READ = 64
_XON, _XOFF = b"\x11", b"\x13"


@dataclass(slots=True)
class Temper:
    """Misbehaviour that lasts until it is taken back."""

    deaf: bool = False
    """Takes nothing from the line (RTS low, or a stuck adapter)."""
    mute: bool = False
    """Says nothing."""
    answer_delay: float = 0.0
    """Seconds that every answer is late."""
    swallow_process_ids: bool = False
    xoff_inside_blocks: bool = False
    garble: Callable[[bytes], bytes] | None = None
    """Changes each answer on its way."""


@dataclass(slots=True)
class Trigger:
    """``action`` runs once when ``received`` bytes have arrived or ``rows`` have been printed since it was set."""

    action: Callable[[], None]
    received: int | None = None
    rows: int | None = None


@dataclass(slots=True)
class Counters:
    received: int = 0
    lost: int = 0
    rows: int = 0
    slips: int = 0
    retracted: int = 0
    unknown: list[bytes] = field(default_factory=list)


class PrinterSimulator:
    """Runs in one thread; every public method may be called from any other."""

    def __init__(
        self,
        profile: Profile,
        *,
        baud: int = 38400,
        flow: str = "rtscts",
        show: Path | None = None,
        keep_sheets: bool = False,
        font_dir: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        nv: NvMemory | None = None,
    ) -> None:
        """``show`` is the folder for pictures. ``keep_sheets`` keeps every slip in ``sheets`` for tests. ``nv`` is the
        memory of a printer that existed before."""
        self.profile = profile
        self.temper = Temper()
        self.sensors = Sensors()
        self.counters = Counters()
        self.sheets: list[Sheet] = []
        self.show = Show(show, font_dir) if show is not None else None
        self._keep = keep_sheets
        self._byte_seconds = 10 / baud
        self._flow = flow
        self._clock = clock
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._triggers: list[Trigger] = []
        self._port = PseudoPort("printer-")
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._stop = False
        self._powered = True
        self.nv = nv or NvMemory()
        star = profile.language is Language.STAR_LINE
        self._firmware: Firmware = StarFirmware(self) if star else EscposFirmware(self)
        self._boot()
        self.plug_in()
        self._thread = threading.Thread(target=self._run, name="printer simulator", daemon=True)
        self._thread.start()

    @property
    def path(self) -> Path:
        """What the driver opens; stays the same over ``unplug`` and ``plug_in``."""
        return self._port.path

    # What a person beside the printer can do.

    def set(self, **sensors: bool) -> None:
        """Changes sensors (names of ``Sensors``); reported at once when automatic status is on."""
        with self._lock:
            before = self._firmware.status()
            for name, value in sensors.items():
                setattr(self.sensors, name, value)
            if self._firmware.reports and self._powered and (now := self._firmware.status()) != before:
                self.answer(self._clock(), now)
        self._wake()

    def power(self, on: bool, noise: bytes = b"") -> None:
        """Switches the printer; ``noise`` is what the line shows at that moment."""
        with self._lock:
            self._put(noise)
            self._powered = on
            self.nv.power_lost(self._clock())
            self._boot()
        self._wake()

    def unplug(self) -> None:
        """Takes the adapter away: the port vanishes."""
        with self._lock:
            self._port.unplug()
        self._wake()

    def plug_in(self) -> None:
        """Brings the port back, as a new device node behind the same name."""
        with self._lock:
            self._port.plug_in()
            self._line_free = self._clock()
        self._wake()

    def say(self, data: bytes) -> None:
        """Puts raw bytes on the line to the host."""
        with self._lock:
            self._put(data)

    def when(
        self, action: Callable[[], None], *, received: int | None = None, rows: int | None = None
    ) -> None:
        """Runs ``action`` in the simulator's thread after so many more bytes or rows."""
        with self._lock:
            base = self.counters
            self._triggers.append(
                Trigger(
                    action,
                    None if received is None else base.received + received,
                    None if rows is None else base.rows + rows,
                )
            )

    def forget_triggers(self) -> None:
        """Takes back every ``when`` that has not happened."""
        with self._lock:
            self._triggers.clear()

    def take_sheets(self) -> list[Sheet]:
        """The slips kept since the last call."""
        with self._lock:
            taken, self.sheets = self.sheets, []
            return taken

    def poke(self) -> None:
        """After ``temper`` was changed: looks again at once."""
        self._wake()

    def wait(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Waits until ``condition`` holds (looked at after every change); whether it does."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    def close(self) -> None:
        """Ends the threads and removes the port; pictures that are due are still written."""
        with self._lock:
            self._stop = True
        self._wake()
        self._thread.join(timeout=5.0)
        self._port.close()
        os.close(self._wake_read)
        os.close(self._wake_write)
        if self.show is not None:
            self.show.close()

    # What follows runs in the simulator's thread, under the lock.

    def _boot(self) -> None:
        sheet = self._firmware.writer.sheet
        self._firmware.boot()
        self._firmware.writer.sheet = sheet  # paper remembers
        self._buffer: deque[tuple[int, float]] = deque()
        self._pending = bytearray()
        self._busy_until = 0.0
        self._deaf_until = 0.0
        self._answers: deque[tuple[float, bytes]] = deque()
        self._held_off = False

    def _run(self) -> None:
        while True:
            with self._lock:
                if self._stop:
                    return
                try:
                    pause = self._step()
                except OSError:
                    pause = None
                self._changed.notify_all()
                watched = [self._wake_read]
                if self._port.master is not None and pause is None and self._listening():
                    watched.append(self._port.master)
                    pause = None
            try:
                select.select(watched, [], [], pause)
                os.read(self._wake_read, 4096)
            except (BlockingIOError, OSError, ValueError):
                continue

    def _step(self) -> float | None:
        """Does what is due; seconds until the next thing is, None when only the line can bring one."""
        now = self._clock()
        self._receive(now)
        self._obey(now)
        self._fire()
        self._deliver(now)
        due = [moment for moment, _ in list(self._answers)[:1]]
        if self._listening() and self._readable():
            due.append(self._line_free)
        if self._buffer and not self.sensors.stopped:
            due.append(self._busy_until)
        if self._deaf_until > now:
            due.append(self._deaf_until)
        return max(0.0005, min(due) - self._clock()) if due else None

    def _listening(self) -> bool:
        if self.temper.deaf or not self._powered or self._port.master is None:
            return False
        if self._clock() < self._deaf_until:  # writing its NV memory
            return False
        return self._flow != "rtscts" or self._free() > 128

    def _free(self) -> int:
        return self.profile.buffer - len(self._buffer) - len(self._pending)

    def _readable(self) -> bool:
        return self._port.master is not None and bool(select.select([self._port.master], [], [], 0)[0])

    def _receive(self, now: float) -> None:
        if self._port.master is None:
            return
        if not self._powered:
            while self._readable():
                os.read(self._port.master, 4096)
            return
        while self._listening() and self._line_free <= now and self._readable():
            data = os.read(
                self._port.master, min(_READ, max(1, self._free())) if self._flow == "rtscts" else _READ
            )
            start = self._line_free if now - self._line_free < _LAG else now
            for index, byte in enumerate(data):
                moment = start + (index + 1) * self._byte_seconds
                self.counters.received += 1
                self._firmware.arrived(byte, moment)
                if self._free() <= 0:
                    self.counters.lost += 1
                else:
                    self._buffer.append((byte, moment))
            self._line_free = start + len(data) * self._byte_seconds
            self._flow_control()
            self._fire()

    def _flow_control(self) -> None:
        if self._flow != "xonxoff":
            return
        if not self._held_off and self._free() <= 128:
            self._held_off = True
            self._put(_XOFF)
        elif self._held_off and self._free() >= 256:
            self._held_off = False
            self._put(_XON)

    def _obey(self, now: float) -> None:
        while self._buffer and not self.sensors.stopped and self._powered and self._busy_until <= now:
            byte, moment = self._buffer[0]
            if moment > now:
                return
            self._buffer.popleft()
            self._pending.append(byte)
            if self._whole(byte):
                command = self._firmware.next_command(self._pending)
                if command is None:
                    continue
                del self._pending[: command.size]
                self._busy_until = self._firmware.obey(command, max(self._busy_until, moment))
                self.counters.unknown = self._firmware.writer.unknown
                self._flow_control()
                self._fire()

    def _whole(self, byte: int) -> bool:
        """Text is taken as it ends, so that a line is one command and not one a letter."""
        if self._firmware.is_text(self._pending[0]):
            return not self._buffer or not self._firmware.is_text(self._buffer[0][0])
        return True

    # What the firmware does to the rest of the printer.

    def moved(self, rows: int) -> float:
        """The paper has moved; how many seconds that takes."""
        self.counters.rows += rows
        return rows * self.profile.row_seconds

    def clear(self, moment: float) -> None:
        """Empties the buffers at once; answers that are not due yet are forgotten."""
        self._buffer.clear()
        self._pending.clear()
        self._firmware.writer.clear_line()
        self._answers = deque(entry for entry in self._answers if entry[0] <= moment)
        self._busy_until = moment

    def deafen(self, until: float) -> None:
        """Takes nothing from the line for a while."""
        self._deaf_until = until

    def retract(self) -> None:
        """Takes back what lies in the presenter."""
        if self.sensors.slip_present:
            self.counters.retracted += 1
            self.set(slip_present=False)

    def finish_sheet(self) -> None:
        """A cut: what was printed falls into the tray, or hangs in the presenter."""
        sheet = self._firmware.writer.sheet
        self._firmware.writer.new_sheet()
        if sheet.blank:
            return
        self.counters.slips += 1
        if self._keep:
            self.sheets.append(sheet)
        if self.show is not None:
            self.show.add(sheet)
        if self.profile.presenter:
            self.set(slip_present=True)

    def answer(self, moment: float, data: bytes) -> None:
        """Says ``data`` at ``moment``, as far as the temper lets it."""
        if not data:
            return
        if self.temper.xoff_inside_blocks and len(data) > 2:
            data = data[:2] + _XOFF + data[2:]
        if self.temper.garble is not None:
            data = self.temper.garble(data)
        if not self.temper.mute:
            self._answers.append((moment + self.temper.answer_delay, data))

    def _deliver(self, now: float) -> None:
        while self._answers and self._answers[0][0] <= now and self._powered:
            self._put(self._answers.popleft()[1])

    def _put(self, data: bytes) -> None:
        if self._port.master is not None and data:
            try:
                os.write(self._port.master, data)
            except OSError:
                log.info("simulator_answer_lost")

    def _fire(self) -> None:
        due = [
            trigger
            for trigger in self._triggers
            if (trigger.received is not None and self.counters.received >= trigger.received)
            or (trigger.rows is not None and self.counters.rows >= trigger.rows)
        ]
        for trigger in due:
            self._triggers.remove(trigger)
            trigger.action()

    def _wake(self) -> None:
        try:
            os.write(self._wake_write, b"\0")
        except OSError:
            return
