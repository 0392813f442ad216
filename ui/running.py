# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal and its window, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.environment import prepare_qt

prepare_qt()

from PySide6.QtCore import QTimer  # noqa: E402 - the first frame waits for Qt and for nothing else

from kiosk.clock import Clock  # noqa: E402
from kiosk.config import Configuration  # noqa: E402
from kiosk.terminal import Terminal  # noqa: E402
from kiosk.visit.events import Tick  # noqa: E402
from kiosk.visit.screens import Screen  # noqa: E402
from ui.assemble import BackOfficeLink, printer_opener  # noqa: E402
from ui.keys import read_keys  # noqa: E402
from ui.memory import StartPageMemory  # noqa: E402
from ui.supervisor import Supervisor  # noqa: E402
from ui.window import TerminalWindow  # noqa: E402

if TYPE_CHECKING:
    from devices.scanner import Scanner
    from devices.speech import Speaker
    from ui.speech import Reader

TICK_MS = 1000
SYNC_STARTS_AFTER_MS = 50


class RunningTerminal:
    """A terminal and its window.

    Everything but the window is made in the constructor, in whatever thread; :meth:`start` belongs to the GUI thread.

    Raises:
        ConfigurationError: a key does not exist or has two meanings.
        StoreError: the store cannot be used at all.
        OSError: the state folder can be neither read nor written.
    """

    def __init__(
        self, configuration: Configuration, window: TerminalWindow, clock: Clock | None = None
    ) -> None:
        read_keys(configuration.keys)
        self.link = BackOfficeLink(configuration)
        self.window = window
        self._memory = StartPageMemory(configuration.terminal.state_dir)
        self.terminal = Terminal(
            configuration,
            open_printer=printer_opener(configuration),
            back_office=self.link.address,
            show=self._show_soon,
            clock=clock,
        )
        self.shown: Screen = self.terminal.visit.screen
        self.scanner = _open_scanner(configuration, self.terminal)
        self.speaker = _open_speaker(configuration, self.terminal)
        self._keys = configuration.keys
        self._reader: Reader | None = None
        self._supervisor = Supervisor()
        self._ticker: QTimer | None = None

    def start(self) -> None:
        """Show the first screen; then, with that done, begin to talk to the back office."""
        first = self.terminal.visit.screen
        self._show(first)
        self.window.use_keys(self._keys)
        if self.terminal.visit.around.can_speak:
            from ui.speech import Reader

            self._reader = Reader(self.speaker, self.window, self.terminal.visit.around.languages)
        self._memory.keep(first)
        self.terminal.start()
        self._ticker = QTimer(self.window.window)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start(TICK_MS)
        self._supervisor.ready()
        QTimer.singleShot(SYNC_STARTS_AFTER_MS, self.terminal.start_sync)

    def stop(self) -> None:
        """End everything, within seconds, the window included."""
        self.end()
        self.window.close()

    def end(self) -> None:
        """End everything but the window, within seconds."""
        self._supervisor.stopping()
        if self._ticker is not None:
            self._ticker.stop()
        self.scanner.close()
        self.speaker.close()
        self.terminal.stop()
        self.link.stop()

    def _show_soon(self, screen: Screen) -> None:
        self.window.bridge.post(lambda: self._show(screen))

    def _show(self, screen: Screen) -> None:
        self.shown = screen
        self._supervisor.alive()
        self._tell_header()
        self.window.show_screen(screen)
        if self._reader is not None:
            self._reader.show(screen)

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


def _open_scanner(configuration: Configuration, terminal: Terminal) -> Scanner:
    from devices.scanner import ScannerChanged, ScannerEvent, ScanRejected, open_scanner
    from kiosk.visit.events import Scanned, ScanUnreadable

    def said(event: ScannerEvent) -> None:
        match event:
            case ScanRejected():
                terminal.post(ScanUnreadable())
            case ScannerChanged():
                terminal.device_is("scanner", "ok" if event.connected else "disconnected")

    scanner = open_scanner(
        configuration.devices.scanner or "none:",
        lambda scan: terminal.post(Scanned(scan.data)),
        on_event=said,
    )
    if scanner.url != "none:":
        terminal.scanner_connected = lambda: scanner.connected
    return scanner


def _open_speaker(configuration: Configuration, terminal: Terminal) -> Speaker:
    from devices.speech import HeadphonesChanged, SpeechEvent, open_speaker
    from kiosk.visit.events import HeadphonesPlugged, HeadphonesUnplugged, Speaking

    def said(event: SpeechEvent) -> None:
        if isinstance(event, HeadphonesChanged):
            terminal.post(HeadphonesPlugged() if event.plugged else HeadphonesUnplugged())
        else:
            terminal.post(Speaking(event.speaking))

    return open_speaker(configuration.devices.speech or "none:", on_event=said)
