# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk run``: the terminal with its window, until it is told to stop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from ui.environment import prepare_qt

prepare_qt()

from PySide6.QtCore import QTimer  # noqa: E402 - the first frame waits for Qt and for nothing else

from kiosk.clock import Clock  # noqa: E402
from kiosk.config import Configuration  # noqa: E402
from kiosk.languages import shipped  # noqa: E402
from kiosk.terminal import Terminal  # noqa: E402
from kiosk.visit.events import Event, Tick  # noqa: E402
from kiosk.visit.screens import Screen  # noqa: E402
from ui.assemble import BackOfficeLink, printer_opener  # noqa: E402
from ui.supervisor import Supervisor  # noqa: E402
from ui.window import TerminalWindow  # noqa: E402

if TYPE_CHECKING:
    from devices.scanner import Scanner

TICK_MS = 1000
SYNC_STARTS_AFTER_MS = 50


class RunningTerminal:
    """A terminal and its window.

    Args:
        motion: false where pages must change at once (screenshots).
    """

    def __init__(
        self, configuration: Configuration, *, motion: bool = True, clock: Clock | None = None
    ) -> None:
        self._configuration = configuration
        self.link = BackOfficeLink(configuration)
        screen = configuration.screen
        self.window = TerminalWindow(
            self._send,
            languages=shipped(),
            full_screen=screen.full_screen,
            size=(screen.width, screen.height),
            motion=motion,
        )
        self.terminal = Terminal(
            configuration,
            open_printer=printer_opener(configuration),
            back_office=self.link.address,
            show=self._show_soon,
            clock=clock,
        )
        self.shown: Screen = self.terminal.visit.screen
        self.scanner = _open_scanner(configuration, self.terminal.post)
        self._supervisor = Supervisor()
        self.window.window.frameSwapped.connect(self._supervisor.ready)
        self._ticker = QTimer()
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)

    def start(self) -> None:
        """Show the first screen; then, with that done, begin to talk to the back office."""
        self._show(self.terminal.visit.screen)
        self.terminal.start()
        self._ticker.start()
        QTimer.singleShot(SYNC_STARTS_AFTER_MS, self.terminal.start_sync)

    def stop(self) -> None:
        """End everything, within seconds."""
        self._supervisor.stopping()
        self._ticker.stop()
        self.scanner.close()
        self.terminal.stop()
        self.link.stop()
        self.window.close()

    def _send(self, event: Event) -> None:
        self.terminal.post(event)

    def _show_soon(self, screen: Screen) -> None:
        self.window.bridge.post(lambda: self._show(screen))

    def _show(self, screen: Screen) -> None:
        self.shown = screen
        self._supervisor.alive()
        self._tell_header()
        self.window.show_screen(screen)

    def _tick(self) -> None:
        self.terminal.post(Tick())
        self._tell_header()

    def _tell_header(self) -> None:
        office = self.terminal.visit.office
        configuration = office.configuration
        if configuration is None:
            self.window.set_header("", "", self.terminal.clock.now().astimezone())
        else:
            self.window.set_header(configuration.city, configuration.office.name, office.local_now())


def run(
    configuration: Configuration, *, on_ready: Callable[[RunningTerminal], None] = lambda _running: None
) -> int:
    """Run until the window is closed or a signal comes. Returns the exit code."""
    if configuration.screen.renderer == "gpu":
        os.environ.pop("QT_QUICK_BACKEND", None)
    _log_what_nobody_catches()
    running = RunningTerminal(configuration)
    app = running.window.app
    app.setQuitOnLastWindowClosed(True)

    def quit_soon(_signal: int, _frame: FrameType | None) -> None:
        app.quit()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, quit_soon)
    running.start()
    on_ready(running)
    try:
        return int(app.exec())
    finally:
        running.stop()


def _open_scanner(configuration: Configuration, post: Callable[[Event], None]) -> Scanner:
    from devices.scanner import ScanRejected, open_scanner
    from kiosk.visit.events import Scanned, ScanUnreadable

    return open_scanner(
        configuration.devices.scanner or "none:",
        lambda scan: post(Scanned(scan.data)),
        on_event=lambda event: post(ScanUnreadable()) if isinstance(event, ScanRejected) else None,
    )


def _log_what_nobody_catches() -> None:
    import structlog

    log = structlog.get_logger(__name__)

    def from_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("uncaught", error=kind.__name__, exc_info=(kind, error, trace))

    def from_thread(details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None:
            log.error("uncaught", error=details.exc_type.__name__, exc_info=details.exc_value)

    sys.excepthook = from_main
    threading.excepthook = from_thread
