# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A signed request is good once."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, delete

from backoffice.domain.rows import insert_new
from backoffice.schema import request_nonce
from backoffice.store.base import Store, write
from kiosk.wire.signatures import WINDOW_SECONDS, Signed

KEPT = timedelta(seconds=2 * WINDOW_SECONDS)
"""A request signed at the far end of the window stays valid for twice its length."""


class Nonces(Protocol):
    """Remembers nonces for :data:`KEPT`."""

    async def is_first(self, office_id: str, signed: Signed, now: datetime, *, repeatable: bool) -> bool:
        """Whether this key uses this nonce for the first time; remembers it. ``office_id``: where its terminal stands.

        ``repeatable`` is true for a request that does nothing when it comes again.
        """


def nonces_for(store: Store) -> Nonces:
    """In memory for SQLite, which has one server process; in the database where several processes share it."""
    return DatabaseNonces(store) if store.dialect == "postgresql" else MemoryNonces()


class MemoryNonces:
    """For a single process. A restart forgets them, so for a few minutes a recorded request could be repeated; it
    does nothing then, because every ``PUT`` is idempotent for ever."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._order: deque[tuple[datetime, tuple[str, str]]] = deque()

    async def is_first(self, office_id: str, signed: Signed, now: datetime, *, repeatable: bool) -> bool:
        """See :class:`Nonces`."""
        while self._order and self._order[0][0] < now - KEPT:
            self._seen.discard(self._order.popleft()[1])
        key = (signed.key_id, signed.nonce)
        if key in self._seen:
            return False
        self._seen.add(key)
        self._order.append((now, key))
        return True


class DatabaseNonces:
    """For several processes on one database.

    What is repeatable each process remembers for itself: a recorded ``PUT`` sent again to another process is answered
    like a lost reply's repetition and changes nothing, and that spares the hot path a transaction.
    """

    _CLEAN_EVERY = 500

    def __init__(self, store: Store) -> None:
        self._store = store
        self._count = 0
        self._own = MemoryNonces()

    async def is_first(self, office_id: str, signed: Signed, now: datetime, *, repeatable: bool) -> bool:
        """See :class:`Nonces`."""
        if repeatable:
            return await self._own.is_first(office_id, signed, now, repeatable=True)
        self._count += 1
        cleans = self._count % self._CLEAN_EVERY == 0

        def remember(connection: Connection) -> bool:
            if cleans:
                connection.execute(delete(request_nonce).where(request_nonce.c.seen_at < now - KEPT))
            return insert_new(
                connection,
                request_nonce,
                {"office_id": office_id, "key_id": signed.key_id, "nonce": signed.nonce, "seen_at": now},
            )

        return await write(self._store, remember)
