# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Speech without sound: a log of what would have been heard, and a jack to plug things into.

The log holds every word that was said, personal ones too: for tests and for trying things out, never for an office.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from devices.speech.api import OnSpeechEvent, Phrase, SpeechHealth, SpeechState
from devices.speech.driver import QueueSpeaker
from devices.speech.jack import EvdevJack, event

LOG_NAME = "speech.jsonl"
JACK_NAME = "jack"


class LogVoice:
    """Writes a line a phrase: ``at`` (seconds of ``clock``), ``language``, ``words``, ``sink``, ``rate``, ``gain_db``,
    ``stopped`` (it was cut off).

    Args:
        pace: seconds that a letter takes.
    """

    def __init__(self, path: Path, pace: float = 0.0, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._pace = pace
        self._clock = clock
        self._stopped = threading.Event()

    def speak(self, phrase: Phrase, cancelled: Callable[[], bool]) -> None:
        """See ``devices.speech.Voice``."""
        began = self._clock()
        self._stopped.clear()
        if cancelled():
            return
        stopped = self._stopped.wait(self._pace * len(phrase.text)) if self._pace else False
        line = {
            "at": began,
            "language": phrase.language,
            "words": phrase.text,
            "sink": phrase.sink.value,
            "rate": phrase.settings.rate,
            "gain_db": phrase.settings.gain_db,
            "stopped": stopped,
        }
        with self._path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")

    def stop(self) -> None:
        """See ``devices.speech.Voice``."""
        self._stopped.set()

    def health(self) -> SpeechHealth:
        """See ``devices.speech.Voice``."""
        return SpeechHealth(SpeechState.OK)


class VirtualSpeaker(QueueSpeaker):
    """The ordinary driver with a log for a voice and a pipe for a jack.

    ``DIR/jack`` takes the kernel's input events from whoever writes them; :meth:`plug` and :meth:`unplug` do.
    """

    def __init__(
        self, url: str, folder: Path, pace: float = 0.0, on_event: OnSpeechEvent | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / LOG_NAME
        self.log.touch()
        jack = folder / JACK_NAME
        with contextlib.suppress(FileExistsError):
            os.mkfifo(jack)
        # Open for both, so that the pipe never ends while writers come and go.
        self._line = os.open(jack, os.O_RDWR | os.O_NONBLOCK)
        super().__init__(url, LogVoice(self.log, pace), on_event)
        self.watch(EvdevJack(jack))

    def plug(self) -> None:
        """Somebody plugs headphones in."""
        os.write(self._line, event(True))

    def unplug(self) -> None:
        """Somebody pulls them out."""
        os.write(self._line, event(False))

    def close(self) -> None:
        """See ``devices.speech.Speaker``."""
        super().close()
        if self._line >= 0:
            os.close(self._line)
            self._line = -1
