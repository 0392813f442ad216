# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The PIN that opens the staff pages: kept as Argon2id hash (RFC 9106), guessing is slowed down.

Six digits are a million PINs. From the fifth wrong one on the terminal waits after each, twice as long each time up to a
quarter of an hour, so trying them all takes decades. The count of wrong tries is kept in the store: switching the terminal
off and on gives nobody new ones.
"""

from __future__ import annotations

import re
import secrets
from enum import StrEnum
from functools import cache
from itertools import pairwise

import structlog

from kiosk.clock import Clock
from kiosk.store.database import StoreError
from kiosk.store.kept import Kept

log = structlog.get_logger(__name__)

PIN_DIGITS = 6
FREE_TRIES = 5
"""The last of them is followed by the first pause."""
FIRST_PAUSE_S = 30.0
LONGEST_PAUSE_S = 900.0
_KEPT_AS = "staff-wrong-pins"


class PinError(ValueError):
    """Not a PIN that may be used; the message says why, for whoever chose it."""


class Opening(StrEnum):
    """What became of a try."""

    OPENED = "opened"
    WRONG = "wrong"
    WAIT = "wait"
    """Not even looked at: too many wrong ones before."""


@cache
def _nobodys_hash() -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(secrets.token_hex(16))


def check_pin(pin: str) -> None:
    """Whether ``pin`` may be used.

    Raises:
        PinError: not six digits, or one of those that everybody tries first.
    """
    if not re.fullmatch(rf"[0-9]{{{PIN_DIGITS}}}", pin):
        raise PinError(f"The PIN must be {PIN_DIGITS} digits.")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    half = PIN_DIGITS // 2
    if steps in ({0}, {1}, {9}) or pin[:half] == pin[half:] or pin[:2] * half == pin:
        raise PinError("That PIN is too easy to guess. Take one without a pattern.")


def hash_pin(pin: str) -> str:
    """What stands in ``kiosk.toml`` for this PIN (``staff.pin_hash``).

    Raises:
        PinError: see :func:`check_pin`.
    """
    from argon2 import PasswordHasher  # takes a while to load, and the first page does not need it

    check_pin(pin)
    return PasswordHasher().hash(pin)


class PinLock:
    """The lock of one terminal: one count of wrong PINs, whoever's they are. Used by one thread.

    Args:
        pin_hash: of the terminal's own PIN, as :func:`hash_pin` made it; empty: it has none.
        kept: where the count of wrong tries outlives the program.
    """

    def __init__(self, pin_hash: str, kept: Kept, clock: Clock) -> None:
        self._hash = pin_hash
        self._kept = kept
        self._clock = clock
        self._wrong = self._remembered()
        self._until = 0.0
        if self._wrong >= FREE_TRIES:
            # How long the terminal was off cannot be trusted, so the pause begins anew.
            self._pause()

    @property
    def seconds_to_wait(self) -> float:
        """Until the next try is looked at; 0 if it is now."""
        return max(0.0, self._until - self._clock.monotonic())

    def try_pin(self, pin: str, pin_hash: str | None = None) -> Opening:
        """Whether ``pin`` is the one behind ``pin_hash`` (Argon2id; empty: nobody's; ``None``: the terminal's own). Takes some
        50 ms, whatever the PIN is, and whether there is one."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        if self.seconds_to_wait > 0:
            return Opening.WAIT
        # Counted before it is looked at: pulling the plug in between gains nothing.
        self._count(self._wrong + 1)
        try:
            wanted = self._hash if pin_hash is None else pin_hash
            PasswordHasher().verify(wanted or _nobodys_hash(), pin)
            if not wanted:
                raise VerificationError("nobody's")
        except (VerificationError, InvalidHashError) as error:
            log.warning("staff_pin_wrong", attempts=self._wrong, error=type(error).__name__)
            if self._wrong >= FREE_TRIES:
                self._pause()
            return Opening.WRONG
        self._count(0)
        log.info("staff_opened")
        return Opening.OPENED

    def _pause(self) -> None:
        doubled = min(self._wrong - FREE_TRIES, 16)
        self._until = self._clock.monotonic() + min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**doubled)

    def _remembered(self) -> int:
        try:
            text = self._kept.text(_KEPT_AS)
        except StoreError as error:
            log.error("staff_count_not_read", code=error.code)
            return 0
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0

    def _count(self, wrong: int) -> None:
        self._wrong = wrong
        try:
            self._kept.keep_text(_KEPT_AS, str(wrong))
        except StoreError as error:
            # A full disk must not lock staff out of the terminal that they came to look after.
            log.error("staff_count_not_kept", code=error.code)
