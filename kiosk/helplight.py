# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The light or sound beside a terminal: on while somebody waits for help and nobody is on the way. In a thread of its own,
because a device may take its time."""

from __future__ import annotations

import threading

import structlog

from devices.signal import Signal
from kiosk.workers import Worker

log = structlog.get_logger(__name__)

AGAIN_S = 5.0
"""After so long a device that did not obey is told again."""
IDLE_S = 60.0
_STOP_WITHIN_S = 5.0


class HelpLight:
    """Follows what is wanted, whatever the device does meanwhile."""

    def __init__(self, signal: Signal) -> None:
        self._signal = signal
        self._wanted = False
        self._is: bool | None = None
        self._lock = threading.Lock()
        self._worker = Worker("help-light", self.step)

    def start(self) -> None:
        """Off, to begin with: a program that died may have left it on."""
        self._worker.start()

    def want(self, on: bool) -> None:
        """On or off, soon. From any thread."""
        with self._lock:
            if self._wanted is on:
                return
            self._wanted = on
        self._worker.wake()

    def step(self) -> float:
        """Tell the device what is wanted now, if it does not know. Returns seconds until the next look."""
        wanted = self._wanted
        if self._is is wanted:
            return IDLE_S
        if not (self._signal.on() if wanted else self._signal.off()):
            return AGAIN_S
        self._is = wanted
        log.info("help_light", on=wanted)
        return 0.0 if self._wanted is not wanted else IDLE_S

    def stop(self) -> None:
        """Off, and let the device go."""
        self._worker.stop(_STOP_WITHIN_S)
        self._signal.close()
