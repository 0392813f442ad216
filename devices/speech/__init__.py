# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading aloud: ``open_speaker(url)``."""

from __future__ import annotations

from pathlib import Path

from devices.speech.api import (
    HeadphonesChanged,
    OnSpeechEvent,
    Phrase,
    Sink,
    Speaker,
    SpeakingChanged,
    SpeechEvent,
    SpeechHealth,
    SpeechState,
    VoiceSettings,
)
from devices.url import DeviceUrl, DeviceUrlError, parse_device_url

__all__ = [
    "DeviceUrlError",
    "HeadphonesChanged",
    "OnSpeechEvent",
    "Phrase",
    "Sink",
    "Speaker",
    "SpeakingChanged",
    "SpeechEvent",
    "SpeechHealth",
    "SpeechState",
    "VoiceSettings",
    "open_speaker",
    "parse_speech_url",
]

SLOWEST_PACE_MS = 1000


def parse_speech_url(url: str) -> DeviceUrl:
    """The parts of a speech URL.

    Raises:
        DeviceUrlError: it cannot be right.
    """
    parsed = parse_device_url(
        url,
        known={
            "espeak": ("speaker", "headphones", "jack", "program", "player"),
            "virtual": ("pace",),
            "none": (),
        },
    )
    if parsed.scheme == "virtual" and not parsed.path:
        raise parsed.error("names no folder, such as virtual:/tmp/speech")
    if parsed.scheme == "espeak" and parsed.path:
        raise parsed.error("has nothing between the colon and the options")
    _pace(parsed)
    return parsed


def open_speaker(url: str, *, on_event: OnSpeechEvent | None = None) -> Speaker:
    """The speaking device behind ``url``:

    - ``espeak:?speaker=default&headphones=plughw:1&jack=auto``: espeak-ng; ALSA devices of loudspeaker and headphones;
      ``jack`` is an input device (``/dev/input/event5``), ``auto`` or ``none``,
    - ``virtual:DIR?pace=MS``: writes what it says into ``DIR/speech.jsonl``; milliseconds a letter,
    - ``none:``.

    ``on_event`` is called from the device's threads. Raises DeviceUrlError for a URL that cannot be right, never for
    what is not installed or not there: that is in ``health``.
    """
    parsed = parse_speech_url(url)
    from devices.speech.driver import AbsentSpeaker, QueueSpeaker

    if parsed.scheme == "none":
        return AbsentSpeaker()
    if parsed.scheme == "virtual":
        from devices.speech.virtual import VirtualSpeaker

        return VirtualSpeaker(url, Path(parsed.path), _pace(parsed), on_event)
    from devices.speech.espeak import EspeakVoice
    from devices.speech.jack import EvdevJack, find_jack

    options = parsed.options
    loud = options.get("speaker", "default")
    voice = EspeakVoice(
        {Sink.SPEAKER: loud, Sink.HEADPHONES: options.get("headphones", loud)},
        program=options.get("program", "espeak-ng"),
        player=options.get("player", "aplay"),
    )
    speaker = QueueSpeaker(url, voice, on_event)
    where = options.get("jack", "auto")
    path = find_jack() if where == "auto" else None if where == "none" else Path(where)
    if path is not None:
        speaker.watch(EvdevJack(path))
    return speaker


def _pace(parsed: DeviceUrl) -> float:
    text = parsed.options.get("pace", "0")
    if not text.isascii() or not text.isdigit() or int(text) > SLOWEST_PACE_MS:
        raise parsed.error(f"pace={text} is not possible; milliseconds a letter, 0 to {SLOWEST_PACE_MS}")
    return int(text) / 1000
