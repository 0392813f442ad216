# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Follows the table of events and hands what is new to whoever listens in this process.

One reader a process, five times a second, however many displays there are; nothing is asked of the transactions that write
(a NOTIFY in them halves what PostgreSQL takes). While nobody listens it does not read at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import structlog

from backoffice.domain.events import OfficeEvent, newest_id, tail
from backoffice.store import Store, StoreUnavailableError
from backoffice.store.base import read

log = structlog.get_logger(__name__)

EVERY_SECONDS = 0.2
MISSING_SECONDS = 20.0
"""A transaction lasts 12 s at most; an id that has not turned up by then was rolled back."""
BACKLOG = 200
"""Events a listener may be behind before it is sent away, to come back and start from how things stand."""
_LOOK_BACK = 50

Events = asyncio.Queue[OfficeEvent | None]
"""``None``: this listener must end."""


class Relay:
    """Of one process. ``is_current`` says whether the database could be read just now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listeners: dict[str, set[Events]] = {}
        self._wanted = asyncio.Event()
        self._closed = False
        self._after = 0
        self._missing: dict[int, float] = {}
        self._seen_first = False
        self.is_current = True

    @property
    def listeners(self) -> int:
        """How many listen."""
        return sum(len(of_office) for of_office in self._listeners.values())

    @contextmanager
    def listen(self, office_id: str) -> Iterator[Events]:
        """The events of an office from now on. They may repeat what the caller read from the database meanwhile."""
        events: Events = asyncio.Queue(BACKLOG)
        self._listeners.setdefault(office_id, set()).add(events)
        self._wanted.set()
        if self._closed:
            events.put_nowait(None)
        try:
            yield events
        finally:
            self._listeners[office_id].discard(events)
            if not self._listeners[office_id]:
                del self._listeners[office_id]

    def close(self) -> None:
        """Send all listeners away, so that a server that stops need not wait for them."""
        self._closed = True
        for of_office in self._listeners.values():
            for events in of_office:
                _send_away(events)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            if not self._listeners:
                # Somebody who comes later starts from how things stand, so nothing is owed for the time between.
                self._seen_first = False
                self._wanted.clear()
                await self._wanted.wait()
            try:
                await self._read()
            except StoreUnavailableError as error:
                if self.is_current:
                    log.error("events_unavailable", cause=type(error).__name__)
                self.is_current = False
                await asyncio.sleep(1.0)
            else:
                self.is_current = True
                await asyncio.sleep(EVERY_SECONDS)

    async def _read(self) -> None:
        if not self._seen_first:
            newest = await read(self._store, newest_id)
            self._after, self._missing = max(0, newest - _LOOK_BACK), {}
            self._seen_first = True
        now = asyncio.get_running_loop().time()
        for event in await read(self._store, partial(tail, after=self._after, missing=list(self._missing))):
            self._missing.pop(event.id, None)
            for skipped in range(self._after + 1, event.id):
                self._missing[skipped] = now
            self._after = max(self._after, event.id)
            self._deliver(event)
        self._missing = {id_: since for id_, since in self._missing.items() if now - since < MISSING_SECONDS}

    def _deliver(self, event: OfficeEvent) -> None:
        for events in self._listeners.get(event.office_id, ()):
            try:
                events.put_nowait(event)
            except asyncio.QueueFull:
                _send_away(events)


def _send_away(events: Events) -> None:
    # Nothing that came after a gap may be told: who comes back says how far it got.
    while not events.empty():
        events.get_nowait()
    events.put_nowait(None)
