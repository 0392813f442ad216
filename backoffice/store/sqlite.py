# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""SQLite with one writer thread and group commit.

Everything that waits is written in one transaction and made durable by one ``fsync``; each piece of work keeps its own
savepoint, so one that fails takes nobody with it. Readers have their own connections (WAL) and never wait for the writer.
"""

from __future__ import annotations

import json
import queue
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from backoffice.store.base import (
    Batch,
    Row,
    StoreBusyError,
    StoreUnavailableError,
    Values,
    Work,
    result,
)
from backoffice.store.gathering import Gatherers

log = structlog.get_logger(__name__)
T = TypeVar("T")

_GROUP = 64
_WAITING = 10_000
_READERS = 4
_STOP = None


def sqlite_engine(path: Path, *, writes: bool, connections: int = 1, busy_seconds: float = 5.0) -> Engine:
    """An engine whose transactions start with ``BEGIN IMMEDIATE`` (writes) or ``BEGIN``, durable on commit."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        # The driver's own, delayed BEGIN breaks savepoints and transactional DDL; we say it ourselves.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "secure_delete=ON",
            "cell_size_check=ON",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Past SQLAlchemy, which takes longer to say it than SQLite to do it.
        _execute(connection, begin, {})

    return engine


def _execute(connection: Connection, sql: str, values: Values) -> list[tuple[Any, ...]]:
    """The rows of a statement given straight to the driver; errors are SQLAlchemy's."""
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        rows: list[tuple[Any, ...]] = driver.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        raise DBAPIError.instance(sql, None, error, sqlite3.Error, dialect=connection.dialect) from error
    return rows


@dataclass(frozen=True, slots=True)
class _Single:
    """Work that is a single statement; gives its rows."""

    sql: str
    values: Values

    def __call__(self, connection: Connection) -> list[tuple[Any, ...]]:
        return _execute(connection, self.sql, self.values)


class SqliteStore:
    """A store in one file, for one server process. Waits ``busy_seconds`` for another program that holds the file.

    Raises:
        StoreUnavailableError: the file cannot be opened, is no database, or is damaged.
    """

    dialect = "sqlite"

    def __init__(self, path: Path, *, busy_seconds: float = 5.0) -> None:
        self._writing = sqlite_engine(path, writes=True, busy_seconds=busy_seconds)
        self._reading = sqlite_engine(path, writes=False, connections=_READERS, busy_seconds=busy_seconds)
        try:
            with self._writing.connect() as connection:
                found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        except DBAPIError as error:
            self._dispose()
            kind = StoreBusyError if _is_busy(error) else StoreUnavailableError
            raise kind(f"{path}: {error.orig}") from error
        if found != "ok":
            self._dispose()
            raise StoreUnavailableError(f"{path}: the database is damaged: {found}")
        self._line: Connection | None = None
        self._submitted: queue.Queue[tuple[Work[Any], Future[Any]] | None] = queue.Queue(_WAITING)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="backoffice-read")
        self._door = threading.Lock()
        self._closed = False
        self._gatherers = Gatherers(self._write_rows)
        self._writer = threading.Thread(target=self._write_groups, name="backoffice-write", daemon=True)
        self._writer.start()

    def submit_read(self, work: Work[T]) -> Future[T]:
        """See :class:`backoffice.store.base.Store`."""

        def run() -> T:
            try:
                with self._reading.connect() as connection, connection.begin():
                    return work(connection)
            except DBAPIError as error:
                raise _unavailable(error) from error

        with self._door:
            if self._closed:
                raise StoreUnavailableError("the store is closed")
            return self._readers.submit(run)

    def submit_write(self, work: Work[T]) -> Future[T]:
        """See :class:`backoffice.store.base.Store`."""
        return self._submit(work)

    async def keep(self, batch: Batch, row: Row) -> bool:
        """See :class:`backoffice.store.base.Store`."""
        return await self._gatherers.of(batch).keep(row)

    async def _write_rows(self, batch: Batch, rows: Sequence[Row]) -> set[object]:
        found = await result(self._submit(_Single(batch.sqlite, {"rows": json.dumps(rows)})))
        return {row[0] for row in found}

    def _submit(self, work: Work[T]) -> Future[T]:
        future: Future[T] = Future()
        with self._door:
            if self._closed:
                raise StoreUnavailableError("the store is closed")
            try:
                self._submitted.put_nowait((work, future))
            except queue.Full:
                raise StoreUnavailableError("too much is waiting to be written") from None
        return future

    def close(self) -> None:
        """Write what was submitted, then close. Bounded by the work that waits."""
        with self._door:
            if self._closed:
                return
            self._closed = True
            self._submitted.put(_STOP)
        self._writer.join(timeout=30)
        self._readers.shutdown(wait=True)
        if self._line is not None and not self._writer.is_alive():
            self._line.close()
        self._dispose()

    def _dispose(self) -> None:
        self._reading.dispose()
        self._writing.dispose()

    def _write_groups(self) -> None:
        while True:
            first = self._submitted.get()
            if first is _STOP:
                return
            group = [first]
            stopping = False
            while len(group) < _GROUP:
                try:
                    following = self._submitted.get_nowait()
                except queue.Empty:
                    break
                if following is _STOP:
                    stopping = True
                    break
                group.append(following)
            self._write_group([item for item in group if item[1].set_running_or_notify_cancel()])
            if stopping:
                return

    def _write_group(self, group: list[tuple[Work[Any], Future[Any]]]) -> None:
        if not group:
            return
        done: list[tuple[Future[Any], Any, Exception | None]] = []
        try:
            with self._transaction() as connection:
                for work, future in group:
                    try:
                        if isinstance(work, _Single):
                            # A statement that fails undoes itself and nothing else; it needs no savepoint.
                            done.append((future, work(connection), None))
                            continue
                        with connection.begin_nested():
                            done.append((future, work(connection), None))
                    except DBAPIError as error:
                        # A full disk or an I/O error may have rolled back the whole group behind our back.
                        if len(group) > 1 or not _is_of_the_work(error):
                            raise
                        done.append((future, None, error))
                    except Exception as error:
                        done.append((future, None, error))
        except Exception as error:
            self._after_failure(group, error)
            return
        for future, value, failure in done:
            if failure is None:
                future.set_result(value)
            else:
                future.set_exception(failure)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction on a connection that is kept for the next group, unless this one fails."""
        if self._line is None:
            self._line = self._writing.connect()
        try:
            with self._line.begin():
                yield self._line
        except BaseException:
            line, self._line = self._line, None
            line.close()
            raise

    def _after_failure(self, group: list[tuple[Work[Any], Future[Any]]], error: Exception) -> None:
        """Nothing of the group was kept. Try each alone, so that one bad statement fails only its own work."""
        if len(group) > 1 and isinstance(error, DBAPIError) and _is_of_the_work(error):
            for item in group:
                self._write_group([item])
            return
        log.error("write_failed", group=len(group), cause=type(error).__name__)
        failure = _unavailable(_cause(error)) if isinstance(error, DBAPIError) else error
        for _, future in group:
            future.set_exception(failure)


def _is_of_the_work(error: DBAPIError) -> bool:
    """Whether a statement was wrong, rather than the database out of order."""
    return type(error).__name__ in {"IntegrityError", "DataError", "ProgrammingError", "InterfaceError"}


def _cause(error: DBAPIError) -> DBAPIError:
    """The first error of a chain: after a full disk, undoing to the savepoint fails too and would hide it."""
    first = error
    earlier: BaseException | None = error
    while earlier is not None:
        if isinstance(earlier, DBAPIError):
            first = earlier
        earlier = earlier.__context__
    return first


def _unavailable(error: DBAPIError) -> Exception:
    if _is_of_the_work(error):
        return error
    return StoreBusyError(str(error.orig)) if _is_busy(error) else StoreUnavailableError(str(error.orig))


def _is_busy(error: DBAPIError) -> bool:
    """Whether another program was in the way (SQLITE_BUSY and its extended codes)."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
