# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor does, for tests: look, touch, type."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMetaObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.visit.events import Event, Touched
from kiosk.visit.screens import Screen
from ui.fingers import Fingers, keys
from ui.window import TerminalWindow


class Driver:
    """A window and the events it sent."""

    def __init__(self, window: TerminalWindow, events: list[Event]) -> None:
        self.window = window
        self.events = events
        self.clock = 0.0
        window.bridge._monotonic = lambda: self.clock

    def reset(self) -> None:
        """Forget what was sent; let a double tap's time pass."""
        self.events.clear()
        self.window.qml_warnings = []
        self.clock += 10

    @property
    def choices(self) -> list[Event]:
        """What was sent, signs of life left out."""
        return [event for event in self.events if not isinstance(event, Touched)]

    def show(self, screen: Screen) -> QImage:
        """Show the screen and paint it."""
        self.window.show_screen(screen)
        image = self.window.grab()
        # What a page decides once its heights are known (whether the keyboard has room) comes after painting.
        self.window.app.processEvents()
        return image

    def items(self, root: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """All items that are to be seen, in painting order."""
        root = root or self.window.window.contentItem()
        for child in root.childItems():
            if child.isVisible() and child.opacity() > 0:
                yield child
                yield from self.items(child)

    def texts(self) -> list[QQuickItem]:
        """All visible texts that hold something."""
        return [
            item
            for item in self.items()
            if item.metaObject().className().startswith("QQuickText") or item.inherits("QQuickText")
            if item.property("text")
        ]

    def controls(self) -> list[QQuickItem]:
        """Everything that can be chosen now, in the order of the tree."""
        return [item for item in self.items() if item.activeFocusOnTab() and item.isEnabled()]

    def boxes(self) -> dict[str, QQuickItem]:
        """The text boxes to be seen, by their names."""
        return {str(item.property("name")): item for item in self.controls() if is_text_box(item)}

    def keys(self) -> dict[str, QQuickItem]:
        """The keys of the keyboard on the screen, by their names."""
        return {str(item.property("name")): item for item in keys(self.items()) if not item.property("offer")}

    def strip(self) -> dict[str, QQuickItem]:
        """The letters offered above the keys."""
        return {str(item.property("name")): item for item in keys(self.items()) if item.property("offer")}

    def write(self, text: str) -> None:
        """Type with the keyboard on the screen."""

        def tap(key: QQuickItem) -> None:
            self.clock += 0.2
            self.click(middle(key))

        board = next(item for item in self.items() if item.objectName() == "keyboard")
        Fingers(lambda: self.items(board), tap, lambda german: german).write(text)

    def strike(self, name: str) -> None:
        """Touch a key, a while after the last one."""
        self.clock += 0.2
        self.click(middle(self.keys()[name]))

    def control(self, name: str) -> QQuickItem:
        """The one control with this name."""
        found = [item for item in self.controls() if item.property("name") == name]
        assert len(found) == 1, [item.property("name") for item in self.controls()]
        return found[0]

    def touch(self, name: str) -> None:
        """Touch a control: down and up in its middle."""
        self.click(middle(self.control(name)))

    def click(self, point: QPoint) -> None:
        """Touch a point of the window."""
        QTest.mouseClick(self.window.window, Qt.MouseButton.LeftButton, pos=point)

    def press(self, point: QPoint) -> None:
        """Put a finger down."""
        QTest.mousePress(self.window.window, Qt.MouseButton.LeftButton, pos=point)

    def lift(self, point: QPoint) -> None:
        """Lift it here."""
        QTest.mouseRelease(self.window.window, Qt.MouseButton.LeftButton, pos=point)

    def key(self, key: Qt.Key) -> None:
        """Press and release a key."""
        QTest.keyClick(self.window.window, key)

    def focus(self, item: QQuickItem) -> None:
        """Move the keyboard here."""
        QMetaObject.invokeMethod(item, "forceActiveFocus")


def is_text_box(item: QQuickItem) -> bool:
    """Whether one can write in it."""
    return item.inherits("QQuickTextInput")


def rect(item: QQuickItem) -> QRectF:
    """Where the item is in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def middle(item: QQuickItem) -> QPoint:
    """The middle of the item in the window."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
