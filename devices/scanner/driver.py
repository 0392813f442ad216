# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A scanner on a serial line: one thread that looks for the port, reads and reports."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

from devices.line import LineGoneError, SerialLine
from devices.scanner.framing import IDLE_SECONDS, Framer
from devices.scanner.scan import (
    OnScan,
    OnScannerEvent,
    RejectReason,
    Scan,
    ScannerChanged,
    ScannerEvent,
    ScanRejected,
)
from devices.simulator.scanner import ScannerSimulator

log = structlog.get_logger(__name__)

REOPEN_SECONDS = (0.2, 0.5, 1.0, 2.0)


class SerialScanner:
    """See ``devices.scanner.open_scanner``."""

    def __init__(
        self,
        url: str,
        path: str,
        baud: int,
        suffix: bytes,
        on_scan: OnScan,
        *,
        on_event: OnScannerEvent | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.url = url
        self._path = path
        self._baud = baud
        self._on_scan = on_scan
        self._on_event = on_event
        self._clock = clock
        self._framer = Framer(suffix)
        self._changed = threading.Condition()
        self._line: SerialLine | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"scanner {path}", daemon=True)
        self._thread.start()

    @property
    def connected(self) -> bool:
        """Whether the port is open now."""
        with self._changed:
            return self._line is not None

    def wait_connected(self, timeout: float) -> bool:
        """Waits at most ``timeout`` seconds for the port; whether it is open."""
        with self._changed:
            return (
                self._changed.wait_for(lambda: self._line is not None or self._stopping, timeout)
                and self.connected
            )

    def close(self) -> None:
        """See ``devices.scanner.Scanner.close``."""
        with self._changed:
            self._stopping = True
            line = self._line
            self._changed.notify_all()
        if line is not None:
            line.wake()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5.0)

    def _run(self) -> None:
        failures = 0
        while not self._stopping:
            try:
                line = SerialLine(self._path, self._baud)
            except LineGoneError as error:
                if failures == 0:
                    log.warning("scanner_not_found", url=self.url, error=str(error))
                pause = REOPEN_SECONDS[min(failures, len(REOPEN_SECONDS) - 1)]
                failures += 1
                with self._changed:
                    self._changed.wait_for(lambda: self._stopping, timeout=pause)
                continue
            failures = 0
            self._connect(line)
            try:
                while not self._stopping:
                    data = line.read(IDLE_SECONDS if self._framer.pending else 1.0)
                    now = self._clock()
                    self._report(self._framer.feed(data, now) if data else self._framer.tick(now))
            except LineGoneError as error:
                log.warning("scanner_gone", url=self.url, error=str(error))
            finally:
                line.close()
                self._connect(None)

    def _connect(self, line: SerialLine | None) -> None:
        self._framer.reset()
        with self._changed:
            self._line = line
            self._changed.notify_all()
        log.info("scanner_port", url=self.url, open=line is not None)
        self._tell(ScannerChanged(self.url, line is not None))

    def _report(self, found: list[Scan | RejectReason]) -> None:
        for read in found:
            if isinstance(read, RejectReason):
                log.info("scan_rejected", url=self.url, reason=read.value)
                self._tell(ScanRejected(self.url, read))
                continue
            try:
                self._on_scan(read)
            except (
                Exception
            ):  # a broken receiver must not make the scanner deaf; the scan itself is not logged
                log.exception("scan_receiver_failed", url=self.url)

    def _tell(self, event: ScannerEvent) -> None:
        if self._on_event is not None:
            try:
                self._on_event(event)
            except Exception:
                log.exception("scanner_event_receiver_failed", url=self.url)


class VirtualScanner(SerialScanner):
    """The ordinary driver on a simulated scanner. ``feed`` puts bytes on its line."""

    def __init__(
        self,
        url: str,
        suffix: bytes,
        on_scan: OnScan,
        *,
        on_event: OnScannerEvent | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.simulator = ScannerSimulator()
        self._suffix = suffix
        super().__init__(url, str(self.simulator.path), 9600, suffix, on_scan, on_event=on_event, clock=clock)

    def feed(self, data: bytes) -> int:
        """Puts raw bytes on the line, once the driver has opened it (two seconds at most); how many it took."""
        self.wait_connected(2.0)
        return self.simulator.feed(data)

    def scan(self, text: str) -> int:
        """As if a code with ``text`` was held to the scanner."""
        return self.feed(text.encode() + self._suffix)

    def close(self) -> None:
        """Also removes the simulator."""
        super().close()
        self.simulator.close()


class AbsentScanner:
    """``none:``, a terminal without scanner."""

    url = "none:"
    connected = False

    def close(self) -> None:
        return None
