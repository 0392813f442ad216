# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Submits one form in a process of its own, which dies by SIGKILL at a step of its own work."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def die_while_submitting(folder: str, kill_at: int, report: str) -> None:
    """Count the lines of ``kiosk`` while submitting; die at line ``kill_at`` (0: never) or write how many there were."""
    from kiosk import log
    from tests.helpers import World
    from tests.kiosk.handover.preparing import OfficeKeys, submit

    log.configure(Path(folder) / "log", to_stderr=False)
    world = World(Path(folder))
    OfficeKeys().publish(world)
    steps = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal steps
        if not frame.f_code.co_filename.startswith(str(ROOT / "kiosk")):
            return None
        if event == "line":
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    submit(world)
    sys.settrace(None)
    Path(report).write_text(str(steps))
    os._exit(0)
