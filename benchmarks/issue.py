# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the touch that draws a number to the first byte of its slip on the line, durable commit included.

The whole program runs: window (offscreen), visit, SQLite with synchronous=FULL, print spool, serial driver on a pseudo
terminal with the simulated printer behind it, sync with the embedded back office beside it. The finger is lifted, and
the clock runs until the driver has handed the first byte of the slip to the line.

Beside it, in turn on the same disk: the physical floor, one durable write of as many bytes and one write to a pty.

    python -m benchmarks.issue [touches] [language]

The language is one that the terminal offers; German unless said. Lines that the printer cannot write are drawn, so Arabic
is the dear one. The terminal has been warmed up, as it is seconds after its start.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from devices.printer import JobResult
from kiosk import log
from kiosk.languages import shipped
from kiosk.visit.events import LanguageChosen, SlipState
from ui.stage import Stage

AIM_MS = 50.0
COMMIT_BYTES = 8 * 4096
"""What a commit of a ticket, its outbox row and its print job appends to the write-ahead log, roughly."""


class Recorder:
    """Stands before the printer and keeps what it said of each job."""

    def __init__(self, printer: Any) -> None:
        self._printer = printer
        self.results: list[JobResult] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._printer, name)

    def print(self, *arguments: Any, **options: Any) -> JobResult:
        result: JobResult = self._printer.print(*arguments, **options)
        self.results.append(result)
        return result


def touch_to_byte(stage: Stage, recorder: Recorder, language: str) -> float:
    """One visitor; seconds from lifting the finger to the first byte."""
    if stage.screen.frame.language != language:
        stage.running.terminal.post(LanguageChosen(language))
        stage.wait(lambda: stage.screen.frame.language == language, "the language")
    for words in ("Wartenummer ziehen", "Bescheinigungen", "Führungszeugnis"):
        stage.press(stage.say(words))
    item = stage.find(stage.say("Nummer ziehen"))
    point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    window = stage.running.window.window
    printed = len(recorder.results)
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    lifted = time.monotonic()
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    stage.await_kind("ticket")
    stage.await_slip(SlipState.PRINTED)
    stage.wait(lambda: len(recorder.results) > printed, "the printer's result")
    first_byte_at = recorder.results[-1].first_byte_at
    assert first_byte_at is not None
    stage.press(stage.say("Fertig"))
    return first_byte_at - lifted


def floor(folder: Path) -> float:
    """Seconds for one durable append and one write to a pseudo terminal."""
    primary, secondary = os.openpty()
    descriptor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        data = os.urandom(COMMIT_BYTES)
        began = time.monotonic()
        os.write(descriptor, data)
        os.fdatasync(descriptor)
        os.write(secondary, b"\x1b@")
        return time.monotonic() - began
    finally:
        for one in (primary, secondary, descriptor):
            os.close(one)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main(touches: int, language: str = "de") -> int:
    if language not in shipped():
        print(
            f"no language {language!r}; there are: {', '.join(one.tag for one in shipped())}", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log.configure(folder / "log", to_stderr=False)
        stage = Stage(folder / "out", folder / "state")
        recorder = Recorder(stage.running.terminal.printer)
        stage.running.terminal.printer = recorder  # type: ignore[assignment]
        stage.running.terminal._spool._printer = recorder  # type: ignore[assignment]
        try:
            stage.open()
            stage.wait(lambda: stage.running.terminal.is_warm, "the warm-up")
            for _ in range(3):
                touch_to_byte(stage, recorder, language)
            pairs = [(touch_to_byte(stage, recorder, language), floor(folder)) for _ in range(touches)]
        finally:
            stage.close()
    ours, floors = ([pair[index] * 1000 for pair in pairs] for index in (0, 1))
    worst = percentile(ours, 0.99)
    print(f"python {sys.version.split()[0]}, {touches} touches, {language}, milliseconds")
    print(f"{'':24}  p50    p99    max")
    for title, values in (("touch to first byte", ours), ("floor: fdatasync + pty", floors)):
        print(
            f"{title:24} {statistics.median(values):5.1f}  {percentile(values, 0.99):5.1f}  {max(values):5.1f}"
        )
    print(
        f"ratio of the medians {statistics.median(ours) / statistics.median(floors):.1f}; aim: p99 under {AIM_MS:.0f} ms"
    )
    return 0 if worst < AIM_MS else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, *sys.argv[2:3]))
