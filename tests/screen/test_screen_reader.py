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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from kiosk.languages import shipped

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
        assert "error" not in answer, json.dumps(answer, ensure_ascii=False)
        return answer

    def press(self, *labels: str) -> None:
        for label in labels:
            assert self.do("press", label)["pressed"] is True

    def writes(self, **boxes: str) -> None:
        for box, text in boxes.items():
            assert self.do("write", box, text)["written"] is True

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
    reader.press("Nur Nummer ziehen")
    reader.hears("Bitte nehmen Sie Platz.")
    assert re.search(r"B 0\d\d", reader.hears("B 0"))
    reader.hears("Bitte nehmen Sie Ihren Zettel")
    reader.press("Fertig")

    reader.hears("Ich habe einen Termin")
    reader.press("Ich habe einen Termin", "Code eintippen", *"100001", "Weiter")
    reader.hears("Jetzt bitte den Code")
    reader.press(*"1111", "Weiter")
    reader.hears("Bitte nehmen Sie Platz.")
    assert re.search(r"A 0\d\d", reader.hears("A 0"))
    names = [name for _, name in reader.everything()]
    assert {"Fertig", "Hilfe", "Beenden"} <= set(names)
    assert not [name for name in names if "**" in name or "\u00ad" in name]
    reader.press("Fertig")
    reader.hears("Ich habe einen Termin")


@pytest.mark.screen
def test_in_english_and_arabic_by_labels_alone(reader: Reader) -> None:
    reader.hears("Wohnsitz an- oder ummelden")
    for tag, number, code in (("en", "100001", "1111"), ("ar", "100003", "3333")):
        language = shipped().get(tag)
        said = language.gettext
        reader.hears("Ich habe einen Termin")
        reader.press("Deutsch", language.name)
        reader.hears(said("Guten Tag!"))
        reader.press(
            *map(said, ("Wartenummer ziehen", "Wohnsitz", "Wohnsitz an- oder ummelden", "Nur Nummer ziehen"))
        )
        reader.hears(said("Bitte nehmen Sie Platz."))
        assert re.search(r"B 0\d\d", reader.hears("B 0"))
        reader.press(said("Fertig"))

        reader.hears("Ich habe einen Termin")
        reader.press("Deutsch", language.name)
        reader.press(said("Ich habe einen Termin"), said("Code eintippen"), *number, said("Weiter"))
        reader.hears(said("Jetzt bitte den Code"))
        reader.press(*code, said("Weiter"))
        if number == "100003":
            reader.press(said("Heute warten"))
        reader.hears(said("Bitte nehmen Sie Platz."))
        reader.press(said("Fertig"))


@pytest.mark.screen
def test_staff_get_in_and_test_the_printer_by_labels_alone(reader: Reader) -> None:
    reader.hears("Ich habe einen Termin")
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
    reader.hears("Ich habe einen Termin")


@pytest.mark.screen
def test_a_move_is_prepared_by_labels_alone(reader: Reader) -> None:
    reader.hears("Wohnsitz an- oder ummelden")
    reader.press("Wartenummer ziehen", "Wohnsitz", "Wohnsitz an- oder ummelden", "Formular vorbereiten")
    reader.hears("Was mit Ihren Angaben geschieht")
    _go_on_to(reader, "Trifft etwas davon auf Sie zu?")
    reader.press("Nein, nichts davon", "Weiter", "Umzug innerhalb dieser Stadt", "Weiter")
    reader.press("Keine. Ich habe nur die neue Wohnung.", "Weiter")
    reader.hears("Wann sind Sie eingezogen?")
    reader.press("Gestern", "Weiter")
    _write_address(reader, "Wo wohnen Sie jetzt?", "Hauptstätter Straße", "70178")
    _write_address(reader, "Wo haben Sie vorher gewohnt?", "Ritterstraße", "70199")
    reader.hears("Wem gehört die neue Wohnung?")
    reader.press("Jemand anderem")
    reader.writes(**{"Wer gibt Ihnen die Wohnung?": "Wohnbau Mitte"})
    reader.press("Weiter", "Ja, ich habe sie dabei", "Weiter")
    reader.hears("Welcher Name steht im Ausweis?")
    _go_on_to(reader, "Bitte prüfen Sie")
    _write_on(reader, "Alle Vornamen", "Zoë Marie")
    _write_on(reader, "Familienname", "K\u035fhạn")
    _go_on_to(reader, "Welches Geburtsdatum steht im Ausweis?")
    reader.writes(Tag="4", Monat="3", Jahr="1986")
    reader.hears("4. März 1986")
    _go_on_to(reader, "Sie dürfen widersprechen.")
    _go_on_to(reader, "Welche Personen melden Sie?")
    _go_on_to(reader, "Stimmt alles?")
    _go_on_to(reader, "Sie sind noch nicht angemeldet")
    reader.press("Ja, alles stimmt")
    assert re.search(r"B 0\d\d", reader.hears("Ihr Code: B 0"))
    reader.press("Fertig")
    reader.hears("Ich habe einen Termin")


def _write_address(reader: Reader, heading: str, street: str, postcode: str) -> None:
    reader.hears(heading)
    _write_on(reader, "Straße", street)
    _write_on(reader, "Hausnummer, Nummer", "7")
    _write_on(reader, "Postleitzahl und Ort, Postleitzahl", postcode)
    reader.press("Weiter")


def _write_on(reader: Reader, box: str, text: str) -> None:
    """Write into a box of this page, on whichever part of it."""
    _turn_until(
        reader, lambda read: (box, True) in [(name, role in ("text", "entry")) for role, name in read]
    )
    reader.writes(**{box: text})


def _go_on_to(reader: Reader, words: str) -> None:
    """Pages with more than fits have parts; each "Weiter" brings the next one."""
    _turn_until(reader, lambda read: any(words in name for _, name in read))
    reader.hears(words)


def _turn_until(reader: Reader, found: Callable[[list[tuple[str, str]]], bool]) -> None:
    for _ in range(8):
        # An answer takes a moment; whoever presses at once presses past it.
        before = reader.everything()
        for _ in range(5):
            if found(reader.everything()):
                return
        reader.press("Weiter")
        for _ in range(20):
            if reader.everything() != before:
                break
