# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reader beside the window: pages, focus, typing, silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from devices.speech import Phrase, Sink, SpeechHealth, SpeechState
from kiosk.languages import Languages
from kiosk.text import T
from kiosk.visit.events import SlipState, Tapped
from kiosk.visit.form_screens import FormScreen
from kiosk.visit.screens import Screen
from tests.ui.driver import Driver
from tests.ui.samples import SAMPLES, keypad, shown, ticket
from ui.fingers import is_key
from ui.speech import Reader, control_of


@dataclass
class Ear:
    """A speaker that remembers what it was given and when it was silenced."""

    url: str = "ear:"
    speaking: bool = False
    health: SpeechHealth = field(default_factory=lambda: SpeechHealth(SpeechState.OK))
    heard: list[Phrase] = field(default_factory=list)
    stops: int = 0

    def say(self, phrase: Phrase) -> None:
        self.heard.append(phrase)

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        return None

    def take(self) -> str:
        """What was said since last time."""
        said = " ".join(phrase.text for phrase in self.heard)
        self.heard.clear()
        return said


@dataclass
class Listener:
    """The window, an ear, and a reader between them."""

    driver: Driver
    ear: Ear
    reader: Reader

    def show(self, screen: Screen, **frame: Any) -> str:
        """Show a page to somebody who listens; what they hear."""
        frame.setdefault("settings", screen.frame.settings | {"speech"})
        screen = replace(screen, frame=replace(screen.frame, can_speak=True, **frame))
        self.driver.show(screen)
        self.reader.show(screen)
        return self.ear.take()

    def key(self, key: Qt.Key) -> str:
        """What they hear after a key."""
        self.driver.key(key)
        return self.ear.take()


@pytest.fixture
def listener(driver: Driver, languages: Languages) -> Iterator[Listener]:
    ear = Ear()
    driver.show(shown("start"))
    reader = Reader(ear, driver.window, languages)
    yield Listener(driver, ear, reader)
    driver.window.bridge.touchedOnce.disconnect(ear.stop)
    driver.window.window.activeFocusItemChanged.disconnect(reader._focus_moved)
    reader.deleteLater()
    driver.show(shown("start"))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_and_every_control_says_something(listener: Listener, name: str) -> None:
    """A02: each page yields speech for the screen and for each control that can get the focus."""
    assert listener.show(shown(name), headphones=True)
    for control in listener.driver.controls():
        said = control_of(control)
        assert said is not None, control.property("name")
        assert said.name
        listener.ear.take()
        if control.hasActiveFocus():
            continue
        listener.driver.focus(control)
        if control.hasActiveFocus():
            heard = listener.ear.take()
            assert heard, said.name


@pytest.mark.parametrize("name", [name for name, screen in SAMPLES.items() if isinstance(screen, FormScreen)])
def test_nothing_personal_reaches_the_loudspeaker(listener: Listener, name: str) -> None:
    """A06: whatever gets the focus on a form page."""
    screen = shown(name)
    assert isinstance(screen, FormScreen)
    heard = [listener.show(screen)]
    for control in listener.driver.controls():
        listener.driver.focus(control)
        said = control_of(control)
        words = listener.ear.take()
        heard.append(words)
        if said is not None and is_key(control) and len(said.name) == 1:
            assert words in ("Taste", ""), said.name
    for text in screen.texts.values():
        # A year stands on a shortcut, too.
        assert len(text) < 5 or text not in " ".join(heard)


def test_with_headphones_or_consent_the_visitor_hears_what_they_typed(listener: Listener) -> None:
    screen = SAMPLES["form-name-errors"]
    assert "Großmüller7" not in listener.show(screen)
    assert "Großmüller7" in listener.show(replace(screen, serial=90), headphones=True)
    listener.show(shown("scan"))
    consent = screen.frame.settings | {"speech", "speak-aloud"}
    assert "Großmüller7" in listener.show(replace(screen, serial=91), settings=consent)


def test_sound_goes_to_the_headphones_when_there_are_any(listener: Listener) -> None:
    for plugged, sink in ((False, Sink.SPEAKER), (True, Sink.HEADPHONES)):
        screen = replace(shown("scan"), serial=80 + plugged)
        screen = replace(
            screen,
            frame=replace(
                screen.frame, settings=frozenset({"speech"}), headphones=plugged, rate=250, gain_db=12
            ),
        )
        listener.driver.show(screen)
        listener.reader.show(screen)
        assert {(one.sink, one.settings.rate, one.settings.gain_db) for one in listener.ear.heard} == {
            (sink, 250, 12)
        }
        listener.ear.take()


def test_a_new_page_ends_the_old_sentence(listener: Listener) -> None:
    listener.show(shown("scan"))
    before = listener.ear.stops
    assert listener.show(shown("keypad")).startswith("Termincode eintippen.")
    assert listener.ear.stops > before


def test_every_key_and_every_touch_ends_the_sentence(listener: Listener) -> None:
    listener.show(shown("scan"))
    for act in (
        lambda: listener.driver.key(Qt.Key.Key_Tab),
        lambda: listener.driver.key(Qt.Key.Key_Shift),
        lambda: listener.driver.touch("Hilfe"),
    ):
        before = listener.ear.stops
        act()
        assert listener.ear.stops > before


def test_the_same_page_again_says_nothing(listener: Listener) -> None:
    listener.show(shown("ticket"))
    assert listener.show(shown("ticket")) == ""
    assert listener.show(ticket(slip=SlipState.PRINTED, slip_title=T("Bitte nehmen Sie Ihren Zettel"))) == (
        "Bitte nehmen Sie Ihren Zettel."
    )


def test_the_page_is_said_again_on_request(listener: Listener) -> None:
    first = listener.show(shown("scan"))
    assert listener.show(shown("scan"), repeats=1) in first
    assert listener.show(shown("scan"), repeats=1) == ""


def test_tab_says_name_role_and_hint(listener: Listener) -> None:
    listener.show(shown("list-services"))
    listener.driver.focus(listener.driver.control("Hilfe"))
    assert listener.ear.take() == "Hilfe. Schaltfläche."


def test_a_switch_that_is_pressed_says_how_it_stands(listener: Listener) -> None:
    listener.show(shown("accessibility"))
    listener.driver.focus(listener.driver.control("Starker Kontrast"))
    assert "Nicht gewählt" in listener.ear.take()
    listener.driver.key(Qt.Key.Key_Space)
    assert listener.driver.choices == [Tapped(SAMPLES["accessibility"].serial, "setting:high-contrast")]
    said = listener.show(shown("accessibility"), settings=frozenset({"speech", "high-contrast"}))
    assert said.startswith("Starker Kontrast. Kontrollkästchen. Gewählt.")


def test_typed_digits_are_heard_in_headphones_and_are_stars_on_the_loudspeaker(listener: Listener) -> None:
    for plugged, echo in ((True, "7"), (False, "Stern")):
        listener.show(shown("start"))
        listener.show(keypad(entered="4"), headphones=plugged)
        assert listener.show(keypad(entered="47"), headphones=plugged).split()[0] == echo


def test_louder_and_faster_are_heard_at_once(listener: Listener) -> None:
    listener.show(shown("scan"), gain_db=0, rate=160)
    assert "laut" in listener.show(shown("scan"), gain_db=6, rate=160)
    assert "schnell" in listener.show(shown("scan"), gain_db=6, rate=200)


def test_switching_on_and_off_is_said(listener: Listener) -> None:
    off: frozenset[str] = frozenset()
    assert listener.show(shown("scan"), settings=off) == ""
    assert listener.show(shown("scan")).startswith("Das Vorlesen ist an. Halten Sie")
    assert listener.show(shown("scan"), settings=off) == "Das Vorlesen ist aus."
    listener.show(shown("ticket"))
    assert listener.show(shown("start"), settings=off) == "Ihr Besuch ist beendet. Das Vorlesen ist aus."


def test_without_speech_the_reader_is_silent_whatever_happens(listener: Listener) -> None:
    off: frozenset[str] = frozenset()
    for name in ("start", "scan", "form-name"):
        listener.show(shown(name), settings=off)
        listener.driver.key(Qt.Key.Key_Tab)
    assert listener.ear.take() == ""


def test_a_dark_screen_shows_nothing_takes_no_stray_touch_and_keeps_the_keys(listener: Listener) -> None:
    """A23."""
    driver = listener.driver
    dark = frozenset({"speech", "blank-screen"})
    listener.show(shown("scan"), settings=dark)
    image = driver.window.grab()
    shades = {image.pixelColor(x, y).name() for x in range(0, 1080, 40) for y in range(0, 1500, 40)}
    assert shades == {"#000000"}
    point = driver.control("Code eintippen")
    driver.touch("Code eintippen")
    assert driver.choices == []
    driver.focus(point)
    driver.key(Qt.Key.Key_Return)
    driver.clock += 1
    driver.touch("Bildschirm zeigen")
    assert driver.choices == [Tapped(2, "type-code"), Tapped(2, "setting:blank-screen")]
