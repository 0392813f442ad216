# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of the control that has the focus: its name, what it is, how it stands, and what to know about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.languages import Language
from kiosk.speech.utterance import Utterance, aloud, sign
from kiosk.text import T, Text


class Role(StrEnum):
    """What a control is, as far as it makes a difference to the ear."""

    BUTTON = "button"
    SWITCH = "switch"
    """On or off."""
    OPTION = "option"
    """One of several."""
    BOX = "box"
    """Holds text."""
    KEY = "key"
    """Of the keyboard or the keypad on the screen."""


_WORDS: dict[Role, Text] = {
    Role.BUTTON: T("Schaltfläche"),
    Role.SWITCH: T("Kontrollkästchen"),
    Role.OPTION: T("Auswahl"),
    Role.BOX: T("Eingabefeld"),
}
_ON, _OFF = T("Gewählt"), T("Nicht gewählt")
_EMPTY = T("leer")
HIDDEN_KEY = T("Taste")


@dataclass(frozen=True, slots=True)
class Control:
    """A control as assistive technology sees it. ``personal``: its very name tells what the visitor told."""

    name: str = field(repr=False)
    role: Role
    description: str = field(default="", repr=False)
    checked: bool | None = None
    value: str = field(default="", repr=False)
    personal: bool = False
    topic_is_personal: bool = False
    """So does its description."""


def say_control(control: Control, language: Language) -> tuple[Utterance, ...]:
    """Name, role, state, value, description, in this order."""
    if control.role is Role.KEY:
        name = sign(control.name, language) if len(control.name) == 1 else aloud(control.name, language)
        # Whoever hears the keys that somebody walks along hears what is typed.
        one_sign = len(control.name) <= 2
        return (Utterance(name, personal=one_sign, instead=language.plain(HIDDEN_KEY) if one_sign else ""),)
    said = [Utterance(aloud(control.name, language), control.personal)]
    if control.role is Role.BOX:
        said.append(Utterance(aloud(language.plain(_WORDS[Role.BOX]), language)))
        if control.value:
            said.append(Utterance(control.value, personal=True))
        else:
            said.append(Utterance(aloud(language.plain(_EMPTY), language)))
    else:
        said.append(Utterance(aloud(language.plain(_WORDS[control.role]), language)))
        if control.checked is not None:
            said.append(Utterance(aloud(language.plain(_ON if control.checked else _OFF), language)))
    if control.description:
        said.append(Utterance(aloud(control.description, language), control.topic_is_personal))
    return tuple(said)
