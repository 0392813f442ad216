# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a pack of labels into a printer's memory, once in a while and with the printer's own word for each step.

The memory wears out: makers allow about ten writes a day. A pack is written when it has changed, and then whole, so that
no label of an older one survives under the same key. A pack that was cut short goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from devices.printer.conversation import Conversation, ConversationError
from devices.printer.labels import LabelPack, draw_label, is_ours
from devices.printer.picture import Pen
from devices.printer.raster import defuse
from devices.printer.status import Severity

if TYPE_CHECKING:
    from PIL import Image

    from devices.printer.driver import SerialPrinter

log = structlog.get_logger(__name__)

ITEM_OVERHEAD = 24
"""Bytes that a printer keeps beside the dots of each item (TM-T88III specification)."""
WRITES_A_DAY = 10
READY_SECONDS = 5.0
ANSWER_SECONDS = 3.0
WRITE_SECONDS = 8.0
"""How long one item may take. The printer hears nothing meanwhile."""


class LabelOutcome(StrEnum):
    """What came of it; ``STORED`` and ``ALREADY`` mean that labels are printed from now on."""

    STORED = "stored"
    ALREADY = "already"
    NOTHING = "nothing-to-store"
    """The printer writes every line itself, or has no memory for pictures by its profile."""
    NOT_READY = "not-ready"
    NO_MEMORY = "no-memory"
    FULL = "full"
    TOO_OFTEN = "too-often"
    INTERRUPTED = "interrupted"
    NOT_KEPT = "not-kept"
    """The printer took everything and shows something else."""


@dataclass(frozen=True, slots=True)
class LabelReport:
    """``writes`` counts definitions and deletions; ``needed`` and ``free`` are bytes, for ``FULL``; ``detail`` is for
    the log of an administrator."""

    outcome: LabelOutcome
    labels: int = 0
    left_out: int = 0
    writes: int = 0
    seconds: float = 0.0
    needed: int = 0
    free: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the journal knows of the last time."""

    day: str = ""
    pack: str = ""
    complete: bool = False


def store_labels(
    printer: SerialPrinter,
    pack: LabelPack,
    *,
    journal: Path,
    today: date,
    again: bool = False,
    font_dir: Path | None = None,
    on_item: Callable[[int, int], None] = lambda _done, _of: None,
) -> LabelReport:
    """Makes ``printer`` hold ``pack``.

    ``journal`` is a file that remembers when a printer was written to: a second whole pack on one day is refused unless
    ``again``. ``on_item`` hears of progress. Raises FontsMissingError, and OSError when the journal cannot be written.
    """
    started = printer.clock()
    if not pack.labels:
        return LabelReport(LabelOutcome.NOTHING)
    with printer.changed:
        ready = printer.changed.wait_for(
            lambda: printer.current.severity in (Severity.OK, Severity.WARNING), READY_SECONDS
        )
    if not ready:
        return LabelReport(LabelOutcome.NOT_READY)
    pen = Pen(font_dir)
    pictures = {key: draw_label(label, pen, pack.dots) for label, key in pack.keys.items()}
    work = _Work(printer, pack, pictures, journal, today, again, on_item)
    try:
        with Conversation(printer, READY_SECONDS) as talk:
            report = work.run(talk)
    except ConversationError as error:
        log.warning("labels_not_stored", cause=str(error), writes=work.writes)
        report = LabelReport(LabelOutcome.INTERRUPTED, detail=str(error))
    printer.use_labels(pack)
    seconds = printer.clock() - started
    log.info("labels_stored", outcome=report.outcome, writes=work.writes, seconds=round(seconds, 1))
    return LabelReport(
        report.outcome,
        len(pack.labels),
        len(pack.left_out),
        work.writes,
        seconds,
        report.needed,
        report.free,
        report.detail,
    )


class _Work:
    def __init__(
        self,
        printer: SerialPrinter,
        pack: LabelPack,
        pictures: Mapping[bytes, Image.Image],
        journal: Path,
        today: date,
        again: bool,
        on_item: Callable[[int, int], None],
    ) -> None:
        self._url = printer.url
        self._pack = pack
        self._pictures = pictures
        self._journal = journal
        self._today = today.isoformat()
        self._again = again
        self._on_item = on_item
        self._name = b"".join(pack.marks).decode()
        self.writes = 0

    def run(self, talk: Conversation) -> LabelReport:
        held = [key for key in talk.keys(ANSWER_SECONDS) if is_ours(key)]
        if self._pack.is_held(held):
            return LabelReport(LabelOutcome.ALREADY)
        if talk.capacity(ANSWER_SECONDS) == 0:
            return LabelReport(LabelOutcome.NO_MEMORY)
        last = self._last()
        goes_on = last.pack == self._name and not last.complete
        kept = set(held) & set(self._pictures) if goes_on else set()
        doomed = [key for key in held if key not in kept]
        missing = [key for key in self._pictures if key not in kept]
        planned = len(doomed) + len(missing) + len(self._pack.marks)
        if last.day == self._today and not goes_on and planned > WRITES_A_DAY and not self._again:
            return LabelReport(LabelOutcome.TOO_OFTEN)
        self._note(complete=False)
        for key in sorted(doomed, key=lambda key: key not in self._pack.marks and key[:1] not in b"}~"):
            # The marks first: without them nobody takes the rest for a pack.
            self._write(talk, b"\x1d(L\x04\x000B" + key, planned)
        needed = sum(ITEM_OVERHEAD + _size(self._pictures[key]) for key in missing)
        needed += len(self._pack.marks) * (ITEM_OVERHEAD + 1)
        free = talk.free(WRITE_SECONDS)
        if needed > free:
            return LabelReport(LabelOutcome.FULL, needed=needed, free=free)
        for key in missing:
            self._write(talk, _define(key, self._pictures[key]), planned)
        for key in self._pack.marks:
            self._write(talk, _define(key, _dot()), planned)
        if not self._pack.is_held(talk.keys(ANSWER_SECONDS)):
            return LabelReport(LabelOutcome.NOT_KEPT)
        self._note(complete=True)
        return LabelReport(LabelOutcome.STORED)

    def _write(self, talk: Conversation, command: bytes, planned: int) -> None:
        talk.send(command, WRITE_SECONDS)
        self.writes += 1
        talk.free(WRITE_SECONDS)
        self._on_item(self.writes, planned)

    def _last(self) -> _Entry:
        try:
            return _Entry(**json.loads(self._journal.read_text(encoding="utf-8"))[self._url])
        except (OSError, ValueError, LookupError, TypeError):
            return _Entry()

    def _note(self, *, complete: bool) -> None:
        try:
            body = json.loads(self._journal.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            body = {}
        entry = asdict(_Entry(self._today, self._name, complete))
        self._journal.parent.mkdir(parents=True, exist_ok=True)
        part = self._journal.with_suffix(".part")
        part.write_text(json.dumps({**body, self._url: entry}, indent=1), encoding="utf-8")
        part.replace(self._journal)


def _size(image: Image.Image) -> int:
    return -(-image.width // 8) * image.height


def _dot() -> Image.Image:
    from PIL import Image

    return Image.new("1", (8, 1), 0)


def _define(key: bytes, image: Image.Image) -> bytes:
    """``GS ( L`` fn 67, or its long form ``GS 8 L`` for more than 64 KiB."""
    from PIL import ImageOps

    body = (
        b"0C0" + key + b"\x01" + image.width.to_bytes(2, "little") + image.height.to_bytes(2, "little") + b"1"
    )
    size = len(body) + _size(image)
    long = size > 0xFFFF
    head = (b"\x1d8L" if long else b"\x1d(L") + size.to_bytes(4 if long else 2, "little") + body
    if defuse(head) != head:  # a length that printers obey; one more row of paper is another length
        return _define(key, ImageOps.expand(image, (0, 0, 0, 1), fill=0))
    return head + defuse(image.tobytes())
