# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a visitor wants to see and hear the terminal. All of it ends with the visit; headphones stay plugged."""

from __future__ import annotations

from kiosk.visit.events import SpeechWish
from kiosk.visit.voice import ONLY_WITH_SPEECH, SPEECH, Voice, toggled

_ALWAYS = frozenset({"large-text", "high-contrast", "lower-reach"})
_NEED_TIME = frozenset({"large-text", SPEECH})


class Settings:
    """What one visitor has chosen. ``can_speak``: there is a voice."""

    def __init__(self, *, can_speak: bool) -> None:
        self._can_speak = can_speak
        self.chosen: frozenset[str] = frozenset()
        """Names of what is on."""
        self.voice = Voice()
        self.headphones = False

    def reset(self) -> None:
        """As it is for everybody."""
        self.chosen = frozenset()
        self.voice = Voice()

    @property
    def need_time(self) -> bool:
        """Whether who has chosen this needs more time than others."""
        return bool(self.chosen & _NEED_TIME)

    def toggle(self, setting: str) -> None:
        """On or off; unknown ones, and those for which there is no voice, do nothing."""
        known = set(_ALWAYS)
        if self._can_speak:
            known |= {SPEECH, *ONLY_WITH_SPEECH} if SPEECH in self.chosen else {SPEECH}
        if setting in known:
            self.chosen = toggled(self.chosen, setting)

    def wished(self, wish: SpeechWish) -> None:
        """A marked key, or a button beside the voice."""
        if not self._can_speak:
            return
        if wish is SpeechWish.TOGGLE:
            self.voice.by_plug = False
            self.toggle(SPEECH)
        else:
            self.voice.adjust(wish)

    def plugged(self, plugged: bool) -> None:
        """Headphones switch reading aloud on; pulled out, they end what they began."""
        self.headphones = plugged
        if not self._can_speak or plugged is (SPEECH in self.chosen):
            return
        if plugged or self.voice.by_plug:
            self.voice.by_plug = plugged
            self.toggle(SPEECH)
