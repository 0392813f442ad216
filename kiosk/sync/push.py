# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Emptying the outbox: each row until it has arrived, in order within a visit, and no row blocks another visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from kiosk.clock import Clock
from kiosk.store.outbox import Outbox, OutboxRow
from kiosk.sync.backoff import delay
from kiosk.sync.client import Answer, NotReachedError, RefusedError, SyncError, TryLaterError
from kiosk.sync.together import RESOURCES, Parcel, pack

log = structlog.get_logger(__name__)

TAKEN_BACK = frozenset({"help-calls", "set-asides"})
"""May be taken back while nothing of it has left."""

POISONED_AFTER = 12
"""So many failures of one row, while others arrive, make it a dead letter."""


ENOUGH_FAILURES = 3
"""So many rows one after another that the server cannot take now: it is the server, not the rows."""

SHORTEST_PAUSE_S = 0.2


@dataclass(slots=True)
class _Failures:
    """How a row failed. ``arrived_before`` counts what had arrived when it failed last."""

    arrived_before: int
    while_others_arrived: int = 0
    broken: int = 0


class Putter(Protocol):
    """What pushing needs of the back office."""

    def put(self, path: str, body: str) -> Answer: ...


class Push:
    """Delivers what is due.

    Whether a failure is the row's or the server's shows in what happens to others meanwhile; that is remembered here
    and not in the store, so a restart only makes the judgement later.
    """

    def __init__(self, outbox: Outbox, clock: Clock, uniform: Callable[[], float]) -> None:
        self._outbox = outbox
        self._clock = clock
        self._uniform = uniform
        self._arrived = 0
        self._failed: dict[int, _Failures] = {}
        self._together = True
        """False while something about a parcel went wrong: then the rows go one by one and show which of them it is."""

    def run(self, back_office: Putter, stopping: Callable[[], bool] = lambda: False) -> int:
        """Send every due row; returns how many arrived.

        Raises:
            NotReachedError: the line is gone; what was not sent stays as it is.
            TryLaterError: the server asks for a pause, or takes nothing at all now.
            NotAllowedError: the back office does not accept this terminal; nothing is dropped.
        """
        before = self._arrived
        in_a_row = 0
        while not stopping():
            rows = self._outbox.due(self._clock.now().timestamp())
            if not rows:
                break
            rows.sort(key=self._how_often_it_failed)
            parcel = self._parcel(rows)
            if parcel is not None and self._deliver_together(back_office, parcel):
                continue
            for row in rows:
                if stopping():
                    break
                failure = self._deliver(back_office, row)
                in_a_row = 0 if failure is None else in_a_row + 1
                if failure is not None and (failure.retry_after is not None or in_a_row >= ENOUGH_FAILURES):
                    raise failure
        return self._arrived - before

    def _how_often_it_failed(self, row: OutboxRow) -> int:
        """What failed before comes last: perhaps server or line broke because of that row."""
        return row.attempts + (self._failed[row.seq].broken if row.seq in self._failed else 0)

    def _parcel(self, rows: list[OutboxRow]) -> Parcel | None:
        if not self._together:
            return None
        fresh = [
            row
            for row in rows
            if row.resource in RESOURCES and row.attempts == 0 and row.seq not in self._failed
        ]
        return pack(fresh)

    def _deliver_together(self, back_office: Putter, parcel: Parcel) -> bool:
        """Whether the parcel was taken; otherwise its rows go one by one."""
        self._together = False
        try:
            answer = back_office.put(parcel.path, parcel.body)
        except RefusedError as error:  # an older server, or a row that is no JSON
            log.warning("parcel_refused", rows=len(parcel.rows), code=error.code)
            return False
        except TryLaterError as error:
            if error.retry_after is not None:
                raise
            log.warning("parcel_not_taken", rows=len(parcel.rows), code=error.code)
            return False
        outcomes = parcel.outcomes(answer.data)
        if outcomes is None:
            raise NotReachedError("foreign-receipt")
        kept = []
        for row, (outcome, code) in zip(parcel.rows, outcomes, strict=True):
            if outcome == "kept":
                kept.append(row)
            elif outcome == "refused":
                log.error("outbox_row_refused", resource=row.resource, row=str(row.id), code=code)
                self._bury(row, RefusedError(code))
            else:
                self._failures(row)
                self._postpone(row, TryLaterError(code or "later"))
        self._outbox.delivered(*kept)
        self._arrived += len(kept)
        self._together = True
        return True

    def _deliver(self, back_office: Putter, row: OutboxRow) -> TryLaterError | None:
        """Returns why the row has to wait, if it does."""
        if row.resource in TAKEN_BACK:
            self._outbox.begin(row)
        try:
            answer = back_office.put(f"{row.resource}/{_resource_id(row)}", row.body)
            if not (isinstance(answer.data, dict) and answer.data.get("id") == _resource_id(row)):
                raise NotReachedError(
                    "foreign-receipt"
                )  # somebody answers for our server: an old copy, a mock
        except RefusedError as error:
            log.error("outbox_row_refused", resource=row.resource, row=str(row.id), code=error.code)
            self._bury(row, error)
        except TryLaterError as error:
            failures = self._failures(row)
            if failures.while_others_arrived >= POISONED_AFTER:
                log.error("outbox_row_poisoned", resource=row.resource, row=str(row.id), code=error.code)
                self._bury(row, error)
                return None
            self._postpone(row, error)
            return error
        except NotReachedError as error:
            failures = self._failures(row)
            failures.broken += 1
            if failures.while_others_arrived:
                self._postpone(row, error)
            raise
        else:
            self._outbox.delivered(row)
            self._failed.pop(row.seq, None)
            self._arrived += 1
            self._together = True
        return None

    def _failures(self, row: OutboxRow) -> _Failures:
        """Count one more failure of a row."""
        failures = self._failed.setdefault(row.seq, _Failures(self._arrived))
        failures.while_others_arrived += self._arrived > failures.arrived_before
        failures.arrived_before = self._arrived
        return failures

    def _bury(self, row: OutboxRow, error: SyncError) -> None:
        self._outbox.bury(row, error.code)
        self._failed.pop(row.seq, None)

    def _postpone(self, row: OutboxRow, error: SyncError) -> None:
        pause = max(SHORTEST_PAUSE_S, delay(row.attempts + 1, self._uniform, error.retry_after))
        self._outbox.postpone(row, self._clock.now().timestamp() + pause, error.code)


def _resource_id(row: OutboxRow) -> str:
    # What is taken back is a second row for the same resource; the visit of such a resource is the resource itself.
    return row.visit if row.resource in TAKEN_BACK else str(row.id)
