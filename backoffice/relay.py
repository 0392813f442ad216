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

from backoffice.domain.events import OfficeEvent, newest_ids, tail
from backoffice.store import Store, StoreUnavailableError
from backoffice.store.base import read

log = structlog.get_logger(__name__)

EVERY_SECONDS = 0.2
BACKLOG = 200
"""Events a listener may be behind before it is sent away, to come back and start from how things stand."""
_LOOK_BACK = 50
"""Events of an office that may have come between a listener's first look and ours; who listens drops what it knows."""

Events = asyncio.Queue[OfficeEvent | None]
"""``None``: this listener must end."""


class Relay:
    """Of one process. ``is_current`` says whether the database could be read just now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listeners: dict[str, set[Events]] = {}
        self._wanted = asyncio.Event()
        self._closed = False
        self._seen: dict[str, int] = {}
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
        # Somebody who comes back later starts from how things stand, so nothing is owed for the time between.
        self._seen = {office_id: id_ for office_id, id_ in self._seen.items() if office_id in self._listeners}
        seen = dict(self._seen)
        if fresh := self._listeners.keys() - seen.keys():
            newest = await read(self._store, partial(newest_ids, office_ids=list(fresh)))
            seen |= {office_id: max(0, newest.get(office_id, 0) - _LOOK_BACK) for office_id in fresh}
        events = await read(self._store, partial(tail, seen=seen))
        self._seen = seen | {event.office_id: event.id for event in events}
        for event in events:
            self._deliver(event)

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
