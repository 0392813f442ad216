# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads aloud what is to be seen: every new page, what changes on it, where the focus is. Lives in the GUI thread.

All words come from :mod:`kiosk.speech` and from the accessible names of the controls; there is no second set of texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import SIGNAL, QObject
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from shiboken6 import isValid

from devices.speech import Phrase, Sink, Speaker, VoiceSettings
from kiosk.languages import Language, Languages
from kiosk.speech.controls import Control, Role, say_control
from kiosk.speech.forms import personal_names
from kiosk.speech.news import is_same_page, say_news
from kiosk.speech.screens import say_screen
from kiosk.speech.utterance import Telling, Utterance, aloud
from kiosk.text import T
from kiosk.visit.screens import Frame, Screen
from kiosk.visit.voice import SPEAK_ALOUD, SPEECH
from ui.fingers import is_key
from ui.window import TerminalWindow

BEGINS = T("Das Vorlesen ist an.")
ENDS = T("Das Vorlesen ist aus.")
VISIT_ENDED = T("Ihr Besuch ist beendet.")
SO_FAST = T("So schnell lesen wir jetzt vor.")
SO_LOUD = T("So laut lesen wir jetzt vor.")

TURNED = ("form", "check")
"""Pages with parts; their headings name nobody."""

_ROLES = {
    QAccessible.Role.CheckBox: Role.SWITCH,
    QAccessible.Role.RadioButton: Role.OPTION,
    QAccessible.Role.EditableText: Role.BOX,
}


_RENAMED = SIGNAL("nameChanged()")


def _has_name(item: QQuickItem) -> bool:
    return item.metaObject().indexOfSignal("nameChanged()") >= 0


def control_of(item: QQuickItem) -> Control | None:
    """What assistive technology knows of this item; None for what nobody can choose."""
    if not item.activeFocusOnTab() and not is_key(item):
        return None
    seen = QAccessible.queryAccessibleInterface(item)
    if seen is None:
        return None
    name = seen.text(QAccessible.Text.Name) or str(item.property("name") or "")
    if is_key(item) or item.property("digit"):
        return Control(name, Role.KEY)
    role = _ROLES.get(seen.role(), Role.BUTTON)
    state = seen.state()
    return Control(
        name,
        role,
        seen.text(QAccessible.Text.Description),
        bool(state.checked) if role in (Role.SWITCH, Role.OPTION) else None,
        str(item.property("text") or "") if role is Role.BOX else "",
    )


class Reader(QObject):
    """Gives the speaker its words, and silence at every touch.

    Args:
        speaker: must outlive the reader.
        languages: the catalogue.
    """

    def __init__(self, speaker: Speaker, window: TerminalWindow, languages: Languages) -> None:
        super().__init__(window.window)
        self._speaker = speaker
        self._window = window
        self._languages = languages
        self._screen: Screen | None = None
        self._said: Control | None = None
        self._followed: QQuickItem | None = None
        window.bridge.touchedOnce.connect(speaker.stop)
        window.window.activeFocusItemChanged.connect(self._focus_moved)

    def show(self, screen: Screen) -> None:
        """The window shows this now."""
        before, self._screen = self._screen, screen
        frame, language = screen.frame, self._language(screen)
        if SPEECH not in frame.settings:
            if before is not None and SPEECH in before.frame.settings:
                self._fall_silent(before, screen)
            return
        tell = Telling(language).tell
        began = before is None or SPEECH not in before.frame.settings
        if began or before is None or not is_same_page(before, screen):
            self._speaker.stop()
            self._say((*(tell(BEGINS) if began else ()), *say_screen(screen, language)))
            self._said = None
            return
        if frame.repeats != before.frame.repeats:
            self._speaker.stop()
            self._say(say_screen(screen, language))
            return
        if frame.rate != before.frame.rate:
            self._say(tell(SO_FAST))
        if frame.gain_db != before.frame.gain_db:
            self._say(tell(SO_LOUD))
        self._say(say_news(before, screen, language))
        self._say_change_of_focused()

    def _fall_silent(self, before: Screen, after: Screen) -> None:
        self._speaker.stop()
        tell = Telling(self._language(before)).tell
        ended = before.kind != after.kind and after.kind == "start"
        self._say((*(tell(VISIT_ENDED) if ended else ()), *tell(ENDS)), before)
        self._said = None

    def _focus_moved(self) -> None:
        self._follow(self._window.window.activeFocusItem())
        self._say_focused()

    def _follow(self, item: QQuickItem | None) -> None:
        """A control can get another name under the focus ("Mehr anzeigen (2 von 4)")."""
        if self._followed is not None and isValid(self._followed):
            QObject.disconnect(self._followed, _RENAMED, self._say_focused)
        self._followed = item if item is not None and _has_name(item) else None
        if self._followed is not None:
            QObject.connect(self._followed, _RENAMED, self._say_focused)

    def _say_focused(self) -> None:
        if self._screen is None or SPEECH not in self._screen.frame.settings:
            return
        control = self._focused()
        if control is None:
            self._say_turned()
        else:
            self._said = control
            said = say_control(control, self._language(self._screen))
            # A language is called in itself; another voice would spell it wrong.
            own = next((one.tag for one in self._languages if one.name == control.name), "")
            self._say((replace(said[0], language=own), *said[1:]))

    def _say_turned(self) -> None:
        """The next part of a long page begins at its heading, without a new screen."""
        item = self._window.window.activeFocusItem()
        if self._screen is None or self._screen.kind not in TURNED or item is None:
            return
        seen = QAccessible.queryAccessibleInterface(item)
        if seen is not None and seen.role() is QAccessible.Role.Heading:
            language = self._language(self._screen)
            self._say([Utterance(aloud(seen.text(QAccessible.Text.Name), language))])

    def _say_change_of_focused(self) -> None:
        """A switch that was pressed stands differently now."""
        control, said = self._focused(), self._said
        if control is None or said is None or control.name != said.name or control.checked == said.checked:
            return
        self._said = control
        assert self._screen is not None
        self._say(say_control(control, self._language(self._screen)))

    def _focused(self) -> Control | None:
        item = self._window.window.activeFocusItem()
        control = control_of(item) if item is not None else None
        if control is None or self._screen is None:
            return control
        told = personal_names(self._screen, Telling(self._language(self._screen)))
        return replace(control, personal=control.name in told, topic_is_personal=control.description in told)

    def _language(self, screen: Screen) -> Language:
        return self._languages.get(screen.frame.language)

    def _say(self, utterances: Iterable[Utterance], screen: Screen | None = None) -> None:
        screen = screen or self._screen
        assert screen is not None
        frame = screen.frame
        for one in utterances:
            text = one.text if not one.personal or may_hear(frame) else one.instead
            if text:
                self._speaker.say(
                    Phrase(
                        text,
                        one.language or frame.language,
                        VoiceSettings(frame.rate, frame.gain_db),
                        Sink.HEADPHONES if frame.headphones else Sink.SPEAKER,
                    )
                )


def may_hear(frame: Frame) -> bool:
    """Whether personal things may be said: to the visitor's ears alone, or with their consent (EN 301 549, 5.1.3.9)."""
    return frame.headphones or SPEAK_ALOUD in frame.settings
