# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The switch in a headphone jack, as Linux tells of it: ``SW_HEADPHONE_INSERT`` on an input device.

Format: ``struct input_event`` and ``EVIOCGSW`` of ``linux/input.h``, read without a library.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)

EVENT = struct.Struct("@llHHi")
"""Seconds, microseconds, type, code, value."""
EV_SW = 0x05
SW_HEADPHONE_INSERT = 0x02
_EVIOCGSW_8 = 0x80000000 | (8 << 16) | (ord("E") << 8) | 0x1B
_REOPEN_S = 2.0
_JOIN_S = 5.0


class Jack(Protocol):
    """Tells whether headphones are plugged in."""

    @property
    def plugged(self) -> bool | None:
        """None: nobody can say."""

    def start(self, on_change: Callable[[bool], None]) -> None:
        """Begin to watch; ``on_change`` is called from the jack's thread, also for what is plugged in already."""

    def close(self) -> None:
        """Stop watching."""


class NoJack:
    """A terminal without a switch in its jack, or without a jack."""

    plugged = None

    def start(self, on_change: Callable[[bool], None]) -> None:
        return None

    def close(self) -> None:
        return None


def event(plugged: bool) -> bytes:
    """What the kernel sends when headphones are plugged in or pulled out."""
    return EVENT.pack(0, 0, EV_SW, SW_HEADPHONE_INSERT, int(plugged))


def switches(data: bytes) -> list[bool]:
    """The states of the headphone switch in a piece of an event stream, oldest first. A torn last event is left out."""
    whole = len(data) - len(data) % EVENT.size
    return [
        value != 0
        for _, _, kind, code, value in EVENT.iter_unpack(data[:whole])
        if kind == EV_SW and code == SW_HEADPHONE_INSERT
    ]


def find_jack(sys_input: Path = Path("/sys/class/input")) -> Path | None:
    """The first input device with a headphone switch; None when there is none."""
    for device in sorted(sys_input.glob("event*"), key=lambda path: (len(path.name), path.name)):
        try:
            words = (device / "device/capabilities/sw").read_text(encoding="ascii").split()
            has_switch = bool(words) and int(words[-1], 16) >> SW_HEADPHONE_INSERT & 1
        except (OSError, ValueError):
            continue
        if has_switch:
            return Path("/dev/input") / device.name
    return None


class EvdevJack:
    """Reads ``path``; when that goes away, looks for it again and again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._plugged: bool | None = None
        self._on_change: Callable[[bool], None] = lambda _plugged: None
        self._waking, self._wake = os.pipe()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"jack {path}", daemon=True)

    @property
    def plugged(self) -> bool | None:
        """See ``Jack``."""
        return self._plugged

    def start(self, on_change: Callable[[bool], None]) -> None:
        """See ``Jack``."""
        self._on_change = on_change
        self._thread.start()

    def close(self) -> None:
        """See ``Jack``."""
        if self._stopping:
            return
        self._stopping = True
        os.write(self._wake, b".")
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(_JOIN_S)
        os.close(self._wake)
        os.close(self._waking)

    def _run(self) -> None:
        told = False
        while not self._stopping:
            try:
                device = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
            except OSError as error:
                if not told:
                    log.warning("jack_not_found", path=str(self.path), error=error.strerror)
                told = True
                select.select([self._waking], [], [], _REOPEN_S)
                continue
            told = False
            try:
                self._read(device)
            except OSError as error:
                log.warning("jack_gone", path=str(self.path), error=error.strerror)
                self._plugged = None
            finally:
                os.close(device)

    def _read(self, device: int) -> None:
        self._became(_now(device), first=True)
        while not self._stopping:
            ready, _, _ = select.select([device, self._waking], [], [])
            if self._waking in ready:
                return
            data = os.read(device, 64 * EVENT.size)
            if not data:
                select.select([self._waking], [], [], _REOPEN_S)
                return
            for plugged in switches(data):
                self._became(plugged)

    def _became(self, plugged: bool | None, *, first: bool = False) -> None:
        before, self._plugged = self._plugged, plugged
        if plugged is None or plugged == before or (first and not plugged and before is None):
            return
        log.info("headphones", plugged=plugged)
        with contextlib.suppress(Exception):  # the receiver logs its own failures
            self._on_change(plugged)


def _now(device: int) -> bool | None:
    state = bytearray(8)
    try:
        fcntl.ioctl(device, _EVIOCGSW_8, state)
    except OSError:
        return None
    return bool(state[0] >> SW_HEADPHONE_INSERT & 1)
