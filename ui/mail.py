# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work for the GUI thread from threads that never touch Qt.

A thread that emits a signal becomes a Qt thread; with PySide6 6.11 and 6.12 the process sometimes crashes when such a
thread ends. So other threads put their work into a queue and write a byte into a pipe that the event loop watches.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class GuiMail(QObject):
    """Made in the GUI thread; :meth:`post` may be called from any."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._gui_thread = threading.get_ident()
        self._work: deque[Callable[[], object]] = deque()
        self._reading, self._writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._collect)

    def post(self, work: Callable[[], object]) -> None:
        """Run ``work`` in the GUI thread: at once when called from it, else soon."""
        if threading.get_ident() == self._gui_thread:
            _run(work)
            return
        self._work.append(work)
        try:
            os.write(self._writing, b"\0")
        except BlockingIOError:
            # The pipe is full of bells that nobody has answered yet: ours is among them.
            return

    def close(self) -> None:
        """Take no more work, from the GUI thread. Whoever drops this object later may do so in any thread: Qt does not let a
        notifier that is still on be switched off elsewhere."""
        self._notifier.setEnabled(False)

    def _collect(self) -> None:
        try:
            os.read(self._reading, 65536)
        except BlockingIOError:
            return
        while self._work:
            _run(self._work.popleft())


def _run(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        # What a worker handed over must not take the window down with it.
        import structlog

        structlog.get_logger(__name__).exception("posted_work_failed")
