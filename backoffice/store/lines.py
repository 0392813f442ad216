# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few connections to PostgreSQL that live in the event loop, for single statements past SQLAlchemy and its threads."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from psycopg import AsyncConnection, OperationalError
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy.engine import URL

from backoffice.store.base import WAIT_SECONDS, StoreUnavailableError, Values

log = structlog.get_logger(__name__)

CONNECTIONS = 8
_OPTIONS = "-c timezone=UTC -c lock_timeout=8000 -c statement_timeout=12000"
_ATTEMPTS = 5


class Lines:
    """Opened one by one as they are needed; a broken one is replaced at its next use."""

    def __init__(self, url: URL, connections: int = CONNECTIONS) -> None:
        self._target = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._count = connections
        self._free: asyncio.LifoQueue[AsyncConnection[Any] | None] = asyncio.LifoQueue()
        for _ in range(connections):
            self._free.put_nowait(None)

    async def rows(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """The rows of a statement, once its transaction is durable.

        Raises:
            StoreUnavailableError: no connection is free in time, or the server is gone. The statement may have been
                carried out; callers are idempotent and ask again.
        """
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                line = await self._free.get()
                try:
                    if line is not None and not line.closed:
                        try:
                            return await self._run(line, sql, values)
                        except OperationalError:
                            if not line.broken:
                                raise
                            # The server was restarted since this line was used last.
                    line = None
                    line = await AsyncConnection.connect(
                        self._target, autocommit=True, connect_timeout=5, options=_OPTIONS
                    )
                    return await self._run(line, sql, values)
                finally:
                    self._free.put_nowait(line)
        except TimeoutError as error:
            raise StoreUnavailableError("the database did not answer in time") from error
        except OperationalError as error:
            log.error("database_unavailable", cause=type(error).__name__)
            raise StoreUnavailableError(str(error)) from error

    async def _run(self, line: AsyncConnection[Any], sql: str, values: Values) -> list[tuple[Any, ...]]:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                cursor = await line.execute(sql, values, prepare=True)
            except (SerializationFailure, DeadlockDetected):
                # Undone as a whole, so it may simply run again.
                if attempt == _ATTEMPTS:
                    raise
            else:
                rows: list[tuple[Any, ...]] = await cursor.fetchall()
                return rows
        raise AssertionError("unreachable")

    async def close(self) -> None:
        """Close the connections, each when its statement is done."""
        for _ in range(self._count):
            line = await self._free.get()
            if line is not None:
                await line.close()
