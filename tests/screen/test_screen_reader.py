# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A blind visitor's screen reader, outside the process, completes check-in and walk-in by the visible labels alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

CLIENT = Path(__file__).with_name("screen_reader.py")
SYSTEM_PYTHON = "/usr/bin/python3"
STAFF_PIN = "471108"


def _missing() -> str:
    for program in ("Xvfb", "dbus-run-session"):
        if shutil.which(program) is None:
            return program
    probe = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([SYSTEM_PYTHON, "-c", probe], capture_output=True, check=False).returncode:
        return "python3-gi with gir1.2-atspi-2.0"
    return ""


class Reader:
    """The screen reader's keyboard and voice."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        while line and not line.startswith("{"):
            # The bus's own daemons speak on the same channel.
            line = self._process.stdout.readline()
        assert line, "the screen reader ended; see terminal.log and reader.log of the test's folder"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def do(self, *step: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(step) + "\n")
        self._process.stdin.flush()
        answer = self.answer()
        assert "error" not in answer, answer
        return answer

    def press(self, *labels: str) -> None:
        for label in labels:
            assert self.do("press", label)["pressed"] is True

    def hears(self, words: str) -> str:
        return str(self.do("expect", words)["says"])

    def everything(self) -> list[tuple[str, str]]:
        return [(role, name) for role, name in self.do("read")["all"]]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A terminal with its embedded back office on a screen without glass, and a screen reader beside it."""
    missing = _missing()
    if missing:
        if os.environ.get("CI"):
            pytest.fail(f"{missing} is missing; script/test installs it")
        pytest.skip(f"{missing} is missing")
    display = tmp_path / "display"
    with display.open("w") as number:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(number.fileno()), "-screen", "0", "1080x1920x24", "-nolisten", "tcp"],
            pass_fds=(number.fileno(),),
            stderr=subprocess.DEVNULL,
        )
    try:
        script = (
            f"'{sys.executable}' -m ui.cli run >'{tmp_path}/terminal.log' 2>&1 & terminal=$!; "
            f"{SYSTEM_PYTHON} '{CLIENT}' 2>'{tmp_path}/reader.log'; kill $terminal; wait $terminal"
        )
        environment = os.environ | {
            "DISPLAY": f":{_display_number(display, server)}",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "KIOSK_TERMINAL__STATE_DIR": str(tmp_path / "state"),
            "KIOSK_STAFF__PIN_HASH": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(
                STAFF_PIN
            ),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "GTK_A11Y": "none",
        }
        environment.pop("WAYLAND_DISPLAY", None)
        session = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", script],
            cwd=Path(__file__).resolve().parents[2],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        with session:
            made = Reader(session)
            answer = made.answer()
            assert answer == {"ready": True}, (tmp_path / "terminal.log").read_text()
            yield made
    finally:
        server.terminate()
        server.wait(10)


def _display_number(file: Path, server: subprocess.Popen[bytes]) -> str:
    import time

    deadline = time.monotonic() + 10
    while not (number := file.read_text().strip()):
        assert server.poll() is None, "Xvfb ended"
        assert time.monotonic() < deadline, "Xvfb did not start"
        time.sleep(0.02)
    return number


@pytest.mark.screen
def test_walk_in_and_check_in_by_labels_alone(reader: Reader) -> None:
    reader.hears("Wohnsitz an- oder ummelden")
    reader.press("Wartenummer ziehen")
    reader.hears("Worum geht es heute?")
    reader.press("Wohnsitz", "Wohnsitz an- oder ummelden")
    reader.hears("Das brauchen Sie")
    reader.press("Nummer ziehen")
    reader.hears("Bitte nehmen Sie Platz.")
    assert re.search(r"B 0\d\d", reader.hears("B 0"))
    reader.hears("Bitte nehmen Sie Ihren Zettel")
    reader.press("Fertig")

    reader.hears("Guten Tag")
    reader.press("Ich habe einen Termin", "Code eintippen", *"100001", "Weiter")
    reader.hears("Jetzt bitte den Code")
    reader.press(*"1111", "Weiter")
    reader.hears("Bitte nehmen Sie Platz.")
    assert re.search(r"A 0\d\d", reader.hears("A 0"))
    names = [name for _, name in reader.everything()]
    assert {"Fertig", "Hilfe", "Beenden"} <= set(names)
    assert not [name for name in names if "**" in name or "\u00ad" in name]
    reader.press("Fertig")
    reader.hears("Guten Tag")


@pytest.mark.screen
def test_staff_get_in_and_test_the_printer_by_labels_alone(reader: Reader) -> None:
    reader.hears("Guten Tag")
    reader.press("Auskunft & Öffnungszeiten", "Für Personal")
    reader.hears("Nur für Personal")
    reader.press(*STAFF_PIN)
    reader.hears("Das Terminal ist in Betrieb.")
    names = [name for _, name in reader.everything()]
    assert {"Drucker", "Scanner", "Zentrale", "Meldungen", "Wartenummern"} <= set(names)
    assert {"Papierrolle wechseln", "Testzettel drucken", "Sperren"} <= set(names)
    assert not {"Hilfe", "Beenden"} & set(names)
    reader.press("Testzettel drucken")
    reader.hears("Der Testzettel ist gedruckt.")
    reader.press("Fertig", "Sperren")
    reader.hears("Guten Tag")
