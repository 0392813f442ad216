# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plain thread that does one thing again and again, sleeps in between, and survives its own errors."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

_PAUSE_AFTER_ERROR_S = 5.0


class Worker:
    """Runs ``step`` in a thread of its own. ``step`` returns how many seconds to sleep; :meth:`wake` cuts that short."""

    def __init__(self, name: str, step: Callable[[], float]) -> None:
        self._name = name
        self._step = step
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There is something to do now."""
        self._wake.set()

    def ask_to_stop(self) -> None:
        """End after the current step."""
        self._stopping = True
        self._wake.set()

    def stop(self, timeout: float = 10.0) -> None:
        """Ask the thread to end and wait for it, at most ``timeout`` seconds."""
        self.ask_to_stop()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                pause = self._step()
            except Exception as error:
                log.error("worker_failed", worker=self._name, error=type(error).__name__, exc_info=error)
                pause = _PAUSE_AFTER_ERROR_S
            if not self._stopping:
                self._wake.wait(pause)
