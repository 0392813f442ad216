# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a speaking device is, whatever makes the sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

MAX_PHRASE_CHARS = 4000
"""A longer phrase is cut: nobody listens for minutes without a way to go on."""


class Sink(StrEnum):
    """Where the sound comes out."""

    SPEAKER = "speaker"
    """Everybody near hears it."""
    HEADPHONES = "headphones"
    """Only the visitor hears it."""


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How to speak. ``rate`` in words a minute, ``gain_db`` in decibels against the loudness that was measured at
    commissioning (0 dB: at most 65 dBA, EN 301 549, 5.1.3.13)."""

    rate: int = 160
    gain_db: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """What to say. ``language`` is a tag of the catalogue (``de``, ``en``, ``de-easy``); ``text`` may be personal."""

    text: str = field(repr=False)
    language: str
    settings: VoiceSettings
    sink: Sink


class SpeechState(StrEnum):
    """Whether anybody would hear anything."""

    OK = "ok"
    NONE = "none"
    """Not set up, on purpose."""
    NO_PROGRAM = "no-program"
    """The program that makes the speech is not installed."""
    NO_PLAYER = "no-player"
    """The program that plays it is not installed."""
    NO_SOUND = "no-sound"
    """The sound card refused what was said last."""


@dataclass(frozen=True, slots=True)
class SpeechHealth:
    """How the device is. ``missing`` are languages without a voice; ``headphones`` is None where no switch tells."""

    state: SpeechState
    missing: tuple[str, ...] = ()
    headphones: bool | None = None


@dataclass(frozen=True, slots=True)
class HeadphonesChanged:
    """Somebody plugged headphones in or pulled them out."""

    plugged: bool


@dataclass(frozen=True, slots=True)
class SpeakingChanged:
    """The device began to speak, or has said everything."""

    speaking: bool


SpeechEvent = HeadphonesChanged | SpeakingChanged
OnSpeechEvent = Callable[[SpeechEvent], None]


class Voice(Protocol):
    """Makes sound of one phrase."""

    def speak(self, phrase: Phrase, cancelled: Callable[[], bool]) -> None:
        """Says it and returns when it is said, stopped, or has taken too long. Begins nothing once ``cancelled``."""

    def stop(self) -> None:
        """Be silent at once; from any thread."""

    def health(self) -> SpeechHealth:
        """As far as the voice knows; ``headphones`` stays None."""


class Speaker(Protocol):
    """What the terminal sees of a speaking device. Every method may be called from any thread and returns at once."""

    url: str

    @property
    def speaking(self) -> bool:
        """Whether something is being said or waits to be."""

    @property
    def health(self) -> SpeechHealth:
        """How the device is now."""

    def say(self, phrase: Phrase) -> None:
        """Say it after what is being said."""

    def stop(self) -> None:
        """Be silent within a tenth of a second and forget what waits (EN 301 549, 5.1.3.4)."""

    def close(self) -> None:
        """Be silent and let the device go, within seconds."""
