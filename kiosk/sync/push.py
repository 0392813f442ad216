# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Emptying the outbox: each row until it has arrived, in order within a visit, and no row blocks another visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import structlog

from kiosk.clock import Clock
from kiosk.store.outbox import Outbox, OutboxRow
from kiosk.sync.backoff import delay
from kiosk.sync.client import Answer, NotReachedError, RefusedError, TryLaterError

log = structlog.get_logger(__name__)

POISONED_AFTER = 12
"""So many failures of one row, while others arrive, make it a dead letter."""


class Putter(Protocol):
    """What pushing needs of the back office."""

    def put(self, path: str, body: str) -> Answer: ...


class Push:
    """Delivers what is due."""

    def __init__(self, outbox: Outbox, clock: Clock, uniform: Callable[[], float]) -> None:
        self._outbox = outbox
        self._clock = clock
        self._uniform = uniform

    def run(self, back_office: Putter, stopping: Callable[[], bool] = lambda: False) -> int:
        """Send every due row; returns how many arrived.

        Raises:
            NotReachedError: the line is gone; what was not sent stays as it is.
            NotAllowedError: the back office does not accept this terminal; nothing is dropped.
        """
        arrived = 0
        while not stopping():
            rows = self._outbox.due(self._clock.now().timestamp())
            if not rows:
                break
            for row in rows:
                arrived += self._deliver(back_office, row, others_arrive=arrived > 0)
        return arrived

    def _deliver(self, back_office: Putter, row: OutboxRow, *, others_arrive: bool) -> bool:
        try:
            back_office.put(f"{row.resource}/{_resource_id(row)}", row.body)
        except RefusedError as error:
            log.error("outbox_row_refused", resource=row.resource, row=str(row.id), code=error.code)
            self._outbox.bury(row, error.code)
            return False
        except TryLaterError as error:
            if others_arrive and row.attempts + 1 >= POISONED_AFTER:
                log.error("outbox_row_poisoned", resource=row.resource, row=str(row.id), code=error.code)
                self._outbox.bury(row, error.code)
            else:
                self._postpone(row, error.code, error.retry_after)
            return False
        except NotReachedError as error:
            self._postpone(row, error.code, error.retry_after)
            raise
        self._outbox.delivered(row)
        return True

    def _postpone(self, row: OutboxRow, code: str, retry_after: float | None) -> None:
        pause = delay(row.attempts + 1, self._uniform, retry_after)
        self._outbox.postpone(row, self._clock.now().timestamp() + pause, code)


def _resource_id(row: OutboxRow) -> str:
    # A withdrawn call for help is a second row for the same resource; the visit of a call is the call itself.
    return row.visit if row.resource == "help-calls" else str(row.id)
