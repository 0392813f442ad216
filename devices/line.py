# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A serial line that never blocks longer than it was told and knows how many bytes it took.

pyserial sets up the port; reading and writing go straight to the descriptor, because pyserial's write does not say how
much it wrote before a time-out, spins with a full buffer and blocks without limit in ``flush``.
"""

from __future__ import annotations

import os
import select
import termios
import threading
from contextlib import suppress
from types import TracebackType

import serial

CHUNK = 256
READ_SIZE = 4096


class LineGoneError(OSError):
    """The port is not there, cannot be opened, or went away; the message says which."""


class SerialLine:
    """One open port, 8N1. One thread reads and closes; any thread may write."""

    def __init__(self, path: str, baud: int, flow: str = "none") -> None:
        """Opens ``path`` for this process alone. ``flow`` is rtscts, xonxoff or none. Raises LineGoneError."""
        try:
            self._port = serial.Serial(
                path,
                baud,
                timeout=0,
                write_timeout=0,
                rtscts=flow == "rtscts",
                xonxoff=flow == "xonxoff",
                exclusive=True,
            )
            self._fd: int = self._port.fileno()
            os.set_blocking(self._fd, False)
        except (serial.SerialException, OSError, termios.error, ValueError) as error:
            raise LineGoneError(f"{path}: {error}") from error
        self._lock = threading.Lock()
        self._open = True
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def read(self, timeout: float) -> bytes:
        """What has arrived; waits ``timeout`` seconds for the first byte, empty when none came or ``wake`` was called.

        Raises LineGoneError when the other side is gone.
        """
        try:
            ready, _, _ = select.select([self._fd, self._wake_read], [], [], max(0.0, timeout))
            if self._wake_read in ready:
                os.read(self._wake_read, READ_SIZE)
            if self._fd not in ready:
                return b""
            data = os.read(self._fd, READ_SIZE)
        except BlockingIOError:
            return b""
        except (OSError, ValueError) as error:
            raise LineGoneError(f"reading: {error}") from error
        if not data:
            raise LineGoneError("reading: the port reports its end")
        return data

    def write_some(self, data: bytes) -> int:
        """Hands at most 256 bytes to the kernel and says how many it took; 0 when it takes none now. Never waits.

        Raises LineGoneError when the port is closed or gone.
        """
        with self._lock:
            if not self._open:
                raise LineGoneError("writing: the port is closed")
            try:
                return os.write(self._fd, data[:CHUNK])
            except BlockingIOError:
                return 0
            except OSError as error:
                raise LineGoneError(f"writing: {error}") from error

    def wake(self) -> None:
        """Ends a running ``read`` at once; from any thread."""
        with self._lock:
            if self._open:
                try:
                    os.write(self._wake_write, b"\0")
                except BlockingIOError:
                    return

    def close(self) -> None:
        """Frees the port, throwing away what the kernel still holds. Never raises, never waits."""
        with self._lock:
            if not self._open:
                return
            self._open = False
            with suppress(OSError, termios.error):
                termios.tcflush(self._fd, termios.TCIOFLUSH)
            with suppress(serial.SerialException, OSError, termios.error):
                self._port.close()
            os.close(self._wake_read)
            os.close(self._wake_write)

    def __enter__(self) -> SerialLine:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
