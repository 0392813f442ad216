# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The print spool: one slip after another, each state written down before it is true.

What a dead program left behind: a slip of which no byte had been sent is printed. One that was under way may or may
not lie in the tray, so it is printed once more with "Zweitdruck" on it. One that nobody waits for any more is not
printed at all.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import timedelta

import structlog

from devices.printer import JobResult, JobState, Printer, Reason, Severity, Slip
from kiosk.clock import Clock
from kiosk.printing.trial import print_trial
from kiosk.store.database import Database, StoreError
from kiosk.store.jobs import PrintJob, PrintJobs
from kiosk.visit.events import LeafletEnded, SlipChanged, SlipState, TrialEnded

log = structlog.get_logger(__name__)

PRINT_TIMEOUT_S = 30.0
IDLE_S = 60.0
REPRINT_WITHIN = timedelta(minutes=3)
"""After a restart: for so long the visitor may still stand there."""

LEAFLET_JOB = 0
"""The store counts its jobs from 1."""
LEAFLETS_AT_MOST = 3
LEAFLET_WITHIN_S = 60.0
"""Nobody waits longer for a print-out of an answer."""

NOT_FOR_STAFF = frozenset({Reason.UNPRINTABLE, Reason.NO_PRINTER})
"""Slips that failed for these reasons fail again, whatever staff do."""


class Spool:
    """Prints what the store has queued. :meth:`step` is called by one worker thread.

    ``tell`` receives :class:`~kiosk.visit.events.SlipChanged`, :class:`~kiosk.visit.events.TrialEnded` and
    :class:`~kiosk.visit.events.LeafletEnded`.
    """

    def __init__(
        self,
        database: Database,
        printer: Printer,
        clock: Clock,
        tell: Callable[[SlipChanged | TrialEnded | LeafletEnded], None],
    ) -> None:
        self._jobs = PrintJobs(database)
        self._printer = printer
        self._clock = clock
        self._tell = tell
        self._recovered = False
        self._ended: list[tuple[int, JobState, str, bool]] = []
        self._trial_wanted = threading.Event()
        self._leaflets: deque[tuple[Slip, float]] = deque(maxlen=LEAFLETS_AT_MOST)

    def want_trial(self) -> None:
        """Print a test slip at the next step, after the slips that wait. From any thread; the caller wakes the worker."""
        self._trial_wanted.set()

    def want_leaflet(self, slip: Slip) -> None:
        """Print this once, after the slips that wait; it is not kept. From any thread; the caller wakes the worker."""
        self._leaflets.append((slip, self._clock.monotonic()))

    def step(self) -> float:
        """Print everything that is queued. Returns how many seconds may pass until the next look."""
        self._write_down()
        if not self._recovered:
            self._recover()
            self._recovered = True
        while (job := self._jobs.next_queued()) is not None:
            if job.expires_at <= self._clock.now():
                self._jobs.set_state(job.id, JobState.FAILED, "expired")
                log.info("slip_expired", job=job.id)
                continue
            self._print(job)
        if self._trial_wanted.is_set():
            self._trial_wanted.clear()
            self._print_trial()
        while self._leaflets:
            self._print_leaflet(*self._leaflets.popleft())
        self._jobs.forget_expired(self._clock.now())
        return IDLE_S

    def _print_leaflet(self, slip: Slip, wanted_at: float) -> None:
        if self._clock.monotonic() - wanted_at > LEAFLET_WITHIN_S:
            self._tell(LeafletEnded(slip, printed=False))
            return
        result = self._printer.print(slip, job_id=LEAFLET_JOB, timeout=PRINT_TIMEOUT_S)
        reason = result.reason.value if result.reason else ""
        log.info("leaflet_ended", state=result.state.value, reason=reason)
        self._tell(LeafletEnded(slip, printed=result.state is JobState.PRINTED))

    def _print_trial(self) -> None:
        trial = print_trial(self._printer, self._clock.now().astimezone(), timeout=PRINT_TIMEOUT_S)
        log.info(
            "trial_ended",
            state=trial.state.value,
            reason=trial.reason.value if trial.reason else "",
            predicted=trial.predicted,
            actual=trial.actual,
            weak=trial.weak,
        )
        self._tell(TrialEnded(trial))

    def _recover(self) -> None:
        for job in self._jobs.interrupted():
            now = self._clock.now()
            again = job.expires_at > now and not job.duplicate
            self._jobs.give_up_interrupted(
                job, now, min(job.expires_at, now + REPRINT_WITHIN) if again else None
            )
            log.warning("slip_uncertain", job=job.id, again=again)

    def _print(self, job: PrintJob) -> None:
        def on_state(state: JobState) -> None:
            if state is JobState.SENDING:
                self._jobs.set_state(job.id, state)
            elif state is JobState.SENT:
                try:
                    self._jobs.set_state(job.id, state)
                except StoreError as error:
                    # The paper is on its way and "sending" is written down: nothing is won by giving up now.
                    log.error("slip_state_not_kept", job=job.id, code=error.code)

        try:
            result = self._printer.print(
                job.slip, job_id=job.id, duplicate=job.duplicate, on_state=on_state, timeout=PRINT_TIMEOUT_S
            )
        except StoreError:
            # That it begins could not be written down, so no byte was to leave; the job stays queued and is tried again.
            self._tell(SlipChanged(job.ticket_id, SlipState.NOT_PRINTED))
            raise
        self._settle(job, result)

    def _settle(self, job: PrintJob, result: JobResult) -> None:
        reason = result.reason.value if result.reason else ""
        printed = result.state is JobState.PRINTED
        self._tell(SlipChanged(job.ticket_id, SlipState.PRINTED if printed else SlipState.NOT_PRINTED))
        # A second slip of which everything left us may lie in the tray: there is no third.
        wanted = not printed and not (job.duplicate and result.state is JobState.UNCERTAIN)
        self._ended.append((job.id, result.state, reason, wanted and result.reason not in NOT_FOR_STAFF))
        if printed:
            log.info("slip_printed", job=job.id, bytes=result.bytes_total, weak=result.weak)
        else:
            log.error("slip_not_printed", job=job.id, state=result.state.value, reason=reason)
        self._write_down()

    def _write_down(self) -> None:
        """How jobs ended; what cannot be written now is written at the next step."""
        while self._ended:
            job_id, state, reason, keep_slip = self._ended[0]
            self._jobs.set_state(job_id, state, reason, keep_slip=keep_slip)
            del self._ended[0]

    @property
    def printer_blocks(self) -> bool:
        """Whether the printer cannot print now."""
        return self._printer.status.severity is Severity.BLOCKING
