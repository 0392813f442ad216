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
from backoffice.store.base import Store, StoreUnavailableError, read

FRESH = timedelta(seconds=10)
"""So long a terminal that was revoked or locked elsewhere (another process, the command line) may still be believed."""
_KEPT = 50_000
_GATHER_SECONDS = 0.25
"""So long it is waited for more to look up with the first."""


class TerminalDirectory:
    """Remembers terminals for a few seconds. Strangers are never remembered.

    Who is asked for again before that is looked up once more meanwhile, many in one go, so that nobody waits for it.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: OrderedDict[UUID, tuple[Terminal, datetime]] = OrderedDict()
        self._to_renew: set[UUID] = set()
        self._renewing: asyncio.Task[None] | None = None

    async def find(self, terminal_id: UUID) -> Terminal | None:
        """The terminal with this id, also a revoked one; ``None`` if it never was one of ours."""
        now = self._clock()
        known = self._known.get(terminal_id)
        # Not in the future either: the clock may have been set back.
        if known is not None and now - FRESH < known[1] <= now:
            if known[1] <= now - FRESH / 2:
                self._renew(terminal_id)
            return known[0]
        found = (await read(self._store, partial(find_known, terminal_ids=[terminal_id]))).get(terminal_id)
        if found is None:
            self._known.pop(terminal_id, None)
            return None
        self._known[terminal_id] = (found, now)
        self._known.move_to_end(terminal_id)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return found

    def forget(self, terminal_id: UUID) -> None:
        """Something about it was changed in this process."""
        self._known.pop(terminal_id, None)

    def _renew(self, terminal_id: UUID) -> None:
        self._to_renew.add(terminal_id)
        if self._renewing is None:
            self._renewing = asyncio.create_task(self._renew_soon())
            self._renewing.add_done_callback(self._renewed)

    def _renewed(self, _task: asyncio.Task[None]) -> None:
        self._renewing = None

    async def _renew_soon(self) -> None:
        await asyncio.sleep(_GATHER_SECONDS)
        asked, self._to_renew = self._to_renew, set()
        now = self._clock()
        try:
            found = await read(self._store, partial(find_known, terminal_ids=asked))
        except StoreUnavailableError:
            return  # They are asked for again when their time is over, and that is answered with 503.
        for terminal_id in asked:
            known = self._known.get(terminal_id)
            # One that was forgotten or read meanwhile was changed, perhaps after this was read.
            if known is not None and known[1] < now:
                if terminal_id in found:
                    self._known[terminal_id] = (found[terminal_id], now)
                else:
                    del self._known[terminal_id]
