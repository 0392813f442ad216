# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens the database an administrator named, and brings its tables up to date."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from backoffice.store.base import Store, StoreBusyError, StoreUnavailableError
from backoffice.store.migrate import upgrade
from backoffice.store.postgres import PostgresStore
from backoffice.store.sqlite import SqliteStore

_BREATH_SECONDS = 0.1


def parse_url(database: str) -> URL:
    """Check a database address.

    Raises:
        ValueError: neither ``sqlite:///file`` nor ``postgresql://…``; says what is wrong.
    """
    try:
        url = make_url(database)
    except ArgumentError:
        raise ValueError("a database is named like sqlite:///file or postgresql://user@host/name") from None
    kind = url.get_backend_name()
    if kind == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise ValueError("a SQLite database needs a file: sqlite:///file")
    elif kind != "postgresql":
        raise ValueError(f"{kind} is not supported; use sqlite:///file or postgresql://user@host/name")
    return url


def open_store(database: str, *, busy_seconds: float = 5.0, patience_seconds: float = 60.0) -> Store:
    """Open ``database`` and run the migrations it still needs.

    Of several programs that open one SQLite file at the same time, each waits for the others: ``busy_seconds`` for a lock, and
    again until ``patience_seconds`` are over (changing a file to write-ahead logging does not wait for a lock).

    Raises:
        ValueError: the address is wrong.
        StoreUnavailableError: it cannot be opened, or was made by a newer version of this program.
    """
    url = parse_url(database)
    if url.get_backend_name() != "sqlite":
        return _migrated(PostgresStore(url))
    path = Path(url.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(f"{path.parent}: {error.strerror}") from error
    until = time.monotonic() + patience_seconds
    while True:
        try:
            return _migrated(SqliteStore(path, busy_seconds=busy_seconds))
        except StoreBusyError:
            if time.monotonic() >= until:
                raise
            time.sleep(_BREATH_SECONDS)


def _migrated(store: Store) -> Store:
    try:
        store.submit_write(upgrade).result(timeout=120)
    except BaseException:
        store.close()
        raise
    return store
