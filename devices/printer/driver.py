# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A printer on a serial line: one thread looks for the port, reads every answer and keeps the status; jobs are written
by the caller's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import structlog

from devices.line import LineGoneError, SerialLine
from devices.printer.answers import (
    Answer,
    Block,
    BufferCleared,
    Flow,
    Noise,
    ProcessId,
    Queued,
    RealTime,
    StarStatus,
)
from devices.printer.api import OnEvent, OnState, ignore_state
from devices.printer.dialect import answer_parser, dialect_of
from devices.printer.encoder import Encoder
from devices.printer.escpos import Encoded, forecast
from devices.printer.etb import EtbLedger
from devices.printer.job import JobResult, Prediction
from devices.printer.labelcheck import GIVE_UP, LabelCheck
from devices.printer.labels import LabelPack
from devices.printer.profile import Profile
from devices.printer.slip import Slip
from devices.printer.status import Link, PrinterStatus, Slot, StatusChanged
from devices.printer.statusbook import fold, fold_real_time, initial_status, unknown

log = structlog.get_logger(__name__)

REOPEN_SECONDS = (0.2, 0.5, 1.0, 2.0)
"""Pauses between attempts to open the port; the last one for ever after."""
HEARTBEAT_SECONDS = 5.0
"""How long a printer may say nothing before it is asked."""
IMPATIENT_SECONDS = 1.0
"""The same while something stops it: whoever puts paper in wants to see that it was noticed."""
ANSWER_SECONDS = 1.0
"""How long an answer to a real-time request may take; Epson answers within milliseconds."""
STALE_SECONDS = 0.5
"""The bytes of one answer follow each other at once; what has begun longer ago was noise."""
_READ_SECONDS = 0.5
_KEPT_BLOCKS = 20
RETRACT_SECONDS = 30.0
"""How long a slip may lie in the presenter before it is taken back: it is somebody's."""


class SerialPrinter:
    """See ``devices.printer.open_printer``."""

    def __init__(
        self,
        url: str,
        path: str,
        profile: Profile,
        baud: int,
        flow: str,
        *,
        on_event: OnEvent | None = None,
        clock: Callable[[], float] = time.monotonic,
        font_dir: Path | None = None,
        labels: LabelPack | None = None,
    ) -> None:
        self.url = url
        self.profile = profile
        self.baud = baud
        self.clock = clock
        self.changed = threading.Condition()
        """Notified whenever the status changes or something that a job waits for arrives; guards all fields below."""
        self.line: SerialLine | None = None
        self.marks: set[bytes] = set()
        """``GS ( H`` answers since the job began."""
        self.queued_answers = 0
        self.etb = EtbLedger()
        """Star's count of what is on paper."""
        self.noise = 0
        """Bytes that no answer explains. A printer that is switched off and on makes some, and nothing else tells that
        its buffer went while the end of a slip still came through."""
        self.cleared = 0
        self.blocks: list[bytes] = []
        """Answers of many bytes since somebody asked for one."""
        self.labels = LabelCheck(labels)
        self._next_labels: LabelCheck | None = None
        self.connections = 0
        self.debt = 0
        """Bytes that the printer still takes for part of a picture that was cut off."""
        self.stub = False
        """A piece of an unfinished slip may still hang in the printer."""
        self.attempts = 0
        self.stopping = False
        self._path = path
        self._flow = flow
        self._on_event = on_event
        self._encoder = Encoder(profile, font_dir)
        self._encoding = threading.Lock()
        self._job = threading.Lock()
        self.current = initial_status(profile)
        self.dialect = dialect_of(profile)
        self._parser = answer_parser(profile)
        self._to_ask: list[tuple[int, bytes]] = []
        self._asked: tuple[int, float] | None = None
        self._thread = threading.Thread(target=self._run, name=f"printer {path}", daemon=True)
        self._thread.start()

    @property
    def status(self) -> PrinterStatus:
        """The newest answers; never blocks for longer than it takes to copy them."""
        with self.changed:
            return self.current

    def encode(self, slip: Slip, *, duplicate: bool, closing: bytes) -> Encoded:
        """The bytes of a job. Raises SlipError or FontsMissingError."""
        with self._encoding:
            return self._encoder.encode(slip, duplicate=duplicate, closing=closing, labels=self.labels.usable)

    def predict(self, slip: Slip) -> Prediction:
        """Raises SlipError or FontsMissingError for a slip that cannot be printed."""
        from devices.printer.spool import fence

        closing, _ = fence(self.profile, 0)
        encoded = self.encode(slip, duplicate=False, closing=closing)
        total = len(encoded.data)
        line = total * 10 / self.baud
        seconds = forecast(encoded.steps, total, self.baud, self.profile)
        return Prediction(total, seconds, line, seconds - line, encoded.pictures)

    def print(
        self,
        slip: Slip,
        *,
        job_id: int,
        duplicate: bool = False,
        on_state: OnState = ignore_state,
        timeout: float = 30.0,
    ) -> JobResult:
        """See ``devices.printer.api.Printer.print``."""
        from devices.printer.spool import run_job

        with self._job:
            return run_job(self, slip, job_id, duplicate, on_state, timeout)

    def close(self) -> None:
        """See ``devices.printer.api.Printer.close``."""
        with self.changed:
            self.stopping = True
            line = self.line
            self.changed.notify_all()
        if line is not None:
            line.wake()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5.0)

    def busy(self) -> bool:
        """Whether a job is being written or waited for."""
        return self._job.locked()

    def alone(self) -> threading.Lock:
        """Held by whoever writes more than a question; see ``devices.printer.conversation``."""
        return self._job

    def use_labels(self, pack: LabelPack) -> None:
        """See ``devices.printer.api.Printer.use_labels``."""
        with self.changed:
            self._next_labels = LabelCheck(pack)
            line = self.line
        if line is not None:
            line.wake()

    # What follows runs in the printer's own thread.

    def _run(self) -> None:
        failures = 0
        while not self.stopping:
            try:
                line = SerialLine(self._path, self.baud, self._flow)
            except LineGoneError as error:
                if failures == 0:
                    log.warning("printer_not_found", url=self.url, error=str(error))
                self._set(unknown(self.profile, Link.GONE, self.current), attempted=True)
                pause = REOPEN_SECONDS[min(failures, len(REOPEN_SECONDS) - 1)]
                failures += 1
                with self.changed:
                    self.changed.wait_for(lambda: self.stopping, timeout=pause)
                continue
            failures = 0
            try:
                self._serve(line)
            except LineGoneError as error:
                log.warning("printer_gone", url=self.url, error=str(error))
            except Exception:
                log.exception("printer_thread_failed", url=self.url)
            finally:
                self._set(unknown(self.profile, Link.GONE, self.current), line_gone=True)
                line.close()

    def _serve(self, line: SerialLine) -> None:
        self._parser.reset()
        self._asked, self._to_ask = None, []
        line.write_some(self.dialect.status_on)
        presented: float | None = None
        self._ask_everything()
        last_heard = last_asked = self.clock()
        with self.changed:
            self.line = line
            self.connections += 1
            self.etb.connected(last_heard)
            self.changed.notify_all()
        log.info("printer_port_open", url=self.url)
        while not self.stopping:
            self._ask_next(line)
            self._check_labels(line)
            data = line.read(self._patience(last_heard))
            now = self.clock()
            if now - last_heard > STALE_SECONDS:
                self._count_noise(self._parser.reset())
            if data:
                last_heard = now
                for answer in self._parser.feed(data):
                    self._take(answer, now)
            elif self._asked is not None and now - self._asked[1] > ANSWER_SECONDS:
                self._asked, self._to_ask = None, []
                self._parser.reset()
                if now - last_heard > ANSWER_SECONDS:
                    self._set(unknown(self.profile, Link.SILENT, self.current), attempted=True)
            if self.current.slot is not Slot.PRESENT:
                presented = None
            elif presented is None:
                presented = now
            elif now - presented > RETRACT_SECONDS and not self.busy():
                log.info("slip_retracted", url=self.url)
                line.write_some(self.dialect.retract)
                presented = now
            pause = (
                HEARTBEAT_SECONDS
                if self.current.obstacle is None
                else min(HEARTBEAT_SECONDS, IMPATIENT_SECONDS)
            )
            if now - max(last_heard, last_asked) > pause and not self.busy():
                last_asked = now
                if self.current.online and self._asked is None:
                    # A power cycle turns the automatic status off; asking again turns it on and answers at once.
                    line.write_some(self.dialect.status_on)
                self._ask_everything()

    def _check_labels(self, line: SerialLine) -> None:
        """Asks which labels the printer holds while it is idle and nothing else is being asked. The lock keeps jobs away
        until the last block is acknowledged: their bytes would be taken for the acknowledgement."""
        labels = self.labels
        if labels.asking:
            with self.changed:
                blocks, self.blocks = self.blocks, []
            for block in blocks:
                labels.take(block, line.write_some)
            if labels.over(self.clock()):
                line.write_some(GIVE_UP)
            if not labels.asking:
                self._job.release()
                with self.changed:
                    self.changed.notify_all()
            return
        if self._next_labels is not None:
            self.labels = labels = self._next_labels
            self._next_labels = None
        quiet = self._asked is None and not self._to_ask and self.current.obstacle is None
        if not (labels.wanted and quiet and self.current.link is Link.CONNECTED):
            return
        if self._job.acquire(blocking=False):
            self.blocks.clear()
            line.write_some(labels.ask(self.clock()))

    def _forget_labels(self) -> None:
        if self.labels.asking:
            self._job.release()
        self.labels.forget()

    def _patience(self, last_heard: float) -> float:
        return min(_READ_SECONDS, ANSWER_SECONDS) if self._asked is None else ANSWER_SECONDS / 4

    def _ask_everything(self) -> None:
        self._to_ask = list(self.dialect.questions)

    def _ask_next(self, line: SerialLine) -> None:
        """One question at a time: the answers carry no number, so a late one must not be taken for another's."""
        if self._asked is None and self._to_ask and not self.busy():
            number, question = self._to_ask.pop(0)
            self._asked = (number, self.clock())
            line.write_some(question)

    def _take(self, answer: Answer, now: float) -> None:
        with self.changed:
            if isinstance(answer, ProcessId):
                self.marks.add(answer.mark)
            elif isinstance(answer, Queued):
                self.queued_answers += 1
            elif isinstance(answer, BufferCleared):
                self.cleared += 1
            elif isinstance(answer, Noise) or (
                isinstance(answer, RealTime) and self.dialect.answered_by_status  # nobody asks for one
            ):
                self.noise += 1
            elif isinstance(answer, StarStatus):
                self.etb.seen(answer.counter, now)
                self.noise += answer.overflow
                self._forget_labels()
            elif isinstance(answer, Block):
                self.blocks.append(answer.data)
                del self.blocks[:-_KEPT_BLOCKS]
            self.changed.notify_all()
        if isinstance(answer, RealTime):
            if self._asked is None or self.dialect.answered_by_status:
                return
            number, _ = self._asked
            self._asked = None
            self._set(replace(fold_real_time(self.current, number, answer.value, self.profile), at=now))
        elif not isinstance(answer, Flow):
            status = fold(self.current, answer, self.profile)
            if status is not self.current:
                self._asked = None if self.dialect.answered_by_status else self._asked
                self._set(replace(status, at=now))

    def _count_noise(self, seen: bool) -> None:
        with self.changed:
            self.noise += seen

    def _set(self, status: PrinterStatus, *, attempted: bool = False, line_gone: bool = False) -> None:
        if status.link is not Link.CONNECTED:
            self._forget_labels()
        with self.changed:
            before = self.current
            same = replace(status, at=before.at, seq=before.seq) == before
            after = status if same else replace(status, seq=before.seq + 1)
            self.current = after
            self.attempts += attempted
            if after.online and not before.online:
                self.etb.stirred(self.clock())
            if line_gone:
                self.line = None
            self.changed.notify_all()
        if not same:
            log.info("printer_status", url=self.url, severity=after.severity, reason=after.obstacle)
            if self._on_event is not None:
                self._on_event(StatusChanged(self.url, before, after))
