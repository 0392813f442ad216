# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one object between QML and the visit. It lives in the GUI thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.mail import GuiMail

if TYPE_CHECKING:
    from kiosk.visit.events import Event, SpeechWish
    from ui.typing import Chatter

QML_IMPORT_NAME = "Terminal.Backend"
QML_IMPORT_MAJOR_VERSION = 1

SAME_BUTTON_SECONDS = 0.5
"""A second tap on the same button within this time is the same tap (people double-click)."""

KEYS = ("digit:", "backspace")
"""Actions that are typed: here the second one within half a second is meant."""


@QmlElement
@QmlUncreatable("There is one bridge, and Python makes it.")
class Bridge(QObject):
    """Shows what :mod:`ui.present` made, and turns touches into events.

    Args:
        send: gets every event, in the GUI thread.
        monotonic: seconds that never go back.
    """

    screenChanged = Signal()
    secondsLeftChanged = Signal()
    headerChanged = Signal()
    languageChanged = Signal()
    languagesChanged = Signal()
    settingsChanged = Signal()
    keyboardUsedChanged = Signal()
    motionChanged = Signal()
    otherGreetingsChanged = Signal()
    touchedOnce = Signal()

    def __init__(
        self,
        send: Callable[[Event], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._send = send
        self._monotonic = monotonic
        self._screen: dict[str, Any] = {}
        self._seconds_left = -1
        self._header = {"city": "", "office": "", "clock": "", "date": ""}
        self._language: dict[str, Any] = {
            "tag": "de",
            "name": "Deutsch",
            "rightToLeft": False,
            "stillThere": "",
        }
        self._other_greetings: list[list[str]] = []
        self._offered: list[dict[str, str]] = []
        self._settings: frozenset[str] = frozenset()
        self._keyboard_used = False
        self._motion = True
        self._last_tap = ("", float("-inf"))
        self._mail = GuiMail(self)
        self._texts: dict[str, str] = {}
        self._chatter: Chatter | None = None

    # What QML reads

    @Property("QVariantMap", notify=screenChanged)
    def screen(self) -> dict[str, Any]:
        """The page, as :func:`ui.present.present` made it."""
        return self._screen

    @Property(int, notify=secondsLeftChanged)
    def secondsLeft(self) -> int:
        """Seconds to the end of the visit, -1 where nothing is counted down."""
        return self._seconds_left

    @Property(str, notify=headerChanged)
    def city(self) -> str:
        """The city's name, for the header."""
        return self._header["city"]

    @Property(str, notify=headerChanged)
    def office(self) -> str:
        """The office's name, for the header."""
        return self._header["office"]

    @Property(str, notify=headerChanged)
    def clock(self) -> str:
        """The time as ``10:42``."""
        return self._header["clock"]

    @Property(str, notify=headerChanged)
    def date(self) -> str:
        """Weekday and day in words."""
        return self._header["date"]

    @Property(str, notify=languageChanged)
    def languageTag(self) -> str:
        """The tag of the language on the screen."""
        return str(self._language["tag"])

    @Property(str, notify=languageChanged)
    def languageName(self) -> str:
        """What that language calls itself."""
        return str(self._language["name"])

    @Property(bool, notify=languageChanged)
    def rightToLeft(self) -> bool:
        """Whether pages are mirrored."""
        return bool(self._language["rightToLeft"])

    @Property("QVariantList", notify=languagesChanged)
    def languages(self) -> list[dict[str, str]]:
        """All languages on offer, each with ``tag`` and ``name``."""
        return self._offered

    @Property(str, notify=languageChanged)
    def stillThere(self) -> str:
        """ "Are you still there?" in other languages, on one line."""
        return str(self._language.get("stillThere", ""))

    @Property("QVariantList", notify=otherGreetingsChanged)
    def otherGreetings(self) -> list[list[str]]:
        """Greeting and question of the start page, a pair for each other language."""
        return self._other_greetings

    @Property(bool, notify=settingsChanged)
    def largeText(self) -> bool:
        """Larger text is on."""
        return "large-text" in self._settings

    @Property(bool, notify=settingsChanged)
    def highContrast(self) -> bool:
        """High contrast is on."""
        return "high-contrast" in self._settings

    @Property(bool, notify=settingsChanged)
    def lowerReach(self) -> bool:
        """Everything to touch is in the lower half."""
        return "lower-reach" in self._settings

    @Property(bool, notify=settingsChanged)
    def speech(self) -> bool:
        """Everything is read aloud."""
        return "speech" in self._settings

    @Property(bool, notify=settingsChanged)
    def speakAloud(self) -> bool:
        """Also personal things are read aloud on the loudspeaker."""
        return "speak-aloud" in self._settings

    @Property(bool, notify=settingsChanged)
    def blankScreen(self) -> bool:
        """Nothing is to be seen; it is read aloud."""
        return "blank-screen" in self._settings

    @Property(bool, notify=settingsChanged)
    def anySetting(self) -> bool:
        """At least one accessibility setting is on."""
        return bool(self._settings)

    @Property(bool, notify=keyboardUsedChanged)
    def keyboardUsed(self) -> bool:
        """The last input came from keys: show where the focus is."""
        return self._keyboard_used

    @Property(bool, notify=motionChanged)
    def motion(self) -> bool:
        """Whether pages may fade."""
        return self._motion

    # What QML calls

    @Slot(int, str)
    def tap(self, serial: int, action: str) -> None:
        """Something was chosen on the page with this serial."""
        if not action:
            return
        now = self._monotonic()
        last_action, last_time = self._last_tap
        if action == last_action and now - last_time < SAME_BUTTON_SECONDS and not action.startswith(KEYS):
            return
        self._last_tap = (action, now)
        from kiosk.visit.events import LanguageChosen, Tapped

        if action.startswith("language:"):
            self._deliver(LanguageChosen(action.removeprefix("language:")))
        else:
            self._deliver(Tapped(serial, action))

    @Slot()
    def touched(self) -> None:
        """A sign of life."""
        from kiosk.visit.events import Touched

        self.touchedOnce.emit()
        self._deliver(Touched())

    # What keys ask

    @property
    def serial(self) -> int:
        """The page that is shown now."""
        return int(self._screen.get("serial", -1))

    def wish(self, wish: SpeechWish) -> None:
        """The visitor wants something of the voice."""
        from kiosk.visit.events import SpeechWished

        self._deliver(SpeechWished(wish))

    def headphones(self, plugged: bool) -> None:
        """A keypad with a jack of its own tells about headphones."""
        from kiosk.visit.events import HeadphonesPlugged, HeadphonesUnplugged

        self._deliver(HeadphonesPlugged() if plugged else HeadphonesUnplugged())

    # What the keyboard on the screen asks

    @Slot(int, str, str)
    def typed(self, serial: int, box: str, text: str) -> None:
        """The text box of the page with this serial holds ``text`` now."""
        from kiosk.visit.events import Typed

        self._texts[box] = text
        self._deliver(Typed(serial, box, text))

    @Slot(str, result=str)
    def textOf(self, box: str) -> str:
        """What the page says is in this text box."""
        return self._texts.get(box, "")

    @Slot(str, result=bool)
    def isEcho(self, key: str) -> bool:
        """Whether a key press is one touch that the panel reported twice."""
        if self._chatter is None:
            from ui.typing import Chatter

            self._chatter = Chatter(lambda: self._monotonic())
        return self._chatter.is_echo(key)

    @Slot(str, int, result=str)
    def unitBefore(self, text: str, at: int) -> str:
        """The letter before the cursor, with all its marks."""
        from ui.typing import unit_before

        return unit_before(text, at)

    @Slot(str, int, result=str)
    def unitAfter(self, text: str, at: int) -> str:
        """The letter after the cursor, with all its marks."""
        from ui.typing import unit_after

        return unit_after(text, at)

    @Slot(str, result="QVariantList")
    def lettersLike(self, letter: str) -> list[str]:
        """The plain letter and all its variants; empty when it has none."""
        from ui.typing import letters_like

        return list(letters_like(letter))

    # What Python calls

    def post(self, work: Callable[[], object]) -> None:
        """Run ``work`` in the GUI thread: soon when called from another one, else at once."""
        self._mail.post(work)

    def close(self) -> None:
        """Take no more work from other threads."""
        self._mail.close()

    def set_screen(self, screen: dict[str, Any], seconds_left: int | None, settings: frozenset[str]) -> None:
        """Show this; tells QML only what really changed, so that a tick or a letter rebuilds nothing.

        ``texts`` of a form is what its text boxes hold. It changes with every letter and is no part of the page: a box
        takes it when it is new, or when ``revision`` says that the program wrote something.
        """
        texts = screen.get("texts")
        self._texts = dict(texts) if texts is not None else {}
        screen = {key: value for key, value in screen.items() if key != "texts"}
        if settings != self._settings:
            self._settings = settings
            self.settingsChanged.emit()
        if screen != self._screen:
            self._screen = screen
            self.screenChanged.emit()
        left = -1 if seconds_left is None else seconds_left
        if left != self._seconds_left:
            self._seconds_left = left
            self.secondsLeftChanged.emit()

    def set_header(self, *, city: str, office: str, clock: str, date: str) -> None:
        """Where we are and what time it is."""
        header = {"city": city, "office": office, "clock": clock, "date": date}
        if header != self._header:
            self._header = header
            self.headerChanged.emit()

    def set_language(self, *, tag: str, name: str, right_to_left: bool) -> None:
        """The language on the screen."""
        self._language |= {"tag": tag, "name": name, "rightToLeft": right_to_left}
        self.languageChanged.emit()

    def set_languages(self, offered: list[dict[str, str]]) -> None:
        """The languages on offer, each with ``tag`` and ``name``."""
        self._offered = offered
        self.languagesChanged.emit()

    def set_still_there(self, line: str) -> None:
        """The line of the idle dialog in other languages."""
        self._language["stillThere"] = line
        self.languageChanged.emit()

    def set_other_greetings(self, pairs: list[list[str]]) -> None:
        """Greeting and question of the start page in the other languages."""
        self._other_greetings = pairs
        self.otherGreetingsChanged.emit()

    def set_keyboard_used(self, used: bool) -> None:
        """Keys (true) or fingers (false) were used last."""
        if used != self._keyboard_used:
            self._keyboard_used = used
            self.keyboardUsedChanged.emit()

    def set_motion(self, motion: bool) -> None:
        """Allow or forbid moving things."""
        if motion != self._motion:
            self._motion = motion
            self.motionChanged.emit()

    def _deliver(self, event: Event) -> None:
        self._send(event)
