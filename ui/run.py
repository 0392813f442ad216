# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk run``: from nothing to a terminal, the page first.

The window comes up with the start page as it was last time. What takes long to load (checks, store, devices) is loaded
right after the first frame; whoever touches before it stands is answered as soon as it does.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from ui.environment import prepare_qt
from ui.memory import StartPageMemory
from ui.quick import look
from ui.supervisor import Supervisor

if TYPE_CHECKING:
    from PySide6.QtCore import QSocketNotifier

    from kiosk.visit.events import Event
    from ui.running import RunningTerminal
    from ui.window import TerminalWindow

FAILED = 1
WRONG_USE = 2


class _Mailbox:
    """Takes the visitor's events; keeps them until somebody answers."""

    def __init__(self) -> None:
        self._early: list[Event] = []
        self._deliver: Callable[[Event], None] = self._early.append

    def send(self, event: Event) -> None:
        self._deliver(event)

    def open(self, deliver: Callable[[Event], None]) -> None:
        """From now on ``deliver`` gets every event, those that came early first."""
        for event in self._early:
            deliver(event)
        self._early.clear()
        self._deliver = deliver


class _Start:
    """One start of the terminal."""

    def __init__(self, config: Path | None) -> None:
        self._config = config
        quick = look(config)
        if quick.renderer == "gpu":
            os.environ.setdefault("QT_QUICK_BACKEND", "")
        prepare_qt()
        from kiosk.languages import shipped
        from ui.window import TerminalWindow

        self._mailbox = _Mailbox()
        self._supervisor = Supervisor()
        self._begun = False
        self.running: RunningTerminal | None = None
        self.window: TerminalWindow = TerminalWindow(
            self._mailbox.send,
            languages=shipped(),
            full_screen=quick.full_screen,
            size=(quick.width, quick.height),
        )
        remembered = StartPageMemory(quick.state_dir).recall()
        if remembered is not None:
            self.window.set_header("", "", datetime.now().astimezone())
            self.window.show_remembered(remembered)
            self.window.window.frameSwapped.connect(self.begin)
        else:
            self.begin()

    def begin(self) -> None:
        """The first page is up, or there is none to show: load the rest."""
        if not self._begun:
            self._begun = True
            self._supervisor.first_page()
            from PySide6.QtCore import QTimer

            # Not in a thread: libraries that import parts of themselves on demand break when Qt's own look at modules
            # comes between.
            QTimer.singleShot(0, self._assemble)

    def _assemble(self) -> None:
        from kiosk import log
        from kiosk.config import ConfigurationError, find_file, load
        from kiosk.store.database import StoreError

        state_dir: object = ""
        try:
            configuration = load(find_file(self._config))
            state_dir = configuration.terminal.state_dir
            log.configure(configuration.terminal.state_dir / "log")
            _log_what_nobody_catches()
            from ui.running import RunningTerminal

            running = RunningTerminal(configuration, self.window)
        except ConfigurationError as error:
            self._fail("\n".join(map(str, error.problems)), WRONG_USE)
        except StoreError as error:
            self._fail(
                f"The store in {state_dir} cannot be used ({error.code}). {_STORE_ADVICE[error.code]}", FAILED
            )
        except OSError as error:
            self._fail(f"{state_dir}: {error.strerror or error}", FAILED)
        except Exception as error:
            # A terminal that cannot come up must end, so that the supervisor starts it anew.
            self._fail(f"cannot start: {type(error).__name__}: {error}", FAILED)
        else:
            self._join(running)

    def _join(self, running: RunningTerminal) -> None:
        self.running = running
        running.start()
        self._mailbox.open(running.terminal.post)

    def _fail(self, words: str, code: int) -> None:
        print(words, file=sys.stderr)
        self.window.app.exit(code)


_STORE_ADVICE = {
    "disk-full": "The disk is full: free some space and start again. Nothing was lost.",
    "locked": "Another program holds the file: is the terminal running already?",
    "read-only": "The folder must belong to the terminal's user and be writable.",
    "damaged": "The file is damaged and could not be put aside.",
    "newer": "A later version of this program wrote it: install that version again.",
    "other": "See the log.",
}


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether Qt will find something to draw on; without, it would end the process with a core dump."""
    if environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def run(config: Path | None) -> int:
    """Run until the window is closed or a signal comes. Returns the exit code: 0, 1 failed, 2 wrong configuration.

    Everything is kept and every device let go when it returns; the window is left to the end of the process (see
    :func:`leave`).
    """
    if not has_display():
        print("There is no display. Try `kiosk demo --out FOLDER`, which needs none.", file=sys.stderr)
        return FAILED
    start = _Start(config)
    app = start.window.app
    app.setQuitOnLastWindowClosed(True)

    # Not quit(): it would first close the window, which can hang while the window has not been exposed yet.
    listening = _listen_to_signals(lambda: app.exit(0))
    code = int(app.exec())
    listening.setEnabled(False)
    if start.running is not None:
        start.running.end()
    return code


def _listen_to_signals(then: Callable[[], object]) -> QSocketNotifier:
    """Let the event loop itself do what a signal asks for: a handler would run in the middle of whatever Qt is doing."""
    from PySide6.QtCore import QSocketNotifier

    reading, writing = socket.socketpair()
    for end in (reading, writing):
        end.setblocking(False)
    signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda _signal, _frame: None)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: then())
    notifier.ends = (reading, writing)  # type: ignore[attr-defined] - they live as long as it does
    return notifier


def leave(code: int) -> NoReturn:
    """End the process at once. Taking down a window that was never exposed can hang for ever (Qt 6.12)."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


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
