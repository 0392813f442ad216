# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who the terminals are, without asking the database at every request."""

from __future__ import annotations

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


class TerminalDirectory:
    """Remembers terminals for a few seconds. Strangers are never remembered."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: OrderedDict[UUID, tuple[Terminal, datetime]] = OrderedDict()

    async def find(self, terminal_id: UUID) -> Terminal | None:
        """The terminal with this id, also a revoked one; ``None`` if it never was one of ours."""
        now = self._clock()
        known = self._known.get(terminal_id)
        # Not in the future either: the clock may have been set back.
        if known is not None and now - FRESH < known[1] <= now:
            return known[0]
        found = await read(self._store, partial(find_known, terminal_id=terminal_id))
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
