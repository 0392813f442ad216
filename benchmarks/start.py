# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the start of the process to the first screen, and to the first answer, beside an empty Qt Quick window.

All are whole processes, drawn offscreen in software, and say by sd_notify how far they are; they take turns, so that
what else the machine does hits both. The terminal has been started before (store and identity exist). Its first page
takes touches at once; they are answered when the rest has been loaded, and that moment is measured too.

    python -m benchmarks.start [rounds]
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

AIM = 1.6
LIMIT_S = 30.0

FLOOR = """
import os, socket, sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
import PySide6.QtQuick
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b'import QtQuick\\nWindow { width: 1080; height: 1920; visible: true }')
def ready():
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])
engine.rootObjects()[0].frameSwapped.connect(ready)
app.exec()
"""


def seconds_to_ready(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run the command until it says that it is ready, then end it. Seconds to the first page and to ready."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(f"{folder}/notify")
        line.settimeout(LIMIT_S)
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=environment | {"NOTIFY_SOCKET": f"{folder}/notify"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            first_page = 0.0
            while (word := line.recv(64)) != b"READY=1":
                if word.startswith(b"STATUS="):
                    first_page = time.perf_counter() - began
            ready = time.perf_counter() - began
            return first_page or ready, ready
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def main(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as state_dir:
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_QUICK_BACKEND": "software",
            "KIOSK_TERMINAL__STATE_DIR": state_dir,
            "XDG_CACHE_HOME": f"{state_dir}/cache",
        }
        kiosk = [sys.executable, "-m", "ui.cli", "run"]
        floor = [sys.executable, "-c", FLOOR]
        for command in (kiosk, floor):
            seconds_to_ready(command, environment)
        pairs = [
            (seconds_to_ready(floor, environment), seconds_to_ready(kiosk, environment))
            for _ in range(rounds)
        ]
    floors = [floor_time for (floor_time, _), _ in pairs]
    pages = [page for _, (page, _) in pairs]
    answers = [answer for _, (_, answer) in pairs]
    middle = statistics.median
    page_ratio = middle(page / floor_time for page, floor_time in zip(pages, floors, strict=True))
    answer_ratio = middle(answer / floor_time for answer, floor_time in zip(answers, floors, strict=True))
    print(f"python {sys.version.split()[0]}, {rounds} rounds, medians")
    print(f"empty Qt Quick window    {middle(floors) * 1000:6.0f} ms")
    print(
        f"kiosk run: first page    {middle(pages) * 1000:6.0f} ms   ratio {page_ratio:.2f}   aim at most {AIM}"
    )
    print(f"kiosk run: first answer  {middle(answers) * 1000:6.0f} ms   ratio {answer_ratio:.2f}")
    return 0 if page_ratio <= AIM else 1


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[1])
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
