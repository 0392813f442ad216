# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A barcode scanner behind a pseudo terminal: sends what it is told it has read."""

from __future__ import annotations

import os
import select
import threading
from pathlib import Path

from devices.simulator.port import PseudoPort

_PATIENCE = 2.0


class ScannerSimulator:
    """Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._port = PseudoPort("scanner-")
        self._port.plug_in()

    @property
    def path(self) -> Path:
        """What the driver opens; stays the same over ``unplug`` and ``plug_in``."""
        return self._port.path

    def feed(self, data: bytes) -> int:
        """Puts ``data`` on the line; how much of it the line took before two seconds without a reader."""
        sent = 0
        with self._lock:
            while sent < len(data) and self._port.master is not None:
                _, ready, _ = select.select([], [self._port.master], [], _PATIENCE)
                if not ready:
                    break
                sent += os.write(self._port.master, data[sent : sent + 1024])
        return sent

    def unplug(self) -> None:
        """The port vanishes."""
        with self._lock:
            self._port.unplug()

    def plug_in(self) -> None:
        """The port is back, as a new device node behind the same name."""
        with self._lock:
            self._port.plug_in()

    def close(self) -> None:
        """Removes the port."""
        with self._lock:
            self._port.close()
