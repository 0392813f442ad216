# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL through psycopg 3: a pool of connections, a thread each."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

import structlog
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backoffice.store.base import (
    WAIT_SECONDS,
    Batch,
    Row,
    StoreUnavailableError,
    Work,
)
from backoffice.store.gathering import Gatherers
from backoffice.store.lines import Lines

log = structlog.get_logger(__name__)
T = TypeVar("T")

_CONNECTIONS = 8
_ATTEMPTS = 5
_TRY_AGAIN = {"40001", "40P01"}
"""Serialization failure and deadlock: the transaction was undone and may simply run again."""


def postgres_engine(url: URL, *, connections: int = _CONNECTIONS) -> Engine:
    """An engine that gives up on a dead server after seconds, not minutes."""
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 5,
            "options": "-c timezone=UTC -c lock_timeout=8000 -c statement_timeout=12000",
        },
    )


class PostgresStore:
    """A store on a PostgreSQL server; several processes may share one.

    Raises:
        StoreUnavailableError: the server cannot be reached or refuses us.
    """

    dialect = "postgresql"

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = postgres_engine(url)
        self._lines: tuple[asyncio.AbstractEventLoop, Lines] | None = None
        try:
            with self._engine.connect():
                pass
        except DBAPIError as error:
            self._engine.dispose()
            raise StoreUnavailableError(
                f"{url.render_as_string(hide_password=True)}: {error.orig}"
            ) from error
        self._gatherers = Gatherers(self._write_rows)
        self._threads = ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="backoffice-db")
        self._door = threading.Lock()
        self._closed = False

    def submit_read(self, work: Work[T]) -> Future[T]:
        """See :class:`backoffice.store.base.Store`."""
        return self._submit(lambda: self._run(work))

    def submit_write(self, work: Work[T]) -> Future[T]:
        """See :class:`backoffice.store.base.Store`."""
        return self._submit(lambda: self._run(work))

    async def keep(self, batch: Batch, row: Row) -> bool:
        """See :class:`backoffice.store.base.Store`."""
        return await self._gatherers.of(batch).keep(row)

    async def _write_rows(self, batch: Batch, rows: Sequence[Row]) -> set[object]:
        found = await self._lines_here().rows(batch.postgresql, {"rows": json.dumps(rows)})
        return {row[0] for row in found}

    def _lines_here(self) -> Lines:
        if self._closed:
            raise StoreUnavailableError("the store is closed")
        loop = asyncio.get_running_loop()
        if self._lines is None or self._lines[0] is not loop:
            self._lines = (loop, Lines(self._url))
        return self._lines[1]

    def close(self) -> None:
        """Finish what was submitted and close the connections."""
        with self._door:
            if self._closed:
                return
            self._closed = True
        if self._lines is not None:
            loop, lines = self._lines
            if loop.is_running():
                with suppress(TimeoutError):
                    asyncio.run_coroutine_threadsafe(lines.close(), loop).result(WAIT_SECONDS)
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    def _submit(self, run: Callable[[], T]) -> Future[T]:
        with self._door:
            if self._closed:
                raise StoreUnavailableError("the store is closed")
            return self._threads.submit(run)

    def _run(self, work: Work[T]) -> T:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except PoolTimeoutError as error:
                raise StoreUnavailableError("no connection to the database is free") from error
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) in _TRY_AGAIN and attempt < _ATTEMPTS:
                    continue
                if isinstance(error, OperationalError | InterfaceError):
                    # Not tried again here: a commit whose answer got lost may have happened.
                    log.error("database_unavailable", cause=type(error.orig).__name__)
                    raise StoreUnavailableError(str(error.orig)) from error
                raise
        raise AssertionError("unreachable")
