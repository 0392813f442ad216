# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One job on a serial printer, from the refusal before the first byte to the printer's own word at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from devices.fonts import FontsMissingError
from devices.line import CHUNK, LineGoneError
from devices.printer.api import OnState
from devices.printer.escpos import forecast, process_id
from devices.printer.etb import ETB
from devices.printer.job import JobResult, JobState, Reason
from devices.printer.profile import Confirm, Profile
from devices.printer.slip import Slip, SlipError
from devices.printer.status import Link

if TYPE_CHECKING:
    from devices.printer.driver import SerialPrinter

log = structlog.get_logger(__name__)

FIRST_CONTACT_SECONDS = 2.0
"""How long a job waits for a printer that was opened just now to say its first word."""
AHEAD_SECONDS = 0.08
"""How far the kernel may be ahead of the wire: enough that the line never runs dry, little enough to stop in time."""
STALL_POLL_SECONDS = 0.01
QUIET_SECONDS = 3.0
"""After the forecast end: a printer that has not confirmed by then has lost the job (power cycle, lost answer)."""
CLEAR_SECONDS = 0.5
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""``DLE DC4`` fn 8, obeyed even while the printer is offline; answered by ``37 25 00``."""
_FENCE = b"\x1dr\x01"
_DIGITS = bytes(range(0x20, 0x7F))


def fence(profile: Profile, job_id: int) -> tuple[bytes, bytes]:
    """The command after the slip, and the mark it is answered with; no mark where one answer to ``GS r``, or the count
    that ``ETB`` leads to, is the word.

    The mark holds the job's number (modulo 95³), so that a late answer to one job never confirms another.
    """
    if profile.confirm and profile.confirm[0] is Confirm.PROCESS_ID:
        number = job_id % len(_DIGITS) ** 3
        mark = b"E" + bytes(_DIGITS[number // len(_DIGITS) ** place % len(_DIGITS)] for place in (2, 1, 0))
        return process_id(mark), mark
    if Confirm.ETB in profile.confirm:
        return ETB, b""
    return (_FENCE if Confirm.FENCE in profile.confirm else b""), b""


class _Job:
    def __init__(self, printer: SerialPrinter, deadline: float) -> None:
        self.printer = printer
        self.deadline = deadline
        self.sent = 0
        self.total = 0
        self.tidying = 0
        self.content = 0
        self.counted = Confirm.ETB in printer.profile.confirm
        self.answers_before = 0
        self.noise_before = 0
        self.answered_too_early = False
        self.first_byte_at: float | None = None
        self.started = printer.clock()
        self.connection = 0

    def result(self, state: JobState, reason: Reason | None = None, *, weak: bool = False) -> JobResult:
        seconds = self.printer.clock() - (
            self.first_byte_at if self.first_byte_at is not None else self.started
        )
        return JobResult(state, reason, self.sent, self.total, self.first_byte_at, weak, seconds)

    def hindrance(self) -> Reason | None:
        """Why the job cannot go on; the caller holds ``printer.changed``."""
        printer = self.printer
        if printer.stopping:
            return Reason.CLOSED
        if printer.line is None or (self.connection and printer.connections != self.connection):
            return Reason.DISCONNECTED
        obstacle = printer.current.obstacle
        # A printer busy with a long picture may answer late; that alone is no reason to give up.
        return (
            None
            if obstacle is Reason.OFFLINE and printer.current.link is Link.SILENT and self.sent
            else obstacle
        )


def run_job(
    printer: SerialPrinter, slip: Slip, job_id: int, duplicate: bool, on_state: OnState, timeout: float
) -> JobResult:
    """See ``devices.printer.api.Printer.print``; the caller makes sure that one job runs at a time."""
    job = _Job(printer, printer.clock() + timeout)
    refusal = _refusal(job) or _unsettled(job)
    if refusal is not None:
        return job.result(JobState.FAILED, refusal)
    closing, mark = fence(printer.profile, job_id)
    try:
        encoded = printer.encode(slip, duplicate=duplicate, closing=closing)
    except (SlipError, FontsMissingError) as error:
        log.error("slip_unprintable", job_id=job_id, error=str(error))
        return job.result(JobState.FAILED, Reason.UNPRINTABLE)
    # A picture that was cut off would swallow the beginning of this slip; NUL completes it and is ignored elsewhere.
    # What an unfinished slip left on the paper must not reach the next visitor with this one.
    tidying = bytes(printer.debt) + (printer.dialect.part if printer.stub else b"")
    profile = printer.profile
    parting = profile.cutter_dots * profile.row_seconds + profile.cut_seconds if printer.stub else 0.0
    with printer.changed:
        tidying += printer.etb.begin() if job.counted else b""
        data = tidying + encoded.data
        job.tidying, job.content, job.total = len(tidying), encoded.content, len(data)
        printer.marks.clear()
        job.answers_before, job.noise_before = printer.queued_answers, printer.noise
        job.connection = printer.connections
    on_state(JobState.SENDING)
    stopped = _send(job, data)
    printer.debt = max(0, printer.debt - job.sent)
    if job.sent >= job.tidying:
        printer.stub = False
    if stopped is not None:
        taken = job.sent - job.tidying
        if taken > 0:
            printer.debt = (
                next((step.offset for step in encoded.steps if step.offset >= taken), taken) - taken
            )
        return _abandon(job, mark, stopped)
    with printer.changed:
        # Nothing can answer a question that has not left us.
        job.answered_too_early = printer.queued_answers > job.answers_before
    on_state(JobState.SENT)
    expected = parting + forecast(encoded.steps, len(data), printer.baud, profile)
    return _confirm(job, mark, expected)


def _refusal(job: _Job) -> Reason | None:
    printer = job.printer
    limit = min(FIRST_CONTACT_SECONDS, max(0.0, job.deadline - printer.clock()))
    with printer.changed:
        printer.changed.wait_for(
            lambda: printer.stopping or printer.attempts or printer.current.link is Link.CONNECTED,
            timeout=limit,
        )
        return job.hindrance()


def _unsettled(job: _Job) -> Reason | None:
    """Waits until the printer's count can only mean this job; why the job cannot go on."""
    printer = job.printer
    with printer.changed:
        while job.counted and (wait := printer.etb.wait_seconds(printer.clock())) > 0:
            left = job.deadline - printer.clock()
            if left <= 0:
                return Reason.TIMEOUT
            if (reason := job.hindrance()) is not None:
                return reason
            printer.changed.wait(timeout=min(wait, left))
        return job.hindrance()


def _send(job: _Job, data: bytes) -> Reason | None:
    """Writes at the pace of the line; the reason when it had to stop before the last byte."""
    printer = job.printer
    rate = printer.baud / 10
    while job.sent < job.total:
        with printer.changed:
            reason = job.hindrance()
            line = printer.line
        if reason is not None or line is None:
            return reason or Reason.DISCONNECTED
        now = printer.clock()
        if now >= job.deadline:
            return Reason.TIMEOUT
        pause = 0.0
        if job.first_byte_at is not None:
            ahead = job.sent / rate - (now - job.first_byte_at)
            pause = ahead - max(AHEAD_SECONDS, CHUNK / rate)
        if pause <= 0:
            try:
                count = line.write_some(data[job.sent : job.sent + CHUNK])
            except LineGoneError:
                return Reason.DISCONNECTED
            if count and job.first_byte_at is None:
                job.first_byte_at = printer.clock()
            job.sent += count
            pause = 0.0 if count else STALL_POLL_SECONDS
        if pause > 0:
            with printer.changed:
                printer.changed.wait(timeout=min(pause, max(0.0, job.deadline - now)))
    return None


def _confirm(job: _Job, mark: bytes, expected: float) -> JobResult:
    printer = job.printer
    quiet = (job.first_byte_at or job.started) + expected + QUIET_SECONDS
    limit = min(job.deadline, quiet)
    with printer.changed:
        printer.changed.wait_for(
            lambda: _word(job, mark) is not None or job.hindrance() is not None,
            timeout=max(0.0, limit - printer.clock()),
        )
        word = _word(job, mark)
        if word is not None:
            return word
        reason = job.hindrance()
    if reason is None:
        reason = Reason.TIMEOUT if printer.clock() >= job.deadline else Reason.NO_CONFIRMATION
    return _abandon(job, mark, reason)


def _word(job: _Job, mark: bytes) -> JobResult | None:
    """The printer's own word on the job, if it has spoken; the caller holds ``printer.changed``.

    With noise on the line in the meantime the word is worth less: the printer may have been off and on, and lost the
    beginning of what it confirms the end of.
    """
    printer = job.printer
    answered = printer.queued_answers - job.answers_before
    if job.counted:
        spoken, noisy = printer.etb.confirmed or printer.etb.strayed, printer.etb.strayed
    elif mark:
        spoken, noisy = mark in printer.marks, answered > 0
    else:
        spoken, noisy = Confirm.FENCE in printer.profile.confirm and answered > 0, answered > 1
        noisy = noisy or job.answered_too_early
    if not spoken:
        return None
    if noisy or printer.noise != job.noise_before:
        printer.stub = True
        return job.result(JobState.UNCERTAIN, Reason.RESTARTED)
    printer.etb.settle()
    return job.result(JobState.PRINTED, weak=not mark and not job.counted)


def _abandon(job: _Job, mark: bytes, reason: Reason) -> JobResult:
    """The job ends here. What the printer still holds must not come out later, before somebody else's slip."""
    printer = job.printer
    if job.sent == 0:
        return job.result(JobState.FAILED, reason)
    printer.stub = True
    cleared = _clear(job)
    with printer.changed:
        if (mark or job.counted) and (
            word := _word(job, mark)
        ) is not None:  # it came while we were giving up
            printer.stub = word.state is not JobState.PRINTED
            return word
        printer.etb.stirred(printer.clock())
    log.warning("job_abandoned", reason=reason, sent=job.sent, total=job.total, cleared=cleared)
    # Without its last line a slip is not complete, whatever the printer does. With it, only the printer could know.
    if job.sent < job.tidying + job.content:
        return job.result(JobState.FAILED, reason)
    return job.result(JobState.UNCERTAIN, reason)


def _clear(job: _Job) -> bool:
    """Empties the printer's buffers; whether it said that it did."""
    printer = job.printer
    with printer.changed:
        line, before = printer.line, printer.cleared
        if line is None or printer.stopping or printer.connections != job.connection:
            return False
        if not printer.profile.clear_buffers:
            return False
    try:
        if line.write_some(CLEAR_BUFFERS) != len(CLEAR_BUFFERS):
            return False
    except LineGoneError:
        return False
    with printer.changed:
        said = printer.changed.wait_for(
            lambda: printer.cleared > before or printer.stopping, timeout=CLEAR_SECONDS
        )
        cleared = said and not printer.stopping
    if cleared:
        printer.debt = 0
    return cleared
