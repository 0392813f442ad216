# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who the terminals are, without asking the database at every request."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from backoffice.clock import Clock
from backoffice.domain.terminals import Terminal, find_known
from backoffice.store.base import Store, read

FRESH = timedelta(seconds=10)
"""So long a terminal that was revoked or locked elsewhere (another process, the command line) may still be believed."""
_KEPT = 50_000
_GATHER_SECONDS = 0.25
"""So long it is waited for more to look up with the first."""


class TerminalDirectory:
    """Remembers terminals for a few seconds. Strangers are never remembered.

    One read is under way at a time; whoever is asked for meanwhile shares the next one. Who is in use is looked up again before
    its time is over, so that nobody waits for it.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: OrderedDict[UUID, tuple[Terminal, datetime]] = OrderedDict()
        self._wanted: dict[UUID, asyncio.Future[Terminal | None]] = {}
        self._reading: asyncio.Task[None] | None = None
        self._changed: set[UUID] = set()
        """Since the read under way began."""
        self._to_renew: set[UUID] = set()
        self._renewing: asyncio.Task[None] | None = None

    async def find(self, terminal_id: UUID) -> Terminal | None:
        """The terminal with this id, also a revoked one; ``None`` if it never was one of ours."""
        now = self._clock()
        known = self._known.get(terminal_id)
        # Not in the future either: the clock may have been set back.
        if known is None or not now - FRESH < known[1] <= now:
            return await self._look_up(terminal_id)
        if known[1] <= now - FRESH / 2:
            self._to_renew.add(terminal_id)
            if self._renewing is None:
                self._renewing = asyncio.create_task(self._renew_soon())
        return known[0]

    def forget(self, terminal_id: UUID) -> None:
        """Something about it was changed in this process."""
        self._known.pop(terminal_id, None)
        self._changed.add(terminal_id)

    async def _look_up(self, terminal_id: UUID) -> Terminal | None:
        answer = self._wanted.get(terminal_id)
        if answer is None:
            answer = self._wanted[terminal_id] = asyncio.get_running_loop().create_future()
            if self._reading is None:
                self._reading = asyncio.create_task(self._read_all())
        # Others wait for it too.
        return await asyncio.shield(answer)

    async def _read_all(self) -> None:
        while self._wanted:
            wanted, self._wanted = self._wanted, {}
            self._changed.clear()
            now = self._clock()
            try:
                found = await read(self._store, partial(find_known, terminal_ids=list(wanted)))
            except Exception as error:
                for answer in wanted.values():
                    answer.set_exception(error)
                continue
            for terminal_id, answer in wanted.items():
                answer.set_result(found.get(terminal_id))
                if terminal_id not in self._changed:
                    self._remember(terminal_id, found.get(terminal_id), now)
        self._reading = None

    def _remember(self, terminal_id: UUID, found: Terminal | None, now: datetime) -> None:
        if found is None:
            self._known.pop(terminal_id, None)
            return
        self._known[terminal_id] = (found, now)
        self._known.move_to_end(terminal_id)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    async def _renew_soon(self) -> None:
        await asyncio.sleep(_GATHER_SECONDS)
        renewed, self._to_renew = self._to_renew, set()
        self._renewing = None
        # One that cannot be read now is asked for again when its time is over.
        await asyncio.gather(*map(self._look_up, renewed), return_exceptions=True)
