# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal on a stage: the real program, and somebody who presses what is to be seen on it.

Controls are found as a visitor finds them, by the words on them, and pressed with a real press at their place.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from ui.environment import prepare_qt

prepare_qt()

from PySide6.QtCore import QEventLoop, QPointF, Qt  # noqa: E402
from PySide6.QtQuick import QQuickItem  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from devices.printer.virtual import VirtualPrinter  # noqa: E402
from devices.scanner.driver import VirtualScanner  # noqa: E402
from kiosk.clock import SystemClock  # noqa: E402
from kiosk.config import (  # noqa: E402
    BackOfficeSection,
    Configuration,
    DevicesSection,
    StaffSection,
    TerminalSection,
)
from kiosk.languages import shipped  # noqa: E402
from kiosk.staff.pin import hash_pin  # noqa: E402
from kiosk.text import NOTHING, Text  # noqa: E402
from kiosk.visit.events import Event, SlipState  # noqa: E402
from kiosk.visit.screens import AnswerScreen, Screen, StartScreen, TicketScreen  # noqa: E402
from ui.bridge import SAME_BUTTON_SECONDS  # noqa: E402
from ui.fingers import Fingers, is_key, put_in_place  # noqa: E402
from ui.hyphens import SOFT_HYPHEN  # noqa: E402
from ui.running import RunningTerminal  # noqa: E402
from ui.typing import CHATTER_SECONDS  # noqa: E402
from ui.window import TerminalWindow  # noqa: E402

STEP_LIMIT_S = 15.0
MOMENT_S = 1.0
STAFF_PIN = "471108"
"""Opens the staff pages of a terminal on a stage."""


class StageError(Exception):
    """Something did not come to be seen in time, or cannot be pressed."""


class SkippingClock(SystemClock):
    """The machine's clock, which can skip a while, so that nobody waits for "are you still there?"."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._skipped)

    def monotonic(self) -> float:
        return super().monotonic() + self._skipped

    def skip(self, seconds: float) -> None:
        """Let so many seconds have passed."""
        self._skipped += seconds


@dataclass
class Count:
    """What a journey took."""

    pictures: int = 0
    touches: int = 0
    pages: set[int] = field(default_factory=set)
    """The serials of the form pages that were seen."""


class Stage:
    """The running terminal, its virtual devices, and a folder for pictures."""

    def __init__(self, out: Path, state_dir: Path) -> None:
        self.out = out
        self.clock = SkippingClock()
        self.count = Count()
        self._languages = shipped()
        self.slips = out / "slips"
        self.running = RunningTerminal(
            Configuration(
                terminal=TerminalSection(state_dir=state_dir),
                backoffice=BackOfficeSection(),
                staff=StaffSection(pin_hash=hash_pin(STAFF_PIN)),
                devices=DevicesSection(printer=f"virtual:{self.slips}?baud=115200", scanner="virtual:"),
            ),
            TerminalWindow(self._send, languages=shipped(), full_screen=False, motion=False),
            self.clock,
        )
        assert isinstance(self.running.terminal.printer, VirtualPrinter)
        assert isinstance(self.running.scanner, VirtualScanner)
        self.printer: VirtualPrinter = self.running.terminal.printer
        self.scanner: VirtualScanner = self.running.scanner
        self._picture = 0
        self._last_press: dict[bool, tuple[str, float]] = {}

    def _send(self, event: Event) -> None:
        self.running.terminal.post(event)

    def open(self) -> None:
        """Start, and wait until the office is known."""
        self.running.start()
        terminal = self.running.terminal
        self.wait(
            lambda: (
                terminal.sync is not None
                and terminal.sync.is_online
                and terminal.visit.office.configuration is not None
                and isinstance(self.screen, StartScreen)
                and not self.screen.notice
                and terminal.visit.office.wait_overall() is not None
            ),
            "the back office",
        )

    def close(self) -> None:
        """End everything."""
        self.running.stop()

    @property
    def screen(self) -> Screen:
        """What is shown now."""
        return self.running.shown

    def press(self, words: str) -> None:
        """Press the control that says these words; the page must answer in time."""
        item = self.find(words)
        before = self.screen
        self._press_item(item)
        self.wait(lambda: self.screen != before, f"an answer to {words!r}")

    def say(self, german: str) -> str:
        """The words of the catalogue in the language that is shown."""
        return self._languages.get(self.screen.frame.language).gettext(german)

    def type(self, digits: str) -> None:
        """Press digits one after the other."""
        for digit in digits:
            self.press(digit)

    def words(self, text: Text) -> str:
        """A sentence as it stands on the screen now."""
        language = self._languages.get(self.screen.frame.language)
        return language.plain(text).replace(SOFT_HYPHEN, "")

    def write(self, text: str) -> None:
        """Type on the keyboard that is on the screen, into the box that is open."""
        Fingers(self._keys, self._press_item, self.say).write(text)
        self._settle()

    def strike(self, name: str) -> None:
        """Touch the key with this German name."""
        Fingers(self._keys, self._press_item, self.say).strike(name)
        self._settle()

    def open_box(self) -> str:
        """The name of the text box that the keyboard writes into; empty when there is none."""
        return next((str(item.property("name")) for item in self._controls() if item.property("current")), "")

    def sees(self, words: str) -> bool:
        """Whether a control with these words can be touched now."""
        self._settle()
        return any(item.property("name") == words for item in self._controls())

    def scan(self, text: str) -> None:
        """Hold a code to the scanner."""
        before = self.screen
        self.scanner.scan(text)
        self.wait(lambda: self.screen != before, "an answer to the code")

    def await_kind(self, kind: str) -> None:
        """Wait for a page of this kind."""
        self.wait(lambda: self.screen.kind == kind, f"the page {kind}")

    def await_answer(self, name: str) -> None:
        """Wait for the answer of this name."""
        self.wait(
            lambda: isinstance(self.screen, AnswerScreen) and self.screen.name == name, f"the answer {name}"
        )

    def await_note(self, german: str) -> None:
        """Wait until the page says this of what was asked of it."""
        words = self.say(german)
        self.wait(lambda: self.words(getattr(self.screen, "note", NOTHING)) == words, f"the note {german!r}")

    def await_slip(self, state: SlipState) -> None:
        """Wait until the slip of the ticket that is shown is so."""
        self.wait(
            lambda: isinstance(self.screen, TicketScreen) and self.screen.slip is state,
            f"a slip that is {state.value}",
        )

    def skip(self, seconds: float, until: Callable[[], bool], what: str) -> None:
        """Let time pass at once and wait for what follows from it."""
        self.clock.skip(seconds)
        self.wait(until, what)

    def picture(self, name: str) -> Path:
        """Keep a picture of the window as it is."""
        self._settle()
        self._picture += 1
        path = self.out / f"{self._picture:02d}-{name}.png"
        if not self.running.window.grab().save(str(path)):
            raise StageError(f"cannot write {path}")
        self.count.pictures += 1
        return path

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program run until ``condition`` is true.

        Raises:
            StageError: it does not become true in time.
        """
        deadline = time.monotonic() + STEP_LIMIT_S
        while not condition():
            if time.monotonic() > deadline:
                raise StageError(f"waited {STEP_LIMIT_S:g} s for {what}; to be seen: {self.screen.kind}")
            self._run_events()

    def wait_a_moment(self, condition: Callable[[], bool]) -> None:
        """Let the program run until ``condition`` is true, but only as long as an answer on this machine can take."""
        deadline = time.monotonic() + MOMENT_S
        while not condition() and time.monotonic() < deadline:
            self._run_events()

    def turn(self) -> None:
        """To the next part of a page that holds more than fits."""
        more = [item for item in self._controls() if item.property("turns")]
        if more:
            self._press_item(more[0])
            self._settle()
        else:
            self.tap(self.say("Weiter"))

    def _settle(self) -> None:
        """Run until two rounds bring nothing new to the page."""
        for _ in range(6):
            self._run_events()

    def _run_events(self) -> None:
        self.running.window.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.002)

    def find(self, words: str) -> QQuickItem:
        """The control that says these words, once it is there."""
        found: list[QQuickItem] = []
        deadline = time.monotonic() + STEP_LIMIT_S
        while not found:
            if time.monotonic() > deadline:
                on_page = sorted({str(item.property("name")) for item in self._controls()})
                raise StageError(f"nothing says {words!r}; there are {on_page}")
            self._run_events()
            found = [item for item in self._controls() if item.property("name") == words]
        return found[-1]

    def _keys(self) -> Iterator[QQuickItem]:
        board = self.running.window.window.findChild(QQuickItem, "keyboard")
        return (item for item in self._controls(board) if is_key(item)) if board is not None else iter(())

    def _controls(self, root: QQuickItem | None = None) -> Iterator[QQuickItem]:
        waiting = [root or self.running.window.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if not item.isVisible() or item.opacity() == 0:
                continue
            if item.isEnabled() and item.property("name") and item.property("description") is not None:
                yield item
            waiting.extend(item.childItems())

    def tap(self, words: str) -> None:
        """Press the control that says these words; it need not change what the page says."""
        self._press_item(self.find(words))
        self._settle()

    def _press_item(self, item: QQuickItem) -> None:
        # Read before the touch: what was touched can be gone afterwards.
        name, a_key = str(item.property("name")), is_key(item)
        self._wait_between(name, a_key)
        put_in_place(item)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        self.count.touches += 1
        QTest.mouseClick(
            self.running.window.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
        )
        self._last_press[a_key] = (name, time.monotonic())

    def _wait_between(self, name: str, a_key: bool) -> None:
        """The same control twice: not as fast as a bouncing panel or a double tap, which count once."""
        pause = 2 * CHATTER_SECONDS if a_key else SAME_BUTTON_SECONDS + CHATTER_SECONDS
        last_name, last_time = self._last_press.get(a_key, ("", 0.0))
        while name == last_name and time.monotonic() - last_time < pause:
            self._run_events()
