# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One thread that says one phrase after the other."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace

import structlog

from devices.speech.api import (
    MAX_PHRASE_CHARS,
    HeadphonesChanged,
    OnSpeechEvent,
    Phrase,
    SpeakingChanged,
    SpeechEvent,
    SpeechHealth,
    SpeechState,
    Voice,
)
from devices.speech.jack import Jack, NoJack

log = structlog.get_logger(__name__)

MOST_WAITING = 400
"""A page has some dozens of phrases; more than this is a mistake of ours, and the oldest are dropped."""
_JOIN_S = 5.0


class QueueSpeaker:
    """A voice with a queue, and the switch in the headphone jack. See ``devices.speech.open_speaker``."""

    def __init__(self, url: str, voice: Voice, on_event: OnSpeechEvent | None = None) -> None:
        self.url = url
        self._voice = voice
        self._on_event = on_event
        self._changed = threading.Condition()
        self._waiting: deque[Phrase] = deque(maxlen=MOST_WAITING)
        self._stops = 0
        self._busy = False
        self._told_speaking = False
        self._closing = False
        self._jack: Jack = NoJack()
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    def watch(self, jack: Jack) -> None:
        """From now on ``jack`` tells about headphones; it belongs to this speaker."""
        self._jack = jack
        jack.start(lambda plugged: self._tell(HeadphonesChanged(plugged)))

    @property
    def speaking(self) -> bool:
        """See ``devices.speech.Speaker``."""
        with self._changed:
            return self._busy or bool(self._waiting)

    @property
    def health(self) -> SpeechHealth:
        """See ``devices.speech.Speaker``."""
        return replace(self._voice.health(), headphones=self._jack.plugged)

    def say(self, phrase: Phrase) -> None:
        """See ``devices.speech.Speaker``."""
        text = " ".join(phrase.text.split())[:MAX_PHRASE_CHARS]
        if not text:
            return
        with self._changed:
            self._waiting.append(replace(phrase, text=text))
            self._changed.notify_all()

    def stop(self) -> None:
        """See ``devices.speech.Speaker``."""
        with self._changed:
            self._waiting.clear()
            self._stops += 1
            busy = self._busy
        if busy:
            self._voice.stop()

    def wait_silent(self, timeout: float) -> bool:
        """Waits at most ``timeout`` seconds until all is said; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._busy and not self._waiting, timeout)

    def close(self) -> None:
        """See ``devices.speech.Speaker``."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self.stop()
        self._jack.close()
        if threading.current_thread() is not self._thread:
            self._thread.join(_JOIN_S)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                if not self._waiting:
                    self._changed.release()
                    try:
                        self._tell_speaking(False)
                    finally:
                        self._changed.acquire()
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                phrase = self._waiting.popleft()
                begun_at = self._stops
                self._busy = True
            self._tell_speaking(True)
            try:
                self._voice.speak(phrase, lambda: self._stops != begun_at)  # noqa: B023 - called only within this round
            except Exception as error:
                # The text stays out of the log: it may be personal.
                log.error("speech_failed", url=self.url, language=phrase.language, error=type(error).__name__)

    def _tell_speaking(self, speaking: bool) -> None:
        if speaking != self._told_speaking:
            self._told_speaking = speaking
            self._tell(SpeakingChanged(speaking))

    def _tell(self, event: SpeechEvent) -> None:
        if self._on_event is not None:
            try:
                self._on_event(event)
            except Exception:
                log.exception("speech_event_receiver_failed", url=self.url)


class AbsentSpeaker:
    """``none:``, a terminal that does not speak."""

    url = "none:"
    speaking = False
    health = SpeechHealth(SpeechState.NONE)

    def say(self, phrase: Phrase) -> None:
        return None

    def stop(self) -> None:
        return None

    def close(self) -> None:
        return None
