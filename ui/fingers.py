# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Types on the keyboard on the screen as a visitor does: key by key, marks by way of the plain letter, another script by way
of the key that leads there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtQuick import QQuickItem

from kiosk.din91379 import base_letter, units

SCRIPTS = ("Lateinische Buchstaben", "Buchstaben Ihrer Sprache")


class NoSuchKeyError(Exception):
    """The keyboard, as it is now, cannot type this."""


def is_key(item: QQuickItem) -> bool:
    """Whether it belongs to the keyboard on the screen."""
    return item.metaObject().indexOfSignal("moved(int,int)") >= 0


def keys(items: Iterable[QQuickItem]) -> Iterator[QQuickItem]:
    """The keys that can be struck."""
    return (item for item in items if is_key(item) and item.isEnabled() and item.opacity() > 0)


def put_in_place(item: QQuickItem) -> None:
    """Qt places items only when it paints; a finger has to know before that."""
    above: list[QQuickItem] = []
    holder: QQuickItem | None = item
    while holder is not None:
        above.append(holder)
        holder = holder.parentItem()
    for holder in reversed(above):
        holder.ensurePolished()


class Fingers:
    """Somebody's fingers.

    Args:
        items: everything that is to be seen.
        tap: touches one of them.
        say: a key's German name in the language that is shown.
    """

    def __init__(
        self,
        items: Callable[[], Iterable[QQuickItem]],
        tap: Callable[[QQuickItem], None],
        say: Callable[[str], str],
    ) -> None:
        self._items = items
        self._tap = tap
        self._say = say

    def write(self, text: str) -> None:
        """Type ``text``.

        Raises:
            NoSuchKeyError: a letter cannot be found.
        """
        for unit in units(text):
            self._unit(unit)

    def strike(self, name: str) -> None:
        """Touch the key with this German name."""
        if not self._struck(self._say(name)):
            raise NoSuchKeyError(name)

    def _unit(self, unit: str) -> None:
        if unit == " ":
            self.strike("Leertaste")
        elif not self._found(unit) and not (self._changed_script() and self._found(unit)):
            raise NoSuchKeyError(unit)

    def _found(self, unit: str) -> bool:
        if self._struck_letter(unit):
            return True
        try:
            plain = base_letter(unit)
        except ValueError:
            return self._struck_as_sign(unit)
        if plain == unit or not self._struck_letter(plain):
            return False
        if self._struck(unit, offer=True):
            return True
        if self._struck(self._say("Mehr Buchstaben"), offer=True):
            return self._struck(unit)
        self.strike("Letztes Zeichen löschen")
        return (
            self._struck(self._say("Andere Buchstaben")) and self._struck_letter(plain) and self._struck(unit)
        )

    def _struck_letter(self, unit: str) -> bool:
        return self._struck(unit) or self._struck_with_shift(unit)

    def _changed_script(self) -> bool:
        return any(self._struck(self._say(name)) for name in SCRIPTS)

    def _struck(self, name: str, *, offer: bool = False) -> bool:
        for key in keys(self._items()):
            if key.property("name") == name and key.property("offer") == offer:
                put_in_place(key)
                self._tap(key)
                return True
        return False

    def _struck_with_shift(self, unit: str) -> bool:
        other = {"ß": "ẞ", "ẞ": "ß", "İ": "i"}.get(unit, unit.swapcase())
        names = {key.property("name") for key in keys(self._items()) if not key.property("offer")}
        return other in names and self._struck(self._say("Großbuchstaben")) and self._struck(unit)

    def _struck_as_sign(self, unit: str) -> bool:
        if not self._struck(self._say("Ziffern und Zeichen")):
            return False
        found = self._struck(unit)
        self.strike("Buchstaben")
        return found
