# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Speech by espeak-ng: one process that speaks WAV, one that plays it.

The voices are named one by one: espeak-ng's own list puts voices first that need further packages. What is said goes in on
standard input, so that no list of processes shows it.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Callable

import structlog

from devices.speech.api import Phrase, Sink, SpeechHealth, SpeechState, VoiceSettings

log = structlog.get_logger(__name__)

VOICES = {
    "de": "de",
    "en": "en-gb",
    "tr": "tr",
    "hr": "hr",
    "it": "it",
    "el": "el",
    "ro": "ro",
    "uk": "uk",
    "ru": "ru",
    "ar": "ar",
    "pl": "pl",
    "fr": "fr-fr",
}
"""Plain voices by language; a tag with more parts (``de-easy``) takes that of its first part."""

LOUDNESS_AT_0_DB = 18
"""Amplitude (espeak-ng: 0 to 200) at the loudness of commissioning: 18 dB more do not yet clip."""
_SILENT_AMPLITUDE = 1
"""Sound pressure grows in proportion to the amplitude above this one (measured, espeak-ng 1.51)."""
RATES = (80, 450)
_LIST_S = 10.0
_KILL_S = 2.0


def voice_for(language: str) -> str | None:
    """The espeak-ng voice of a language tag; None when there is none."""
    return VOICES.get(language) or VOICES.get(language.partition("-")[0])


def amplitude(gain_db: int) -> int:
    """espeak-ng's amplitude for a gain in decibels."""
    audible = (LOUDNESS_AT_0_DB - _SILENT_AMPLITUDE) * 10 ** (gain_db / 20)
    return min(200, _SILENT_AMPLITUDE + max(1, round(audible)))


def arguments(program: str, voice: str, settings: VoiceSettings) -> list[str]:
    """The command that reads text and writes WAV."""
    rate = max(RATES[0], min(RATES[1], settings.rate))
    options = ["-v", voice, "-s", str(rate), "-a", str(amplitude(settings.gain_db)), "-b", "1"]
    return [program, *options, "--stdin", "--stdout"]


def longest(phrase: Phrase) -> float:
    """More seconds than this no phrase takes; then the sound card hangs."""
    return 10.0 + len(phrase.text) * 40.0 / max(RATES[0], phrase.settings.rate)


class EspeakVoice:
    """espeak-ng and a player such as aplay.

    Args:
        outputs: the ALSA device of each sink.
        program: espeak-ng's name or path.
        player: called with ``-q -D DEVICE`` and the WAV on standard input.
    """

    def __init__(
        self, outputs: dict[Sink, str], *, program: str = "espeak-ng", player: str = "aplay"
    ) -> None:
        self._outputs = outputs
        self._program = program
        self._player = player
        self._lock = threading.Lock()
        self._running: tuple[subprocess.Popen[bytes], ...] = ()
        self._refused = False
        self._known: frozenset[str] | None = None

    def speak(self, phrase: Phrase, cancelled: Callable[[], bool]) -> None:
        """See ``devices.speech.Voice``."""
        voice = voice_for(phrase.language)
        if voice is None:
            log.warning("no_voice", language=phrase.language)
            return
        with self._lock:
            if cancelled():
                return
            try:
                speaking = subprocess.Popen(
                    arguments(self._program, voice, phrase.settings),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except OSError:
                return  # health tells; a message for every phrase would fill the log
            try:
                playing = subprocess.Popen(
                    [self._player, "-q", "-D", self._outputs[phrase.sink]],
                    stdin=speaking.stdout,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError:
                playing = None
            self._running = (speaking,) if playing is None else (speaking, playing)
        assert speaking.stdin is not None
        assert speaking.stdout is not None
        speaking.stdout.close()  # the player has it
        try:
            if playing is None:
                return
            with contextlib.suppress(OSError):  # stopped before it had read everything
                speaking.stdin.write(phrase.text.encode("utf-8", "replace") + b"\n")
            with contextlib.suppress(OSError):
                speaking.stdin.close()
            try:
                ended = playing.wait(longest(phrase))
            except subprocess.TimeoutExpired:
                ended = 1
                log.warning("speech_overdue", sink=phrase.sink.value)
            if not cancelled():
                if ended != 0 and not self._refused:
                    log.warning("no_sound", sink=phrase.sink.value)
                self._refused = ended != 0
        finally:
            self._end((speaking, playing) if playing is not None else (speaking,))
            with self._lock:
                self._running = ()

    def stop(self) -> None:
        """See ``devices.speech.Voice``."""
        with self._lock:
            for process in reversed(self._running):  # first what makes the sound
                process.kill()

    def health(self) -> SpeechHealth:
        """See ``devices.speech.Voice``. Asks the program once what it can say."""
        if shutil.which(self._program) is None:
            return SpeechHealth(SpeechState.NO_PROGRAM)
        if shutil.which(self._player) is None:
            return SpeechHealth(SpeechState.NO_PLAYER, self._missing())
        return SpeechHealth(SpeechState.NO_SOUND if self._refused else SpeechState.OK, self._missing())

    def _missing(self) -> tuple[str, ...]:
        if self._known is None:
            self._known = frozenset(_voices(self._program))
        return tuple(tag for tag, voice in VOICES.items() if voice not in self._known)

    @staticmethod
    def _end(processes: tuple[subprocess.Popen[bytes], ...]) -> None:
        for process in processes:
            if process.poll() is None:
                process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_KILL_S)
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()


def _voices(program: str) -> list[str]:
    try:
        listed = subprocess.run(
            [program, "--voices"], capture_output=True, timeout=_LIST_S, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    rows = [line.split() for line in listed.decode("utf-8", "replace").splitlines()[1:]]
    return [row[1] for row in rows if len(row) > 1]
