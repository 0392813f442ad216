# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first second of the program: the remembered page, the quick look at the configuration, touches that come early."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.text import T
from kiosk.visit.events import Tapped, Touched
from kiosk.visit.screens import Action, Frame, StartScreen, Style
from ui.memory import StartPageMemory
from ui.quick import QuickLook, look
from ui.run import _Mailbox

ROOT = Path(__file__).resolve().parents[2]


def start_page(hint: str, notice: str = "") -> StartScreen:
    return StartScreen(
        serial=1,
        frame=Frame("de"),
        tiles=(
            Action(
                "check-in", T("Ich habe einen Termin"), Style.TILE, "event_available", T("Ankunft melden")
            ),
            Action("walk-in", T("Wartenummer ziehen"), Style.TILE, "confirmation_number", T(hint)),
        ),
        rows=(),
        notice=T(notice),
    )


def test_the_start_page_is_remembered_without_what_grows_old(tmp_path: Path) -> None:
    memory = StartPageMemory(tmp_path)
    assert memory.recall() is None
    memory.keep(start_page("Wartezeit: 20–35 Min.", "Geschlossen."))
    page = memory.recall()
    assert page is not None
    assert page["kind"] == "start"
    assert page["serial"] == 1
    text = (tmp_path / "start-page.json").read_text(encoding="utf-8")
    assert "Ankunft melden" in text
    assert "20–35" not in text
    assert "Geschlossen" not in text


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"kind": "ticket"}', "\x00"])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, damage: str) -> None:
    (tmp_path / "start-page.json").write_text(damage)
    assert StartPageMemory(tmp_path).recall() is None


def test_early_touches_are_answered_in_order_once_somebody_can() -> None:
    mailbox = _Mailbox()
    events = [Touched(), Tapped(1, "walk-in"), Tapped(1, "check-in")]
    delivered: list[object] = []
    for event in events[:2]:
        mailbox.send(event)
    mailbox.open(delivered.append)
    mailbox.send(events[2])
    assert delivered == events


def test_the_quick_look_reads_what_the_checked_configuration_reads(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(
        f'[terminal]\nstate_dir = "{tmp_path}"\n[screen]\nwidth = 1920\nheight = 1080\nfull_screen = true\n'
    )
    assert look(file, {}) == QuickLook(tmp_path, 1920, 1080, True)
    assert look(file, {"KIOSK_SCREEN__WIDTH": "800"}).width == 800
    from kiosk.config import load

    screen = load(file, {}).screen
    assert (screen.width, screen.height, screen.full_screen) == (1920, 1080, True)


@pytest.mark.parametrize(
    "content", ["screen = 7", "[screen]\nwidth = 'wide'", "[screen", "[screen]\nwidth = 3"]
)
def test_what_is_wrong_counts_as_not_set_in_the_quick_look(tmp_path: Path, content: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(content)
    assert look(file, {}).width == 1080


def kiosk(*arguments: str, state_dir: Path, platform: str = "offscreen") -> subprocess.Popen[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": platform, "KIOSK_TERMINAL__STATE_DIR": str(state_dir)}
    return subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(*arguments: str, state_dir: Path, platform: str = "offscreen") -> tuple[int, str]:
    """Exit code and last words of a command that ends by itself."""
    with kiosk(*arguments, state_dir=state_dir, platform=platform) as process:
        try:
            _, words = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, words


def test_without_a_display_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code, words = ended("run", state_dir=tmp_path, platform="")
    assert code == 1
    assert "kiosk demo" in words


def test_a_wrong_configuration_is_named_with_its_line_and_ends_with_2(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("[screen]\nwidht = 800\n")
    code, words = ended("run", "--config", str(file), state_dir=tmp_path)
    assert code == 2
    assert f"{file}:2" in words
    assert "widht" in words


def test_a_store_that_cannot_be_opened_ends_with_1_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "terminal.sqlite").mkdir()
    code, words = ended("run", state_dir=tmp_path)
    assert code == 1
    assert "writable" in words


def test_a_signal_ends_the_terminal_in_order(tmp_path: Path) -> None:
    with kiosk("run", state_dir=tmp_path) as process:
        deadline = time.monotonic() + 30
        while not (tmp_path / "start-page.json").exists():
            assert time.monotonic() < deadline
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(30) == 0
        finally:
            process.kill()
