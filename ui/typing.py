# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the keyboard on the screen knows about letters. Positions count UTF-16 code units, as Qt does.

Nothing is remembered between two calls but the time of the last key.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.din91379 import base_letter, units, variants

CHATTER_SECONDS = 0.06
"""A touch panel can report one touch twice. Nobody presses the same key twice within this time."""


class Chatter:
    """Tells a touch that the panel reports twice from a letter that is typed twice.

    Args:
        monotonic: seconds that never go back.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last = ("", float("-inf"))

    def is_echo(self, key: str) -> bool:
        """Whether this press of ``key`` is only the echo of the one before."""
        now = self._monotonic()
        last_key, last_time = self._last
        self._last = (key, now)
        return key == last_key and now - last_time < CHATTER_SECONDS


def unit_before(text: str, at: int) -> str:
    """What a person takes for the letter before the cursor; empty at the beginning."""
    found = units(_head(text, at))
    return found[-1] if found else ""


def unit_after(text: str, at: int) -> str:
    """What a person takes for the letter after the cursor; empty at the end."""
    found = units(text[len(_head(text, at)) :])
    return found[0] if found else ""


def letters_like(letter: str) -> tuple[str, ...]:
    """The plain letter under which ``letter`` is found and all its variants; empty when it has none."""
    if letter == "":
        return ()
    try:
        base = base_letter(letter)
    except ValueError:
        return ()
    alike = variants(base)
    return (base, *alike) if alike else ()


def _head(text: str, at: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * max(at, 0)].decode("utf-16-le", "surrogatepass")
