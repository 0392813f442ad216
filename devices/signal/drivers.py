# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signals: a lamp, a relay, a sound, and those that are none."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

WRITE_TIMEOUT_S = 2.0
STOP_TIMEOUT_S = 2.0


class Led:
    """A lamp of the kernel (Documentation/leds/leds-class.rst): ``brightness`` from 0 to ``max_brightness``."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def on(self) -> bool:
        try:
            brightest = (self._folder / "max_brightness").read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            brightest = "255"
        return self._set(brightest if brightest.isdigit() else "255")

    def off(self) -> bool:
        return self._set("0")

    def close(self) -> None:
        self.off()

    def _set(self, brightness: str) -> bool:
        lamp = self._folder / "brightness"
        try:
            # Never create it: a lamp that is not there is no file on some disk.
            with lamp.open("r+", encoding="ascii") as file:
                file.write(brightness)
        except OSError as error:
            log.error("signal_failed", device="led", error=type(error).__name__)
            return False
        return True


class Relay:
    """A relay that obeys a few bytes on a serial line. The port is opened for each order: it may be pulled and put back."""

    def __init__(self, path: str, baud: int, *, on: bytes, off: bytes) -> None:
        self._path = path
        self._baud = baud
        self._on = on
        self._off = off

    def on(self) -> bool:
        return self._send(self._on)

    def off(self) -> bool:
        return self._send(self._off)

    def close(self) -> None:
        self.off()

    def _send(self, order: bytes) -> bool:
        import serial

        try:
            with serial.Serial(
                self._path, self._baud, timeout=WRITE_TIMEOUT_S, write_timeout=WRITE_TIMEOUT_S
            ) as port:
                port.write(order)
        except (OSError, serial.SerialException, ValueError) as error:
            log.error("signal_failed", device="relay", error=type(error).__name__)
            return False
        return True


class Sound:
    """A file, played so many times by ``player`` (``aplay`` of alsa-utils); off in the middle of it."""

    def __init__(self, file: str, times: int, player: str) -> None:
        self._command = [player, "-q", *[file] * times]
        self._playing: subprocess.Popen[bytes] | None = None

    def on(self) -> bool:
        self.off()
        try:
            self._playing = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            log.error("signal_failed", device="sound", error=type(error).__name__)
            return False
        return True

    def off(self) -> bool:
        playing, self._playing = self._playing, None
        if playing is None:
            return True
        playing.terminate()
        try:
            playing.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            playing.kill()
            with suppress(subprocess.TimeoutExpired):
                playing.wait(STOP_TIMEOUT_S)
        return True

    def close(self) -> None:
        self.off()


class Virtual:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    @property
    def is_on(self) -> bool:
        """What was told last."""
        return self.told[-1:] == ["on"]

    def on(self) -> bool:
        self.told.append("on")
        return True

    def off(self) -> bool:
        self.told.append("off")
        return True

    def close(self) -> None:
        self.off()


class Nothing:
    """No signal is set up."""

    def on(self) -> bool:
        return True

    def off(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing to let go."""
