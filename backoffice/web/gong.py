# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sound before a call: two soft strokes, made here, so that there is no recording with a licence of its own."""

from __future__ import annotations

import io
import math
import wave
from array import array
from functools import cache

RATE = 16_000
SECONDS = 1.5
_STROKES = ((0.0, 659.26), (0.42, 523.25))
"""When, in seconds, and how high, in hertz: e'' and c''."""
_PARTIALS = ((1.0, 0.6), (2.0, 0.22), (3.01, 0.1), (4.2, 0.05))


@cache
def gong() -> bytes:
    """A WAV file: 16 bit, mono, :data:`SECONDS` long."""
    samples = array("h", (round(28_000 * _at(place / RATE)) for place in range(round(RATE * SECONDS))))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return file.getvalue()


def _at(second: float) -> float:
    """Loudness between -1 and 1."""
    value = 0.0
    for start, pitch in _STROKES:
        since = second - start
        if since < 0:
            continue
        # A short rise instead of a click; high partials die away first.
        rise = min(1.0, since / 0.006)
        for factor, share in _PARTIALS:
            value += (
                rise * share * math.exp(-since * (3.2 + factor)) * math.sin(math.tau * pitch * factor * since)
            )
    end = min(1.0, (SECONDS - second) / 0.05)
    return max(-1.0, min(1.0, value * 0.75)) * end
