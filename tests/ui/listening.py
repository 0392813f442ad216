# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody at the real window who only presses keys, and somebody who only hears what the voice says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from devices.speech.virtual import VirtualSpeaker
from kiosk.config import KeysSection
from kiosk.languages import Language, shipped
from kiosk.speech.utterance import aloud
from kiosk.text import Text
from kiosk.visit.events import Event, HeadphonesPlugged, SlipState
from kiosk.visit.screens import Screen
from tests.helpers import World
from ui.keys import KeyFilter
from ui.speech import Reader
from ui.window import TerminalWindow

MOST_STEPS = 70
MOST_TURNS = 6
LEAST_CONTROLS = 4
"""The footer alone has as many: fewer names are not once round."""
SILENCE_WITHIN_S = 10.0


class Seat:
    """A window for one visitor after another; each brings a world of their own."""

    def __init__(self) -> None:
        self._deliver: list[World] = []
        self._reader: Reader | None = None
        self.window = TerminalWindow(self._send, languages=shipped(), full_screen=False, motion=False)
        self.clock = 0.0
        self.window.bridge._monotonic = lambda: self.clock
        self.keys = KeyFilter(self.window.window, self.window.bridge, KeysSection())

    def take(self, world: World, reader: Reader | None) -> None:
        """The next visitor sits down."""
        self._deliver, self._reader = [world], reader
        self.show(world.screen)

    def _send(self, event: Event) -> None:
        for world in self._deliver:
            self.show(world.handle(event))

    def show(self, screen: Screen) -> None:
        """As the running terminal does."""
        self.window.show_screen(screen)
        if self._reader is not None:
            self._reader.show(screen)

    def close(self) -> None:
        """The window goes."""
        self._deliver = []
        self.window.close()


class Typist:
    """Sees the focus and presses keys."""

    def __init__(self, seat: Seat, world: World) -> None:
        self._seat = seat
        self.world = world
        self.presses = 0

    def press(self, *keys: Qt.Key) -> None:
        """One key after the other; half a second and more between them."""
        for key in keys:
            self.presses += 1
            self.world.clock.advance(1)
            self._seat.clock += 1
            QTest.keyClick(self._seat.window.window, key)
            self._seat.window.app.processEvents()

    def write(self, text: str) -> None:
        """On a keyboard, or on the digits of a keypad."""
        for letter in text:
            self.presses += 1
            QTest.keyClick(self._seat.window.window, letter)
            self._seat.window.app.processEvents()

    def say(self, german: str) -> str:
        """The words in the visitor's language."""
        return self.language.gettext(german).replace("\u00ad", "").replace("**", "")

    @property
    def language(self) -> Language:
        """Of the page that is shown."""
        return shipped().get(self.world.screen.frame.language)

    def find(self, german: str, *, beyond: bool = False) -> None:
        """Go on until the focus is there; where a page holds more than fits, turn it. ``beyond``: "Weiter" turns, too."""
        words = self.say(german)
        more = self.say("Mehr anzeigen (%1 von %2)").partition("(")[0]
        for _ in range(MOST_TURNS):
            met: list[str] = []
            for _ in range(MOST_STEPS):
                self.press(Qt.Key.Key_Down)
                name = self._here()
                if name.startswith(words):
                    return
                if name in met[:1] and len(set(met)) > LEAST_CONTROLS:
                    break
                met.append(name)
            turns = (more, self.say("Weitere Themen"), *([self.say("Weiter")] if beyond else []))
            turning = next((name for name in met if name.startswith(turns)), None)
            if turning is None:
                break
            while self._here() != turning:
                self.press(Qt.Key.Key_Down)
            self.press(Qt.Key.Key_Right)
        raise AssertionError(f"no way leads to {words!r}; there are {met}")

    def _here(self) -> str:
        """Where the focus is, as far as this visitor can tell."""
        return str(self._seat.window.window.activeFocusItem().property("name"))

    def choose(self, german: str) -> None:
        """Go there and choose it."""
        self.find(german)
        self.press(Qt.Key.Key_Right)

    def forward(self, heading: str) -> None:
        """Go on until the page with this heading comes; long ones have several parts."""
        for _ in range(MOST_TURNS):
            self.choose("Weiter")
            if self._arrived(heading):
                return
        raise AssertionError(
            f"{heading!r} does not come; here is {self.world.screen!r:.300} {self._said_last()}"
        )

    def _said_last(self) -> str:
        return ""

    def _arrived(self, heading: str) -> bool:
        return bool(getattr(self.world.screen, "heading", None) == Text(heading))

    def slip_comes(self) -> None:
        """The printer has done its work."""
        self._seat.show(self.world.slip(SlipState.PRINTED))


class Listener(Typist):
    """Knows nothing but what the speech log says."""

    def __init__(self, seat: Seat, world: World, folder: Path, *, headphones: bool = True) -> None:
        super().__init__(seat, world)
        self._speaker = VirtualSpeaker("virtual:", folder)
        self._read = 0
        self._kept: list[str] = []
        self._last = ""
        self.sinks: set[str] = set()
        self.voices: set[str] = set()
        self.reader = Reader(self._speaker, seat.window, shipped())
        seat.take(world, self.reader)
        if headphones:
            seat.show(world.handle(HeadphonesPlugged()))
        else:
            self.press(Qt.Key.Key_F1)

    def hear(self) -> list[str]:
        """What has been said since last time."""
        kept, self._kept = self._kept, []
        return kept + self._new()

    def _new(self) -> list[str]:
        assert self._speaker.wait_silent(SILENCE_WITHIN_S)
        lines = self._speaker.log.read_text(encoding="utf-8").splitlines()
        new = [json.loads(line) for line in lines[self._read :]]
        self._read = len(lines)
        self.sinks |= {line["sink"] for line in new}
        self.voices |= {line["language"] for line in new}
        return [line["words"] for line in new]

    def say(self, german: str) -> str:
        return aloud(super().say(german), self.language).rstrip(".")

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._keep()
            super().press(key)

    def _arrived(self, heading: str) -> bool:
        self._kept = self.hear()
        return any(self.say(heading) == one.rstrip(".") for one in self._kept[-60:])

    def _said_last(self) -> str:
        return " | ".join(self._kept[-40:])

    def _keep(self) -> None:
        """Remember what was said before the next key, for who asks later."""
        self._kept += self._new()

    def _here(self) -> str:
        heard = self._new()
        self._last = heard[0].rstrip(".") if heard else self._last
        return self._last

    def hears(self, *german: str) -> list[str]:
        """All of these words are said now, in this order; all that is said."""
        heard = self.hear()
        rest = " ".join(heard)
        for words in german:
            wanted = self.say(words)
            assert wanted in rest, (wanted, heard)
            rest = rest[rest.index(wanted) + len(wanted) :]
        return heard

    def go(self) -> None:
        """Pull the headphones out of the reader's hands."""
        self._seat.window.bridge.touchedOnce.disconnect(self._speaker.stop)
        self._seat.window.window.activeFocusItemChanged.disconnect(self.reader._focus_moved)
        self.reader.deleteLater()
        self._speaker.close()


def everything(heard: Iterable[str]) -> str:
    """All utterances as one text."""
    return " ".join(heard)
