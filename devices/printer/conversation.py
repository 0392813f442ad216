# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions to a printer that is answered in blocks, while no job runs."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from devices.line import LineGoneError
from devices.printer.labelcheck import ACK, LIST_KEYS, KeyList

if TYPE_CHECKING:
    from devices.printer.driver import SerialPrinter

_POLL_SECONDS = 0.02
FREE = b"\x1d(L\x02\x0003"
"""``GS ( L`` fn 51: the NV graphics memory that is left. Answered in its turn, so it also says that all before is done."""
_FREE_HEAD = b"\x37\x31"
CAPACITY = b"\x1d(L\x02\x0000"
"""fn 48: the whole of it."""
_CAPACITY_HEAD = b"\x37\x30"


class ConversationError(Exception):
    """The printer did not take what was sent, or did not answer in time; the message says which."""


class Conversation:
    """Keeps jobs away for as long as it lasts. Every wait ends at its limit."""

    def __init__(self, printer: SerialPrinter, patience: float) -> None:
        """``patience``: seconds to wait for a running job. Entering raises ConversationError when it takes longer."""
        self._printer = printer
        self._patience = patience
        self._connection = 0

    def __enter__(self) -> Conversation:
        if not self._printer.alone().acquire(timeout=self._patience):
            raise ConversationError("the printer is busy with a slip")
        with self._printer.changed:
            self._connection = self._printer.connections
            self._printer.blocks.clear()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._printer.alone().release()

    def send(self, data: bytes, limit: float) -> None:
        """Raises ConversationError when the printer has not taken all of ``data`` within ``limit`` seconds."""
        printer = self._printer
        deadline = printer.clock() + limit
        while data:
            with printer.changed:
                line = self._line()
            try:
                count = line.write_some(data)
            except LineGoneError as error:
                raise ConversationError(f"the line broke: {error}") from error
            data = data[count:]
            if not count:
                if printer.clock() > deadline:
                    raise ConversationError("the printer takes no data")
                with printer.changed:
                    printer.changed.wait(timeout=_POLL_SECONDS)

    def block(self, head: bytes, limit: float) -> bytes:
        """The next block that begins with ``head``. Raises ConversationError."""
        printer = self._printer
        deadline = printer.clock() + limit
        with printer.changed:
            while True:
                self._line()
                for block in list(printer.blocks):
                    printer.blocks.remove(block)
                    if block.startswith(head):
                        return block
                left = deadline - printer.clock()
                if left <= 0:
                    raise ConversationError("the printer does not answer")
                printer.changed.wait(timeout=left)

    def free(self, limit: float) -> int:
        """Bytes left in the NV graphics memory, once everything sent before is done."""
        return self._number(FREE, _FREE_HEAD, limit)

    def capacity(self, limit: float) -> int:
        """Bytes of the NV graphics memory; 0 when the printer has none."""
        return self._number(CAPACITY, _CAPACITY_HEAD, limit)

    def keys(self, limit: float) -> list[bytes]:
        """The keys of all that is in the NV graphics memory."""
        self.send(LIST_KEYS, limit)
        found = KeyList()
        while not found.complete:
            if found.take(self.block(b"\x37\x72", limit)):
                self.send(ACK, limit)
        return found.keys

    def _number(self, command: bytes, head: bytes, limit: float) -> int:
        self.send(command, limit)
        digits = self.block(head, limit)[len(head) :]
        if not digits.isdigit():
            raise ConversationError("the printer's answer is not a number")
        return int(digits)

    def _line(self) -> SerialLine:
        """The caller holds ``printer.changed``."""
        printer = self._printer
        if printer.line is None or printer.stopping or printer.connections != self._connection:
            raise ConversationError("the printer is gone")
        return printer.line


if TYPE_CHECKING:
    from devices.line import SerialLine
