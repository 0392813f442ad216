# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the terminal reads aloud to this visitor. All of it ends with the visit."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.visit.events import SpeechWish

SPEECH = "speech"
"""The setting: read everything aloud."""
SPEAK_ALOUD = "speak-aloud"
"""The setting: also personal things on the loudspeaker (EN 301 549, 5.1.3.9 asks for the visitor's consent)."""
BLANK_SCREEN = "blank-screen"
"""The setting: show nothing while reading aloud, so that nobody reads over a shoulder."""
ONLY_WITH_SPEECH = frozenset({SPEAK_ALOUD, BLANK_SCREEN})

RATES = (90, 120, 160, 200, 250, 300)
"""Words a minute."""
NORMAL_RATE = 160
GAINS_DB = (-6, 0, 6, 12, 18)
"""18 dB above the first word, with a step at 12 dB (EN 301 549, 5.1.3.12)."""
SPEAKING_HOLDS_S = 300.0
"""Longer than that a voice does not keep a visit open: perhaps nobody is there to listen."""


@dataclass
class Voice:
    """The voice of one visit."""

    rate: int = NORMAL_RATE
    gain_db: int = 0
    repeats: int = 0
    by_plug: bool = False
    """Reading aloud began because headphones were plugged in; it ends when they are pulled out."""
    held_s: float = 0.0
    """For so many seconds the voice has stopped the clock since the last sign of life."""

    def adjust(self, wish: SpeechWish) -> None:
        """Slower, faster, quieter, louder, once more."""
        match wish:
            case SpeechWish.SLOWER:
                self.rate = _step(RATES, self.rate, -1)
            case SpeechWish.FASTER:
                self.rate = _step(RATES, self.rate, +1)
            case SpeechWish.QUIETER:
                self.gain_db = _step(GAINS_DB, self.gain_db, -1)
            case SpeechWish.LOUDER:
                self.gain_db = _step(GAINS_DB, self.gain_db, +1)
            case SpeechWish.REPEAT:
                self.repeats += 1
            case SpeechWish.TOGGLE:
                pass

    def holds(self, passed_s: float) -> bool:
        """Whether the time that passed while speaking counts for nothing."""
        self.held_s += passed_s
        return self.held_s <= SPEAKING_HOLDS_S


def toggled(settings: frozenset[str], setting: str) -> frozenset[str]:
    """The settings with this one changed; what makes sense only with speech goes with it."""
    settings ^= {setting}
    return settings if SPEECH in settings else settings - ONLY_WITH_SPEECH


def _step(steps: tuple[int, ...], now: int, by: int) -> int:
    return steps[max(0, min(len(steps) - 1, steps.index(now) + by))]
