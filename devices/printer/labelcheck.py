# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the printer on the line holds the labels that we think it holds."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from devices.printer.labels import LabelPack

log = structlog.get_logger(__name__)

LIST_KEYS = b"\x1d(L\x04\x000@KC"
"""``GS ( L`` fn 64."""
LIST_HEAD = b"\x37\x72"
MORE = 0x41
ACK = b"\x06"
GIVE_UP = b"\x18"
"""``CAN`` instead of ``ACK``: no further block is wanted."""
ASKED_SECONDS = 1.5
"""How long the list of keys may take: a hundred bytes at 9,600 baud, and the printer's thought."""


class KeyList:
    """Puts the blocks of ``GS ( L`` fn 64 together: forty keys in a block, each acknowledged by the host."""

    def __init__(self) -> None:
        self.keys: list[bytes] = []
        self.complete = False

    def take(self, block: bytes) -> bool:
        """Whether ``block`` (without its NUL) belongs to the list."""
        if block[:2] != LIST_HEAD or len(block) < 3 or self.complete:
            return False
        body = block[3:]
        self.keys += [body[at : at + 2] for at in range(0, len(body), 2)]
        self.complete = block[2] != MORE
        return True


class LabelCheck:
    """Asks once a connection, and again whenever the printer may have become another one."""

    def __init__(self, pack: LabelPack | None) -> None:
        self._pack = pack if pack and pack.labels else None
        self._list: KeyList | None = None
        self._until = 0.0
        self._settled = False
        self._held = False

    @property
    def usable(self) -> LabelPack | None:
        """The pack, once the printer has shown that it holds it."""
        return self._pack if self._held else None

    @property
    def wanted(self) -> bool:
        """Whether the printer must still be asked."""
        return self._pack is not None and not self._settled and self._list is None

    @property
    def asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._list is not None

    def ask(self, now: float) -> bytes:
        """The question; ``over`` says when to stop waiting."""
        self._list, self._until = KeyList(), now + ASKED_SECONDS
        return LIST_KEYS

    def take(self, block: bytes, send: Callable[[bytes], object]) -> None:
        """A block from the printer; acknowledges its own ones."""
        if self._list is None or not self._list.take(block):
            return
        send(ACK)
        if self._list.complete and self._pack is not None:
            self._held = self._pack.is_held(self._list.keys)
            self._settle("held" if self._held else "other")

    def over(self, now: float) -> bool:
        """Whether it was in vain; then pictures are printed."""
        if self._list is None or now <= self._until:
            return False
        self._settle("no answer")
        return True

    def forget(self) -> None:
        """The printer went away, or made noise: what comes back may be another one."""
        self._list, self._settled, self._held = None, False, False

    def _settle(self, outcome: str) -> None:
        self._list, self._settled = None, True
        log.info("printer_labels", outcome=outcome, labels=len(self._pack.labels) if self._pack else 0)
