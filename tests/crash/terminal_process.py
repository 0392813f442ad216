# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal without a window in a process of its own, which dies by SIGKILL at a step of its own work.

A step is a line of the program's code in the visit's or the printer's thread, counted from the touch that draws the
number. So the deaths are spread over every step there is, not over wall time.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Any

from devices.printer import Severity, open_printer
from kiosk import log
from kiosk.config import Configuration, TerminalSection
from kiosk.store.jobs import PrintJobs
from kiosk.terminal import BackOfficeAddress, Terminal
from kiosk.visit.events import SlipState, Tapped
from kiosk.visit.screens import ListScreen, Screen, TicketScreen

ROOT = Path(__file__).resolve().parents[2]
WATCHED = (str(ROOT / "kiosk"), str(ROOT / "devices" / "printer"), str(ROOT / "devices" / "line.py"))
LIMIT_S = 20.0


class _Fuse:
    """Kills this process at the ``steps``-th line of our code."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self.burnt = 0
        self.burning = False

    def trace(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(WATCHED):
            return None
        if event == "line" and self.burning:
            self.burnt += 1
            if self.burnt == self._steps:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.trace


def live(state_dir: str, printer_url: str, kill_at: int, report: int) -> None:
    """Come up, print what a dead predecessor left, draw one number, and print it.

    Writes one line a fact to the descriptor ``report``: ``up``, ``seen <number> <steps>``,
    ``steps <n>``.
    ``kill_at`` 0 means: live on until the slip is printed.
    """
    log.configure(None, to_stderr=False)
    fuse = _Fuse(kill_at or sys.maxsize)
    threading.settrace(fuse.trace)
    screens: list[Screen] = []
    changed = threading.Condition()

    def show(screen: Screen) -> None:
        with changed:
            screens.append(screen)
            changed.notify_all()
        if isinstance(screen, TicketScreen) and screen.slip is SlipState.PRINTING:
            os.write(report, f"seen {screen.number} {fuse.burnt}\n".encode())

    terminal = Terminal(
        Configuration(terminal=TerminalSection(state_dir=Path(state_dir))),
        open_printer=lambda on_event: open_printer(printer_url, on_event=on_event),
        back_office=lambda: BackOfficeAddress("http://127.0.0.1:9"),
        show=show,
    )
    _until(lambda: terminal.printer.status.severity in (Severity.OK, Severity.WARNING))
    terminal.start()
    jobs = PrintJobs(terminal.database)
    _until(lambda: jobs.next_queued() is None and not jobs.interrupted())
    os.write(report, b"up\n")

    for action, page in (
        ("walk-in", "topics"),
        ("topic:wohnsitz", "services"),
        ("service:wohnsitz-anmelden", "service"),
    ):
        terminal.post(Tapped(screens[-1].serial, action))
        with changed:
            arrived = changed.wait_for(
                lambda page=page: page in (_name(screens[-1]), screens[-1].kind), LIMIT_S
            )
        assert arrived, page
    fuse.burning = True
    terminal.post(Tapped(screens[-1].serial, "draw"))
    with changed:
        changed.wait_for(
            lambda: isinstance(screens[-1], TicketScreen) and screens[-1].slip is SlipState.PRINTED, LIMIT_S
        )
    _until(lambda: jobs.next_queued() is None and not jobs.interrupted())
    os.write(report, f"steps {fuse.burnt}\n".encode())
    os._exit(0)


def _name(screen: Screen) -> str:
    return screen.name if isinstance(screen, ListScreen) else ""


def _until(condition: Any) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.005)
