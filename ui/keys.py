# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys before the page gets them: no repeat, arrows as the only keys, keypads that send other keys, marked keys.

Down and up go through everything that can be chosen, right chooses, left goes back. In a text box left and right stay with
the letters, on the keyboard on the screen all four arrows lead from key to key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.config import ConfigurationError, ConfigurationProblem, KeysSection
from kiosk.visit.events import SpeechWish
from ui.fingers import is_key

if TYPE_CHECKING:
    from ui.bridge import Bridge

WISHES = {
    "speech": SpeechWish.TOGGLE,
    "repeat": SpeechWish.REPEAT,
    "slower": SpeechWish.SLOWER,
    "faster": SpeechWish.FASTER,
    "quieter": SpeechWish.QUIETER,
    "louder": SpeechWish.LOUDER,
}
MEANS = {
    "previous": Qt.Key.Key_Up,
    "next": Qt.Key.Key_Down,
    "press": Qt.Key.Key_Return,
    "back": Qt.Key.Key_Left,
}
HEADPHONES_IN, HEADPHONES_OUT, HELP = "headphones_in", "headphones_out", "help"


def read_keys(section: KeysSection) -> dict[int, str]:
    """Key code → name in the section.

    Raises:
        ConfigurationError: a key does not exist, types something, or has two meanings.
    """
    found: dict[int, str] = {}
    problems = []
    for name, words in section.model_dump().items():
        for word in str(words).split():
            code = _code(word)
            if code is None:
                problems.append(
                    _problem(name, f"{word} is no key that can be used here (F1, Up, VolumeUp …)")
                )
            elif code in found:
                problems.append(_problem(name, f"{word} is {found[code]} already"))
            else:
                found[code] = name
    if problems:
        raise ConfigurationError(problems)
    return found


def _code(word: str) -> int | None:
    sequence = QKeySequence(word.replace("VolumeUp", "Volume Up").replace("VolumeDown", "Volume Down"))
    if sequence.count() != 1:
        return None
    key = sequence[0]
    code = key.key()
    types = int(code) < 0x01000000 or key.keyboardModifiers() != Qt.KeyboardModifier.NoModifier
    return None if types or code == Qt.Key.Key_unknown else int(code)


def _problem(name: str, message: str) -> ConfigurationProblem:
    return ConfigurationProblem(f"keys.{name}", message)


class KeyFilter(QObject):
    """Sees every key before the window does.

    Raises:
        ConfigurationError: see :func:`read_keys`.
    """

    def __init__(self, window: QQuickWindow, bridge: Bridge, section: KeysSection) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._keys = read_keys(section)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        assert isinstance(event, QKeyEvent)
        if event.isAutoRepeat():
            return True  # EN 301 549, 5.7: somebody who lets go late means one press
        name = self._keys.get(event.key(), "")
        if name in MEANS:
            return self._pass(event, MEANS[name])
        if name:
            if event.type() is QEvent.Type.KeyPress:
                self._command(name)
            return True
        return self._arrow(event)

    def _pass(self, event: QKeyEvent, key: Qt.Key) -> bool:
        """In place of this event, the same of another key."""
        shift = (
            Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.sendEvent(self._window, QKeyEvent(event.type(), key, shift))
        return True

    def _arrow(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        item = self._window.activeFocusItem()
        on_key = item is not None and is_key(item)
        in_box = item is not None and item.inherits("QQuickTextInput")
        match event.key():
            case Qt.Key.Key_Down if not on_key:
                return self._pass(event, Qt.Key.Key_Tab)
            case Qt.Key.Key_Up if not on_key:
                return self._pass(event, Qt.Key.Key_Backtab)
            case Qt.Key.Key_Right if not on_key and not in_box:
                return self._pass(event, Qt.Key.Key_Return)
            case Qt.Key.Key_Left if not on_key and not in_box:
                if event.type() is QEvent.Type.KeyPress:
                    self._alive()
                    QMetaObject.invokeMethod(self._window, "goBack")
                return True
        return False

    def _command(self, name: str) -> None:
        self._alive()
        if name in WISHES:
            self._bridge.wish(WISHES[name])
        elif name == HELP:
            self._bridge.tap(self._bridge.serial, "help")
        elif name in (HEADPHONES_IN, HEADPHONES_OUT):
            self._bridge.headphones(name == HEADPHONES_IN)

    def _alive(self) -> None:
        self._bridge.set_keyboard_used(True)
        self._bridge.touched()


def focusable(root: QQuickItem) -> Iterator[QQuickItem]:
    """Everything that Tab can reach now, in the order of the tree."""
    for child in root.childItems():
        if child.isVisible() and child.opacity() > 0 and child.isEnabled():
            if child.activeFocusOnTab():
                yield child
            yield from focusable(child)
